"""One measure over time, and where its series breaks: what lies on either side is not compared."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from belong.analytics.definitions import DEFINITIONS
from belong.analytics.thresholds import threshold_for
from belong.reports.answers.model import TrendChart
from belong.reports.model import Point
from belong.reports.words import value_text

__all__ = ["series_breaks", "trend_chart"]

_BELOW_THRESHOLD = "days_below_threshold"


def series_breaks(code: str, years: Sequence[int]) -> tuple[tuple[int, str], ...]:
    """The years, of those that windows end in, before which a series breaks, each with the reason.

    A series breaks where the department began or ceased to publish it, since what lies outside is
    Belong's own; and a share of children below a threshold where there is another threshold. A
    measure that is no indicator of the scorecard never breaks.
    """
    definition = DEFINITIONS.get(code)
    if definition is None:
        return ()
    found = []
    for before, year in pairwise(years):
        first, last = definition.first_edition, definition.last_edition
        if last is not None and before <= last < year:
            found.append((year, "official series ended"))
        elif first is not None and before < first <= year:
            found.append((year, "official series begins"))
        elif definition.value == _BELOW_THRESHOLD and _threshold(code, before) != _threshold(
            code, year
        ):
            found.append((year, "another threshold"))
    return tuple(found)


def _threshold(code: str, year: int) -> int | None:
    named = DEFINITIONS[code].threshold
    found = threshold_for(named, year) if named else None
    return found.days if found else None


def trend_chart(
    title: str, unit: str, windows: Sequence[Point], breaks: Sequence[tuple[str, str]]
) -> TrendChart | None:
    """The chart, described in words; None where fewer than two windows have a value.

    breaks: the label before which the series breaks, and why.
    """
    if sum(one.value is not None for one in windows) < 2:
        return None
    why = dict(breaks)
    said = []
    for one in windows:
        if one.label in why:
            said.append(f"series break, {why[one.label]}")
        words = "none" if one.value is None else value_text(one.value, unit)
        if one.england is not None:
            words += f" (England {value_text(one.england, unit)})"
        said.append(f"{one.label} {words}")
    return TrendChart(title, f"{'; '.join(said)}.", unit, tuple(windows), tuple(breaks))
