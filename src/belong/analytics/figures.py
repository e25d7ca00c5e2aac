"""Figures: a number together with everything that is behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    start_on, end_on, reason, order, in no promised order. Area ``all`` has no rows of its own: it
    is every la_code.
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
        behind = _by_authority(rows)
        return _with_people(found.row(0, named=True), [behind[code] for code in sorted(behind)])

    def bare(self) -> Iterator[Figure]:
        """Every figure without its members, in the order of ``figures``."""
        for row in self.figures.iter_rows(named=True):
            yield _with_people(row, [])

    def opened(self) -> Iterator[Figure]:
        """Every figure with its members, in the order of ``figures``."""
        groups = {
            key: _by_authority(rows)
            for key, rows in self.membership.partition_by(
                "indicator", "window", as_dict=True
            ).items()
        }
        for row in self.figures.iter_rows(named=True):
            behind = groups.get((row["indicator"], row["window"]), {})
            if row["area"] == ALL:
                yield _with_people(row, [behind[code] for code in sorted(behind)])
            else:
                yield _with_people(row, [behind[c] for c in (row["area"],) if c in behind])


@dataclass
class _People:
    """Those of one authority in one figure, by status, in order of their identifiers."""

    members: list[Member] = field(default_factory=list)
    excluded: list[LeftOut] = field(default_factory=list)
    not_computable: list[LeftOut] = field(default_factory=list)


def _by_authority(rows: pl.DataFrame) -> dict[str, _People]:
    """People by la_code of rows of ``membership`` that all belong to one indicator and window."""
    found: dict[str, _People] = {}
    columns = ["la_code", "child_id", "status", "value", "start_on", "end_on", "reason", "order"]
    ordered = rows.select(columns).sort("la_code", "child_id", "start_on", "end_on", "value")
    for code, child, status, value, start_on, end_on, reason, order in ordered.iter_rows():
        people = found.setdefault(code, _People())
        if status == "excluded":
            people.excluded.append(LeftOut(child, code, reason, order))
        elif status == "not_computable":
            people.not_computable.append(LeftOut(child, code, reason, order))
        elif value is not None:
            people.members.append(Member(child, code, value, start_on, end_on))
    return found


def _with_people(row: dict[str, Any], behind: list[_People]) -> Figure:
    """A figure of one row of ``figures`` and the people behind it, authority by authority."""
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
        members=tuple(m for people in behind for m in people.members),
        excluded=_in_order(left for people in behind for left in people.excluded),
        not_computable=_in_order(left for people in behind for left in people.not_computable),
        years_missing=tuple(row["years_missing"]),
        notes=tuple(row["notes"]),
    )


def _in_order(people: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """Those left out by the order of the exclusion; else as they stood."""
    return tuple(sorted(people, key=lambda left: left.order))


def figures(figure_set: FigureSet) -> Iterator[Figure]:
    """Every figure of the set with its members, in its order."""
    return figure_set.opened()
