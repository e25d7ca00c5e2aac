"""Rules that hold AD1 against Header, Episodes, PlacedAdoption and the care leavers' table.

Source of the codes: the DfE's validation rules for the SSDA903 return, 2022-23 to 2026-27; meanings
and messages in our own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from belong.formats.ssda903.rules.context import (
    AD1_ITEMS,
    given,
    is_adopted,
    is_adoptive,
    once_each,
)
from belong.formats.ssda903.rules.registry import col, rule

if TYPE_CHECKING:
    import polars as pl

    from belong.formats.ssda903.rules.context import RuleContext

BOTH = ("AD1", "Episodes")


@rule(
    "331",
    tables=BOTH,
    columns=("DATE_MATCH", "DECOM", "REC"),
    message="The child was matched after being placed with the adopters.",
    fix="Check DATE_MATCH and the DECOM of the episode that ended in adoption.",
)
def placed_before_match(ctx: RuleContext) -> pl.LazyFrame:
    """DATE_MATCH later than the start of the episode that ended in adoption."""
    return _adopted_rows(ctx).filter(col("DATE_MATCH") > col("DECOM"))


@rule(
    "334",
    tables=BOTH,
    columns=("DATE_INT", "DECOM", "RNE"),
    message="The decision is dated before the child's latest period of care began.",
    fix="Check DATE_INT and the DECOM of the latest episode with RNE S.",
)
def decision_before_latest_care(ctx: RuleContext) -> pl.LazyFrame:
    """DATE_INT before the latest episode with RNE S."""
    latest = (
        ctx.adoption_episodes.filter((col("RNE") == "S") & col("DECOM").is_not_null())
        .sort(["child", "DECOM", "Episodes"], descending=[False, True, False])
        .unique("child", keep="first", maintain_order=True)
    )
    return latest.join(ctx.ad1, on="child", suffix="_ad1").filter(col("DATE_INT") < col("DECOM"))


@rule(
    "335",
    tables=BOTH,
    columns=("FOSTER_CARE", "PLACE", "REC"),
    message="Whether the foster carers adopted does not fit the child's last placement.",
    fix="FOSTER_CARE is 1 after A3 or A5 (with the carers) and 0 after A4 or A6.",
)
def carer_flag_clashes(ctx: RuleContext) -> pl.LazyFrame:
    """FOSTER_CARE 0 after a with-carer placement, or 1 after another adoptive one."""
    # Code E1, and A1 and A2, are the adoption codes of older returns.
    ended = col("REC").is_in(("E1", "E11", "E12"))
    clash = (col("PLACE").is_in(("A2", "A3", "A5")) & (col("FOSTER_CARE") == "0")) | (
        col("PLACE").is_in(("A1", "A4", "A6")) & (col("FOSTER_CARE") == "1")
    )
    return (
        ctx.adoption_episodes.filter(ended).join(ctx.ad1, on="child", suffix="_ad1").filter(clash)
    )


@rule(
    "521",
    tables=BOTH,
    columns=("DATE_INT", "PLACE", "DECOM"),
    message="The decision is dated after the child was placed for adoption.",
    fix="Check DATE_INT and the DECOM of the episodes with PLACE A3 to A6.",
)
def placed_before_decision(ctx: RuleContext) -> pl.LazyFrame:
    """DATE_INT later than the start of an adoptive placement."""
    return (
        ctx.adoption_episodes.filter(is_adoptive())
        .join(ctx.ad1, on="child", suffix="_ad1")
        .filter(col("DATE_INT") > col("DECOM"))
    )


@rule(
    "582",
    tables=BOTH,
    columns=("DATE_MATCH", "DEC"),
    severity="query",
    message="The child was adopted on the day of the match, which hardly ever happens.",
    fix="Check DATE_MATCH and the DEC of the episode that ended in adoption.",
)
def adopted_on_match_day(ctx: RuleContext) -> pl.LazyFrame:
    """DEC of the episode that ended in adoption equals DATE_MATCH."""
    return _adopted_rows(ctx).filter(col("DEC") == col("DATE_MATCH"))


@rule(
    "601",
    tables=BOTH,
    columns=(*AD1_ITEMS, "REC"),
    message="The child was adopted this year, but not all six adoption items are filled in.",
    fix="Complete the child's AD1 row, or add it.",
)
def adopted_items_missing(ctx: RuleContext) -> pl.LazyFrame:
    """Adopted in the year, and an adoption item blank or no AD1 row at all."""
    import polars as pl

    complete = pl.all_horizontal([given(item).fill_null(value=False) for item in AD1_ITEMS])
    return (
        ctx.adoption_episodes.filter(_adopted_in_year(ctx))
        .join(ctx.ad1, on="child", how="left", suffix="_ad1")
        .filter(~complete)
    )


@rule(
    "602",
    tables=BOTH,
    columns=AD1_ITEMS,
    message="The child has adoption items, but no episode ends in adoption this year.",
    fix="Close the last episode with REC E11 or E12, or remove the AD1 row.",
)
def items_without_adoption(ctx: RuleContext) -> pl.LazyFrame:
    """Adoption items given, and no adopted episode that ends in the year."""
    adopted = ctx.adoption_episodes.filter(_adopted_in_year(ctx))
    return ctx.ad1.filter(_has_items()).join(adopted, on="child", how="anti")


@rule(
    "523",
    tables=("AD1", "PlacedAdoption"),
    columns=("DATE_INT", "DATE_PLACED"),
    message="AD1 and PlacedAdoption give different dates for the same decision.",
    fix="Make DATE_INT and the DATE_PLACED of the decision that led to the adoption the same.",
)
def decision_dates_differ(ctx: RuleContext) -> pl.LazyFrame:
    """DATE_INT differs from the newest standing decision, or the newest where none stands."""
    decided = (
        ctx.placed_adoption.filter(col("DATE_PLACED").is_not_null())
        .sort(
            ["child", "DATE_PLACED_CEASED_given", "DATE_PLACED", "PlacedAdoption"],
            descending=[False, False, True, False],
        )
        .unique("child", keep="first", maintain_order=True)
    )
    return ctx.ad1.join(decided, on="child", suffix="_decision").filter(
        col("DATE_INT") != col("DATE_PLACED")
    )


@rule(
    "525",
    tables=("AD1", "PlacedAdoption"),
    columns=("DATE_PLACED_CEASED", *AD1_ITEMS),
    message="The decision for adoption is shown as reversed, yet the child has adoption items.",
    fix="Clear the reversal if the child was adopted, or remove the AD1 row if not.",
)
def reversed_but_adopted(ctx: RuleContext) -> pl.LazyFrame:
    """Adoption items given, and every decision of the child has a reversal date."""
    standing = ctx.placed_adoption.filter(~given("DATE_PLACED_CEASED"))
    return (
        ctx.placed_adoption.join(standing, on="child", how="anti")
        .join(ctx.ad1, on="child", suffix="_ad1")
        .filter(_has_items())
    )


@rule(
    "134",
    tables=("AD1", "OC3"),
    columns=("IN_TOUCH", "ACTIV", "ACCOM", *AD1_ITEMS),
    message="The child has both care leaver items and adoption items.",
    fix="Remove the AD1 row or the OC3 row, whichever does not belong to the child.",
)
def care_leaver_and_adopted(ctx: RuleContext) -> pl.LazyFrame:
    """Any OC3 item and any AD1 item for one child."""
    leavers = ctx.table("OC3").filter(_has_leaver_items())
    return ctx.ad1.filter(_has_items()).join(leavers, on="child", suffix="_oc3")


@rule(
    "187",
    tables=("AD1", "Episodes", "OC3"),
    columns=("IN_TOUCH", "ACTIV", "ACCOM", *AD1_ITEMS),
    message="The child was looked after without a break all year, "
    "yet has adoption or care leaver items.",
    fix="Check the episodes: an adopted child or care leaver left care before 31 March.",
)
def in_care_all_year(ctx: RuleContext) -> pl.LazyFrame:
    """Items of AD1 or OC3 for a child looked after continuously through the year."""
    import polars as pl

    rows = pl.concat(
        [
            ctx.ad1.filter(_has_items()).select("child", "AD1"),
            ctx.table("OC3").filter(_has_leaver_items()).select("child", "OC3"),
        ],
        how="diagonal",
    )
    ended, began = col("DEC"), col("DECOM")
    in_year = (began <= ctx.ends_on) & ((ended >= ctx.starts_on) | ended.is_null())
    came = (col("RNE") == "S") & (began > ctx.starts_on) & (began <= ctx.ends_on)
    went = (
        (col("REC") != "X1").fill_null(value=True)
        & (ended >= ctx.starts_on)
        & (ended < ctx.ends_on)
    )
    short_breaks = col("LS").is_in(("V3", "V4")) & in_year
    breaks = [each.fill_null(value=False) for each in (came, went, short_breaks)]
    all_year = (
        ctx.episodes.join(rows, on="child", how="semi")
        .group_by("child")
        .agg(
            in_year.fill_null(value=False).any().alias("in_year"),
            pl.any_horizontal(breaks).any().alias("broken"),
        )
        .filter(col("in_year") & ~col("broken"))
    )
    return rows.join(all_year, on="child", how="semi")


@rule(
    "INT01",
    tables=("AD1", "Header"),
    message="The child has an AD1 row but none in Header.",
    fix="Add the child to Header, or correct CHILD.",
)
def adopted_child_unknown(ctx: RuleContext) -> pl.LazyFrame:
    """An AD1 child who is not in Header."""
    return ctx.ad1.join(ctx.header, on="child", how="anti")


@rule(
    "INT11",
    tables=("AD1", "Header"),
    columns=("DOB",),
    message="AD1 and Header give different birth dates.",
    fix="Correct whichever DOB is wrong.",
)
def adopted_birth_date_differs(ctx: RuleContext) -> pl.LazyFrame:
    """Two readable birth dates that differ."""
    born = ctx.header.select("child", "Header", col("DOB").alias("born_on"))
    return ctx.ad1.join(born, on="child").filter(col("DOB") != col("born_on"))


#: Tables whose children must have an episode.
WITH_EPISODES = ("PlacedAdoption", "AD1", "Missing", "Reviews", "PrevPerm", "OC2")


@rule(
    "1012",
    tables=("Episodes",),
    any_of=WITH_EPISODES,
    message="The child has rows in other tables but no episode this year.",
    fix="Add the child's episodes, or remove the rows.",
)
def no_episodes(ctx: RuleContext) -> pl.LazyFrame:
    """A row in another table for a child without an episode this year."""
    import polars as pl

    rows = [ctx.table(name).select("child", name) for name in WITH_EPISODES if name in ctx.this]
    strangers = (
        pl.concat([once_each(each) for each in rows])
        .join(ctx.episode_children, on="child", how="anti")
        .collect()
        .lazy()
    )
    return pl.concat(
        [each.join(strangers, on="child", how="semi") for each in rows], how="diagonal"
    )


def _has_items() -> pl.Expr:
    """Whether any of the six adoption items is filled in."""
    import polars as pl

    return pl.any_horizontal([given(item) for item in AD1_ITEMS])


def _has_leaver_items() -> pl.Expr:
    """Whether any of the three care leaver items is filled in."""
    import polars as pl

    return pl.any_horizontal([given(item) for item in ("IN_TOUCH", "ACTIV", "ACCOM")])


def _adopted_in_year(ctx: RuleContext) -> pl.Expr:
    """Whether the episode ended in adoption within the year."""
    return is_adopted() & col("DEC").is_between(ctx.starts_on, ctx.ends_on)


def _adopted_rows(ctx: RuleContext) -> pl.LazyFrame:
    """Each episode that ended in adoption beside each AD1 row of its child."""
    return ctx.adoption_episodes.filter(is_adopted()).join(ctx.ad1, on="child", suffix="_ad1")
