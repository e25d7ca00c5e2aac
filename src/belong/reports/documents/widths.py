"""How wide the columns of a table are on paper, by what stands in them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from belong.reports.model import Cell, ShownFigure, Table
from belong.reports.text import cell_text

__all__ = ["MOST_ROWS_TOGETHER", "column_shares"]

#: A table of no more rows is kept on one page.
MOST_ROWS_TOGETHER = 12

#: Letters: no column is narrower; one of words may be as wide as this before its lines are broken.
NARROWEST, UNBROKEN = 6, 30
#: How fast a column of broken lines grows with what stands in it.
GROWTH = 4
#: Letters of room between two columns.
ROOM = 3


def column_shares(table: Table) -> tuple[int, ...]:
    """A weight for each column: the letters that its contents ask for, longest words whole."""
    return tuple(
        _asked([column.title, *_texts([row[at] for row in table.rows])], is_number=column.is_number)
        for at, column in enumerate(table.columns)
    )


def _texts(cells: Sequence[Cell]) -> list[str]:
    """What stands in the cells; what a number is of may take two lines."""
    texts = []
    for cell in cells:
        if isinstance(cell, ShownFigure):
            texts += [cell.text, cell.of[: len(cell.of) // 2]]
        else:
            texts.append(cell_text(cell))
    return texts


def _asked(texts: Sequence[str], *, is_number: bool) -> int:
    word = max((len(word) for text in texts for word in text.split()), default=0)
    longest = max((len(text) for text in (texts[1:] if is_number else texts)), default=0)
    over = max(0, longest - UNBROKEN)
    asked = longest - over + round(GROWTH * math.sqrt(over))
    return ROOM + max(NARROWEST, min(word, UNBROKEN), asked)
