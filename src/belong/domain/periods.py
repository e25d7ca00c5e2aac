"""The stretches of time that a figure or a report is about, each with one short name.

A name is what is stored and cited: ``2019-20`` a financial year, ``2017-20`` several of them,
``2019-20-H1`` a half, ``2019-20-Q3`` a quarter, ``2020-03-31`` a day, and
``2020-04-01..2020-11-30`` any other stretch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from belong.domain.calendar import (
    financial_year,
    quarter,
    quarter_bounds,
    window_bounds,
    window_label,
)
from belong.domain.errors import BelongError

__all__ = ["Period", "PeriodError", "a_day", "half", "quarter_period", "stretch", "years"]

_YEARS = re.compile(r"(\d{4})-(\d{2})(?:-([HQ])(\d))?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class PeriodError(BelongError):
    """A name that stands for no period."""


@dataclass(frozen=True, order=True)
class Period:
    """first_on and last_on: both included. name: short and unique, as the module says."""

    first_on: date
    last_on: date
    name: str

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> str:
        """The period as people write it: "April to June 2019", "31 March 2020", "2019/20"."""
        if self.first_on == self.last_on:
            return _day(self.last_on)
        if match := _YEARS.fullmatch(self.name):
            if match[3]:
                return _months(self.first_on, self.last_on)
            return f"{match[1]}/{match[2]}"
        return f"{_day(self.first_on)} to {_day(self.last_on)}"

    @property
    def made_of(self) -> tuple[Period, ...]:
        """The shorter periods that make it up: years of several, else quarters; nothing for others.

        Each of its days is in exactly one of them.
        """
        year = financial_year(self.last_on)
        count = year - financial_year(self.first_on) + 1
        if count > 1 and (self.first_on, self.last_on) == window_bounds(year, count):
            return tuple(years(each) for each in range(year - count + 1, year + 1))
        return _quarters(self)

    @classmethod
    def parse(cls, name: str) -> Period:
        """The period of a name. Raises PeriodError for a name that stands for none."""
        try:
            return _parse(name)
        except (ValueError, BelongError):
            raise PeriodError(
                f"{name!r} is no period.",
                mend="Write a year as 2019-20, a quarter as 2019-20-Q1, a half as 2019-20-H1, "
                "a day as 2020-03-31, or two days as 2020-04-01..2020-11-30.",
            ) from None


def years(year: int, count: int = 1) -> Period:
    """``count`` whole financial years, the last of which ends on 31 March of ``year``."""
    return Period(*window_bounds(year, count), window_label(year, count))


def half(year: int, number: int) -> Period:
    """The first (1) or second (2) half of the financial year that ends in ``year``."""
    if number not in (1, 2):
        raise PeriodError(f"There is no half {number}.", mend="Give 1 or 2.")
    first, _ = quarter_bounds(year, 2 * number - 1)
    _, last = quarter_bounds(year, 2 * number)
    return Period(first, last, f"{window_label(year, 1)}-H{number}")


def quarter_period(year: int, number: int) -> Period:
    """Quarter 1 (April to June) to 4 of the financial year that ends in ``year``."""
    return Period(*quarter_bounds(year, number), f"{window_label(year, 1)}-Q{number}")


def a_day(on: date) -> Period:
    """One day."""
    return Period(on, on, on.isoformat())


def stretch(first_on: date, last_on: date) -> Period:
    """Any stretch, both days included; by its shorter name where it has one."""
    if last_on < first_on:
        raise PeriodError("The period ends before it begins.", mend="Change the two days round.")
    if first_on == last_on:
        return a_day(first_on)
    year = last_on.year + (last_on.month > 3)
    named = [years(year), half(year, 1), half(year, 2)]
    named += [quarter_period(year, number) for number in range(1, 5)]
    for one in named:
        if (one.first_on, one.last_on) == (first_on, last_on):
            return one
    return Period(first_on, last_on, f"{first_on.isoformat()}..{last_on.isoformat()}")


def _parse(name: str) -> Period:
    if ".." in name:
        first, last = (date.fromisoformat(text) for text in name.split(".."))
        return stretch(first, last)
    match = _YEARS.fullmatch(name)
    if match is None:
        return a_day(date.fromisoformat(name))
    first_year = int(match[1])
    count = (int(match[2]) - first_year) % 100
    if not count:
        raise ValueError(name)
    if not match[3]:
        return years(first_year + count, count)
    if count != 1:
        raise ValueError(name)
    make = half if match[3] == "H" else quarter_period
    return make(first_year + 1, int(match[4]))


def _quarters(period: Period) -> tuple[Period, ...]:
    """The quarters that make up a longer period; nothing where they do not."""
    found: list[Period] = []
    on = period.first_on
    while on <= period.last_on:
        found.append(quarter_period(*quarter(on)))
        on = found[-1].last_on + timedelta(days=1)
    is_whole = found[0].first_on == period.first_on and found[-1].last_on == period.last_on
    return tuple(found) if is_whole and len(found) > 1 else ()


def _day(on: date) -> str:
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def _months(first_on: date, last_on: date) -> str:
    begin = _MONTHS[first_on.month - 1]
    if first_on.year != last_on.year:
        begin += f" {first_on.year}"
    return f"{begin} to {_MONTHS[last_on.month - 1]} {last_on.year}"
