"""Figures as stored: their names, and that what is written is read back."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from belong.analytics.stored import FigureBook, FigureRef, Measure, NoSuchFigure, StoredFigure

ADOPTED = Measure(
    code="adopted",
    name="Children adopted",
    meaning="Children whose adoption order was made in the period.",
    unit="children",
    kind="flow",
    source="Belong's own",
    parts=(("girls", "Girls"), ("boys", "Boys")),
)
WHOLE = StoredFigure(FigureRef("adopted", "all", "2019-20"), "Children adopted", "children", 23)
BOYS = StoredFigure(FigureRef("adopted", "all", "2019-20", "boys"), "Boys", "children", 9)
BOOK = FigureBook("", "Anytown", 7, {"all": "Anytown"}, {}, {"adopted": ADOPTED}).with_figures(
    [WHOLE, BOYS]
)


@pytest.mark.parametrize("text", ["adopted:all:2019-20", "adopted:901:2019-20-Q1:girls"])
def test_reference_written_and_read_is_the_same(text: str) -> None:
    assert str(FigureRef.parse(text)) == text


@pytest.mark.parametrize("text", ["", "adopted", "adopted::2019-20", "a:b:c:"])
def test_text_that_names_no_figure_is_refused(text: str) -> None:
    with pytest.raises(NoSuchFigure):
        FigureRef.parse(text)


@pytest.mark.parametrize("value", [23, 35.5, Decimal("302000.50"), None])
def test_figure_through_json_is_the_same(value: int | float | Decimal | None) -> None:
    figure = StoredFigure(WHOLE.ref, "x", "pounds", value, rank=(4, 149), notes=("one",))
    assert StoredFigure.from_data(json.loads(json.dumps(figure.as_data()))) == figure


def test_book_gives_parts_in_the_order_of_the_measure() -> None:
    assert BOOK.parts(WHOLE.ref) == (BOYS,)
    assert WHOLE.ref in BOOK
    assert list(BOOK) == [WHOLE, BOYS]


def test_book_without_the_figure_says_so() -> None:
    assert BOOK.get(FigureRef("adopted", "all", "2018-19")) is None
    with pytest.raises(NoSuchFigure, match="2018-19"):
        BOOK.figure(FigureRef("adopted", "all", "2018-19"))
