"""Rules that hold this year's PlacedAdoption against last year's.

Source of the codes: the DfE's validation rules for the SSDA903 return, 2022-23 to 2026-27; meanings
and messages in our own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from belong.formats.ssda903.rules.context import given
from belong.formats.ssda903.rules.registry import col, rule

if TYPE_CHECKING:
    import polars as pl

    from belong.formats.ssda903.rules.context import RuleContext


@rule(
    "559",
    tables=("PlacedAdoption",),
    last=("PlacedAdoption",),
    columns=("DATE_PLACED",),
    message="The decision is dated before this year, "
    "but last year's return holds no decision for the child.",
    fix="Check DATE_PLACED. If it is right, last year's return missed it: amend that return.",
)
def decision_not_told_last_year(ctx: RuleContext) -> pl.LazyFrame:
    """A decision before the year began, and no decision date for the child last year."""
    told = ctx.last_table("PlacedAdoption").filter(col("DATE_PLACED").is_not_null())
    return ctx.placed_adoption.filter(col("DATE_PLACED") < ctx.starts_on).join(
        told, on="child", how="anti"
    )


@rule(
    "560",
    tables=("PlacedAdoption",),
    last=("PlacedAdoption",),
    columns=("DATE_PLACED",),
    message="Last year's return shows a decision that still stood, "
    "and this year's gives it another date.",
    fix="Give the same DATE_PLACED as last year, or enter the reversal of last year's decision.",
)
def standing_decision_redated(ctx: RuleContext) -> pl.LazyFrame:
    """A decision open last year whose date no row of the child holds this year."""
    stood = (
        ctx.last_table("PlacedAdoption")
        .filter(col("DATE_PLACED").is_not_null() & ~given("DATE_PLACED_CEASED"))
        .select("child", "DATE_PLACED")
    )
    lost = stood.join(ctx.placed_adoption, on=["child", "DATE_PLACED"], how="anti")
    return ctx.placed_adoption.join(lost, on="child", how="semi")


@rule(
    "561",
    tables=("PlacedAdoption",),
    last=("PlacedAdoption",),
    columns=("DATE_PLACED",),
    message="The decision has the date of one that last year's return shows as reversed.",
    fix="Enter the date of the new decision, or remove the row if there was none this year.",
)
def reversed_decision_again(ctx: RuleContext) -> pl.LazyFrame:
    """The date of a decision that last year was reversed."""
    over = _reversed_last_year(ctx).select("child", "DATE_PLACED")
    return ctx.placed_adoption.join(over, on=["child", "DATE_PLACED"], how="semi")


@rule(
    "584",
    tables=("PlacedAdoption",),
    last=("PlacedAdoption",),
    columns=("DATE_PLACED",),
    message="Last year's decision was reversed, "
    "and this year's is undated or not later than that one.",
    fix="Enter the date of the new decision, which must be later than the reversed one.",
)
def new_decision_not_newer(ctx: RuleContext) -> pl.LazyFrame:
    """A decision reversed last year, and this year's date blank, unreadable or not later."""
    over = _reversed_last_year(ctx).select("child", col("DATE_PLACED").alias("over_on"))
    not_newer = col("DATE_PLACED").is_null() | (col("DATE_PLACED") <= col("over_on"))
    return ctx.placed_adoption.join(over, on="child").filter(not_newer)


def _reversed_last_year(ctx: RuleContext) -> pl.LazyFrame:
    """Last year's decisions that show a reversal date or reason."""
    return ctx.last_table("PlacedAdoption").filter(
        given("DATE_PLACED_CEASED") | given("REASON_PLACED_CEASED")
    )
