"""Two published tables, rebuilt from events: the book of figures gives what was printed.

The councils are made up (``belong.synthetic.exampleton``); the numbers are those of

* Trafford, Children and Young People's Scrutiny Committee, slides of Adoption Counts, 19 March
  2019, "Performance 2018 - 2019 to date";
* Southend-on-Sea, adoption service annual report 2019/20, sections "Children placed for adoption",
  "Adoption scorecard" and the table of interagency income.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from belong.analytics.measures import measure, with_stated
from belong.analytics.stored import FigureBook, FigureRef
from belong.domain.periods import Period, stretch, years
from belong.synthetic.exampleton import five_years, quarter_table

TRAFFORD = """
decisions  3 4 8 15
orders     1 4 1  6
matched    3 4 0  7
placed     2 2 3  7
adopted    2 1 1  4
"""
SINCE_APRIL = stretch(date(2020, 4, 1), date(2020, 11, 30))


@pytest.fixture(scope="module")
def quarters() -> FigureBook:
    council = quarter_table()
    return measure(council.frames(), **council.asked)


@pytest.fixture(scope="module")
def southend() -> FigureBook:
    council = five_years()
    book = measure(council.frames(), **council.asked, periods=[SINCE_APRIL])
    return with_stated(
        book,
        area="all",
        period=years(2020),
        income=council.income[2020],
        expenditure=council.expenditure[2020],
        stated_by="author",
    )


def value(book: FigureBook, measure: str, period: str, part: str = "") -> object:
    return book.figure(FigureRef(measure, "all", period, part)).value


@pytest.mark.parametrize("line", TRAFFORD.strip().splitlines())
def test_quarter_table_of_trafford_is_rebuilt(quarters: FigureBook, line: str) -> None:
    name, *printed = line.split()
    periods = ("2018-19-Q1", "2018-19-Q2", "2018-19-Q3", "2018-19")
    assert [value(quarters, name, period) for period in periods] == [int(n) for n in printed]


def test_total_to_date_says_to_which_day_and_the_last_quarter_has_not_begun(
    quarters: FigureBook,
) -> None:
    total = quarters.figure(FigureRef("adopted", "all", "2018-19"))
    assert total.notes == ("to 31 December 2018",)
    last = quarters.figure(FigureRef("adopted", "all", "2018-19-Q4"))
    assert (last.value, last.why_none) == (None, "January to March 2019 has not begun")


def test_children_of_the_quarter_table_stand_at_one_stage_each(quarters: FigureBook) -> None:
    stages = quarters.parts(FigureRef("stage_now", "all", "2018-12-31"))
    assert [one.value for one in stages] == [9, 3, 0, 6]


def test_five_year_row_of_southend_is_rebuilt(southend: FigureBook) -> None:
    row = [value(southend, "adopted", years(year).name) for year in range(2016, 2021)]
    assert row == [25, 28, 38, 23, 23]


def test_sexes_and_ages_of_southend_are_rebuilt(southend: FigureBook) -> None:
    sexes = ("girls", "boys", "not_known")
    assert [value(southend, "adopted_by_sex", "2019-20", part) for part in sexes] == [14, 9, 0]
    ages = ("0", "1", "2", "3_and_over", "not_known")
    found = [value(southend, "adopted_by_age", "2019-20", part) for part in ages]
    assert found == [2, 10, 4, 7, 0]
    assert value(southend, "adopted_by_age", "2019-20") == 23


@pytest.mark.parametrize(
    ("code", "window", "days"),
    [
        ("A1", "2014-17", 313),
        ("A1", "2015-18", 309),
        ("A1", "2016-19", 280),
        ("A2", "2014-17", 107),
        ("A2", "2015-18", 107),
        ("A2", "2016-19", 95),
    ],
)
def test_scorecard_of_southend_is_rebuilt(
    southend: FigureBook, code: str, window: str, days: int
) -> None:
    assert value(southend, code, window) == days


def test_referrals_and_plans_that_ended_are_those_of_southend(southend: FigureBook) -> None:
    assert value(southend, "referrals", "2018-19") == 48
    assert value(southend, "referrals", "2019-20") == 56
    ways = ("adopted", "special_guardianship", "home", "other")
    assert [value(southend, "plans_ended_by", "2019-20", way) for way in ways] == [23, 8, 13, 0]


def test_year_since_is_that_of_southends_supplement(southend: FigureBook) -> None:
    period = SINCE_APRIL.name
    assert value(southend, "placed", period) == 13
    assert value(southend, "adopted", period) == 7
    assert value(southend, "plans_ended_by", period, "special_guardianship") == 8
    stages = southend.parts(FigureRef("stage_now", "all", "2020-11-30"))
    assert [one.value for one in stages] == [16, 7, 0, 9]
    assert value(southend, "early_permanence_now", "2020-11-30") == 3
    behind = southend.behind[f"placed:all:{period}"]
    boys = five_years().frames().children.filter(pl.col("sex") == "M")["child_id"].to_list()
    assert sum(one.key in boys for one in behind.members) == 6


def test_interagency_money_of_southend_gives_its_net(southend: FigureBook) -> None:
    assert value(southend, "interagency_income", "2019-20") == Decimal(302_000)
    assert value(southend, "interagency_expenditure", "2019-20") == Decimal(238_850)
    assert value(southend, "interagency_net", "2019-20") == Decimal(63_150)


def test_period_of_the_supplement_is_read_back_from_its_name() -> None:
    assert Period.parse(SINCE_APRIL.name) == SINCE_APRIL
