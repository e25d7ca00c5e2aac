"""The list of children: who is in it, in which order; everything starts from ``visible_to``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F, Q, QuerySet

from belong.domain.calendar import add_months
from belong.domain.policy import ActorFacts, Part, Role
from belong.domain.policy.roles import MATRIX
from belong.web.accounts.models import User
from belong.web.agencies.models import Agency, Appointment, Kind, Team, holding_on
from belong.web.children.models import ChildRecord, Responsibility
from belong.web.children.queries import named_to, numbered_to, visible_to

if TYPE_CHECKING:
    from belong.web.children.queries import VisibleChild

__all__ = ["BANDS", "SORTS", "Criteria", "Filters", "children_found", "filters_for"]

#: Months waited since the decision: from (included) and to (not included).
BANDS: Mapping[str, tuple[str, int, int | None]] = {
    "under_6": ("Under 6 months", 0, 6),
    "6_to_12": ("6 to 12 months", 6, 12),
    "12_to_18": ("12 to 18 months", 12, 18),
    "over_18": ("Over 18 months", 18, None),
}
SORTS: Mapping[str, str] = {
    "reference": "pseudonym",
    "born": "birth_identity__born_on",
    "council": "council__name",
    "stage": "row__stage",
    "care": "row__entered_care_on",
    "waiting": "row__plan_decided_on",
}


@dataclass(frozen=True)
class Criteria:
    """What the list is narrowed to; an empty text is no criterion. sort: a name of SORTS."""

    terms: str = ""
    council: str = ""
    team: str = ""
    worker: str = ""
    stage: str = ""
    siblings: str = ""
    early_permanence: str = ""
    waiting: str = ""
    sort: str = "reference"
    is_descending: bool = False


@dataclass(frozen=True)
class Filters:
    """What this person may narrow by: key and name of councils, teams and workers."""

    councils: list[tuple[str, str]]
    teams: list[tuple[str, str]]
    workers: list[tuple[str, str]]


def filters_for(actor: ActorFacts, today: date) -> Filters:
    """Councils that the person's roles reach, their teams, and who works there; three queries."""
    reached = {
        key
        for each in actor.appointments
        if Part.CHILD_DATES in MATRIX[each.role]
        for key in each.agencies
    }
    councils = Agency.objects.filter(kind=Kind.COUNCIL, key__in=reached)
    teams = Team.objects.filter(agency__kind=Kind.COUNCIL, agency__key__in=reached, closed_on=None)
    workers = User.objects.filter(
        pk__in=Appointment.objects.filter(
            holding_on(today), role=Role.CHILD_SOCIAL_WORKER, agency__key__in=reached
        ).values("user")
    )
    return Filters(
        list(councils.values_list("key", "name")),
        list(teams.values_list("key", "name")),
        list(workers.values_list("key", "name")),
    )


def children_found(actor: ActorFacts, criteria: Criteria, today: date) -> QuerySet[VisibleChild]:
    """The children who fit, of those who exist for this person, in order."""
    found = visible_to(actor).filter(_fits(criteria, today))
    for term in criteria.terms.split():
        found = found.filter(_named(actor, term))
    column = F(SORTS.get(criteria.sort, SORTS["reference"]))
    order = column.desc(nulls_last=True) if criteria.is_descending else column.asc(nulls_last=True)
    return found.order_by(order, "pk")


def _named(actor: ActorFacts, term: str) -> Q:
    """Names and numbers are searched only where the person may see them."""
    who = Q(birth_identity__forenames__icontains=term) | Q(birth_identity__surname__icontains=term)
    numbered = Q(pk__in=ChildRecord.objects.filter(identifiers__value__iexact=term).values("pk"))
    return Q(pseudonym__iexact=term) | (named_to(actor) & who) | (numbered_to(actor) & numbered)


def _fits(criteria: Criteria, today: date) -> Q:
    fits = Q()
    if criteria.council:
        fits &= Q(council__key=criteria.council)
    if criteria.team:
        fits &= Q(team__key=criteria.team)
    if criteria.worker:
        held = Responsibility.objects.filter(
            Q(to_on=None) | Q(to_on__gt=today), user__key=criteria.worker
        )
        fits &= Q(pk__in=held.values("child"))
    if criteria.stage:
        fits &= Q(row__stage=criteria.stage)
    if criteria.siblings:
        fits &= Q(sibling_group=None) if criteria.siblings == "no" else ~Q(sibling_group=None)
    if criteria.early_permanence:
        fits &= Q(row__is_early_permanence=criteria.early_permanence == "yes")
    if criteria.waiting in BANDS:
        _, months_from, months_to = BANDS[criteria.waiting]
        fits &= Q(row__is_waiting=True)
        fits &= Q(row__plan_decided_on__lte=add_months(today, -months_from))
        if months_to is not None:
            fits &= Q(row__plan_decided_on__gt=add_months(today, -months_to))
    return fits
