"""From ledger rows to a family's journey: the one place where the two meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from belong.domain.journey.family import (
    FamilyEvent,
    FamilyEventKind,
    FamilyJourney,
    GrowingFamilyFold,
    fold_family,
)
from belong.web.ledger import histories
from belong.web.ledger import models as ledger
from belong.web.ledger.as_known import AsKnown
from belong.web.ledger.histories import Entry
from belong.web.ledger.queries import believed

__all__ = [
    "APPLICATION_KEY",
    "as_family_event",
    "event_of",
    "everything_recorded",
    "families_journeys",
    "histories_of",
    "journey_told_by",
    "journeys_at",
    "still_believed",
]

#: Where the details of an event name the application that it belongs to.
APPLICATION_KEY = "application"


def as_family_event(row: ledger.Event) -> FamilyEvent:
    """One believed row of the ledger as the domain knows it; corrections are resolved before."""
    return event_of(Entry.of(row))


def event_of(entry: Entry) -> FamilyEvent:
    """The same of a row that was read lean."""
    details = dict(entry.details)
    return FamilyEvent(
        kind=FamilyEventKind(entry.kind),
        happened_on=entry.happened_on,
        planned_for=entry.planned_for,
        application=details.pop(APPLICATION_KEY, ""),
        details=details,
        event_id=entry.key,
        change=entry.change_id,
        by=entry.by_person,
    )


def everything_recorded(key: str, *, known: AsKnown | None = None) -> list[ledger.Event]:
    """Every row on one family until a moment (None: now), corrections too, newest first."""
    rows = ledger.Event.objects.filter(subject_kind=ledger.SubjectKind.FAMILY, subject_key=key)
    if known is not None:
        rows = rows.filter(known.recorded)
    return list(rows.select_related("change", "seal").order_by("-change_id", "-id"))


def still_believed(rows: Sequence[ledger.Event]) -> list[ledger.Event]:
    """The rows that no other of these rows corrects or withdraws."""
    superseded = {row.supersedes_id for row in rows}
    return [row for row in rows if not row.is_withdrawal and row.pk not in superseded]


def journey_told_by(rows: Sequence[ledger.Event]) -> FamilyJourney:
    """The journey that rows tell; what was corrected among them is left out."""
    return fold_family(map(as_family_event, still_believed(rows)))


def families_journeys(
    keys: Iterable[str], *, at: int | None = None, without: Iterable[FamilyEventKind] = ()
) -> dict[str, tuple[FamilyJourney, int]]:
    """Journeys of many families with the newest change in each, by key; one query.

    at: as believed at a change number (None: now). without: kinds that are left out, where what
    they tell is not asked.
    """
    rows: dict[str, list[Entry]] = defaultdict(list)
    found = believed(ledger.SubjectKind.FAMILY, at=at).filter(subject_key__in=list(keys))
    found = found.exclude(kind__in=[kind.value for kind in without])
    for entry in map(Entry._make, found.values_list(*histories.COLUMNS)):
        rows[entry.subject_key].append(entry)
    return {
        key: (fold_family(map(event_of, told)), max(entry.change_id for entry in told))
        for key, told in rows.items()
    }


def histories_of(keys: Iterable[str]) -> dict[str, list[Entry]]:
    """Every row on each of many families, corrections too, oldest first; one query."""
    return histories.histories_of(ledger.SubjectKind.FAMILY, list(keys))


def journeys_at(
    entries: Sequence[Entry], *, since: int = 0
) -> Iterator[tuple[int, FamilyJourney | None]]:
    """The journey as believed at each change of a history from ``since`` on, None for nothing.

    entries: everything recorded on one family, oldest first.
    """
    return histories.told_at(entries, event_of, GrowingFamilyFold(), since=since)
