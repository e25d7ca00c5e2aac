"""Writing to the audit log, always in the transaction of the thing done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from belong.domain.errors import BelongError
from belong.web.audit.models import AuditEvent

__all__ = ["FREE_WORDS", "record_audit"]

#: Details that may hold words that a person typed. Everything else is a code, a count or a date.
FREE_WORDS = frozenset({"reason", "terms"})
LONGEST_CODE, LONGEST_WORDS = 120, 500


def record_audit(
    *,
    action: str,
    by: str = "",
    process: str = "",
    subject_kind: str = "",
    subject_key: str = "",
    agency_key: str = "",
    detail: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Add one row, now. by: a person's key. process: the name of a process, such as "demo".

    detail: by name, codes, numbers, dates, bools, and lists of these; text that people typed only
    as "reason" or "terms". Raises BelongError where neither or both of by and process are given,
    or a detail is of another kind or too long.
    """
    if bool(by) == bool(process):
        raise BelongError("An audit event needs a person or a named process, and not both.")
    return AuditEvent.objects.create(
        at=timezone.now(),
        by_person=by,
        by_process=process,
        action=action,
        subject_kind=subject_kind,
        subject_key=subject_key,
        agency_key=agency_key,
        detail={name: _plain(name, value) for name, value in (detail or {}).items()},
    )


def _plain(name: str, value: Any) -> Any:
    """A detail as it is kept. Free words are cut; a code that is too long is not a code."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        if name in FREE_WORDS:
            return value[:LONGEST_WORDS]
        if len(value) <= LONGEST_CODE and "\n" not in value:
            return value
    if isinstance(value, list | tuple | set | frozenset):
        return [
            _plain(name, each)
            for each in (sorted(value) if isinstance(value, set | frozenset) else value)
        ]
    raise BelongError("A detail of an audit event is a code, a number or a date.", where=name)
