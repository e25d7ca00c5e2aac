"""Whatever the numbers are, none that is hidden can be worked out from those left in a report."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from belong.analytics.publishing import publish
from belong.analytics.stored import FigureBook, FigureRef, Measure, StoredFigure

AREAS = ("991", "992", "993")
QUARTERS = tuple(f"2019-20-Q{number}" for number in (1, 2, 3, 4))
MEASURE = Measure("adopted", "Adopted", "Adopted.", "children", "flow", "Belong's own")
#: How each sum of the table is made: rows and columns, as somebody with a pencil would.
PERIODS = {
    **{name: (name,) for name in QUARTERS},
    "2019-20-H1": QUARTERS[:2],
    "2019-20-H2": QUARTERS[2:],
    "2019-20": QUARTERS,
}
PLACES = {**{name: (name,) for name in AREAS}, "all": AREAS}

tables = st.lists(
    st.integers(0, 14), min_size=len(AREAS) * len(QUARTERS), max_size=len(AREAS) * len(QUARTERS)
)


def _book(cells: list[int]) -> FigureBook:
    one = {
        (area, quarter): cells[row * len(QUARTERS) + column]
        for row, area in enumerate(AREAS)
        for column, quarter in enumerate(QUARTERS)
    }
    figures = {}
    for area, places in PLACES.items():
        for period, quarters in PERIODS.items():
            ref = FigureRef("adopted", area, period)
            value = sum(one[place, quarter] for place in places for quarter in quarters)
            figures[str(ref)] = StoredFigure(ref, str(ref), "children", value)
    areas = {"all": "Region", **{code: code for code in AREAS}}
    return FigureBook("k", "Region", 1, areas, figures, {"adopted": MEASURE})


def _as_row(ref: FigureRef) -> list[int]:
    """A figure as the sum of the twelve cells that everything is made of."""
    return [
        int(area in PLACES[ref.area] and quarter in PERIODS[ref.period])
        for area in AREAS
        for quarter in QUARTERS
    ]


@given(tables, st.sets(st.integers(0, len(PLACES) * len(PERIODS) - 1), min_size=2))
def test_no_small_number_is_a_sum_of_open_ones(cells, chosen):
    """The oracle is the rank of the open figures as sums of cells: it knows no relation."""
    book = _book(cells)
    refs = [one.ref for number, one in enumerate(book) if number in chosen]
    told = publish(book, refs, "report-public")
    opened = [one.ref for one in told.book if not one.hidden_because]
    if not opened:
        return
    known = np.array([_as_row(ref) for ref in opened])
    rank = np.linalg.matrix_rank(known)
    for one in book:
        is_small = isinstance(one.value, int) and 1 <= one.value <= 5
        if is_small:
            row = np.array([_as_row(one.ref)])
            assert np.linalg.matrix_rank(np.vstack([known, row])) > rank, str(one.ref)


@given(tables)
def test_open_figures_are_as_they_were(cells):
    book = _book(cells)
    told = publish(book, [one.ref for one in book], "report-public").book
    for one in told:
        assert one.value in (None, book.figure(one.ref).value)
        assert (one.value is None) == bool(one.hidden_because)
