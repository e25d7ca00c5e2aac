"""Whatever happens to a child, the fold tells it: no sequence of events breaks it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belong.domain.events import EVENT_KINDS, Event, EventKind
from belong.domain.journey import Authority, Axes, Family, Outcome, Plan, Stage, fold, stage_of
from belong.domain.journey.states import Circumstances
from belong.domain.journey.transitions import TABLES, Table

START = date(2020, 1, 1)
PLACES = ["A3", "A4", "A5", "A6", "U2", "U5", "U6", "T1", "K2"]


@st.composite
def any_events(draw: st.DrawFn) -> list[Event]:
    """Up to twelve events of any kind, on few days so that they crowd, lawful or not."""
    events = []
    for number in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(EventKind))
        on = START + timedelta(days=draw(st.integers(0, 20)) * 20)
        is_planned = EVENT_KINDS[kind].can_be_planned and draw(st.integers(0, 9)) == 0
        events.append(
            Event(
                kind=kind,
                happened_on=None if is_planned else on,
                planned_for=on if is_planned else None,
                family_id=draw(st.sampled_from([None, "F1", "F2"])),
                details=draw(
                    st.fixed_dictionaries(
                        {},
                        optional={
                            "place": st.sampled_from(PLACES),
                            "legal_status": st.sampled_from(["C1", "C2", "V2"]),
                            "about": st.sampled_from(["plan", "match", "placing"]),
                            "reason": st.just("RD4"),
                        },
                    )
                ),
                event_id=str(number),
            )
        )
    return events


@settings(max_examples=300, deadline=None)
@given(any_events())
def test_fold_never_fails_and_keeps_its_promises(events: list[Event]) -> None:
    journey = fold(events)
    axes = journey.axes
    assert journey.stage in Stage
    assert (axes.plan is Plan.CLOSED) == (axes.outcome is not Outcome.OPEN)
    assert (axes.authority is Authority.CLOSED) == (axes.outcome is not Outcome.OPEN)
    assert (axes.family is Family.CLOSED) == (axes.outcome is not Outcome.OPEN)
    assert len(journey.events) + len(journey.planned) == len(events)
    for earlier, later in zip(journey.stages, journey.stages[1:], strict=False):
        assert earlier.on < later.on
        assert earlier.stage is not later.stage
    assert not journey.stages or journey.stages[-1].stage is journey.stage
    for axis in {spell.axis for spell in journey.spells}:
        spells = journey.spells_of(axis)
        for before, after in pairwise(spells):
            assert before.to_on is not None
            assert before.to_on <= after.seen_from_on
    assert [one.period_of_care for one in journey.milestones] in (
        [0],
        list(range(1, len(journey.milestones) + 1)),
    )


@settings(max_examples=100, deadline=None)
@given(any_events(), st.randoms(use_true_random=False))
def test_order_in_which_events_are_told_does_not_matter(
    events: list[Event], rng: random.Random
) -> None:
    told = list(events)
    rng.shuffle(told)
    assert fold(told) == fold(events)


@settings(max_examples=100, deadline=None)
@given(any_events(), st.integers(0, 20))
def test_journey_as_of_a_day_is_the_past_of_the_whole(events: list[Event], step: int) -> None:
    day = START + timedelta(days=step * 20)
    as_of, whole = fold(events, as_of=day), fold(events)
    assert list(as_of.stages) == [one for one in whole.stages if one.on <= day]


@settings(max_examples=100, deadline=None)
@given(any_events())
def test_planned_events_change_nothing_but_the_plans(events: list[Event]) -> None:
    happened = [one for one in events if one.planned_for is None]
    with_plans, without = fold(events), fold(happened)
    assert (with_plans.axes, with_plans.spells, with_plans.milestones, with_plans.flags) == (
        without.axes,
        without.spells,
        without.milestones,
        without.flags,
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.axis)
def test_table_reaches_and_leaves_every_state_by_one_row_at_most(table: Table[Plan]) -> None:
    states = set(table.states)
    first = next(iter(table.states))
    reached = {move.to for move in table.moves} | {first}
    left = {state for move in table.moves for state in move.from_states if move.to != state}
    assert states <= reached
    assert states - left <= {Outcome.DIED}
    for state, kind in product(states, EventKind):
        rows = [one for one in table.moves if one.kind is kind and state in one.from_states]
        assert len(rows) <= 1, (state, kind)


def test_stage_is_told_for_every_combination_of_axes() -> None:
    shown = {
        stage_of(Axes(plan, authority, family, outcome), Circumstances(in_care, applied, left))
        for plan, authority, family, outcome in product(Plan, Authority, Family, Outcome)
        for in_care, applied, left in product((False, True), repeat=3)
    }
    assert shown == set(Stage)
    assert all(stage.label for stage in Stage)
