"""Answers as pages show them: words, pictures with their tables, and children as far as allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from belong.analytics.stored import Person
from belong.reports.answers import (
    LAST,
    NEXT,
    VALUE,
    Answer,
    Children,
    FunnelChart,
    SpreadChart,
    StepsChart,
    TrendChart,
    drawn_for_page,
)
from belong.reports.model import Cell as ReportCell
from belong.reports.model import Table as ReportTable
from belong.reports.text import cell_text
from belong.reports.words import NOT_AVAILABLE
from belong.web.performance.queries_people import Sight
from belong.web.performance.questions import Kind
from belong.web.ui.presenters import Cell, Column, Row, Table

__all__ = [
    "INTRODUCTIONS",
    "TITLES",
    "Shown",
    "ShownPicture",
    "ShownTable",
    "people_in",
    "shown_answer",
    "trend_legend",
]

TITLES = {
    Kind.COMPARE: "Fair comparison",
    Kind.WHY: "Why did it change",
    Kind.FORECAST: "What comes next",
}
INTRODUCTIONS = {
    Kind.COMPARE: (
        "How councils compare, with what chance alone does to few children, whose children they "
        "are, and whether some are placed less often than others."
    ),
    Kind.WHY: (
        "The change of a mean between two windows, split into the children who left and joined, "
        "and into the pace of each stage. It adds up exactly."
    ),
    Kind.FORECAST: (
        "What each figure will be a year later: from children who are certain, children placed, "
        "children waiting, and those not decided for yet, who come as in the recent years."
    ),
}
_LEGENDS: dict[type[object], str] = {
    StepsChart: "Open bars lower the mean, filled bars raise it. The scale does not begin at 0.",
    SpreadChart: (
        "A bar is the interval that was forecast, the line in it the forecast, the disc what came "
        "about. The scale need not begin at 0."
    ),
}
#: Children shown, of those who moved a mean most.
_MOST = 20


@dataclass(frozen=True)
class ShownPicture:
    """A picture with its title and what its signs mean."""

    title: str
    legend: str
    picture: str


@dataclass(frozen=True)
class ShownTable:
    """A table with what is said below it."""

    table: Table
    note: str


@dataclass(frozen=True)
class Shown:
    """An answer as a page shows it. children: how many children are named by pseudonym."""

    title: str
    words: tuple[str, ...]
    parts: tuple[ShownPicture | ShownTable, ...]
    notes: tuple[str, ...]
    children: int

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables, without what is said below them."""
        return tuple(one.table for one in self.parts if isinstance(one, ShownTable))


def shown_answer(
    answer: Answer,
    sight: Sight,
    *,
    hrefs: Mapping[str, str],
    forecasts: Mapping[str, str],
    records: Mapping[str, str],
) -> Shown:
    """The answer for a reader. sight: whose pseudonyms they may see.

    hrefs: of figures' pages, by the first cell of the row whose value each is; forecasts: likewise
    of what is told of each figure alone. records: addresses of children's pages that open for the
    reader, by pseudonym.
    """
    parts: list[ShownPicture | ShownTable] = []
    words = list(answer.words)
    children = 0
    for number, block in enumerate(answer.blocks, start=1):
        if isinstance(block, ReportTable):
            parts.append(ShownTable(_table(block, hrefs, forecasts), block.note or ""))
        elif isinstance(block, Children):
            seen = [one for one in block.rows if sight.sees(_person(one))]
            if block.first_words and seen and seen[0] == block.rows[0]:
                words.append(block.first_words)
            parts.append(_children(block, seen, records))
            children += min(len(seen), _MOST)
        else:
            drawn = drawn_for_page(block, f"picture-{number}")
            parts.append(ShownPicture(block.title, _legend(block), drawn))
    return Shown(answer.title, tuple(words), tuple(parts), answer.notes, children)


def _legend(chart: FunnelChart | StepsChart | SpreadChart | TrendChart) -> str:
    if isinstance(chart, TrendChart):
        return trend_legend(chart)
    if not isinstance(chart, FunnelChart):
        return _LEGENDS[type(chart)]
    words = "Discs are councils by their number in the table, a diamond lies beyond the limits."
    if any(dot.is_published for dot in chart.dots):
        words += " Small rings are other councils as published."
    return (
        f"{words} The line across is all of them together; solid curves hold 19 in 20, dashed ones "
        "499 in 500."
    )


def trend_legend(chart: TrendChart) -> str:
    """What the signs of a picture over time mean; no more than it has."""
    words = ["Discs are the value of each window."]
    if any(one.england is not None for one in chart.windows):
        words.append("Diamonds are England's.")
    if any(one.threshold is not None for one in chart.windows):
        words.append("Dashed lines across are the threshold.")
    if chart.breaks:
        words.append("A double line is a break in the series: nothing is joined across it.")
    if chart.unit == "days":
        words.append("The scale does not begin at 0.")
    return " ".join(words)


def people_in(answer: Answer) -> list[Person]:
    """The children named in an answer, each once or more."""
    return [
        _person(row) for block in answer.blocks if isinstance(block, Children) for row in block.rows
    ]


def _person(row: tuple[str, tuple[str, ...]]) -> Person:
    area, cells = row
    return Person(cells[0], area, None)


def _table(told: ReportTable, hrefs: Mapping[str, str], forecasts: Mapping[str, str]) -> Table:
    by_title = {VALUE: hrefs, LAST: hrefs, NEXT: forecasts}

    def cell(value: ReportCell, title: str, row: Sequence[ReportCell]) -> Cell:
        href = by_title.get(title, {}).get(str(row[0]), "") if value != NOT_AVAILABLE else ""
        return Cell(cell_text(value), href=href)

    return Table(
        told.caption,
        tuple(Column(one.title, is_number=one.is_number) for one in told.columns),
        tuple(
            Row(
                tuple(
                    cell(value, column.title, row)
                    for column, value in zip(told.columns, row, strict=True)
                )
            )
            for row in told.rows
        ),
    )


def _children(
    told: Children, seen: list[tuple[str, tuple[str, ...]]], records: Mapping[str, str]
) -> ShownTable:
    shown = seen[:_MOST]
    note = f"Effects are rounded to a tenth of a day. Shown: {len(shown):,}"
    note += f" of {len(told.rows):,} children who moved it."
    if len(seen) < len(told.rows):
        note += f" {len(told.rows) - len(seen):,} of them are not yours to see."
    return ShownTable(
        Table(
            told.caption,
            tuple(Column(one.title, is_number=one.is_number) for one in told.columns),
            tuple(
                Row.of(Cell(cells[0], href=records.get(cells[0], "")), *cells[1:])
                for _, cells in shown
            ),
            empty="None of the children who moved it are yours to see.",
        ),
        note,
    )
