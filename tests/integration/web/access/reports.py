"""Draft reports planted on the region and two councils, with words in each author's part."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from belong.reports.bound import Author, BoundReport, BoundSection, ReportKind, Words
from belong.web.agencies.models import Agency
from belong.web.reports.actions import begin_report
from belong.web.reports.actions_writing import comment_on
from belong.web.reports.models import Comment, WrittenReport

PLANTED_REPORTS = {
    "words of draft reports": ("ReportCouncil", "ReportAgency"),
    "the panel chair's words": ("ReportPanel",),
}
_WRITTEN = {
    Author.COUNCIL: "ReportCouncil",
    Author.AGENCY: "ReportAgency",
    Author.PANEL_CHAIR: "ReportPanel",
}
#: Which section a column of a door is: of whose report, by whom.
SECTIONS = {
    "council": ("region", "council"),
    "agency": ("region", "agency"),
    "panel chair": ("region", "panel_chair"),
    "northmere": ("northmere", "council"),
    "farside": ("farside", "council"),
}


def plant_reports(
    agencies: Mapping[str, Agency], canary: Callable[[str, str], str], by: str
) -> dict[str, WrittenReport]:
    """A draft of each, whose every section holds a text that stands nowhere else."""
    reports = {}
    for whose in ("region", "northmere", "farside"):
        sections = tuple(
            BoundSection(author.value, author.value, author, (Words(f"{canary(what, whose)}."),))
            for author, what in _WRITTEN.items()
        )
        laid_out = BoundReport(
            ReportKind.ANNUAL, f"Annual report of {whose}", whose, "2023-24", sections
        )
        reports[whose] = begin_report(agency=agencies[whose], laid_out=laid_out, by=by)
    section = reports["region"].sections.get(key="agency")
    comment_on(section=section, words="Say more.", by=by)
    return reports


def of_report(report: WrittenReport | None, nobodys: str) -> dict[str, str]:
    """How the address of a report's page is filled in."""
    return {
        "key": report.key if report else nobodys,
        "step": "checked",
        "finding": "0" * 16,
        "section": "agency",
        "number": "1",
    }


def of_section(reports: Mapping[str, WrittenReport], whose: str, nobodys: str) -> dict[str, str]:
    """How the address of a section's page is filled in."""
    report, section = SECTIONS.get(whose, ("", "agency"))
    return {**of_report(reports.get(report), nobodys), "section": section}


def comment_key(reports: Mapping[str, WrittenReport], whose: str, nobodys: str) -> dict[str, str]:
    """The key of the comment on a report."""
    found = Comment.objects.filter(section__report=reports.get(whose)).first()
    return {"comment": found.key if found else nobodys}
