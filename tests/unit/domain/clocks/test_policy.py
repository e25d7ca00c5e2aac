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
    Term,
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
        terms=(
            Term(
                ClockKey.MATCH_AFTER_DECISION,
                limit=Limit(5, Unit.MONTHS),
                amber=Limit(3, Unit.MONTHS),
            ),
        )
    )
    assert due(policy)[ClockKey.MATCH_AFTER_DECISION] == date(2024, 6, 2)
    (found,) = (
        one for one in clocks_of(DECIDED, TODAY, policy) if one.key == ClockKey.MATCH_AFTER_DECISION
    )
    assert (found.amber_on, found.state) == (date(2024, 4, 2), ClockState.DUE_SOON)


def test_tightened_clock_is_due_soon_by_its_due_day_at_the_latest() -> None:
    policy = Policy(terms=(Term(ClockKey.MATCH_AFTER_DECISION, limit=Limit(3, Unit.MONTHS)),))
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
    left_out = Term(key, is_left_out=True, why="the tracker counts it weekly")
    assert key not in due(Policy(terms=(left_out,)))
    longer = Term(key, limit=Limit(120, Unit.DAYS))
    assert due(Policy(terms=(longer,)))[key] == date(2024, 5, 1)


def test_term_is_for_clocks_that_start_between_its_days() -> None:
    key = ClockKey.MATCH_AFTER_DECISION
    from_on, to_on = date(2024, 1, 2), date(2024, 1, 3)
    for begins, ends, months in (
        (from_on, None, 3),
        (to_on, None, 6),
        (None, from_on, 6),
        (None, to_on, 3),
        (from_on, to_on, 3),
        (date(2020, 1, 1), date(2021, 1, 1), 6),
    ):
        term = Term(key, limit=Limit(3, Unit.MONTHS), from_on=begins, to_on=ends)
        assert due(Policy(terms=(term,)))[key] == date(2024, 1 + months, 2), (begins, ends)


def test_of_two_terms_on_one_day_the_shorter_limit_and_the_earlier_warning_hold() -> None:
    key = ClockKey.MATCH_AFTER_DECISION
    terms = (
        Term(key, limit=Limit(5, Unit.MONTHS), amber=Limit(2, Unit.MONTHS)),
        Term(key, limit=Limit(4, Unit.MONTHS), amber=Limit(3, Unit.MONTHS)),
    )
    for stated in (terms, terms[::-1]):
        found = next(
            one for one in clocks_of(DECIDED, TODAY, Policy(terms=stated)) if one.key == key
        )
        assert (found.due_on, found.amber_on) == (date(2024, 5, 2), date(2024, 3, 2))


def test_limit_is_held_against_the_rules_of_its_own_days_only() -> None:
    """The scorecard allowed 213 days of an order made by March 2013, and 121 since."""
    key, limit = ClockKey.MATCH_AFTER_ORDER, Limit(200, Unit.DAYS)
    Policy(terms=(Term(key, limit=limit, to_on=date(2013, 4, 1)),))
    with pytest.raises(PolicyError):
        Policy(terms=(Term(key, limit=limit, from_on=date(2013, 4, 1)),))


def test_optional_clock_runs_only_for_the_days_for_which_it_is_used() -> None:
    key = ClockKey.DECISION_AFTER_REPORT
    reported = fold(
        [Event(kind=EventKind.PERMANENCE_REPORT_FINISHED, happened_on=date(2024, 1, 2))]
    )
    for used_from, runs in ((date(2024, 1, 2), True), (date(2024, 1, 3), False)):
        policy = Policy(terms=(Term(key, is_used=True, from_on=used_from),))
        assert (key in {one.key for one in clocks_of(reported, TODAY, policy)}) is runs


def terms(key: str, **told: Any) -> dict[str, Any]:
    return {"terms": (Term(key, **told),)}


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a regulation left out": (
        terms(ClockKey.FIRST_PLACED_REVIEW, is_left_out=True, why="too many"),
        "rests on regulation (AAR 2005 regulation 36(3)(a))",
    ),
    "left out in silence": (
        terms(ClockKey.LINK_AFTER_DECISION, is_left_out=True, why=" "),
        "without a reason",
    ),
    "longer": (
        terms(ClockKey.MATCH_AFTER_DECISION, limit=Limit(7, Unit.MONTHS)),
        "may tighten it, and 7 months does not",
    ),
    "longer than two months that hold a February": (
        terms(FamilyClockKey.STAGE_1, limit=Limit(61, Unit.DAYS)),
        "61 days does not",
    ),
    "a period that the law makes people wait": (
        terms(ClockKey.RESIDENCE, limit=Limit(5, Unit.WEEKS)),
        "5 weeks does not",
    ),
    "no time at all": (terms(ClockKey.FIRST_VISIT, limit=Limit(0, Unit.DAYS)), "1 or more"),
    "a clock that is not there": (terms("tea", is_used=True), "no clock “tea”"),
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
        terms=(
            Term(ClockKey.PLACED_AFTER_DECISION, limit=Limit(11, Unit.MONTHS)),
            Term(ClockKey.LINK_AFTER_DECISION, is_left_out=True, why="weekly tracker"),
        ),
        adds_for_children=(own(),),
    )
    before, after = due(NATIONAL), due(strict)
    national = {one.key for one in clocks_of(DECIDED, TODAY) if one.rule.is_national}
    assert national <= set(after)
    assert all(after[key] <= before[key] for key in national)
