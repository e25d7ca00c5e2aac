"""A rule on titles of charts: "Fewer children were adopted in 2019/20 than in 2017/18"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from belong.analytics.stored import FigureRef, StoredFigure
from belong.reports.bound import FigureChart
from belong.reports.checker.model import Finding, Read, in_table
from belong.reports.checker.reading import number_text
from belong.reports.words import printed

__all__ = ["compared_in_title", "title_says_another"]

_WAY = re.compile(r"^(?P<way>more|fewer|as many)\b", re.I)


def compared_in_title(chart: FigureChart) -> tuple[str, FigureRef, FigureRef] | None:
    """What the title says of which two figures: more, fewer or as many, now and then.

    None where it compares no two labels of the chart, or its first series has no figure there.
    """
    way = _WAY.match(chart.title)
    if way is None or not chart.series:
        return None
    line = dict(zip(chart.labels, chart.series[0][1], strict=False))
    for now, then in permutations(chart.labels, 2):
        if any(f"in {now} {word} in {then}" in chart.title for word in ("than", "as")):
            new, old = line.get(now), line.get(then)
            return (way["way"].lower(), new, old) if new and old else None
    return None


def title_says_another(read: Read) -> Iterator[Finding]:
    """A chart's title that its own numbers contradict, as after a correction."""
    for section in read.sections:
        for chart in section.charts:
            said = compared_in_title(chart)
            if said is None:
                continue
            way, now, then = said
            new, old = read.figures.get(now), read.figures.get(then)
            if new is None or old is None or _way(new, old) in ("", way):
                continue
            yield in_table(
                "direction",
                section,
                chart,
                f"“{way}” is said, but {new.name.lower()} was {number_text(old)} in {then.period} "
                f"and {number_text(new)} in {now.period}.",
                "Mend the title of the chart.",
                row="title",
            )


def _way(new: StoredFigure, old: StoredFigure) -> str:
    """Which way the printed numbers went; "" where one of them is not there."""
    if new.value is None or old.value is None:
        return ""
    now, then = printed(new.value, new.unit), printed(old.value, old.unit)
    return "as many" if now == then else "more" if now > then else "fewer"
