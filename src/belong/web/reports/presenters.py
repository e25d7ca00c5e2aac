"""What pages of reports show."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from belong.domain.reporting import ReportState
from belong.reports.bound import ReportKind
from belong.web.reports.models import WrittenReport
from belong.web.reports.words import KINDS, period_words
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag
from belong.web.ui.words import day

__all__ = ["about", "reports_table", "state_tag"]

_COLOURS = {
    ReportState.DRAFT: Colour.GREY,
    ReportState.CHECKED: Colour.BLUE,
    ReportState.APPROVED: Colour.GREEN,
    ReportState.PRESENTED: Colour.PURPLE,
    ReportState.ASIDE: Colour.YELLOW,
}


def state_tag(state: str) -> Tag:
    """How far a report has come."""
    return Tag(ReportState(state).label, _COLOURS[ReportState(state)])


def about(report: WrittenReport) -> str:
    """Whose report of which kind and period it is."""
    kind = KINDS[ReportKind(report.kind)]
    return f"{kind}, {report.agency.name}, {period_words(report.period)}"


def reports_table(reports: Sequence[WrittenReport], *, empty: str) -> Table:
    """Reports, each a link. empty: what is said where there is none."""
    return Table(
        caption="Reports",
        columns=(
            Column("Report"),
            Column("Body"),
            Column("Kind"),
            Column("Period"),
            Column("Begun"),
            Column("State"),
        ),
        rows=tuple(
            Row.of(
                Cell(one.title, href=reverse("report", args=[one.key])),
                one.agency.name,
                KINDS[ReportKind(one.kind)],
                period_words(one.period),
                day(one.created_at.date()),
                Cell(tags=(state_tag(one.state),)),
            )
            for one in reports
        ),
        empty=empty,
        is_caption_hidden=True,
    )
