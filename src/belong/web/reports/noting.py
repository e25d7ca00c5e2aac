"""Noting in the audit log what is done to a written report."""

from __future__ import annotations

from belong.web.audit.actions import record_audit
from belong.web.reports.models import WrittenReport

__all__ = ["note_on_report"]


def note_on_report(
    *, report: WrittenReport, action: str, by: str = "", process: str = "", **detail: object
) -> None:
    """Note one action; by: the key of a person, or process: the name of a process."""
    record_audit(
        action=action,
        by=by,
        process=process,
        subject_kind="report",
        subject_key=report.key,
        agency_key=report.agency.key,
        detail=detail,
    )
