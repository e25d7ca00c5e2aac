"""Writing notes: keyword-only, by= a person's key, one transaction with the audit event in it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from belong.domain.documents import Side
from belong.domain.errors import BelongError
from belong.web.audit.actions import record_audit
from belong.web.children.models import ChildRecord
from belong.web.documents.models import Note
from belong.web.documents.queries import audited_on
from belong.web.families.models import FamilyRecord
from belong.web.ledger.once import save_once

__all__ = ["LONGEST_NOTE", "write_note"]

#: A note is short: what is longer is a document.
LONGEST_NOTE = 2000


@transaction.atomic
def write_note(
    *,
    words: str,
    on: date,
    side: Side,
    by: str,
    child: ChildRecord | None = None,
    family: FamilyRecord | None = None,
    meeting_key: str = "",
    corrects: Note | None = None,
    token: str = "",
) -> Note:
    """A note about a child or a family, about what was said of them in a meeting, or on a meeting.

    corrects: the note that this one strikes; it stays readable, and this one stands on its record
    and side. token: of the form, so that it is saved once. Raises BelongError for no words, too
    many, a day that is still to come, a family's note on the birth side, or one struck already.
    """
    words = words.strip()
    if not words:
        raise BelongError("A note needs words.", mend="Write what is to be known.")
    if len(words) > LONGEST_NOTE:
        raise BelongError(
            f"A note has {LONGEST_NOTE:,} characters at most.",
            mend="Shorten it, or add it as a document.",
        )
    if on > timezone.localdate():
        raise BelongError("A note is about a day that has been.", mend="Choose today or before.")
    if side is Side.BOTH or (family is not None and side is not Side.ADOPTIVE):
        raise BelongError("A note is for the readers of one side, a family's for the adoptive one.")
    if (child is not None and family is not None) or not (child or family or meeting_key):
        raise BelongError("A note is about a child, a family or a meeting.")
    if corrects is not None:
        _check_strikable(corrects)
    if token:
        save_once(token=token, by=by)
    note = Note.objects.create(
        child=child,
        family=family,
        meeting_key=meeting_key,
        side=side,
        on=on,
        words=words,
        by_person=by,
        corrects=corrects,
    )
    record_audit(
        action="note_struck" if corrects else "note_written",
        by=by,
        detail={"note": note.key, "side": note.side},
        **audited_on(note),
    )
    return note


def _check_strikable(note: Note) -> None:
    """Raises BelongError for a note that somebody struck already."""
    if Note.objects.select_for_update().filter(corrects=note).exists():
        raise BelongError("This note was corrected already.", mend="Correct the later one.")
