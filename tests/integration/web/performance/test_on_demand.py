"""A stored book that is unpacked where somebody asks is the same book."""

from __future__ import annotations

from datetime import date

import pytest

from belong.analytics.measures import MEASURES
from belong.analytics.stored import FigureBook, FigureRef, StoredFigure
from belong.web.agencies.models import RaaMembership
from belong.web.performance.actions import store
from belong.web.performance.on_demand import book_on_demand
from belong.web.performance.packing import unpack_figures
from belong.web.performance.queries import NotComputed, book_of

pytestmark = pytest.mark.django_db

ADOPTED = FigureRef("adopted", "all", "2024-25")
PLACED = FigureRef("placed", "all", "2024-25")
OURS = FigureRef("adopted", "991", "2024-25")


@pytest.fixture
def stored(council, region) -> None:
    """Figures of a region, and of a council in it."""
    RaaMembership.objects.create(council=council, raa=region, from_on=date(2018, 4, 1))
    told = [
        StoredFigure(ref, MEASURES[ref.measure].name, "children", value, n=value)
        for ref, value in ((ADOPTED, 23), (PLACED, 31), (OURS, 17))
    ]
    book = FigureBook(
        body=region.key,
        body_name=region.name,
        change=1,
        areas={"all": region.name, "991": council.name},
        figures={str(one.ref): one for one in told},
        measures=MEASURES,
    )
    store(book=book, agency=region, years=(2024, 2025), process="test")


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("whose", ["region", "council"])
def test_book_on_demand_is_the_book(region, council, whose):
    agency = region if whose == "region" else council
    found, whole = book_on_demand(agency), book_of(agency)
    assert dict(found.figures) == dict(whole.figures)
    assert len(found.figures) == len(whole.figures)
    assert (found.change, found.measures) == (whole.change, whole.measures)
    assert found.areas == whole.areas
    assert found.get(ADOPTED) == whole.figure(ADOPTED)
    assert FigureRef("adopted", "all", "1999-00") not in found
    assert FigureRef("no_such", "all", "2024-25") not in found


@pytest.mark.usefixtures("stored")
def test_book_on_demand_unpacks_what_is_asked_for_only(region, monkeypatch):
    unpacked = []

    def noted(packed):
        unpacked.append(packed)
        return unpack_figures(packed)

    monkeypatch.setattr("belong.web.performance.on_demand.unpack_figures", noted)
    book = book_on_demand(region)
    assert book.figure(ADOPTED).value == 23
    assert ADOPTED in book
    assert len(unpacked) == 1


def test_book_on_demand_without_figures_says_so(region):
    with pytest.raises(NotComputed):
        book_on_demand(region)
