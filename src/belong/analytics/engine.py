"""Turns definitions, frames and journeys into figures, for every authority and for all together.

Vectorised throughout: the work grows with the children in the windows, not with the authorities.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from belong.analytics.definitions import DEFINITIONS, Check, Definition
from belong.analytics.figures import ALL, FigureSet
from belong.analytics.populations import POPULATIONS, Evidence
from belong.analytics.thresholds import threshold_for
from belong.analytics.windows import Window, windows_ending
from belong.domain.errors import BelongError

if TYPE_CHECKING:
    import polars as pl

    from belong.domain.frames import Frames

__all__ = ["compute", "compute_windows", "half_up_mean"]

_MEMBERSHIP = [
    "indicator",
    "window",
    "la_code",
    "child_id",
    "status",
    "value",
    "start_on",
    "end_on",
    "reason",
    "order",
]


def compute(
    frames: Frames,
    journeys: pl.DataFrame,
    *,
    year: int,
    windows: int = 3,
    codes: Sequence[str] | None = None,
) -> FigureSet:
    """Every indicator for each authority and ``all``, over windows ending a year apart.

    year: the financial year in which the last window ends. windows: how many, at least 1.
    codes: indicators wanted, None for all. There is a row for every indicator, area and window;
    without children a mean or share is None and a count 0, and years_missing says whether the
    returns were there to tell.
    Raises BelongError for an unknown indicator or fewer than one window.
    """
    if windows < 1:
        raise BelongError(f"{windows} windows were asked for.", mend="Ask for at least 1.")
    definitions = [_definition(code) for code in (DEFINITIONS if codes is None else codes)]
    asked = [
        (definition, window)
        for definition in definitions
        for window in windows_ending(definition.window, year, windows)
    ]
    return compute_windows(frames, journeys, asked)


def compute_windows(
    frames: Frames, journeys: pl.DataFrame, asked: Sequence[tuple[Definition, Window]]
) -> FigureSet:
    """Each definition over the window asked beside it, whatever its own is, as ``compute`` does.

    Stocks are of the last day of the window. Windows of one label are the same window.
    """
    import polars as pl

    days = [window.last_on for _, window in asked]
    evidence = Evidence(
        frames,
        journeys,
        first_day=min(days, default=date.min),
        last_day=max(days, default=date.min),
    )
    seen: dict[tuple[str, Window], pl.DataFrame] = {}
    parts = []
    for definition, window in asked:
        for population in definition.population:
            key = (population, window)
            if key not in seen:
                seen[key] = POPULATIONS[population](evidence, window)
            parts.append(_classify(seen[key], definition, window))
    membership = pl.concat(parts) if parts else _no_members()
    return FigureSet(
        figures=_aggregate(membership, asked, _areas(frames, journeys), frames.coverage),
        membership=membership,
    )


def half_up_mean(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """numerator / denominator to the nearest whole number, halves up, in whole-number arithmetic.

    Both are Int64, denominator above 0. Below zero too, a half goes up: -2.5 gives -2.
    """
    return (numerator * 2 + denominator).floordiv(denominator * 2)


def _definition(code: str) -> Definition:
    try:
        return DEFINITIONS[code]
    except KeyError:
        raise BelongError(
            f"There is no indicator {code}.", mend=f"Choose from {', '.join(DEFINITIONS)}."
        ) from None


def _no_members() -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(
        schema={
            "indicator": pl.String,
            "window": pl.String,
            "la_code": pl.String,
            "child_id": pl.String,
            "status": pl.String,
            "value": pl.Int64,
            "start_on": pl.Date,
            "end_on": pl.Date,
            "reason": pl.String,
            "order": pl.Int32,
        }
    )


def _fails(check: Check) -> pl.Expr:
    import polars as pl

    column = pl.col(check.column)
    if check.when == "is_null":
        return column.is_null()
    is_true = column.fill_null(False)
    return is_true if check.when == "is_true" else ~is_true


def _reason(check: Check, columns: Sequence[str]) -> pl.Expr:
    """The reason in plain words, with the source's own where it gives one."""
    import polars as pl

    words = pl.lit(check.reason)
    if check.because is None or check.because not in columns:
        return words
    because = pl.col(check.because)
    return pl.when(because.is_not_null()).then(words + ": " + because).otherwise(words)


def _classify(rows: pl.DataFrame, definition: Definition, window: Window) -> pl.DataFrame:
    """Membership rows of one definition and window: who counts with what, who does not and why."""
    import polars as pl

    status = pl.lit("member")
    reason: pl.Expr = pl.lit(None, dtype=pl.String)
    order: pl.Expr = pl.lit(0, dtype=pl.Int32)
    steps = [("not_computable", i, c) for i, c in enumerate(definition.not_computable, start=1)]
    steps = [("excluded", i, c) for i, c in enumerate(definition.exclusions, start=1)] + steps
    for name, position, check in reversed(steps):
        fails = _fails(check)
        status = pl.when(fails).then(pl.lit(name)).otherwise(status)
        reason = pl.when(fails).then(_reason(check, rows.columns)).otherwise(reason)
        order = pl.when(fails).then(pl.lit(position, dtype=pl.Int32)).otherwise(order)
    no_day = pl.lit(None, dtype=pl.Date)
    return (
        rows.with_columns(
            indicator=pl.lit(definition.code),
            window=pl.lit(window.label),
            status=status,
            reason=reason,
            order=order,
            start_on=pl.col(definition.start) if definition.start else no_day,
            end_on=pl.col(definition.end) if definition.end else no_day,
        )
        .with_columns(
            value=pl.when(pl.col("status") == "member").then(_value(definition, window)),
        )
        .select(_MEMBERSHIP)
    )


def _value(definition: Definition, window: Window) -> pl.Expr:
    """What a member counts, Int64; of start_on and end_on where it is days."""
    import polars as pl

    if definition.value == "one":
        return pl.lit(1, dtype=pl.Int64)
    if definition.value == "flag":
        return pl.col(str(definition.flag)).cast(pl.Int64)
    days = (pl.col("end_on") - pl.col("start_on")).dt.total_days()
    if definition.value == "days_below_threshold":
        threshold = threshold_for(str(definition.threshold), window.year)
        if threshold is None:
            return pl.lit(None, dtype=pl.Int64)
        return (days < threshold.days).cast(pl.Int64)
    return days.clip(lower_bound=0) if definition.negative_is_zero else days


def _areas(frames: Frames, journeys: pl.DataFrame) -> pl.DataFrame:
    """Every authority that supplied anything, one row each, and ``all``."""
    import polars as pl

    codes = pl.concat(
        [
            frames.coverage.select("la_code"),
            frames.children.select("la_code"),
            journeys.select("la_code"),
        ]
    ).unique()
    return pl.concat([codes.drop_nulls().sort("la_code"), pl.DataFrame({"la_code": [ALL]})]).rename(
        {"la_code": "area"}
    )


def _missing_years(
    asked: Sequence[tuple[Definition, Window]], areas: pl.DataFrame, coverage: pl.DataFrame
) -> pl.DataFrame:
    """Years of each window for which an area's return was not supplied; for ``all``, anyone's."""
    import polars as pl

    labels = {window.label: window.years for _, window in asked}
    needed = pl.DataFrame(
        [(label, year) for label, years in labels.items() for year in years],
        schema={"window": pl.String, "year": pl.Int32},
        orient="row",
    )
    missing = (
        areas.filter(pl.col("area") != ALL)
        .join(needed, how="cross")
        .join(
            coverage.select(area="la_code", year=pl.col("year").cast(pl.Int32)).unique(),
            on=["area", "year"],
            how="anti",
        )
    )
    pooled = missing.with_columns(area=pl.lit(ALL)).unique()
    return (
        pl.concat([missing, pooled])
        .group_by("area", "window")
        .agg(years_missing=pl.col("year").sort())
    )


def _aggregate(
    membership: pl.DataFrame,
    asked: Sequence[tuple[Definition, Window]],
    areas: pl.DataFrame,
    coverage: pl.DataFrame,
) -> pl.DataFrame:
    """One row per indicator, area and window, pooled over the children of the area."""
    import polars as pl

    keys = ["indicator", "window", "la_code"]
    rows = pl.len().cast(pl.Int64)
    by_authority = (
        membership.filter((pl.col("status") == "member") & pl.col("value").is_not_null())
        .group_by(keys)
        .agg(
            numerator=pl.col("value").sum(),
            denominator=rows,
            repeated=rows - pl.col("child_id").n_unique().cast(pl.Int64),
        )
        .rename({"la_code": "area"})
    )
    sums = ["numerator", "denominator", "repeated"]
    pooled = (
        by_authority.group_by("indicator", "window")
        .agg(pl.col(sums).sum())
        .select("indicator", "window", sums[0], sums[1], sums[2], area=pl.lit(ALL))
    )
    counted = pl.concat([by_authority, pooled.select(by_authority.columns)])
    grid = _grid(asked)
    return _values(
        grid.join(areas.with_row_index("area_order"), how="cross")
        .join(counted, on=["indicator", "area", "window"], how="left")
        .join(_missing_years(asked, areas, coverage), on=["area", "window"], how="left")
        .sort(["position", "area_order"])
    )


def _grid(asked: Sequence[tuple[Definition, Window]]) -> pl.DataFrame:
    """One row per definition and window in the order asked, with what the definition says."""
    import polars as pl

    rows = []
    for position, (definition, window) in enumerate(asked):
        shown = None
        if definition.value == "days" and definition.threshold:
            shown = threshold_for(definition.threshold, window.year)
        rows.append(
            {
                "position": position,
                "indicator": definition.code,
                "window": window.label,
                "year": window.year,
                "unit": definition.unit,
                "statistic": definition.statistic,
                "may_repeat": definition.may_repeat,
                "threshold": shown.days if shown else None,
                "threshold_basis": shown.basis if shown else None,
            }
        )
    return pl.DataFrame(
        rows,
        schema={
            "position": pl.Int32,
            "indicator": pl.String,
            "window": pl.String,
            "year": pl.Int32,
            "unit": pl.String,
            "statistic": pl.String,
            "may_repeat": pl.Boolean,
            "threshold": pl.Int64,
            "threshold_basis": pl.String,
        },
    )


def _values(counted: pl.DataFrame) -> pl.DataFrame:
    """Value, its rounding and the notes, from sums; columns as in ``FigureSet.figures``."""
    import polars as pl

    is_count = pl.col("statistic") == "count"
    scale = pl.when(pl.col("statistic") == "share").then(100).otherwise(1).cast(pl.Int64)
    n = pl.col("denominator")
    has_missing = pl.col("years_missing").list.len() > 0
    ratio = pl.col("scaled").cast(pl.Float64) / pl.col("denominator")
    counted = counted.with_columns(
        pl.col("numerator", "denominator", "repeated").fill_null(0),
        pl.col("years_missing").fill_null(pl.lit([], dtype=pl.List(pl.Int32))),
    ).with_columns(
        scaled=pl.col("numerator") * scale,
    )
    counted = counted.with_columns(
        value=pl.when(is_count).then(n.cast(pl.Float64)).otherwise(pl.when(n > 0).then(ratio)),
        published=pl.when(is_count)
        .then(n)
        .otherwise(pl.when(n > 0).then(half_up_mean(pl.col("scaled"), pl.col("denominator")))),
    )
    years = pl.col("years_missing").list.eval(
        (pl.element() - 1).cast(pl.String) + "-" + (pl.element() % 100).cast(pl.String).str.zfill(2)
    )
    whose = (
        pl.when(pl.col("area") == ALL)
        .then(pl.lit("of one authority or more "))
        .otherwise(pl.lit(""))
    )
    notes = [
        pl.when(n == 0).then(pl.lit("no children")),
        pl.when(has_missing).then(
            pl.lit("no return ") + whose + "was supplied for " + years.list.join(", ")
        ),
        pl.when((pl.col("repeated") > 0) & ~pl.col("may_repeat")).then(
            pl.lit("times a child is counted again: ") + pl.col("repeated").cast(pl.String)
        ),
    ]
    return counted.with_columns(
        pl.when(is_count).then(None).otherwise(pl.col("numerator", "denominator")).name.keep(),
        notes=pl.concat_list(notes).list.drop_nulls(),
    ).select(
        "indicator",
        "area",
        "window",
        "year",
        "value",
        "published",
        "numerator",
        "denominator",
        "unit",
        "threshold",
        "threshold_basis",
        england=pl.lit(None, dtype=pl.Float64),
        england_source=pl.lit(None, dtype=pl.String),
        rank_position=pl.lit(None, dtype=pl.Int64),
        rank_of=pl.lit(None, dtype=pl.Int64),
        rank_among=pl.lit(None, dtype=pl.String),
        years_missing="years_missing",
        notes="notes",
    )
