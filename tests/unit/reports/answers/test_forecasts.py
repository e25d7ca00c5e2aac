"""What is said of a forecast: interval, parts, and how it did; and where nothing can be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from belong.analytics import Backtest, Forecast
from belong.analytics.forecasting import Part
from belong.reports.answers import Answer, every_answer, forecast_answer, svg
from belong.reports.answers.model import SpreadChart
from belong.reports.model import Table

TOLD = Forecast(
    indicator="A10",
    area="991",
    window="2022-25",
    as_of=date(2024, 3, 31),
    unit="days",
    statistic="mean",
    median=312.5,
    low=290,
    high=340,
    parts=(
        Part("certain", 31, 31.0, 9_672.0),
        Part("placed", 12, 10.4, 3_120.0),
        Part("waiting", 9, 3.2, 1_280.0),
        Part("new", None, 0.3, 30.0),
    ),
    plays=1000,
    begun=(12, 14, 9),
    left_otherwise=(20, 22, 19),
    own_pace=True,
)
PAST = (
    Backtest(replace(TOLD, window="2020-23"), 300.0, 40),
    Backtest(replace(TOLD, window="2021-24"), 345.0, 41),
)
NOW = (345.0, 41)
SHARE = replace(
    TOLD,
    indicator="A4",
    unit="percent",
    statistic="share",
    median=37.4,
    low=33,
    high=42,
    parts=(
        Part("certain", 130, 130.0, 49.0),
        Part("placed", 16, 14.6, 14.6),
        Part("others", None, 41.0, 0.0),
    ),
)
COUNT = replace(
    TOLD,
    indicator="adopted",
    window="2024-25",
    unit="children",
    statistic="count",
    median=24.0,
    low=18,
    high=31,
    parts=(Part("placed", 12, 10.4, 10.4), Part("waiting", 9, 3.2, 3.2), Part("new", None, 0, 0)),
)


def table_of(answer: Answer, start: str) -> Table:
    return next(
        one for one in answer.blocks if isinstance(one, Table) and one.caption.startswith(start)
    )


def test_forecast_words_give_interval_parts_and_how_it_did() -> None:
    expected, rests, did = forecast_answer(TOLD, PAST, "Northmere", NOW).words
    assert "is expected to be about 313 days" in expected
    assert "would lie within 290 to 340" in expected
    assert "In 2021-24 it was 345, of 41 children" in expected
    assert "31 children, 312 days on average" in rests
    assert "On 31 Mar 2024 12 children were placed" in rests
    assert "as in the last 3 years (12, 14 and 9 new plans for adoption)" in rests
    assert "1 of 2 times. It did not in 2021-24: 290 to 340 was told, 345 came." in did


def test_forecast_of_a_share_says_what_of_what() -> None:
    answer = forecast_answer(SHARE, (), "Northmere", (36.6, 197))
    expected, rests, _ = answer.words
    assert "A4 of Northmere in 2022-25 is expected to be about 37%" in expected
    assert "within 33% to 42%. In 2021-24 it was 37%, of 197 children." in expected
    assert "130 children, of whom 49 were adopted" in rests
    assert (
        "leaving care otherwise are taken to be as many as in those years (20, 22 and 19)" in rests
    )
    parts = table_of(answer, "Whom the figure")
    assert parts.rows[1] == ("Placed, awaiting an order", "16", "15", "100%")
    assert parts.rows[2][1:] == ("not known yet", "41", "0%")


def test_forecast_of_a_count_has_no_column_of_children() -> None:
    answer = forecast_answer(COUNT, (Backtest(COUNT, 27.0, 27),), "Northmere", (27.0, 27))
    assert answer.title == "Children adopted, in 2024-25"
    assert "The number of adoption orders of Northmere in 2024-25" in answer.words[0]
    assert "In 2023-24 it was 27." in answer.words[0]
    assert "Certain" not in answer.words[1]
    past = table_of(answer, "Each window as it was forecast")
    assert [one.title for one in past.columns][-2:] == ["Came about, children", "Within"]
    assert all(len(row) == len(past.columns) for row in past.rows)
    assert len(table_of(answer, "Whom").rows) == 2


def test_forecast_of_a_day_names_the_day() -> None:
    stock = replace(COUNT, indicator="A9", window="2025-03-31")
    answer = forecast_answer(stock, (), "Northmere", (17.0, 17))
    assert "A9 of Northmere on 31 Mar 2025" in answer.words[0]
    assert "On 31 Mar 2024 it was 17." in answer.words[0]


def test_forecast_without_any_spread_says_so_in_words() -> None:
    sure = replace(COUNT, median=0.0, low=0, high=0)
    assert (
        "about 9 outcomes in 10 would be just that."
        in forecast_answer(sure, (), "Northmere", (0.0, 0)).words[0]
    )


def test_back_test_is_judged_as_it_is_printed() -> None:
    assert Backtest(TOLD, 340.4, 40).held is True
    assert Backtest(TOLD, 340.5, 40).held is False
    assert Backtest(TOLD, None, 0).held is None


def test_past_year_that_could_not_be_told_says_why() -> None:
    none = replace(COUNT, median=None, low=None, high=None, why_not="no match is on record")
    past = Backtest(replace(COUNT, window="2023-24"), 20.0, 20)
    did = forecast_answer(COUNT, (past, Backtest(none, 27.0, 27)), "Northmere", (27.0, 27)).words[2]
    assert "1 of 1 times" in did
    assert "What came in 2024-25 could not have been told: no match is on record." in did


def test_forecast_of_few_or_at_anothers_pace_says_so() -> None:
    few = replace(TOLD, parts=(Part("certain", 3, 3.0, 900.0), *TOLD.parts[1:]), own_pace=False)
    notes = " ".join(forecast_answer(few, (), "Northmere", NOW).notes)
    assert "Only 3 children are certain, so one child can decide this figure" in notes
    assert "the pace is that of all councils together" in notes


def test_forecast_that_cannot_be_told_says_why_and_draws_no_interval() -> None:
    none = replace(TOLD, median=None, low=None, high=None, parts=(), why_not="too few children")
    answer = forecast_answer(none, (), "Northmere", (None, 0))
    assert "cannot be told: too few children" in answer.words[0]
    assert "no child counts for certain" in answer.words[1]
    assert "no child was placed and awaiting an order, and none waited" in answer.words[1]
    assert "cannot be tried on past years" in answer.words[2]
    chart = next(one for one in answer.blocks if isinstance(one, SpreadChart))
    assert chart.description == "No window has a forecast."
    assert "<rect" not in svg(chart, "f")


def test_every_figure_stands_in_one_table_with_how_it_did() -> None:
    none = replace(COUNT, indicator="matched", median=None, low=None, high=None, why_not="no match")
    told = [TOLD, SHARE, COUNT, none]
    answer = every_answer(
        told,
        {"A10": PAST},
        "Northmere",
        {"A10": NOW, "A4": (36.6, 197), "adopted": (27.0, 27), "matched": (None, 0)},
    )
    rows = table_of(answer, "Every figure").rows
    assert rows[0][1:] == ("345 (of 41)", "2022-25", "313", "290 to 340", "1 of 2")
    assert rows[1][1:4] == ("37% (of 197)", "2022-25", "37%")
    assert rows[3][1:] == ("-", "2024-25", "not computable", "-", "-")
    assert "of 2 figures so tried, 1 came about within their interval" in answer.words[1]
    assert "Not computable: Children matched with adopters, because no match." in answer.notes


@pytest.mark.parametrize("told", [TOLD, SHARE, COUNT])
def test_answer_kept_as_data_is_the_same_again(told: Forecast) -> None:
    answer = forecast_answer(told, PAST, "Northmere", NOW)
    assert Answer.from_data(answer.as_data()) == answer
