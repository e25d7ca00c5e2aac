"""Names of periods: what they stand for, and how they are read back."""

from __future__ import annotations

from datetime import date

import pytest

from belong.domain.periods import Period, PeriodError, half, quarter_period, stretch, years


@pytest.mark.parametrize(
    ("name", "first_on", "last_on", "words"),
    [
        ("2019-20", date(2019, 4, 1), date(2020, 3, 31), "2019/20"),
        ("2017-20", date(2017, 4, 1), date(2020, 3, 31), "2017/20"),
        ("1999-00", date(1999, 4, 1), date(2000, 3, 31), "1999/00"),
        ("2019-20-H2", date(2019, 10, 1), date(2020, 3, 31), "October 2019 to March 2020"),
        ("2019-20-Q1", date(2019, 4, 1), date(2019, 6, 30), "April to June 2019"),
        ("2020-03-31", date(2020, 3, 31), date(2020, 3, 31), "31 March 2020"),
        (
            "2020-04-01..2020-11-30",
            date(2020, 4, 1),
            date(2020, 11, 30),
            "1 April 2020 to 30 November 2020",
        ),
    ],
)
def test_period_of_a_name_has_its_days_and_words(
    name: str, first_on: date, last_on: date, words: str
) -> None:
    period = Period.parse(name)
    assert (period.first_on, period.last_on, period.name) == (first_on, last_on, name)
    assert period.words == words


@pytest.mark.parametrize("name", ["", "2019", "2019-19", "2019-20-Q5", "2017-20-Q1", "31 March"])
def test_name_of_no_period_is_refused_with_what_to_write(name: str) -> None:
    with pytest.raises(PeriodError, match="Write a year as"):
        Period.parse(name)


def test_stretch_that_has_a_short_name_takes_it() -> None:
    assert stretch(date(2019, 4, 1), date(2020, 3, 31)) == years(2020)
    assert stretch(date(2019, 4, 1), date(2019, 9, 30)) == half(2020, 1)
    assert stretch(date(2020, 1, 1), date(2020, 3, 31)) == quarter_period(2020, 4)


def test_stretch_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(PeriodError):
        stretch(date(2020, 2, 1), date(2020, 1, 1))


def test_third_half_is_refused() -> None:
    with pytest.raises(PeriodError):
        half(2020, 3)


@pytest.mark.parametrize(
    ("name", "made_of"),
    [
        ("2017-20", ["2017-18", "2018-19", "2019-20"]),
        ("2019-20", ["2019-20-Q1", "2019-20-Q2", "2019-20-Q3", "2019-20-Q4"]),
        ("2019-20-H2", ["2019-20-Q3", "2019-20-Q4"]),
        ("2019-04-01..2019-12-31", ["2019-20-Q1", "2019-20-Q2", "2019-20-Q3"]),
        ("2020-01-01..2020-06-30", ["2019-20-Q4", "2020-21-Q1"]),
        ("2019-20-Q1", []),
        ("2020-03-31", []),
        ("2020-04-01..2020-11-30", []),
        ("2020-04-02..2021-03-31", []),
    ],
)
def test_period_is_made_of_years_or_quarters_where_it_is(name: str, made_of: list[str]) -> None:
    assert [one.name for one in Period.parse(name).made_of] == made_of
