"""Lays out written reports: sections with tables, charts and first sentences from a book."""

from __future__ import annotations

from collections.abc import Iterable

from belong.analytics.stored import FigureBook
from belong.domain.calendar import financial_year
from belong.domain.errors import BelongError
from belong.domain.periods import Period, half, quarter_period, years
from belong.reports.bound import (
    Author,
    BoundBlock,
    BoundReport,
    BoundSection,
    FigureTable,
    ReportKind,
    Words,
)
from belong.reports.layouts.desk import Desk, without_repeats
from belong.reports.layouts.kinds import SECTIONS, SectionPlan
from belong.reports.layouts.supplement import supplement_blocks

__all__ = ["KIND_NAMES", "SECTIONS", "LayoutError", "SectionPlan", "lay_out", "supplement"]

#: What each kind is called in titles.
KIND_NAMES: dict[ReportKind, str] = {
    ReportKind.ANNUAL: "Adoption annual report",
    ReportKind.SIX_MONTHLY: "Adoption six-monthly report",
    ReportKind.QUARTERLY_BOARD: "Quarterly adoption report to the board",
    ReportKind.COMMITTEE_SLIDES: "Adoption report to committee",
    ReportKind.COUNCIL_SHEET: "Council's adoption sheet",
}
_ALL = "all"


class LayoutError(BelongError):
    """A report is asked for that this kind, period or area cannot be laid out as."""


def lay_out(
    kind: ReportKind,
    book: FigureBook,
    *,
    period: Period,
    area: str = _ALL,
    last_year: BoundReport | None = None,
) -> BoundReport:
    """The sections of a kind of report on a body, or on one council of it.

    area: a council's code; a council's sheet needs one where the body has several. last_year: the
    report before, whose aims are laid beside this year's. Figures that the book lacks are said to
    be lacking in their place. Raises LayoutError.
    """
    _check_period(kind, period)
    area = _area(kind, book, area)
    desk = Desk(kind, book, area, period, last_year)
    sections = (
        BoundSection(plan.key, plan.title, plan.author, _blocks(kind, plan.draw(desk)))
        for plan in SECTIONS
        if kind in plan.kinds
    )
    between = " " if period == years(desk.year) else ", "
    return BoundReport(
        kind=kind,
        title=f"{KIND_NAMES[kind]}{between}{period.words}: {desk.name}",
        body_name=desk.name,
        period=period.name,
        sections=tuple(sections),
    )


def _blocks(kind: ReportKind, drawn: Iterable[BoundBlock]) -> tuple[BoundBlock, ...]:
    """The blocks of a section; on slides its words and its first table, which fit on one."""
    blocks = without_repeats(drawn)
    if kind is not ReportKind.COMMITTEE_SLIDES:
        return blocks
    tables = [block for block in blocks if isinstance(block, FigureTable)]
    return tuple(block for block in blocks if isinstance(block, Words) or block in tables[:1])


def supplement(
    report: BoundReport, book: FigureBook, period: Period, *, area: str = _ALL
) -> BoundSection:
    """A section on what happened since the end of a report's period, up to the end of ``period``.

    Raises LayoutError for a period that begins before the report's is over.
    """
    end = Period.parse(report.period).last_on
    if period.first_on <= end:
        raise LayoutError(
            "The supplement begins before the report's own period is over.",
            mend=f"Choose days after {end.isoformat()}.",
        )
    desk = Desk(report.kind, book, _area(report.kind, book, area), period)
    return BoundSection(
        "since",
        f"Since the end of {Period.parse(report.period).words}",
        Author.COUNCIL,
        tuple(supplement_blocks(desk)),
    )


def _area(kind: ReportKind, book: FigureBook, area: str) -> str:
    """The area asked for; for a council's sheet the only council, where there is but one."""
    councils = [code for code in book.areas if code != _ALL]
    if area == _ALL and kind is ReportKind.COUNCIL_SHEET:
        if len(councils) > 1:
            raise LayoutError(
                "A council's sheet is of one council.",
                mend=f"Choose one: {', '.join(book.areas[code] for code in councils)}.",
            )
        return councils[0] if councils else _ALL
    if area not in book.areas:
        raise LayoutError(
            f"{area} is no council of {book.body_name}.",
            mend=f"Choose from {', '.join(book.areas)}.",
        )
    return area


def _check_period(kind: ReportKind, period: Period) -> None:
    """Raises LayoutError where a report of this kind is not of such a period."""
    year = financial_year(period.last_on)
    halves = {half(year, number) for number in (1, 2)}
    quarters = {quarter_period(year, number) for number in (1, 2, 3, 4)}
    fitting: dict[ReportKind, tuple[set[Period], str]] = {
        ReportKind.ANNUAL: ({years(year)}, "a financial year, as 2019-20"),
        ReportKind.SIX_MONTHLY: (halves, "half a financial year, as 2019-20-H1"),
        ReportKind.QUARTERLY_BOARD: (quarters, "a quarter, as 2019-20-Q3"),
    }
    periods, words = fitting.get(kind, (halves | quarters | {years(year)}, "a year or part of one"))
    if period not in periods:
        raise LayoutError(
            f"{KIND_NAMES[kind]} is of {words}, not of {period.words}.",
            mend="Choose another period, or another kind of report.",
        )
