"""The children of the tracker: who is in it, narrowed and in order; from ``visible_to`` only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F, Q, QuerySet

from belong.domain.journey.states import Stage
from belong.domain.policy import ActorFacts
from belong.web.children.listing import Criteria, children_found
from belong.web.tracker.clocks import is_overdue, next_due_on, soonest_first

if TYPE_CHECKING:
    from belong.web.children.queries import VisibleChild

__all__ = ["SORTS", "TRACKED", "Wanted", "children_tracked", "is_tracked"]

#: Stages of a live or a parallel plan, from before birth until the adoption order.
TRACKED = (
    Stage.PRE_BIRTH_OR_PROCEEDINGS,
    Stage.PARALLEL_PLANNING,
    Stage.DECIDED,
    Stage.AUTHORISED,
    Stage.FAMILY_FINDING,
    Stage.LINKED,
    Stage.MATCHED,
    Stage.INTRODUCTIONS,
    Stage.EARLY_PERMANENCE_PLACED,
    Stage.PLACED_FOR_ADOPTION,
    Stage.ADOPTION_APPLIED_FOR,
    Stage.DISRUPTED,
)
#: The column by name; "due" is by the next clock that waits.
SORTS: Mapping[str, str] = {
    "due": "next_due_on",
    "reference": "pseudonym",
    "council": "council__name",
    "stage": "row__stage",
    "care": "row__entered_care_on",
    "decision": "row__plan_decided_on",
    "order": "row__placement_order_on",
}


@dataclass(frozen=True)
class Wanted:
    """What the tracker is narrowed to. overdue: "yes", "no" or "" for both. sort: of SORTS."""

    criteria: Criteria = field(default_factory=Criteria)
    overdue: str = ""
    sort: str = "due"
    is_descending: bool = False


def is_tracked() -> Q:
    """The condition, on children with their rows, that a child is in the tracker."""
    return Q(row__stage__in=TRACKED)


def children_tracked(actor: ActorFacts, wanted: Wanted, today: date) -> QuerySet[VisibleChild]:
    """The children with a live or parallel plan who fit, of those who exist for this person."""
    found = children_found(actor, wanted.criteria, today).filter(is_tracked())
    if wanted.overdue:
        is_over = is_overdue("child", today)
        found = found.filter(is_over if wanted.overdue == "yes" else ~is_over)
    if wanted.sort == "due":
        order = soonest_first(is_descending=wanted.is_descending)
        return found.annotate(next_due_on=next_due_on("child", today)).order_by(order, "pk")
    column = F(SORTS[wanted.sort])
    order = column.desc(nulls_last=True) if wanted.is_descending else column.asc(nulls_last=True)
    return found.order_by(order, "pk")
