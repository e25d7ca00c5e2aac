"""Limits of one child: when they are due, what meets them, what stops them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from belong.domain.clocks import CLOCKS, ClockKey, ClockState, RunningClock, clocks_of
from belong.domain.events import DelayReason, Event, EventKind
from belong.domain.journey import fold

K = EventKind


def day(text: str) -> date:
    return date.fromisoformat(text)


def event(kind: EventKind, on: str, family: str | None = None, **details: str) -> Event:
    return Event(kind=kind, happened_on=day(on), family_id=family, details=details)


WORKED = (
    event(K.BORN, "2023-01-05"),
    event(K.CARE_ENTERED, "2023-01-08", legal_status="L2"),
    event(K.PARALLEL_PLAN_MADE, "2023-05-02"),
    event(K.DECISION_MADE, "2023-06-14"),
    event(K.PLACEMENT_ORDER_MADE, "2023-07-20"),
    event(K.LINKED, "2023-08-15", "F1"),
    event(K.MINUTES_FINAL, "2023-10-09", "F1", about="match"),
    event(K.MATCH_DECIDED, "2023-10-12", "F1"),
    event(K.PLACED_FOR_ADOPTION, "2023-11-03", "F1", place="A6"),
    event(K.VISITED, "2023-11-10"),
    event(K.REVIEWED, "2023-11-28"),
    event(K.ADOPTION_ORDER_MADE, "2024-05-09", "F1"),
)


def clock(events: tuple[Event, ...] | list[Event], key: ClockKey) -> RunningClock:
    return next(one for one in clocks_of(fold(events)) if one.key is key)


@pytest.mark.parametrize(
    ("key", "due", "met"),
    [
        (ClockKey.PERMANENCE_PLAN, "2023-05-08", "2023-05-02"),
        (ClockKey.MATCH_AFTER_DECISION, "2023-12-14", "2023-10-12"),
        (ClockKey.MATCH_AFTER_ORDER, "2023-11-18", "2023-10-12"),
        (ClockKey.PLACED_AFTER_DECISION, "2024-06-14", "2023-11-03"),
        (ClockKey.PLACED_AFTER_CARE, "2024-03-09", "2023-11-03"),
        (ClockKey.MATCH_AFTER_MINUTES, "2023-10-18", "2023-10-12"),
        (ClockKey.FIRST_VISIT, "2023-11-10", "2023-11-10"),
        (ClockKey.FIRST_PLACED_REVIEW, "2023-12-01", "2023-11-28"),
        (ClockKey.SECOND_PLACED_REVIEW, "2024-02-28", None),
    ],
)
def test_clocks_of_worked_timeline_fall_due_on_the_stated_days(
    key: ClockKey, due: str, met: str | None
) -> None:
    found = clock(WORKED, key)
    assert found.due_on == day(due)
    assert found.met_on == (day(met) if met else None)


def test_clock_due_today_is_running_and_missed_the_day_after() -> None:
    found = clock(WORKED[:4], ClockKey.MATCH_AFTER_DECISION)
    assert found.state(found.due_on) is ClockState.RUNNING
    assert found.state(found.due_on + timedelta(days=1)) is ClockState.MISSED


def test_clock_met_late_is_missed_and_keeps_the_day() -> None:
    late = [*WORKED[:9], event(K.VISITED, "2023-11-13")]
    found = clock(late, ClockKey.FIRST_VISIT)
    assert found.met_on == day("2023-11-13")
    assert found.state(day("2024-01-01")) is ClockState.MISSED


def test_clock_stops_when_the_plan_is_changed_in_time() -> None:
    events = [*WORKED[:5], event(K.DECISION_REVERSED, "2023-09-01", reason="RD4")]
    found = clock(events, ClockKey.MATCH_AFTER_DECISION)
    assert found.stopped_on == day("2023-09-01")
    assert found.state(day("2024-06-01")) is ClockState.STOPPED


def test_clock_not_met_before_the_order_that_ends_the_journey_is_missed() -> None:
    found = clock(WORKED, ClockKey.SECOND_PLACED_REVIEW)
    assert found.state(day("2024-06-01")) is ClockState.MISSED


def test_clock_carries_the_delay_recorded_for_it() -> None:
    told = event(
        K.DELAYED, "2023-09-01", clock="match_after_decision", delay_reason="sibling_group"
    )
    found = clock([*WORKED[:5], told], ClockKey.MATCH_AFTER_DECISION)
    assert found.delay_reason is DelayReason.SIBLING_GROUP


def test_planned_review_satisfies_no_clock() -> None:
    planned = Event(kind=K.REVIEWED, planned_for=day("2023-11-20"))
    assert clock([*WORKED[:9], planned], ClockKey.FIRST_PLACED_REVIEW).met_on is None


def test_unplaced_reviews_chain_until_the_child_is_placed() -> None:
    events = [*WORKED[:5], event(K.REVIEWED, "2023-10-02"), event(K.REVIEWED, "2024-03-01")]
    found = [one for one in clocks_of(fold(events)) if "unplaced" in one.key]
    assert [one.due_on for one in found] == [
        day("2023-10-20"), day("2024-04-02"), day("2024-09-01"),
    ]  # fmt: skip


def test_disruption_starts_a_review_and_a_second_placement_its_own_visit() -> None:
    events = [
        *WORKED[:10],
        event(K.DISRUPTED, "2023-12-20"),
        event(K.MATCH_DECIDED, "2024-06-01", "F2"),
        event(K.PLACED_FOR_ADOPTION, "2024-07-01", "F2", place="A6"),
    ]
    assert clock(events, ClockKey.DISRUPTION_REVIEW).due_on == day("2024-01-31")
    visits = [one for one in clocks_of(fold(events)) if one.key is ClockKey.FIRST_VISIT]
    assert [one.due_on for one in visits] == [day("2023-11-10"), day("2024-07-08")]


def test_letters_are_due_after_the_ceremony_although_the_journey_has_ended() -> None:
    events = [*WORKED, event(K.CELEBRATION_HELD, "2024-06-03")]
    assert clock(events, ClockKey.LATER_LIFE_LETTER).due_on == day("2024-06-17")


def test_clock_outside_the_bank_holiday_table_is_left_out() -> None:
    assert ClockKey.MATCH_AFTER_MINUTES not in {
        one.key for one in clocks_of(fold([event(K.MINUTES_FINAL, "1999-10-09", about="match")]))
    }


def test_every_clock_names_source_and_who_must_act() -> None:
    assert set(CLOCKS) == set(ClockKey)
    assert all(rule.source and rule.who and str(rule.limit) for rule in CLOCKS.values())
