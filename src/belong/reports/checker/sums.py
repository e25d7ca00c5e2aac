"""Which figures of a report add up to which: lines of tables, breakdowns, quarters, councils."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from belong.analytics.stored import FigureRef, StoredFigure
from belong.analytics.sums_to import base_of
from belong.domain.periods import Period, quarter_period
from belong.reports.bound import FigureTable, Shown, Total
from belong.reports.checker.model import Finding, Read, ReadSection, in_section, in_table
from belong.reports.words import period_words

__all__ = ["Sum", "in_sum", "sums"]

_COUNTS = ("children", "families", "people", "times", "pounds")
_ALL = "all"


@dataclass(frozen=True)
class Sum:
    """whole is what the parts add up to; with is_less, the first part less the others.

    table, row, column: the line of a table that says so, or None and "" for what the measures say.
    """

    section: ReadSection
    whole: StoredFigure
    parts: tuple[StoredFigure, ...]
    is_less: bool = False
    table: FigureTable | None = None
    row: str = ""
    column: str = ""

    @property
    def hidden(self) -> tuple[StoredFigure, ...]:
        """The parts that a public version hides."""
        return tuple(one for one in self.parts if one.hidden_because)

    def together(self) -> Decimal | None:
        """What the parts make; None where one of them is not there."""
        values = [one.value for one in self.parts]
        if any(value is None for value in values):
            return None
        exact = [Decimal(str(value)) for value in values]
        return exact[0] - sum(exact[1:]) if self.is_less else sum(exact, Decimal(0))


def sums(read: Read) -> Iterator[Sum]:
    """Every sum that tables claim and that measures say, section by section."""
    for section in read.sections:
        for table in section.tables:
            yield from _of_table(read, section, table)
        yield from _of_parts(read, section)
        yield from _of_quarters(read, section)
        yield from _of_areas(read, section)


def in_sum(rule: str, one: Sum, about: StoredFigure, wrong: str, mend: str) -> Finding:
    """A finding in the line of the table that claims the sum; else about a figure of it."""
    if one.table is None:
        return in_section(
            rule, one.section, f"{about.name}, {period_words(about.ref.period)}", wrong, mend
        )
    return in_table(rule, one.section, one.table, wrong, mend, row=one.row, column=one.column)


def _of_table(read: Read, section: ReadSection, table: FigureTable) -> Iterator[Sum]:
    rows = [row for row in table.rows if row.shows is Shown.VALUE]
    totals = [row for row in rows if row.is_total]
    if table.total_row is not Total.NONE and len(totals) == 1:
        others = [row for row in rows if not row.is_total]
        for index, title in enumerate(table.columns):
            found = _line(read, totals[0].refs[index], [row.refs[index] for row in others])
            if found:
                is_less = table.total_row is Total.LESS
                yield Sum(section, *found, is_less, table, totals[0].title, title)
    if table.total_column is not Total.NONE:
        for row in rows:
            found = _line(read, row.refs[-1], list(row.refs[:-1]))
            if found:
                is_less = table.total_column is Total.LESS
                yield Sum(section, *found, is_less, table, row.title, table.columns[-1])


def _line(
    read: Read, whole: FigureRef | None, parts: list[FigureRef | None]
) -> tuple[StoredFigure, tuple[StoredFigure, ...]] | None:
    """The figures of a line; None where one of them is not in the book."""
    if whole is None or whole not in read.figures:
        return None
    figures = [read.figures.get(ref) for ref in parts if ref is not None]
    if not figures or any(one is None for one in figures):
        return None
    return read.figures[whole], tuple(one for one in figures if one is not None)


def _of_parts(read: Read, section: ReadSection) -> Iterator[Sum]:
    """Breakdowns shown in the section whose parts add up to the whole that the book has."""
    for ref in _each_once(replace(ref, part="") for ref in section.refs if ref.part):
        measure = read.book.measures.get(ref.measure)
        if measure is None or not measure.parts_sum or not measure.parts:
            continue
        base = replace(ref, measure=base_of(ref.measure))
        whole = read.book.get(base) or read.book.get(ref)
        parts = read.book.parts(ref)
        if whole is not None and len(parts) == len(measure.parts):
            yield Sum(section, whole, parts)


def _of_quarters(read: Read, section: ReadSection) -> Iterator[Sum]:
    """Counts of what happened, shown by quarter, that add up to the year."""
    for ref in section.refs:
        if not ref.period.endswith("-Q1") or not _is_count(read, ref, "flow"):
            continue
        year = Period.parse(ref.period.removesuffix("-Q1"))
        names = (quarter_period(year.last_on.year, number).name for number in range(1, 5))
        refs = [replace(ref, period=name) for name in names]
        if not set(refs) <= set(section.refs):
            continue
        whole = read.book.get(replace(ref, period=year.name))
        parts = [read.book.get(one) for one in refs]
        if whole is not None and all(parts):
            yield Sum(section, whole, tuple(one for one in parts if one is not None))


def _of_areas(read: Read, section: ReadSection) -> Iterator[Sum]:
    """Counts of every council of the body that add up to the whole body."""
    areas = [area for area in read.book.areas if area != _ALL]
    if len(areas) < 2:
        return
    for ref in section.refs:
        if ref.area != _ALL or not (_is_count(read, ref, "flow") or _is_count(read, ref, "stock")):
            continue
        refs = [replace(ref, area=area) for area in areas]
        if not set(refs) & set(section.refs):
            continue
        parts = [read.book.get(one) for one in refs]
        whole = read.book.get(ref)
        if whole is not None and all(parts):
            yield Sum(section, whole, tuple(one for one in parts if one is not None))


def _is_count(read: Read, ref: FigureRef, kind: str) -> bool:
    measure = read.book.measures.get(ref.measure)
    return measure is not None and measure.kind == kind and measure.unit in _COUNTS


def _each_once(refs: Iterator[FigureRef]) -> list[FigureRef]:
    return list(dict.fromkeys(refs))
