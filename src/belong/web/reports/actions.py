"""Beginning a report, and adding a section to one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.domain.reporting import ReportState
from belong.reports.bound import BoundReport, BoundSection
from belong.reports.bound_json import blocks_as_data
from belong.web.agencies.models import Agency
from belong.web.reports.models import ReportSection, SectionVersion, WrittenReport
from belong.web.reports.noting import note_on_report

__all__ = ["NotDraft", "add_sections", "begin_report", "check_draft"]


class NotDraft(BelongError):
    """Something is to be written in a report that is signed already."""


def check_draft(report: WrittenReport) -> None:
    """Raises NotDraft for a report that is no longer a draft."""
    if report.state != ReportState.DRAFT:
        is_aside = report.state == ReportState.ASIDE
        raise NotDraft(
            f"This report is {ReportState(report.state).label.lower()}: nothing is written in it.",
            mend="Take it up again first." if is_aside else "Take it back first, with the reason.",
        )


@transaction.atomic
def begin_report(
    *,
    agency: Agency,
    laid_out: BoundReport,
    by: str,
    title: str = "",
    follows: WrittenReport | None = None,
) -> WrittenReport:
    """A report with the sections that were laid out for it, ready for its authors.

    title: in place of the one that was laid out. follows: the report of the year before.
    """
    now = timezone.now()
    report = WrittenReport.objects.create(
        agency=agency,
        kind=laid_out.kind.value,
        period=laid_out.period,
        title=title.strip() or laid_out.title,
        language=laid_out.language,
        facts=[list(pair) for pair in laid_out.facts],
        follows=follows,
        created_by=by,
        created_at=now,
    )
    _add(report, laid_out.sections, first=1, by=by)
    note_on_report(
        report=report, action="report_begun", by=by, report_kind=report.kind, period=report.period
    )
    return report


@transaction.atomic
def add_sections(*, report: WrittenReport, sections: Sequence[BoundSection], by: str) -> None:
    """Sections at the end of a draft, such as what happened since year end.

    Raises NotDraft, or BelongError where a section is there already.
    """
    report = WrittenReport.objects.select_for_update().get(pk=report.pk)
    check_draft(report)
    there = set(report.sections.values_list("key", flat=True))
    for one in sections:
        if one.key in there:
            raise BelongError(
                f"The report has this section already: {one.title}.",
                mend="Change it where it stands.",
            )
    last = report.sections.aggregate(last=Max("position"))["last"] or 0
    _add(report, sections, first=last + 1, by=by)
    keys = [one.key for one in sections]
    note_on_report(report=report, action="report_section_added", by=by, sections=keys)


def _add(report: WrittenReport, sections: Sequence[BoundSection], *, first: int, by: str) -> None:
    now = timezone.now()
    rows = ReportSection.objects.bulk_create(
        ReportSection(
            report=report,
            key=one.key,
            title=one.title,
            author=one.author.value,
            position=position,
        )
        for position, one in enumerate(sections, first)
    )
    SectionVersion.objects.bulk_create(
        SectionVersion(
            section=row,
            number=1,
            blocks=blocks_as_data(one.blocks),
            is_laid_out=True,
            by_person=by,
            at=now,
        )
        for row, one in zip(rows, sections, strict=True)
    )
