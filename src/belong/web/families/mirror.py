"""Events of a child that happen to a family too, written on the family as they are recorded.

The family's event names the child by its opaque key and says nothing else of it: no reason and no
word crosses from one side to the other.
"""

from __future__ import annotations

from belong.domain.events import EventKind
from belong.domain.journey.family import MIRRORED
from belong.web.families.folding import APPLICATION_KEY
from belong.web.families.models import FamilyRecord
from belong.web.ledger.actions import (
    Draft,
    correct_event,
    record_events,
    withdraw_event,
)
from belong.web.ledger.models import Event, SubjectKind
from belong.web.ledger.queries import believed

__all__ = ["follow_child", "mirrors_of"]

#: Where the details of a child's event name the family, and a family's the child.
_FAMILY, _CHILD = "family", "child"
_WHY = "Recorded on the child's record."
#: Kinds that, where they name no family, are about the one that the child is with.
_OF_THE_FAMILY_THEY_ARE_WITH = frozenset(MIRRORED) - {
    EventKind.LINKED,
    EventKind.MATCH_DECIDED,
    EventKind.PLACED_FOR_ADOPTION,
    EventKind.EARLY_PERMANENCE_PLACED,
}


def follow_child(event: Event, by: str) -> None:
    """Write on the family what was recorded, corrected or withdrawn on a child."""
    if event.kind not in MIRRORED:
        return
    kind = MIRRORED[EventKind(event.kind)]
    old = event.supersedes
    before = _mirror_of(old, kind) if old else None
    family = None if event.is_withdrawal else _family_of(event)
    if before is not None and family is not None and before.subject_key == family.key:
        correct_event(
            event=before,
            by=by,
            why=_WHY,
            happened_on=event.happened_on,
            planned_for=event.planned_for,
            seen=None,
        )
        return
    if before is not None:
        withdraw_event(event=before, by=by, why=_WHY, seen=None)
    if family is None or (old is not None and before is None and _is_same(old, event)):
        return
    details = {_CHILD: event.subject_key}
    application = family.row.application_key if hasattr(family, "row") else ""
    if application:
        details[APPLICATION_KEY] = application
    record_events(
        drafts=[
            Draft(
                SubjectKind.FAMILY,
                family.key,
                kind,
                happened_on=event.happened_on,
                planned_for=event.planned_for,
                details=details,
            )
        ],
        by=by,
        why=_WHY,
        seen=None,
    )


def _is_same(old: Event, event: Event) -> bool:
    """Whether a correction left the family as it was: then its event was mended on its own page."""
    return old.details.get(_FAMILY) == event.details.get(_FAMILY)


def _family_of(event: Event) -> FamilyRecord | None:
    """The family that a child's event is about, or None where none is known here."""
    key = event.details.get(_FAMILY)
    if not key and event.kind in _OF_THE_FAMILY_THEY_ARE_WITH:
        named = [
            row.details[_FAMILY]
            for row in believed(SubjectKind.CHILD, event.subject_key)
            if row.details.get(_FAMILY)
        ]
        key = named[-1] if named else ""
    return FamilyRecord.objects.filter(key=key).select_related("row").first() if key else None


def _mirror_of(of: Event, kind: str) -> Event | None:
    """The family's event that was written with one of the child's, if it still stands."""
    family = _family_of(of)
    if family is None:
        return None
    for row in believed(SubjectKind.FAMILY, family.key).filter(kind=kind):
        is_same_day = (row.happened_on, row.planned_for) == (of.happened_on, of.planned_for)
        if is_same_day and row.details.get(_CHILD) == of.subject_key:
            return row
    return None


def mirrors_of(event: Event) -> list[Event]:
    """Everything written on a family with one of the child's events, standing or not."""
    family = _family_of(event) if event.kind in MIRRORED else None
    if family is None:
        return []
    return [
        row
        for row in Event.objects.filter(
            subject_kind=SubjectKind.FAMILY,
            subject_key=family.key,
            kind=MIRRORED[EventKind(event.kind)],
            happened_on=event.happened_on,
            planned_for=event.planned_for,
        )
        if row.details.get(_CHILD) == event.subject_key
    ]
