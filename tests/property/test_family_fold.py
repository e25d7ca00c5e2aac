"""Whatever happens to a family, the fold tells it: no sequence of events breaks it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from belong.domain.journey.family import (
    FAMILY_EVENT_KINDS,
    ApplicationJourney,
    CheckKind,
    FamilyEvent,
    FamilyEventKind,
    FamilyStage,
    LeftReason,
    fold_family,
    kinds_allowed,
    limits_of,
    next_move,
)
from belong.domain.journey.family.transitions import FAMILY_MOVES

START = date(2023, 1, 1)
DETAILS = st.fixed_dictionaries(
    {},
    optional={
        "check": st.sampled_from([*CheckKind, "no such check"]),
        "person": st.sampled_from(["P1", "P2"]),
        "outcome": st.sampled_from(["satisfactory", "unheard of"]),
        "expires_on": st.sampled_from(["2026-01-01", "never"]),
        "reason": st.sampled_from([*LeftReason, "because"]),
        "child": st.sampled_from(["C1", "C2"]),
        "about": st.sampled_from(["suitability", "match"]),
        "route": st.sampled_from(["first", "fast_track", "by air"]),
        "delay_reason": st.just("checks"),
    },
)


@st.composite
def any_events(draw: st.DrawFn) -> list[FamilyEvent]:
    """Up to fourteen events of any kind, on few days so that they crowd, lawful or not."""
    events = []
    for number in range(draw(st.integers(0, 14))):
        kind = draw(st.sampled_from(FamilyEventKind))
        on = START + timedelta(days=draw(st.integers(0, 20)) * 15)
        is_planned = FAMILY_EVENT_KINDS[kind].can_be_planned and draw(st.integers(0, 9)) == 0
        events.append(
            FamilyEvent(
                kind=kind,
                happened_on=None if is_planned else on,
                planned_for=on if is_planned else None,
                application=draw(st.sampled_from(["", "A", "A", "B"])),
                details=draw(DETAILS),
                event_id=str(number),
            )
        )
    return events


def keeps_its_promises(told: ApplicationJourney) -> None:
    assert (told.left_on is not None) == (told.stage is FamilyStage.CLOSED)
    assert not told.stages or told.stages[-1].stage is told.stage
    for before, after in pairwise(told.stages):
        assert before.on < after.on
        assert before.stage is not after.stage
    for pauses in (told.holds, told.choice_waits):
        assert sum(one.to_on is None for one in pauses) <= 1
    if told.stage is FamilyStage.CLOSED:
        assert not told.is_on_hold
        assert next_move(told) is None
    for limit in limits_of(told):
        assert limit.days_over(START + timedelta(days=999)) >= 0
        assert limit.due_on > limit.from_on
    assert kinds_allowed(told) or told.stage is FamilyStage.ADOPTERS


@settings(max_examples=300, deadline=None)
@given(any_events())
def test_fold_never_fails_and_keeps_its_promises(events: list[FamilyEvent]) -> None:
    family = fold_family(events)
    assert sum(len(one.events) + len(one.planned) for one in family.applications) == len(events)
    assert len({one.key for one in family.applications}) == len(family.applications)
    for told in family.applications:
        keeps_its_promises(told)


@settings(max_examples=100, deadline=None)
@given(any_events(), st.randoms(use_true_random=False))
def test_order_in_which_events_are_told_does_not_matter(
    events: list[FamilyEvent], rng: random.Random
) -> None:
    told = list(events)
    rng.shuffle(told)
    assert fold_family(told) == fold_family(events)


@settings(max_examples=100, deadline=None)
@given(any_events(), st.integers(0, 20))
def test_family_as_of_a_day_is_the_past_of_the_whole(events: list[FamilyEvent], step: int) -> None:
    day = START + timedelta(days=step * 15)
    as_of, whole = fold_family(events, as_of=day), fold_family(events)
    for told in whole.applications:
        then = as_of.of(told.key)
        assert then is not None
        assert list(then.stages) == [one for one in told.stages if one.on <= day]


@settings(max_examples=100, deadline=None)
@given(any_events())
def test_planned_events_change_nothing_but_the_plans(events: list[FamilyEvent]) -> None:
    happened = fold_family(one for one in events if one.planned_for is None)
    for told in fold_family(events).applications:
        without = happened.of(told.key)
        if without is not None:
            assert (told.stages, told.flags, told.checks) == (
                without.stages,
                without.flags,
                without.checks,
            )


def test_table_reaches_and_leaves_every_stage_by_one_row_at_most() -> None:
    reached = {move.to for move in FAMILY_MOVES} | {FamilyStage.ENQUIRY}
    left = {stage for move in FAMILY_MOVES for stage in move.from_stages if move.to is not stage}
    assert set(FamilyStage) == reached
    assert set(FamilyStage) - left == {FamilyStage.ADOPTERS, FamilyStage.CLOSED}
    for stage, kind in product(FamilyStage, FamilyEventKind):
        rows = [one for one in FAMILY_MOVES if one.kind is kind and stage in one.from_stages]
        assert len(rows) <= 1, (stage, kind)
