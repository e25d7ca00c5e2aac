"""The facts about a person that decisions on access are made from: always today's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import FilteredRelation, Q

from belong.domain.policy import ActorFacts, Role
from belong.domain.policy import Appointment as HeldRole
from belong.web.accounts.models import User
from belong.web.agencies.models import Appointment, Block, holding_on

__all__ = ["NOBODY", "actor_facts"]

#: Nobody in particular: may do nothing.
NOBODY = ActorFacts(person_key="", appointments=())


def actor_facts(user: User, today: date) -> ActorFacts:
    """What this person is on this day, from two short queries: every page asks them first.

    A closed account holds nothing. A role at a regional agency reaches its members of today.
    """
    if not user.is_active:
        return NOBODY
    return ActorFacts(
        person_key=user.key,
        appointments=_held(user, today),
        blocked=frozenset(
            Block.objects.filter(user=user, lifted_at=None).values_list("record_key", flat=True)
        ),
    )


def _held(user: User, today: date) -> tuple[HeldRole, ...]:
    """The roles held today, in the order of their first days; a row for each member of today."""
    is_member = (Q(agency__members__to_on=None) | Q(agency__members__to_on__gt=today)) & Q(
        agency__members__from_on__lte=today
    )
    rows = (
        Appointment.objects.filter(holding_on(today), user=user)
        .annotate(member=FilteredRelation("agency__members", condition=is_member))
        .order_by("from_on", "pk")
        .values_list("pk", "role", "agency__key", "team__key", "member__council__key")
    )
    held: dict[int, HeldRole] = {}
    for pk, role, agency, team, council in rows:
        before = held.get(pk) or HeldRole(Role(role), agency, frozenset({agency}), team)
        reached = before.agencies | ({council} if council else set())
        held[pk] = replace(before, agencies=reached)
    return tuple(held.values())
