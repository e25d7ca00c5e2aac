"""How wide the columns of a table are on paper, and where a table is too wide for it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from belong.reports.model import Cell, Column, ShownFigure, Table
from belong.reports.text import cell_text

__all__ = ["MOST_ROWS_TOGETHER", "column_shares", "fitting"]

#: A table of no more rows is kept on one page.
MOST_ROWS_TOGETHER = 12

#: Letters that stand side by side on an upright A4 page, in the size of tables.
PAGE = 88
#: Letters: between two columns; the least of a column; what a column of words has unbroken.
ROOM, NARROWEST, UNBROKEN = 3, 4, 30
#: How fast a column of broken lines grows with what stands in it: so, lines are fewest in all.
GROWTH = 2 / 3


def fitting(table: Table) -> tuple[Table, ...]:
    """The table, or, where no page is wide enough for its words, parts of it side by side.

    Each part has the first column again; the caption says which part it is, the last has the note.
    """
    least = [_least(column, cells) for column, cells in _columns(table)]
    if sum(least) <= PAGE or len(least) < 3:
        return (table,)
    groups: list[list[int]] = [[]]
    for at in range(1, len(least)):
        if groups[-1] and least[0] + sum(least[one] for one in [*groups[-1], at]) > PAGE:
            groups.append([])
        groups[-1].append(at)
    return tuple(
        replace(
            table,
            caption=f"{table.caption} (part {number} of {len(groups)})",
            columns=tuple(table.columns[at] for at in (0, *group)),
            rows=tuple(tuple(row[at] for at in (0, *group)) for row in table.rows),
            note=table.note if number == len(groups) else None,
        )
        for number, group in enumerate(groups, start=1)
    )


def column_shares(table: Table) -> tuple[int, ...]:
    """A weight for each column: its longest word whole, and the rest by what stands in it."""
    least = [_least(column, cells) for column, cells in _columns(table)]
    asked = [_asked(column, cells) for column, cells in _columns(table)]
    fits = min(1, PAGE / sum(asked))
    wished = [max(each * fits - own, 0) for own, each in zip(least, asked, strict=True)]
    left = max(PAGE - sum(least), 0)
    whole = sum(wished) or 1
    return tuple(
        own * 10 + int(left * 10 * more / whole) for own, more in zip(least, wished, strict=True)
    )


def _columns(table: Table) -> list[tuple[Column, list[Cell]]]:
    return [(column, [row[at] for row in table.rows]) for at, column in enumerate(table.columns)]


def _least(column: Column, cells: Sequence[Cell]) -> int:
    """Letters of the longest word, more than which a line cannot be broken."""
    words = [word for text in (column.title, *_texts(cells)) for word in text.split()]
    return ROOM + max(NARROWEST, min(max(map(len, words), default=0), UNBROKEN))


def _asked(column: Column, cells: Sequence[Cell]) -> int:
    """Letters that the contents ask for; what a number is of may take two lines.

    A column with texts longer than a line asks for what they are on the whole, not for the longest.
    """
    texts = _texts(cells) if column.is_number else [column.title, *_texts(cells)]
    lengths = [len(text) for text in texts]
    if max(lengths, default=0) <= UNBROKEN:
        return ROOM + max(lengths, default=0)
    usual = math.sqrt(sum(length**2 for length in lengths) / len(lengths))
    return ROOM + round(UNBROKEN * math.pow(usual / UNBROKEN, GROWTH))


def _texts(cells: Sequence[Cell]) -> list[str]:
    texts = []
    for cell in cells:
        if isinstance(cell, ShownFigure):
            texts += [cell.text, cell.of[: len(cell.of) // 2]]
        else:
            texts.append(cell_text(cell))
    return texts
