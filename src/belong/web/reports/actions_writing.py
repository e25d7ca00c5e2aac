"""Writing sections, commenting on them, answering the checker, and stating money.

Keyword-only, by= a person's key, one transaction with the audit event in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from belong.analytics.stored import FigureRef
from belong.domain.errors import BelongError
from belong.domain.policy import Role
from belong.domain.reporting import ReportState
from belong.reports.bound import BoundBlock
from belong.reports.bound_json import blocks_as_data
from belong.reports.checker import Finding
from belong.web.agencies.models import Agency
from belong.web.audit.actions import record_audit
from belong.web.reports.actions import check_draft
from belong.web.reports.models import (
    Answer,
    Comment,
    ReportSection,
    SectionVersion,
    SignOff,
    StatedFigure,
    WrittenReport,
)
from belong.web.reports.noting import note_on_report

__all__ = [
    "WrittenMeanwhile",
    "answer_finding",
    "comment_on",
    "settle_comment",
    "state_money",
    "write_section",
]


class WrittenMeanwhile(BelongError):
    """Somebody else wrote in the section since it was opened. latest: what they wrote."""

    def __init__(self, latest: SectionVersion) -> None:
        self.latest = latest
        super().__init__(
            "Somebody else wrote in this section while you did.",
            mend="Look at what they wrote, then save again.",
        )


@transaction.atomic
def write_section(
    *, section: ReportSection, blocks: Sequence[BoundBlock], based_on: int, by: str
) -> SectionVersion:
    """A new version of a section, after the one that its author saw when writing.

    based_on: number of that version. What says the same as before is not written again. Where its
    authors had signed their part as written, that no longer holds. Raises NotDraft for a report
    that is signed, WrittenMeanwhile where a later version is there, and nothing is changed then.
    """
    report = WrittenReport.objects.select_for_update().get(pk=section.report_id)
    check_draft(report)
    latest = SectionVersion.objects.filter(section=section).latest("number")
    if latest.number != based_on:
        raise WrittenMeanwhile(latest)
    told = blocks_as_data(blocks)
    if told == latest.blocks:
        return latest
    now = timezone.now()
    version = SectionVersion.objects.create(
        section=section,
        number=latest.number + 1,
        blocks=told,
        by_person=by,
        at=now,
        based_on=latest,
    )
    SignOff.objects.filter(
        report=report, state=ReportState.DRAFT, part=section.author, ended_at=None
    ).update(ended_at=now, ended_by=by, ended_because="The part was written further.")
    note_on_report(
        report=report,
        action="report_section_written",
        by=by,
        section=section.key,
        version=version.number,
    )
    return version


@transaction.atomic
def comment_on(*, section: ReportSection, words: str, by: str) -> Comment:
    """A comment on a section. Raises BelongError for one without words, or on one put aside."""
    if section.report.state == ReportState.ASIDE:
        raise BelongError("This report is put aside.", mend="Have it taken up again first.")
    words = words.strip()
    if not words:
        raise BelongError("A comment needs words.", mend="Write what the author is to know.")
    comment = Comment.objects.create(section=section, words=words, by_person=by, at=timezone.now())
    note_on_report(report=section.report, action="report_commented", by=by, section=section.key)
    return comment


@transaction.atomic
def settle_comment(*, comment: Comment, by: str) -> None:
    """Settle a comment; one that is settled stays as it is."""
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.resolved_at is not None:
        return
    comment.resolved_by, comment.resolved_at = by, timezone.now()
    comment.save(update_fields=["resolved_by", "resolved_at"])
    section = comment.section
    note_on_report(
        report=section.report, action="report_comment_settled", by=by, section=section.key
    )


@transaction.atomic
def answer_finding(*, report: WrittenReport, finding: Finding, reason: str, by: str) -> Answer:
    """Why what the checker found may stand, until the report is approved.

    Raises BelongError for no reason, or for a report that is approved.
    """
    report = WrittenReport.objects.select_for_update().get(pk=report.pk)
    if report.state not in (ReportState.DRAFT, ReportState.CHECKED):
        state = ReportState(report.state).label.lower()
        raise BelongError(f"This report is {state}: nothing is answered any more.")
    reason = reason.strip()
    if not reason:
        raise BelongError("An answer needs a reason.", mend="Write why it may stand as it is.")
    answer = Answer.objects.create(
        report=report,
        finding_key=finding.key,
        found=f"{finding.where}: {finding.wrong}" if finding.where else finding.wrong,
        reason=reason,
        by_person=by,
        at=timezone.now(),
    )
    note_on_report(
        report=report,
        action="report_finding_answered",
        by=by,
        rule=finding.rule,
        section=finding.section,
    )
    return answer


@transaction.atomic
def state_money(
    *,
    agency: Agency,
    pounds: Mapping[FigureRef, Decimal],
    role: Role,
    by: str,
) -> list[StatedFigure]:
    """Money of an agency that somebody types in. role: in which they state it.

    What was stated before stays and no longer counts; what says the same is not stated again.
    """
    before = {
        one.ref: one.pounds
        for one in StatedFigure.objects.filter(
            agency=agency, ref__in=[str(ref) for ref in pounds]
        ).order_by("at", "pk")
    }
    now = timezone.now()
    stated = [
        StatedFigure.objects.create(
            agency=agency, ref=str(ref), pounds=value, role=role.value, by_person=by, at=now
        )
        for ref, value in pounds.items()
        if before.get(str(ref)) != value
    ]
    if stated:
        record_audit(
            action="money_stated",
            by=by,
            subject_kind="agency",
            subject_key=agency.key,
            agency_key=agency.key,
            detail={"figures": [one.ref for one in stated], "role": role.value},
        )
    return stated
