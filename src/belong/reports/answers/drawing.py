"""Drawings of comparisons, of changes taken apart, and of what may come, as bare SVG.

Each is narrow enough for a telephone, says in its description what it shows, and has a table
beside it. Shapes differ as well as colours: what lies outside is a filled diamond, England a
dashed line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from belong.reports.answers.model import FunnelChart, SpreadChart, StepsChart, TrendChart
from belong.reports.charts import for_page
from belong.reports.marks import (
    ENGLAND,
    LINE,
    OURS,
    QUIET,
    WIDTH,
    diamond,
    disc,
    label,
    line,
    picture,
    polyline,
    ring,
)
from belong.reports.words import half_up, short_window, value_text

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["drawn_for_page", "svg"]

Drawn = FunnelChart | StepsChart | SpreadChart | TrendChart

_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 12, 14, 40
_TALL = 260
#: Room kept free above and below the outermost mark, as a share of what is drawn.
_MARGIN = 0.06
_BAND = "#c9d6e4"
_ROW, _BAR = 40, 12


def svg(chart: Drawn, key: str) -> str:
    """The picture as one ``<svg>`` element. key: unique in the page.

    The scale need not begin at 0; it bears its values.
    """
    if isinstance(chart, FunnelChart):
        height, marks = _funnel(chart)
    elif isinstance(chart, StepsChart):
        height, marks = _walk(chart)
    elif isinstance(chart, TrendChart):
        height, marks = _trend(chart)
    else:
        height, marks = _spread(chart)
    return picture(chart.title, chart.description, height, marks, key)


def drawn_for_page(chart: Drawn, key: str) -> Markup:
    """The picture as a template takes it."""
    return for_page(svg(chart, key))


class _Scale:
    """From values to places along one side of the drawing."""

    def __init__(self, values: Iterable[float], at_low: float, at_high: float) -> None:
        told = list(values) or [0.0]
        low, high = min(told), max(told)
        room = (high - low) * _MARGIN or max(abs(high) * _MARGIN, 1.0)
        self.low = low if low == 0 else low - room
        self.low = max(self.low, 0.0) if low >= 0 else self.low
        self.high = high + room
        self._at_low, self._at_high = at_low, at_high

    def at(self, value: float) -> float:
        """Where the value lies."""
        share = (value - self.low) / (self.high - self.low)
        return self._at_low + share * (self._at_high - self._at_low)

    def ticks(self, most: int = 6) -> list[int]:
        """A few round values within the scale."""
        step = 1
        while (self.high - self.low) / step > most:
            step = next(s for s in _steps(step) if s > step)
        first = -(-half_up(self.low) // step) * step
        return list(range(first, half_up(self.high) + 1, step))


def _steps(than: int) -> Iterable[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10
        if power > than * 100:
            return


def _funnel(chart: FunnelChart) -> tuple[int, list[str]]:
    """The limits narrowing to the right, a mark for each area, England as a dashed line."""
    base = _TALL - _BOTTOM
    most = max((n for n, *_ in chart.limits), default=1)
    # limits of one child alone may reach very far: what is drawn ends a little above the marks
    values = [dot.value for dot in chart.dots] + [chart.centre]
    values += [end for n, *ends in chart.limits for end in ends if n >= _first_shown(chart)]
    if chart.england is not None:
        values.append(chart.england)
    across = _Scale([_first_shown(chart), most], _LEFT, WIDTH - _RIGHT)
    up = _Scale([0, *values] if chart.unit == "percent" else values, base, _TOP)
    marks = _frame(up, chart.unit, base)
    shown = [one for one in chart.limits if one[0] >= _first_shown(chart)]
    for low, high, is_inner in ((3, 4, False), (1, 2, True)):
        ends = [(across.at(one[0]), up.at(one[low])) for one in shown]
        back = [(across.at(one[0]), up.at(one[high])) for one in reversed(shown)]
        marks += [
            polyline(points, LINE if is_inner else QUIET, dash="" if is_inner else "4 3")
            for points in (ends, back)
        ]
    marks.append(line(_LEFT, up.at(chart.centre), WIDTH - _RIGHT, up.at(chart.centre), OURS))
    if chart.england is not None:
        y = up.at(chart.england)
        marks.append(line(_LEFT, y, WIDTH - _RIGHT, y, ENGLAND, dash="2 3"))
        words = f"England {value_text(chart.england, chart.unit)}"
        marks.append(label(WIDTH - _RIGHT, y - 4, words, ENGLAND, "end", size=11, is_clear=True))
    own = [dot for dot in chart.dots if not dot.is_published]
    marks += [
        ring(across.at(dot.n), up.at(dot.value), QUIET) for dot in chart.dots if dot.is_published
    ]
    places = [(across.at(dot.n), up.at(dot.value)) for dot in own]
    for dot, (x, y) in zip(own, places, strict=True):
        marks.append(diamond(x, y, ENGLAND) if dot.is_out else disc(x, y, OURS))
    taken = list(places)
    for dot, (x, y) in zip(own, places, strict=True):
        at = _free_beside(x, y, taken)
        taken.append(at)
        marks.append(label(at[0], at[1] + 4, dot.label, LINE, "middle", size=12, is_clear=True))
    for n in across.ticks(5):
        if n:
            marks.append(label(across.at(n), base + 15, f"{n:,}", LINE, "middle", size=11))
    marks.append(label((_LEFT + WIDTH) / 2, _TALL - 8, "children", LINE, "middle", size=12))
    return _TALL, marks


def _free_beside(x: float, y: float, taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """A place for the name of a mark: above, below, right or left, the first that is free."""
    around = [(x, y - 13), (x, y + 13), (x + 13, y), (x - 13, y), (x + 13, y - 13)]
    for at in around:
        if all(abs(at[0] - one[0]) > 9 or abs(at[1] - one[1]) > 10 for one in taken):
            return at
    return around[0]


def _first_shown(chart: FunnelChart) -> int:
    """The least number of children drawn: no fewer than two thirds of the smallest area's."""
    least = min((dot.n for dot in chart.dots), default=1)
    return max(1, least * 2 // 3)


def _frame(up: _Scale, unit: str, base: float) -> list[str]:
    """The two sides, and a line with its value at every round one."""
    marks = [line(_LEFT, base, WIDTH - _RIGHT, base, LINE)]
    for value in up.ticks():
        y = up.at(value)
        marks.append(line(_LEFT, y, WIDTH - _RIGHT, y, "#dddddd"))
        marks.append(label(_LEFT - 4, y + 4, value_text(value, unit), LINE, "end", size=11))
    return marks


def _walk(chart: StepsChart) -> tuple[int, list[str]]:
    """Rows one under the other: each step floats from where the one before it ended."""
    reached = [chart.start[1], chart.end[1]]
    for _, steps in chart.groups:
        at = chart.start[1]
        for _, change, _ in steps:
            at += change
            reached.append(at)
    along = _Scale(reached, 10, WIDTH - 10)
    y = 6.0
    marks: list[str] = []
    marks += _milestone(chart.start, chart.unit, along, y)
    y += _ROW
    for heading, steps in chart.groups:
        marks.append(label(0, y + 14, heading, LINE, "start", size=13, is_bold=True))
        y += 24
        at = chart.start[1]
        for words, change, told in steps:
            marks += _step(words, at, change, told, along, y)
            at += change
            y += _ROW
    marks += _milestone(chart.end, chart.unit, along, y)
    return half_up(y + _ROW), marks


def _milestone(told: tuple[str, float], unit: str, along: _Scale, y: float) -> list[str]:
    words, value = told
    x = along.at(value)
    return [
        label(0, y + 12, words, LINE, "start", is_bold=True),
        label(WIDTH, y + 12, value_text(value, unit), LINE, "end", is_bold=True),
        line(0, y + 25, WIDTH, y + 25, "#dddddd"),
        diamond(x, y + 25, LINE),
    ]


def _step(words: str, at: float, change: float, told: str, along: _Scale, y: float) -> list[str]:
    left, right = sorted((along.at(at), along.at(at + change)))
    colour = ENGLAND if change > 0 else OURS
    marks = [
        label(0, y + 12, words, LINE, "start"),
        label(WIDTH, y + 12, told, colour if change else QUIET, "end"),
        line(0, y + 25, WIDTH, y + 25, "#dddddd"),
    ]
    if not change:
        return [*marks, line(left, y + 18, left, y + 32, QUIET, width=2)]
    fill = colour if change > 0 else "#ffffff"
    marks.append(
        f'<rect x="{left:.1f}" y="{y + 19:.1f}" width="{max(1.0, right - left):.1f}" '
        f'height="{_BAR}" fill="{fill}" stroke="{colour}" stroke-width="2"/>'
    )
    return marks


def _spread(chart: SpreadChart) -> tuple[int, list[str]]:
    """For each window the interval that was told as a band, and what came about as a dot."""
    base = _TALL - _BOTTOM
    values = [
        value
        for one in chart.points
        for value in (one.value, one.low, one.high)
        if value is not None
    ]
    up = _Scale(values, base, _TOP)
    marks = _frame(up, chart.unit, base)
    slot = (WIDTH - _RIGHT - _LEFT) / max(1, len(chart.points))
    names = _names([one.label for one in chart.points])
    for index, one in enumerate(chart.points):
        x = _LEFT + (index + 0.5) * slot
        if one.low is not None and one.high is not None:
            top, foot = up.at(one.high), up.at(one.low)
            marks.append(
                f'<rect x="{x - 9:.1f}" y="{top:.1f}" width="18" height="{foot - top:.1f}" '
                f'fill="{_BAND}" stroke="{OURS}"/>'
            )
        if one.middle is not None:
            y = up.at(one.middle)
            marks.append(line(x - 9, y, x + 9, y, OURS, width=2))
            if one.value is None:
                told = value_text(one.middle, chart.unit)
                marks.append(label(x - 13, y + 4, told, OURS, "end", is_clear=True))
        if one.value is not None:
            y = up.at(one.value)
            marks.append(disc(x, y, ENGLAND))
        marks.append(label(x, base + 15, names[index], LINE, "middle", size=11))
    marks.append(label((_LEFT + WIDTH) / 2, _TALL - 8, "window", LINE, "middle", size=12))
    return _TALL, marks


def _trend(chart: TrendChart) -> tuple[int, list[str]]:
    """A disc for each window, joined but across a break; England as diamonds, limits dashed."""
    base = _TALL - _BOTTOM
    told = chart.windows
    values = [v for one in told for v in (one.value, one.england, one.threshold) if v is not None]
    up = _Scale([0, *values] if chart.unit != "days" else values, base, _TOP + 14)
    marks = _frame(up, chart.unit, base)
    slot = (WIDTH - _RIGHT - _LEFT) / max(1, len(told))
    xs = [_LEFT + (index + 0.5) * slot for index in range(len(told))]
    why = dict(chart.breaks)
    runs: list[list[tuple[float, float]]] = [[]]
    for one, x in zip(told, xs, strict=True):
        if one.label in why or one.value is None:
            runs.append([])
        if one.value is not None:
            runs[-1].append((x, up.at(one.value)))
        if one.threshold is not None:
            y = up.at(one.threshold)
            marks.append(line(x - slot / 2, y, x + slot / 2, y, LINE, dash="5 4"))
    marks += [polyline(run, OURS) for run in runs if len(run) > 1]
    for one, x in zip(told, xs, strict=True):
        if one.label in why:
            marks += _break_mark(x - slot / 2, base, why[one.label])
    for one, x, name in zip(told, xs, _names([one.label for one in told]), strict=True):
        if one.england is not None:
            marks.append(diamond(x, up.at(one.england), ENGLAND))
        if one.value is None:
            marks.append(label(x, base - 6, "none", QUIET, "middle", size=11))
        else:
            y = up.at(one.value)
            marks.append(disc(x, y, OURS))
            words = value_text(one.value, chart.unit)
            marks.append(label(x, y - 9, words, OURS, "middle", size=11, is_clear=True))
        marks.append(label(x, base + 15, name, LINE, "middle", size=11))
    return _TALL, marks


def _break_mark(x: float, base: float, why: str) -> list[str]:
    """A double line from top to foot, with what broke the series beside it."""
    is_left = x < WIDTH / 2
    return [
        line(x - 2, _TOP - 8, x - 2, base, ENGLAND, dash="2 2"),
        line(x + 2, _TOP - 8, x + 2, base, ENGLAND, dash="2 2"),
        label(
            x + (6 if is_left else -6),
            _TOP,
            why,
            ENGLAND,
            "start" if is_left else "end",
            size=11,
            is_clear=True,
        ),
    ]


def _names(labels: Sequence[str]) -> list[str]:
    """Names of windows, shortened to their last year where there are many side by side."""
    if len(labels) <= 6:
        return [short_window(one) for one in labels]
    return [f"to {one[-2:]}" for one in labels]
