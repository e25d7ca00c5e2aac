"""Keeping records: opening with a reason, merging two of one child, and closing after adoption."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.web.accounts.models import User
from belong.web.agencies.openings import mark_reviewed
from belong.web.audit.actions import record_audit
from belong.web.children.models import ChildRecord, ClosingStep, Merge, Opening
from belong.web.ledger import projection
from belong.web.ledger.models import SubjectKind

__all__ = [
    "CLOSING_STEPS",
    "close_record",
    "do_closing_step",
    "merge",
    "open_record",
    "review_opening",
    "undo_merge",
]

#: The checklist after the adoption order. Sources: AAR 2005 regulations 36 and 39 to 42; statutory
#: guidance on adoption, chapter 5; ACA 2002 section 56.
CLOSING_STEPS: Mapping[str, str] = {
    "last_visit_report": "The report of the last visit is on the record",
    "life_story_book": "The life story book has been given",
    "later_life_letter": "The later-life letter has been given",
    "file_transferred": "The file has been transferred to the adoption records",
    "section_56_record": "The section 56 record is complete",
}
LONGEST_HOURS = 72


def _audit(action: str, child: ChildRecord, by: str, **detail: object) -> None:
    record_audit(
        action=action,
        by=by,
        subject_kind="child",
        subject_key=child.key,
        agency_key=child.council.key,
        detail=detail,
    )


@transaction.atomic
def open_record(
    *, child: ChildRecord, user: User, part: str, reason: str, hours: int, by: str
) -> Opening:
    """Let a person see, for some hours, what they may not ordinarily see.

    Raises BelongError without a reason, or for longer than three days.
    """
    if not reason.strip():
        raise BelongError("An opening needs a reason.", mend="Say what it is needed for.")
    if not 1 <= hours <= LONGEST_HOURS:
        raise BelongError(f"An opening lasts from 1 to {LONGEST_HOURS} hours.")
    now = timezone.now()
    opening = Opening.objects.create(
        child=child,
        user=user,
        part=part,
        reason=reason,
        opened_at=now,
        until=now + timedelta(hours=hours),
    )
    _audit("opened_with_reason", child, by, part=part, reason=reason, hours=hours)
    return opening


@transaction.atomic
def review_opening(*, opening: Opening, by: str) -> None:
    """Somebody else than who opened the record has looked at the opening, and says so.

    Raises BelongError for one's own opening, and for one that is reviewed already.
    """
    opening = mark_reviewed(opening, by)
    _audit("opening_reviewed", opening.child, by, opened_by=opening.user.key)


@transaction.atomic
def merge(*, kept: ChildRecord, other: ChildRecord, by: str, reason: str) -> Merge:
    """Join another record of the same child to this one; both keep their entries.

    Raises BelongError without a reason, for one record, or where one of them is merged already.
    """
    if not reason.strip():
        raise BelongError("A merge needs a reason.", mend="Say how you know that they are one.")
    if kept.pk == other.pk:
        raise BelongError("A record cannot be merged with itself.")
    live = Merge.objects.select_for_update().filter(undone_at=None)
    if live.filter(other__in=[kept, other]).exists() or live.filter(kept=other).exists():
        raise BelongError("One of these records is merged already.", mend="Undo that merge first.")
    if kept.council_id != other.council_id:
        raise BelongError(
            "These records belong to different councils.", mend="Ask the records officer."
        )
    made = Merge.objects.create(kept=kept, other=other, merged_at=timezone.now())
    _audit("records_merged", kept, by, other=other.key, reason=reason)
    projection.refold(SubjectKind.CHILD, other.key)
    return made


@transaction.atomic
def undo_merge(*, made: Merge, by: str, reason: str) -> None:
    """Let the two records stand alone again. Raises BelongError without a reason, or if undone."""
    if not reason.strip():
        raise BelongError("This needs a reason.", mend="Say how you know that they are two.")
    if made.undone_at is not None:
        raise BelongError("This merge was undone already.")
    made.undone_at = timezone.now()
    made.save(update_fields=["undone_at"])
    _audit("merge_undone", made.kept, by, other=made.other.key, reason=reason)
    for key in (made.kept.key, made.other.key):
        projection.refold(SubjectKind.CHILD, key)


@transaction.atomic
def do_closing_step(*, child: ChildRecord, step: str, done_on: date, by: str) -> None:
    """Tick one step of the closing checklist. Raises BelongError for one that is none, or done."""
    if step not in CLOSING_STEPS:
        raise BelongError("There is no such step.")
    _, is_new = ClosingStep.objects.get_or_create(
        child=child, step=step, defaults={"done_on": done_on, "by_person": by}
    )
    if is_new:
        _audit("closing_step_done", child, by, step=step, done_on=done_on)


@transaction.atomic
def close_record(*, child: ChildRecord, by: str, at: datetime | None = None) -> None:
    """Close the record: ordinary roles lose it. Raises BelongError while a step is left to do."""
    done = set(ClosingStep.objects.filter(child=child).values_list("step", flat=True))
    left = [words for step, words in CLOSING_STEPS.items() if step not in done]
    if left:
        raise BelongError(
            "The closing checklist is not finished.", mend=f"Still to do: {'; '.join(left)}."
        )
    child.closed_at = at or timezone.now()
    child.save(update_fields=["closed_at"])
    _audit("record_closed", child, by)
