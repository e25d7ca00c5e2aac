"""From ledger rows to a child's journey: the one place where the two meet.

A record that was merged into another brings its events with it: whoever folds the one that was
kept folds both, until the merge is undone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from belong.domain.events import Event, EventKind
from belong.domain.journey.child import Journey
from belong.domain.journey.fold import GrowingFold, fold
from belong.web.children.models import Merge
from belong.web.ledger import models as ledger
from belong.web.ledger.queries import believed

__all__ = [
    "FAMILY_KEY",
    "Entry",
    "as_domain_event",
    "everything_recorded",
    "histories_of",
    "journey_of",
    "journey_told_by",
    "journeys_at",
    "journeys_of",
    "kept_keys",
    "newest_believed",
    "still_believed",
]

#: Where the details of an event name the family that it is about.
FAMILY_KEY = "family"


def as_domain_event(row: ledger.Event) -> Event:
    """One believed row of the ledger as the domain knows it; corrections are resolved before."""
    return Event(
        kind=EventKind(row.kind),
        happened_on=row.happened_on,
        planned_for=row.planned_for,
        family_id=row.details.get(FAMILY_KEY),
        details={k: v for k, v in row.details.items() if k != FAMILY_KEY},
        event_id=row.key,
        change=row.change_id,
        source=row.change.source,
    )


class Entry(NamedTuple):
    """A row of the ledger with no more than folding asks for: many are read at once."""

    pk: int
    key: str
    subject_key: str
    change: int
    kind: str
    happened_on: date | None
    planned_for: date | None
    details: dict[str, str]
    supersedes: int | None
    is_withdrawal: bool
    source: str

    def event(self) -> Event:
        """The event as the domain knows it."""
        details = dict(self.details)
        return Event(
            kind=EventKind(self.kind),
            happened_on=self.happened_on,
            planned_for=self.planned_for,
            family_id=details.pop(FAMILY_KEY, None),
            details=details,
            event_id=self.key,
            change=self.change,
            source=self.source,
        )


#: The columns of an ``Entry``, in its order.
_ENTRY = (
    *("pk", "key", "subject_key", "change_id", "kind", "happened_on", "planned_for", "details"),
    *("supersedes_id", "is_withdrawal", "change__source"),
)


def merged_into(keys: Collection[str]) -> dict[str, str]:
    """Of the records merged into any of these: the key of the one that was kept, by their own."""
    return dict(
        Merge.objects.filter(kept__key__in=keys, undone_at=None).values_list(
            "other__key", "kept__key"
        )
    )


def kept_keys(keys: Iterable[str]) -> list[str]:
    """The records that these are part of: themselves, or the one that they were merged into."""
    keys = list(keys)
    kept = dict(
        Merge.objects.filter(other__key__in=keys, undone_at=None).values_list(
            "other__key", "kept__key"
        )
    )
    return list(dict.fromkeys(kept.get(key, key) for key in keys))


def everything_recorded(key: str, *, at: int | None = None) -> list[ledger.Event]:
    """Every row on one child up to a change (None: now), corrections too, newest first; 1 query."""
    merged = Merge.objects.filter(kept__key=key, undone_at=None).values("other__key")
    rows = ledger.Event.objects.filter(subject_kind=ledger.SubjectKind.CHILD)
    rows = rows.filter(subject_key=key) | rows.filter(subject_key__in=merged)
    if at is not None:
        rows = rows.filter(change_id__lte=at)
    return list(rows.select_related("change", "seal").order_by("-change_id", "-id"))


def still_believed(rows: Sequence[ledger.Event]) -> list[ledger.Event]:
    """The rows that no other of these rows corrects or withdraws."""
    superseded = {row.supersedes_id for row in rows}
    return [row for row in rows if not row.is_withdrawal and row.pk not in superseded]


def journey_told_by(rows: Sequence[ledger.Event]) -> Journey:
    """The journey that rows tell; what was corrected among them is left out."""
    return fold(map(as_domain_event, still_believed(rows)))


def journey_of(key: str, *, at: int | None = None) -> Journey:
    """The child's journey as believed at a change number (None: now)."""
    return journey_told_by(everything_recorded(key, at=at))


def journeys_of(keys: Iterable[str], *, at: int | None = None) -> dict[str, tuple[Journey, int]]:
    """Journeys of many children with the newest change in each, by key; two queries."""
    keys = list(keys)
    merged = merged_into(keys)
    rows: dict[str, list[ledger.Event]] = defaultdict(list)
    events = believed(ledger.SubjectKind.CHILD, at=at).filter(subject_key__in=[*keys, *merged])
    for row in events:
        rows[merged.get(row.subject_key, row.subject_key)].append(row)
    return {
        key: (fold(map(as_domain_event, of_child)), max(row.change_id for row in of_child))
        for key, of_child in rows.items()
    }


def histories_of(keys: Iterable[str]) -> dict[str, list[Entry]]:
    """Every row on each of many children, corrections too, oldest first; two queries."""
    keys = list(keys)
    merged = merged_into(keys)
    rows = ledger.Event.objects.filter(
        subject_kind=ledger.SubjectKind.CHILD, subject_key__in=[*keys, *merged]
    )
    histories: dict[str, list[Entry]] = defaultdict(list)
    for row in rows.order_by("change_id", "id").values_list(*_ENTRY).iterator(chunk_size=5000):
        entry = Entry(*row)
        histories[merged.get(entry.subject_key, entry.subject_key)].append(entry)
    return dict(histories)


def journeys_at(
    entries: Sequence[Entry], *, since: int = 0
) -> Iterator[tuple[int, Journey | None]]:
    """The journey as believed at each change of a history from ``since`` on, None for nothing.

    entries: everything recorded on one child, oldest first.
    """
    standing: dict[int, Event] = {}
    growing, is_told = GrowingFold(), False
    for change, of_change in groupby(entries, key=lambda entry: entry.change):
        added = []
        for entry in of_change:
            if entry.supersedes and standing.pop(entry.supersedes, None) is not None:
                is_told = False
            if not entry.is_withdrawal:
                standing[entry.pk] = entry.event()
                added.append(standing[entry.pk])
        if change >= since:
            told = standing.values()
            yield change, growing.tell(told, added if is_told else None) if standing else None
            is_told = bool(standing)


def newest_believed(entries: Sequence[Entry]) -> int:
    """The newest change of which something still stands; 0 where nothing does."""
    superseded = {entry.supersedes for entry in entries}
    return max(
        (one.change for one in entries if not one.is_withdrawal and one.pk not in superseded),
        default=0,
    )
