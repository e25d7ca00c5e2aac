"""Noting that a return was looked at or left the service."""

from __future__ import annotations

from django.db import transaction

from belong.web.audit.actions import record_audit
from belong.web.returns.making import Asked, Made

__all__ = ["note_compared", "note_made"]


@transaction.atomic
def note_made(*, made: Made, form: str = "", by: str = "", process: str = "") -> None:
    """Note a return. form: of the file that leaves; "" where it was only looked at."""
    asked = made.asked
    record_audit(
        action="return_taken" if form else "return_read",
        by=by,
        process=process,
        subject_kind="return",
        subject_key=asked.which.value,
        agency_key=asked.reach.agency.key,
        detail={
            "from_on": asked.window.first,
            "until_on": asked.window.last,
            "as_known": asked.known.text if asked.known else "",
            "form": form,
            "children": len(made.children),
            "findings": len(made.found),
        },
    )


@transaction.atomic
def note_compared(*, asked: Asked, differences: int, by: str) -> None:
    """Note that the returns of a period were compared child by child."""
    record_audit(
        action="return_read",
        by=by,
        subject_kind="return",
        subject_key="compared",
        agency_key=asked.reach.agency.key,
        detail={
            "from_on": asked.window.first,
            "until_on": asked.window.last,
            "as_known": asked.known.text if asked.known else "",
            "differences": differences,
        },
    )
