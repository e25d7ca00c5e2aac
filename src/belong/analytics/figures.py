"""Figures: a number together with everything that is behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Figure", "FigureSet", "LeftOut", "Member", "Rank"]

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
    sum of days and the number of children; for a share the children in it and all; None for a count.
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

    figures: one row per indicator, area and window, with the plain columns of ``Figure``.
    membership: one row per child per indicator and window (and, for A4, per year), columns
    indicator, window, la_code, child_id, status ('member', 'excluded', 'not_computable'), value,
    start_on, end_on, reason, order. Area ``all`` has no rows of its own: it is every la_code.
    """

    figures: pl.DataFrame
    membership: pl.DataFrame

    def figure(self, indicator: str, area: str, window: str) -> Figure:
        """The one figure, opened with its members. Raises KeyError when there is none."""
        raise NotImplementedError
