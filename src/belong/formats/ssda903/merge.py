"""Many years of returns into one history of episodes, decisions and matches per child.

The rules are those of docs/reference/how-figures-are-made.md, section 1: from 1 April of its year
on, a later return replaces what earlier ones said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from belong.domain.frames import Notice

if TYPE_CHECKING:
    import polars as pl

    from belong.formats.ssda903.model import ReturnSet

__all__ = ["MergedReturns", "merge_years"]

_NOT_KNOWN = -1
#: More than there are children, and years: a kid is an authority's place and a child's place.
_CHILDREN, _YEARS = 2**32, 2**14


@dataclass(frozen=True)
class MergedReturns:
    """What all returns together say. ``kid`` is one number per authority and CHILD.

    episodes: one row per episode, sorted by kid and DECOM; columns kid, la_code, CHILD, DECOM, RNE,
    LS, PLACE, DEC, REC, year (of the return that holds), lost_on (the first day on which nothing
    is known of an episode that was lost, else null), lost_reason.
    decisions: kid, la_code, CHILD, DATE_PLACED, DATE_PLACED_CEASED, REASON_PLACED_CEASED, year.
    adoptions: kid, la_code, CHILD, DATE_INT, DATE_MATCH, year; one row per AD1 row.
    headers: kid, la_code, CHILD, DOB, SEX, ETHNIC; one row per child, the latest return's.
    """

    episodes: pl.DataFrame
    decisions: pl.DataFrame
    adoptions: pl.DataFrame
    headers: pl.DataFrame
    notices: tuple[Notice, ...]


def merge_years(returns: ReturnSet) -> MergedReturns:
    """The histories that the returns tell together. Raises nothing: what does not fit is a notice.

    A return whose year could not be told takes no part (notice ``no_year``).
    """
    keyed = _Keyed(returns)
    notices = list(returns.notices)
    for info in returns.returns:
        if info.year is None:
            notices.append(
                Notice(
                    "no_year",
                    "No date in this return could be read, so its year is not known and it takes"
                    " no part in any figure.",
                    la_code=info.la_code,
                    source=info.source,
                )
            )
    rows = keyed.table("Episodes", ["DECOM", "RNE", "LS", "PLACE", "DEC", "REC"])
    presence = _presence(rows, keyed)
    episodes = _merge_episodes(rows, presence, notices)
    decisions = _merge_decisions(keyed, rows, presence, notices)
    adoptions = keyed.table("AD1", ["DATE_INT", "DATE_MATCH"])
    _note_without_episodes(notices, presence, [adoptions, decisions])
    headers = _headers(keyed, notices)
    return MergedReturns(episodes, decisions, adoptions, headers, tuple(notices))


class _Keyed:
    """The tables with kid, la_code and year on every row."""

    def __init__(self, returns: ReturnSet) -> None:
        import polars as pl

        self.returns = returns
        las = sorted({info.la_code for info in returns.returns})
        self._la = pl.Series([las.index(i.la_code) for i in returns.returns], dtype=pl.Int64)
        self._year = pl.Series([i.year or _NOT_KNOWN for i in returns.returns], dtype=pl.Int32)
        self._las = pl.Series(las, dtype=pl.String)
        children = [t["CHILD"].unique() for t in returns.tables.values() if "CHILD" in t.columns]
        known = (
            pl.concat(children).unique().drop_nulls()
            if children
            else pl.Series([], dtype=pl.String)
        )
        self._children = pl.DataFrame({"CHILD": known}).with_row_index("_child")

    def table(self, name: str, columns: list[str]) -> pl.DataFrame:
        """kid, la_code, CHILD, year and the columns; rows without CHILD or year left out."""
        import polars as pl

        types = {c: pl.Date if c in _DATES else pl.String for c in columns}
        source = self.returns.tables.get(name)
        if source is None:
            keys = {"kid": pl.Int64, "la_code": pl.String, "CHILD": pl.String, "year": pl.Int32}
            return pl.DataFrame(schema={**keys, **types})
        index = source["_return"].cast(pl.UInt32)
        la = self._la.gather(index)
        return (
            source.select("CHILD", *columns)
            .with_columns(la.alias("_la"), self._year.gather(index).alias("year"))
            .filter(pl.col("CHILD").is_not_null() & (pl.col("year") != _NOT_KNOWN))
            .join(self._children, on="CHILD", how="left")
            .select(
                (pl.col("_la") * _CHILDREN + pl.col("_child").cast(pl.Int64)).alias("kid"),
                pl.lit(self._las).gather(pl.col("_la")).alias("la_code"),
                "CHILD",
                "year",
                *columns,
            )
        )

    def years_supplied(self) -> pl.DataFrame:
        """_la (the authority's place), year, has_decisions: one row per authority and year."""
        import polars as pl

        return pl.DataFrame(
            [
                (la, i.year, "PlacedAdoption" in i.tables)
                for la, i in zip(self._la, self.returns.returns, strict=True)
                if i.year is not None
            ],
            schema={"_la": pl.Int64, "year": pl.Int32, "has_decisions": pl.Boolean},
            orient="row",
        ).unique(["_la", "year"], keep="last", maintain_order=True)


_DATES = frozenset(
    {"DECOM", "DEC", "DOB", "DATE_INT", "DATE_MATCH", "DATE_PLACED", "DATE_PLACED_CEASED"}
)


def _presence(rows: pl.DataFrame, keyed: _Keyed) -> pl.DataFrame:
    """One row per child and return that holds it: kid, year, next_year, and what came after.

    _held: kid and year in one number, far quicker to sort and join by. next_year: the next return
    that holds the child. follows: a return of the year after was supplied. is_last: no later return
    of the authority was supplied.
    """
    import polars as pl

    years = keyed.years_supplied()
    after = years.select("_la", (pl.col("year") - 1).alias("year"), "has_decisions")
    last = years.group_by("_la").agg(pl.col("year").max().alias("_last"))
    held = pl.col("_held")
    return (
        rows.select(_held_key())
        .unique()
        .sort("_held")
        .select(
            "_held",
            (held // _YEARS).alias("kid"),
            (held % _YEARS).cast(pl.Int32).alias("year"),
            (held // (_YEARS * _CHILDREN)).alias("_la"),
        )
        .with_columns(
            pl.when(pl.col("kid").shift(-1) == pl.col("kid"))
            .then(pl.col("year").shift(-1))
            .alias("next_year")
        )
        .join(after, on=["_la", "year"], how="left")
        .join(last, on="_la", how="left")
        .select(
            "kid",
            "year",
            "_held",
            "next_year",
            pl.col("has_decisions").is_not_null().alias("follows"),
            pl.col("has_decisions").fill_null(False).alias("next_has_decisions"),
            (pl.col("year") == pl.col("_last")).alias("is_last"),
        )
    )


def _held_key() -> pl.Expr:
    """One number for a child and the return that holds it."""
    import polars as pl

    return (pl.col("kid") * _YEARS + pl.col("year")).alias("_held")


def _merge_episodes(
    rows: pl.DataFrame, presence: pl.DataFrame, notices: list[Notice]
) -> pl.DataFrame:
    import polars as pl

    unstarted = rows.filter(pl.col("DECOM").is_null())
    _note_rows(
        notices,
        unstarted,
        "episode_without_start",
        "An episode of this child has no start date that can be read; it is left out.",
    )
    ordered = rows.filter(pl.col("DECOM").is_not_null()).sort(
        "kid", "DECOM", "year", "DEC", nulls_last=True
    )
    same = (pl.col("kid").shift(-1) == pl.col("kid")) & (
        pl.col("DECOM").shift(-1) == pl.col("DECOM")
    )
    latest = (
        ordered.filter(~same.fill_null(False))
        .with_columns(_held_key())
        .join(presence.drop("kid", "year"), on="_held", how="left", maintain_order="left")
    )
    year_end = pl.date(pl.col("year"), 3, 31)
    is_open = pl.col("DEC").is_null() | (pl.col("DEC") > year_end)
    held_next_year = pl.col("next_year") == pl.col("year") + 1
    latest = latest.with_columns((is_open & held_next_year.fill_null(False)).alias("_dropped"))
    _note_rows(
        notices,
        latest.filter("_dropped"),
        "episode_dropped",
        "The {year} return left the episode that began on {DECOM} open, and the next return holds"
        " the child but not that episode. The later return is believed.",
    )
    lost = is_open & ~pl.col("is_last") & ~held_next_year.fill_null(False) & pl.col("DEC").is_null()
    kept = latest.filter(~pl.col("_dropped")).with_columns(
        pl.when(lost).then(pl.date(pl.col("year"), 4, 1)).alias("lost_on"),
        pl.when(lost)
        .then(
            pl.when(pl.col("follows"))
            .then(pl.lit("lost_between_returns"))
            .otherwise(pl.lit("year_not_supplied"))
        )
        .alias("lost_reason"),
    )
    _note_rows(
        notices,
        kept.filter(pl.col("lost_reason") == "lost_between_returns"),
        "lost_between_returns",
        "Still looked after on 31 March {year} by that year's return, and not in the next one. Not"
        " counted as looked after from 1 April {year} on; the end of care is not known.",
    )
    _note_rows(
        notices,
        kept.filter(pl.col("lost_reason") == "year_not_supplied"),
        "year_not_supplied",
        "Still looked after on 31 March {year}; the next year's return was not supplied, so what"
        " happened after that day is not known.",
    )
    _note_missing_once(notices, kept, presence)
    return kept.select(
        "kid", "la_code", "CHILD", "year", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC",
        "lost_on", "lost_reason",
    )  # fmt: skip


def _note_missing_once(notices: list[Notice], kept: pl.DataFrame, presence: pl.DataFrame) -> None:
    """Children whom one return does not hold although a later one says they never left."""
    import polars as pl

    gaps = presence.filter(pl.col("follows") & (pl.col("next_year") > pl.col("year") + 1)).select(
        "kid", pl.col("year").alias("gap_after")
    )
    if gaps.is_empty():
        return
    spanning = (
        kept.join(gaps, on="kid")
        .filter(
            (pl.col("year") > pl.col("gap_after"))
            & (pl.col("DECOM") <= pl.date(pl.col("gap_after"), 3, 31))
            & (pl.col("DEC").is_null() | (pl.col("DEC") > pl.date(pl.col("gap_after"), 3, 31)))
        )
        .with_columns((pl.col("gap_after") + 1).alias("year"))
    )
    _note_rows(
        notices,
        spanning,
        "missing_from_one_return",
        "Not in the {year} return, although an earlier and a later return both hold the same"
        " episode. Counted as looked after throughout.",
    )


def _merge_decisions(
    keyed: _Keyed, episode_rows: pl.DataFrame, presence: pl.DataFrame, notices: list[Notice]
) -> pl.DataFrame:
    import polars as pl

    columns = ["DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"]
    rows = keyed.table("PlacedAdoption", columns)
    undated = rows.filter(pl.col("DATE_PLACED").is_null())
    _note_rows(
        notices,
        undated,
        "decision_without_date",
        "A decision that this child should be placed for adoption has no date that can be read; it"
        " is left out.",
    )
    year_end = pl.date(pl.col("year"), 3, 31)
    open_care = (
        episode_rows.join(rows.select("kid").unique(), on="kid", how="semi")
        .group_by(_held_key())
        .agg((pl.col("DEC").is_null() | (pl.col("DEC") > year_end)).any().alias("in_care_at_end"))
    )
    ordered = rows.filter(pl.col("DATE_PLACED").is_not_null()).sort(
        "kid", "DATE_PLACED", "year", "DATE_PLACED_CEASED", nulls_last=True
    )
    same = (pl.col("kid").shift(-1) == pl.col("kid")) & (
        pl.col("DATE_PLACED").shift(-1) == pl.col("DATE_PLACED")
    )
    latest = (
        ordered.filter(~same.fill_null(False))
        .with_columns(_held_key())
        .join(presence.drop("kid", "year"), on="_held", how="left", maintain_order="left")
        .join(open_care, on="_held", how="left", maintain_order="left")
    )
    is_open = pl.col("DATE_PLACED_CEASED").is_null() | (pl.col("DATE_PLACED_CEASED") > year_end)
    replaced = (
        is_open
        & pl.col("in_care_at_end").fill_null(False)
        & (pl.col("next_year") == pl.col("year") + 1).fill_null(False)
    )
    latest = latest.with_columns(replaced.alias("_replaced"))
    dropped = latest.filter(pl.col("_replaced") & pl.col("next_has_decisions"))
    _note_rows(
        notices,
        dropped,
        "decision_dropped",
        "The {year} return left the decision of {DATE_PLACED} open, and the next return holds the"
        " child but not that decision. The later return is believed.",
    )
    _note_rows(
        notices,
        latest.filter(pl.col("_replaced") & ~pl.col("next_has_decisions")),
        "table_not_supplied",
        "The return after {year} has no PlacedAdoption table, so the decision of {DATE_PLACED}"
        " could not be confirmed; it is kept as the {year} return left it.",
    )
    return latest.filter(~(pl.col("_replaced") & pl.col("next_has_decisions"))).select(
        "kid", "la_code", "CHILD", "year", *columns
    )


def _note_without_episodes(
    notices: list[Notice], presence: pl.DataFrame, tables: list[pl.DataFrame]
) -> None:
    """Children whom AD1 or PlacedAdoption names and no return holds an episode of."""
    import polars as pl

    named = pl.concat([table.select("kid", "la_code", "CHILD", "year") for table in tables])
    _note_rows(
        notices,
        named.join(presence, on="kid", how="anti")
        .sort("kid", "year")
        .unique("kid", keep="last", maintain_order=True),
        "no_episodes",
        "In AD1 or PlacedAdoption of the {year} return, but no return supplied has an episode of"
        " this child, so no figure can count it.",
    )


def _headers(keyed: _Keyed, notices: list[Notice]) -> pl.DataFrame:
    import polars as pl

    rows = keyed.table("Header", _held(keyed, ["DOB", "SEX", "ETHNIC", "UPN"]))
    for column in ("DOB", "SEX", "ETHNIC", "UPN"):
        if column not in rows.columns:
            dtype = pl.Date if column == "DOB" else pl.String
            rows = rows.with_columns(pl.lit(None, dtype=dtype).alias(column))
    ordered = rows.sort("kid", "year", maintain_order=True)
    for column, code, thing in (
        ("DOB", "two_birth_dates", "birth date"),
        ("UPN", "two_upns", "unique pupil number"),
    ):
        told = ordered.filter(pl.col(column).is_not_null())
        if column == "UPN":
            told = told.filter(~pl.col("UPN").str.contains(r"^UN[1-5]$"))
        two = told.filter(
            (pl.col("kid") == pl.col("kid").shift(1)) & (pl.col(column) != pl.col(column).shift(1))
        ).unique("kid", maintain_order=True)
        _note_rows(
            notices,
            two,
            code,
            f"This CHILD has more than one {thing} in the returns. One child's record was changed,"
            " or two councils' files are mixed: supply each council's in a folder of its own.",
        )
    return (
        ordered.group_by("kid", maintain_order=True)
        .agg(
            pl.col("la_code").last(),
            pl.col("CHILD").last(),
            *(pl.col(c).drop_nulls().last() for c in ("DOB", "SEX", "ETHNIC")),
        )
        .select("kid", "la_code", "CHILD", "DOB", "SEX", "ETHNIC")
    )


def _held(keyed: _Keyed, columns: list[str]) -> list[str]:
    source = keyed.returns.tables.get("Header")
    return columns if source is None else [c for c in columns if c in source.columns]


def _note_rows(notices: list[Notice], rows: pl.DataFrame, code: str, message: str) -> None:
    """A notice per row, its message filled from the row's columns (dates as dd/mm/yyyy)."""
    for row in rows.iter_rows(named=True):
        told = {k: v.strftime("%d/%m/%Y") if hasattr(v, "strftime") else v for k, v in row.items()}
        notices.append(
            Notice(
                code,
                message.format(**told),
                la_code=row["la_code"],
                year=row["year"],
                child=row["CHILD"],
            )
        )
