"""From ledger rows to a family's journey: the one place where the two meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from belong.domain.journey.family import FamilyEvent, FamilyEventKind, FamilyJourney, fold_family
from belong.web.ledger import models as ledger
from belong.web.ledger.queries import believed

__all__ = [
    "APPLICATION_KEY",
    "as_family_event",
    "everything_recorded",
    "families_journeys",
    "journey_told_by",
    "still_believed",
]

#: Where the details of an event name the application that it belongs to.
APPLICATION_KEY = "application"


def as_family_event(row: ledger.Event) -> FamilyEvent:
    """One believed row of the ledger as the domain knows it; corrections are resolved before."""
    return FamilyEvent(
        kind=FamilyEventKind(row.kind),
        happened_on=row.happened_on,
        planned_for=row.planned_for,
        application=row.details.get(APPLICATION_KEY, ""),
        details={k: v for k, v in row.details.items() if k != APPLICATION_KEY},
        event_id=row.key,
        change=row.change_id,
        by=row.change.by_person,
    )


def everything_recorded(key: str, *, at: int | None = None) -> list[ledger.Event]:
    """Every row on one family up to a change (None: now), corrections too, newest first."""
    rows = ledger.Event.objects.filter(subject_kind=ledger.SubjectKind.FAMILY, subject_key=key)
    if at is not None:
        rows = rows.filter(change_id__lte=at)
    return list(rows.select_related("change", "seal").order_by("-change_id", "-id"))


def still_believed(rows: Sequence[ledger.Event]) -> list[ledger.Event]:
    """The rows that no other of these rows corrects or withdraws."""
    superseded = {row.supersedes_id for row in rows}
    return [row for row in rows if not row.is_withdrawal and row.pk not in superseded]


def journey_told_by(rows: Sequence[ledger.Event]) -> FamilyJourney:
    """The journey that rows tell; what was corrected among them is left out."""
    return fold_family(map(as_family_event, still_believed(rows)))


def families_journeys(keys: Iterable[str]) -> dict[str, tuple[FamilyJourney, int]]:
    """Journeys of many families with the newest change in each, by key; one query."""
    rows: dict[str, list[ledger.Event]] = defaultdict(list)
    for row in believed(ledger.SubjectKind.FAMILY).filter(subject_key__in=list(keys)):
        rows[row.subject_key].append(row)
    return {
        key: (fold_family(map(as_family_event, told)), max(row.change_id for row in told))
        for key, told in rows.items()
    }
