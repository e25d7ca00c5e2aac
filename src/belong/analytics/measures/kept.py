"""What only records kept in Belong tell: delays at court, returns to care, brothers and sisters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belong.analytics.measures.flows import Happenings
from belong.analytics.measures.rows import CHILD, counted
from belong.domain.events import DelayReason

if TYPE_CHECKING:
    import polars as pl

__all__ = ["kept_rows"]

_OF_COURTS = (DelayReason.COURT_LISTING.value, DelayReason.APPEAL_OR_LEAVE.value)


def kept_rows(seen: Happenings) -> list[pl.DataFrame]:
    """Rows of delays at court, returns to care after adoption, and brothers and sisters placed."""
    return [_court_delays(seen), *_reentries(seen), _siblings(seen)]


def _court_delays(seen: Happenings) -> pl.DataFrame:
    """Hearings vacated and adjourned, and other delays recorded for a reason of the court's."""
    import polars as pl

    hearings = pl.concat([seen.each("hearing_vacated"), seen.each("hearing_adjourned")])
    other = seen.each("delayed").filter(pl.col("reason").is_in(_OF_COURTS))
    known = pl.col("reason").is_in([one.value for one in DelayReason])
    reason = pl.when(known).then("reason").otherwise(pl.lit("not_known"))
    return counted(pl.concat([hearings, other]), "court_delay_by", reason)


def _reentries(seen: Happenings) -> list[pl.DataFrame]:
    """First periods of care after an adoption order, counted and beside the adoptions."""
    import polars as pl

    again = seen.came_back
    return [
        counted(again, "reentered").with_columns(start_on=again["adopted_on"]),
        again.select(
            *CHILD,
            "on",
            measure=pl.lit("reentries"),
            weight=pl.lit(0, dtype=pl.Int64),
            start_on="adopted_on",
            end_on="on",
        ),
        seen.adopted.select(
            *CHILD,
            "on",
            measure=pl.lit("reentries"),
            value=pl.lit(0, dtype=pl.Int64),
            end_on=pl.col("on"),
        ),
    ]


def _siblings(seen: Happenings) -> pl.DataFrame:
    """Children placed with brothers or sisters then to be adopted: 1 where placed with them all.

    Brothers and sisters are the others of the sibling group with a live decision, or already
    placed for adoption, on the day. In one family is with the same one where both are known, else
    placed on the same day.
    """
    import polars as pl

    groups = seen.frames.children.filter(pl.col("sibling_group_id").is_not_null())
    groups = groups.select(*CHILD, "sibling_group_id")
    placed = (
        seen.placed.join(groups, on=CHILD)
        .with_row_index("_row")
        .select("_row", *CHILD, "sibling_group_id", "on", "family_id")
    )
    others = groups.rename({"child_id": "other"})
    pairs = (
        placed.join(others, on=["la_code", "sibling_group_id"])
        .filter(pl.col("other") != pl.col("child_id"))
        .select("_row", "la_code", "other", "on", "family_id")
    )
    decided = seen.spells("decision").select(
        "la_code", "from_on", "to_on", other="child_id", is_stay=pl.lit(value=False)
    )
    stays = seen.spells("adoptive_stay").select(
        "la_code", "from_on", "to_on", other="child_id", is_stay=pl.lit(value=True)
    )
    begun = pl.col("from_on").is_null() | (pl.col("from_on") <= pl.col("on"))
    goes_on = pl.col("to_on").is_null() | (pl.col("to_on") > pl.col("on"))
    to_be_adopted = (
        pairs.join(pl.concat([decided, stays]), on=["la_code", "other"])
        .filter(begun & goes_on)
        .select("_row", "la_code", "other", "on", "family_id")
        .unique(["_row", "other"])
    )
    same_family = (pl.col("family_id") == pl.col("their_family")).fill_null(
        pl.col("on") == pl.col("their_on")
    )
    with_them = (
        to_be_adopted.join(
            seen.placed.select(
                "la_code", other="child_id", their_on="on", their_family="family_id"
            ),
            on=["la_code", "other"],
            how="left",
        )
        .with_columns(is_together=same_family.fill_null(value=False))
        .group_by("_row", "other")
        .agg(pl.col("is_together").any())
        .group_by("_row")
        .agg(value=pl.col("is_together").all())
    )
    return placed.join(with_them, on="_row").select(
        *CHILD, "on", measure=pl.lit("siblings_together"), value="value", end_on=pl.col("on")
    )
