"""What an agency owes by which day, and when a paper is reviewed in time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from belong.domain.errors import BelongError
from belong.domain.governance import (
    DUTIES,
    PAPER_KINDS,
    Body,
    DutyKey,
    check_next_review,
    expected_reports,
    latest_review,
)
from belong.domain.policy import ActorFacts, Appointment, Role
from belong.domain.policy.governance import (
    agencies_governed,
    can_govern,
    can_read_register,
    check_govern,
    check_read_register,
)
from belong.domain.policy.records import NotAllowed


def named(agency_kind, today):
    return [(one.duty.key, one.period.name) for one in expected_reports(agency_kind, today)]


def test_expected_reports_november_asks_for_ended_periods_of_two_years_newest_first():
    assert named("council", date(2026, 11, 22)) == [
        (DutyKey.SIX_MONTHLY, "2026-27-H1"),
        (DutyKey.ANNUAL, "2025-26"),
        (DutyKey.PANEL_CHAIR, "2025-26"),
        (DutyKey.SIX_MONTHLY, "2025-26-H2"),
        (DutyKey.SIX_MONTHLY, "2025-26-H1"),
    ]


@pytest.mark.parametrize("today", [date(2026, 9, 30), date(2026, 3, 31)])
def test_expected_reports_on_the_last_day_of_a_period_do_not_ask_for_it(today):
    assert all(one.period.last_on < today for one in expected_reports("council", today))


def test_expected_reports_are_due_by_the_end_of_a_month():
    by_key = {
        (one.duty.key, one.period.name): one.due_on
        for one in expected_reports("council", date(2026, 11, 22))
    }
    assert by_key[DutyKey.SIX_MONTHLY, "2026-27-H1"] == date(2026, 12, 31)
    assert by_key[DutyKey.SIX_MONTHLY, "2025-26-H2"] == date(2026, 6, 30)
    assert by_key[DutyKey.ANNUAL, "2025-26"] == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("kind", "body"),
    [("council", Body.EXECUTIVE), ("voluntary", Body.TRUSTEES), ("raa", Body.REGION_BOARD)],
)
def test_duties_go_to_the_body_of_the_kind_of_agency(kind, body):
    assert {duty.body_of(kind) for duty in DUTIES.values()} == {body}


def test_every_duty_and_paper_names_its_source():
    assert all(one.source for one in DUTIES.values())
    assert all(one.source for one in PAPER_KINDS.values())
    assert [duty.key for duty in DUTIES.values() if duty.is_required] == [DutyKey.SIX_MONTHLY]


def test_next_review_is_within_a_year():
    approved_on = date(2024, 2, 29)
    assert latest_review(approved_on) == date(2025, 2, 28)
    check_next_review(approved_on, date(2025, 2, 28))
    for wrong in (approved_on, date(2025, 3, 1), approved_on - timedelta(days=1)):
        with pytest.raises(BelongError, match=r"18\.3"):
            check_next_review(approved_on, wrong)


def who(role, agency="a", reach=("a", "b")):
    return ActorFacts("p" * 32, (Appointment(role, agency, frozenset(reach)),))


def test_head_of_a_region_keeps_its_register_and_reads_its_members():
    head = who(Role.HEAD_OF_SERVICE)
    assert agencies_governed(head) == {"a"}
    assert can_govern(head, "a")
    assert can_govern(head)
    assert can_read_register(head, "b")
    check_read_register(head, "b")
    check_govern(head, "a")
    with pytest.raises(NotAllowed):
        check_govern(head, "b")


def test_auditor_reads_and_keeps_nothing():
    auditor = who(Role.AUDITOR)
    assert can_read_register(auditor)
    assert not can_govern(auditor)


@pytest.mark.parametrize("role", [Role.COMMITTEE_MEMBER, Role.FAMILY_FINDER, Role.ADMINISTRATOR])
def test_others_have_no_register(role):
    assert not can_read_register(who(role))
    with pytest.raises(NotAllowed):
        check_read_register(who(role))
