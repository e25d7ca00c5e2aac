"""Rule 1001: whether a young person in the care leavers' table can be one.

Source of the code: the DfE's validation rules for the SSDA903 return, 2022-23 to 2026-27; meaning
and message in our own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from belong.formats.ssda903.rules.context import is_adopted
from belong.formats.ssda903.rules.registry import NotCheckedError, col, rule

if TYPE_CHECKING:
    import polars as pl

    from belong.formats.ssda903.rules.context import RuleContext


@rule(
    "1001",
    tables=("Episodes", "Header", "OC3"),
    last=("Episodes",),
    columns=("IN_TOUCH", "ACTIV", "ACCOM"),
    severity="query",
    message="The episodes of these two years do not show a care leaver: the young person was "
    "adopted, or was in care under 91 days after turning 14 or not at all after turning 16.",
    fix="Check the episodes. If the care was in earlier years, nothing needs to change; "
    "otherwise remove the OC3 row.",
)
def not_a_care_leaver(ctx: RuleContext) -> pl.LazyFrame:
    """OC3 row of an adopted child, or one with too little care after 14 or 16 in two years."""
    import polars as pl

    tables = ("Episodes", "Header", "OC3")
    empty = [f"this year's {name}" for name in tables if not ctx.this[name].height]
    if not ctx.last["Episodes"].height:
        empty.append("last year's Episodes")
    if empty:
        raise NotCheckedError(f"{' and '.join(empty)} held no rows")
    leavers = ctx.table("OC3")
    columns = ("child", "DECOM", "DEC", "LS", "REC", "_years_ago")
    both = pl.concat(
        [
            rows.join(leavers, on="child", how="semi")
            .with_columns(_years_ago=pl.lit(years_ago))
            .select(columns)
            for years_ago, rows in enumerate((ctx.episodes, ctx.last_table("Episodes")))
        ]
    )
    episodes = (
        both.filter(col("DECOM").is_not_null())
        .sort("child", "DECOM", "_years_ago", "DEC")
        .unique(["child", "DECOM"], keep="first", maintain_order=True)
        .with_columns(
            is_latest=col("DECOM") == col("DECOM").max().over("child"),
        )
        .with_columns(
            DEC=pl.when(col("is_latest")).then(col("DEC").fill_null(ctx.ends_on)).otherwise("DEC")
        )
    )
    born = (
        ctx.header.join(leavers, on="child", how="semi")
        .filter(col("DOB").dt.offset_by("20y") > ctx.ends_on)
        .select("child", "DOB")
    )
    short_breaks = col("LS").is_in(("V3", "V4")).fill_null(value=False)
    days = {
        age: (col("DEC") - pl.max_horizontal(col("DECOM"), col("DOB").dt.offset_by(f"{age}y")))
        .dt.total_days()
        .clip(lower_bound=0)
        .sum()
        for age in (14, 16)
    }
    qualified = (
        episodes.filter(~short_breaks)
        .join(born, on="child")
        .group_by("child")
        .agg(days[14].alias("days_after_14"), days[16].alias("days_after_16"))
        .filter((col("days_after_14") >= 91) & (col("days_after_16") >= 1))
    )
    adopted = episodes.filter(col("is_latest") & is_adopted())
    return pl.concat(
        [
            leavers.join(qualified, on="child", how="anti"),
            leavers.join(adopted, on="child", how="semi"),
        ]
    )
