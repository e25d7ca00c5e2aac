"""Reading the ledger: what is believed now, or was believed at an earlier change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from belong.web.ledger.models import Change, Event, Head, SubjectKind

__all__ = [
    "believed",
    "change_at",
    "changes_until",
    "last_change",
    "last_change_on",
    "recorded",
    "standing_for",
]


def last_change(*, held: bool = False) -> int:
    """The number of the newest change; 0 when nothing has been recorded.

    held: in a transaction: it stays the newest until that ends, unless this process writes one.
    """
    heads = Head.objects.select_for_update() if held else Head.objects.all()
    return heads.values_list("last_number", flat=True).get(pk=1)


def change_at(moment: datetime) -> int:
    """The number of the last change recorded at or before a moment; 0 before the first."""
    return changes_until(moment).first() or 0


def changes_until(moment: datetime) -> QuerySet[Change, int]:
    """The numbers of the changes recorded at or before a moment, the last first."""
    until = Change.objects.filter(recorded_at__lte=moment).order_by("-recorded_at", "-number")
    return until.values_list("number", flat=True)


def last_change_on(kind: SubjectKind, key: str) -> int:
    """The number of the newest change on one subject; 0 when there is none."""
    return (
        Event.objects.filter(subject_kind=kind, subject_key=key)
        .order_by("-change_id")
        .values_list("change_id", flat=True)
        .first()
        or 0
    )


def believed(
    kind: SubjectKind, key: str | None = None, *, at: int | None = None
) -> QuerySet[Event]:
    """Events believed at a change number (None: now): neither superseded by then, nor withdrawals.

    One row per event, ordered by day then by number. key None: of every subject of the kind.
    """
    later = Q(supersedes=OuterRef("pk"))
    events = Event.objects.filter(subject_kind=kind, is_withdrawal=False)
    if key is not None:
        events = events.filter(subject_key=key)
    if at is not None:
        later &= Q(change_id__lte=at)
        events = events.filter(change_id__lte=at)
    return (
        events.filter(~Exists(Event.objects.filter(later)))
        .select_related("change")
        .order_by("happened_on", "planned_for", "id")
    )


def recorded(kind: SubjectKind, key: str, *, at: int | None = None) -> QuerySet[Event]:
    """Everything ever recorded on one subject, corrections and withdrawals too, newest first."""
    events = Event.objects.filter(subject_kind=kind, subject_key=key)
    if at is not None:
        events = events.filter(change_id__lte=at)
    return events.select_related("change", "supersedes", "seal").order_by("-change_id", "-id")


def standing_for(entry: Event, rows: Iterable[Event]) -> Event | None:
    """What stands in an entry's place among rows: itself, or its latest correction.

    None where it was withdrawn.
    """
    later = {row.supersedes_id: row for row in rows if row.supersedes_id is not None}
    found = entry
    while found.pk in later:
        found = later[found.pk]
    return None if found.is_withdrawal else found
