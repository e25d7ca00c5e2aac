"""Small pictures of a few numbers, as SVG inside the page: no script, no font, no request.

Shapes and labels carry the meaning, so colour blindness and a black-and-white printer lose
nothing: our value is a column with its number, England an open diamond with its number, the
threshold a dashed line. Each picture has a title and a description, and its table stands below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from belong.reports.marks import ENGLAND, LINE, OURS, QUIET, WIDTH, picture
from belong.reports.marks import label as _text
from belong.reports.model import Chart, Point
from belong.reports.words import half_up, value_text

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["for_page", "svg"]

HEIGHT = 190
LEFT, RIGHT, TOP, BOTTOM = 8, 8, 22, 26
COLUMN = 44
#: A column taller than this holds its number inside, at its foot.
INSIDE = 26
BAR_ROW, BAR_LABEL, BAR_VALUE = 30, 176, 44


def for_page(drawn: str) -> Markup:
    """A picture that was drawn here, as a template takes it; its words were escaped in drawing."""
    from markupsafe import Markup

    return Markup(drawn)  # noqa: S704


def svg(chart: Chart, key: str) -> str:
    """The chart as one ``<svg>`` element. key: unique in the page, for its title and description.

    Units: the chart's own; every axis begins at 0.
    """
    draw = _lengths if chart.shape == "lengths" else _windows
    height, marks = draw(chart)
    return picture(chart.title, chart.description, height, marks, key)


def _windows(chart: Chart) -> tuple[int, list[str]]:
    """Columns side by side, oldest first, each with England's diamond at its right."""
    seen = [
        value
        for point in chart.points
        for value in (point.value, point.england, point.threshold)
        if value is not None
    ]
    top_value = max(seen, default=0) * 1.12 or 1
    base = HEIGHT - BOTTOM
    scale = (base - TOP) / top_value
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(chart.points))
    marks = [f'<line x1="{LEFT}" y1="{base}" x2="{WIDTH - RIGHT}" y2="{base}" stroke="{LINE}"/>']
    for index, point in enumerate(chart.points):
        left = LEFT + index * slot
        marks += _column(point, chart.unit, left, slot, base, scale)
        marks.append(_text(left + slot / 2, HEIGHT - 8, point.label))
    marks += _thresholds(chart, slot, base, scale)
    return HEIGHT, marks


def _column(
    point: Point, unit: str, left: float, slot: float, base: float, scale: float
) -> list[str]:
    marks = []
    middle = left + slot / 2 - (20 if point.england is not None else 0)
    if point.value is None:
        marks.append(_text(middle, base - 8, "none", QUIET))
    else:
        height = point.value * scale
        marks.append(
            f'<rect x="{middle - COLUMN / 2:.1f}" y="{base - height:.1f}" width="{COLUMN}" '
            f'height="{height:.1f}" fill="{OURS}"/>'
        )
        label = value_text(point.value, unit)
        if height > INSIDE:
            marks.append(_text(middle, base - 8, label, "#ffffff"))
        else:
            marks.append(_text(middle, base - height - 5, label, OURS))
    if point.england is not None:
        x, y = left + slot / 2 + 20, base - point.england * scale
        marks.append(
            f'<path d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z" fill="#ffffff" '
            f'stroke="{ENGLAND}" stroke-width="2"/>'
        )
        label = value_text(point.england, unit)
        marks.append(_text(x + 10, y + 4.5, label, ENGLAND, "start"))
    return marks


def _thresholds(chart: Chart, slot: float, base: float, scale: float) -> list[str]:
    """One dashed line for each run of windows that share a threshold, with its number once."""
    marks: list[str] = []
    last: float | None = None
    for index, point in enumerate(chart.points):
        if point.threshold is None:
            last = None
            continue
        y = base - point.threshold * scale
        left = LEFT + index * slot
        ends = f'x1="{left:.1f}" y1="{y:.1f}" x2="{left + slot:.1f}" y2="{y:.1f}"'
        marks.append(f'<line {ends} stroke="#ffffff" stroke-width="4"/>')
        marks.append(f'<line {ends} stroke="{LINE}" stroke-width="1.5" stroke-dasharray="5 4"/>')
        if point.threshold != last:
            marks.append(
                f'<text x="{left + 1:.1f}" y="{y - 4:.1f}" font-size="11" fill="{LINE}" '
                f'stroke="#ffffff" stroke-width="3" paint-order="stroke">'
                f"{half_up(point.threshold)}</text>"
            )
        last = point.threshold
    return marks


def _lengths(chart: Chart) -> tuple[int, list[str]]:
    """Bars one under the other, each with its name at the left and its number at the right."""
    longest = max((point.value or 0 for point in chart.points), default=0) or 1
    scale = (WIDTH - BAR_LABEL - BAR_VALUE) / longest
    marks = []
    for index, point in enumerate(chart.points):
        y = 6 + index * BAR_ROW
        marks.append(_text(BAR_LABEL - 6, y + 15, point.label, anchor="end"))
        length = (point.value or 0) * scale
        marks.append(
            f'<rect x="{BAR_LABEL}" y="{y}" width="{length:.1f}" height="20" fill="{OURS}"/>'
        )
        label = value_text(point.value, chart.unit)
        marks.append(_text(BAR_LABEL + length + 5, y + 15, label, OURS, "start"))
    return 12 + BAR_ROW * len(chart.points), marks
