"""The part of a child's or a family's own page that shows its notes and documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from belong.web.agencies.queries import names_of_people
from belong.web.documents.presenters import (
    NoteShown,
    documents_table,
    notes_shown,
    people_in,
    seals_table,
)
from belong.web.documents.subjects import Subject
from belong.web.ledger.as_known import AsKnown
from belong.web.ui.presenters import Table

__all__ = ["Section", "section_of"]

#: A page of a record shows this many of each; the rest is on pages of their own.
SHOWN = 5


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

    None for who reads neither; three queries, and one for who may agree to seals.
    """
    if not subject.reads_any:
        return None
    by = known.moment if known else None
    notes = list(subject.notes(by=by)[: SHOWN + 1])
    documents = list(subject.documents(by=by)[: SHOWN + 1])
    is_now = known is None
    seals = subject.seals_asked() if is_now else []
    asked_by = {one.asked_by for one in seals}
    names = names_of_people(people_in(notes) | {one.by_person for one in documents} | asked_by)
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
