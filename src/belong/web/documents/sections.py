"""The part of a child's or a family's own page that shows its notes and documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from belong.web.accounts.models import User
from belong.web.agencies.queries import names_of_people
from belong.web.documents.presenters import (
    NoteShown,
    documents_table,
    notes_shown,
    seals_table,
)
from belong.web.documents.subjects import Subject
from belong.web.ledger.as_known import AsKnown
from belong.web.ui.presenters import Table

__all__ = ["Section", "section_of"]

#: A page of a record shows this many of each; the rest is on pages of their own.
SHOWN = 5


_STRUCK_BY = "corrected_by__by_person"


def _name_of(path: str) -> Subquery:
    """The name of the person whose key stands there."""
    return Subquery(User.objects.filter(key=OuterRef(path)).values("name")[:1])


@dataclass(frozen=True)
class Section:
    """The latest notes and documents. The addresses are empty where there is nowhere to go."""

    notes: Sequence[NoteShown]
    documents: Table
    seals: Table | None = None
    notes_href: str = ""
    documents_href: str = ""
    note_add_href: str = ""
    document_add_href: str = ""


def section_of(subject: Subject, known: AsKnown | None = None) -> Section | None:
    """What the reader may read of a record's notes and documents, now or as known at a moment.

    None for who reads neither; two queries, and two more where a seal waits for the reader.
    """
    if not subject.reads_any:
        return None
    by = known.moment if known else None
    waits = subject.has_seals_asked
    of_notes = subject.notes(by=by).annotate(by_name=_name_of("by_person"), seal_waits=waits)
    notes = list(of_notes.annotate(struck_by_name=_name_of(_STRUCK_BY))[: SHOWN + 1])
    of_documents = subject.documents(by=by)
    documents = list(
        of_documents.annotate(by_name=_name_of("by_person"), seal_waits=waits)[: SHOWN + 1]
    )
    is_now = known is None
    may_wait = any(one.seal_waits for one in notes) or any(one.seal_waits for one in documents)
    seals = subject.seals_asked() if is_now and may_wait else []
    names = names_of_people({one.asked_by for one in seals})
    names |= {one.by_person: one.by_name for one in notes if one.by_name}
    names |= {one.by_person: one.by_name for one in documents if one.by_name}
    names |= {one.corrected_by.by_person: one.struck_by_name for one in notes if one.struck_by_name}
    return Section(
        notes=notes_shown(subject, notes[:SHOWN], names, by=by),
        documents=documents_table(
            documents[:SHOWN],
            names,
            known.day if known else timezone.localdate(),
            caption="Documents",
        ),
        seals=seals_table(seals, names) if seals else None,
        notes_href=subject.address("notes") if len(notes) > SHOWN and is_now else "",
        documents_href=subject.address("documents") if len(documents) > SHOWN and is_now else "",
        note_add_href=subject.address("note_add") if is_now and subject.note_sides else "",
        document_add_href=(
            subject.address("document_add") if is_now and subject.kinds_added else ""
        ),
    )
