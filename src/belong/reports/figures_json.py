"""Figures with their children as JSON, a country's millions of them as quickly as they are counted.

What is written is what ``belong.reports.data.figure_data`` gives for each figure; a test holds the
two equal. The children of one indicator and window are made into text at once, not one by one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING

from belong.analytics.figures import ALL, Figure, FigureSet
from belong.reports.data import JsonText, figure_data
from belong.reports.people import KeyOf

if TYPE_CHECKING:
    import polars as pl

__all__ = ["figure_texts"]

_MEMBER, _EXCLUDED, _NOT_COMPUTABLE = "member", "excluded", "not_computable"
_NOBODY = '"members": [], "excluded": [], "not_computable": []'
_PAIR = ["la_code", "child_id"]


@dataclass(frozen=True)
class _People:
    """The entries of one list of children, parted by commas, and how many they are."""

    text: str = ""
    count: int = 0


_Lists = dict[tuple[str, str], _People]


def figure_texts(figures: FigureSet, key_of: KeyOf, area: str | None) -> Iterator[JsonText]:
    """Every figure of the area, or of all areas where it is None, in the order of the set.

    key_of: key under which a child is shown.
    """
    names = _names(figures.membership, key_of)
    groups = figures.membership.partition_by("indicator", "window", as_dict=True)
    at: tuple[str, str] | None = None
    lists: _Lists = {}
    for figure in figures.bare():
        if area not in (None, figure.area):
            continue
        if at != (figure.indicator, figure.window):
            at = (figure.indicator, figure.window)
            lists = _lists(groups[at], names) if at in groups else {}
        yield _filled(figure, lists, key_of)


def _filled(figure: Figure, lists: _Lists, key_of: KeyOf) -> JsonText:
    """The text of a figure with its children put into their empty lists."""
    nobody = _People()
    members, excluded, missed = (
        lists.get((figure.area, status), nobody) for status in (_MEMBER, _EXCLUDED, _NOT_COMPUTABLE)
    )
    bare = json.dumps(figure_data(figure, key_of, missed=missed.count))
    return JsonText(
        bare.replace(
            _NOBODY,
            f'"members": [{members.text}], "excluded": [{excluded.text}],'
            f' "not_computable": [{missed.text}]',
            1,
        )
    )


def _names(membership: pl.DataFrame, key_of: KeyOf) -> pl.DataFrame:
    """la_code, child_id, their place in order, and, as JSON, the child's key and the authority."""
    import polars as pl

    pairs = membership.select(_PAIR).unique().sort(_PAIR)
    shown = [encode_basestring_ascii(key_of(la, child)) for la, child in pairs.rows()]
    codes = pairs["la_code"].unique()
    names = pl.DataFrame(
        {"la_code": codes, "_la": [encode_basestring_ascii(code) for code in codes]},
        schema={"la_code": pl.String, "_la": pl.String},
    )
    return (
        pairs.with_row_index("_place")
        .with_columns(pl.Series("_child", shown, dtype=pl.String))
        .join(names, on="la_code", how="left", maintain_order="left")
    )


def _lists(rows: pl.DataFrame, names: pl.DataFrame) -> _Lists:
    """The children of one indicator and window by area, all together too, and status."""
    import polars as pl

    reasons = [reason for reason in rows["reason"].unique() if reason is not None]
    told = pl.DataFrame(
        {"reason": reasons, "_reason": [json.dumps(reason) for reason in reasons]},
        schema={"reason": pl.String, "_reason": pl.String},
    )

    def day(column: str) -> pl.Expr:
        quote = pl.lit('"')
        text = pl.concat_str(quote, pl.col(column).dt.to_string("%Y-%m-%d"), quote)
        return text.fill_null("null")

    member = pl.concat_str(
        pl.lit('{"child": '), "_child", pl.lit(', "value": '), "value", pl.lit(', "la": '), "_la",
        pl.lit(', "start": '), day("start_on"), pl.lit(', "end": '), day("end_on"), pl.lit("}"),
    )  # fmt: skip
    left_out = pl.concat_str(
        pl.lit('{"child": '), "_child", pl.lit(', "reason": '), "_reason",
        pl.lit(', "la": '), "_la", pl.lit("}"),
    )  # fmt: skip
    ordered = (
        rows.filter((pl.col("status") != _MEMBER) | pl.col("value").is_not_null())
        .join(names, on=_PAIR)
        .join(told, on="reason", how="left")
        .sort("order", "_place", "start_on", "end_on", "value")
        .select(
            pl.col("la_code").alias("area"),
            "status",
            pl.when(pl.col("status") == _MEMBER).then(member).otherwise(left_out).alias("text"),
        )
    )
    entries = [pl.col("text").str.join(", "), pl.len().alias("count")]
    apart = ordered.group_by("area", "status", maintain_order=True).agg(entries)
    together = (
        ordered.group_by("status", maintain_order=True)
        .agg(entries)
        .select(pl.lit(ALL).alias("area"), "status", "text", "count")
    )
    return {
        (area, status): _People(text, count)
        for frame in (apart, together)
        for area, status, text, count in frame.rows()
    }
