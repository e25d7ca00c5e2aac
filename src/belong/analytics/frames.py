"""The vectorised fold: spells and events of many children into one row per period of care.

The rules are those of docs/reference/how-figures-are-made.md, section 3.
``belong.domain.journey.from_episodes`` folds one child in plain Python; tests hold the two equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from belong.domain.codes import (
    ADOPTED_RECS,
    ADOPTIVE_PLACES,
    CARER_ADOPTIVE_PLACES,
    EARLY_PERMANENCE_PLACES,
    STILL_IN_CARE_REC,
)
from belong.domain.frames import JOURNEYS_COLUMNS, Frames

if TYPE_CHECKING:
    import polars as pl

__all__ = ["journeys"]

_KEY = ["la_code", "child_id", "period_of_care"]


def journeys(frames: Frames) -> pl.DataFrame:
    """One row per child per period of care, columns JOURNEYS_COLUMNS, in no promised order."""
    import polars as pl

    spells = frames.spells
    care = _care(spells)
    told = spells.filter(
        pl.col("axis").is_in(("authority", "adoptive_stay", "decision"))
        | ((pl.col("axis") == "placement") & pl.col("value").is_in(EARLY_PERMANENCE_PLACES))
    )
    traced = pl.concat(
        [
            told.select(_KEY),
            frames.events.filter(
                pl.col("kind").is_in(("matched", "adopted", "plan_decided"))
                & pl.col("period_of_care").is_not_null()
            ).select(_KEY),
        ]
    ).unique()
    with_carers = spells.filter(pl.col("axis") == "carer_stay").join(traced, on=_KEY, how="semi")
    detail = _adoption_detail(
        care.join(traced, on=_KEY, how="semi"),
        pl.concat([told, with_carers]),
        frames.events.filter(pl.col("kind").is_in(("matched", "plan_decided_as_adopted"))).join(
            traced, on=_KEY, how="semi"
        ),
    )
    ends = (
        spells.filter((pl.col("axis") == "legal") & pl.col("to_on").is_not_null())
        .join(
            care.select(*_KEY, pl.col("left_care_on").alias("to_on")),
            on=[*_KEY, "to_on"],
            how="semi",
        )
        .unique(_KEY, keep="last", maintain_order=True)
        .select(*_KEY, pl.col("value").alias("left_care_legal_status"))
    )
    return (
        care.join(frames.children, on=["la_code", "child_id"], how="left")
        .join(detail, on=_KEY, how="left")
        .join(ends, on=_KEY, how="left")
        .with_columns(
            pl.col("has_order", "was_placed", "is_carer_adoption", "is_early_permanence").fill_null(
                False
            )
        )
        .select(list(JOURNEYS_COLUMNS))
    )


def _care(spells: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    has_left = ~pl.col("to_reason").is_in(("lost", STILL_IN_CARE_REC)).fill_null(True)
    return spells.filter(pl.col("axis") == "care").select(
        *_KEY,
        pl.col("from_on").alias("entered_care_on"),
        pl.col("from_reason").alias("entered_care_reason"),
        pl.col("to_on").alias("care_to"),
        pl.when(has_left).then(pl.col("to_on")).alias("left_care_on"),
        pl.col("to_reason").alias("left_care_reason"),
        pl.when(pl.col("to_reason").is_in(ADOPTED_RECS)).then(pl.col("to_on")).alias("adopted_on"),
    )


def _adoption_detail(
    care: pl.DataFrame, spells: pl.DataFrame, events: pl.DataFrame
) -> pl.DataFrame:
    """One row per period of care with any trace of adoption."""
    import polars as pl

    base = care.select(*_KEY, "care_to", "left_care_on", "adopted_on")
    stays = _final_stays(base, spells)
    matches = (
        events.filter(pl.col("kind") == "matched")
        .group_by(_KEY)
        .agg(pl.col("happened_on").max().alias("matched_on"))
    )
    base = base.join(stays, on=_KEY, how="left").join(matches, on=_KEY, how="left")
    early = (
        spells.filter(
            (pl.col("axis") == "placement") & pl.col("value").is_in(EARLY_PERMANENCE_PLACES)
        )
        .select(_KEY)
        .unique()
        .with_columns(pl.lit(True).alias("is_early_permanence"))
    )
    return (
        base.join(_orders(base, spells), on=_KEY, how="left")
        .join(_decisions(base, spells, events), on=_KEY, how="left")
        .join(early, on=_KEY, how="left")
        .drop("care_to", "left_care_on", "adopted_on")
    )


def _final_stays(base: pl.DataFrame, spells: pl.DataFrame) -> pl.DataFrame:
    """The adoptive stay, and the stay with the carer, that the period's last episode is in.

    A period that is still open has its last stay where that stay is still open too.
    """
    import polars as pl

    def last(axis: str, name: str) -> pl.DataFrame:
        return (
            spells.filter(pl.col("axis") == axis)
            .join(base, on=_KEY)
            .filter(pl.col("to_on").eq_missing(pl.col("care_to")))
            .sort(*_KEY, "from_on", nulls_last=False)
            .unique(_KEY, keep="last", maintain_order=True)
            .select(
                *_KEY,
                pl.col("value").alias(f"{name}_place"),
                pl.col("from_on").alias(f"{name}_on"),
                pl.col("from_reason").alias(f"{name}_reason"),
            )
        )

    by_carer = pl.col("placed_for_adoption_place").is_in(CARER_ADOPTIVE_PLACES)
    return (
        last("adoptive_stay", "placed_for_adoption")
        .join(last("carer_stay", "carer"), on=_KEY, how="left")
        # where the last episode lasted no days, the stay before it ends on the same day
        .filter(pl.col("carer_place").is_in(ADOPTIVE_PLACES))
        .select(
            *_KEY,
            pl.lit(True).alias("was_placed"),
            "placed_for_adoption_on",
            "placed_for_adoption_reason",
            pl.when(by_carer)
            .then("carer_on")
            .otherwise("placed_for_adoption_on")
            .alias("moved_in_on"),
            pl.when(by_carer)
            .then("carer_reason")
            .otherwise("placed_for_adoption_reason")
            .alias("moved_in_reason"),
            by_carer.alias("is_carer_adoption"),
        )
    )


def _orders(base: pl.DataFrame, spells: pl.DataFrame) -> pl.DataFrame:
    """The order of each period: live at the match, else the next; no match: live when placed.

    An order whose first day is not known began before everything known of the period.
    """
    import polars as pl

    at = pl.coalesce("matched_on", "placed_for_adoption_on")
    began = pl.col("from_on").is_null() | (pl.col("from_on") <= at)
    goes_on = pl.col("to_on").is_null() | (pl.col("to_on") > at)
    ranked = (
        spells.filter(pl.col("axis") == "authority")
        .join(base, on=_KEY)
        .with_columns(
            (began & goes_on).fill_null(False).alias("_live"),
            (pl.col("from_on") > at).fill_null(False).alias("_next"),
        )
        .filter(pl.col("_live") | pl.col("_next") | pl.col("matched_on").is_null())
        .with_columns(
            pl.when("_live")
            .then(0)
            .when(pl.col("_next") & pl.col("matched_on").is_not_null())
            .then(1)
            .otherwise(2)
            .alias("_rank"),
            pl.col("from_on").to_physical().fill_null(-(2**31)).cast(pl.Int64).alias("_day"),
        )
        # next: the first one; without a match and none live: the last one
        .with_columns(
            pl.when(pl.col("_rank") == 2)
            .then(-pl.col("_day"))
            .otherwise(pl.col("_day"))
            .alias("_day")
        )
        .sort(*_KEY, "_rank", "_day")
        .unique(_KEY, keep="first", maintain_order=True)
    )
    return ranked.select(
        *_KEY,
        pl.lit(True).alias("has_order"),
        pl.col("from_on").alias("placement_order_on"),
        pl.col("from_reason").alias("placement_order_reason"),
    )


def _decisions(base: pl.DataFrame, spells: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """The decision that stood when the period ended, else the reversal that ended the plan."""
    import polars as pl

    rows = spells.filter(pl.col("axis") == "decision").join(base, on=_KEY)
    is_reversal = pl.col("to_on").is_not_null() & (pl.col("to_reason") != "care_ended")
    stood = (
        rows.filter(~is_reversal)
        .group_by(_KEY)
        .agg(pl.col("from_on").max().alias("plan_decided_on"))
    )
    told = (
        events.filter(pl.col("kind") == "plan_decided_as_adopted")
        .group_by(_KEY)
        .agg(pl.col("happened_on").max().alias("told_on"))
    )
    undone = (
        rows.filter(is_reversal)
        .sort("to_on")
        .group_by(_KEY, maintain_order=True)
        .agg(
            pl.col("to_on").last().alias("plan_ended_on"),
            pl.col("to_reason").last().alias("plan_ended_reason"),
        )
    )
    plan = pl.coalesce("plan_decided_on", "told_on")
    return (
        base.select(_KEY)
        .join(stood, on=_KEY, how="left")
        .join(told, on=_KEY, how="left")
        .join(undone, on=_KEY, how="left")
        .select(
            *_KEY,
            plan.alias("plan_decided_on"),
            pl.when(plan.is_null()).then("plan_ended_on").alias("plan_ended_on"),
            pl.when(plan.is_null()).then("plan_ended_reason").alias("plan_ended_reason"),
        )
    )
