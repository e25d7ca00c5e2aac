"""The book of figures that a report of returns is written over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from belong.cli.pipeline import Supplied, names_of
from belong.cli.places import data_folder
from belong.domain.calendar import financial_year
from belong.domain.periods import Period, PeriodError
from belong.reports.words import joined

if TYPE_CHECKING:
    from belong.analytics.stored import FigureBook, FigureRef
    from belong.reports.report_file import ReportFile

__all__ = ["book_around", "book_for", "cited_periods"]

#: A report shows so many years of a trend; scorecard windows reach back over fewer.
YEARS = 5
#: A body of more councils than this is not called by their names.
MOST_NAMED = 3


def book_for(supplied: Supplied, periods: Iterable[Period], name: str | None = None) -> FigureBook:
    """Every figure of the councils supplied, of these periods and the years before them.

    name: what the body is called; without one, by the names of its councils.
    """
    from belong.analytics.measures import measure
    from belong.formats.comparators import load

    asked = list(periods)
    years = {financial_year(one.last_on) - back for one in asked for back in range(YEARS)}
    names = names_of(supplied.areas)
    areas = {code: names.get(code, code).removeprefix(f"{code} ") for code in supplied.areas}
    few = len(areas) <= MOST_NAMED
    return measure(
        supplied.frames,
        body="",
        body_name=name or (joined(areas.values()) if few else names["all"]),
        areas=areas,
        change=0,
        years=sorted(years),
        periods=[one for one in asked if ".." in one.name or one.first_on == one.last_on],
        comparators=load(data_folder()),
        journeys=supplied.journeys,
    )


def book_around(supplied: Supplied, kept: ReportFile) -> FigureBook:
    """The book of a report that was written: of its period and all that it cites, money stated."""
    from belong.analytics.measures import with_stated
    from belong.reports.bound import citations

    report = kept.report
    periods = [Period.parse(report.period), *cited_periods(ref for _, ref in citations(report))]
    book = book_for(supplied, dict.fromkeys(periods), report.body_name)
    for one in kept.stated:
        book = with_stated(
            book,
            area=one.area,
            period=Period.parse(one.period),
            income=one.income,
            expenditure=one.expenditure,
            stated_by="author",
        )
    return book


def cited_periods(refs: Iterable[FigureRef]) -> list[Period]:
    """The periods of references, each once; what names none is passed over."""
    found: dict[Period, None] = {}
    for ref in refs:
        try:
            found[Period.parse(ref.period)] = None
        except PeriodError:
            continue
    return list(found)
