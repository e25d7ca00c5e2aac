"""The book of figures of a made-up region: every part adds up, and quarters make the year."""

from __future__ import annotations

from datetime import date

import pytest

from belong.analytics.engine import compute
from belong.analytics.frames import journeys
from belong.analytics.measures import MEASURES, measure
from belong.analytics.stored import FigureBook, FigureRef
from belong.domain.frames import Frames
from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.frames import merge_returns
from belong.synthetic import make_region, write_region

COUNCILS = {"990": "Aldermarsh", "991": "Brackenfold"}
YEARS = (2021, 2022, 2023)


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    folder = tmp_path_factory.mktemp("returns")
    write_region(make_region(5, tuple(COUNCILS), 60, (2019, 2023)), folder)
    return merge_returns(read_returns([folder]))


@pytest.fixture(scope="module")
def book(frames: Frames) -> FigureBook:
    return measure(
        frames, body="region", body_name="Four Rivers", areas=COUNCILS, change=7, years=YEARS
    )


def test_parts_of_every_breakdown_add_up_to_the_whole(book: FigureBook) -> None:
    for figure in book:
        if not figure.ref.part and MEASURES[figure.ref.measure].parts and figure.value is not None:
            parts = book.parts(figure.ref)
            assert sum(one.value or 0 for one in parts) == figure.value, figure.ref


def test_quarters_of_every_count_add_up_to_the_year(book: FigureBook) -> None:
    for figure in book:
        measure, area, period, part = vars(figure.ref).values()
        if MEASURES[measure].kind == "flow" and measure[0] != "A" and len(period) == 7:
            quarters = [
                book.figure(FigureRef(measure, area, f"{period}-Q{number}", part)).value
                for number in (1, 2, 3, 4)
            ]
            if figure.value is not None:
                assert sum(one or 0 for one in quarters) == figure.value, figure.ref


def test_everybody_behind_a_count_is_counted_once_in_it(book: FigureBook) -> None:
    for figure in book:
        if figure.unit == "children" and figure.value is not None:
            behind = book.behind.get(str(figure.ref))
            members = behind.members if behind else ()
            assert len(members) == figure.value == figure.n, figure.ref


def test_scorecard_of_the_book_is_the_engines(book: FigureBook, frames: Frames) -> None:
    found = compute(frames, journeys(frames), year=2023, windows=3)
    for figure in found.bare():
        stored = book.figure(FigureRef(figure.indicator, figure.area, figure.window))
        assert (stored.value, stored.numerator, stored.denominator) == (
            figure.value,
            figure.numerator,
            figure.denominator,
        )


def test_waiting_bands_and_stages_agree_with_the_scorecards_stock(book: FigureBook) -> None:
    for day in ("2022-03-31", "2023-03-31"):
        waiting = book.figure(FigureRef("A9", "all", day)).value
        assert book.figure(FigureRef("waiting_bands", "all", day)).value == waiting
        stages = [one.value or 0 for one in book.parts(FigureRef("stage_now", "all", day))]
        assert sum(stages[:3]) == waiting


def test_figures_of_a_year_that_has_not_ended_say_to_which_day(frames: Frames) -> None:
    book = measure(
        frames,
        body="region",
        body_name="Four Rivers",
        areas=COUNCILS,
        change=7,
        years=(2023,),
        until=date(2022, 11, 30),
    )
    assert "to 30 November 2022" in book.figure(FigureRef("adopted", "all", "2022-23")).notes
    later = book.figure(FigureRef("adopted", "all", "2022-23-Q4"))
    assert later.value is None
    assert later.why_none == "January to March 2023 has not begun"
