"""Merged returns into the frames that figures are computed from.

The rules are those of docs/reference/how-figures-are-made.md, section 2. Everything here is
vectorised over all children; ``belong.domain.journey.from_episodes`` tells the same of one child in
plain Python, and tests hold the two equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from belong.domain.codes import (
    ADOPTED_RECS,
    ADOPTIVE_PLACES,
    PLACEMENT_ORDER_STATUSES,
    SAME_CARER_RNES,
    STILL_IN_CARE_REC,
)
from belong.domain.frames import (
    CHILDREN_COLUMNS,
    COVERAGE_COLUMNS,
    EVENTS_COLUMNS,
    SPELLS_COLUMNS,
    Frames,
)
from belong.formats.ssda903.merge import MergedReturns, merge_years

if TYPE_CHECKING:
    import polars as pl

    from belong.formats.ssda903.model import ReturnSet

__all__ = ["coverage_of", "frames_of", "merge_returns"]

BEFORE_RETURNS = "care began before the first return supplied, or in a year whose return is missing"
STAY_BEFORE_RETURNS = "the stay with these carers began before the first return supplied"
ORDER_BEFORE_RETURNS = "the order was made before the first return supplied"
STATUS_BEFORE_RETURNS = "the legal status began before the first return supplied"
LEGAL_STATUS_BEGINS_RNES = ("S", "L", "B", "U")
LOST = "lost"
CARE_ENDED = "care_ended"


def merge_returns(returns: ReturnSet) -> Frames:
    """Events, spells and children of every authority in the returns.

    Row order: by authority and child as numbered inside, then by date; nothing depends on it.
    """
    return frames_of(merge_years(returns), coverage_of(returns))


def frames_of(merged: MergedReturns, coverage: pl.DataFrame) -> Frames:
    """The same of histories that are merged already; coverage: the returns behind them."""
    chained = _chain(merged.episodes)
    care = _care(chained)
    decisions = _placed_in_periods(merged.decisions, care)
    adoptions = _adoptions_in_periods(merged.adoptions, care)
    spells = _spells(chained, care, decisions)
    return Frames(
        events=_events(spells, decisions, adoptions),
        spells=spells,
        children=_children(merged),
        coverage=coverage,
        notices=merged.notices,
    )


def _chain(episodes: pl.DataFrame) -> pl.DataFrame:
    """The episodes in order with the marks of where each run begins and ends.

    Adds period (Int32), ends_on (end as far as known: not after the next episode of the period
    starts), and a begin and an end flag for each axis.
    """
    import polars as pl

    kid, rne = pl.col("kid"), pl.col("RNE")
    frame = episodes.sort("kid", "DECOM").with_columns(
        (kid == kid.shift(1)).fill_null(False).alias("has_prev"),
        (
            pl.col("DEC").is_not_null()
            & pl.col("REC").is_not_null()
            & (pl.col("REC") != STILL_IN_CARE_REC)
            | pl.col("lost_on").is_not_null()
        ).alias("ends_care"),
        rne.is_in(SAME_CARER_RNES).fill_null(False).alias("same_carer"),
        pl.col("PLACE").is_in(ADOPTIVE_PLACES).fill_null(False).alias("adoptive"),
        pl.col("LS").is_in(PLACEMENT_ORDER_STATUSES).fill_null(False).alias("ordered"),
    )
    frame = frame.with_columns(
        (
            ~pl.col("has_prev")
            | (rne == "S").fill_null(False)
            | pl.col("ends_care").shift(1).fill_null(False)
        ).alias("new_period")
    )
    new = pl.col("new_period")
    frame = frame.with_columns(
        new.cast(pl.Int32).cum_sum().alias("period_id"),
        (new | ~pl.col("same_carer")).alias("new_carer"),
        (new | pl.col("LS").ne_missing(pl.col("LS").shift(1))).alias("new_legal"),
        new.shift(-1, fill_value=True).alias("last_of_period"),
    )
    adoptive, ordered, carer = pl.col("adoptive"), pl.col("ordered"), pl.col("new_carer")
    frame = frame.with_columns(
        (adoptive & (carer | ~adoptive.shift(1, fill_value=False))).alias("new_adoptive"),
        (ordered & (new | ~ordered.shift(1, fill_value=False))).alias("new_order"),
        (carer | pl.col("PLACE").ne_missing(pl.col("PLACE").shift(1))).alias("new_place"),
    )
    first_period = pl.col("period_id").first().over("kid", mapping_strategy="group_to_rows")
    # of the next episode of the child, and whether care that was never ended began again with it
    next_start = pl.when(pl.col("has_prev").shift(-1, fill_value=False)).then(
        pl.col("DECOM").shift(-1)
    )
    is_unended = pl.col("DEC").is_null() & next_start.is_not_null()
    return frame.with_columns(
        (pl.col("period_id") - first_period + 1).cast(pl.Int32).alias("period"),
        pl.when(pl.col("last_of_period"))
        .then(pl.coalesce("DEC", "lost_on", next_start))
        .otherwise(pl.min_horizontal(pl.coalesce("DEC", next_start), next_start))
        .alias("ends_on"),
        pl.when(pl.col("lost_on").is_not_null() | (pl.col("last_of_period") & is_unended))
        .then(pl.lit(LOST))
        .when(pl.col("DEC").is_not_null())
        .then(pl.col("REC"))
        .alias("end_reason"),
    )


def _runs(
    chained: pl.DataFrame, axis: str, begins: pl.Expr, ends: pl.Expr, value: str, unknown: pl.Expr
) -> pl.DataFrame:
    """One row per run of an axis. ``begins`` and ``ends`` mark the first and last rows of runs.

    ``unknown``: the reason why the first day is not known, evaluated on the first row, or null.
    A legal status or placement without a code is no spell; elsewhere the code is then empty.
    """
    import polars as pl

    firsts = (
        chained.lazy()
        .filter(begins)
        .select(
            "kid",
            pl.col("CHILD").alias("child_id"),
            "la_code",
            pl.col("period").alias("period_of_care"),
            pl.lit(axis).alias("axis"),
            pl.col("DECOM").alias("first_on"),
            unknown.cast(pl.String).alias("from_reason"),
        )
    )
    lasts = (
        chained.lazy()
        .filter(ends)
        .select(
            pl.col(value).alias("value"),
            pl.col("ends_on").alias("to_on"),
            pl.col("end_reason").alias("to_reason"),
        )
    )
    runs = pl.concat(pl.collect_all([firsts, lasts]), how="horizontal").with_columns(
        pl.when(pl.col("from_reason").is_null()).then(pl.col("first_on")).alias("from_on")
    )
    if axis in ("legal", "placement"):
        return runs.filter(pl.col("value").is_not_null())
    return runs.with_columns(pl.col("value").fill_null(""))


def _care(chained: pl.DataFrame) -> pl.DataFrame:
    """The care axis with kid and first_on (first day known of) beside the spell's columns."""
    import polars as pl

    unknown = pl.when((pl.col("RNE") != "S").fill_null(True)).then(pl.lit(BEFORE_RETURNS))
    care = _runs(chained, "care", pl.col("new_period"), pl.col("last_of_period"), "CHILD", unknown)
    return care.with_columns(pl.lit("looked_after").alias("value"))


def _spells(chained: pl.DataFrame, care: pl.DataFrame, decisions: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    def before(column: str) -> pl.Expr:
        return pl.col(column).shift(-1, fill_value=True)

    unseen = pl.col("new_period")
    carried = pl.when(unseen & pl.col("same_carer")).then(pl.lit(STAY_BEFORE_RETURNS))
    moved = unseen & ~pl.col("RNE").is_in(LEGAL_STATUS_BEGINS_RNES).fill_null(False)
    adoptive, ordered, last = pl.col("adoptive"), pl.col("ordered"), pl.col("last_of_period")
    frames = [
        care,
        _runs(
            chained, "legal", pl.col("new_legal"), before("new_legal"), "LS",
            pl.when(moved).then(pl.lit(STATUS_BEFORE_RETURNS)),
        ),
        _runs(
            chained, "authority", pl.col("new_order"),
            ordered & (last | ~ordered.shift(-1, fill_value=False)), "LS",
            pl.when(moved).then(pl.lit(ORDER_BEFORE_RETURNS)),
        ).with_columns(pl.lit("placement_order").alias("value")),
        _runs(
            chained, "placement", pl.col("new_place"), before("new_place"), "PLACE",
            pl.when(unseen & (pl.col("same_carer") | (pl.col("RNE") == "L"))).then(
                pl.lit(STAY_BEFORE_RETURNS)
            ),
        ),
        _runs(
            chained, "adoptive_stay", pl.col("new_adoptive"),
            adoptive & (before("new_carer") | ~adoptive.shift(-1, fill_value=False)), "PLACE",
            carried,
        ),
        _runs(chained, "carer_stay", pl.col("new_carer"), before("new_carer"), "PLACE", carried),
        _decision_spells(decisions, care),
    ]  # fmt: skip
    # one chunk each: a filter need not copy the whole to bring its columns in step
    return pl.concat([frame.select(list(SPELLS_COLUMNS)).rechunk() for frame in frames])


def _decision_spells(decisions: pl.DataFrame, care: pl.DataFrame) -> pl.DataFrame:
    """The decision axis: until the reversal or the end of its period of care."""
    import polars as pl

    ends = care.select("kid", "period_of_care", pl.col("to_on").alias("care_to"))
    reversed_on = pl.col("DATE_PLACED_CEASED")
    is_reversed = reversed_on.is_not_null() & (
        pl.col("care_to").is_null() | (reversed_on <= pl.col("care_to"))
    )
    return (
        decisions.filter(pl.col("period_of_care").is_not_null())
        .join(ends, on=["kid", "period_of_care"], how="left")
        .with_columns(
            pl.lit("decision").alias("axis"),
            pl.lit("should_be_placed").alias("value"),
            pl.col("DATE_PLACED").alias("from_on"),
            pl.lit(None, dtype=pl.String).alias("from_reason"),
            pl.when(is_reversed).then(reversed_on).otherwise(pl.col("care_to")).alias("to_on"),
            pl.when(is_reversed)
            .then(pl.col("REASON_PLACED_CEASED").fill_null("reversed"))
            .when(pl.col("care_to").is_not_null())
            .then(pl.lit(CARE_ENDED))
            .alias("to_reason"),
        )
        .filter(pl.col("to_on").is_null() | (pl.col("to_on") >= pl.col("from_on")))
    )


def _placed_in_periods(decisions: pl.DataFrame, care: pl.DataFrame) -> pl.DataFrame:
    """Each decision with the period of care that it falls in, else the next, else the last."""
    import polars as pl

    rows = decisions.rename({"CHILD": "child_id"}).with_row_index("_decision")
    periods = care.select("kid", "period_of_care", "first_on", "to_on", "to_reason")
    # a child who left care was in it on that day; of a lost one nothing is known from to_on on
    is_held = (pl.col("DATE_PLACED") < pl.col("to_on")) | (
        (pl.col("DATE_PLACED") == pl.col("to_on")) & (pl.col("to_reason").ne_missing(LOST))
    )
    found = (
        rows.select("_decision", "kid", "DATE_PLACED")
        .join(periods, on="kid", how="inner")
        .with_columns(
            (
                (pl.col("DATE_PLACED") >= pl.col("first_on"))
                & (pl.col("to_on").is_null() | is_held)
            ).alias("_within"),
            (pl.col("DATE_PLACED") < pl.col("first_on")).alias("_ahead"),
        )
        .with_columns(
            pl.when("_within").then(0).when("_ahead").then(1).otherwise(2).alias("_rank"),
            # within: the latest such period; ahead: the first; behind: the latest
            pl.when("_ahead")
            .then(pl.col("period_of_care"))
            .otherwise(-pl.col("period_of_care"))
            .alias("_order"),
        )
        .sort("_decision", "_rank", "_order")
        .unique("_decision", keep="first", maintain_order=True)
        .select("_decision", "period_of_care")
    )
    return rows.join(found, on="_decision", how="left").drop("_decision")


def _adoptions_in_periods(adoptions: pl.DataFrame, care: pl.DataFrame) -> pl.DataFrame:
    """Each AD1 row with the adoption of its year, else with the child's only adoption."""
    import polars as pl

    adopted = care.filter(pl.col("to_reason").is_in(ADOPTED_RECS)).select(
        "kid", "period_of_care", pl.col("to_on").alias("adopted_on")
    )
    year = pl.col("adopted_on").dt.offset_by("-3mo").dt.year() + 1
    rows = adoptions.rename({"CHILD": "child_id"}).with_row_index("_ad1")
    found = (
        rows.select("_ad1", "kid", "year")
        .join(adopted, on="kid", how="inner")
        .with_columns(
            (year == pl.col("year")).alias("_same_year"), pl.len().over("_ad1").alias("_adoptions")
        )
        .filter(pl.col("_same_year") | (pl.col("_adoptions") == 1))
        .sort("_ad1", "_same_year", "period_of_care", descending=[False, True, True])
        .unique("_ad1", keep="first", maintain_order=True)
        .select("_ad1", "period_of_care", "adopted_on", "_same_year")
    )
    return (
        rows.join(found, on="_ad1", how="left")
        .sort("kid", "period_of_care", "_same_year", "year", "_ad1", nulls_last=False)
        .unique(["kid", "period_of_care"], keep="last", maintain_order=True)
        .drop("_ad1", "_same_year")
    )


def _events(spells: pl.DataFrame, decisions: pl.DataFrame, adoptions: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    def events(rows: pl.DataFrame, kind: str, on: str, reason: pl.Expr) -> pl.DataFrame:
        return rows.filter(pl.col(on).is_not_null()).select(
            "child_id",
            "la_code",
            "period_of_care",
            pl.lit(kind).alias("kind"),
            pl.col(on).alias("happened_on"),
            pl.lit(None, dtype=pl.Int64).alias("change"),
            pl.lit(None, dtype=pl.String).alias("family_id"),
            reason.cast(pl.String).alias("reason"),
            pl.lit("ssda903").alias("source"),
        )

    none = pl.lit(None, dtype=pl.String)
    care = spells.filter(pl.col("axis") == "care")
    over = care.filter(~pl.col("to_reason").is_in((LOST, STILL_IN_CARE_REC)).fill_null(True))
    is_adoption = pl.col("to_reason").is_in(ADOPTED_RECS).fill_null(False)
    matched = adoptions.filter(pl.col("period_of_care").is_not_null())
    return pl.concat(
        [
            events(care, "entered_care", "from_on", none),
            events(over.filter(is_adoption), "adopted", "to_on", pl.col("to_reason")),
            events(over.filter(~is_adoption), "left_care", "to_on", pl.col("to_reason")),
            events(
                spells.filter(pl.col("axis") == "authority"), "placement_order", "from_on", none
            ),
            events(
                spells.filter(pl.col("axis") == "adoptive_stay"),
                "placed_for_adoption", "from_on", pl.col("value"),
            ),
            events(decisions, "plan_decided", "DATE_PLACED", none),
            events(
                decisions, "plan_reversed", "DATE_PLACED_CEASED", pl.col("REASON_PLACED_CEASED")
            ),
            events(matched, "plan_decided_as_adopted", "DATE_INT", none),
            events(matched, "matched", "DATE_MATCH", none),
        ]
    ).select(list(EVENTS_COLUMNS))  # fmt: skip


def _children(merged: MergedReturns) -> pl.DataFrame:
    """One row per child that any table names; facts null where no Header told them."""
    import polars as pl

    named = pl.concat(
        [
            frame.select("kid", "CHILD", "la_code")
            for frame in (merged.headers, merged.episodes, merged.decisions, merged.adoptions)
        ]
    ).unique("kid", maintain_order=True)
    return (
        named.join(merged.headers.select("kid", "DOB", "SEX", "ETHNIC"), on="kid", how="left")
        .rename({"CHILD": "child_id", "DOB": "born_on", "SEX": "sex", "ETHNIC": "ethnicity"})
        .with_columns(sibling_group_id=pl.lit(None, dtype=pl.String))
        .select(list(CHILDREN_COLUMNS))
    )


def coverage_of(returns: ReturnSet) -> pl.DataFrame:
    """One row per return whose year is known: authority, year, where it came from."""
    import polars as pl

    return pl.DataFrame(
        [(i.la_code, i.year, i.source) for i in returns.returns if i.year is not None],
        schema={c: getattr(pl, t) for c, t in COVERAGE_COLUMNS.items()},
        orient="row",
    )
