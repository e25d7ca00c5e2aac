"""Signing the steps of a report, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.domain.policy import Role
from belong.domain.reporting import ReportState, check_step
from belong.reports.bound import Author
from belong.web.governance.actions import present_signed, take_back_signed
from belong.web.performance.actions import pin
from belong.web.performance.models import StoredSet
from belong.web.reports.actions import check_draft
from belong.web.reports.models import SignOff, WrittenReport
from belong.web.reports.noting import note_on_report

__all__ = ["Meeting", "sign_part", "sign_step", "take_back"]


@dataclass(frozen=True)
class Meeting:
    """Before whom a report was put. minute_reference: "" where the minutes are not out yet."""

    committee: str
    met_on: date
    minute_reference: str = ""


@transaction.atomic
def sign_part(*, report: WrittenReport, part: Author, role: Role, by: str) -> SignOff:
    """Sign that an author's part of a draft is written. Signing it again changes nothing.

    Raises NotDraft for a report that is no draft.
    """
    report = WrittenReport.objects.select_for_update().get(pk=report.pk)
    check_draft(report)
    sign, is_new = SignOff.objects.get_or_create(
        report=report,
        state=ReportState.DRAFT.value,
        part=part.value,
        ended_at=None,
        defaults={"by_person": by, "role": role.value, "at": timezone.now()},
    )
    if is_new:
        note_on_report(
            report=report, action="report_part_signed", by=by, part=part.value, role=role.value
        )
    return sign


@transaction.atomic
def sign_step(
    *,
    report: WrittenReport,
    step: ReportState,
    seen: ReportState,
    role: Role,
    by: str,
    figures: StoredSet | None = None,
    meeting: Meeting | None = None,
) -> SignOff:
    """Sign a step of a whole report: checked, approved or presented.

    seen: the state that the signer saw. figures: with which it is approved; they are kept for good,
    and the report shows and releases them while the approval holds. What blocks the step is asked
    before. Raises StepError where the report has gone on, or BelongError for a presentation to
    nobody or still to come, and where the figures were removed meanwhile.
    """
    report = WrittenReport.objects.select_for_update().get(pk=report.pk)
    check_step(ReportState(report.state), step)
    if report.state != seen:
        raise BelongError("The report has changed meanwhile.", mend="Look at it again.")
    told = _met(step, meeting)
    report.state = step.value
    now = timezone.now()
    if step is ReportState.APPROVED and figures is not None:
        report.figures, report.approved_at = pin(figures=figures, by=by), now
    report.save(update_fields=["state", "figures", "approved_at"])
    sign = SignOff.objects.create(
        report=report,
        state=step.value,
        by_person=by,
        role=role.value,
        at=now,
        **told,
    )
    note_on_report(report=report, action="report_signed", by=by, state=step.value, role=role.value)
    if meeting is not None and step is ReportState.PRESENTED:
        present_signed(
            agency=report.agency,
            kind=report.kind,
            period=report.period,
            report_key=report.key,
            committee=sign.committee,
            presented_on=meeting.met_on,
            minute_reference=sign.minute_reference,
            by=by,
        )
    return sign


@transaction.atomic
def take_back(*, report: WrittenReport, reason: str, by: str) -> None:
    """Make a signed report a draft again. Every step that held ends, with the reason.

    Raises StepError for a draft, BelongError for no reason, or where it is put aside.
    """
    report = WrittenReport.objects.select_for_update().get(pk=report.pk)
    if report.state == ReportState.ASIDE:
        raise BelongError("This report is put aside.", mend="Take it up again instead.")
    check_step(ReportState(report.state), ReportState.DRAFT)
    reason = reason.strip()
    if not reason:
        raise BelongError("Taking a report back needs a reason.")
    SignOff.objects.filter(report=report, ended_at=None).update(
        ended_at=timezone.now(), ended_by=by, ended_because=reason
    )
    report.state = ReportState.DRAFT.value
    report.figures = report.approved_at = None
    report.save(update_fields=["state", "figures", "approved_at"])
    note_on_report(report=report, action="report_taken_back", by=by, reason=reason)
    take_back_signed(report_key=report.key, why=reason, by=by)


def _met(step: ReportState, meeting: Meeting | None) -> dict[str, str | date]:
    if step is not ReportState.PRESENTED:
        return {}
    if meeting is None or not meeting.committee.strip():
        raise BelongError("A report is presented to somebody.", mend="Name the committee.")
    if meeting.met_on > timezone.localdate():
        raise BelongError(
            "The committee has not met yet.", mend="Sign this step on the day, or after it."
        )
    return {
        "committee": meeting.committee.strip(),
        "met_on": meeting.met_on,
        "minute_reference": meeting.minute_reference.strip(),
    }
