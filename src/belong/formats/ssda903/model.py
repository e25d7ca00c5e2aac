"""Returns as read: one shape whatever the file was (CSV folder, XML or workbook)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from belong.domain.frames import Notice

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ReturnInfo", "ReturnSet"]


@dataclass(frozen=True)
class ReturnInfo:
    """One authority's return of one year.

    la_code: three-digit DfE code where it could be told, else what --la said, else 'unknown'.
    year: the financial year's end, from the dates (2024 = 1 April 2023 to 31 March 2024); None when
    no date could be read. source: the path as the person gave it. tables: names of the tables
    that were supplied, empty ones included.
    """

    la_code: str
    year: int | None
    source: str
    tables: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class ReturnSet:
    """Every return that was read, stacked table by table.

    ``tables[name]``: one row per row of the files, columns

    * ``_return`` UInt16: index into ``returns``; ``_row`` UInt32: the row in its file, 1 for the
      first data row;
    * every official column of the table (``tables.TABLES``) that was asked for: text columns as
      String, trimmed, codes upper-cased, empty = null; date columns as Date, null where empty or
      not a real date;
    * for date columns in which some cell was not a plain dd/mm/yyyy, ``<COLUMN>__text`` String:
      the cell as it stood (always present in AD1 and PlacedAdoption).

    Row order is file order. A table that no return supplied is absent from ``tables``.
    """

    returns: tuple[ReturnInfo, ...]
    tables: dict[str, pl.DataFrame]
    notices: tuple[Notice, ...] = ()
