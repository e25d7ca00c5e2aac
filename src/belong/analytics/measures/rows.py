"""Rows that figures are made of: who counts in which measure, on which day, and with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

__all__ = ["CHILD", "PERIOD", "all_rows", "counted", "measured", "row_schema"]

CHILD = ["la_code", "child_id"]
PERIOD = [*CHILD, "period_of_care"]


def row_schema() -> dict[str, type[pl.DataType] | pl.DataType]:
    """Columns of a row.

    part: of a breakdown, "" for measures without parts. on: the day it counts on. status: member,
    excluded or not_computable. value: 1 in a count; days in a mean; 1 in / 0 not in a share's
    numerator. weight: 1 where the row counts in the denominator. start_on, end_on: the days that
    the value was measured between.
    """
    import polars as pl

    text = pl.String
    return {
        "measure": text,
        "part": text,
        "la_code": text,
        "child_id": text,
        "on": pl.Date,
        "status": text,
        "value": pl.Int64,
        "weight": pl.Int64,
        "start_on": pl.Date,
        "end_on": pl.Date,
        "reason": text,
    }


def all_rows(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """The parts under one another; what a part lacks is filled with what is usual."""
    import polars as pl

    schema = row_schema()
    usual = {"part": "", "status": "member", "value": 1, "weight": 1}
    frames = [pl.DataFrame(schema=schema)]
    for part in parts:
        lacking = [
            pl.lit(usual.get(name), dtype=kind).alias(name)
            for name, kind in schema.items()
            if name not in part.columns
        ]
        frames.append(part.with_columns(lacking).select(list(schema)).cast(schema))  # type: ignore[arg-type]
    return pl.concat(frames)


def counted(rows: pl.DataFrame, measure: str, part: pl.Expr | None = None) -> pl.DataFrame:
    """A count of rows with ``on``; part: code of the part that each row is in."""
    import polars as pl

    return rows.select(
        *CHILD,
        "on",
        measure=pl.lit(measure),
        part=pl.lit("") if part is None else part,
        end_on=pl.col("on"),
    )


def measured(
    rows: pl.DataFrame, measure: str, *, start: str, excluded: str = "", reason: str
) -> pl.DataFrame:
    """Days from ``start`` to ``on``; below 0 counts as 0.

    excluded: a Boolean column "<name>" with the words after a colon, or "". reason: why a row
    without a start could not be computed.
    """
    import polars as pl

    column, _, words = excluded.partition(":")
    is_out = pl.col(column) if column else pl.lit(value=False)
    is_known = pl.col(start).is_not_null()
    days = (pl.col("on") - pl.col(start)).dt.total_days().clip(lower_bound=0)
    is_member = ~is_out & is_known
    return rows.select(
        *CHILD,
        "on",
        measure=pl.lit(measure),
        status=pl.when(is_out)
        .then(pl.lit("excluded"))
        .when(is_known)
        .then(pl.lit("member"))
        .otherwise(pl.lit("not_computable")),
        value=pl.when(is_member).then(days),
        weight=is_member.cast(pl.Int64),
        start_on=pl.col(start),
        end_on=pl.col("on"),
        reason=pl.when(is_out).then(pl.lit(words)).when(~is_known).then(pl.lit(reason)),
    )
