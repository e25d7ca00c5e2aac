"""What a comparison is told from: areas, their figures, and what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from belong.analytics.case_mix import CaseMix, Chances
from belong.analytics.funnel import Funnel

if TYPE_CHECKING:
    from belong.reports.measures import Row

__all__ = ["AreaRow", "Comparison", "Published"]


@dataclass(frozen=True)
class Published:
    """A published value of another area. n: of how many, None where that is not published."""

    name: str
    value: float
    source: str
    n: float | None = None


@dataclass(frozen=True)
class AreaRow:
    """One area: its name, the row of its figure, and since when it is in the region.

    joined_on: the day it joined, where that lies within the window; else None.
    """

    name: str
    row: Row
    joined_on: date | None = None


@dataclass(frozen=True)
class Comparison:
    """Everything that areas are compared on.

    areas: those compared, in the order shown. whole: the row of all of them together, and its name.
    funnel: None where too few children stand behind it, and then why_no_funnel says so. mixes: by
    area, in order. chances: whose children are placed as often as the others'. neighbours:
    published values of statistical neighbours; why_no_neighbours: where there are none. trend:
    rows of the last windows of one area or of the whole, oldest first, and whose they are.
    mix_names: of areas by code.
    """

    indicator: str
    window: str
    areas: tuple[AreaRow, ...]
    whole: AreaRow
    funnel: Funnel | None
    why_no_funnel: str
    mixes: tuple[CaseMix, ...]
    chances: Chances
    neighbours: tuple[Published, ...] = ()
    why_no_neighbours: str = ""
    trend: tuple[Row, ...] = ()
    trend_name: str = ""
    mix_names: Mapping[str, str] | None = None
