"""What happened: decisions, orders, matches, placements, adoptions, and plans that ended."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from belong.analytics.measures.rows import CHILD, PERIOD, counted
from belong.domain.codes import (
    ADOPTED_RECS,
    EARLY_PERMANENCE_PLACES,
    HOME_RECS,
    SPECIAL_GUARDIANSHIP_RECS,
)

if TYPE_CHECKING:
    import polars as pl

    from belong.domain.frames import Frames

__all__ = ["GROWN_UP_RECS", "Happenings", "breakdown_rows", "flow_rows", "plan_rows"]

#: Days after a reversal within which the way the child left care tells how the plan ended.
_SIX_MONTHS = 183
#: REC codes of young people who leave care as adults.
GROWN_UP_RECS = ("E5", "E6", "E7", "E17")
_NO_PART = "not_known"
_LOST = "lost"


class Happenings:
    """Events and spells of the frames by what they tell; each frame has the day as ``on``."""

    def __init__(self, frames: Frames, journeys: pl.DataFrame) -> None:
        self.frames = frames
        self.journeys = journeys

    def of(self, *kinds: str) -> pl.DataFrame:
        """Events of these kinds, each child once a day."""
        import polars as pl

        return (
            self.frames.events.filter(pl.col("kind").is_in(kinds))
            .select(*PERIOD, "reason", "family_id", on="happened_on")
            .unique([*CHILD, "on"], keep="first", maintain_order=True)
        )

    def each(self, kind: str) -> pl.DataFrame:
        """Every event of a kind."""
        import polars as pl

        return self.frames.events.filter(pl.col("kind") == kind).select(
            *PERIOD, "kind", "reason", "family_id", on="happened_on"
        )

    def spells(self, axis: str) -> pl.DataFrame:
        """Spells of an axis."""
        import polars as pl

        return self.frames.spells.filter(pl.col("axis") == axis).drop("axis")

    @cached_property
    def planned(self) -> pl.DataFrame:
        """The first referral or parallel plan of each child in each period of care."""
        import polars as pl

        return (
            pl.concat([self.each("referred"), self.each("parallel_plan_made")])
            .sort("on", "kind")
            .unique(PERIOD, keep="first", maintain_order=True)
        )

    @cached_property
    def matched(self) -> pl.DataFrame:
        """Decisions on a match: told by returns of the adopted, or recorded."""
        return self.of("matched", "match_decided")

    @cached_property
    def placed(self) -> pl.DataFrame:
        """Placements for adoption begun."""
        return self.each("placed_for_adoption")

    @cached_property
    def adopted(self) -> pl.DataFrame:
        """Adoption orders, with what is known of the child."""
        return self.each("adopted").join(self.frames.children, on=CHILD, how="left")

    @cached_property
    def care(self) -> pl.DataFrame:
        """One row per period of care: care_from, care_why (not known), care_to, care_end."""
        import polars as pl

        return self.spells("care").select(
            *PERIOD,
            care_from=pl.col("from_on"),
            care_why=pl.col("from_reason"),
            care_to=pl.col("to_on"),
            care_end=pl.col("to_reason"),
        )

    @cached_property
    def came_back(self) -> pl.DataFrame:
        """The first period of care that began after each adoption; adopted_on: of the adoption."""
        import polars as pl

        return (
            self.adopted.select(*CHILD, adopted_on="on", number="period_of_care")
            .join(self.care, on=CHILD)
            .filter(
                (pl.col("period_of_care") > pl.col("number"))
                & (pl.col("care_from") >= pl.col("adopted_on"))
            )
            .sort("care_from")
            .unique([*CHILD, "number"], keep="first", maintain_order=True)
            .with_columns(on="care_from")
        )

    @cached_property
    def disrupted(self) -> pl.DataFrame:
        """Adoptive stays that ended before an order; begun_on may not be known."""
        import polars as pl

        other_ends = (*ADOPTED_RECS, *GROWN_UP_RECS, "E2", "E3", _LOST)
        return (
            self.spells("adoptive_stay")
            .filter(
                pl.col("to_on").is_not_null()
                & pl.col("to_reason").is_not_null()
                & ~pl.col("to_reason").is_in(other_ends)
            )
            .select(*PERIOD, begun_on="from_on", on="to_on")
        )


def flow_rows(seen: Happenings) -> list[pl.DataFrame]:
    """Counts of what happened."""
    import polars as pl

    early = seen.spells("placement").filter(
        pl.col("value").is_in(EARLY_PERMANENCE_PLACES) & pl.col("from_on").is_not_null()
    )
    return [
        counted(seen.planned, "referrals"),
        counted(seen.each("plan_decided"), "decisions"),
        counted(seen.each("placement_order"), "orders"),
        counted(seen.matched, "matched"),
        _match_not_known(seen),
        counted(seen.placed, "placed"),
        counted(seen.adopted, "adopted"),
        counted(early.rename({"from_on": "on"}), "early_permanence_begun"),
        counted(seen.disrupted, "disrupted"),
    ]


def _match_not_known(seen: Happenings) -> pl.DataFrame:
    """Placements for adoption of a period of care of which no match is known."""
    import polars as pl

    return seen.placed.join(seen.matched, on=PERIOD, how="anti").select(
        *CHILD,
        "on",
        measure=pl.lit("matched"),
        status=pl.lit("not_computable"),
        value=pl.lit(None, dtype=pl.Int64),
        weight=pl.lit(0, dtype=pl.Int64),
        reason=pl.lit("placed for adoption, and no match is on record"),
    )


def breakdown_rows(seen: Happenings) -> list[pl.DataFrame]:
    """Adoptions by sex and by age, and reversals by reason."""
    import polars as pl

    sex = (
        pl.when(pl.col("sex").is_in(("2", "F")))
        .then(pl.lit("girls"))
        .when(pl.col("sex").is_in(("1", "M")))
        .then(pl.lit("boys"))
        .otherwise(pl.lit(_NO_PART))
    )
    born, on = pl.col("born_on"), pl.col("on")
    had_no_birthday = (on.dt.month() < born.dt.month()) | (
        (on.dt.month() == born.dt.month()) & (on.dt.day() < born.dt.day())
    )
    age = on.dt.year() - born.dt.year() - had_no_birthday.cast(pl.Int32)
    by_age = (
        pl.when(age.is_null() | (age < 0))
        .then(pl.lit(_NO_PART))
        .when(age >= 3)
        .then(pl.lit("3_and_over"))
        .otherwise(age.cast(pl.String))
    )
    reason = pl.col("reason")
    known = pl.when(reason.is_in(("RD1", "RD2", "RD3", "RD4"))).then(reason)
    return [
        counted(seen.adopted, "adopted_by_sex", sex),
        counted(seen.adopted, "adopted_by_age", by_age),
        counted(seen.each("plan_reversed"), "reversals", known.fill_null(pl.lit(_NO_PART))),
    ]


def plan_rows(seen: Happenings) -> list[pl.DataFrame]:
    """Plans that ended: by adoption, by leaving care with a live plan, or by a reversal."""
    import polars as pl

    decided = seen.spells("decision")
    ended = decided.filter(pl.col("to_on").is_not_null())
    is_reversal = pl.col("to_reason").ne_missing("care_ended")
    left = (
        pl.concat([ended.filter(~is_reversal).select(PERIOD), _only_planned(seen, decided)])
        .unique()
        .join(seen.care, on=PERIOD)
        .filter(
            pl.col("care_to").is_not_null()
            & pl.col("care_end").is_not_null()
            & ~pl.col("care_end").is_in((*ADOPTED_RECS, _LOST))
        )
        .select(*CHILD, "care_end", on="care_to")
    )
    soon = (pl.col("care_to") - pl.col("to_on")).dt.total_days().is_between(0, _SIX_MONTHS)
    undone = (
        ended.filter(is_reversal)
        .join(seen.care, on=PERIOD, how="left")
        .select(*CHILD, care_end=pl.when(soon).then("care_end"), on="to_on")
    )
    end = pl.col("care_end")
    way = (
        pl.when(end.is_in(SPECIAL_GUARDIANSHIP_RECS))
        .then(pl.lit("special_guardianship"))
        .when(end.is_in(HOME_RECS))
        .then(pl.lit("home"))
        .otherwise(pl.lit("other"))
    )
    plans = pl.concat(
        [
            seen.adopted.select(*CHILD, "on", way=pl.lit("adopted")),
            pl.concat([left, undone]).select(*CHILD, "on", way=way),
        ]
    )
    return [counted(plans, "plans_ended"), counted(plans, "plans_ended_by", pl.col("way"))]


def _only_planned(seen: Happenings, decided: pl.DataFrame) -> pl.DataFrame:
    """Periods of care with a referral or a parallel plan on record, and never a decision."""

    planned = seen.planned.drop_nulls("period_of_care").select(PERIOD)
    return planned.join(decided.select(PERIOD), on=PERIOD, how="anti")
