"""The dates of a child's way to adoption that the returns ask for, of one period.

A child may have been on the way more than once: the way told is the one that ended in the period,
else the latest. Dates mean what milestones mean, so that a return and a page tell one story.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from belong.domain.events import EventKind
from belong.domain.journey.child import Milestones, PlanDecision
from belong.domain.journey.events_from_episodes import YES
from belong.domain.journey.states import Outcome, Plan
from belong.reports.returns.cases import ChildCase, Window

__all__ = ["KINDS_OF", "Way", "events_about", "has_live_decision", "way_of"]

_K = EventKind
#: The order that ended care, as the quarterly data names it.
_ORDERS = {
    _K.ADOPTION_ORDER_MADE: "Adoption",
    _K.SPECIAL_GUARDIANSHIP_MADE: "Special Guardianship",
    _K.CHILD_ARRANGEMENTS_MADE: "Child Arrangements Order / Residence Order",
}
#: Which kinds of event a date of a way is told by.
KINDS_OF: dict[str, tuple[EventKind, ...]] = {
    "born_on": (_K.BORN,),
    "entered_care_on": (_K.CARE_ENTERED,),
    "decided_on": (_K.DECISION_MADE,),
    "ordered_on": (_K.PLACEMENT_ORDER_MADE,),
    "matched_on": (_K.MATCH_DECIDED,),
    "placed_on": (_K.PLACED_FOR_ADOPTION, _K.PLACEMENT_BEGAN),
    "adopted_on": (_K.ADOPTION_ORDER_MADE,),
    "reversed_on": (_K.DECISION_REVERSED,),
    "early_permanence_on": (_K.EARLY_PERMANENCE_PLACED,),
    "left_care_on": (
        _K.SPECIAL_GUARDIANSHIP_MADE,
        _K.CHILD_ARRANGEMENTS_MADE,
        _K.WENT_HOME,
        _K.TRANSFERRED,
        _K.AGED_OUT,
        _K.CARE_LEFT,
        _K.DIED,
        _K.LONG_TERM_FOSTERING_AGREED,
    ),
}


@dataclass(frozen=True)
class Way:
    """The dates of one way; None = it has not happened, or is not known.

    with_carers_from_on: first day of the stay with the people the child was placed with.
    order_on, order_type: the order that ended care. left_care_on: care ended, by whatever.
    is_lost: no return holds the child from left_care_on on, and none says how care ended.
    """

    born_on: date | None = None
    entered_care_on: date | None = None
    decided_on: date | None = None
    ordered_on: date | None = None
    matched_on: date | None = None
    placed_on: date | None = None
    with_carers_from_on: date | None = None
    adopted_on: date | None = None
    reversed_on: date | None = None
    reversed_reason: str | None = None
    early_permanence_on: date | None = None
    left_care_on: date | None = None
    order_on: date | None = None
    order_type: str | None = None
    is_lost: bool = False


def has_live_decision(case: ChildCase) -> bool:
    """Whether the decision that the child should be placed for adoption holds on the last day."""
    axes = case.journey.axes
    return axes.plan is Plan.DECIDED and axes.outcome is Outcome.OPEN


def way_of(case: ChildCase, window: Window) -> Way:
    """The dates of the way that ended in the period, else of the latest."""
    journey = case.journey
    chosen = next(
        (one for one in reversed(journey.milestones) if window.holds(one.adopted_on)),
        journey.milestones[-1],
    )
    decision = _decision(journey.decisions, chosen)
    reversed_on = decision.reversed_on if decision else None
    stays = [
        one.happened_on
        for one in case.events
        if one.kind is _K.EARLY_PERMANENCE_PLACED and one.happened_on
    ]
    order_on, order_type = _order(case)
    return Way(
        born_on=case.born_on,
        entered_care_on=chosen.entered_care_on,
        decided_on=chosen.plan_decided_on or (decision.on if decision else None),
        ordered_on=chosen.placement_order_on,
        matched_on=chosen.matched_on,
        placed_on=chosen.placed_for_adoption_on,
        with_carers_from_on=chosen.moved_in_on,
        adopted_on=chosen.adopted_on,
        reversed_on=reversed_on,
        reversed_reason=decision.reversed_reason if decision and reversed_on else None,
        early_permanence_on=stays[-1] if stays else None,
        left_care_on=chosen.left_care_on,
        order_on=order_on,
        order_type=order_type,
        is_lost=any(
            one.details.get("is_lost") == YES and one.happened_on == chosen.left_care_on
            for one in case.events
        ),
    )


def _decision(decisions: tuple[PlanDecision, ...], chosen: Milestones) -> PlanDecision | None:
    """The decision of the chosen period: the one that stood, else the last that did not."""
    named = [one for one in decisions if one.on == chosen.plan_decided_on]
    until = chosen.left_care_on
    held = [one for one in decisions if until is None or one.on <= until]
    chosen_ones = named or held
    return chosen_ones[-1] if chosen_ones else None


def _order(case: ChildCase) -> tuple[date | None, str | None]:
    for one in reversed(case.events):
        if one.kind in _ORDERS and one.happened_on:
            return one.happened_on, _ORDERS[one.kind]
    return None, None


def events_about(case: ChildCase, name: str, on: date | None) -> tuple[str, ...]:
    """Keys of the believed events that tell a date of a way, by the name of the date."""
    kinds = KINDS_OF.get(name, ())
    return tuple(
        one.event_id
        for one in case.events
        if one.kind in kinds and one.happened_on == on and one.event_id
    )
