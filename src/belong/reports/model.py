"""What a report is made of: sections of paragraphs, tables and charts, with no look of their own.

Every renderer (terminal, HTML, workbook, Word, PDF) takes a ``Report`` and nothing else, so that a
number cannot differ between them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

__all__ = [
    "Block",
    "Cell",
    "Chart",
    "Column",
    "Paragraph",
    "Point",
    "Prose",
    "Report",
    "Section",
    "Series",
    "SeriesChart",
    "ShownFigure",
    "Table",
]


@dataclass(frozen=True)
class ShownFigure:
    """A figure as it is printed, in a cell or among words.

    ref: how it is cited. text: the number as printed, or what stands in its place. of: what the
    number is of ("42 of 126", "41 children"), shown in tables; "" for a count, which is of itself.
    value: exact, None where no number is shown. name: what the number is, in words. why: why there
    is no number, "" where there is one or where something other than a number was asked for.
    """

    ref: str
    text: str
    of: str
    value: int | float | Decimal | None
    unit: str
    name: str
    why: str = ""

    @property
    def words(self) -> str:
        """As it is read among words; where there is no number, with the reason."""
        return f"{self.text} ({self.why})" if self.why else self.text


#: What a cell may hold. None is nothing to show; text is shown as it stands.
Cell = str | int | float | date | ShownFigure | None


@dataclass(frozen=True)
class Column:
    """One column of a table. is_number: aligned right, and a number in a workbook."""

    title: str
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under columns; the first cell of a row names the row.

    caption: what the table shows, in words that can stand alone. note: shown under it. totals:
    the places of rows that are of the others, as their sum is.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str | None = None
    totals: tuple[int, ...] = ()


@dataclass(frozen=True)
class Point:
    """One window of a chart: our value, England's and the threshold; None where there is none."""

    label: str
    value: float | None
    england: float | None = None
    threshold: float | None = None


@dataclass(frozen=True)
class Chart:
    """A few windows of one measure, side by side. Never two measures on one axis.

    description: says in words what the picture shows. shape: ``windows`` are columns side by side
    in order of time; ``lengths`` are bars of different things (stages), with no order of time.
    """

    title: str
    description: str
    unit: str
    points: tuple[Point, ...]
    shape: Literal["windows", "lengths"] = "windows"


@dataclass(frozen=True)
class Series:
    """One line or set of bars, aligned with the labels of its chart."""

    name: str
    figures: tuple[ShownFigure | None, ...]


@dataclass(frozen=True)
class SeriesChart:
    """A chart of figures of one unit; a table of the same figures stands beside it.

    key: unique in the report. title: what it shows, as a sentence. description: the same numbers
    in words. shape: ``columns`` or ``lines``. breaks: labels before which nothing is joined.
    """

    key: str
    title: str
    description: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    shape: str = "columns"
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """Words and figures in turn. is_entry: an entry of a list."""

    runs: tuple[str | ShownFigure, ...]
    is_entry: bool = False

    @property
    def text(self) -> str:
        """As it is read."""
        return "".join(run if isinstance(run, str) else run.words for run in self.runs)


@dataclass(frozen=True)
class Prose:
    """Paragraphs between tables and charts. is_quote: somebody's own words."""

    paragraphs: tuple[Paragraph, ...]
    is_quote: bool = False


Block = Table | Chart | SeriesChart | Prose


@dataclass(frozen=True)
class Section:
    """A titled part. key: its anchor, unique in the report. is_side_by_side: small multiples."""

    key: str
    title: str
    paragraphs: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    is_side_by_side: bool = False


@dataclass(frozen=True)
class Report:
    """A whole report. lead: what it is, in one or two sentences. facts: term and description.

    language: of the words, as in HTML.
    """

    title: str
    lead: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = field(default=())
    language: str = "en-GB"
