"""The dates that intervals run between, for each period of care of one child.

They mean what the columns of the frame of journeys mean (docs/reference/how-figures-are-made.md,
section 3), so that a page and a figure never tell two stories of one child.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from belong.domain.events import Event, EventKind
from belong.domain.journey.child import Match, Milestones, Placement, PlanDecision
from belong.domain.journey.spells import Spell

__all__ = ["Records", "milestones"]


class Records(Protocol):
    """The records of a journey that milestones are read from."""

    decisions: list[PlanDecision]
    matches: list[Match]
    placements: list[Placement]
    applications: list[date]


def milestones(
    records: Records, spells: Sequence[Spell], happened: Sequence[Event]
) -> tuple[Milestones, ...]:
    """One entry per period of care, oldest first; one entry for a child never looked after.

    What happened between two periods belongs to the later one, as planning for an unborn child
    belongs to the first.
    """
    care = [spell for spell in spells if spell.axis == "care"]
    if not care:
        return (_of_period(0, None, None, None, records, spells, happened),)
    found = []
    after: date | None = None
    for index, spell in enumerate(care):
        following = care[index + 1] if index + 1 < len(care) else None
        found.append(_of_period(index + 1, spell, after, following, records, spells, happened))
        after = spell.to_on
    return tuple(found)


def _of_period(
    number: int,
    care: Spell | None,
    after: date | None,
    following: Spell | None,
    records: Records,
    spells: Sequence[Spell],
    happened: Sequence[Event],
) -> Milestones:
    """after: the day on which the period before ended. following: the period that comes next."""
    began_on = care.seen_from_on if care else None
    ended_on = care.to_on if care else None

    def is_until(on: date) -> bool:
        return following is None or ended_on is None or on <= ended_on

    def is_in(on: date) -> bool:
        """After the period before, and not after this one; the last takes all that follows.

        What is of the day on which one period ended and the next began is of the next.
        """
        is_begun = after is None or on > after or on == began_on
        is_of_next = following is not None and on == following.seen_from_on
        return is_begun and is_until(on) and not is_of_next

    orders_of_adoption = [
        one.happened_on
        for one in happened
        if one.kind is EventKind.ADOPTION_ORDER_MADE
        and one.happened_on
        and (after is None or one.happened_on > after)
        and is_until(one.happened_on)
    ]

    decided = [
        one.on
        for one in records.decisions
        if is_in(one.on) and (one.reversed_on is None or (ended_on and one.reversed_on > ended_on))
    ]
    matches = [one.on for one in records.matches if is_in(one.on) and one.ended_on is None]
    matched_on = matches[-1] if matches else None
    placed = _final_stay(
        [one for one in spells if one.axis == "adoptive_stay" and is_in(one.seen_from_on)],
        ended_on,
    )
    orders = [
        one
        for one in spells
        if one.axis == "authority" and one.value == "placement_order" and is_in(one.seen_from_on)
    ]
    applications = [on for on in records.applications if is_in(on)]
    return Milestones(
        period_of_care=number,
        entered_care_on=care.from_on if care else None,
        plan_decided_on=decided[-1] if decided else None,
        placement_order_on=_order(orders, matched_on, placed),
        matched_on=matched_on,
        moved_in_on=_moved_in(records.placements, placed),
        placed_for_adoption_on=placed,
        adoption_applied_on=applications[-1] if applications else None,
        adopted_on=orders_of_adoption[0] if orders_of_adoption else None,
        left_care_on=ended_on,
    )


def _final_stay(stays: Sequence[Spell], ended_on: date | None) -> date | None:
    """First day of the adoptive stay that the period ended in, or that is still going on."""
    last = stays[-1] if stays else None
    if last is None or (last.to_on is not None and last.to_on != ended_on):
        return None
    return last.seen_from_on


def _order(orders: Sequence[Spell], matched_on: date | None, placed_on: date | None) -> date | None:
    if matched_on is not None:
        return next(
            (
                one.seen_from_on
                for one in orders
                if one.is_live_on(matched_on) or one.seen_from_on > matched_on
            ),
            None,
        )
    live = [one for one in orders if placed_on is not None and one.is_live_on(placed_on)]
    chosen = live or list(orders)
    return chosen[-1].seen_from_on if chosen else None


def _moved_in(placements: Sequence[Placement], placed_on: date | None) -> date | None:
    """First day of the stay with the people with whom the child was placed for adoption."""
    if placed_on is None:
        return None
    homes = [
        one
        for one in placements
        if one.from_on == placed_on and one.kind is EventKind.PLACED_FOR_ADOPTION
    ]
    return homes[-1].stay_from_on if homes else placed_on
