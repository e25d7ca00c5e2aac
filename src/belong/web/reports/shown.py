"""A report with its figures put in, as pages show it: every figure a chip that opens its source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Literal
from urllib.parse import urlencode

from django.urls import reverse

from belong.analytics.stored import FigureBook, FigureRef, Measure
from belong.domain.policy import ActorFacts
from belong.domain.policy.figures import can_read_figures
from belong.reports.bound import BoundReport, BoundSection, FigureChart, FigureTable
from belong.reports.model import Paragraph, Prose, Section, SeriesChart, ShownFigure
from belong.reports.model import Table as PrintedTable
from belong.reports.resolved import resolve
from belong.web.agencies.models import Agency
from belong.web.reports.queries_figures import MONEY
from belong.web.ui.presenters import Cell, Column, Row, Table
from belong.web.ui.words import day

__all__ = [
    "Chip",
    "ProsePart",
    "SectionShown",
    "figure_links",
    "no_link",
    "sections_shown",
    "weight_of",
]


@dataclass(frozen=True)
class Chip:
    """A figure among words. id: unique on the page. source: what it is, shown while it has focus.

    href: of the figure's page, or "" for who does not read it. is_wrong: there is no number.
    """

    id: str
    text: str
    source: str
    href: str = ""
    is_wrong: bool = False


@dataclass(frozen=True)
class ProsePart:
    """A paragraph, or entries of a list: for each, words and chips in turn."""

    lines: tuple[tuple[str | Chip, ...], ...]
    is_list: bool = False


@dataclass(frozen=True)
class BlockShown:
    """Words, a quotation, a table, or a chart. picture: of the chart, "" while none is drawn."""

    kind: Literal["words", "quote", "table", "chart"]
    parts: tuple[ProsePart, ...] = ()
    table: Table | None = None
    id: str = ""
    note: str = ""
    chart: SeriesChart | None = None
    picture: str = ""


@dataclass(frozen=True)
class SectionShown:
    """A section as it will print."""

    key: str
    title: str
    blocks: tuple[BlockShown, ...]


def figure_links(actor: ActorFacts, agency: Agency) -> Callable[[FigureRef], str]:
    """The address of each figure's page; of none, for who does not read the body's figures.

    Money that somebody stated has no page of its own.
    """
    if not can_read_figures(actor, agency.key):
        return no_link

    def link(ref: FigureRef) -> str:
        query = urlencode({"agency": agency.key, "ref": str(ref)})
        return "" if ref.measure in MONEY else f"{reverse('performance-figure')}?{query}"

    return link


def no_link(ref: FigureRef) -> str:
    """For who opens no figure."""
    return ""


def weight_of(section: BoundSection) -> int:
    """About how many characters of a page a section takes."""
    weight = 2_500
    for block in section.blocks:
        if isinstance(block, FigureChart):
            weight += 1_500 + 350 * sum(len(refs) + 1 for _, refs in block.series)
        elif isinstance(block, FigureTable):
            weight += 260 * sum(len(row.refs) + 1 for row in block.rows)
        else:
            weight += 2 * len(block.text) + 700 * block.text.count("[[")
    return weight


def sections_shown(
    bound: BoundReport,
    book: FigureBook,
    *,
    href: Callable[[FigureRef], str],
    prefix: str = "",
) -> list[SectionShown]:
    """The sections of a report with the figures of a book. href: "" for no link.

    prefix: before the ids of its chips and tables, where a page shows several reports.
    """
    resolved = resolve(bound, book)
    showing = _Showing(book, href, prefix)
    sections = resolved.report.sections[: len(bound.sections)]
    return [showing.section(one) for one in sections]


class _Showing:
    """Makes what a page shows, with ids that are each given once."""

    def __init__(self, book: FigureBook, href: Callable[[FigureRef], str], prefix: str) -> None:
        self.book, self.href, self.prefix = book, href, prefix
        self.numbers: Iterator[int] = count(1)

    def section(self, section: Section) -> SectionShown:
        blocks: list[BlockShown] = []
        for block in section.blocks:
            if isinstance(block, Prose):
                kind: Literal["words", "quote"] = "quote" if block.is_quote else "words"
                blocks.append(BlockShown(kind, parts=tuple(self._parts(block.paragraphs))))
            elif isinstance(block, PrintedTable):
                blocks.append(self._table(block))
            elif isinstance(block, SeriesChart):
                blocks.append(BlockShown("chart", note=block.title, chart=block))
        return SectionShown(section.key, section.title, tuple(blocks))

    def _parts(self, paragraphs: Iterable[Paragraph]) -> Iterator[ProsePart]:
        entries: list[tuple[str | Chip, ...]] = []
        for one in paragraphs:
            line = tuple(run if isinstance(run, str) else self._chip(run) for run in one.runs)
            if one.is_entry:
                entries.append(line)
                continue
            if entries:
                yield ProsePart(tuple(entries), is_list=True)
                entries = []
            yield ProsePart((line,))
        if entries:
            yield ProsePart(tuple(entries), is_list=True)

    def _chip(self, figure: ShownFigure) -> Chip:
        ref = self._ref(figure)
        measure = self.book.measures.get(ref.measure) if ref else None
        known = measure is not None
        return Chip(
            id=f"{self.prefix}figure-{next(self.numbers)}",
            text=figure.text,
            source=_source(figure, measure),
            href=self.href(ref) if ref and known else "",
            is_wrong=not known or bool(figure.why),
        )

    def _ref(self, figure: ShownFigure) -> FigureRef | None:
        if not figure.ref.partition("#")[0].count(":") >= 2:
            return None
        ref = FigureRef.parse(figure.ref.partition("#")[0])
        return ref if ref in self.book else None

    def _table(self, table: PrintedTable) -> BlockShown:
        columns = tuple(Column(one.title, is_number=one.is_number) for one in table.columns)
        rows = tuple(Row(tuple(self._cell(cell) for cell in row)) for row in table.rows)
        number = next(self.numbers)
        return BlockShown(
            "table",
            table=Table(table.caption, columns, rows, empty="This table has no rows."),
            id=f"{self.prefix}table-{number}",
            note=table.note or "",
        )

    def _cell(self, cell: object) -> Cell:
        if not isinstance(cell, ShownFigure):
            return Cell(_plain(cell))
        ref = self._ref(cell)
        return Cell(cell.text, href=self.href(ref) if ref else "", below=cell.of)


def _plain(cell: object) -> str:
    if cell is None:
        return ""
    return day(cell) if isinstance(cell, date) else str(cell)


def _source(figure: ShownFigure, measure: Measure | None) -> str:
    """What a figure is, in a few sentences."""
    if measure is None:
        return figure.why or figure.name
    told = [figure.name, figure.of, figure.why, measure.meaning]
    return " ".join(f"{one.rstrip('.')}." for one in told if one)
