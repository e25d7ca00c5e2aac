"""From the ledger to the frames that every figure is computed from, as known at a change.

What is believed of each child is told as a return would hold it, and goes through the same
vectorised code as the returns themselves: one arithmetic, whichever the door.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl

from belong.domain.events import EVENT_KINDS, Axis, Event, EventKind
from belong.domain.frames import COVERAGE_COLUMNS, Frames
from belong.domain.journey.episodes_from_events import Filed, episodes_from_events
from belong.domain.policy import MATRIX, ActorFacts, Grant, Part
from belong.formats.ssda903.frames import frames_of
from belong.formats.ssda903.merge import MergedReturns
from belong.web.agencies.models import Agency, Kind
from belong.web.children.folding import FAMILY_KEY, merged_into
from belong.web.children.models import BirthIdentity, ChildRecord
from belong.web.ledger.models import Change, SubjectKind
from belong.web.ledger.queries import believed

__all__ = ["SOURCE", "TELLING", "councils_for_figures", "frames_at", "source_of"]

#: What the source of a change that came from a return begins with.
SOURCE = "ssda903"
_FROM_LEDGER = "ledger"

_K = EventKind
_LEAVING = frozenset(k for k, facts in EVENT_KINDS.items() if Axis.CARE in facts.moves)
#: The kind in the frame of events that an event of the ledger is the origin of.
_FRAME_KINDS: dict[EventKind, str] = {
    **dict.fromkeys(_LEAVING, "left_care"),
    _K.CARE_ENTERED: "entered_care",
    _K.DECISION_MADE: "plan_decided",
    _K.DECISION_REVERSED: "plan_reversed",
    _K.PLACEMENT_ORDER_MADE: "placement_order",
    _K.MATCH_DECIDED: "matched",
    _K.PLACED_FOR_ADOPTION: "placed_for_adoption",
    _K.ADOPTION_ORDER_MADE: "adopted",
}
#: Kinds of event that a return can tell of, and what ends them.
TELLING = frozenset(
    {
        *_FRAME_KINDS,
        _K.BORN,
        _K.LEGAL_STATUS_BEGAN,
        _K.PLACEMENT_BEGAN,
        _K.EARLY_PERMANENCE_PLACED,
        _K.EARLY_PERMANENCE_ENDED,
        _K.DISRUPTED,
        _K.PLACEMENT_ORDER_REVOKED,
        _K.PLACEMENT_ORDER_SET_ASIDE,
        _K.MATCH_ENDED,
    }
)


def source_of(la_code: str, year: int) -> str:
    """The source of the change that loaded one authority's return of one year."""
    return f"{SOURCE} {la_code} {year}"


def councils_for_figures(actor: ActorFacts) -> tuple[str, ...]:
    """Codes of the councils whose figures this person may see today, in order."""
    keys: set[str] = set()
    for appointment in actor.appointments:
        given, _ = MATRIX[appointment.role].get(Part.FIGURES, (Grant.NOTHING, None))
        if given is not Grant.NOTHING:
            keys |= appointment.agencies
    councils = Agency.objects.filter(kind=Kind.COUNCIL, key__in=keys)
    return tuple(councils.order_by("dfe_code").values_list("dfe_code", flat=True))


def frames_at(la_codes: Collection[str], *, change: int | None = None) -> Frames:
    """Events, spells and children of these councils as believed at a change number (None: now).

    child_id is the pseudonym; nothing in the frames says who a child is. Coverage is the returns
    that had been loaded by then. Permission is the caller's: see ``councils_for_figures``.
    """
    tables = _Tables()
    for child in _children(la_codes, change):
        tables.add(child)
    frames = frames_of(tables.merged(), _coverage(la_codes, change))
    return replace(frames, events=tables.with_origin(frames.events))


@dataclass(frozen=True)
class _Child:
    """A child of the councils asked for, with what is believed of it."""

    pseudonym: str
    la_code: str
    sex: str
    ethnicity: str
    events: list[Event]


def _children(la_codes: Collection[str], change: int | None) -> Iterator[_Child]:
    """Every child of the councils of whom anything was believed at the change."""
    records = ChildRecord.objects.filter(council__dfe_code__in=list(la_codes))
    kept = {
        key: (pseudonym, la_code)
        for key, pseudonym, la_code in records.order_by("pseudonym").values_list(
            "key", "pseudonym", "council__dfe_code"
        )
    }
    known = {
        key: (sex, ethnicity)
        for key, sex, ethnicity in BirthIdentity.objects.filter(child__in=records).values_list(
            "child__key", "sex", "ethnicity"
        )
    }
    merged = merged_into(kept)
    told: dict[str, list[Event]] = defaultdict(list)
    rows = believed(SubjectKind.CHILD, at=change).filter(
        kind__in=[kind.value for kind in TELLING], happened_on__isnull=False
    )
    columns = ("subject_key", "key", "kind", "happened_on", "change_id", "details")
    for key, event_key, kind, on, number, details in rows.values_list(*columns).iterator():
        subject = merged.get(key, key)
        if subject in kept:
            told[subject].append(_event(event_key, kind, on, number, details))
    for key, events in told.items():
        yield _Child(*kept[key], *known.get(key, ("", "")), events)


def _event(key: str, kind: str, on: date, change: int, details: dict[str, Any]) -> Event:
    return Event(
        kind=EventKind(kind),
        happened_on=on,
        family_id=details.get(FAMILY_KEY),
        details=details,
        event_id=key,
        change=change,
    )


class _Tables:
    """Rows of merged histories, child by child, as the reader of returns would hand them over."""

    def __init__(self) -> None:
        self.episodes: list[tuple[Any, ...]] = []
        self.decisions: list[tuple[Any, ...]] = []
        self.adoptions: list[tuple[Any, ...]] = []
        self.headers: list[tuple[Any, ...]] = []
        self.origins: list[tuple[Any, ...]] = []

    def add(self, child: _Child) -> None:
        """Take in one child."""
        key = (len(self.headers), child.la_code, child.pseudonym)
        filed: Filed = episodes_from_events(child.events)
        for one in filed.episodes:
            lost_on = one.dec if one.ends_unknown else None
            ended_on = None if one.ends_unknown else one.dec
            self.episodes.append(
                (*key, one.decom, one.rne, one.ls, one.place, ended_on, one.rec, lost_on)
            )
        for made in filed.decisions:
            self.decisions.append((*key, made.on, made.ceased_on, made.reason))
        for match in filed.matches:
            self.adoptions.append((*key, match.year, match.int_on, match.on))
        born = next((one for one in child.events if one.kind is _K.BORN), None)
        facts = born.details if born else {}
        self.headers.append(
            (
                *key,
                born.happened_on if born else None,
                facts.get("sex") or child.sex or None,
                facts.get("ethnicity") or child.ethnicity or None,
            )
        )
        for event in child.events:
            if event.kind in _FRAME_KINDS:
                kind = _FRAME_KINDS[event.kind]
                self.origins.append(
                    (child.pseudonym, kind, event.happened_on, event.change, event.family_id)
                )

    def merged(self) -> MergedReturns:
        """The rows as frames."""
        text, day, number = pl.String, pl.Date, pl.Int32
        keys = {"kid": pl.Int64, "la_code": text, "CHILD": text}

        def table(rows: list[tuple[Any, ...]], **columns: Any) -> pl.DataFrame:
            return pl.DataFrame(rows, schema={**keys, **columns}, orient="row")

        return MergedReturns(
            episodes=table(
                self.episodes, DECOM=day, RNE=text, LS=text, PLACE=text, DEC=day, REC=text,
                lost_on=day,
            ),
            decisions=table(
                self.decisions, DATE_PLACED=day, DATE_PLACED_CEASED=day, REASON_PLACED_CEASED=text
            ),
            adoptions=table(self.adoptions, year=number, DATE_INT=day, DATE_MATCH=day),
            headers=table(self.headers, DOB=day, SEX=text, ETHNIC=text),
            notices=(),
        )  # fmt: skip

    def with_origin(self, events: pl.DataFrame) -> pl.DataFrame:
        """The events with the change that each was recorded in, and the family it is about."""
        on = ["child_id", "kind", "happened_on"]
        schema = {
            "child_id": pl.String,
            "kind": pl.String,
            "happened_on": pl.Date,
            "change": pl.Int64,
            "family_id": pl.String,
        }
        origins = pl.DataFrame(self.origins, schema=schema, orient="row").unique(
            on, keep="last", maintain_order=True
        )
        return (
            events.drop("change", "family_id")
            .join(origins, on=on, how="left", maintain_order="left")
            .with_columns(pl.lit(_FROM_LEDGER).alias("source"))
            .select(events.columns)
        )


def _coverage(la_codes: Collection[str], change: int | None) -> pl.DataFrame:
    """One row per return that had been loaded by the change."""
    changes = Change.objects.filter(source__startswith=f"{SOURCE} ")
    if change is not None:
        changes = changes.filter(number__lte=change)
    rows = []
    sources = changes.order_by("number").values_list("source", flat=True)
    for source in dict.fromkeys(sources):  # a return that was sent again counts once
        _, la_code, year = source.split()
        if la_code in la_codes:
            rows.append((la_code, int(year), source))
    schema = {name: getattr(pl, kind) for name, kind in COVERAGE_COLUMNS.items()}
    return pl.DataFrame(rows, schema=schema, orient="row")
