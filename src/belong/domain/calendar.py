"""Days as English adoption work counts them: working days, financial years, quarters, months.

Pure: no function reads the clock. Days are whole; spans count the end and not the start, so the
same day is 0.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from belong.domain.bank_holidays import BANK_HOLIDAYS, FIRST_YEAR, LAST_YEAR
from belong.domain.errors import BelongError

__all__ = [
    "CalendarError",
    "add_months",
    "add_working_days",
    "days_between",
    "financial_year",
    "financial_year_bounds",
    "financial_year_label",
    "is_working_day",
    "quarter",
    "quarter_bounds",
    "window_bounds",
    "window_label",
    "working_days_between",
]

_SATURDAY = 5


class CalendarError(BelongError):
    """A working day was asked for outside the years of the bank-holiday table."""


def is_working_day(day: date) -> bool:
    """Whether the day is a Monday to Friday that is no bank holiday in England.

    Raises: CalendarError outside the bank-holiday table, rather than guess.
    Source: Banking and Financial Dealings Act 1971, section 1 and schedule 1, and royal
    proclamations, as listed on https://www.gov.uk/bank-holidays.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CalendarError(
            f"Working days are known from {FIRST_YEAR} to {LAST_YEAR}, and {day:%d/%m/%Y} is not"
            " among them.",
            mend="Check the date; if it is right, add that year's bank holidays.",
        )
    return day.weekday() < _SATURDAY and day not in BANK_HOLIDAYS


def add_working_days(start_on: date, days: int) -> date:
    """The day that lies that many working days after start_on; start_on itself is not counted.

    days may be negative (before start_on) or 0 (start_on itself, working day or not).
    Raises: CalendarError outside the bank-holiday table.
    """
    step = timedelta(days=1 if days >= 0 else -1)
    day = start_on
    left = abs(days)
    while left:
        day += step
        if is_working_day(day):
            left -= 1
    return day


def working_days_between(start_on: date, end_on: date) -> int:
    """Working days after start_on up to and including end_on; negative where end_on is earlier.

    So ``working_days_between(day, add_working_days(day, n)) == n`` for every n of 0 or more.
    Backward it is the mirror of the same span, and loses none of its days.
    Raises: CalendarError outside the bank-holiday table.
    """
    if end_on < start_on:
        return -working_days_between(end_on, start_on)
    span = (end_on - start_on).days
    return sum(is_working_day(start_on + timedelta(days=n)) for n in range(1, span + 1))


def days_between(start_on: date, end_on: date) -> int:
    """Whole days from start_on to end_on; the same day is 0, an earlier end_on is negative."""
    return (end_on - start_on).days


def add_months(day: date, months: int) -> date:
    """The same day of the month that many calendar months on, clipped to the month's last day.

    months may be negative. 31 January plus one month is 28 or 29 February.
    """
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    month = month_index + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def financial_year(day: date) -> int:
    """The year in which the day's financial year ends: 1 April 2023 to 31 March 2024 is 2024."""
    return day.year + 1 if day.month >= 4 else day.year


def financial_year_bounds(year: int) -> tuple[date, date]:
    """First and last day, both included, of the financial year that ends in ``year``."""
    return date(year - 1, 4, 1), date(year, 3, 31)


def financial_year_label(year: int) -> str:
    """The year as it is written: 2024 is "2023-24"."""
    return window_label(year, years=1)


def quarter(day: date) -> tuple[int, int]:
    """The financial year's end and the quarter, 1 (April to June) to 4 (January to March)."""
    return financial_year(day), (day.month - 4) % 12 // 3 + 1


def quarter_bounds(year: int, number: int) -> tuple[date, date]:
    """First and last day, both included, of a quarter (1 to 4) of the year that ends in ``year``.

    Raises: CalendarError for any other number.
    """
    if not 1 <= number <= 4:
        raise CalendarError(f"There is no quarter {number}.", mend="Give a quarter from 1 to 4.")
    first = add_months(date(year - 1, 4, 1), 3 * (number - 1))
    return first, add_months(first, 3) - timedelta(days=1)


def window_bounds(year: int, years: int = 3) -> tuple[date, date]:
    """First and last day, both included, of the window of financial years that ends in ``year``."""
    return date(year - years, 4, 1), date(year, 3, 31)


def window_label(year: int, years: int = 3) -> str:
    """The window as it is written: three years to March 2024 are "2021-24"."""
    return f"{year - years}-{year % 100:02d}"
