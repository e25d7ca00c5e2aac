"""What is said beneath a picture: of the signs that it has, and of no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from belong.analytics.measures import MEASURES
from belong.analytics.stored import FigureBook, FigureRef, StoredFigure
from belong.reports.answers import TrendChart
from belong.reports.model import Point
from belong.web.performance.presenters_answers import trend_legend
from belong.web.performance.presenters_trend import trend_of

TODAY = date(2026, 9, 1)


def test_legend_of_a_picture_over_time_tells_only_of_its_signs():
    plain = TrendChart("", "", "children", (Point("2020-21", 1.0), Point("2021-22", 2.0)))
    assert trend_legend(plain) == "Discs are the value of each window."
    full = replace(
        plain,
        unit="days",
        windows=(Point("2017-20", 1.0, 2.0, 3.0),),
        breaks=(("2017-20", "official series ended"),),
    )
    for words in ("England", "threshold", "break in the series", "does not begin at 0"):
        assert words in trend_legend(full)


def book_of(code: str, *periods: str) -> FigureBook:
    figures = {}
    for number, period in enumerate(periods, start=100):
        ref = FigureRef(code, "all", period)
        figures[str(ref)] = StoredFigure(ref, MEASURES[code].name, "days", number, n=number)
    return FigureBook("", "Northmere", 1, {"all": "Northmere"}, figures, MEASURES)


def test_figure_over_time_breaks_where_the_department_ceased_to_publish():
    book = book_of("A2", "2016-19", "2017-20", "2018-21", "2019-22")
    told = trend_of(book, FigureRef("A2", "all", "2019-22"), "A2", str, TODAY)
    assert told is not None
    [broken] = [row for row in told.table.rows if row.cells[0].below]
    assert broken.cells[0].text == "2018/21"
    assert broken.cells[0].below == "Series break: official series ended"
    assert str(told.picture).count("<polyline") == 2
    assert "nothing is joined across it" in told.legend


@pytest.mark.parametrize(
    ("periods", "labels"),
    [
        (("2023-24-Q3", "2023-24-Q4", "2024-25-Q1"), ("Q3 23/24", "Q4 23/24", "Q1 24/25")),
        (("2023-03-31", "2024-03-31"), ("Mar 2023", "Mar 2024")),
        (("2022-23", "2023-24"), ("2022-23", "2023-24")),
    ],
)
def test_figure_over_time_is_of_windows_of_its_own_kind(periods, labels):
    book = book_of("decisions", *periods, "2021-22-H1", "2020-01-07")
    told = trend_of(book, FigureRef("decisions", "all", periods[-1]), "Decisions", str, TODAY)
    assert told is not None
    assert len(told.table.rows) == len(periods)
    assert all(f">{label}</text>" in str(told.picture) for label in labels)


def test_figure_alone_has_nothing_over_time():
    for period in ("2020-21", "2020-21-H1", "2020-02-29"):
        book = book_of("decisions", period)
        assert trend_of(book, FigureRef("decisions", "all", period), "", str, TODAY) is None


def test_last_window_that_is_not_over_is_said_to_be_so():
    book = book_of("decisions", "2024-25", "2025-26", "2026-27")
    told = trend_of(book, FigureRef("decisions", "all", "2026-27"), "Decisions", str, TODAY)
    assert told is not None
    assert [row.cells[0].text for row in told.table.rows][1:] == ["2025/26", "2026/27, so far"]
    assert told.legend.endswith("The last window is not over: it tells up to 1 September 2026.")
