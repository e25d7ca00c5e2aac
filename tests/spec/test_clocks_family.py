"""Every clock of an application to adopt, one row each: what happened, when due, its source.

Due days are worked out by hand from real calendars.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from belong.domain.clocks import (
    FAMILY_CLOCKS,
    FAMILY_RULES,
    Basis,
    Clock,
    ClockState,
    FamilyClockKey,
    Policy,
    Severity,
    Term,
    family_clocks,
    missed_without_reason,
)
from belong.domain.journey.family import (
    ApplicationJourney,
    FamilyEvent,
    FamilyEventKind,
    fold_family,
    limits_of,
)

K, C, S = FamilyEventKind, FamilyClockKey, ClockState
LATER = date(2027, 1, 1)
EVERYTHING = Policy(
    terms=tuple(Term(rule.key, is_used=True) for rule in FAMILY_RULES if rule.is_optional)
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def application(text: str) -> ApplicationJourney:
    """One application from lines of day, kind, and details as name=value."""
    events = []
    for line in filter(None, (each.strip() for each in text.splitlines())):
        on, kind, *details = line.split()
        given = dict(each.split("=") for each in details)
        events.append(
            FamilyEvent(kind=K(kind), happened_on=day(on), application="A", details=given)
        )
    return fold_family(events).applications[0]


def clocks(text: str, key: str, today: date = LATER, policy: Policy = EVERYTHING) -> list[Clock]:
    return [one for one in family_clocks(application(text), today, policy) if one.key == key]


#: key, what happened, the start that is meant, the day on which it is due, words of its source.
ROWS = [
    (C.INFORMATION, "2024-12-16 enquired", "2024-12-16", "2025-01-02", "Croydon"),
    (C.REGISTRATION, "2024-03-25 registration_received", "2024-03-25", "2024-04-03", "delay"),
    (
        C.ASSESSMENT_BEFORE_2013,
        "2012-10-31 registration_received",
        "2012-10-31",
        "2013-06-30",
        "before two stages",
    ),
    (C.STAGE_1, "2023-12-31 stage_1_began", "2023-12-31", "2024-02-29", "chapter 3"),
    (C.BREAK, "2023-08-31 stage_1_passed", "2023-08-31", "2024-02-29", "chapter 3"),
    (C.STAGE_2, "2024-10-31 stage_2_began", "2024-10-31", "2025-02-28", "30B"),
    (C.COMMENTS, "2024-03-25 report_shared", "2024-03-25", "2024-04-03", "regulation 30"),
    (C.PANEL, "2024-03-01 report_finished", "2024-03-01", "2024-04-12", "guidance"),
    (
        C.DECISION_AFTER_MINUTES,
        "2023-04-28 minutes_final about=suitability",
        "2023-04-28",
        "2023-05-11",  # past 1 May and the coronation, 8 May
        "standard 17",
    ),
    (C.TOLD_ORALLY, "2024-08-23 approved", "2024-08-23", "2024-08-28", "standard 17"),
    (C.TOLD_IN_WRITING, "2024-08-23 approved", "2024-08-23", "2024-09-02", "standard 17"),
    (
        C.DETERMINATION,
        "2024-10-30 determination_sent",
        "2024-10-30",
        "2024-12-24",  # the day it was sent is the first of 40
        "30B(5)",
    ),
    (
        C.REVIEW_PANEL,
        "2024-10-31 review_panel_applied_to",
        "2024-10-31",
        "2025-02-28",
        "Independent Review",
    ),
    (C.SEARCH_RELEASE, "2024-11-30 approved", "2024-11-30", "2025-02-28", "practice"),
    (C.REVIEW, "2024-02-29 approved", "2024-02-29", "2025-02-28", "30D"),
    (C.WAITING_3_MONTHS, "2024-11-30 approved", "2024-11-30", "2025-02-28", "A12"),
    (C.WAITING_6_MONTHS, "2024-08-31 approved", "2024-08-31", "2025-02-28", "A12"),
    (C.WAITING_12_MONTHS, "2024-08-31 approved", "2024-08-31", "2025-08-31", "A12"),
    (
        C.POLICE_CHECK,
        "2024-02-29 check_received check=dbs person=P1",
        "2024-02-29",
        "2027-02-28",
        "policy",
    ),
    (
        C.MEDICAL,
        "2024-02-29 check_received check=health person=P1",
        "2024-02-29",
        "2026-02-28",
        "policy",
    ),
    (
        C.FAMILY_RESIDENCE,
        "2024-01-01 approved\n 2024-03-01 child_placed child=C1",
        "2024-03-01",
        "2024-05-10",
        "section 42",
    ),
]


@pytest.mark.parametrize(
    ("key", "happened", "started", "due", "source"), ROWS, ids=[str(row[0]) for row in ROWS]
)
def test_each_clock_is_due_on_the_day_that_its_source_says(
    key: FamilyClockKey, happened: str, started: str, due: str, source: str
) -> None:
    found = [one for one in clocks(happened, key) if one.started_on == day(started)]
    assert [one.due_on for one in found] == [day(due)]
    assert source in found[0].rule.source


def test_every_clock_has_a_row_and_states_what_a_reader_needs() -> None:
    assert {row[0] for row in ROWS} == set(FamilyClockKey) == set(FAMILY_CLOCKS)
    for rule in FAMILY_RULES:
        assert rule.label
        assert rule.source
        assert rule.who
        assert rule.is_period or rule.meets
        assert not rule.pauses or rule.basis is Basis.LOCAL


@pytest.mark.parametrize(
    ("key", "severity"),
    [
        (C.INFORMATION, Severity.AMBER),
        (C.REGISTRATION, Severity.AMBER),
        (C.STAGE_1, Severity.RED),
        (C.BREAK, Severity.CLOSES),
        (C.STAGE_2, Severity.RED),
        (C.DECISION_AFTER_MINUTES, Severity.RED),
        (C.TOLD_ORALLY, Severity.AMBER),
        (C.TOLD_IN_WRITING, Severity.AMBER),
        (C.DETERMINATION, Severity.CLOSES),
        (C.REVIEW, Severity.RED),
        (C.POLICE_CHECK, Severity.AMBER),
        (C.MEDICAL, Severity.AMBER),
        (C.WAITING_3_MONTHS, Severity.INFO),
        (C.WAITING_6_MONTHS, Severity.INFO),
        (C.WAITING_12_MONTHS, Severity.INFO),
    ],
)
def test_what_a_miss_means_is_as_the_dossier_has_it(
    key: FamilyClockKey, severity: Severity
) -> None:
    assert FAMILY_CLOCKS[key].severity is severity


def test_stages_begin_with_july_2013_and_one_assessment_stands_before() -> None:
    for on, old, new in (("2013-06-30", 1, 0), ("2013-07-01", 0, 1)):
        assert len(clocks(f"{on} registration_received", C.ASSESSMENT_BEFORE_2013)) == old
        assert len(clocks(f"{on} stage_1_began", C.STAGE_1)) == new
        assert len(clocks(f"{on} stage_2_began", C.STAGE_2)) == new


def test_time_to_comment_was_ten_days_until_july_2013() -> None:
    (old,) = clocks("2013-06-03 report_shared", C.COMMENTS)
    (new,) = clocks("2013-07-01 report_shared", C.COMMENTS)
    assert (old.due_on, new.due_on) == (day("2013-06-17"), day("2013-07-08"))


def test_hold_stops_the_waiting_and_never_what_the_law_times() -> None:
    held = "2024-02-01 approved\n 2024-03-01 held\n 2024-03-31 resumed"
    (waiting,) = clocks(held, C.WAITING_3_MONTHS)
    (review,) = clocks(held, C.REVIEW)
    assert (waiting.paused_days, waiting.due_on) == (30, day("2024-05-31"))
    assert (review.paused_days, review.due_on) == (0, day("2025-02-01"))
    (stage_1,) = clocks(
        "2024-02-01 stage_1_began\n 2024-02-10 held\n 2024-03-10 resumed", C.STAGE_1
    )
    assert stage_1.due_on == day("2024-04-01")


def test_waiting_by_choice_during_a_hold_is_counted_once() -> None:
    (waiting,) = clocks(
        "2024-02-01 approved\n 2024-03-01 held\n 2024-03-11 choice_wait_began\n"
        "2024-03-21 resumed\n 2024-03-31 choice_wait_ended",
        C.WAITING_3_MONTHS,
    )
    assert waiting.paused_days == 30


def test_stage_over_its_time_is_amber_once_a_reason_is_recorded() -> None:
    began, today = "2024-01-02 stage_1_began", day("2024-04-01")
    (bare,) = clocks(began, C.STAGE_1, today)
    assert (bare.state, bare.severity) == (S.OVERDUE, Severity.RED)
    delayed = f"{began}\n 2024-03-10 delayed clock=stage_1 delay_reason=health agreed_by=role-2"
    (given,) = clocks(delayed, C.STAGE_1, today)
    assert (given.state, given.severity) == (S.OVERDUE, Severity.AMBER)
    assert not given.asks_for_reason
    (missed,) = missed_without_reason([bare, given])
    assert missed is bare


def test_withdrawal_leaves_nothing_waiting() -> None:
    text = "2024-01-02 stage_1_began\n 2024-02-01 withdrew reason=housing"
    (found,) = clocks(text, C.STAGE_1)
    assert (found.state, found.void_on) == (S.VOID, day("2024-02-01"))


def test_applicants_are_told_although_the_decision_closed_the_application() -> None:
    text = "2024-01-02 stage_2_began\n 2024-05-01 not_approved\n 2024-05-02 told_orally"
    (found,) = clocks(text, C.TOLD_ORALLY)
    assert found.state is S.MET
    (writing,) = clocks(text, C.TOLD_IN_WRITING)
    assert writing.state is S.OVERDUE


def test_reviews_of_approval_chain_and_stop_while_a_child_is_placed() -> None:
    text = "2022-03-01 approved\n 2023-02-20 reviewed\n 2024-02-10 reviewed"
    found = clocks(text, C.REVIEW, day("2024-06-01"))
    assert [one.due_on for one in found] == [
        day("2023-03-01"),
        day("2024-02-20"),
        day("2025-02-10"),
    ]
    placed = clocks(f"{text}\n 2024-05-01 child_placed child=C1", C.REVIEW, day("2024-06-01"))
    assert placed[-1].state is S.VOID
    ended = "2024-05-01 child_placed child=C1\n 2024-07-01 placement_ended child=C1"
    assert clocks(f"{text}\n{ended}", C.REVIEW, day("2024-08-01"))[-1].state is S.OPEN


def test_certificates_are_renewed_person_by_person_and_a_recorded_day_wins() -> None:
    text = """
        2023-01-10 check_received check=dbs person=P1
        2023-02-10 check_received check=dbs person=P2 expires_on=2025-02-10
        2025-12-01 check_received check=dbs person=P1
        2023-01-10 check_received check=pets
    """
    found = clocks(text, C.POLICE_CHECK, day("2025-02-10"))
    assert [(one.subject, one.due_on, one.state) for one in found] == [
        ("P2", day("2025-02-09"), S.OVERDUE),
        ("P1", day("2026-01-10"), S.MET),
        ("P1", day("2028-12-01"), S.OPEN),
    ]
    odd = "2024-01-10 check_received check=dbs person=P1 expires_on=soon"
    assert clocks(odd, C.POLICE_CHECK)[0].due_on == day("2027-01-10")


def test_panel_of_2020_is_eased_also_for_an_assessment_that_had_begun() -> None:
    for on, severity in (("2020-09-25", True), ("2020-09-26", False), ("2020-03-01", False)):
        (found,) = clocks(f"{on} report_finished", C.PANEL)
        assert (found.easing is not None) is severity


def test_stage_1_of_2020_says_that_checks_could_follow_and_keeps_its_time() -> None:
    (found,) = clocks("2020-04-01 stage_1_began", C.STAGE_1, day("2020-07-01"))
    assert found.easing is not None
    assert "stage 2" in found.easing.words
    assert (found.due_on, found.severity) == (day("2020-06-01"), Severity.RED)


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-31 stage_1_began",
        "2024-01-31 stage_1_began\n 2024-03-20 stage_1_passed",
        "2024-01-31 stage_1_began\n 2024-03-20 stage_1_passed\n 2024-04-30 stage_2_began",
        "2024-04-30 stage_2_began\n 2024-08-31 approved",
        "2024-08-31 approved\n 2025-08-01 reviewed",
    ],
)
def test_pipeline_and_clocks_agree_on_every_day(text: str) -> None:
    """The pipeline's four limits are the same clocks, told with fewer words."""
    told = application(text)
    today = day("2025-09-01")
    found = {(one.key, one.started_on): one.due_on for one in family_clocks(told, today)}
    for limit in limits_of(told):
        assert found[limit.key, limit.from_on] == limit.due_on


def test_clock_stands_as_its_day_says() -> None:
    began = day("2024-01-02")
    for number, state in ((41, S.OPEN), (42, S.DUE_SOON), (60, S.DUE_SOON), (61, S.OVERDUE)):
        (found,) = clocks("2024-01-02 stage_1_began", C.STAGE_1, began + timedelta(days=number))
        assert found.state is state
