"""A figure beside the same figure of the windows before it, with the breaks of its series."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from belong.analytics.stored import FigureBook, FigureRef, Measure, StoredFigure
from belong.domain.calendar import financial_year, quarter_bounds
from belong.domain.periods import Period, a_day, quarter_period, years
from belong.reports.answers import drawn_for_page, series_breaks, trend_chart
from belong.reports.model import Point
from belong.reports.shown import shown_figure
from belong.reports.words import value_text
from belong.web.performance.presenters_answers import trend_legend
from belong.web.performance.tables import so_far
from belong.web.ui.forms.fields import sentence
from belong.web.ui.presenters import Cell, Column, Row, Table
from belong.web.ui.words import day

__all__ = ["Trend", "trend_of"]

#: Windows shown, the one that is opened among them.
_WINDOWS = 6


@dataclass(frozen=True)
class Trend:
    """table: a row a window, oldest first. picture: None where it would show nothing."""

    table: Table
    picture: str | None
    title: str
    legend: str


def trend_of(
    book: FigureBook, ref: FigureRef, title: str, href: Callable[[FigureRef], str], until: date
) -> Trend | None:
    """The windows up to a figure's own; None where it stands alone.

    title: of what and whose, in words. href: the address of a figure's page. until: the day that
    figures tell up to.
    """
    told = [
        (period, figure)
        for period in _periods(Period.parse(ref.period))
        if (figure := book.get(replace(ref, period=period.name)))
    ]
    if len(told) < 2:
        return None
    last_years = [financial_year(period.last_on) for period, _ in told]
    found = dict(series_breaks(ref.measure, last_years))
    # in quarters a year that begins anew is its first quarter
    broken = {
        period.name: found[year]
        for (before, _), (period, _) in pairwise(told)
        if (year := financial_year(period.last_on)) in found
        and financial_year(before.last_on) != year
    }
    unit = told[-1][1].unit
    points = [
        Point(
            _label(period),
            None if one.value is None else float(one.value),
            one.england,
            one.threshold,
        )
        for period, one in told
    ]
    labels = [(_label(period), broken[period.name]) for period, _ in told if period.name in broken]
    title = f"{title}, over time"
    chart = trend_chart(title, unit, points, labels)
    legend = trend_legend(chart) if chart else ""
    if legend and so_far(told[-1][0], until):
        legend = f"{legend} The last window is not over: it tells up to {day(until)}."
    return Trend(
        _table(title, book.measures[ref.measure], told, broken, href, until),
        drawn_for_page(chart, "over-time") if chart else None,
        title,
        legend,
    )


def _periods(period: Period) -> list[Period]:
    """The windows of the same kind that lead up to one, oldest first, itself among them."""
    year = financial_year(period.last_on)
    count = year - financial_year(period.first_on) + 1
    back = range(_WINDOWS - 1, -1, -1)
    if years(year, count) == period:
        return [years(year - each, count) for each in back]
    for number in range(1, 5):
        if quarter_bounds(year, number) == (period.first_on, period.last_on):
            index = 4 * year + number - 1
            return [quarter_period(*_quarter(index - each)) for each in back]
    on = period.last_on
    if period.first_on == on and (on.month, on.day) != (2, 29):
        return [a_day(on.replace(year=on.year - each)) for each in back]
    return [period]


def _quarter(index: int) -> tuple[int, int]:
    year, number = divmod(index, 4)
    return year, number + 1


def _label(period: Period) -> str:
    """A window in the few signs that a picture has room for."""
    if period.first_on == period.last_on:
        return f"{period.last_on:%b %Y}"
    name, _, quarter = period.name.partition("-Q")
    return f"Q{quarter} {name[2:4]}/{name[5:]}" if quarter else name


def _table(
    caption: str,
    measure: Measure,
    told: list[tuple[Period, StoredFigure]],
    broken: dict[str, str],
    href: Callable[[FigureRef], str],
    until: date,
) -> Table:
    has_england = any(one.england is not None for _, one in told)
    has_threshold = any(one.threshold is not None for _, one in told)
    rows = []
    for period, one in told:
        shown = shown_figure(one, measure)
        why = broken.get(period.name, "")
        cells = [
            Cell(
                f"{period.words}{so_far(period, until)}",
                below=f"Series break: {why}" if why else "",
            ),
            Cell(sentence(shown.text), href=href(one.ref), below=shown.of or shown.why),
        ]
        if has_england:
            england = value_text(one.england, one.unit)
            cells.append(Cell("Not published" if one.england is None else england))
        if has_threshold:
            cells.append(Cell("None" if one.threshold is None else f"{one.threshold:,}"))
        rows.append(Row(tuple(cells)))
    columns = [Column("Window"), Column("Value", is_number=True)]
    columns += [Column("England", is_number=True)] if has_england else []
    columns += [Column("Threshold", is_number=True)] if has_threshold else []
    return Table(caption, tuple(columns), tuple(rows))
