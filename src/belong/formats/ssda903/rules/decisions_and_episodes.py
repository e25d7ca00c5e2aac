"""Rules that hold PlacedAdoption against Header and Episodes.

A child may have several decisions, each reversed before the next. Where a rule asks for the
decision behind a placement or an order, that is the one in force on the day, so a reversed decision
followed by a new one is no error.

Source of the codes: the DfE's validation rules for the SSDA903 return, 2022-23 to 2026-27; meanings
and messages in our own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from belong.formats.ssda903.rules.context import given, is_adopted, is_adoptive
from belong.formats.ssda903.rules.registry import col, rule

if TYPE_CHECKING:
    import polars as pl

    from belong.formats.ssda903.rules.context import RuleContext

BOTH = ("Episodes", "PlacedAdoption")


@rule(
    "184",
    tables=("Header", "PlacedAdoption"),
    columns=("DATE_PLACED", "DOB"),
    message="The decision is dated before the child's birth, or the row has no birth date.",
    fix="Check DATE_PLACED and DOB in PlacedAdoption.",
)
def decision_before_birth(ctx: RuleContext) -> pl.LazyFrame:
    """DATE_PLACED before DOB of the same row, or no readable DOB there.

    A DOB that differs from Header's is for INT12 to find.
    """
    late = (col("DATE_PLACED") >= col("DOB")).fill_null(value=False)
    return ctx.placed_adoption.filter(col("DATE_PLACED").is_not_null() & ~late)


@rule(
    "1003",
    tables=BOTH,
    columns=("DATE_PLACED", "DECOM", "RNE"),
    message="The decision is dated before the child came into care.",
    fix="Check DATE_PLACED and the DECOM of the child's first episode.",
)
def decision_before_care(ctx: RuleContext) -> pl.LazyFrame:
    """DATE_PLACED before the first episode with RNE S."""
    first = _first(ctx.adoption_episodes.filter(col("RNE") == "S"))
    return _with_decisions(ctx, first).filter(col("DATE_PLACED") < col("DECOM"))


@rule(
    "117",
    tables=BOTH,
    columns=("DATE_PLACED", "DATE_PLACED_CEASED", "DEC", "REC", "DECOM"),
    message="The decision or its reversal is dated after the year ended "
    "or after the child left care.",
    fix="Check DATE_PLACED, DATE_PLACED_CEASED and the DEC of the child's last episode.",
)
def decision_after_care(ctx: RuleContext) -> pl.LazyFrame:
    """A decision or reversal after the year, or after the last episode not closed with X1."""
    import polars as pl

    latest = (
        ctx.adoption_episodes.filter(
            col("DECOM").is_not_null() & (col("REC") != "X1").fill_null(value=True)
        )
        .sort(["child", "DECOM", "Episodes"], descending=[False, True, False])
        .unique("child", keep="first", maintain_order=True)
    )
    late = [
        (col(column) > ctx.ends_on) | ((col(column) > col("DEC")).fill_null(value=False))
        for column in ("DATE_PLACED", "DATE_PLACED_CEASED")
    ]
    return _with_decisions(ctx, latest).filter(pl.any_horizontal(late))


@rule(
    "118",
    tables=BOTH,
    columns=("DATE_PLACED_CEASED", "DECOM", "LS"),
    message="The reversal is dated before this year began or before the child came into care.",
    fix="Check DATE_PLACED_CEASED; a decision reversed in an earlier year belongs in that return.",
)
def reversal_before_year(ctx: RuleContext) -> pl.LazyFrame:
    """A reversal before the year, or before the first episode that is not short breaks."""
    short_breaks = col("LS").is_in(("V3", "V4")).fill_null(value=False)
    first = _first(ctx.adoption_episodes.filter(~short_breaks))
    early = (col("DATE_PLACED_CEASED") < col("DECOM")) | (col("DATE_PLACED_CEASED") < ctx.starts_on)
    return _with_decisions(ctx, first).filter(early)


@rule(
    "551",
    tables=BOTH,
    columns=("PLACE", "DATE_PLACED"),
    message="The child is placed for adoption, but the date of the decision is missing.",
    fix="Add the child's PlacedAdoption row with DATE_PLACED, the day of the decision.",
)
def placed_without_decision(ctx: RuleContext) -> pl.LazyFrame:
    """An adoptive placement with no decision row, or with one that is undated."""
    return (
        ctx.adoption_episodes.filter(is_adoptive())
        .join(ctx.placed_adoption, on="child", how="left", suffix="_decision")
        .filter(~given("DATE_PLACED").fill_null(value=False))
    )


@rule(
    "552",
    tables=BOTH,
    columns=("DATE_PLACED", "PLACE", "DECOM"),
    message="The decision is dated after the child was placed for adoption.",
    fix="Check DATE_PLACED and the DECOM of the first episode with PLACE A3 to A6.",
)
def placed_before_decision(ctx: RuleContext) -> pl.LazyFrame:
    """No decision in force when the first adoptive placement began, but one after."""
    return _decided_only_after(ctx, _first(ctx.adoption_episodes.filter(is_adoptive())))


@rule(
    "553",
    tables=BOTH,
    columns=("LS", "DEC", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"),
    message="The child is under a placement order, "
    "but has no decision for adoption or only reversed ones.",
    fix="Add the decision, or correct the legal status if the order was revoked.",
)
def order_without_decision(ctx: RuleContext) -> pl.LazyFrame:
    """LS E1 without a decision row, or open E1 and every decision reversed."""
    return _order_without_decision(ctx, "E1")


@rule(
    "554",
    tables=BOTH,
    columns=("DATE_PLACED", "LS", "DECOM"),
    message="The decision is dated after the placement order was made.",
    fix="Check DATE_PLACED and the DECOM of the first episode with LS E1 "
    "(the order may date from an earlier year).",
)
def order_before_decision(ctx: RuleContext) -> pl.LazyFrame:
    """No decision in force when the first E1 episode began, but one after."""
    return _decided_only_after(ctx, _first(ctx.adoption_episodes.filter(col("LS") == "E1")))


@rule(
    "555",
    tables=BOTH,
    valid_to=2024,
    columns=("LS", "DEC", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"),
    message="The child is under a freeing order, "
    "but has no decision for adoption or only reversed ones.",
    fix="Check the legal status: freeing orders ended on 30 December 2005.",
)
def freeing_without_decision(ctx: RuleContext) -> pl.LazyFrame:
    """LS D1 without a decision row, or open D1 and every decision reversed."""
    return _order_without_decision(ctx, "D1")


@rule(
    "556",
    tables=BOTH,
    valid_to=2024,
    columns=("DATE_PLACED", "LS", "DECOM"),
    message="The decision is dated after the freeing order was made.",
    fix="Check DATE_PLACED and the legal status: freeing orders ended on 30 December 2005.",
)
def freeing_before_decision(ctx: RuleContext) -> pl.LazyFrame:
    """A decision later than the start of a D1 episode."""
    return _with_decisions(ctx, ctx.adoption_episodes.filter(col("LS") == "D1")).filter(
        col("DATE_PLACED") > col("DECOM")
    )


_LEFT_COLUMNS = ("PLACE", "LS", "REC", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED")
_LEFT_MESSAGE = (
    "The child left care without being adopted, "
    "but the decision for adoption is not shown as reversed."
)
_LEFT_FIX = "Enter DATE_PLACED_CEASED and REASON_PLACED_CEASED, or correct the reason for leaving."


@rule(
    "557",
    tables=BOTH,
    valid_to=2024,
    columns=_LEFT_COLUMNS,
    message=_LEFT_MESSAGE,
    fix=_LEFT_FIX,
)
def left_unadopted_with_freeing(ctx: RuleContext) -> pl.LazyFrame:
    """Left an adoptive placement, E1 or D1 unadopted, and a decision is not fully reversed."""
    return _left_unadopted(ctx, ("E1", "D1"))


@rule(
    "557",
    tables=BOTH,
    valid_from=2025,
    columns=_LEFT_COLUMNS,
    message=_LEFT_MESSAGE,
    fix=_LEFT_FIX,
)
def left_unadopted(ctx: RuleContext) -> pl.LazyFrame:
    """Left an adoptive placement or E1 unadopted, and a decision is not fully reversed."""
    return _left_unadopted(ctx, ("E1",))


@rule(
    "558",
    tables=BOTH,
    columns=("REC", "DATE_PLACED_CEASED"),
    message="The child was adopted, but every one of the decisions is shown as reversed.",
    fix="Clear the reversal of the decision that led to the adoption.",
)
def adopted_after_reversals(ctx: RuleContext) -> pl.LazyFrame:
    """An adopted child with two or more decisions, all with a reversal date."""
    all_reversed = (
        ctx.placed_adoption.group_by("child")
        .agg(
            given("DATE_PLACED_CEASED").all().alias("all"),
            given("DATE_PLACED_CEASED").len().alias("n"),
        )
        .filter(col("all") & (col("n") > 1))
    )
    adopted = ctx.adoption_episodes.filter(is_adopted()).join(all_reversed, on="child", how="semi")
    return _with_decisions(ctx, adopted)


@rule(
    "INT02",
    tables=("Header", "PlacedAdoption"),
    message="The child has a PlacedAdoption row but none in Header.",
    fix="Add the child to Header, or correct CHILD.",
)
def decision_child_unknown(ctx: RuleContext) -> pl.LazyFrame:
    """A PlacedAdoption child who is not in Header."""
    return ctx.placed_adoption.join(ctx.header, on="child", how="anti")


@rule(
    "INT12",
    tables=("Header", "PlacedAdoption"),
    columns=("DOB",),
    message="PlacedAdoption and Header give different birth dates.",
    fix="Correct whichever DOB is wrong.",
)
def decision_birth_date_differs(ctx: RuleContext) -> pl.LazyFrame:
    """Two readable birth dates that differ."""
    born = ctx.header.select("child", "Header", col("DOB").alias("born_on"))
    return ctx.placed_adoption.join(born, on="child").filter(col("DOB") != col("born_on"))


def _first(episodes: pl.LazyFrame) -> pl.LazyFrame:
    """Each child's episode with the earliest readable start; the first row among equals."""
    return (
        episodes.filter(col("DECOM").is_not_null())
        .sort("child", "DECOM", "Episodes")
        .unique("child", keep="first", maintain_order=True)
    )


def _with_decisions(ctx: RuleContext, episodes: pl.LazyFrame) -> pl.LazyFrame:
    """Each of the episodes beside each decision of its child."""
    return episodes.join(ctx.placed_adoption, on="child", suffix="_decision")


def _decided_only_after(ctx: RuleContext, episodes: pl.LazyFrame) -> pl.LazyFrame:
    """Decisions later than the episode's start, where none was in force on that day."""
    pairs = _with_decisions(ctx, episodes)
    over = (col("DATE_PLACED_CEASED") < col("DECOM")).fill_null(value=False)
    in_force = pairs.filter((col("DATE_PLACED") <= col("DECOM")) & ~over)
    return pairs.filter(col("DATE_PLACED") > col("DECOM")).join(in_force, on="child", how="anti")


def _order_without_decision(ctx: RuleContext, status: str) -> pl.LazyFrame:
    """Episodes of that legal status without a decision, or open with every decision reversed."""
    import polars as pl

    under = ctx.adoption_episodes.filter(col("LS") == status)
    without = under.join(ctx.placed_adoption, on="child", how="anti").select("child", "Episodes")
    is_reversed = given("DATE_PLACED_CEASED") | given("REASON_PLACED_CEASED")
    standing = ctx.placed_adoption.filter(~is_reversed)
    only_reversed = (
        _with_decisions(ctx, under.filter(~given("DEC")))
        .join(standing, on="child", how="anti")
        .select("child", "Episodes", "PlacedAdoption")
    )
    return pl.concat([without, only_reversed], how="diagonal")


def _left_unadopted(ctx: RuleContext, orders: tuple[str, ...]) -> pl.LazyFrame:
    """Episodes that ended care otherwise than in adoption, the decision not fully reversed."""
    left = ctx.adoption_episodes.filter(
        (is_adoptive() | col("LS").is_in(orders)) & ~is_adopted() & (col("REC") != "X1")
    )
    complete = given("DATE_PLACED_CEASED") & given("REASON_PLACED_CEASED")
    return left.join(ctx.placed_adoption, on="child", how="left", suffix="_decision").filter(
        ~complete.fill_null(value=False)
    )
