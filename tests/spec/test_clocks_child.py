"""Every clock of a child, one row each: what happened, when it is due, and its source.

Due days are worked out by hand from real calendars. The dated example is that of the dossier on the
child's journey, section 7.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from belong.domain.clocks import (
    CHILD_RULES,
    CLOCKS,
    Basis,
    Clock,
    ClockKey,
    ClockState,
    Mark,
    Policy,
    Severity,
    Term,
    clocks_of,
    missed_without_reason,
)
from belong.domain.events import DelayReason, Event, EventKind
from belong.domain.journey import fold

K, C, S = EventKind, ClockKey, ClockState
LATER = date(2027, 1, 1)
EVERYTHING = Policy(
    terms=tuple(Term(rule.key, is_used=True) for rule in CHILD_RULES if rule.is_optional)
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def event(kind: EventKind, on: str, family: str | None = None, **details: str) -> Event:
    return Event(kind=kind, happened_on=day(on), family_id=family, details=details)


def told(text: str) -> list[Event]:
    """Events from lines of day, kind, and details as name=value; the family is F."""
    events = []
    for line in filter(None, (each.strip() for each in text.splitlines())):
        on, kind, *details = line.split()
        given = dict(each.split("=") for each in details)
        events.append(event(K(kind), on, "F", **given))
    return events


def clocks(
    events: list[Event], key: str, today: date = LATER, policy: Policy = EVERYTHING
) -> list[Clock]:
    return [one for one in clocks_of(fold(events), today, policy) if one.key == key]


WORKED = told("""
    2023-01-05 born
    2023-01-08 care_entered legal_status=L2
    2023-05-02 reviewed
    2023-05-02 parallel_plan_made
    2023-06-14 decision_made
    2023-07-20 placement_order_made
    2023-08-15 linked
    2023-09-20 placement_report_finished
    2023-10-04 panel_met about=match
    2023-10-09 minutes_final about=match
    2023-10-12 match_decided
    2023-10-20 introductions_began
    2023-11-03 introductions_finished
    2023-11-03 placed_for_adoption place=A6
    2023-11-08 visited
    2023-11-28 reviewed
    2024-05-09 adoption_order_made
""")


@pytest.mark.parametrize(
    ("key", "due", "met", "state"),
    [
        (C.PERMANENCE_PLAN, "2023-05-08", "2023-05-02", S.MET),
        (C.MATCH_AFTER_MINUTES, "2023-10-18", "2023-10-12", S.MET),
        (C.FIRST_VISIT, "2023-11-10", "2023-11-08", S.MET),
        (C.FIRST_PLACED_REVIEW, "2023-12-01", "2023-11-28", S.MET),
        (C.SECOND_PLACED_REVIEW, "2024-02-28", None, S.VOID),
        (C.RESIDENCE, "2024-01-12", "2024-01-12", S.MET),
        (C.MATCH_AFTER_DECISION, "2023-12-14", "2023-10-12", S.MET),
        (C.MATCH_AFTER_ORDER, "2023-11-18", "2023-10-12", S.MET),
        (C.PLACED_AFTER_DECISION, "2024-06-14", "2023-11-03", S.MET),
        (C.PLACED_AFTER_CARE, "2024-03-09", "2023-11-03", S.MET),
        (C.ADOPTION_APPLICATION, "2024-11-03", "2024-05-09", S.MET),
    ],
)
def test_dated_example_of_the_dossier_gives_the_due_days_stated_there(
    key: ClockKey, due: str, met: str | None, state: ClockState
) -> None:
    (found,) = clocks(WORKED, key)
    assert (found.due_on, found.met_on) == (day(due), day(met) if met else None)
    assert found.state is state


#: key, what happened, the start that is meant, the day on which it is due, words of its source.
ROWS = [
    (
        C.CARE_PROCEEDINGS,
        "2023-01-10 court_application_made about=care_proceedings",
        "2023-01-10",
        "2023-07-11",  # 26 weeks
        "section 32",
    ),
    (
        C.PERMANENCE_PLAN,
        "2023-10-31 care_entered\n 2024-01-02 parallel_plan_made",
        "2023-10-31",
        "2024-02-29",  # four months, clipped to a leap year's February
        "care planning",
    ),
    (
        C.CONSENT_FROM,
        "2024-02-01 born\n 2024-02-05 parent_agreed_in_writing",
        "2024-02-01",
        "2024-03-14",
        "section 52(3)",
    ),
    (
        C.RETURN_UNPLACED_CHILD,
        "2024-01-01 born\n 2024-03-01 consent_given\n 2024-03-20 consent_withdrawn",
        "2024-03-20",
        "2024-03-27",
        "section 31",
    ),
    (
        C.RETURN_PLACED_CHILD,
        """
        2024-01-01 born
        2024-01-02 care_entered
        2024-02-01 decision_made
        2024-03-01 consent_given
        2024-03-05 match_decided
        2024-03-10 placed_for_adoption place=A3
        2024-03-20 consent_withdrawn
        """,
        "2024-03-20",
        "2024-04-03",
        "section 32",
    ),
    (
        C.PANEL_AFTER_REPORT,
        "2024-03-01 permanence_report_finished\n 2024-03-02 consent_given",
        "2024-03-01",
        "2024-04-12",
        "Statutory guidance on adoption",
    ),
    (
        C.PANEL_RECOMMENDATION,
        "2023-12-31 parallel_plan_made\n 2024-03-02 consent_given",
        "2023-12-31",
        "2024-02-29",  # two months, clipped
        "Statutory guidance on adoption",
    ),
    (
        C.DECISION_AFTER_REPORT,
        "2024-03-25 permanence_report_finished",
        "2024-03-25",
        "2024-04-05",  # past Good Friday (29 March) and Easter Monday (1 April)
        "promptly",
    ),
    (
        C.DECISION_AFTER_MINUTES,
        "2024-12-19 minutes_final about=plan",
        "2024-12-19",
        "2025-01-02",  # past Christmas Day, Boxing Day and New Year's Day
        "standard 17",
    ),
    (
        C.PLAN_TOLD_ORALLY,
        "2024-08-23 decision_made",
        "2024-08-23",
        "2024-08-28",  # past the summer bank holiday, 26 August
        "standard 17",
    ),
    (C.PLAN_TOLD_IN_WRITING, "2022-09-14 decision_made", "2022-09-14", "2022-09-22", "standard 17"),
    (C.LINK_AFTER_DECISION, "2024-01-01 decision_made", "2024-01-01", "2024-03-31", "90 days"),
    (
        C.MATCH_AFTER_DECISION,
        "2023-08-31 decision_made",
        "2023-08-31",
        "2024-02-29",
        "chapter 4",
    ),
    (
        C.BABY_MATCH_AFTER_DECISION,
        "2024-01-01 born\n 2024-02-20 consent_given\n 2024-03-01 decision_made",
        "2024-03-01",
        "2024-06-01",
        "chapter 4",
    ),
    (
        C.MATCH_AFTER_ORDER,
        "2024-01-10 decision_made\n 2024-03-01 placement_order_made",
        "2024-03-01",
        "2024-06-30",  # 121 days
        "indicator A2",
    ),
    (
        C.MATCH_AFTER_MINUTES,
        "2023-04-28 minutes_final about=match",
        "2023-04-28",
        "2023-05-11",  # past 1 May and the coronation, 8 May
        "standard 17",
    ),
    (C.MATCH_TOLD_ORALLY, "2024-05-03 match_decided", "2024-05-03", "2024-05-08", "standard 17"),
    (
        C.MATCH_TOLD_IN_WRITING,
        "2024-05-03 match_refused",
        "2024-05-03",
        "2024-05-13",
        "standard 17",
    ),
    (
        C.PLACED_AFTER_DECISION,
        "2024-02-29 decision_made",
        "2024-02-29",
        "2025-02-28",
        "standard 13",
    ),
    (
        C.PLACED_AFTER_CARE,
        "2024-01-01 care_entered\n 2024-06-01 decision_made",
        "2024-01-01",
        "2025-03-02",  # 426 days
        "A10",
    ),
    (
        C.FIRST_UNPLACED_REVIEW,
        "2024-01-10 decision_made\n 2024-11-30 placement_order_made",
        "2024-11-30",
        "2025-02-28",
        "36(1)(a)",
    ),
    (
        C.LATER_UNPLACED_REVIEW,
        "2024-01-10 decision_made\n 2024-03-01 placement_order_made\n 2024-05-31 reviewed",
        "2024-05-31",
        "2024-11-30",
        "36(1)(b)",
    ),
]
PLACED = """
    2024-01-10 decision_made
    2024-03-01 placement_order_made
    2024-05-01 match_decided
    2024-05-31 placed_for_adoption place=A6
"""
ROWS_AFTER_PLACING = [
    (C.FIRST_VISIT, "", "2024-05-31", "2024-06-07", "36(4)"),
    (C.WEEKLY_VISIT, "2024-06-05 visited", "2024-06-05", "2024-06-12", "36(4)"),
    (C.VISIT_REPORT, "2024-08-21 visited", "2024-08-21", "2024-09-05", "36(4)(b)"),
    (C.LATER_VISIT, "2024-06-20 reviewed", "2024-06-20", "2024-08-01", "Monitoring"),
    (
        C.VISIT_AFTER_FIRST_YEAR,
        "2024-06-20 reviewed\n 2025-05-31 visited",
        "2025-05-31",
        "2025-08-31",
        "Monitoring",
    ),
    (C.FIRST_PLACED_REVIEW, "", "2024-05-31", "2024-06-28", "36(3)(a)"),
    (C.SECOND_PLACED_REVIEW, "2024-06-30 reviewed", "2024-06-30", "2024-09-30", "36(3)(b)"),
    (
        C.LATER_PLACED_REVIEW,
        "2024-06-20 reviewed\n 2024-08-31 reviewed",
        "2024-08-31",
        "2025-02-28",
        "36(3)(c)",
    ),
    (C.RESIDENCE, "", "2024-05-31", "2024-08-09", "section 42"),
    (C.ADOPTION_APPLICATION, "", "2024-05-31", "2025-05-31", "section 42"),
    (C.DISRUPTION_REVIEW, "2024-08-01 disrupted", "2024-08-01", "2024-09-12", "36(8)"),
    (C.DISRUPTION_MEETING, "2024-11-30 disrupted", "2024-11-30", "2025-02-28", "Disruption"),
    (
        C.LIFE_STORY_BOOK,
        "2024-12-01 adoption_order_made\n 2024-12-16 celebration_held",
        "2024-12-16",
        "2025-01-02",
        "chapter 5",
    ),
    (
        C.LATER_LIFE_LETTER,
        "2024-11-01 adoption_order_made\n 2024-11-15 celebration_held",
        "2024-11-15",
        "2024-11-29",
        "Hertfordshire",
    ),
]


@pytest.mark.parametrize(
    ("key", "happened", "started", "due", "source"),
    [*ROWS, *((key, f"{PLACED}\n{more}", *rest) for key, more, *rest in ROWS_AFTER_PLACING)],
    ids=[str(row[0]) for row in (*ROWS, *ROWS_AFTER_PLACING)],
)
def test_each_clock_is_due_on_the_day_that_its_source_says(
    key: ClockKey, happened: str, started: str, due: str, source: str
) -> None:
    found = [one for one in clocks(told(happened), key) if one.started_on == day(started)]
    assert [one.due_on for one in found] == [day(due)]
    assert source in found[0].rule.source


def test_every_clock_has_a_row_and_states_what_a_reader_needs() -> None:
    assert {row[0] for row in (*ROWS, *ROWS_AFTER_PLACING)} == set(ClockKey) == set(CLOCKS)
    for rule in CHILD_RULES:
        assert rule.label
        assert rule.source
        assert rule.who
        assert rule.is_period or rule.meets
        assert rule.is_period == (rule.severity is Severity.INFO)
        assert rule.amber_after or rule.is_period
        assert not rule.pauses or rule.basis is Basis.LOCAL
        assert rule.mark in Mark


# --- how a clock stands ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "state", "left"),
    [
        ("2024-02-20", S.OPEN, 41),
        ("2024-03-02", S.DUE_SOON, 30),  # 60 days after the decision
        ("2024-04-01", S.DUE_SOON, 0),
        ("2024-04-02", S.OVERDUE, -1),
    ],
)
def test_clock_is_due_soon_before_it_is_due_and_over_the_day_after(
    today: str, state: ClockState, left: int
) -> None:
    (found,) = clocks(told("2024-01-02 decision_made"), C.LINK_AFTER_DECISION, day(today))
    assert (found.state, found.days_left) == (state, left)
    assert found.days_over == max(0, -left)
    assert found.whose_move == "family finder"


def test_days_since_the_order_are_amber_at_90_and_over_after_121() -> None:
    order = told("2024-01-01 decision_made\n 2024-03-01 placement_order_made")
    on = day("2024-03-01")
    for number, state in ((89, S.OPEN), (90, S.DUE_SOON), (121, S.DUE_SOON), (122, S.OVERDUE)):
        (found,) = clocks(order, C.MATCH_AFTER_ORDER, on + timedelta(days=number))
        assert found.state is state


def test_clock_met_late_keeps_its_day_and_is_not_overdue() -> None:
    (found,) = clocks(told(f"{PLACED}\n 2024-06-10 visited"), C.FIRST_VISIT)
    assert (found.state, found.days_over, found.is_missed) == (S.MET_LATE, 3, True)
    assert not found.is_live


def test_clock_is_void_from_the_day_on_which_the_plan_changes() -> None:
    events = told("2024-01-01 decision_made\n 2024-03-01 decision_reversed reason=RD4")
    (found,) = clocks(events, C.MATCH_AFTER_DECISION)
    assert (found.state, found.void_on, found.is_missed) == (S.VOID, day("2024-03-01"), False)


def test_planned_review_meets_nothing() -> None:
    planned = Event(kind=K.REVIEWED, planned_for=day("2024-06-20"))
    (found,) = clocks([*told(PLACED), planned], C.FIRST_PLACED_REVIEW)
    assert found.met_on is None


def test_clock_seen_on_another_day_is_the_clock_of_that_day() -> None:
    events = told(PLACED)
    for number in range(0, 500, 7):
        today = day("2024-05-31") + timedelta(days=number)
        seen = [one.seen_on(today) for one in clocks_of(fold(events), LATER)]
        stood = {(one.key, one.started_on): one for one in clocks_of(fold(events), today)}
        for one in seen:
            assert one.state is stood[one.key, one.started_on].state
            assert one.days_left == stood[one.key, one.started_on].days_left


# --- chains, early meetings, pauses ----------------------------------------------------------


def test_reviews_chain_from_the_days_on_which_they_were_held() -> None:
    held = "2024-06-20 reviewed\n 2024-09-25 reviewed\n 2025-02-01 reviewed"
    found = clocks(told(f"{PLACED}\n{held}"), C.LATER_PLACED_REVIEW)
    assert [one.due_on for one in found] == [day("2025-03-25"), day("2025-08-01")]


def test_weekly_visits_stop_with_the_first_review() -> None:
    visits = "2024-06-05 visited\n 2024-06-14 visited\n 2024-06-25 reviewed"
    found = clocks(told(f"{PLACED}\n{visits}"), C.WEEKLY_VISIT)
    assert [(one.due_on, one.state) for one in found] == [
        (day("2024-06-12"), S.MET_LATE),
        (day("2024-06-21"), S.VOID),
    ]


def test_review_before_28_days_does_not_meet_the_one_after_a_disruption() -> None:
    events = told(f"{PLACED}\n 2024-08-01 disrupted\n 2024-08-20 reviewed\n 2024-08-29 reviewed")
    (found,) = clocks(events, C.DISRUPTION_REVIEW)
    assert (found.met_on, found.state) == (day("2024-08-29"), S.MET)


def test_ten_weeks_count_from_early_permanence_with_the_same_family() -> None:
    events = told("""
        2024-01-05 care_entered
        2024-01-08 early_permanence_placed place=U2
        2024-04-01 decision_made
        2024-05-01 placement_order_made
        2024-05-10 match_decided
        2024-05-20 placed_for_adoption place=A5
    """)
    (found,) = clocks(events, C.RESIDENCE, day("2024-05-21"))
    assert (found.due_on, found.state) == (day("2024-03-18"), S.MET)


def test_court_pauses_local_clocks_and_no_others() -> None:
    events = told("""
        2024-01-01 decision_made
        2024-02-01 appeal_made about=placement_order
        2024-02-21 appeal_decided about=placement_order
    """)
    (local,) = clocks(events, C.LINK_AFTER_DECISION)
    (national,) = clocks(events, C.MATCH_AFTER_DECISION)
    assert (local.paused_days, local.due_on) == (20, day("2024-04-20"))
    assert (national.paused_days, national.due_on) == (0, day("2024-07-01"))


def test_pause_that_still_runs_leaves_the_days_as_they_were() -> None:
    events = told("2024-01-01 decision_made\n 2024-02-01 leave_sought about=appeal")
    for today in ("2024-02-11", "2024-09-01"):
        (found,) = clocks(events, C.LINK_AFTER_DECISION, day(today))
        assert (found.is_paused, found.days_left, found.state) == (True, 59, S.OPEN)


def test_return_to_the_parents_is_not_asked_for_once_an_order_was_applied_for() -> None:
    events = told("""
        2024-03-01 consent_given
        2024-03-10 court_application_made about=placement_order
        2024-03-20 consent_withdrawn
    """)
    assert not clocks(events, C.RETURN_UNPLACED_CHILD)


def test_relinquished_baby_has_three_months_and_an_older_child_six() -> None:
    consented = "2024-01-01 born\n 2024-02-20 consent_given\n {} decision_made"
    baby, older = (told(consented.format(on)) for on in ("2024-06-30", "2024-07-01"))
    assert clocks(baby, C.BABY_MATCH_AFTER_DECISION)
    assert not clocks(baby, C.MATCH_AFTER_DECISION)
    assert not clocks(older, C.BABY_MATCH_AFTER_DECISION)
    assert clocks(older, C.MATCH_AFTER_DECISION)


# --- the clock of its day --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "number"),
    [("2013-03-31", 213), ("2013-04-01", 182), ("2014-04-01", 152), ("2015-04-01", 121)],
)
def test_days_from_order_to_match_are_held_to_the_threshold_of_their_time(
    on: str, number: int
) -> None:
    events = told(f"2012-06-01 decision_made\n {on} placement_order_made")
    (found,) = clocks(events, C.MATCH_AFTER_ORDER)
    assert (found.due_on - found.started_on).days == number


def test_care_proceedings_before_22_april_2014_have_no_26_weeks() -> None:
    for on, number in (("2014-04-21", 0), ("2014-04-22", 1)):
        events = told(f"{on} court_application_made about=care_proceedings")
        assert len(clocks(events, C.CARE_PROCEEDINGS)) == number


def test_panel_considered_every_plan_until_september_2012() -> None:
    for on, number in (("2012-08-31", 1), ("2012-09-01", 0)):
        assert len(clocks(told(f"{on} parallel_plan_made"), C.PANEL_RECOMMENDATION)) == number


def test_review_that_fell_due_in_the_spring_of_2020_is_eased() -> None:
    placed = """
        2019-06-01 decision_made
        2019-08-01 placement_order_made
        2020-02-01 match_decided
        {} placed_for_adoption place=A6
    """
    for on, severity in (
        ("2020-03-26", Severity.RED),  # due on 23 April 2020, the day before
        ("2020-03-27", Severity.AMBER),  # due on 24 April 2020
        ("2020-08-28", Severity.AMBER),  # due on 25 September 2020
        ("2020-08-29", Severity.RED),
    ):
        (found,) = clocks(told(placed.format(on)), C.FIRST_PLACED_REVIEW)
        assert found.severity is severity
        assert (found.easing is not None) == (severity is Severity.AMBER)


def test_clock_in_working_days_outside_the_bank_holiday_table_is_left_out() -> None:
    assert not clocks(told("1999-10-09 minutes_final about=match"), C.MATCH_AFTER_MINUTES)


# --- reasons ---------------------------------------------------------------------------------


def test_missed_clock_asks_for_its_reason_and_for_who_agreed() -> None:
    late = told(f"{PLACED}\n 2024-06-10 visited\n 2024-06-20 reviewed\n 2024-07-01 visited")
    today = day("2024-07-02")
    before = [one.key for one in missed_without_reason(clocks_of(fold(late), today))]
    assert C.FIRST_VISIT in before
    reason = event(K.DELAYED, "2024-06-11", clock="first_visit", delay_reason="staffing")
    (found,) = clocks([*late, reason], C.FIRST_VISIT, today)
    assert found.delay is not None
    assert found.delay.reason is DelayReason.STAFFING
    assert found.asks_for_reason, "nobody is named who agreed"
    agreed = event(
        K.DELAYED, "2024-06-12", clock="first_visit", delay_reason="staffing", agreed_by="role-3"
    )
    (found,) = clocks([*late, reason, agreed], C.FIRST_VISIT, today)
    assert not found.asks_for_reason


def test_reason_belongs_to_the_missed_clock_of_a_chain_and_to_the_one_it_names() -> None:
    chain = f"{PLACED}\n 2024-07-10 reviewed\n 2024-11-30 reviewed\n 2025-06-10 reviewed"
    named = event(
        K.DELAYED,
        "2025-06-11",
        clock="later_placed_review",
        delay_reason="health",
        clock_started_on="2024-11-30",
    )
    found = clocks([*told(chain), named], C.LATER_PLACED_REVIEW)
    assert [bool(one.delay) for one in found] == [True, False]
    plain = event(K.DELAYED, "2024-07-11", clock="first_placed_review", delay_reason="health")
    (first,) = clocks([*told(chain), plain], C.FIRST_PLACED_REVIEW)
    assert first.delay is not None


def test_reason_that_is_none_of_the_list_or_before_the_start_explains_nothing() -> None:
    odd = event(K.DELAYED, "2024-07-01", clock="first_visit", delay_reason="weather")
    early = event(K.DELAYED, "2024-01-11", clock="first_visit", delay_reason="health")
    (found,) = clocks([*told(PLACED), odd, early], C.FIRST_VISIT)
    assert found.delay is None


def test_period_that_passed_asks_nobody_for_a_reason() -> None:
    (found,) = clocks(told(PLACED), C.RESIDENCE)
    assert not found.asks_for_reason


def test_report_of_a_visit_is_met_by_its_own_day_where_the_agency_uses_the_clock() -> None:
    visits = "2024-06-05 visited report_on=2024-06-10\n 2024-06-12 visited report_on=never"
    events = told(f"{PLACED}\n{visits}")
    found = clocks(events, C.VISIT_REPORT)
    assert [one.met_on for one in found] == [day("2024-06-10"), None]
    assert not clocks(events, C.VISIT_REPORT, policy=Policy())
