"""Handing over every family of somebody who leaves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q

from belong.domain.errors import BelongError
from belong.web.accounts.models import User
from belong.web.audit.actions import record_audit
from belong.web.families.models import FamilyRecord, FamilyResponsibility
from belong.web.ledger.models import SubjectKind

__all__ = ["hand_over_caseload"]


@transaction.atomic
def hand_over_caseload(
    *, families: Iterable[FamilyRecord], leaver: User, successor: User, from_on: date, by: str
) -> int:
    """Everything that a leaver is responsible for among these families goes to a successor.

    Gives how many families. What the successor holds already is only ended for the leaver.
    Raises BelongError where the two are one person.
    """
    if leaver.pk == successor.pk:
        raise BelongError("A caseload is handed over to somebody else.")
    going_on = Q(to_on=None) | Q(to_on__gt=from_on)
    held = FamilyResponsibility.objects.select_for_update().filter(
        going_on, user=leaver, family__in=list(families)
    )
    handed: set[int] = set()
    for each in held.select_related("family__agency"):
        each.to_on = max(from_on, each.from_on)
        each.save(update_fields=["to_on"])
        present = FamilyResponsibility.objects.filter(
            going_on, family=each.family_id, user=successor, role=each.role
        )
        if not present.exists():
            FamilyResponsibility.objects.create(
                family=each.family, user=successor, role=each.role, from_on=each.to_on
            )
        record_audit(
            action="family_handed_over",
            by=by,
            subject_kind=SubjectKind.FAMILY,
            subject_key=each.family.key,
            agency_key=each.family.agency.key,
            detail={"from_person": leaver.key, "to": successor.key, "role": each.role},
        )
        handed.add(each.family_id)
    return len(handed)
