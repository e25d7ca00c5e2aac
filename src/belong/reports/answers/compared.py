"""What a comparison is told from: areas, their figures, and what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from belong.analytics.case_mix import CaseMix, Chances
from belong.analytics.figures import ALL
from belong.analytics.funnel import Funnel
from belong.reports.answers.published import Beside

if TYPE_CHECKING:
    from belong.reports.measures import Row

__all__ = ["AreaRow", "Comparison"]


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
    area, in order. chances: whose children are placed as often as the others'. beside: what is
    published of other councils. trend: rows of the last windows of one area or of the whole, oldest
    first, and whose they are. mix_names: of areas by code. code: of the area asked for.
    """

    indicator: str
    window: str
    areas: tuple[AreaRow, ...]
    whole: AreaRow
    funnel: Funnel | None
    why_no_funnel: str
    mixes: tuple[CaseMix, ...]
    chances: Chances
    beside: Beside = field(default_factory=Beside)
    trend: tuple[Row, ...] = ()
    trend_name: str = ""
    mix_names: Mapping[str, str] = field(default_factory=dict)
    code: str = ALL
