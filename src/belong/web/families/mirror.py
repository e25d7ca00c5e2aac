"""Events of a child that happen to a family too: what to write on the family in the same change."""

from __future__ import annotations

from belong.domain.events import EventKind
from belong.domain.journey.family import MIRRORED
from belong.web.families.folding import APPLICATION_KEY
from belong.web.families.models import FamilyRow
from belong.web.ledger.actions import Draft
from belong.web.ledger.models import Event, SubjectKind
from belong.web.ledger.queries import believed

__all__ = ["family_drafts"]


def family_drafts(
    *,
    family_key: str,
    child_key: str,
    kind: str,
    draft: Draft,
    corrected: Event | None = None,
) -> list[Draft]:
    """What a child's draft means for the family that it names; nothing where it means nothing.

    To be written in the same change as the child's own draft. corrected: the child's event that the
    draft stands in place of, so that the family's is corrected or withdrawn with it.
    """
    mirrored = MIRRORED.get(EventKind(kind))
    if mirrored is None:
        return []
    before = _mirror_of(family_key, child_key, mirrored, corrected) if corrected else None
    if draft.is_withdrawal:
        if before is None:
            return []
        return [
            Draft(SubjectKind.FAMILY, family_key, mirrored, supersedes=before, is_withdrawal=True)
        ]
    application = before.details.get(APPLICATION_KEY) if before else _latest(family_key)
    details = {"child": child_key}
    if application:
        details[APPLICATION_KEY] = application
    return [
        Draft(
            SubjectKind.FAMILY,
            family_key,
            mirrored,
            happened_on=draft.happened_on,
            planned_for=draft.planned_for,
            details=details,
            supersedes=before,
        )
    ]


def _latest(family_key: str) -> str:
    """The key of the family's latest application."""
    row = FamilyRow.objects.filter(family__key=family_key).values_list("application_key").first()
    return row[0] if row else ""


def _mirror_of(family_key: str, child_key: str, kind: str, of: Event) -> Event | None:
    """The family's event that was written with one of the child's."""
    for event in believed(SubjectKind.FAMILY, family_key).filter(kind=kind):
        is_same_day = (event.happened_on, event.planned_for) == (of.happened_on, of.planned_for)
        if is_same_day and event.details.get("child") == child_key:
            return event
    return None
