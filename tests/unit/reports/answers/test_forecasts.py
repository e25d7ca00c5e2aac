"""What is said of a forecast: interval, parts, and how it did; and where nothing can be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from belong.analytics import Backtest, Forecast
from belong.reports.answers import Answer, forecast_answer, svg
from belong.reports.answers.model import SpreadChart

TOLD = Forecast(
    indicator="A10",
    area="991",
    window="2022-25",
    as_of=date(2024, 3, 31),
    median=312.5,
    low=290.2,
    high=340.4,
    certain_n=31,
    certain_days=9_672,
    placed=12,
    waiting=9,
    expected_n=14.4,
    plays=1000,
    own_pace=True,
)
PAST = (
    Backtest(replace(TOLD, window="2020-23"), 300.0, 40),
    Backtest(replace(TOLD, window="2021-24"), 345.0, 41),
)


def test_forecast_words_give_interval_parts_and_how_it_did() -> None:
    answer = forecast_answer(TOLD, PAST, "Northmere")
    expected, rests, did = answer.words
    assert "is expected to be about 313 days" in expected
    assert "would lie within 290 to 340" in expected
    assert "In 2021-24 it was 345, of 41 children" in expected
    assert "31 adoptions, 312 days on average" in rests
    assert "On 31 Mar 2024 12 children were placed" in rests
    assert "1 of 2 times" in did


def test_forecast_of_few_or_at_anothers_pace_says_so() -> None:
    few = replace(TOLD, certain_n=3, certain_days=900, own_pace=False)
    notes = " ".join(forecast_answer(few, (), "Northmere").notes)
    assert "Only 3 adoptions are certain, so one child can decide this figure" in notes
    assert "the pace is that of all councils supplied together" in notes


def test_forecast_that_cannot_be_told_says_why_and_draws_no_interval() -> None:
    none = replace(TOLD, median=None, low=None, high=None, certain_n=0, why_not="too few children")
    answer = forecast_answer(none, (), "Northmere")
    assert "cannot be told: too few children" in answer.words[0]
    assert "cannot be tried on past years" in answer.words[2]
    chart = next(one for one in answer.blocks if isinstance(one, SpreadChart))
    assert chart.description == "No window has a forecast."
    assert "<rect" not in svg(chart, "f")


def test_answer_kept_as_data_is_the_same_again() -> None:
    answer = forecast_answer(TOLD, PAST, "Northmere")
    assert Answer.from_data(answer.as_data()) == answer
