"""Whose families can be handed over together, and to whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from belong.domain.policy import Role
from belong.web.accounts.models import User
from belong.web.agencies.models import Appointment, holding_on
from belong.web.families.models import FamilyResponsibility

if TYPE_CHECKING:
    from belong.web.families.queries import VisibleFamily

__all__ = ["RESPONSIBLE_AS", "leavers", "successors"]

#: Roles in which somebody is responsible for a family.
RESPONSIBLE_AS = (
    Role.ADOPTERS_SOCIAL_WORKER,
    Role.RECRUITMENT_OFFICER,
    Role.VOLUNTARY_AGENCY_WORKER,
    Role.FAMILY_FINDER,
    Role.SUPPORT_WORKER,
    Role.DECISION_MAKER,
)


def leavers(families: QuerySet[VisibleFamily], today: date) -> QuerySet[User]:
    """Everybody responsible today for any of these families, by name."""
    held = FamilyResponsibility.objects.filter(
        Q(to_on=None) | Q(to_on__gt=today), family__in=families.values("pk")
    )
    return User.objects.filter(pk__in=held.values("user")).order_by("name")


def successors(agencies: Collection[str], today: date) -> QuerySet[User]:
    """Everybody who may be responsible for a family of these agencies today, by name."""
    held = Appointment.objects.filter(
        holding_on(today), agency__key__in=agencies, role__in=RESPONSIBLE_AS
    )
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("name")
