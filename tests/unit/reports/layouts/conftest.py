"""A book over the whole catalogue of measures, with made-up numbers that add up."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest

from belong.analytics.measures import MEASURES
from belong.analytics.stored import FigureBook, FigureRef, StoredFigure
from belong.domain.periods import Period, a_day, quarter_period, years

AREAS = {"all": "Four Rivers", "991": "Brackenfold", "992": "Calderwick"}
STATED = {"interagency_income": 302000, "interagency_expenditure": 238850, "interagency_net": 63150}


def _figure(code: str, area: str, period: Period, value: Any, part: str = "") -> StoredFigure:
    measure = MEASURES[code]
    words = dict(measure.parts).get(part, "")
    beside: dict[str, Any] = {"n": 40} if measure.unit == "days" else {}
    if measure.unit == "percent":
        beside = {"numerator": 3, "denominator": 12, "n": 12}
    name = f"{measure.name}: {words}" if words else measure.name
    ref = FigureRef(code, area, period.name, part)
    return StoredFigure(ref, name, measure.unit, value, **beside)


def _figures(code: str, area: str, period: Period, many: int) -> Iterable[StoredFigure]:
    """Whole and parts; a region's are twice a council's, a year's four times a quarter's."""
    measure = MEASURES[code]
    if measure.unit == "percent":
        value: Any = 25.0
    elif measure.unit == "days":
        value = 200.0 + period.last_on.year
    elif measure.unit == "pounds":
        value = Decimal(STATED[code])
    else:
        value = many * 24 * (2 if area == "all" else 1)
    if measure.parts and measure.unit != "percent":
        codes = [part for part, _ in measure.parts if part != "not_known"]
        for part in dict(measure.parts):
            share = value // len(codes) if part in codes else 0
            if part == codes[0]:
                share += value - len(codes) * (value // len(codes))
            yield _figure(code, area, period, share, part)
    yield _figure(code, area, period, value)


@pytest.fixture(scope="module")
def book() -> FigureBook:
    found: dict[str, StoredFigure] = {}
    spans = []
    for year in range(2015, 2021):
        spans += [(years(year), 4), (years(year, 3), 12)]
        spans += [(quarter_period(year, number), 1) for number in (1, 2, 3, 4)]
        spans += [
            (Period.parse(f"{year - 1}-{year % 100}-H1"), 2),
            (Period.parse(f"{year - 1}-{year % 100}-H2"), 2),
            (Period.parse(f"{year - 1}-04-01..{year - 1}-12-31"), 3),
        ]
    spans.append((Period.parse("2020-04-01..2020-11-30"), 2))
    days = {(a_day(span.last_on), 1) for span, _ in spans}
    for code, measure in MEASURES.items():
        for span, many in days if measure.kind == "stock" else spans:
            for area in AREAS:
                for one in _figures(code, area, span, many):
                    found[str(one.ref)] = one
    return FigureBook("four-rivers", "Four Rivers", 1, AREAS, found, MEASURES)
