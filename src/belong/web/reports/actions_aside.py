"""Putting a report aside that was begun by mistake, and taking it up again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.domain.reporting import ReportState, check_step
from belong.web.reports.models import WrittenReport
from belong.web.reports.noting import note_on_report

__all__ = ["put_aside", "take_up"]


@transaction.atomic
def put_aside(*, report: WrittenReport, why: str, by: str) -> None:
    """Put a draft aside; everything in it stays. Raises StepError for what is no draft.

    Raises BelongError without a reason, for a report that was ever released, and for one that a
    later report follows.
    """
    why = why.strip()
    if not why:
        raise BelongError("A report is put aside for a reason.", mend="Say why.")
    report = WrittenReport.objects.select_for_update().get(pk=report.pk)
    check_step(ReportState(report.state), ReportState.ASIDE)
    if report.releases.exists():
        raise BelongError(
            "This report was released, so it stays where it is.",
            mend="Withdraw its public version instead, if that is what is wrong.",
        )
    if report.followed_by.exclude(state=ReportState.ASIDE).exists():
        raise BelongError(
            "A later report shows this one as what was said before.",
            mend="Put the later report aside first.",
        )
    report.state = ReportState.ASIDE.value
    report.aside_at, report.aside_by, report.aside_because = timezone.now(), by, why
    report.save(update_fields=["state", "aside_at", "aside_by", "aside_because"])
    note_on_report(report=report, action="report_put_aside", by=by, reason=why)


@transaction.atomic
def take_up(*, report: WrittenReport, by: str) -> None:
    """Make a report that was put aside a draft again. Raises BelongError for any other."""
    report = WrittenReport.objects.select_for_update().get(pk=report.pk)
    if report.state != ReportState.ASIDE:
        raise BelongError("This report is not put aside.", mend="Load its page again.")
    report.state = ReportState.DRAFT.value
    report.aside_at, report.aside_by, report.aside_because = None, "", ""
    report.save(update_fields=["state", "aside_at", "aside_by", "aside_because"])
    note_on_report(report=report, action="report_taken_up", by=by)
