"""Where in the files a date stands, and which cells could not be read at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from belong.domain.events import EventKind

if TYPE_CHECKING:
    from belong.formats.ssda903.model import ReturnInfo, ReturnSet

__all__ = ["Cell", "Cells", "Unread", "column_of", "unread_cells"]

_Column = tuple[str, str]
_DECOM, _DEC = ("Episodes", "DECOM"), ("Episodes", "DEC")
_DECIDED, _CEASED = ("PlacedAdoption", "DATE_PLACED"), ("PlacedAdoption", "DATE_PLACED_CEASED")
_MATCHED, _INTENDED = ("AD1", "DATE_MATCH"), ("AD1", "DATE_INT")
_BORN = ("Header", "DOB")
#: The columns that a kind of event may come from; every other kind is an episode's first day.
_COLUMNS: dict[str, tuple[_Column, ...]] = {
    EventKind.BORN: (_BORN,),
    EventKind.DECISION_MADE: (_DECIDED, _INTENDED),
    EventKind.DECISION_REVERSED: (_CEASED,),
    EventKind.MATCH_DECIDED: (_MATCHED,),
    **dict.fromkeys(
        (
            EventKind.ADOPTION_ORDER_MADE,
            EventKind.WENT_HOME,
            EventKind.SPECIAL_GUARDIANSHIP_MADE,
            EventKind.DIED,
            EventKind.TRANSFERRED,
            EventKind.CHILD_ARRANGEMENTS_MADE,
            EventKind.AGED_OUT,
            EventKind.CARE_LEFT,
        ),
        (_DEC,),
    ),
}
#: Without these a row tells nothing, so an empty cell is refused, too.
_NEEDED = (_DECOM, _DECIDED)


@dataclass(frozen=True)
class Cell:
    """A cell of a return. row: as a spreadsheet numbers it, the headings being row 1."""

    source: str
    table: str
    row: int
    column: str

    def __str__(self) -> str:
        return f"{self.source}, {self.table}, row {self.row}, {self.column}"


@dataclass(frozen=True)
class Unread:
    """A cell that tells nothing. child: CHILD, "" where that is what is missing."""

    la_code: str
    child: str
    cell: Cell
    text: str
    reason: str


def column_of(kind: str) -> str:
    """The column that a kind of event is told in, for messages."""
    return _COLUMNS.get(kind, (_DECOM,))[0][1]


class Cells:
    """The cells of the first ``count`` returns of a set, found by child and day."""

    def __init__(self, returns: ReturnSet, count: int) -> None:
        self._returns = returns
        self._count = count
        self._by_column: dict[_Column, dict[tuple[str, str, date], tuple[int, int]]] = {}

    def find(self, kind: str, la_code: str, child: str, on: date) -> Cell | None:
        """Where an event of this kind is told, in the latest return that does; None for nowhere."""
        for column in _COLUMNS.get(kind, (_DECOM,)):
            found = self._of(column).get((la_code, child, on))
            if found is not None:
                return _cell(self._returns.returns[found[0]], column, found[1])
        return None

    def _of(self, column: _Column) -> dict[tuple[str, str, date], tuple[int, int]]:
        if column not in self._by_column:
            found: dict[tuple[str, str, date], tuple[int, int]] = {}
            table = self._returns.tables.get(column[0])
            if table is not None and column[1] in table.columns:
                las = [one.la_code for one in self._returns.returns]
                rows = table.select("_return", "_row", "CHILD", column[1]).drop_nulls().iter_rows()
                for at, row, child, on in rows:
                    if at < self._count:
                        found[las[at], child, on] = (at, row)
            self._by_column[column] = found
        return self._by_column[column]


def _cell(info: ReturnInfo, column: _Column, row: int) -> Cell:
    return Cell(info.source, column[0], row + 1, column[1])


def unread_cells(returns: ReturnSet) -> Iterator[Unread]:
    """Every cell of a date that is no real date or is needed and empty, and rows of nobody.

    Of the columns that were asked for when the returns were read.
    """
    import polars as pl

    for name, table in returns.tables.items():
        for at, row in table.filter(pl.col("CHILD").is_null()).select("_return", "_row").rows():
            info = returns.returns[at]
            reason = "The row names no child."
            yield Unread(info.la_code, "", _cell(info, (name, "CHILD"), row), "", reason)
        for column in table.columns:
            text = f"{column}__text"
            if table.schema[column] != pl.Date:
                continue
            is_wrong = pl.lit(value=False)
            if text in table.columns:
                is_wrong = pl.col(text).is_not_null() & pl.col(column).is_null()
            if (name, column) in _NEEDED:
                is_wrong = is_wrong | pl.col(column).is_null()
            found = table.filter(is_wrong & pl.col("CHILD").is_not_null())
            shown = pl.col(text) if text in table.columns else pl.lit(None, pl.String)
            for at, row, child, typed in found.select("_return", "_row", "CHILD", shown).rows():
                info = returns.returns[at]
                reason = f"“{typed[:40]}” is no real date." if typed else "The date is missing."
                cell = _cell(info, (name, column), row)
                yield Unread(info.la_code, child, cell, typed or "", reason)
