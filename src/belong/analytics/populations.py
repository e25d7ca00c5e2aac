"""Who an indicator is about: one function per population, named in the definitions.

Each takes the evidence and a window and gives one row per child per thing counted, with la_code,
child_id and the columns to which definitions refer. A day that the source cannot know is null.
Ends of windows are both included; a spell holds on its first day and no longer on its last.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from belong.analytics.windows import Window
from belong.domain.codes import HOME_RECS, SHORT_BREAK_STATUSES

if TYPE_CHECKING:
    from datetime import date

    import polars as pl

    from belong.domain.frames import Frames

__all__ = ["POPULATIONS", "Evidence"]

_CHILD = ["la_code", "child_id"]
_PERIOD = [*_CHILD, "period_of_care"]


class Evidence:
    """Frames and journeys, cut down once to the rows that any population can need.

    Spells are asked for on days from first_day to last_day only.
    """

    def __init__(
        self, frames: Frames, journeys: pl.DataFrame, *, first_day: date, last_day: date
    ) -> None:
        self.frames = frames
        self.journeys = journeys
        self.first_day = first_day
        self.last_day = last_day

    @cached_property
    def adopted(self) -> pl.DataFrame:
        """Journeys that ended in an adoption order."""
        import polars as pl

        return self.journeys.filter(pl.col("adopted_on").is_not_null())

    @cached_property
    def ended(self) -> pl.DataFrame:
        """Journeys whose end is known, in the columns that leaving care needs."""
        import polars as pl

        return self.journeys.filter(pl.col("left_care_on").is_not_null()).select(
            *_PERIOD,
            "entered_care_on",
            "left_care_on",
            is_short_break=pl.col("left_care_legal_status")
            .is_in(SHORT_BREAK_STATUSES)
            .fill_null(False),
            was_adopted=pl.col("adopted_on").is_not_null(),
        )

    @cached_property
    def decisions(self) -> pl.DataFrame:
        """Spells of a live decision."""
        return self._axis("decision")

    @cached_property
    def care(self) -> pl.DataFrame:
        """Spells in care of children who ever had a decision."""
        return self._of_decided("care")

    @cached_property
    def adoptive_stays(self) -> pl.DataFrame:
        """Adoptive stays of children who ever had a decision."""
        return self._of_decided("adoptive_stay")

    @cached_property
    def orders(self) -> pl.DataFrame:
        """Placement and freeing orders of children who ever had a decision."""
        return self._of_decided("authority")

    def events(self, kind: str, window: Window) -> pl.DataFrame:
        """Events of this kind in the window."""
        import polars as pl

        return self._events.filter(
            (pl.col("kind") == kind)
            & pl.col("happened_on").is_between(window.first_on, window.last_on)
        )

    @cached_property
    def _events(self) -> pl.DataFrame:
        import polars as pl

        kinds = ["plan_decided", "plan_reversed", "placement_order"]
        return self.frames.events.filter(pl.col("kind").is_in(kinds)).select(
            *_PERIOD, "kind", "happened_on"
        )

    @cached_property
    def _spells(self) -> pl.DataFrame:
        import polars as pl

        spells = self.frames.spells
        held = pl.col("to_on").is_null() | (pl.col("to_on") > self.first_day)
        held = held & (pl.col("from_on").is_null() | (pl.col("from_on") <= self.last_day))
        return spells.select(*_PERIOD, "axis", "from_on", "to_on", "from_reason").filter(held)

    def _axis(self, axis: str) -> pl.DataFrame:
        import polars as pl

        return self._spells.filter(pl.col("axis") == axis)

    def _of_decided(self, axis: str) -> pl.DataFrame:
        return self._axis(axis).join(self.decisions.select(_CHILD).unique(), on=_CHILD, how="semi")


def _live(spells: pl.DataFrame, on_day: date) -> pl.DataFrame:
    """Spells that hold on the day; of several of one period the latest. One row per period."""
    import polars as pl

    begun = pl.col("from_on").is_null() | (pl.col("from_on") <= on_day)
    not_over = pl.col("to_on").is_null() | (pl.col("to_on") > on_day)
    return (
        spells.filter(begun & not_over)
        .sort("from_on", nulls_last=False)
        .unique(subset=_PERIOD, keep="last", maintain_order=True)
        .select(*_PERIOD, "from_on", "from_reason")
    )


def _adopted(evidence: Evidence, window: Window) -> pl.DataFrame:
    """Journeys with the adoption order in the window; a child adopted twice is there twice."""
    import polars as pl

    return evidence.adopted.filter(
        pl.col("adopted_on").is_between(window.first_on, window.last_on)
    ).with_columns(
        is_adopted_unplaced=~pl.col("was_placed").fill_null(False),
        waited_until_on=pl.col("placed_for_adoption_on"),
    )


def _decided(evidence: Evidence, window: Window) -> pl.DataFrame:
    """Children looked after with a live decision on the window's last day, placed or waiting."""
    import polars as pl

    day = window.last_on
    stays = _live(evidence.adoptive_stays, day).rename(
        {"from_on": "stay_from_on", "from_reason": "placed_for_adoption_reason"}
    )
    orders = _live(evidence.orders, day).rename({"from_on": "live_order_on"}).drop("from_reason")
    return (
        _live(evidence.care, day)
        .rename({"from_on": "entered_care_on", "from_reason": "entered_care_reason"})
        .join(
            _live(evidence.decisions, day).rename({"from_on": "decided_on"}).drop("from_reason"),
            on=_PERIOD,
            how="inner",
        )
        .join(stays.with_columns(is_placed=pl.lit(value=True)), on=_PERIOD, how="left")
        .join(orders.with_columns(has_live_order=pl.lit(value=True)), on=_PERIOD, how="left")
        .with_columns(
            pl.col("is_placed", "has_live_order").fill_null(False),
            is_adopted_unplaced=pl.lit(value=False),
            on_day=pl.lit(day),
        )
        .with_columns(
            waited_until_on=pl.when("is_placed").then("stay_from_on").otherwise(pl.col("on_day"))
        )
    )


def _left_care(evidence: Evidence, window: Window) -> pl.DataFrame:
    """The last ceasing of each child in each financial year; short breaks beside, not instead."""
    import polars as pl

    financial_year = pl.col("left_care_on").dt.offset_by("-3mo").dt.year()
    return (
        evidence.ended.filter(pl.col("left_care_on").is_between(window.first_on, window.last_on))
        .with_columns(financial_year=financial_year)
        .sort("left_care_on", "period_of_care")
        .unique(
            subset=[*_CHILD, "financial_year", "is_short_break"], keep="last", maintain_order=True
        )
    )


def _reversed_or_adopted(evidence: Evidence, window: Window) -> pl.DataFrame:
    """One row per child with a reversal or an adoption order in the window.

    A reversal in a period of early permanence that ended at home is no change of plan; the child
    stays in for any other reversal or adoption order.
    """
    import polars as pl

    reversals = evidence.events("plan_reversed", window).select(*_PERIOD, ended_on="happened_on")
    went_home = pl.col("left_care_reason").is_in(HOME_RECS).fill_null(False)
    successes = (
        evidence.journeys.join(reversals.select(_CHILD).unique(), on=_CHILD, how="semi")
        .filter(pl.col("is_early_permanence").fill_null(False) & went_home)
        .select(*_PERIOD, is_success=pl.lit(value=True))
    )
    away = (
        reversals.join(successes, on=_PERIOD, how="left")
        .with_columns(pl.col("is_success").fill_null(False))
        .select(*_CHILD, "ended_on", "is_success", is_order=pl.lit(value=False))
    )
    adopted = _adopted(evidence, window).select(
        *_CHILD,
        ended_on="adopted_on",
        is_success=pl.lit(value=False),
        is_order=pl.lit(value=True),
    )
    return (
        pl.concat([away, adopted])
        .group_by(_CHILD)
        .agg(
            ended_on=pl.col("ended_on").max(),
            was_reversed=(~pl.col("is_order") & ~pl.col("is_success")).any(),
            is_home_from_early_permanence=pl.col("is_success").all(),
        )
    )


def _decisions_made(evidence: Evidence, window: Window) -> pl.DataFrame:
    """One row per decision in the window."""
    return evidence.events("plan_decided", window)


def _orders_granted(evidence: Evidence, window: Window) -> pl.DataFrame:
    """One row per placement or freeing order whose first day is in the window."""
    return evidence.events("placement_order", window)


POPULATIONS: dict[str, Callable[[Evidence, Window], pl.DataFrame]] = {
    "adopted": _adopted,
    "decided": _decided,
    "left_care": _left_care,
    "reversed_or_adopted": _reversed_or_adopted,
    "decisions_made": _decisions_made,
    "orders_granted": _orders_granted,
}
