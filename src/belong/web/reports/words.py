"""Kinds of reports and authors in words."""

from __future__ import annotations

from belong.reports.bound import Author, ReportKind
from belong.reports.words import period_words

__all__ = ["AUTHORS", "KINDS", "period_words"]

KINDS = {
    ReportKind.ANNUAL: "Annual report",
    ReportKind.SIX_MONTHLY: "Six-monthly report",
    ReportKind.QUARTERLY_BOARD: "Quarterly board report",
    ReportKind.COMMITTEE_SLIDES: "Slides for a committee, in words",
    ReportKind.COUNCIL_SHEET: "A council's sheet out of its region's report",
}
AUTHORS = {
    Author.DRAWN: "Belong",
    Author.COUNCIL: "The council",
    Author.AGENCY: "The agency",
    Author.PANEL_CHAIR: "The panel's chair",
}
