"""Rules on AD1 alone: the items about children adopted in the year.

Source of the codes: the DfE's validation rules for the SSDA903 return, 2022-23 to 2026-27; meanings
and messages in our own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from belong.formats.ssda903.rules.context import AD1_ITEMS, given, is_real_date
from belong.formats.ssda903.rules.registry import col, rule

if TYPE_CHECKING:
    import polars as pl

    from belong.formats.ssda903.rules.context import RuleContext

ONE_ADOPTER = ("M1", "F1")
SAME_SEX = ("MM", "FF")
COUPLE = ("MM", "FF", "MF")


@rule(
    "112",
    tables=("AD1",),
    columns=("DATE_INT",),
    message="The date of the decision that the child should be placed for adoption "
    "is not a real date.",
    fix="Enter DATE_INT as dd/mm/yyyy, the day the decision maker decided.",
)
def decision_date_unreal(ctx: RuleContext) -> pl.LazyFrame:
    """DATE_INT filled in but not a real dd/mm/yyyy date."""
    return ctx.ad1.filter(given("DATE_INT") & ~is_real_date("DATE_INT"))


@rule(
    "113",
    tables=("AD1",),
    columns=("DATE_MATCH",),
    message="The date on which the child was matched with the adopters is not a real date.",
    fix="Enter DATE_MATCH as dd/mm/yyyy, the day the match was approved.",
)
def match_date_unreal(ctx: RuleContext) -> pl.LazyFrame:
    """DATE_MATCH filled in but not a real dd/mm/yyyy date."""
    return ctx.ad1.filter(given("DATE_MATCH") & ~is_real_date("DATE_MATCH"))


@rule(
    "114",
    tables=("AD1",),
    columns=("FOSTER_CARE",),
    message="Whether the adopters were the child's foster carers is not given as 0 or 1.",
    fix="Enter FOSTER_CARE as 1 if the child's foster carers adopted, 0 if not.",
)
def foster_care_code(ctx: RuleContext) -> pl.LazyFrame:
    """FOSTER_CARE filled in and neither 0 nor 1."""
    return ctx.ad1.filter(~col("FOSTER_CARE").is_in(("0", "1")))


@rule(
    "151",
    tables=("AD1",),
    columns=AD1_ITEMS,
    message="Some of the six adoption items are filled in and some are blank.",
    fix="Complete all six items, or clear them all if the child was not adopted in the year.",
)
def items_half_filled(ctx: RuleContext) -> pl.LazyFrame:
    """Some but not all of the six adoption items filled in."""
    import polars as pl

    items = [given(item) for item in AD1_ITEMS]
    return ctx.ad1.filter(pl.any_horizontal(items) & ~pl.all_horizontal(items))


@rule(
    "175",
    tables=("AD1",),
    columns=("NB_ADOPTR",),
    message="The number of adopters is neither 1 nor 2.",
    fix="Enter NB_ADOPTR as 1 for a single adopter or 2 for a couple.",
)
def number_of_adopters_code(ctx: RuleContext) -> pl.LazyFrame:
    """NB_ADOPTR filled in and neither 1 nor 2."""
    return ctx.ad1.filter(~col("NB_ADOPTR").is_in(("1", "2")))


@rule(
    "176",
    tables=("AD1",),
    columns=("SEX_ADOPTR",),
    message="The code for the sex of the adopters is not on the list.",
    fix="Enter SEX_ADOPTR as M1 or F1 for one adopter, MM, FF or MF for two.",
)
def sex_of_adopters_code(ctx: RuleContext) -> pl.LazyFrame:
    """SEX_ADOPTR filled in and not on the list."""
    return ctx.ad1.filter(~col("SEX_ADOPTR").is_in((*ONE_ADOPTER, *COUPLE)))


@rule(
    "177",
    tables=("AD1",),
    columns=("LS_ADOPTR",),
    message="The code for the adopters' legal status is not on the list.",
    fix="Enter LS_ADOPTR as L0, L11, L12, L2, L3 or L4.",
)
def legal_status_of_adopters_code(ctx: RuleContext) -> pl.LazyFrame:
    """LS_ADOPTR filled in and not on the list."""
    return ctx.ad1.filter(~col("LS_ADOPTR").is_in(("L0", "L11", "L12", "L2", "L3", "L4")))


@rule(
    "333",
    tables=("AD1",),
    columns=("DATE_INT", "DATE_MATCH"),
    message="The child was matched, but the decision for adoption is missing "
    "or dated after the match.",
    fix="Check both dates: DATE_INT must be on or before DATE_MATCH.",
)
def match_before_decision(ctx: RuleContext) -> pl.LazyFrame:
    """DATE_MATCH readable, and DATE_INT missing or later."""
    late = col("DATE_INT").is_null() | (col("DATE_INT") > col("DATE_MATCH"))
    return ctx.ad1.filter(col("DATE_MATCH").is_not_null() & late)


@rule(
    "511",
    tables=("AD1",),
    columns=("NB_ADOPTR", "SEX_ADOPTR"),
    message="Two people adopted, but the sex code is that of a single adopter.",
    fix="Enter SEX_ADOPTR as MM, FF or MF, or correct NB_ADOPTR to 1.",
)
def two_adopters_one_sex(ctx: RuleContext) -> pl.LazyFrame:
    """NB_ADOPTR 2 with a single adopter's sex code."""
    return ctx.ad1.filter((col("NB_ADOPTR") == "2") & col("SEX_ADOPTR").is_in(ONE_ADOPTER))


@rule(
    "514",
    tables=("AD1",),
    columns=("LS_ADOPTR", "SEX_ADOPTR"),
    message="The legal status says a single adopter, but the sex code is blank or a couple's.",
    fix="Enter SEX_ADOPTR as M1 or F1, or correct LS_ADOPTR.",
)
def single_status_not_single(ctx: RuleContext) -> pl.LazyFrame:
    """L0 with a sex code other than M1 or F1, blank included."""
    return _status_clashes(ctx, "L0", ONE_ADOPTER)


@rule(
    "517",
    tables=("AD1",),
    columns=("LS_ADOPTR", "SEX_ADOPTR"),
    message="The legal status says an unmarried couple of different sex, "
    "but the sex code does not.",
    fix="Enter SEX_ADOPTR as MF, or correct LS_ADOPTR.",
)
def unmarried_couple_not_mixed(ctx: RuleContext) -> pl.LazyFrame:
    """L3 with a sex code other than MF, blank included."""
    return _status_clashes(ctx, "L3", ("MF",))


@rule(
    "518",
    tables=("AD1",),
    columns=("LS_ADOPTR", "SEX_ADOPTR"),
    message="The legal status says an unmarried couple of the same sex, but the sex code does not.",
    fix="Enter SEX_ADOPTR as MM or FF, or correct LS_ADOPTR.",
)
def unmarried_couple_not_same_sex(ctx: RuleContext) -> pl.LazyFrame:
    """L4 with a sex code other than MM or FF, blank included."""
    return _status_clashes(ctx, "L4", SAME_SEX)


@rule(
    "519",
    tables=("AD1",),
    columns=("LS_ADOPTR", "SEX_ADOPTR"),
    message="The legal status says civil partners, but the sex code is not that of a couple.",
    fix="Enter SEX_ADOPTR as MM, FF or MF, or correct LS_ADOPTR.",
)
def civil_partners_not_couple(ctx: RuleContext) -> pl.LazyFrame:
    """L2 with a sex code other than a couple's, blank included."""
    return _status_clashes(ctx, "L2", COUPLE)


@rule(
    "520",
    tables=("AD1",),
    columns=("LS_ADOPTR", "SEX_ADOPTR"),
    message="The legal status says a married couple of different sex, but the sex code does not.",
    fix="Enter SEX_ADOPTR as MF, or correct LS_ADOPTR.",
)
def married_couple_not_mixed(ctx: RuleContext) -> pl.LazyFrame:
    """L11 with a sex code other than MF, blank included."""
    return _status_clashes(ctx, "L11", ("MF",))


@rule(
    "524",
    tables=("AD1",),
    columns=("LS_ADOPTR", "SEX_ADOPTR"),
    message="The legal status says a married couple of the same sex, but the sex code does not.",
    fix="Enter SEX_ADOPTR as MM or FF, or correct LS_ADOPTR.",
)
def married_couple_not_same_sex(ctx: RuleContext) -> pl.LazyFrame:
    """L12 with a sex code other than MM or FF, blank included."""
    return _status_clashes(ctx, "L12", SAME_SEX)


@rule(
    "INT31",
    tables=("AD1",),
    message="The child has more than one AD1 row.",
    fix="Keep one AD1 row for each child adopted in the year.",
)
def child_twice_in_ad1(ctx: RuleContext) -> pl.LazyFrame:
    """More than one AD1 row for one child."""
    return ctx.ad1.filter(col("child").is_duplicated())


def _status_clashes(ctx: RuleContext, status: str, fitting: tuple[str, ...]) -> pl.LazyFrame:
    """AD1 rows of that legal status whose sex code is not one of ``fitting``."""
    fits = col("SEX_ADOPTR").is_in(fitting).fill_null(value=False)
    return ctx.ad1.filter((col("LS_ADOPTR") == status) & ~fits)
