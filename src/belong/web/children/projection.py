"""The rows of the list of children, folded from the ledger."""

from __future__ import annotations

from collections.abc import Iterable

from belong.domain.journey.child import Journey
from belong.domain.journey.states import Family, Outcome, Plan
from belong.web.children.folding import journeys_of
from belong.web.children.models import ChildRecord, ChildRow
from belong.web.ledger.models import SubjectKind
from belong.web.ledger.projection import Projection
from belong.web.ledger.projection import register as register_projection

__all__ = ["fold_children", "register", "row_of"]

#: Where a child already lives with a family meant to adopt, or will: not waiting for one.
_WITH_FAMILY = frozenset({Family.PLACED, Family.EARLY_PERMANENCE_PLACED})


def register() -> None:
    """Let the ledger fold children."""
    register_projection(
        SubjectKind.CHILD, Projection(fold=fold_children, clear=ChildRow.objects.all().delete)
    )


def fold_children(keys: Iterable[str]) -> None:
    """Make the rows of these children anew; a child with nothing believed has no row."""
    keys = list(keys)
    children = dict(ChildRecord.objects.filter(key__in=keys).values_list("key", "pk"))
    rows = [
        row_of(children[key], journey, change)
        for key, (journey, change) in journeys_of(keys).items()
        if key in children
    ]
    ChildRow.objects.filter(child__key__in=keys).exclude(
        child_id__in=[row.child_id for row in rows]
    ).delete()
    fields = [f.name for f in ChildRow._meta.concrete_fields if not f.primary_key]
    ChildRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["child"], update_fields=fields
    )


def row_of(child_pk: int, journey: Journey, change: int) -> ChildRow:
    """The row of one child. Waiting: a live decision and no adoptive or early permanence home."""
    latest = journey.milestones[-1]
    last = journey.events[-1].happened_on if journey.events else None
    return ChildRow(
        child_id=child_pk,
        change=change,
        stage=journey.stage,
        plan=journey.axes.plan,
        authority=journey.axes.authority,
        family=journey.axes.family,
        outcome=journey.axes.outcome,
        entered_care_on=latest.entered_care_on,
        plan_decided_on=latest.plan_decided_on,
        placement_order_on=latest.placement_order_on,
        matched_on=latest.matched_on,
        moved_in_on=latest.moved_in_on,
        placed_for_adoption_on=latest.placed_for_adoption_on,
        adopted_on=latest.adopted_on,
        is_early_permanence=journey.axes.family is Family.EARLY_PERMANENCE_PLACED,
        is_waiting=(
            journey.axes.outcome is Outcome.OPEN
            and journey.axes.plan is Plan.DECIDED
            and journey.axes.family not in _WITH_FAMILY
        ),
        last_happened_on=last,
        flags=len(journey.flags),
    )
