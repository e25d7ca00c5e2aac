"""The lists, the clock and the percentages of recruitment."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from belong.domain.clocks import FAMILY_RULES, FamilyClockKey
from belong.domain.journey.family import LeftReason
from belong.domain.recruitment import (
    CONTACT_RETENTION,
    RESPONSE,
    BookingEnd,
    EnquiryOutcome,
    EventCancelled,
    EventKind,
    FirstContact,
    Step,
    answer_by,
    last_overdue,
    percent,
)


def test_response_is_the_familys_own_clock():
    assert RESPONSE in FAMILY_RULES
    assert RESPONSE.key == FamilyClockKey.INFORMATION
    assert str(RESPONSE.limit) == "10 working days"


@pytest.mark.parametrize("days", range(0, 400, 7))
def test_last_overdue_day_is_the_last_whose_answer_is_late(days):
    today = date(2025, 3, 3) + timedelta(days=days)
    day = last_overdue(today)
    last, first = answer_by(day), answer_by(day + timedelta(days=1))
    assert last is not None
    assert first is not None
    assert last < today <= first


def test_answer_outside_the_table_of_bank_holidays_is_not_known():
    assert answer_by(date(1990, 1, 1)) is None
    assert last_overdue(date(1990, 3, 1)) == date(1990, 2, 1)


def test_every_reason_belongs_to_one_outcome():
    reasons = [reason for outcome in EnquiryOutcome for reason in outcome.reasons]
    assert len(reasons) == len(set(reasons))
    for outcome in EnquiryOutcome:
        assert {EnquiryOutcome.of(reason) for reason in outcome.reasons} == {outcome}
    with pytest.raises(KeyError):
        EnquiryOutcome.of(LeftReason.ADM_NOT_APPROVED)


@pytest.mark.parametrize(
    "listed", [FirstContact, EnquiryOutcome, EventKind, EventCancelled, BookingEnd, Step]
)
def test_every_code_has_words_of_its_own(listed):
    words = [one.label for one in listed]
    assert all(words)
    assert len(words) == len(set(words))


def test_every_step_is_defined_in_words():
    assert all(step.definition for step in Step)


def test_contacts_are_kept_for_a_time_with_a_source():
    assert CONTACT_RETENTION.days > 0
    assert CONTACT_RETENTION.source


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(1, 8, 13), (1, 3, 33), (1, 200, 1), (1, 201, 0), (0, 4, 0), (7, 7, 100), (0, 0, None)],
)
def test_percentage_follows_from_counts_with_halves_up(part, whole, shown):
    assert percent(part, whole) == shown
