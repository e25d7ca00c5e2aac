"""Rules on PlacedAdoption alone: decisions that a child should be placed, and reversals.

Source of the codes: the DfE's validation rules for the SSDA903 return, 2022-23 to 2026-27; meanings
and messages in our own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from belong.formats.ssda903.rules.context import given, is_real_date
from belong.formats.ssda903.rules.registry import col, rule

if TYPE_CHECKING:
    import polars as pl

    from belong.formats.ssda903.rules.context import RuleContext

REVERSAL_REASONS = ("RD1", "RD2", "RD3", "RD4")


@rule(
    "115",
    tables=("PlacedAdoption",),
    columns=("DATE_PLACED",),
    message="The date of the decision that the child should be placed for adoption "
    "is not a real date.",
    fix="Enter DATE_PLACED as dd/mm/yyyy, the day the decision maker decided.",
)
def decision_date_unreal(ctx: RuleContext) -> pl.LazyFrame:
    """DATE_PLACED filled in but not a real dd/mm/yyyy date."""
    return ctx.placed_adoption.filter(given("DATE_PLACED") & ~is_real_date("DATE_PLACED"))


@rule(
    "116",
    tables=("PlacedAdoption",),
    columns=("DATE_PLACED_CEASED",),
    message="The date on which the decision was reversed is not a real date.",
    fix="Enter DATE_PLACED_CEASED as dd/mm/yyyy, or clear it if the decision still stands.",
)
def reversal_date_unreal(ctx: RuleContext) -> pl.LazyFrame:
    """DATE_PLACED_CEASED filled in but not a real dd/mm/yyyy date."""
    return ctx.placed_adoption.filter(
        given("DATE_PLACED_CEASED") & ~is_real_date("DATE_PLACED_CEASED")
    )


@rule(
    "119",
    tables=("PlacedAdoption",),
    columns=("DATE_PLACED_CEASED", "REASON_PLACED_CEASED"),
    message="A reversed decision needs both a date and a reason, and only one is filled in.",
    fix="Complete DATE_PLACED_CEASED and REASON_PLACED_CEASED, or clear both.",
)
def reversal_half_filled(ctx: RuleContext) -> pl.LazyFrame:
    """A reversal date without a reason, or a reason without a date."""
    return ctx.placed_adoption.filter(given("DATE_PLACED_CEASED") != given("REASON_PLACED_CEASED"))


@rule(
    "120",
    tables=("PlacedAdoption",),
    columns=("REASON_PLACED_CEASED",),
    message="The reason why the decision was reversed is not on the list.",
    fix="Enter REASON_PLACED_CEASED as RD1, RD2, RD3 or RD4.",
)
def reversal_reason_code(ctx: RuleContext) -> pl.LazyFrame:
    """REASON_PLACED_CEASED filled in and not RD1 to RD4."""
    return ctx.placed_adoption.filter(~col("REASON_PLACED_CEASED").is_in(REVERSAL_REASONS))


@rule(
    "522",
    tables=("PlacedAdoption",),
    columns=("DATE_PLACED", "DATE_PLACED_CEASED"),
    message="The decision was reversed before it was made.",
    fix="Check both dates: DATE_PLACED must be on or before DATE_PLACED_CEASED.",
)
def reversed_before_made(ctx: RuleContext) -> pl.LazyFrame:
    """Reversal date before the decision date."""
    return ctx.placed_adoption.filter(col("DATE_PLACED_CEASED") < col("DATE_PLACED"))


@rule(
    "563",
    tables=("PlacedAdoption",),
    columns=("DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"),
    message="The decision is shown as reversed, but the date it was made is blank.",
    fix="Enter DATE_PLACED, the day of the decision that was later reversed.",
)
def reversed_never_made(ctx: RuleContext) -> pl.LazyFrame:
    """Reversal date and reason given, decision date blank."""
    return ctx.placed_adoption.filter(
        given("DATE_PLACED_CEASED") & given("REASON_PLACED_CEASED") & ~given("DATE_PLACED")
    )


@rule(
    "579",
    tables=("PlacedAdoption",),
    columns=("DATE_PLACED", "DATE_PLACED_CEASED"),
    message="A new decision starts while the child's decision before it still stands.",
    fix="Enter the date on which the earlier decision was reversed, "
    "or remove the decision that was not made.",
)
def decisions_overlap(ctx: RuleContext) -> pl.LazyFrame:
    """In order of date, a decision before which the last one was not, or not yet, reversed."""
    ordered = ctx.placed_adoption.sort(
        "child", "DATE_PLACED", "PlacedAdoption", nulls_last=True
    ).with_columns(
        col("child").shift(1).alias("before_child"),
        col("DATE_PLACED_CEASED").shift(1).alias("before_ceased"),
    )
    stands = col("before_ceased").is_null() | (col("DATE_PLACED") < col("before_ceased"))
    return ordered.filter((col("child") == col("before_child")) & stands)


@rule(
    "583",
    tables=("PlacedAdoption",),
    columns=("DATE_PLACED", "DATE_PLACED_CEASED"),
    message="The child has several decisions, and one that is not the newest was never reversed.",
    fix="Check that both decisions were made, and enter the date the earlier one was reversed "
    "(it may lie in an earlier year).",
)
def earlier_decision_stands(ctx: RuleContext) -> pl.LazyFrame:
    """Of several decisions, one that is not the newest and has no reversal date."""
    ordered = ctx.placed_adoption.sort(
        ["child", "DATE_PLACED", "PlacedAdoption"], descending=[False, True, False], nulls_last=True
    )
    return ordered.filter((col("child") == col("child").shift(1)) & ~given("DATE_PLACED_CEASED"))
