"""The financial year that a return is of, told from its dates, and what lies outside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belong.formats.ssda903.source import Remark
from belong.formats.ssda903.stack import Oddity, rows_by_return
from belong.formats.ssda903.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

__all__ = ["outside_year", "years_of"]

#: Dates that say nothing of the return's year: births, and a status that ends at 18.
_TIMELESS = frozenset({"DOB", "MC_DOB", "DUC"})
#: table, column, kind: what may not lie before the year begins or after it ends.
_BOUNDS = (
    ("Episodes", "DECOM", "after", "rows that begin after the year to"),
    ("Episodes", "DEC", "before", "rows that ended before the year to"),
    ("Episodes", "DEC", "after", "rows that end after the year to"),
    ("AD1", "DATE_INT", "after", "decisions after the year to"),
    ("AD1", "DATE_MATCH", "after", "matches after the year to"),
    ("PlacedAdoption", "DATE_PLACED", "after", "decisions after the year to"),
    ("PlacedAdoption", "DATE_PLACED_CEASED", "after", "reversals after the year to"),
)


def _year_end(column: str) -> pl.Expr:
    """Calendar year in which the financial year of a date column ends (31 March)."""
    import polars as pl

    return pl.col(column).dt.year() + (pl.col(column).dt.month() >= 4).cast(pl.Int32)


def years_of(tables: Mapping[str, pl.DataFrame], count: int) -> list[int | None]:
    """The financial year's end of each of ``count`` returns, None where no date speaks.

    The commonest year among the episodes' end dates; with none, the year of the latest start;
    without episodes, the commonest among the other tables' dates. The later of two as common.
    """
    import polars as pl

    told: dict[int, int] = {}
    others = [
        (name, column)
        for name, frame in tables.items()
        if name != "Episodes"
        for column in sorted(TABLES[name].dates - _TIMELESS)
        if column in frame.columns
    ]
    if others:
        told |= _commonest(
            pl.concat(
                tables[name].select("_return", pl.col(column).alias("day"))
                for name, column in others
            )
        )
    episodes = tables.get("Episodes")
    if episodes is not None and "DECOM" in episodes.columns:
        latest = (
            episodes.filter(pl.col("DECOM").is_not_null())
            .group_by("_return")
            .agg(pl.col("DECOM").max())
            .select("_return", _year_end("DECOM"))
        )
        told |= dict(latest.iter_rows())
    if episodes is not None and "DEC" in episodes.columns:
        told |= _commonest(episodes.select("_return", pl.col("DEC").alias("day")))
    return [told.get(at) for at in range(count)]


def _commonest(days: pl.DataFrame) -> dict[int, int]:
    """Place of the return -> commonest financial year of its days, the later of two as common."""
    import polars as pl

    counted = (
        days.lazy()
        .filter(pl.col("day").is_not_null())
        .group_by("_return", _year_end("day").alias("year"))
        .len()
        .sort("_return", "len", "year")
        .group_by("_return")
        .agg(pl.col("year").sort_by("len", "year").last())
        .collect()
    )
    return dict(counted.iter_rows())


def outside_year(tables: Mapping[str, pl.DataFrame], years: Sequence[int | None]) -> list[Oddity]:
    """One remark per return and kind on rows whose dates lie outside the return's year."""
    import polars as pl

    ends = pl.DataFrame(
        {"_return": range(len(years)), "_year": list(years)},
        schema={"_return": pl.UInt16, "_year": pl.Int32},
    )
    oddities = []
    for name, column, kind, said in _BOUNDS:
        frame = tables.get(name)
        if frame is None or column not in frame.columns:
            continue
        day = pl.col(column)
        is_outside = (
            day > pl.date(pl.col("_year"), 3, 31)
            if kind == "after"
            else day < pl.date(pl.col("_year") - 1, 4, 1)
        )
        found = (
            frame.lazy()
            .select("_return", "_row", column)
            .join(ends.lazy(), on="_return")
            .filter(is_outside)
            .collect()
        )
        for at, count, rows in rows_by_return(found):
            message = f"{name}: {said} 31 March {years[at]}: {count:,} ({rows})."
            oddities.append(Oddity(at, Remark("rows_outside_year", message)))
    return oddities
