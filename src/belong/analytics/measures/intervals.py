"""How long each step took for those who took it in the period, and shares of those placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belong.analytics.measures.flows import Happenings
from belong.analytics.measures.rows import CHILD, PERIOD, measured
from belong.domain.codes import EARLY_PERMANENCE_PLACES

if TYPE_CHECKING:
    import polars as pl

__all__ = ["interval_rows", "share_rows"]

_CARE = "the day care began is not known"


def interval_rows(seen: Happenings) -> list[pl.DataFrame]:
    """Days between two steps, counted in the period of the later one."""
    care = seen.care
    decided, placed = seen.each("plan_decided"), seen.placed
    adopted = seen.adopted.join(
        seen.journeys.select(*PERIOD, "was_placed", "placed_for_adoption_on"),
        on=PERIOD,
        how="left",
    ).with_columns(was_not_placed=~_true("was_placed"))
    return [
        measured(
            decided.join(care, on=PERIOD, how="left"),
            "days_care_to_decision",
            start="care_from",
            reason=_CARE,
        ),
        measured(
            _since_last(seen.each("placement_order"), decided),
            "days_decision_to_order",
            start="since_on",
            reason="no decision before the order is on record",
        ),
        measured(
            _with_order(seen),
            "days_order_to_match",
            start="order_on",
            excluded="has_no_order:no placement order or freeing order",
            reason="the day of the placement order is not known",
        ),
        measured(
            _since_last(placed, seen.matched),
            "days_match_to_placed",
            start="since_on",
            reason="no match before the placement is on record",
        ),
        measured(
            placed.join(care, on=PERIOD, how="left"),
            "days_care_to_placed",
            start="care_from",
            reason=_CARE,
        ),
        measured(
            adopted,
            "days_placed_to_adopted",
            start="placed_for_adoption_on",
            excluded="was_not_placed:not placed for adoption before the adoption order",
            reason="the day the placement for adoption began is not known",
        ),
        measured(
            seen.adopted.join(care, on=PERIOD, how="left"),
            "days_care_to_adopted",
            start="care_from",
            reason=_CARE,
        ),
    ]


def share_rows(seen: Happenings) -> list[pl.DataFrame]:
    """Early permanence among those placed, and disruptions beside placements begun."""
    import polars as pl

    early = (
        seen.spells("placement")
        .filter(pl.col("value").is_in(EARLY_PERMANENCE_PLACES))
        .group_by(PERIOD)
        .agg(early_on=pl.col("from_on").min(), is_early=pl.lit(value=True))
    )
    placed = seen.placed.join(early, on=PERIOD, how="left").select(
        *CHILD,
        "on",
        measure=pl.lit("early_permanence"),
        value=(_true("is_early") & (pl.col("early_on").fill_null(pl.col("on")) <= pl.col("on"))),
        start_on=pl.col("early_on"),
        end_on=pl.col("on"),
    )
    begun = seen.placed.select(
        *CHILD,
        "on",
        measure=pl.lit("disruptions"),
        value=pl.lit(0, dtype=pl.Int64),
        end_on=pl.col("on"),
    )
    ended = seen.disrupted.select(
        *CHILD,
        "on",
        measure=pl.lit("disruptions"),
        value=pl.lit(1, dtype=pl.Int64),
        weight=pl.lit(0, dtype=pl.Int64),
        start_on=pl.col("begun_on"),
        end_on=pl.col("on"),
    )
    return [placed, begun, ended]


def _true(column: str) -> pl.Expr:
    import polars as pl

    return pl.col(column).fill_null(value=False)


def _since_last(rows: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """The rows with since_on: the last ``earlier`` day of the same period of care by then."""
    import polars as pl

    numbered = rows.with_row_index("_row")
    last = (
        numbered.select("_row", *PERIOD, until_on="on")
        .join(earlier.select(*PERIOD, since_on="on"), on=PERIOD)
        .filter(pl.col("since_on") <= pl.col("until_on"))
        .group_by("_row")
        .agg(pl.col("since_on").max())
    )
    return numbered.join(last, on="_row", how="left").drop("_row")


def _with_order(seen: Happenings) -> pl.DataFrame:
    """Matches with the order that is live on the day, else the next one (A2's rule)."""
    import polars as pl

    rows = seen.matched.with_row_index("_row")
    began = pl.col("from_on").is_null() | (pl.col("from_on") <= pl.col("on"))
    is_live = began & (pl.col("to_on").is_null() | (pl.col("to_on") > pl.col("on")))
    is_next = (pl.col("from_on") > pl.col("on")).fill_null(value=False)
    orders = (
        rows.select("_row", *PERIOD, "on")
        .join(seen.spells("authority").select(*PERIOD, "from_on", "to_on"), on=PERIOD)
        .filter(is_live | is_next)
        .sort("_row", is_next, "from_on", nulls_last=False)
        .unique("_row", keep="first", maintain_order=True)
        .select("_row", order_on="from_on", has_no_order=pl.lit(value=False))
    )
    return (
        rows.join(orders, on="_row", how="left")
        .with_columns(pl.col("has_no_order").fill_null(value=True))
        .drop("_row")
    )
