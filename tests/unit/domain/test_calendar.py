"""Working days, financial years, quarters, windows and months."""

from __future__ import annotations

import re
from datetime import date, timedelta

import holidays
import pytest

from belong.domain import calendar
from belong.domain.bank_holidays import BANK_HOLIDAYS, FIRST_YEAR, LAST_YEAR


def test_bank_holidays_agree_with_the_holidays_library() -> None:
    oracle = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1))
    weekdays = {day for day in oracle if day.weekday() < 5}
    assert weekdays == BANK_HOLIDAYS


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 5, 4), True),  # the early May holiday was moved
        (date(2020, 5, 8), False),  # to VE day
        (date(2022, 5, 30), True),  # the spring holiday was moved
        (date(2022, 6, 2), False),
        (date(2022, 6, 3), False),  # platinum jubilee
        (date(2022, 9, 19), False),  # state funeral
        (date(2023, 5, 8), False),  # coronation
        (date(2021, 12, 27), False),  # substitute for Saturday
        (date(2021, 12, 28), False),
        (date(2023, 10, 14), False),  # Saturday
        (date(2023, 10, 16), True),
    ],
)
def test_is_working_day_follows_moved_and_extra_holidays(day: date, expected: bool) -> None:
    assert calendar.is_working_day(day) is expected


@pytest.mark.parametrize("day", [date(2011, 12, 30), date(2029, 1, 2)])
def test_is_working_day_outside_the_table_says_so(day: date) -> None:
    with pytest.raises(calendar.CalendarError, match=re.escape(f"{day:%d/%m/%Y}")):
        calendar.is_working_day(day)


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        (date(2023, 10, 9), 7, date(2023, 10, 18)),  # minutes final, decision due
        (date(2023, 4, 6), 2, date(2023, 4, 12)),  # over Easter
        (date(2023, 10, 14), 0, date(2023, 10, 14)),
        (date(2023, 10, 16), -1, date(2023, 10, 13)),
    ],
)
def test_add_working_days_does_not_count_the_start(start: date, days: int, expected: date) -> None:
    assert calendar.add_working_days(start, days) == expected


@pytest.mark.parametrize("days", [0, 1, 5, 40])
def test_working_days_between_undoes_add_working_days(days: int) -> None:
    start = date(2022, 9, 9)
    assert calendar.working_days_between(start, calendar.add_working_days(start, days)) == days


def test_working_days_between_backward_is_negative() -> None:
    assert calendar.working_days_between(date(2023, 10, 18), date(2023, 10, 9)) == -7


@pytest.mark.parametrize(
    ("day", "year", "number"),
    [
        (date(2023, 3, 31), 2023, 4),
        (date(2023, 4, 1), 2024, 1),
        (date(2023, 9, 30), 2024, 2),
        (date(2023, 10, 1), 2024, 3),
        (date(2024, 2, 29), 2024, 4),
    ],
)
def test_financial_year_and_quarter_of_a_day(day: date, year: int, number: int) -> None:
    assert calendar.financial_year(day) == year
    assert calendar.quarter(day) == (year, number)
    first, last = calendar.quarter_bounds(year, number)
    assert first <= day <= last


def test_quarters_tile_the_financial_year() -> None:
    first, last = calendar.financial_year_bounds(2024)
    bounds = [calendar.quarter_bounds(2024, number) for number in (1, 2, 3, 4)]
    assert bounds[0][0] == first
    assert bounds[3][1] == last
    assert all(bounds[n][1] + timedelta(days=1) == bounds[n + 1][0] for n in range(3))


def test_quarter_bounds_of_a_fifth_quarter_says_so() -> None:
    with pytest.raises(calendar.CalendarError, match="no quarter 5"):
        calendar.quarter_bounds(2024, 5)


def test_window_of_three_years_has_both_ends_and_a_label() -> None:
    assert calendar.window_bounds(2024) == (date(2021, 4, 1), date(2024, 3, 31))
    assert calendar.window_label(2024) == "2021-24"
    assert calendar.window_label(2000) == "1997-00"
    assert calendar.financial_year_label(2024) == "2023-24"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2023, 11, 28), 3, date(2024, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2023, 12, 15), 1, date(2024, 1, 15)),
    ],
)
def test_add_months_clips_to_the_month_end(day: date, months: int, expected: date) -> None:
    assert calendar.add_months(day, months) == expected


def test_days_between_counts_the_end_and_not_the_start() -> None:
    assert calendar.days_between(date(2023, 1, 8), date(2023, 11, 3)) == 299
    assert calendar.days_between(date(2023, 1, 8), date(2023, 1, 8)) == 0
    assert calendar.days_between(date(2023, 1, 8), date(2023, 1, 7)) == -1
