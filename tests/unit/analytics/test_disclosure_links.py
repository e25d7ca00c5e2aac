"""Two counts of which one is part of the other."""

from __future__ import annotations

import polars as pl
import pytest

from belong.analytics import FigureSet
from belong.analytics.disclosure import apply
from belong.domain.errors import BelongError


def _counts(a9: int, a14: int) -> FigureSet:
    columns = {
        "indicator": ["A9", "A14"],
        "area": ["991", "991"],
        "window": ["2020-03-31"] * 2,
        "value": [float(a9), float(a14)],
        "published": [a9, a14],
        "unit": ["children"] * 2,
        "years_missing": [[], []],
        "notes": [["times a child is counted again: 1"], ["no children"]],
    }
    nothing = ("numerator", "denominator", "threshold", "threshold_basis", "england")
    more = ("england_source", "rank_position", "rank_of", "rank_among")
    figures = pl.DataFrame(columns).with_columns(pl.lit(None).alias(n) for n in nothing + more)
    names = ["indicator", "window", "la_code", "child_id", "status", "reason"]
    return FigureSet(
        figures,
        pl.DataFrame(schema=dict.fromkeys(names, pl.String)).with_columns(
            value=pl.lit(1), start_on=pl.lit(None), end_on=pl.lit(None), order=pl.lit(0)
        ),
    )


def test_difference_of_a9_and_a14_is_a_count_too() -> None:
    a9, a14 = apply(_counts(20, 17))

    assert (a9.value, a14.value, a14.symbol) == (20, None, "c")
    assert a14.hidden_because == "with A9 it would tell a count of 1 to 5"


@pytest.mark.parametrize("part", [20, 14])
def test_a14_stands_where_the_difference_is_nothing_or_large(part: int) -> None:
    assert apply(_counts(20, part))[1].value == part


def test_notes_that_count_children_are_not_published() -> None:
    a9, a14 = apply(_counts(20, 20))

    assert (a9.notes, a14.notes) == ((), ("no children",))


def test_unknown_profile_says_which_there_are() -> None:
    with pytest.raises(BelongError, match="scorecard-public"):
        apply(_counts(20, 20), "secret")
