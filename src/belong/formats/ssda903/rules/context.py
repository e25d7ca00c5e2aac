"""What a rule may look at: one return, last year's return, and frames derived from them once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

__all__ = [
    "AD1_ITEMS",
    "ADOPTED",
    "ADOPTIVE",
    "ENDED_CARE",
    "RuleContext",
    "given",
    "is_adopted",
    "is_adoptive",
    "is_real_date",
    "once_each",
]

#: REC codes of an adoption.
ADOPTED = ("E11", "E12")
#: PLACE codes of a placement for adoption.
ADOPTIVE = ("A3", "A4", "A5", "A6")
#: REC codes that end a period of care.
ENDED_CARE = (
    *("E2", "E3", "E4A", "E4B", "E5", "E6", "E7", "E8", "E9", "E11", "E12", "E13", "E14"),
    *("E15", "E16", "E17", "E41", "E45", "E46", "E47", "E48"),
)
#: The six items about an adoption that AD1 holds.
AD1_ITEMS = ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")
#: Bits enough for the days from 1870 to 2199, and for the rows of a table (16 million).
_DAY_BITS, _ROW_BITS = 17, 24
#: Date columns for which "filled in" must be told from "a real date".
_GIVEN = {
    "AD1": ("DATE_INT", "DATE_MATCH"),
    "PlacedAdoption": ("DATE_PLACED", "DATE_PLACED_CEASED"),
    "Episodes": ("DEC",),
}


def given(column: str) -> pl.Expr:
    """Whether the cell is filled in, readable or not (for dates that a context tells apart)."""
    import polars as pl

    dates = {name for names in _GIVEN.values() for name in names}
    return pl.col(f"{column}_given") if column in dates else pl.col(column).is_not_null()


def is_adopted() -> pl.Expr:
    """Whether the episode ended in adoption."""
    import polars as pl

    return pl.col("REC").is_in(ADOPTED)


def is_adoptive() -> pl.Expr:
    """Whether the episode's placement is for adoption."""
    import polars as pl

    return pl.col("PLACE").is_in(ADOPTIVE)


def is_real_date(column: str) -> pl.Expr:
    """Whether the cell is a day that exists, written day/month/year with a four-figure year."""
    import polars as pl

    written = pl.col(f"{column}__text").str.contains(r"^\s*\d{1,2}/\d{1,2}/\d{4}\s*$")
    return pl.col(column).is_not_null() & written


def once_each(rows: pl.LazyFrame) -> pl.LazyFrame:
    """``child`` without direct repeats: nearly one row per child, much cheaper than unique."""
    import polars as pl

    is_new = pl.col("child") != pl.col("child").shift(1)
    return rows.select("child").filter(is_new.fill_null(value=True))


@dataclass(frozen=True)
class RuleContext:
    """One authority's return of one year, with last year's where it was supplied.

    year: the year's end (2024 = 1 April 2023 to 31 March 2024). la_code: as in the return, or
    'unknown'. this, last: table by name; rows as read, with ``child`` for CHILD and the row number
    in a column named as the table, rows without a CHILD left out. AD1, PlacedAdoption and Episodes
    also have ``<date column>_given``: filled in, readable or not. Nothing here is ever changed.
    """

    year: int
    la_code: str
    this: Mapping[str, pl.DataFrame]
    last: Mapping[str, pl.DataFrame]
    rows_without_child: Mapping[str, pl.DataFrame]

    @property
    def starts_on(self) -> date:
        """First day of the collection year."""
        return date(self.year - 1, 4, 1)

    @property
    def ends_on(self) -> date:
        """Last day of the collection year."""
        return date(self.year, 3, 31)

    def table(self, name: str) -> pl.LazyFrame:
        """This year's table ``name``: one row per row of the file."""
        return self.this[name].lazy()

    def last_table(self, name: str) -> pl.LazyFrame:
        """Last year's table ``name``: one row per row of the file."""
        return self.last[name].lazy()

    @property
    def ad1(self) -> pl.LazyFrame:
        """This year's AD1."""
        return self.table("AD1")

    @property
    def placed_adoption(self) -> pl.LazyFrame:
        """This year's PlacedAdoption."""
        return self.table("PlacedAdoption")

    @property
    def header(self) -> pl.LazyFrame:
        """This year's Header."""
        return self.table("Header")

    @property
    def episodes(self) -> pl.LazyFrame:
        """This year's Episodes, every child."""
        return self.table("Episodes")

    @cached_property
    def _adoption_episodes(self) -> pl.DataFrame:
        import polars as pl

        episodes = self.this["Episodes"]
        touched = (
            pl.col("PLACE").is_in(ADOPTIVE)
            | pl.col("LS").is_in(("E1", "D1"))
            | pl.col("REC").is_in((*ADOPTED, "E1"))
        )
        children = [episodes.lazy().filter(touched).select("child")]
        children += [
            self.this[name].lazy().select("child")
            for name in ("AD1", "PlacedAdoption")
            if name in self.this
        ]
        frame: pl.DataFrame = (
            episodes.lazy().join(pl.concat(children), on="child", how="semi").collect()
        )
        return frame

    @property
    def adoption_episodes(self) -> pl.LazyFrame:
        """All episodes of the children whom adoption touches.

        They have a row in AD1 or PlacedAdoption, or an episode that is adoptive, under a placement
        or freeing order, or ended in adoption. A small part of Episodes, so rules start here.
        """
        return self._adoption_episodes.lazy()

    @cached_property
    def _ordered_episodes(self) -> pl.DataFrame:
        import polars as pl

        episodes = self.this["Episodes"]
        # One whole number orders the rows: the child's category, days since 1870 (the latest of
        # all where the start is unreadable), the row. Sorting by it is far quicker than by three.
        child = pl.col("child").cast(pl.Categorical).to_physical().cast(pl.UInt64)
        days = (pl.col("DECOM").cast(pl.Int32) + 36_525).fill_null((1 << _DAY_BITS) - 1)
        key = (child * (1 << _DAY_BITS) + days.cast(pl.UInt64)) * (1 << _ROW_BITS) + pl.col(
            "Episodes"
        ).cast(pl.UInt64)
        order = episodes.select(key.alias("key"))["key"].arg_sort()
        ordered = episodes.select(
            "child", "Episodes", "DECOM", "DEC", "DEC_given", "RNE", "REC", "PLACE"
        )[order]
        before = ("DEC", "DEC_given", "REC", "PLACE", "Episodes")
        return ordered.with_columns(
            pl.col(name).shift(1).alias(f"before_{name}") for name in before
        ).filter(pl.col("child") == pl.col("child").shift(1))

    @property
    def following_episodes(self) -> pl.LazyFrame:
        """Every episode that follows another of the same child, with what was before it.

        In order of start (unreadable starts last, then by row), ``before_*``: the same child's
        episode before it.
        """
        return self._ordered_episodes.lazy()

    @cached_property
    def _repeated_header(self) -> pl.DataFrame:
        import polars as pl

        frame: pl.DataFrame = self.header.filter(pl.col("child").is_duplicated()).collect()
        return frame

    @property
    def repeated_header(self) -> pl.LazyFrame:
        """Header rows of the children who have more than one."""
        return self._repeated_header.lazy()

    @cached_property
    def _episode_children(self) -> pl.DataFrame:
        return once_each(self.this["Episodes"].lazy()).collect()

    @property
    def episode_children(self) -> pl.LazyFrame:
        """Children who have an episode this year: ``child``, in some files more than once."""
        return self._episode_children.lazy()


def prepare(name: str, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One table in the shape that rules take, and its rows that have no CHILD.

    ``frame`` is a table of a ``ReturnSet`` with the rows of one return.
    """
    import polars as pl

    shaped = frame.rename({"CHILD": "child", "_row": name})
    shaped = shaped.with_columns(
        (
            pl.col(column).is_not_null() | pl.col(f"{column}__text").is_not_null()
            if f"{column}__text" in frame.columns
            else pl.col(column).is_not_null()
        ).alias(f"{column}_given")
        for column in _GIVEN.get(name, ())
    )
    if not shaped["child"].null_count():
        return shaped, shaped.clear()
    nameless = pl.col("child").is_null()
    return shaped.filter(~nameless), shaped.filter(nameless)
