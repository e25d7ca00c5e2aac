"""What stands beside the scorecard in a book: England, rank, threshold; and only there."""

from __future__ import annotations

import pytest

from belong.analytics.measures import measure
from belong.analytics.stored import FigureBook, FigureRef, StoredFigure
from belong.domain.comparators import ComparatorSet, PublishedValue
from belong.synthetic.exampleton import five_years


def published(area: str, days: float) -> PublishedValue:
    return PublishedValue(
        measure="A1_average_days",
        area=area,
        period="2014-17",
        value=days,
        status="value",
        unit="days",
        source="A made-up table",
        vintage="2018-01-01",
        as_printed=str(days),
    )


@pytest.fixture(scope="module")
def book() -> FigureBook:
    council = five_years()
    others = [published(f"{number}", 300 + number) for number in range(10, 25)]
    comparators = ComparatorSet().with_values([published("England", 520), *others])
    return measure(council.frames(), **council.asked, comparators=comparators)


def figure(book: FigureBook, code: str, area: str, period: str) -> StoredFigure:
    return book.figure(FigureRef(code, area, period))


def test_three_years_have_england_and_rank_with_of_how_many(book: FigureBook) -> None:
    found = figure(book, "A1", "988", "2014-17")
    assert (found.value, found.n, found.threshold) == (313, 77, 426)
    assert (found.england, found.england_source) == (520, "A made-up table")
    assert found.rank == (4, 16)
    assert found.notes == ("ranked among authorities with a published value",)


def test_one_year_and_all_together_have_no_rank_of_three_years(book: FigureBook) -> None:
    year = figure(book, "A1", "988", "2016-17")
    assert year.value == 309
    assert (year.england, year.rank) == (None, None)
    assert figure(book, "A1", "all", "2014-17").rank is None


def test_threshold_by_custom_says_that_it_is_not_official(book: FigureBook) -> None:
    assert "the threshold is custom, not official" in figure(book, "A10", "988", "2014-17").notes


def test_child_who_left_care_in_two_years_is_no_note_of_a4(book: FigureBook) -> None:
    assert all("again" not in note for note in figure(book, "A4", "988", "2017-20").notes)
