"""An agency's policy: what it may add, tighten and leave out, and what it may not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belong.domain.clocks import (
    NATIONAL,
    Basis,
    ClockKey,
    ClockRule,
    ClockState,
    FamilyClockKey,
    Limit,
    Policy,
    PolicyError,
    Unit,
    clocks_of,
    family_clocks,
)
from belong.domain.events import Event, EventKind
from belong.domain.journey import fold
from belong.domain.journey.family import FamilyEvent, FamilyEventKind, fold_family

TODAY = date(2024, 6, 1)
DECIDED = fold([Event(kind=EventKind.DECISION_MADE, happened_on=date(2024, 1, 2))])


def own(key: str = "family_meeting", basis: Basis = Basis.LOCAL) -> ClockRule:
    return ClockRule(
        key=key,
        label="Linking meeting, after the decision",
        limit=Limit(30, Unit.DAYS),
        basis=basis,
        source="the agency's procedure 4.2",
        who="family finder",
        starts=(EventKind.DECISION_MADE,),
        meets=(EventKind.LINKED,),
    )


def due(policy: Policy) -> dict[str, date]:
    return {one.key: one.due_on for one in clocks_of(DECIDED, TODAY, policy)}


def test_policy_tightens_a_national_clock_and_changes_when_it_is_due_soon() -> None:
    policy = Policy(
        limits={ClockKey.MATCH_AFTER_DECISION: Limit(5, Unit.MONTHS)},
        amber={ClockKey.MATCH_AFTER_DECISION: Limit(3, Unit.MONTHS)},
    )
    assert due(policy)[ClockKey.MATCH_AFTER_DECISION] == date(2024, 6, 2)
    (found,) = (
        one for one in clocks_of(DECIDED, TODAY, policy) if one.key == ClockKey.MATCH_AFTER_DECISION
    )
    assert (found.amber_on, found.state) == (date(2024, 4, 2), ClockState.DUE_SOON)


def test_tightened_clock_is_due_soon_by_its_due_day_at_the_latest() -> None:
    policy = Policy(limits={ClockKey.MATCH_AFTER_DECISION: Limit(3, Unit.MONTHS)})
    found = next(
        one
        for one in clocks_of(DECIDED, date(2024, 4, 1), policy)
        if one.key == ClockKey.MATCH_AFTER_DECISION
    )
    assert found.amber_on == found.due_on


def test_policy_adds_clocks_of_its_own() -> None:
    assert due(Policy(adds_for_children=(own(),)))["family_meeting"] == date(2024, 2, 1)
    visit = ClockRule(
        key="initial_visit",
        label="Initial visit",
        limit=Limit(20, Unit.WORKING_DAYS),
        basis=Basis.LOCAL,
        source="the agency's procedure 1.1",
        who="recruitment team",
        starts=(FamilyEventKind.ENQUIRED,),
        meets=(FamilyEventKind.INITIAL_VISIT_MADE,),
    )
    enquired = FamilyEvent(kind=FamilyEventKind.ENQUIRED, happened_on=date(2024, 1, 2))
    told = fold_family([enquired]).applications[0]
    found = family_clocks(told, TODAY, Policy(adds_for_families=(visit,)))
    assert {one.key: one.due_on for one in found}["initial_visit"] == date(2024, 1, 30)


def test_policy_leaves_out_and_lengthens_what_is_local() -> None:
    key = ClockKey.LINK_AFTER_DECISION
    assert key not in due(Policy(leaves_out={key: "the tracker counts it weekly"}))
    assert due(Policy(limits={key: Limit(120, Unit.DAYS)}))[key] == date(2024, 5, 1)


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a regulation left out": (
        {"leaves_out": {ClockKey.FIRST_PLACED_REVIEW: "too many"}},
        "rests on regulation (AAR 2005 regulation 36(3)(a))",
    ),
    "left out in silence": (
        {"leaves_out": {ClockKey.LINK_AFTER_DECISION: " "}},
        "without a reason",
    ),
    "longer": (
        {"limits": {ClockKey.MATCH_AFTER_DECISION: Limit(7, Unit.MONTHS)}},
        "may tighten it, and 7 months does not",
    ),
    "longer than two months that hold a February": (
        {"limits": {FamilyClockKey.STAGE_1: Limit(61, Unit.DAYS)}},
        "61 days does not",
    ),
    "a period that the law makes people wait": (
        {"limits": {ClockKey.RESIDENCE: Limit(5, Unit.WEEKS)}},
        "5 weeks does not",
    ),
    "no time at all": ({"limits": {ClockKey.FIRST_VISIT: Limit(0, Unit.DAYS)}}, "1 or more"),
    "a clock that is not there": ({"uses": frozenset({"tea"})}, "no clock “tea”"),
    "a key that is taken": ({"adds_for_children": (own("first_visit"),)}, "already"),
    "the same key twice": ({"adds_for_children": (own(), own())}, "already"),
    "a law of its own": ({"adds_for_children": (own(basis=Basis.STATUTE),)}, "agency's own"),
}


@pytest.mark.parametrize("stated", WRONG)
def test_policy_that_takes_away_or_loosens_is_refused_with_the_reason(stated: str) -> None:
    wrong, said = WRONG[stated]
    with pytest.raises(PolicyError) as caught:
        Policy(**wrong)
    assert said in str(caught.value)


def test_no_policy_removes_a_national_clock() -> None:
    """Whatever an agency states, the national clocks of a case all run, and none ends later."""
    strict = Policy(
        limits={ClockKey.PLACED_AFTER_DECISION: Limit(11, Unit.MONTHS)},
        leaves_out={ClockKey.LINK_AFTER_DECISION: "weekly tracker"},
        adds_for_children=(own(),),
    )
    before, after = due(NATIONAL), due(strict)
    national = {one.key for one in clocks_of(DECIDED, TODAY) if one.rule.is_national}
    assert national <= set(after)
    assert all(after[key] <= before[key] for key in national)
