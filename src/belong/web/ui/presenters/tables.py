"""Tables and summary rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from belong.web.ui.presenters.tags import Tag

__all__ = ["Cell", "Column", "Row", "Table", "summary_rows"]


@dataclass(frozen=True)
class Cell:
    """One cell: text, or a link with that text, with tags behind it and a line below it."""

    text: str = ""
    href: str = ""
    tags: tuple[Tag, ...] = ()
    below: str = ""


@dataclass(frozen=True)
class Column:
    """A column. href: the address that sorts by it. sorted_by: "ascending" or "descending" now."""

    head: str
    is_number: bool = False
    href: str = ""
    sorted_by: str = ""


@dataclass(frozen=True)
class Row:
    """One line. The first cell is its heading: who or what the line is about."""

    cells: tuple[Cell, ...]

    @classmethod
    def of(cls, *values: str | Cell) -> Row:
        """A row of texts and cells."""
        return cls(tuple(Cell(each) if isinstance(each, str) else each for each in values))


@dataclass(frozen=True)
class Table:
    """A table with its caption. empty: what is said when there is no row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = "There is nothing here."
    is_caption_hidden: bool = False

    def __post_init__(self) -> None:
        """Raises ValueError where a row has more or fewer cells than there are columns."""
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"A row of {len(row.cells)} cells in {len(self.columns)} columns")


def summary_rows(pairs: Iterable[tuple[str, str] | tuple[str, str, str, str]]) -> dict[str, Any]:
    """The parameters of the design system's summary list.

    Each pair is a label and a value; with a third and fourth part, the address of a page that
    changes it and the word for that ("Change"). A value of several lines keeps them.
    """
    rows = []
    for label, value, *action in pairs:
        row: dict[str, Any] = {"key": {"text": label}, "value": {"text": value or "Not recorded"}}
        if action:
            href, word = action
            row["actions"] = {
                "items": [
                    {
                        "href": href,
                        "text": word,
                        "visuallyHiddenText": label[:1].lower() + label[1:],
                    }
                ]
            }
        rows.append(row)
    return {"rows": rows}
