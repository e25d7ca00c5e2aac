"""What stands between the files found and the tables read: sources, their raw rows, remarks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import polars as pl

    from belong.formats.ssda903.tables import Layout

__all__ = ["SHOWN_ROWS", "Body", "CsvFile", "Loaded", "Remark", "Source", "some_rows"]

#: A message names this many rows at most.
SHOWN_ROWS = 5


@dataclass(frozen=True)
class CsvFile:
    """A delimited text file that was recognised by its header line."""

    path: Path
    layout: Layout


@dataclass(frozen=True)
class Source:
    """One return as it was found.

    label: the path as the person gave it. form: csv, xml or workbook. la_code: from the folders'
    names, else what the person said, else 'unknown'. named_year: financial year's end that the
    folder's or file's name speaks of, or None. files: for csv, the recognised files. unread: names
    of delimited text files beside them that are none of the tables.
    """

    path: Path
    label: str
    form: str
    la_code: str
    named_year: int | None = None
    files: tuple[CsvFile, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass
class Body:
    """The rows of a file that needs no care, still as bytes: UTF-8, each line ended, no quotes."""

    layout: Layout
    delimiter: str
    data: bytes
    count: int


@dataclass(frozen=True)
class Remark:
    """A notice before the year of its return is known."""

    code: str
    message: str


@dataclass
class Loaded:
    """One source as read, before its text is turned into dates and codes.

    bodies and frames: table name -> rows; a table is in one of the two. A frame has ``_row`` UInt32
    and the table's columns as String, those only that the file holds. supplied: names of all tables
    that the source holds, empty ones and those not asked for included.
    """

    source: Source
    bodies: dict[str, Body] = field(default_factory=dict)
    frames: dict[str, pl.DataFrame] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    supplied: set[str] = field(default_factory=set)

    @property
    def tables(self) -> frozenset[str]:
        """Names of the tables whose rows are here, those without a row included."""
        return frozenset(self.bodies) | frozenset(self.frames)

    @property
    def row_count(self) -> int:
        """Rows of all tables together."""
        return sum(body.count for body in self.bodies.values()) + sum(
            frame.height for frame in self.frames.values()
        )


def some_rows(first: Sequence[int], count: int) -> str:
    """Row numbers for a message: the first few of ``count``, and how many more there are."""
    shown = ", ".join(str(number) for number in first[:SHOWN_ROWS])
    word = "row" if count == 1 else "rows"
    more = f" and {count - SHOWN_ROWS:,} more" if count > SHOWN_ROWS else ""
    return f"{word} {shown}{more}"
