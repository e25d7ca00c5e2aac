"""Laying out a report of an agency from its stored figures."""

from __future__ import annotations

from collections import ChainMap
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from django.utils import timezone

from belong.analytics.measures import with_stated
from belong.analytics.stored import FigureBook, FigureRef
from belong.domain.calendar import add_months
from belong.domain.errors import BelongError
from belong.domain.periods import Period, stretch
from belong.reports.bound import BoundReport, BoundSection, ReportKind
from belong.reports.layouts import lay_out, supplement
from belong.web.agencies.models import Agency
from belong.web.performance.on_demand import book_on_demand
from belong.web.performance.queries import ALL
from belong.web.reports.models import WrittenReport
from belong.web.reports.queries import bound_report

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from belong.analytics.stored import StoredFigure

__all__ = ["lay_out_for", "since_year_end"]


def lay_out_for(
    agency: Agency, kind: ReportKind, period: Period, follows: WrittenReport | None
) -> BoundReport:
    """The report as Belong lays it out. Raises NotComputed while no figure of it is stored.

    Its table of money is laid out whether somebody stated that already or not.
    """
    nothing = Decimal(0)  # stands in where nothing is stated: only the table's references are kept
    book = book_on_demand(agency)
    money = with_stated(
        replace(book, figures={}),
        area=ALL,
        period=period,
        income=nothing,
        expenditure=nothing,
        stated_by="",
    )
    stored = cast("MutableMapping[str, StoredFigure]", book.figures)  # which is only read
    book = replace(book, figures=ChainMap(dict(money.figures), stored))
    before = bound_report(follows) if follows else None
    return lay_out(kind, book, period=period, last_year=before)


def since_year_end(report: WrittenReport) -> BoundSection:
    """A section on the time since a report's period, up to the last quarter that is over.

    Raises NotComputed while no figure of the body is stored, and BelongError while no quarter has
    ended since.
    """
    book = book_on_demand(report.agency)
    end = Period.parse(report.period).last_on
    since = _longest_since(end, book)
    if since is None:
        raise BelongError(
            "No quarter has ended since the period of this report, or its figures are not "
            "computed.",
            mend="Add this section when one has.",
        )
    return supplement(bound_report(report), book, since)


def _longest_since(end: date, book: FigureBook) -> Period | None:
    """The longest time from the day after to the end of a quarter that is over and has figures."""
    first = end + timedelta(days=1)
    today = timezone.localdate()
    ends = (add_months(first, months) - timedelta(days=1) for months in (12, 9, 6, 3))
    periods = (stretch(first, last) for last in ends if last < today)
    return next((one for one in periods if FigureRef("adopted", ALL, one.name) in book), None)
