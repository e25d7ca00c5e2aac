"""The 903 door: councils' returns into the ledger, one change per council and year of return.

Each year's return is read together with those before it, as figures read them, and what is new in
what they then tell is written: new events, and withdrawals of what a later return tells no longer.
So *as known at* a change is what could be known from the returns that had come by then.

What a person recorded is never taken back by a return, and an event that a person corrected or
withdrew is not written again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db import transaction

from belong.domain.errors import BelongError
from belong.domain.events import Event as DomainEvent
from belong.domain.journey.events_from_episodes import events_from_episodes
from belong.domain.journey.periods import ChildFacts, Decision, Episode, Match
from belong.formats.ssda903.merge import MergedReturns, merge_years
from belong.formats.ssda903.model import ReturnSet
from belong.web.agencies.models import Agency, Kind
from belong.web.audit.actions import record_audit
from belong.web.children.folding import FAMILY_KEY
from belong.web.children.frames import SOURCE, TELLING, source_of
from belong.web.children.records import Child, ChildRecords
from belong.web.ledger import projection
from belong.web.ledger.actions import Draft, write_change
from belong.web.ledger.models import Change, Event, SubjectKind

__all__ = ["Loaded", "load_returns"]

#: The family that an event of a child is about, where somebody knows it.
Families = Callable[[Child, DomainEvent], str | None]
#: What tells an event from the others of its child.
Mark = tuple[str, date, str]


@dataclass(frozen=True)
class Loaded:
    """changes: numbers of the changes made, by council and year. children: how many are new."""

    changes: Mapping[tuple[str, int], int]
    children: int
    events: int


@transaction.atomic
def load_returns(
    *,
    returns: ReturnSet,
    by: str = "",
    process: str = "",
    until: int | None = None,
    families: Families | None = None,
    recorded_at: datetime | None = None,
    refold: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Loaded:
    """Write what the returns tell of every child; a return loaded before is left as it was.

    Returns of earlier years must be among those given, or the past cannot be told as it was known.
    until: the last year to load, None for all. families: for the demo, which family an event is
    about. recorded_at: for the demo, when the returns came. refold: False where the caller folds at
    the end. progress: called with (returns written, returns in all). All or nothing.
    Raises BelongError where a council is not among the agencies.
    """
    wanted = sorted(
        {
            (one.year, one.la_code)
            for one in returns.returns
            if one.year and (until is None or one.year <= until)
        }
    )
    councils = _councils({la for _, la in wanted})
    seen = set(Change.objects.filter(source__startswith=SOURCE).values_list("source", flat=True))
    children = ChildRecords(councils)
    facts: dict[Child, ChildFacts] = {}
    standing = _Standing()
    made: dict[tuple[str, int], int] = {}
    written = 0
    touched: set[str] = set()
    for year in sorted({year for year, _ in wanted}):
        las = [la for at, la in wanted if at == year and source_of(la, year) not in seen]
        if not las:
            continue
        histories = _histories(merge_years(_until(returns, year)), las)
        children.add(histories)
        facts.update({child: history.facts for child, history in histories.items()})
        for la_code in las:
            drafts = [
                draft
                for child, history in histories.items()
                if child[0] == la_code
                for draft in standing.drafts(
                    children[child].key, _told(child, history, children[child].key, families)
                )
            ]
            recorded = write_change(
                drafts=drafts,
                by=by,
                process=process,
                source=source_of(la_code, year),
                refold=False,
                recorded_at=recorded_at,
            )
            standing.take(recorded.events)
            touched |= {draft.subject_key for draft in drafts}
            made[la_code, year] = recorded.change.number
            written += len(drafts)
            _audit(councils[la_code], year, recorded.change.number, len(drafts), by, process)
            if progress is not None:
                progress(len(made), len(wanted))
    children.write_identities(facts)
    projection.learn_sizes()
    if refold:
        projection.refold_many(SubjectKind.CHILD, touched)
    return Loaded(made, children.added, written)


def _councils(las: Collection[str]) -> dict[str, Agency]:
    found = {
        one.dfe_code: one for one in Agency.objects.filter(kind=Kind.COUNCIL, dfe_code__in=las)
    }
    for la in sorted(las):
        if la not in found:
            raise BelongError(
                f"No council with the code {la} is among the agencies.",
                mend="Add the council first, with its DfE code.",
            )
    return found


def _audit(council: Agency, year: int, change: int, events: int, by: str, process: str) -> None:
    record_audit(
        action="return_loaded",
        by=by,
        process=process,
        subject_kind="agency",
        subject_key=council.key,
        agency_key=council.key,
        detail={"year": year, "change": change, "events": events},
    )


def _until(returns: ReturnSet, year: int) -> ReturnSet:
    """The returns of a year and before, as if no later one had come."""
    places = [at for at, one in enumerate(returns.returns) if one.year and one.year <= year]
    at = pl.DataFrame({"_return": places, "_at": range(len(places))}).cast(pl.UInt16)
    tables = {
        name: table.join(at, on="_return", how="inner", maintain_order="left")
        .with_columns(pl.col("_at").alias("_return"))
        .drop("_at")
        for name, table in returns.tables.items()
    }
    return ReturnSet(tuple(returns.returns[place] for place in places), tables)


@dataclass
class _History:
    """What the returns so far tell of one child."""

    facts: ChildFacts
    episodes: list[Episode] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)


def _histories(merged: MergedReturns, las: Collection[str]) -> dict[Child, _History]:
    """The merged histories, child by child, of these councils."""
    found: dict[Child, _History] = {}

    def of(row: dict[str, Any]) -> _History:
        child = (row["la_code"], row["CHILD"])
        if child not in found:
            found[child] = _History(ChildFacts(row["CHILD"], row["la_code"]))
        return found[child]

    for row in _rows(merged.headers, las):
        history = of(row)
        history.facts = replace(
            history.facts, born_on=row["DOB"], sex=row["SEX"], ethnicity=row["ETHNIC"]
        )
    for row in _rows(merged.episodes, las):
        is_lost = row["lost_on"] is not None
        of(row).episodes.append(
            Episode(
                decom=row["DECOM"],
                rne=row["RNE"],
                ls=row["LS"],
                place=row["PLACE"],
                dec=row["lost_on"] if is_lost else row["DEC"],
                rec=None if is_lost else row["REC"],
                ends_unknown=is_lost,
            )
        )
    for row in _rows(merged.decisions, las):
        of(row).decisions.append(
            Decision(row["DATE_PLACED"], row["DATE_PLACED_CEASED"], row["REASON_PLACED_CEASED"])
        )
    for row in _rows(merged.adoptions, las):
        of(row).matches.append(Match(row["DATE_MATCH"], row["DATE_INT"], row["year"]))
    return found


def _rows(frame: pl.DataFrame, las: Collection[str]) -> Iterable[dict[str, Any]]:
    return frame.filter(pl.col("la_code").is_in(list(las))).iter_rows(named=True)


def _told(child: Child, history: _History, key: str, families: Families | None) -> list[Draft]:
    """The events that a history tells, as they would be written."""
    events = events_from_episodes(
        history.episodes, history.decisions, history.matches, history.facts
    )
    drafts = []
    for event in events:
        family = families(child, event) if families else None
        details = {**event.details, FAMILY_KEY: family} if family else dict(event.details)
        drafts.append(
            Draft(SubjectKind.CHILD, key, event.kind.value, event.happened_on, details=details)
        )
    return drafts


def _mark(kind: str, on: date, details: Mapping[str, Any]) -> Mark:
    """Reversals of two decisions may share a day; nothing else of one kind does."""
    is_reversal = kind == "decision_reversed"
    return kind, on, str(details.get("decided_on", "")) if is_reversal else ""


class _Standing:
    """What is believed of every child, by child and mark; and what people took back."""

    def __init__(self) -> None:
        self._believed: dict[str, dict[Mark, tuple[Event, bool]]] = defaultdict(dict)
        self._refused: dict[str, set[Mark]] = defaultdict(set)
        rows = Event.objects.filter(
            subject_kind=SubjectKind.CHILD, kind__in=[kind.value for kind in TELLING]
        ).select_related("change")
        superseded = {
            row.supersedes_id: row for row in rows.filter(supersedes__isnull=False).iterator()
        }
        for row in rows.order_by("pk").iterator():
            if row.is_withdrawal or row.happened_on is None:
                continue
            mark = _mark(row.kind, row.happened_on, row.details)
            by = superseded.get(row.pk)
            if by is None:
                self._believed[row.subject_key][mark] = (row, _is_from_return(row))
            elif not _is_from_return(by):
                self._refused[row.subject_key].add(mark)

    def drafts(self, key: str, told: Iterable[Draft]) -> list[Draft]:
        """What must be written so that what the returns tell is believed."""
        held, drafts = self._believed[key], []
        marks: set[Mark] = set()
        for draft in told:
            mark = _mark(draft.kind, draft.happened_on or date.min, draft.details)
            marks.add(mark)
            if mark in self._refused[key]:
                continue
            before, is_from_return = held.get(mark, (None, False))
            if before is None:
                drafts.append(draft)
            elif is_from_return and before.details != draft.details:
                drafts.append(replace(draft, supersedes=before))
        drafts += [
            Draft(SubjectKind.CHILD, key, row.kind, supersedes=row, is_withdrawal=True)
            for mark, (row, is_from_return) in held.items()
            if is_from_return and mark not in marks
        ]
        return drafts

    def take(self, events: Iterable[Event]) -> None:
        """Believe what has been written."""
        for event in events:
            held = self._believed[event.subject_key]
            if event.supersedes is not None and event.supersedes.happened_on is not None:
                old = event.supersedes
                held.pop(_mark(old.kind, event.supersedes.happened_on, old.details), None)
            if not event.is_withdrawal and event.happened_on is not None:
                held[_mark(event.kind, event.happened_on, event.details)] = (event, True)


def _is_from_return(event: Event) -> bool:
    return event.change.source.startswith(f"{SOURCE} ")
