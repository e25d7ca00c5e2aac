"""Charts of figures by Altair: SVG for page and PDF, PNG for Word.

Nothing rests on colour alone: every point has its number, bars stand in the order of the legend
and carry its letter, lines differ in dashes and marks and have their name at their end. Words come
in as data only, never as part of an expression. A table of the same figures stands beside each.
"""

from __future__ import annotations

import json
import re
import string
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from belong.reports.documents.errors import NotInstalled
from belong.reports.model import Report, Section, SeriesChart
from belong.reports.words import printed

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["PNG_SCALE", "charts_of", "drawn_for_page", "png", "svg"]

#: vl-convert knows no aliases: it has Liberation Sans itself, a reader's screen may have Arial.
FONT = "Arial, Liberation Sans, sans-serif"
WIDTH, HEIGHT = 600, 250
PNG_SCALE = 2
#: Charts of one report are drawn once for all its formats: as many as this are kept.
KEPT = 128
#: Pixels: of a letter; from the middle of a number to that of its point, and of the next number;
#: between points that are so close that a number does not fit between them.
LETTER, TEXT_AWAY, TEXT_APART, CLOSE = 6.6, 12, 15, 26
#: A name longer than this has a line of the legend to itself.
LONGEST_BESIDE = 24
INK = "#1a1a1a"
QUIET = "#555555"
#: Dark and light in turn, so that neighbours differ in grey too.
COLOURS = ("#12436d", "#f4a261", "#801650", "#6cc4bd", "#3d3d3d", "#c3b1e1")
DASHES = ([1, 0], [7, 3], [2, 3], [9, 3, 2, 3], [4, 4], [1, 2])
MARKS = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
NO_NUMBER = "no number"
BROKEN = "what is counted changed here"

_TAG = re.compile(r"<[a-z][^<>]*>")
#: What the renderer tells of each part; the whole is told in words instead.
_PARTS = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')


def charts_of(report: Report) -> Iterator[SeriesChart]:
    """Every chart of figures in the report, in order."""

    def walk(sections: tuple[Section, ...]) -> Iterator[SeriesChart]:
        for section in sections:
            yield from (block for block in section.blocks if isinstance(block, SeriesChart))
            yield from walk(section.sections)

    return walk(report.sections)


@lru_cache(maxsize=KEPT)
def svg(chart: SeriesChart) -> str:
    """The chart as one ``<svg>`` element, named by its title and described by its numbers."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(_spec(chart))
    words = escape(f"{chart.title}. {chart.description}", quote=True)
    bare = _TAG.sub(lambda tag: _PARTS.sub("", tag[0]), drawn)
    return bare.replace("<svg ", f'<svg role="img" aria-label="{words}" ', 1)


def drawn_for_page(kept: str) -> Markup:
    """What ``svg`` gave, as a template takes it; every word in it was escaped as it was drawn."""
    from markupsafe import Markup

    return Markup(kept)  # noqa: S704


def png(chart: SeriesChart) -> bytes:
    """The chart as a PNG picture, twice as many pixels as its size on paper in points."""
    import vl_convert

    drawn: bytes = vl_convert.vegalite_to_png(_spec(chart), scale=PNG_SCALE)
    return drawn


@lru_cache(maxsize=KEPT)
def _spec(chart: SeriesChart) -> str:
    """The chart in Vega-Lite's JSON. Raises NotInstalled without Altair or its renderer."""
    try:
        import altair as alt
        import vl_convert  # noqa: F401 - asked for here, so that its absence is told in words
    except ImportError as error:
        raise NotInstalled("Altair with vl-convert") from error
    rows = _rows(chart)
    draw = _lines if chart.shape == "lines" else _columns
    drawn = alt.layer(
        *draw(alt, chart, rows),
        width=WIDTH,
        height=HEIGHT,
        background="#ffffff",
        config=alt.Config(
            font=FONT,
            aria=False,
            view=alt.ViewConfig(stroke=None),
            axis=alt.AxisConfig(labelFontSize=12, labelColor=INK, domainColor=INK),
            legend=alt.LegendConfig(labelFontSize=12, labelLimit=WIDTH, symbolStrokeWidth=1),
        ),
        params=[alt.VariableParameter("labels", value=_wrapped(chart.labels))],
    )
    return json.dumps(drawn.to_dict(validate=False))


def _rows(chart: SeriesChart) -> list[dict[str, Any]]:
    """One row for each point: at, line, name, value (None where there is none), text, run.

    run: which unbroken stretch of its line a point is in; a break or a gap begins another.
    """
    rows: list[dict[str, Any]] = []
    none = NO_NUMBER if len(chart.series) == 1 else "–"
    has_letters = len(chart.series) > 1 and chart.shape != "lines"
    for line, series in enumerate(chart.series):
        run = 0
        letter = string.ascii_lowercase[line % 26] if has_letters else ""
        for at, (label, figure) in enumerate(zip(chart.labels, series.figures, strict=False)):
            if label in chart.breaks:
                run += 1
            if figure is None:
                run += 1
                continue
            value = None
            if figure.value is None:
                run += 1
            else:
                value = float(printed(figure.value, figure.unit))
            rows.append(
                {
                    "at": at,
                    "line": line,
                    "name": f"{letter}  {series.name}" if letter else series.name,
                    "letter": letter,
                    "value": value,
                    "text": figure.text if value is not None or len(figure.text) < 3 else none,
                    "base": 0,
                    "run": f"{line} {run}",
                }
            )
    return rows


def _wrapped(labels: Sequence[str]) -> list[list[str]]:
    """Each label in lines that fit into its share of the width."""
    letters = max(4, int(WIDTH / max(1, len(labels)) / LETTER) - 1)
    return [textwrap.wrap(label, letters) or [""] for label in labels]


def _across(alt: Any, chart: SeriesChart, padding: int, **more: Any) -> Any:
    """The labels from left to right, upright, each in as many lines as it needs."""
    axis = alt.Axis(
        title=None, labelAngle=0, labelExpr="labels[toNumber(datum.value)]", ticks=False,
        labelPadding=padding, labelOverlap=False,
    )  # fmt: skip
    return alt.X("at:O", axis=axis, scale=alt.Scale(domain=list(range(len(chart.labels)))), **more)


def _bounds(rows: list[dict[str, Any]]) -> tuple[float, float]:
    """From 0, or from the lowest where it is less, to a little above the highest."""
    values = [row["value"] for row in rows if row["value"] is not None]
    lowest, highest = min(0, 0, *values), max(0, 0, *values)
    room = (highest - lowest or 1) * 0.12
    return lowest - (room if lowest < 0 else 0), highest + room


def _up(alt: Any, rows: list[dict[str, Any]], what: str = "value") -> Any:
    """Upwards, with no marks at the side: each point has its number."""
    scale = alt.Scale(domain=list(_bounds(rows)), nice=False)
    return alt.Y(f"{what}:Q", axis=None, scale=scale)


def _keep_apart(rows: list[dict[str, Any]]) -> None:
    """Sets text_at, the height at which a point's number stands: above it, on no other point.

    Of points that lie close together the lowest has its number below, the others above them all.
    """
    lowest, highest = _bounds(rows)
    pixel = (highest - lowest) / HEIGHT
    for at in {row["at"] for row in rows}:
        close: list[dict[str, Any]] = []
        for row in sorted((row for row in rows if row["at"] == at), key=itemgetter("value")):
            if close and row["value"] - close[-1]["value"] > CLOSE * pixel:
                close = []
            close.append(row)
            above = close if len(close) == 1 else close[1:]
            close[0]["text_at"] = close[0]["value"] - TEXT_AWAY * pixel
            for step, one in enumerate(above):
                one["text_at"] = row["value"] + (TEXT_AWAY + step * TEXT_APART) * pixel


def _named(
    alt: Any, chart: SeriesChart, rows: list[dict[str, Any]], among: tuple[Any, ...]
) -> tuple[list[str], list[Any]]:
    """Names of the lines in their order, and what each is drawn with."""
    names = list(dict.fromkeys(row["name"] for row in rows))
    return names, [among[at % len(among)] for at in range(len(names))]


def _columns(alt: Any, chart: SeriesChart, rows: list[dict[str, Any]]) -> list[Any]:
    many = len(chart.series) > 1
    names, colours = _named(alt, chart, rows, COLOURS)
    across = _across(alt, chart, 20 if many else 8)
    up = _up(alt, rows)
    wide = max(map(len, names)) > LONGEST_BESIDE
    legend = alt.Legend(title=None, orient="top", direction="horizontal", columns=1 if wide else 3)
    colour = alt.Color(
        "name:N",
        scale=alt.Scale(domain=names, range=colours),
        legend=legend if many else None,
    )
    beside: Mapping[str, Any] = {}
    if many:
        beside = {"xOffset": alt.XOffset("line:O", scale=alt.Scale(paddingInner=0.1))}
    data = alt.Data(values=rows)
    known = [row for row in rows if row["value"] is not None]
    unknown = [row for row in rows if row["value"] is None]
    layers = [
        alt.Chart(alt.Data(values=known))
        .mark_bar(stroke=INK, strokeWidth=0.5, **({} if many else {"size": 44}))
        .encode(x=across, y=up, color=colour, **beside),
    ]
    for sign, rest in (
        (-1, [row for row in known if row["value"] >= 0]),
        (1, [row for row in known if row["value"] < 0]),
    ):
        layers.append(
            alt.Chart(alt.Data(values=rest))
            .mark_text(dy=sign * 9, fontSize=12, color=INK, baseline="middle")
            .encode(x=across, y=up, text="text:N", **beside)
        )
    if any(row["value"] < 0 for row in known):
        layers.append(
            alt.Chart(alt.Data(values=[{"zero": 0}])).mark_rule(color=INK).encode(y="zero:Q")
        )
    if unknown:
        layers.append(_unknown(alt, across, unknown, beside))
    if many:
        layers.append(
            alt.Chart(data)
            .mark_text(dy=11, fontSize=11, color=QUIET, baseline="middle")
            .encode(x=across, y="base:Q", text="letter:N", **beside)
        )
    return layers


def _unknown(alt: Any, across: Any, rows: list[dict[str, Any]], beside: Mapping[str, Any]) -> Any:
    """Words at the foot of the chart, where there is no number to draw."""
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_text(dy=-8, fontSize=11, color=QUIET)
        .encode(x=across, y="base:Q", text="text:N", **beside)
    )


def _lines(alt: Any, chart: SeriesChart, rows: list[dict[str, Any]]) -> list[Any]:
    across, up = _across(alt, chart, 8), _up(alt, rows)
    known = [row for row in rows if row["value"] is not None]
    unknown = [row for row in rows if row["value"] is None]
    names, colours = _named(alt, chart, rows, COLOURS[::2])
    _, dashes = _named(alt, chart, rows, DASHES)
    _, marks = _named(alt, chart, rows, MARKS)
    colour = alt.Color("name:N", scale=alt.Scale(domain=names, range=colours), legend=None)
    data = alt.Data(values=known)
    last = {row["line"]: row for row in known}
    _keep_apart(known)
    layers = [
        alt.Chart(data)
        .mark_line(strokeWidth=2)
        .encode(
            x=across,
            y=up,
            color=colour,
            detail="run:N",
            strokeDash=alt.StrokeDash(
                "name:N", scale=alt.Scale(domain=names, range=dashes), legend=None
            ),
        ),
        alt.Chart(data)
        .mark_point(filled=True, size=70, opacity=1)
        .encode(
            x=across,
            y=up,
            color=colour,
            shape=alt.Shape("name:N", scale=alt.Scale(domain=names, range=marks), legend=None),
        ),
        alt.Chart(data)
        .mark_text(fontSize=12, color=INK, baseline="middle")
        .encode(x=across, y=_up(alt, known, "text_at"), text="text:N"),
    ]
    if len(chart.series) > 1:
        layers.append(
            alt.Chart(alt.Data(values=list(last.values())))
            .mark_text(dx=26, align="left", fontSize=12, baseline="middle")
            .encode(
                x=across,
                y=_up(alt, known, "text_at"),
                text="name:N",
                color=colour,
            )
        )
    if unknown:
        layers.append(_unknown(alt, across, unknown, {}))
    broken = [at for at, label in enumerate(chart.labels) if label in chart.breaks]
    if broken:
        layers += _breaks(alt, _across(alt, chart, 8, bandPosition=0), broken)
    return layers


def _breaks(alt: Any, across: Any, broken: list[int]) -> list[Any]:
    """A dotted rule before each label at which what is counted changed, and the words."""
    data = alt.Data(values=[{"at": at, "text": BROKEN} for at in broken])
    rule = alt.Chart(data).mark_rule(strokeDash=[2, 4], color=INK).encode(x=across)
    words = (
        alt.Chart(data)
        .mark_text(align="left", dx=4, fontSize=11, color=QUIET, baseline="bottom")
        .encode(x=across, y=alt.value(HEIGHT - CLOSE), text="text:N")
    )
    return [rule, words]
