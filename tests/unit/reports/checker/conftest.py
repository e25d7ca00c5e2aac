"""A small book of figures, and reports of one section over it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from belong.analytics.stored import FigureBook, FigureRef, Measure, StoredFigure
from belong.reports.bound import (
    Author,
    BoundReport,
    BoundSection,
    FigureRow,
    FigureTable,
    ReportKind,
    Words,
)
from belong.reports.checker import Finding, check

YEAR, LAST = "2019-20", "2018-19"
AGES = (("0", "under 1"), ("1", "1"), ("2", "2"), ("3_and_over", "3 and over"))
SEXES = (("girls", "girls"), ("boys", "boys"))


def measures() -> dict[str, Measure]:
    def of(code: str, name: str, unit: Any, kind: Any, **more: Any) -> Measure:
        return Measure(code, name, f"{name}.", unit, kind, "Belong's own", **more)

    made = (
        of("adopted", "Children adopted", "children", "flow"),
        of("adopted_by_age", "Children adopted, by age", "children", "flow", parts=AGES),
        of("adopted_by_sex", "Children adopted, by sex", "children", "flow", parts=SEXES),
        of("orders", "Placement orders granted", "children", "flow"),
        of("A1", "Entering care to placed", "days", "time"),
        of("A10", "Entering care to moving in", "days", "time"),
        of("A2", "Placement order to match", "days", "time"),
        of("early_permanence", "Share placed in early permanence", "percent", "time"),
        of("families_waiting", "Approved families waiting", "families", "stock"),
        of("approvals", "Families approved", "families", "flow"),
        of("interagency_income", "Interagency income", "pounds", "stated"),
        of("interagency_expenditure", "Interagency expenditure", "pounds", "stated"),
        of("interagency_net", "Interagency income less expenditure", "pounds", "stated"),
    )
    return {one.code: one for one in made}


def figure(text: str, value: Any, **more: Any) -> StoredFigure:
    """The figure of a reference written as text, with its measure's name and unit."""
    ref = FigureRef.parse(text)
    measure = measures()[ref.measure]
    part = dict(measure.parts).get(ref.part, "")
    name = f"{measure.name}: {part}" if part else measure.name
    return StoredFigure(ref, name, measure.unit, value, **more)


@pytest.fixture
def make_figure() -> Callable[..., StoredFigure]:
    return figure


@pytest.fixture
def book() -> FigureBook:
    """A made-up council with the numbers that Southend published for 2019/20.

    Source: Southend-on-Sea Borough Council, Adoption service annual report 2019/20.
    """
    since = "2020-04-01..2020-11-30"
    trend = {"2015-16": 25, "2016-17": 28, "2017-18": 38, LAST: 23, YEAR: 23}
    made = [figure(f"adopted:all:{year}", value) for year, value in trend.items()]
    for code, value in zip(dict(AGES), (2, 10, 4, 7), strict=True):
        made.append(figure(f"adopted_by_age:all:{YEAR}:{code}", value))
    for code, value in zip(dict(AGES), (1, 3, 3, 1), strict=True):
        made.append(figure(f"adopted_by_age:all:{since}:{code}", value))
    made.append(figure(f"adopted:all:{since}", 8))
    made += [
        figure(f"adopted_by_sex:all:{YEAR}:girls", 14),
        figure(f"adopted_by_sex:all:{YEAR}:boys", 9),
        figure(f"orders:all:{YEAR}", 12),
        *(
            figure(f"A10:all:{window}", days, n=80, threshold=426, england=england)
            for window, days, england in (("2015-18", 290.2, None), ("2016-19", 279.6, 376.0))
        ),
        *(
            figure(f"A1:all:{window}", days, n=80, threshold=threshold, england=england, rank=rank)
            for window, days, threshold, england, rank in (
                ("2014-17", 313.0, 426, 520.0, (1, 149)),
                ("2015-18", 309.0, 426, 486.0, (3, 149)),
            )
        ),
        figure("A2:all:2014-17", 107.0, n=70, threshold=121, england=220.0, rank=(4, 149)),
        figure("A2:all:2015-18", 107.4, n=70, threshold=121, england=201.0, rank=(8, 149)),
        figure("A2:all:2016-19", 95.0, n=70, threshold=121, england=178.0),
        figure(f"A2:all:{YEAR}", None, why_none="nobody was matched"),
        figure(
            f"early_permanence:all:{YEAR}", 100 * 42 / 126, n=126, numerator=42, denominator=126
        ),
        figure(f"interagency_income:all:{YEAR}", Decimal(302000)),
        figure(f"interagency_expenditure:all:{YEAR}", Decimal(238850)),
        figure(f"interagency_net:all:{YEAR}", Decimal(63150)),
        figure(f"approvals:all:{YEAR}", 18),
        figure("families_waiting:all:2020-03-31", 6),
    ]
    return FigureBook(
        body="exampleton",
        body_name="Exampleton",
        change=1,
        areas={"all": "Exampleton"},
        figures={str(one.ref): one for one in made},
        measures=measures(),
    )


@pytest.fixture
def report() -> Callable[..., BoundReport]:
    """Makes a report of one section from blocks; text stands for words."""

    def make(*blocks: Any) -> BoundReport:
        made = tuple(Words(block) if isinstance(block, str) else block for block in blocks)
        section = BoundSection("children", "Children", Author.COUNCIL, made)
        return BoundReport(ReportKind.ANNUAL, "Annual report", "Exampleton", YEAR, (section,))

    return make


@pytest.fixture
def table() -> Callable[..., FigureTable]:
    """Makes a table from rows of a title and references (text, or None)."""

    def make(columns: tuple[str, ...], *rows: Any, **more: Any) -> FigureTable:
        made = []
        for title, *refs in rows:
            is_total = title.startswith("=")
            made.append(
                FigureRow(
                    title.removeprefix("="),
                    tuple(FigureRef.parse(ref) if ref else None for ref in refs),
                    is_total,
                )
            )
        return FigureTable("table", "A table", "Row", columns, tuple(made), **more)

    return make


@pytest.fixture
def found(book, report) -> Callable[..., list[str]]:
    """Codes of the rules that find something in a report of these blocks."""

    def check_of(*blocks: Any, book: FigureBook = book, **more: Any) -> list[str]:
        return [one.rule for one in findings_of(*blocks, book=book, **more)]

    def findings_of(*blocks: Any, book: FigureBook, **more: Any) -> tuple[Finding, ...]:
        return check(report(*blocks), book, **more)

    return check_of
