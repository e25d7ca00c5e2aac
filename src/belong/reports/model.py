"""What a report is made of: sections of paragraphs, tables and charts, with no look of their own.

Every renderer (terminal, HTML, workbook) takes a ``Report`` and nothing else, so that a number
cannot differ between them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

__all__ = ["Block", "Cell", "Chart", "Column", "Point", "Report", "Section", "Table"]

#: What a cell may hold. None is nothing to show; text is shown as it stands.
Cell = str | int | float | date | None


@dataclass(frozen=True)
class Column:
    """One column of a table. is_number: aligned right, and a number in a workbook."""

    title: str
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under columns; the first cell of a row names the row.

    caption: what the table shows, in words that can stand alone. note: shown under it.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str | None = None


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


Block = Table | Chart


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
    """A whole report. lead: what it is, in one or two sentences. facts: term and description."""

    title: str
    lead: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = field(default=())
