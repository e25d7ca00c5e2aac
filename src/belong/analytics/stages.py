"""Time spent in each stage, the children placed and matched in a year, and how long others wait.

Only the stage times and the waiting bands belong to the scorecard; the cohorts do not, and their
rows say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from belong.analytics.definitions import STAGES, WAITING_BANDS
from belong.analytics.figures import ALL, FigureSet
from belong.analytics.windows import windows_ending
from belong.domain.calendar import financial_year_label, quarter_bounds
from belong.domain.codes import HOME_RECS

if TYPE_CHECKING:
    import polars as pl

    from belong.domain.frames import Frames

__all__ = [
    "NOT_THE_SCORECARD",
    "By",
    "cohorts",
    "early_permanence_at_home",
    "stage_times",
    "waiting_bands",
]

By = Literal["window", "year", "quarter"]

NOT_THE_SCORECARD = "not the scorecard"
NO_ORDER = "no placement order"
NOT_KNOWN = "day of the order not known"

_PERIOD = ["la_code", "child_id", "period_of_care"]


@dataclass(frozen=True)
class _Span:
    label: str
    first_on: date
    last_on: date


def _spans(year: int, windows: int, by: By) -> list[_Span]:
    """The periods asked for, oldest first, both ends included."""
    if by == "quarter":
        return [
            _Span(f"{financial_year_label(y)} Q{number}", *quarter_bounds(y, number))
            for y in range(year - windows + 1, year + 1)
            for number in (1, 2, 3, 4)
        ]
    kind: Literal["three_year", "year"] = "three_year" if by == "window" else "year"
    found = windows_ending(kind, year, windows)
    return [_Span(window.label, window.first_on, window.last_on) for window in found]


def stage_times(
    journeys: pl.DataFrame, frames: Frames, year: int, windows: int = 3, by: By = "window"
) -> pl.DataFrame:
    """Days in each stage for children adopted in each period, by authority and ``all``.

    windows: how many three-year windows, or years (also with by='quarter': four quarters each).
    One row per area, period and stage: area, period, stage, name, n (both dates known),
    total_days, mean_days, median_days, n_out_of_order. Days below 0 count as 0 and are counted
    in n_out_of_order. Means and medians are null where n is 0.
    """
    import polars as pl

    dates = list(dict.fromkeys(d for stage in STAGES for d in (stage.start, stage.end)))
    adopted = journeys.filter(pl.col("adopted_on").is_not_null()).select(
        "la_code", "child_id", *dates
    )
    parts = []
    for span in _spans(year, windows, by):
        chosen = adopted.filter(pl.col("adopted_on").is_between(span.first_on, span.last_on))
        parts += [
            chosen.select(
                "la_code",
                period=pl.lit(span.label),
                interval=pl.lit(stage.code),
                days=_days(stage.start, stage.end),
            )
            for stage in STAGES
        ]
    labels = [span.label for span in _spans(year, windows, by)]
    intervals = [(stage.code, stage.name) for stage in STAGES]
    return (
        _summed(pl.concat(parts), labels, intervals, _areas(frames, journeys))
        .rename({"interval": "stage"})
        .drop("n_not_computable")
    )


def cohorts(
    frames: Frames, journeys: pl.DataFrame, year: int, windows: int = 3, by: By = "year"
) -> pl.DataFrame:
    """The same intervals for children placed, and children matched, in each period.

    They show this year's work, while the scorecard shows the children adopted in three years; they
    are no part of it. placed: an adoptive stay began in the period; entering care to that day.
    matched: the match was in the period; order to match; a return tells of a match only once the
    child is adopted, so recent periods hold few.

    Columns: area, period, cohort (``placed`` or ``matched``), name, n, total_days, mean_days,
    median_days, n_out_of_order, n_not_computable (a day is not known), label.
    """
    import polars as pl

    care = frames.spells.filter(pl.col("axis") == "care").select(
        *_PERIOD, entered_care_on="from_on"
    )
    placed = (
        frames.spells.filter(pl.col("axis") == "adoptive_stay")
        .filter(pl.col("from_on").is_not_null())
        .select(*_PERIOD, placed_on="from_on")
        .join(care, on=_PERIOD, how="left")
    )
    matched = journeys.filter(pl.col("matched_on").is_not_null() & pl.col("has_order"))
    parts = []
    spans = _spans(year, windows, by)
    for span in spans:
        for rows, cohort, start, end in (
            (placed, "placed", "entered_care_on", "placed_on"),
            (matched, "matched", "placement_order_on", "matched_on"),
        ):
            parts.append(
                rows.filter(pl.col(end).is_between(span.first_on, span.last_on)).select(
                    "la_code",
                    period=pl.lit(span.label),
                    interval=pl.lit(cohort),
                    days=_days(start, end),
                )
            )
    intervals = [("placed", "entering care to moving in"), ("matched", "order to match")]
    return (
        _summed(pl.concat(parts), [s.label for s in spans], intervals, _areas(frames, journeys))
        .rename({"interval": "cohort"})
        .with_columns(label=pl.lit(NOT_THE_SCORECARD))
    )


def early_permanence_at_home(
    journeys: pl.DataFrame, year: int, windows: int = 3, by: By = "year"
) -> pl.DataFrame:
    """Children whose period of care had early permanence and ended at home: a success.

    One row per child and period: la_code, child_id, period, entered_care_on, left_care_on.
    """
    import polars as pl

    home = journeys.filter(
        pl.col("is_early_permanence") & pl.col("left_care_reason").is_in(HOME_RECS)
    )
    return pl.concat(
        [
            home.filter(pl.col("left_care_on").is_between(span.first_on, span.last_on)).select(
                "la_code",
                "child_id",
                "entered_care_on",
                "left_care_on",
                period=pl.lit(span.label),
            )
            for span in _spans(year, windows, by)
        ]
    ).sort("period", "la_code", "child_id", "left_care_on")


def waiting_bands(figures: FigureSet) -> pl.DataFrame:
    """Children of A9 by how long they have waited since the order: DfE's bands of A14.

    One row per area, window and band: area, window, band, n. The bands with an order sum to A14;
    with those without one, to A9. figures must hold both.
    """
    import polars as pl

    keys = ["window", "la_code", "child_id"]
    is_member = pl.col("status") == "member"
    members = figures.membership.filter(is_member)
    with_order = members.filter(pl.col("indicator") == "A14").select(
        *keys,
        has_order=pl.lit(value=True),
        days=(pl.col("end_on") - pl.col("start_on")).dt.total_days(),
    )
    band: pl.Expr = pl.lit(WAITING_BANDS[-1][0])
    for name, most in reversed(WAITING_BANDS[:-1]):
        band = pl.when(pl.col("days") <= most).then(pl.lit(name)).otherwise(band)
    band = pl.when(pl.col("days").is_null()).then(pl.lit(NOT_KNOWN)).otherwise(band)
    band = pl.when(pl.col("has_order").is_null()).then(pl.lit(NO_ORDER)).otherwise(band)
    counted = (
        members.filter(pl.col("indicator") == "A9")
        .select(keys)
        .join(with_order, on=keys, how="left")
        .with_columns(band=band)
        .group_by("window", "la_code", "band")
        .agg(n=pl.len().cast(pl.Int64))
    )
    pooled = counted.group_by("window", "band").agg(pl.col("n").sum())
    counted = pl.concat(
        [
            counted.select("window", "band", "n", area="la_code"),
            pooled.select("window", "band", "n", area=pl.lit(ALL)),
        ]
    )
    names = [name for name, _ in WAITING_BANDS] + [NOT_KNOWN, NO_ORDER]
    bands = pl.DataFrame({"band": names}).with_row_index("position")
    return (
        figures.figures.filter(pl.col("indicator") == "A9")
        .select("area", "window")
        .with_row_index("row")
        .join(bands, how="cross")
        .join(counted, on=["area", "window", "band"], how="left")
        .sort("row", "position")
        .select("area", "window", "band", pl.col("n").fill_null(0))
    )


def _days(start: str, end: str) -> pl.Expr:
    import polars as pl

    return (pl.col(end) - pl.col(start)).dt.total_days()


def _areas(frames: Frames, journeys: pl.DataFrame) -> list[str]:
    codes = {*frames.coverage["la_code"], *journeys["la_code"].unique()} - {None}
    return [*sorted(codes), ALL]


def _summed(
    rows: pl.DataFrame,
    periods: Sequence[str],
    intervals: Sequence[tuple[str, str]],
    areas: Sequence[str],
) -> pl.DataFrame:
    """n, sum, mean and median of days by area, period and interval, on a complete grid."""
    import polars as pl

    rows = rows.with_columns(area=pl.col("la_code"))
    rows = pl.concat([rows, rows.with_columns(area=pl.lit(ALL))])
    kept = pl.col("days").clip(lower_bound=0)
    summed = rows.group_by("area", "period", "interval").agg(
        n=pl.col("days").count().cast(pl.Int64),
        total_days=kept.sum(),
        median_days=kept.median(),
        n_out_of_order=(pl.col("days") < 0).sum().cast(pl.Int64),
        n_not_computable=pl.col("days").null_count().cast(pl.Int64),
    )
    counts = ["n", "total_days", "n_out_of_order", "n_not_computable"]
    grid = (
        pl.DataFrame({"area": list(areas)})
        .join(pl.DataFrame({"period": list(periods)}), how="cross")
        .join(
            pl.DataFrame(
                list(intervals), schema={"interval": pl.String, "name": pl.String}, orient="row"
            ),
            how="cross",
        )
    )
    return (
        grid.join(summed, on=["area", "period", "interval"], how="left", maintain_order="left")
        .with_columns(
            pl.col(counts).fill_null(0),
        )
        .select(
            "area",
            "period",
            "interval",
            "name",
            "n",
            "total_days",
            pl.when(pl.col("n") > 0).then(pl.col("total_days") / pl.col("n")).alias("mean_days"),
            "median_days",
            "n_out_of_order",
            "n_not_computable",
        )
    )
