"""The returns that were loaded before, kept so that a later one can be read together with them."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Collection, Iterable

import polars as pl

from belong.formats.ssda903 import SCORECARD_COLUMNS, TABLES, ReturnInfo, ReturnSet
from belong.web.agencies.models import Agency
from belong.web.imports.models import KeptTable

__all__ = ["keep_returns", "with_kept"]

#: What the source of a return that was loaded before is called where a file is named.
_EARLIER = "a return loaded before"


def _columns(name: str) -> dict[str, pl.DataType | type[pl.DataType]]:
    dates = TABLES[name].dates
    return {c: pl.Date if c in dates else pl.String for c in SCORECARD_COLUMNS[name]}


def _plain(table: pl.DataFrame, name: str) -> pl.DataFrame:
    """The columns that figures are made from, one that is missing empty, and their place."""
    return table.select(
        pl.col("_return").cast(pl.UInt16),
        pl.col("_row").cast(pl.UInt32),
        *(
            pl.col(column) if column in table.columns else pl.lit(None, kind).alias(column)
            for column, kind in _columns(name).items()
        ),
    )


def with_kept(returns: ReturnSet, councils: Iterable[Agency]) -> tuple[ReturnSet, int]:
    """The returns given, then all those of these councils kept from before; how many are given.

    Of each table only what figures are made from is there.
    """
    infos = list(returns.returns)
    parts: dict[str, list[pl.DataFrame]] = defaultdict(list)
    for name, table in returns.tables.items():
        if name in SCORECARD_COLUMNS:
            parts[name].append(_plain(table, name))
    held: dict[tuple[str, int], list[KeptTable]] = defaultdict(list)
    by_pk = {one.pk: one.dfe_code for one in councils}
    for kept in KeptTable.objects.filter(council__in=by_pk).order_by("council", "year"):
        held[by_pk[kept.council_id], kept.year].append(kept)
    for (la_code, year), tables in held.items():
        at = len(infos)
        names = frozenset(one.name for one in tables)
        infos.append(ReturnInfo(la_code, year, _EARLIER, names))
        for one in tables:
            read = pl.read_ipc(io.BytesIO(bytes(one.data)))
            parts[one.name].append(
                _plain(read.with_columns(pl.lit(at, pl.UInt16).alias("_return")), one.name)
            )
    joined = {name: pl.concat(each) for name, each in parts.items()}
    return ReturnSet(tuple(infos), joined), len(returns.returns)


def keep_returns(
    returns: ReturnSet, places: Collection[int], councils: dict[str, Agency]
) -> list[KeptTable]:
    """The tables of the returns at these places, not yet saved."""
    made = []
    for at in sorted(places):
        info = returns.returns[at]
        for name in sorted(info.tables & frozenset(SCORECARD_COLUMNS)):
            table = returns.tables.get(name)
            if table is None:
                continue
            mine = _plain(table.filter(pl.col("_return") == at), name).drop("_return")
            out = io.BytesIO()
            mine.write_ipc(out, compression="zstd")
            made.append(
                KeptTable(
                    council=councils[info.la_code],
                    year=info.year or 0,
                    name=name,
                    rows=mine.height,
                    data=out.getvalue(),
                )
            )
    return made
