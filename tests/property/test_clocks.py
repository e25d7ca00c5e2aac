"""Whatever happens to a child or a family, the clocks tell it: properties over any events."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from belong.domain.clocks import (
    CHILD_RULES,
    FAMILY_RULES,
    Clock,
    ClockRule,
    ClockState,
    Limit,
    PauseKind,
    Policy,
    Term,
    Unit,
    clocks_of,
    family_clocks,
)
from belong.domain.events import Event, EventKind
from belong.domain.journey import fold
from belong.domain.journey.family import FamilyEvent, FamilyEventKind, fold_family

START = date(2019, 1, 1)
EVERYTHING = Policy(
    terms=tuple(
        Term(rule.key, is_used=True) for rule in (*CHILD_RULES, *FAMILY_RULES) if rule.is_optional
    )
)
DAYS = st.integers(0, 60).map(lambda number: START + timedelta(days=number * 11))
CHILD_DETAILS = st.fixed_dictionaries(
    {},
    optional={
        "place": st.sampled_from(["A3", "A5", "A6", "U2", "U6"]),
        "about": st.sampled_from(["plan", "match", "care_proceedings", "placement_order"]),
        "legal_status": st.sampled_from(["C1", "C2", "V2"]),
        "clock": st.sampled_from(["first_visit", "match_after_order", "no such clock"]),
        "delay_reason": st.sampled_from(["health", "weather"]),
        "report_on": st.sampled_from(["2020-01-01", "never"]),
    },
)
FAMILY_DETAILS = st.fixed_dictionaries(
    {},
    optional={
        "check": st.sampled_from(["dbs", "health", "no such check"]),
        "person": st.sampled_from(["P1", "P2"]),
        "expires_on": st.sampled_from(["2021-01-01", "never"]),
        "child": st.sampled_from(["C1", "C2"]),
        "about": st.sampled_from(["suitability", "match"]),
        "clock": st.sampled_from(["stage_1", "review"]),
        "delay_reason": st.sampled_from(["checks", "weather"]),
    },
)
CHILD_EVENTS = st.lists(
    st.builds(
        lambda kind, on, details: Event(kind=kind, happened_on=on, details=details, family_id="F"),
        st.sampled_from(EventKind),
        DAYS,
        CHILD_DETAILS,
    ),
    max_size=14,
)
FAMILY_EVENTS = st.lists(
    st.builds(
        lambda kind, on, details: FamilyEvent(
            kind=kind, happened_on=on, details=details, application="A"
        ),
        st.sampled_from(FamilyEventKind),
        DAYS,
        FAMILY_DETAILS,
    ),
    min_size=1,
    max_size=14,
)


def of_family(events: list[FamilyEvent], today: date) -> tuple[Clock, ...]:
    return family_clocks(fold_family(events).applications[0], today, EVERYTHING)


def _keeps_its_promises(clocks: tuple[Clock, ...], today: date) -> None:
    for one in clocks:
        assert one.due_on > one.started_on or one.rule.counts_start
        assert one.paused_days >= 0
        assert one.rule.holds_on(one.started_on)
        if one.met_on is not None:
            assert one.met_on >= one.started_on
            assert one.state in (ClockState.MET, ClockState.MET_LATE)
            assert (one.state is ClockState.MET) == (one.met_on <= one.due_on)
            assert one.void_on is None
            assert not one.is_live
        elif one.void_on is not None:
            assert one.state is ClockState.VOID
        else:
            assert one.is_live
            assert (one.state is ClockState.OVERDUE) == (today > one.due_on)
            assert one.amber_on is None or one.amber_on <= one.due_on
        assert one.is_missed == (one.days_over > 0)
    assert list(clocks) == sorted(clocks, key=lambda one: (one.due_on, one.key, one.started_on))
    assert len({(one.key, one.started_on, one.subject) for one in clocks}) == len(clocks)


@given(CHILD_EVENTS, DAYS)
def test_clocks_of_a_child_keep_their_promises_and_one_met_is_never_overdue(
    events: list[Event], today: date
) -> None:
    _keeps_its_promises(clocks_of(fold(events), today, EVERYTHING), today)


@given(FAMILY_EVENTS, DAYS)
def test_clocks_of_a_family_keep_their_promises_and_one_met_is_never_overdue(
    events: list[FamilyEvent], today: date
) -> None:
    _keeps_its_promises(of_family(events, today), today)


@given(CHILD_EVENTS, DAYS, DAYS)
def test_state_changes_with_the_day_alone_and_what_was_met_stays_met(
    events: list[Event], early: date, late: date
) -> None:
    early, late = sorted((early, late))
    journey = fold(events)
    before = clocks_of(journey, early, EVERYTHING)
    after = {(one.key, one.started_on): one for one in clocks_of(journey, late, EVERYTHING)}
    for one in before:
        later = after[one.key, one.started_on]
        if one.met_on is not None:
            assert later.met_on == one.met_on
        if one.state is ClockState.OVERDUE:
            assert later.state is ClockState.OVERDUE
        if not one.rule.pauses:
            assert one.seen_on(late) == later


@given(st.sampled_from(CHILD_RULES + FAMILY_RULES), DAYS, st.integers(1, 400))
def test_moving_a_start_later_never_moves_the_due_day_earlier(
    rule: object, start: date, number: int
) -> None:
    limit = rule.limit  # type: ignore[attr-defined]
    assert limit.after(start + timedelta(days=number)) >= limit.after(start) > start


@given(DAYS, st.integers(32, 400))
def test_moving_the_decision_moves_the_day_on_which_the_match_is_due(on: date, number: int) -> None:
    def due(decided_on: date) -> date:
        journey = fold([Event(kind=EventKind.DECISION_MADE, happened_on=decided_on)])
        return next(
            one.due_on
            for one in clocks_of(journey, decided_on)
            if one.key == "match_after_decision"
        )

    assert due(on + timedelta(days=number)) > due(on)


@given(
    DAYS,
    st.lists(st.tuples(DAYS, st.sampled_from(FamilyEventKind)), max_size=6),
    st.lists(st.tuples(DAYS, DAYS), max_size=3),
    DAYS,
)
def test_pause_never_shortens_and_moves_only_what_practice_counts(
    approved_on: date,
    others: list[tuple[date, FamilyEventKind]],
    holds: list[tuple[date, date]],
    today: date,
) -> None:
    def event(kind: FamilyEventKind, on: date) -> FamilyEvent:
        return FamilyEvent(kind=kind, happened_on=on, application="A")

    paused = (FamilyEventKind.HELD, FamilyEventKind.RESUMED)
    plain = [event(FamilyEventKind.APPROVED, approved_on)]
    plain += [event(kind, on) for on, kind in others if kind not in paused]
    held = [
        event(kind, on) for pair in holds for kind, on in zip(paused, sorted(pair), strict=True)
    ]
    without = {(one.key, one.started_on, one.subject): one for one in of_family(plain, today)}
    for one in of_family(plain + held, today):
        before = without[one.key, one.started_on, one.subject]
        assert one.due_on >= before.due_on
        assert (one.due_on - before.due_on).days == one.paused_days - before.paused_days
        if PauseKind.HOLD not in one.rule.pauses:
            assert one.due_on == before.due_on


EVENT_STARTED = [
    rule
    for rule in CHILD_RULES
    if isinstance(rule.starts, tuple)
    and not rule.only_if
    and not rule.follows
    and rule.in_force_to is None
]


def _due_days(events: list[Event], key: str, today: date) -> list[date]:
    clocks = clocks_of(fold(events), today, EVERYTHING)
    return [one.due_on for one in clocks if one.key == key]


@given(st.sampled_from(EVENT_STARTED), DAYS, st.integers(32, 300))
def test_moving_what_starts_a_clock_moves_its_due_day_in_the_same_direction(
    rule: ClockRule, on: date, number: int
) -> None:
    trigger = rule.starts[0]
    kind, about = trigger if isinstance(trigger, tuple) else (trigger, "")

    def due(day: date) -> list[date]:
        told = {"about": about} if about else {}
        event = Event(kind=EventKind(kind), happened_on=day, details=told)
        return _due_days([event], rule.key, day)

    early, late = due(on), due(on + timedelta(days=number))
    assert len(early) == len(late) == 1
    assert late[0] > early[0] > on


@given(CHILD_EVENTS, st.lists(st.tuples(DAYS, DAYS), max_size=3), DAYS)
def test_court_never_shortens_a_childs_limit_and_moves_only_what_knows_the_pause(
    events: list[Event], appeals: list[tuple[date, date]], today: date
) -> None:
    courts = (
        *(EventKind.APPEAL_MADE, EventKind.APPEAL_DECIDED),
        *(EventKind.LEAVE_SOUGHT, EventKind.LEAVE_DECIDED),
        *(EventKind.REVOCATION_APPLIED_FOR, EventKind.REVOCATION_REFUSED),
        EventKind.PLACEMENT_ORDER_REVOKED,
    )
    plain = [one for one in events if one.kind not in courts]
    asked = [
        Event(kind=kind, happened_on=on)
        for pair in appeals
        for kind, on in zip(courts[:2], sorted(pair), strict=True)
    ]
    before = {
        (one.key, one.started_on, one.subject): one
        for one in clocks_of(fold(plain), today, EVERYTHING)
    }
    for one in clocks_of(fold([*plain, *asked]), today, EVERYTHING):
        without = before[one.key, one.started_on, one.subject]
        assert one.due_on >= without.due_on
        if PauseKind.COURT not in one.rule.pauses:
            assert one.due_on == without.due_on


@given(CHILD_EVENTS, DAYS, st.integers(1, 200))
def test_tightened_limit_is_never_due_later_and_loses_no_national_clock(
    events: list[Event], today: date, days: int
) -> None:
    key = "match_after_decision"
    strict = Policy(terms=(*EVERYTHING.terms, Term(key, limit=Limit(min(days, 180), Unit.DAYS))))
    journey = fold(events)
    after = {
        (one.key, one.started_on, one.subject): one for one in clocks_of(journey, today, strict)
    }
    for one in clocks_of(journey, today, EVERYTHING):
        assert after[one.key, one.started_on, one.subject].due_on <= one.due_on
