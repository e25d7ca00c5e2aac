"""A report for the terminal: plain lines and tables that any code page can print."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest

from belong.reports.model import Cell, Prose, Report, Section, ShownFigure, Table
from belong.reports.words import NOT_AVAILABLE, day

__all__ = ["as_text", "cell_text", "table_text", "wrapped"]

GAP = "  "
NARROWEST = 8
LONG_TITLE = 12


def as_text(report: Report, width: int) -> str:
    """The whole report in lines of at most ``width`` characters (a long word may stand out)."""
    lines = _heading(report.title, "=", width)
    for paragraph in report.lead:
        lines += wrapped(paragraph, width)
    for term, description in report.facts:
        lines += textwrap.wrap(
            f"{term}: {description}", width, subsequent_indent="  ", break_on_hyphens=False
        )
    for section in report.sections:
        lines += ["", *_section(section, width, 0)]
    return "\n".join(lines) + "\n"


def _section(section: Section, width: int, level: int) -> Iterator[str]:
    yield from _heading(section.title, "-" if level == 0 else "~", width)
    for paragraph in section.paragraphs:
        yield from wrapped(paragraph, width)
    for block in section.blocks:
        if isinstance(block, Table):
            yield ""
            yield table_text(block, width)
        elif isinstance(block, Prose):
            for each in block.paragraphs:
                yield from wrapped(f"- {each.text}" if each.is_entry else each.text, width)
    for inner in section.sections:
        yield ""
        yield from _section(inner, width, level + 1)


def _heading(title: str, mark: str, width: int) -> list[str]:
    lines = wrapped(title, width)
    return [*lines, mark * max(map(len, lines))]


def wrapped(paragraph: str, width: int) -> list[str]:
    """The paragraph in lines of at most ``width`` characters."""
    return textwrap.wrap(paragraph, width, break_on_hyphens=False) or [""]


def cell_text(cell: Cell) -> str:
    """A cell as it is read aloud; nothing is a dash."""
    if cell is None:
        return NOT_AVAILABLE
    if isinstance(cell, ShownFigure):
        return f"{cell.text} ({cell.of})" if cell.of else cell.text
    if isinstance(cell, date):
        return day(cell)
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, float):
        return f"{cell:,.1f}"
    return cell


def table_text(table: Table, width: int) -> str:
    """The table with its caption above and its note below; text columns wrap to fit ``width``."""
    rows = [[cell_text(cell) for cell in row] for row in table.rows]
    titles = [column.title for column in table.columns]
    widths = _fit(titles, rows, [column.is_number for column in table.columns], width)
    numbers = [column.is_number for column in table.columns]
    lines = wrapped(table.caption, width) if table.caption else []
    lines += _row(titles, widths, numbers)
    lines.append(GAP.join("-" * column for column in widths))
    for row in rows:
        lines += _row(row, widths, numbers)
    if table.note:
        lines += wrapped(table.note, width)
    return "\n".join(lines)


def _fit(
    titles: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool], width: int
) -> list[int]:
    """Widths of the columns: as wide as their longest cell, the widest text shrinking first."""
    widths = [
        max(
            [len(row[index]) for row in rows]
            + [_title_width(title) if numbers[index] else len(title)],
        )
        for index, title in enumerate(titles)
    ]
    over = sum(widths) + len(GAP) * (len(widths) - 1) - width
    while over > 0:
        candidates = [index for index, is_number in enumerate(numbers) if not is_number]
        widest = max(candidates, key=lambda index: widths[index], default=None)
        if widest is None or widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
        over -= 1
    return widths


def _title_width(title: str) -> int:
    """Room that a number's heading needs: a long one is broken at its spaces."""
    return len(title) if len(title) <= LONG_TITLE else max(map(len, title.split()))


def _has_longer_word(cell: str, column: int) -> bool:
    """Whether a word has to be broken, which is best done at its hyphens."""
    return any(len(word) > column for word in cell.split())


def _row(cells: Sequence[str], widths: Sequence[int], numbers: Sequence[bool]) -> list[str]:
    columns = [
        textwrap.wrap(cell, column, break_on_hyphens=_has_longer_word(cell, column)) or [""]
        for cell, column in zip(cells, widths, strict=True)
    ]
    lines = []
    for parts in zip_longest(*columns, fillvalue=""):
        padded = [
            part.rjust(column) if is_number else part.ljust(column)
            for part, column, is_number in zip(parts, widths, numbers, strict=True)
        ]
        lines.append(GAP.join(padded).rstrip())
    return lines
