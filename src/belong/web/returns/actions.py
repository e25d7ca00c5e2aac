"""Noting that a return was looked at or left the service."""

from __future__ import annotations

from django.db import transaction

from belong.domain.codes import LS_ADOPTR_FITS_SEX_ADOPTR
from belong.domain.errors import BelongError
from belong.web.audit.actions import record_audit
from belong.web.children.models import ChildRecord
from belong.web.returns.making import Asked, Made
from belong.web.returns.models import AdopterItems

__all__ = ["note_compared", "note_made", "state_adopters"]


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
def note_compared(*, asked: Asked, differences: int, by: str = "", process: str = "") -> None:
    """Note that the returns of a period were compared child by child."""
    record_audit(
        action="return_read",
        by=by,
        process=process,
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


@transaction.atomic
def state_adopters(*, child: ChildRecord, sex: str, legal_status: str, by: str) -> AdopterItems:
    """Say who adopted a child, by the codes of AD1; what was said before no longer counts.

    Raises BelongError where the two codes cannot both be right.
    """
    if sex not in LS_ADOPTR_FITS_SEX_ADOPTR[legal_status]:
        raise BelongError(
            "Who adopted and their legal status do not go together.",
            mend="Choose another legal status, or correct who adopted.",
        )
    items, _ = AdopterItems.objects.update_or_create(
        child=child, defaults={"sex": sex, "legal_status": legal_status, "stated_by": by}
    )
    record_audit(
        action="adopters_stated",
        by=by,
        subject_kind="child",
        subject_key=child.key,
        detail={"fields": ["sex", "legal_status"]},
    )
    return items
