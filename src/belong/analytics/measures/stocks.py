"""Who was so on a day: children with a plan by stage, by time waited, in early permanence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from belong.analytics.measures.catalogue import BANDS
from belong.analytics.measures.flows import Happenings
from belong.analytics.measures.rows import PERIOD, counted
from belong.domain.codes import EARLY_PERMANENCE_PLACES

if TYPE_CHECKING:
    from datetime import date

    import polars as pl

__all__ = ["stock_rows"]


def stock_rows(seen: Happenings, days: Sequence[date]) -> list[pl.DataFrame]:
    """One row per child and day, with the day as ``on``."""
    import polars as pl

    if not days:
        return []
    on = pl.DataFrame({"on": days}, schema={"on": pl.Date})
    with_plan = _with_plan(seen, on)
    stage = (
        pl.when("is_placed")
        .then(pl.lit("placed_no_order"))
        .when("is_matched")
        .then(pl.lit("matched_not_placed"))
        .when("has_order")
        .then(pl.lit("order_no_match"))
        .otherwise(pl.lit("decided_no_order"))
    )
    waiting = with_plan.filter("is_decided", ~pl.col("is_placed"))
    days_waited = (pl.col("on") - pl.col("order_on")).dt.total_days()
    band: pl.Expr = pl.lit(BANDS[-1][0])
    for code, _, most in reversed(BANDS[:-1]):
        band = pl.when(days_waited <= most).then(pl.lit(code)).otherwise(band)
    band = pl.when(days_waited.is_null()).then(pl.lit("not_known")).otherwise(band)
    band = pl.when("has_order").then(band).otherwise(pl.lit("no_order"))
    early = seen.spells("placement").filter(pl.col("value").is_in(EARLY_PERMANENCE_PLACES))
    return [
        counted(with_plan, "stage_now", stage).with_columns(start_on=with_plan["since_on"]),
        counted(waiting, "waiting_bands", band).with_columns(start_on=waiting["order_on"]),
        counted(_live(early, on), "early_permanence_now"),
    ]


def _live(spells: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
    """Spells that hold on each day, one per period of care: the latest. Columns + ``on``."""
    import polars as pl

    begun = pl.col("from_on").is_null() | (pl.col("from_on") <= pl.col("on"))
    goes_on = pl.col("to_on").is_null() | (pl.col("to_on") > pl.col("on"))
    first, last = days["on"].min(), days["on"].max()
    asked = spells.filter(
        (pl.col("from_on").is_null() | (pl.col("from_on") <= last))
        & (pl.col("to_on").is_null() | (pl.col("to_on") > first))
    )
    return (
        asked.select(*PERIOD, "from_on", "to_on")
        .join(days, how="cross")
        .filter(begun & goes_on)
        .sort("from_on", nulls_last=False)
        .unique([*PERIOD, "on"], keep="last", maintain_order=True)
        .select(*PERIOD, "on", "from_on")
    )


def _with_plan(seen: Happenings, days: pl.DataFrame) -> pl.DataFrame:
    """Children looked after with a live decision, or placed, on each day.

    Columns: is_decided, has_order, is_matched, is_placed; order_on; since_on, the day the child's
    stage began. A match holds from its day until the placement that follows it, or its end.
    """
    import polars as pl

    keys = [*PERIOD, "on"]
    of_adoption = pl.concat(
        [seen.spells(axis).select(PERIOD) for axis in ("decision", "adoptive_stay")]
    ).unique()

    def live(axis: str, name: str, flag: str) -> pl.DataFrame:
        spells = seen.spells(axis).join(of_adoption, on=PERIOD, how="semi")
        return (
            _live(spells, days)
            .rename({"from_on": name})
            .with_columns(pl.lit(value=True).alias(flag))
        )

    flags = ("is_decided", "has_order", "is_placed", "is_matched")
    return (
        live("care", "care_on", "is_looked_after")
        .join(live("decision", "decided_on", "is_decided"), on=keys, how="left")
        .join(live("authority", "order_on", "has_order"), on=keys, how="left")
        .join(live("adoptive_stay", "placed_on", "is_placed"), on=keys, how="left")
        .join(_live_matches(seen, days), on=keys, how="left")
        .with_columns(pl.col(flags).fill_null(value=False))
        .filter(pl.col("is_decided") | pl.col("is_placed"))
        .with_columns(
            since_on=pl.when("is_placed")
            .then("placed_on")
            .when("is_matched")
            .then("matched_on")
            .when("has_order")
            .then("order_on")
            .otherwise("decided_on")
        )
        .sort(keys)
    )


def _live_matches(seen: Happenings, days: pl.DataFrame) -> pl.DataFrame:
    """Matches that stand on each day: decided, not ended, and no placement followed yet."""
    import polars as pl

    ends = pl.concat(
        [
            seen.each("match_ended").select(*PERIOD, ended_on="on"),
            seen.each("plan_reversed").select(*PERIOD, ended_on="on"),
            seen.spells("adoptive_stay").select(*PERIOD, ended_on="to_on").drop_nulls(),
        ]
    )
    matches = seen.matched.select(*PERIOD, "on").with_row_index("_row")
    first_end = (
        matches.join(ends, on=PERIOD)
        .filter(pl.col("ended_on") > pl.col("on"))
        .group_by("_row")
        .agg(pl.col("ended_on").min())
    )
    spells = matches.join(first_end, on="_row", how="left").select(
        *PERIOD, from_on="on", to_on="ended_on"
    )
    return _live(spells, days).select(
        *PERIOD, "on", matched_on="from_on", is_matched=pl.lit(value=True)
    )
