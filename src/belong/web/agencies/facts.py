"""The facts about a person that decisions on access are made from: always today's."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from belong.domain.policy import ActorFacts, Role
from belong.domain.policy import Appointment as HeldRole
from belong.web.accounts.models import User
from belong.web.agencies.models import Appointment, Block, Kind, RaaMembership, holding_on

__all__ = ["NOBODY", "actor_facts"]

#: Nobody in particular: may do nothing.
NOBODY = ActorFacts(person_key="", appointments=())


def actor_facts(user: User, today: date) -> ActorFacts:
    """What this person is on this day, from three short queries.

    A closed account holds nothing. A role at a regional agency reaches its members of today.
    """
    if not user.is_active:
        return NOBODY
    held = list(
        Appointment.objects.filter(holding_on(today), user=user).select_related("agency", "team")
    )
    regions = {each.agency_id for each in held if each.agency.kind == Kind.RAA}
    members: dict[int, set[str]] = defaultdict(set)
    if regions:
        for raa, council in RaaMembership.objects.filter(
            holding_on(today), raa__in=regions
        ).values_list("raa", "council__key"):
            members[raa].add(council)
    return ActorFacts(
        person_key=user.key,
        appointments=tuple(
            HeldRole(
                role=Role(each.role),
                agency_key=each.agency.key,
                agencies=frozenset({each.agency.key} | members[each.agency_id]),
                team_key=each.team.key if each.team else None,
            )
            for each in held
        ),
        blocked=frozenset(
            Block.objects.filter(user=user, lifted_at=None).values_list("record_key", flat=True)
        ),
    )
