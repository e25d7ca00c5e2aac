"""Titles of charts that say which way numbers went, held to the numbers."""

from __future__ import annotations

import pytest

from belong.analytics.stored import FigureRef
from belong.reports.bound import FigureChart

YEARS = ("2016-17", "2017-18", "2018-19", "2019-20")
LABELS = tuple(year.replace("-", "/") for year in YEARS)


def chart(title: str) -> FigureChart:
    refs = tuple(FigureRef.parse(f"adopted:all:{year}") for year in YEARS)
    return FigureChart("chart", title, LABELS, (("Exampleton", refs),))


@pytest.mark.parametrize(
    ("title", "is_right"),
    [
        ("Fewer children were adopted in 2018/19 than in 2017/18", True),
        ("More children were adopted in 2018/19 than in 2017/18", False),
        ("As many children were adopted in 2019/20 as in 2018/19", True),
        ("Fewer children were adopted in 2019/20 than in 2018/19", False),
        ("More children were adopted in 2019/20 than in 1999/00", True),
        ("Children adopted in each year, 2016/17 to 2019/20", True),
    ],
)
def test_a_title_that_compares_is_held_to_its_chart(found, title, is_right):
    assert found(chart(title)) == ([] if is_right else ["direction"])
