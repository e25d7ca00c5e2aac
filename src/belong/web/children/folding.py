"""From ledger rows to a child's journey: the one place where the two meet.

A record that was merged into another brings its events with it: whoever folds the one that was
kept folds both, until the merge is undone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from belong.domain.events import Event, EventKind
from belong.domain.journey.child import Journey
from belong.domain.journey.fold import GrowingFold, fold
from belong.web.children.models import ChildRecord, Merge
from belong.web.ledger import histories
from belong.web.ledger import models as ledger
from belong.web.ledger.as_known import AsKnown
from belong.web.ledger.histories import Entry
from belong.web.ledger.queries import believed

__all__ = [
    "FAMILY_KEY",
    "as_domain_event",
    "event_of",
    "everything_recorded",
    "histories_of",
    "journey_of",
    "journey_told_by",
    "journeys_at",
    "journeys_of",
    "kept_keys",
    "still_believed",
]

#: Where the details of an event name the family that it is about.
FAMILY_KEY = "family"


def as_domain_event(row: ledger.Event) -> Event:
    """One believed row of the ledger as the domain knows it; corrections are resolved before."""
    return event_of(Entry.of(row))


def event_of(entry: Entry) -> Event:
    """The same of a row that was read lean."""
    details = dict(entry.details)
    return Event(
        kind=EventKind(entry.kind),
        happened_on=entry.happened_on,
        planned_for=entry.planned_for,
        family_id=details.pop(FAMILY_KEY, None),
        details=details,
        event_id=entry.key,
        change=entry.change_id,
        source=entry.source,
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


def everything_recorded(
    key: str, *, at: int | None = None, known: AsKnown | None = None
) -> list[ledger.Event]:
    """Every row on one child, corrections too, newest first; one query.

    at: up to this change; known: up to this moment; neither: until now.
    """
    merged = Merge.objects.filter(kept__key=key, undone_at=None).values("other__key")
    # In one list: asked with an "or" between them, PostgreSQL reads the whole ledger.
    keys = ChildRecord.objects.filter(key=key).values("key").union(merged)
    rows = ledger.Event.objects.filter(subject_kind=ledger.SubjectKind.CHILD, subject_key__in=keys)
    if at is not None:
        rows = rows.filter(change_id__lte=at)
    if known is not None:
        rows = rows.filter(known.recorded)
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
    return histories.histories_of(ledger.SubjectKind.CHILD, keys, merged_into(keys))


def journeys_at(
    entries: Sequence[Entry], *, since: int = 0
) -> Iterator[tuple[int, Journey | None]]:
    """The journey as believed at each change of a history from ``since`` on, None for nothing.

    entries: everything recorded on one child, oldest first.
    """
    return histories.told_at(entries, event_of, GrowingFold(), since=since)
