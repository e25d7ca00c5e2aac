"""Belong's own rules, with codes BEL01 onwards: what the return's rules leave out.

They look for what would make a figure wrong without any official rule saying so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from belong.formats.ssda903.rules.context import is_adopted
from belong.formats.ssda903.rules.registry import col, rule

if TYPE_CHECKING:
    import polars as pl

    from belong.formats.ssda903.rules.context import RuleContext

#: Every table of the return, for rules that look at whatever was supplied.
ANY_TABLE = (
    *("Header", "Episodes", "Reviews", "UASC", "OC2", "OC3", "AD1", "PlacedAdoption"),
    *("PrevPerm", "Missing", "SWEpisodes", "DoLo"),
)
#: Date columns of each table that rules 112, 113, 115 and 116 already look at.
_OFFICIAL_DATES = frozenset({"DATE_INT", "DATE_MATCH", "DATE_PLACED", "DATE_PLACED_CEASED"})
_ALL_DATES = (
    *("DOB", "MC_DOB", "DECOM", "DEC", "REVIEW", "DUC", "MIS_START", "MIS_END"),
    *("SW_DECOM", "SW_DEC", "DOLO_START", "DOLO_END"),
)
#: Dates that must not lie after the year, by table.
_NOT_AFTER_YEAR = {
    "Header": ("DOB", "MC_DOB"),
    "Episodes": ("DECOM", "DEC"),
    "AD1": ("DATE_INT", "DATE_MATCH"),
    "PlacedAdoption": ("DATE_PLACED", "DATE_PLACED_CEASED"),
}


@rule(
    "BEL01",
    tables=("AD1",),
    columns=("NB_ADOPTR", "SEX_ADOPTR"),
    message="One person adopted, but the sex code is that of a couple.",
    fix="Enter SEX_ADOPTR as M1 or F1, or correct NB_ADOPTR to 2.",
)
def one_adopter_couples_sex(ctx: RuleContext) -> pl.LazyFrame:
    """NB_ADOPTR 1 with a couple's sex code."""
    return ctx.ad1.filter((col("NB_ADOPTR") == "1") & col("SEX_ADOPTR").is_in(("MM", "FF", "MF")))


@rule(
    "BEL02",
    tables=("AD1", "Episodes"),
    columns=("DEC", "REC"),
    message="The child was adopted this year but has no AD1 row, "
    "so the match and the decision are not known.",
    fix="Add the child's AD1 row with all six adoption items.",
)
def adopted_without_ad1(ctx: RuleContext) -> pl.LazyFrame:
    """An adopted episode that ends in the year, and no AD1 row."""
    adopted = is_adopted() & col("DEC").is_between(ctx.starts_on, ctx.ends_on)
    return ctx.adoption_episodes.filter(adopted).join(ctx.ad1, on="child", how="anti")


@rule(
    "BEL03",
    tables=("Episodes",),
    columns=("DECOM", "DEC", "REC"),
    message="The child is shown as adopted more than once.",
    fix="Keep REC E11 or E12 on the episode that ended with the adoption order alone.",
)
def adopted_twice(ctx: RuleContext) -> pl.LazyFrame:
    """More than one episode of the child ended in adoption."""
    return ctx.adoption_episodes.filter(is_adopted()).filter(col("child").is_duplicated())


@rule(
    "BEL04",
    tables=("Episodes",),
    columns=("DECOM", "DEC"),
    message="Two of the child's episodes overlap, or an earlier one was never closed.",
    fix="Check DECOM and DEC: an episode ends on the day the next one begins.",
)
def episodes_overlap(ctx: RuleContext) -> pl.LazyFrame:
    """An episode that starts before the one before it ended, or while that one is open."""
    overlap = (col("DECOM") < col("before_DEC")) | ~col("before_DEC_given")
    return _with_before(ctx.following_episodes.filter(col("DECOM").is_not_null() & overlap))


@rule(
    "BEL05",
    tables=("Episodes",),
    columns=("DECOM", "DEC"),
    message="The episode ends before it begins.",
    fix="Correct DECOM or DEC.",
)
def episode_backward(ctx: RuleContext) -> pl.LazyFrame:
    """DEC before DECOM."""
    return ctx.episodes.filter(col("DEC") < col("DECOM"))


@rule(
    "BEL06",
    any_of=tuple(_NOT_AFTER_YEAR),
    columns=tuple(column for columns in _NOT_AFTER_YEAR.values() for column in columns),
    message="A date lies after the end of the year that the return is for.",
    fix="Correct the date, or leave the row for next year's return.",
)
def after_the_year(ctx: RuleContext) -> pl.LazyFrame:
    """A date later than the last day of the collection year."""
    import polars as pl

    return pl.concat(
        [
            ctx.table(name)
            .filter(pl.any_horizontal([col(column) > ctx.ends_on for column in columns]))
            .select("child", name)
            for name, columns in _NOT_AFTER_YEAR.items()
            if name in ctx.this
        ],
        how="diagonal",
    )


@rule(
    "BEL07",
    tables=("Episodes",),
    columns=("DECOM", "DEC"),
    message="The episode ended before the year that the return is for began.",
    fix="Remove the episode if an earlier return holds it, or correct DEC.",
)
def before_the_year(ctx: RuleContext) -> pl.LazyFrame:
    """DEC before the first day of the collection year."""
    return ctx.episodes.filter(col("DEC") < ctx.starts_on)


@rule(
    "BEL08",
    tables=("Episodes",),
    columns=("DECOM", "DEC", "RNE", "REC"),
    message="There is a gap between two episodes of one period of care.",
    fix="An episode begins on the day the one before it ended (REC X1); "
    "if the child left care and came back, enter RNE as S.",
)
def gap_in_care(ctx: RuleContext) -> pl.LazyFrame:
    """An episode that goes on a period of care, but begins after the one before it ended."""
    goes_on = (col("RNE") != "S") | (col("before_REC") == "X1")
    return _with_before(ctx.following_episodes.filter(goes_on & (col("DECOM") > col("before_DEC"))))


@rule(
    "BEL09",
    tables=("Header",),
    columns=("DOB",),
    message="One CHILD has two birth dates: two children, or two councils' files, may be mixed.",
    fix="Check CHILD in Header; each child needs a number of their own.",
)
def two_birth_dates(ctx: RuleContext) -> pl.LazyFrame:
    """Header rows of one child with different readable birth dates."""
    return _header_differs(ctx, "DOB")


@rule(
    "BEL10",
    tables=("Header",),
    columns=("UPN",),
    message="One CHILD has two pupil numbers: two children, or two councils' files, may be mixed.",
    fix="Check CHILD and UPN in Header; each child needs a number of their own.",
)
def two_pupil_numbers(ctx: RuleContext) -> pl.LazyFrame:
    """Header rows of one child with different pupil numbers."""
    return _header_differs(ctx, "UPN")


@rule(
    "BEL11",
    tables=("Header",),
    last=("Header",),
    columns=("DOB",),
    message="The child's birth date differs from last year's return.",
    fix="Correct DOB, or check that last year's CHILD was the same child.",
)
def birth_date_changed(ctx: RuleContext) -> pl.LazyFrame:
    """A readable birth date other than last year's."""
    before = ctx.last_table("Header").select("child", col("DOB").alias("before_DOB"))
    return ctx.header.join(before, on="child").filter(col("DOB") != col("before_DOB"))


@rule(
    "BEL12",
    any_of=ANY_TABLE,
    columns=_ALL_DATES,
    message="A date is not a real day, so it counts as missing everywhere.",
    fix="Enter the date as dd/mm/yyyy.",
)
def unreal_date(ctx: RuleContext) -> pl.LazyFrame:
    """A date cell filled in that is no real date, outside what 112, 113, 115 and 116 look at."""
    return _date_cells(ctx, unreadable=True)


@rule(
    "BEL13",
    any_of=ANY_TABLE,
    columns=_ALL_DATES,
    severity="query",
    message="A date is not written dd/mm/yyyy. Belong understood it, but other systems may not.",
    fix="Write the date as dd/mm/yyyy, such as 05/04/2024.",
)
def unusual_date(ctx: RuleContext) -> pl.LazyFrame:
    """A date cell that could be read although it is not written day/month/year."""
    return _date_cells(ctx, unreadable=False)


@rule(
    "BEL14",
    any_of=ANY_TABLE,
    message="The row has no CHILD, so it is left out of every figure.",
    fix="Enter CHILD, or remove the row.",
)
def row_without_child(ctx: RuleContext) -> pl.LazyFrame:
    """A row whose CHILD is blank."""
    import polars as pl

    return pl.concat(
        [frame.lazy().select("child", name) for name, frame in ctx.rows_without_child.items()],
        how="diagonal",
    )


def _with_before(following: pl.LazyFrame) -> pl.LazyFrame:
    """Both rows of each pair: the episode and the one before it."""
    import polars as pl

    return pl.concat(
        [
            following.select("child", "Episodes"),
            following.select("child", col("before_Episodes").alias("Episodes")),
        ]
    )


def _header_differs(ctx: RuleContext, column: str) -> pl.LazyFrame:
    """Header rows of children who have two different values in ``column``."""
    return ctx.repeated_header.filter(col(column).drop_nulls().n_unique().over("child") > 1)


def _date_cells(ctx: RuleContext, *, unreadable: bool) -> pl.LazyFrame:
    """Rows with a date cell that was given but is unreadable, or readable but written otherwise."""
    import polars as pl

    parts = []
    for name, frame in ctx.this.items():
        tests = []
        for column in frame.columns:
            if column in _OFFICIAL_DATES or f"{column}__text" not in frame.columns:
                continue
            text = col(f"{column}__text")
            if unreadable:
                tests.append(text.is_not_null() & col(column).is_null())
            else:
                # Read although written with dashes, with spaces, or with a time behind it.
                other = ~text.str.contains("/", literal=True) | (text.str.len_bytes() > 10)
                tests.append(col(column).is_not_null() & other)
        if tests:
            parts.append(frame.lazy().filter(pl.any_horizontal(tests)).select("child", name))
    if not parts:
        name, frame = next(iter(ctx.this.items()))
        return frame.lazy().select("child", name).limit(0)
    return pl.concat(parts, how="diagonal")
