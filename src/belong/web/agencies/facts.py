"""The facts about a person that decisions on access are made from: always today's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from belong.domain.policy import ActorFacts, Role
from belong.domain.policy import Appointment as HeldRole
from belong.web.accounts.models import User
from belong.web.agencies.models import Appointment, holding_on

__all__ = ["NOBODY", "actor_facts"]

#: Nobody in particular: may do nothing.
NOBODY = ActorFacts(person_key="", appointments=())


def actor_facts(user: User, today: date) -> ActorFacts:
    """What this person is on this day, from one short query: every page asks it first.

    A closed account holds nothing. A role at a regional agency reaches its members of today.
    """
    if not user.is_active:
        return NOBODY
    held: dict[int, HeldRole] = {}
    blocked: set[str] = set()
    for pk, role, agency, team, council, record in _held(user, today):
        before = held.get(pk) or HeldRole(Role(role), agency, frozenset({agency}), team)
        reached = before.agencies | ({council} if council else set())
        held[pk] = replace(before, agencies=reached)
        blocked |= {record} if record else set()
    return ActorFacts(
        person_key=user.key, appointments=tuple(held.values()), blocked=frozenset(blocked)
    )


def _held(user: User, today: date) -> QuerySet[Appointment, tuple[Any, ...]]:
    """The roles held today, in the order of their first days.

    A row for each member of today and each record that the person is kept from by name.
    """
    is_member = (Q(agency__members__to_on=None) | Q(agency__members__to_on__gt=today)) & Q(
        agency__members__from_on__lte=today
    )
    return (
        Appointment.objects.filter(holding_on(today), user=user)
        .annotate(
            member=FilteredRelation("agency__members", condition=is_member),
            block=FilteredRelation("user__blocks", condition=Q(user__blocks__lifted_at=None)),
        )
        .order_by("from_on", "pk")
        .values_list(
            *("pk", "role", "agency__key", "team__key", "member__council__key"),
            "block__record_key",
        )
    )
