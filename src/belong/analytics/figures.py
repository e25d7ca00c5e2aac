"""Figures: a number together with everything that is behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ALL", "Figure", "FigureSet", "LeftOut", "Member", "Rank", "figures"]

#: area that stands for all authorities supplied, pooled.
ALL = "all"


@dataclass(frozen=True)
class Member:
    """A child in a figure. value: days, or 1 in / 0 not in a share's numerator, or 1 in a count.

    start_on and end_on are the two dates that the value was measured between, where there are two.
    """

    child_id: str
    la_code: str
    value: int
    start_on: date | None = None
    end_on: date | None = None


@dataclass(frozen=True)
class LeftOut:
    """A child left out of a figure, with the reason in plain words. order: of the exclusion."""

    child_id: str
    la_code: str
    reason: str
    order: int = 0


@dataclass(frozen=True)
class Rank:
    """position 1 is best; of: how many were ranked; among: whose values they were."""

    position: int
    of: int
    among: str


@dataclass(frozen=True)
class Figure:
    """One indicator for one area and window.

    value: exact, never rounded; percent runs 0 to 100; None when no child could be counted.
    published: half-up rounding of value to a whole number. numerator, denominator: for a mean the
    sum of days and the number of children; for a share the children in it and all; for a count
    None.
    years_missing: financial years of the window (year ends) for which no return was supplied.
    """

    indicator: str
    area: str
    window: str
    value: float | int | None
    published: int | None
    numerator: int | None
    denominator: int | None
    unit: Literal["days", "percent", "children"]
    threshold: int | None = None
    threshold_basis: str | None = None
    england: float | None = None
    england_source: str | None = None
    rank: Rank | None = None
    members: tuple[Member, ...] = ()
    excluded: tuple[LeftOut, ...] = ()
    not_computable: tuple[LeftOut, ...] = ()
    years_missing: tuple[int, ...] = ()
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class FigureSet:
    """Figures of many areas and windows, vectorised.

    figures: one row per indicator, area and window, with the plain columns of ``Figure``, the
    rank as rank_position, rank_of and rank_among, and year (in which the window ends).
    membership: one row per child per indicator and window (and, for A4, per year), columns
    indicator, window, la_code, child_id, status ('member', 'excluded', 'not_computable'), value,
    start_on, end_on, reason, order. Area ``all`` has no rows of its own: it is every la_code.
    """

    figures: pl.DataFrame
    membership: pl.DataFrame

    def figure(self, indicator: str, area: str, window: str) -> Figure:
        """The one figure, opened with its members. Raises KeyError when there is none."""
        import polars as pl

        found = self.figures.filter(
            (pl.col("indicator") == indicator)
            & (pl.col("area") == area)
            & (pl.col("window") == window)
        )
        if found.is_empty():
            raise KeyError((indicator, area, window))
        rows = self.membership.filter(
            (pl.col("indicator") == indicator) & (pl.col("window") == window)
        )
        if area != ALL:
            rows = rows.filter(pl.col("la_code") == area)
        return _opened(found.row(0, named=True), rows.rows(named=True))

    def opened(self) -> Iterator[Figure]:
        """Every figure with its members, in the order of ``figures``."""
        groups: dict[tuple[str, str], dict[str, list[dict[str, Any]]]] = {}
        for row in self.membership.iter_rows(named=True):
            by_authority = groups.setdefault((row["indicator"], row["window"]), {})
            by_authority.setdefault(row["la_code"], []).append(row)
        for row in self.figures.iter_rows(named=True):
            by_authority = groups.get((row["indicator"], row["window"]), {})
            if row["area"] == ALL:
                rows = [r for code in sorted(by_authority) for r in by_authority[code]]
            else:
                rows = by_authority.get(row["area"], [])
            yield _opened(row, rows)


def _opened(row: dict[str, Any], rows: list[dict[str, Any]]) -> Figure:
    """A figure of one row of ``figures`` and its rows of ``membership``."""
    value = row["value"]
    if row["unit"] == "children" and value is not None:
        value = int(value)
    rank = None
    if row["rank_position"] is not None:
        rank = Rank(row["rank_position"], row["rank_of"], row["rank_among"])
    return Figure(
        indicator=row["indicator"],
        area=row["area"],
        window=row["window"],
        value=value,
        published=row["published"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        unit=row["unit"],
        threshold=row["threshold"],
        threshold_basis=row["threshold_basis"],
        england=row["england"],
        england_source=row["england_source"],
        rank=rank,
        members=tuple(
            Member(r["child_id"], r["la_code"], r["value"], r["start_on"], r["end_on"])
            for r in rows
            if r["status"] == "member" and r["value"] is not None
        ),
        excluded=_left_out(rows, "excluded"),
        not_computable=_left_out(rows, "not_computable"),
        years_missing=tuple(row["years_missing"]),
        notes=tuple(row["notes"]),
    )


def _left_out(rows: list[dict[str, Any]], status: str) -> tuple[LeftOut, ...]:
    """Those left out, by the order of the exclusion, then authority and child."""
    found = [
        LeftOut(r["child_id"], r["la_code"], r["reason"], r["order"])
        for r in rows
        if r["status"] == status
    ]
    return tuple(sorted(found, key=lambda left: (left.order, left.la_code, left.child_id)))


def figures(figure_set: FigureSet) -> Iterator[Figure]:
    """Every figure of the set with its members, in its order."""
    return figure_set.opened()
