"""Notes and documents planted on every record and meeting of the region, on each side."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from belong.domain.documents import DocumentKind, Side
from belong.web.children.models import ChildRecord
from belong.web.documents.actions import write_note
from belong.web.documents.actions_documents import Described, add_document
from belong.web.documents.models import Document, Note
from belong.web.families.models import FamilyRecord
from belong.web.tracker.models import Meeting

WRITER = "f" * 32
ON = date(2024, 6, 3)
#: Children who are tied to a family, so that there is something of the adoptive side.
TIED = ("linked", "placed", "closed")

#: What is planted, by the table of sides/ that says who may see it.
PLANTED_PAPERS = {
    "papers of the birth side": ("NoteBirth", "DocBirth"),
    "health papers of the birth side": ("DocHealth",),
    "papers of the adoptive side": ("NoteAdopt", "DocAdopt"),
    "papers of both sides": ("DocBoth",),
    "papers of families": ("FamilyNote", "FamilyDoc"),
    "checks of families": ("FamilyCheck",),
    "papers of meetings": ("MeetingNote", "MeetingDoc"),
}
#: Which note or document a column of a door is: what was planted, and of whom.
NOTES = {
    "birth side": ("NoteBirth", "plain"),
    "adoptive side": ("NoteAdopt", "linked"),
    "merged": ("NoteBirth", "merged"),
    "closed": ("NoteBirth", "closed"),
    "outside": ("NoteBirth", "outside"),
    "family's": ("FamilyNote", "ours"),
}
DOCUMENTS = {
    "birth side": ("DocBirth", "plain"),
    "adoptive side": ("DocAdopt", "linked"),
    "both sides": ("DocBoth", "linked"),
    "health": ("DocHealth", "plain"),
    "merged": ("DocBirth", "merged"),
    "closed": ("DocBirth", "closed"),
    "outside": ("DocBirth", "outside"),
    "family's": ("FamilyDoc", "ours"),
    "check": ("FamilyCheck", "ours"),
}


def plant(
    children: dict[str, ChildRecord],
    families: dict[str, FamilyRecord],
    canary: Callable[[str, str], str],
) -> None:
    """A note and documents of each kind that matters, on every child and family."""
    for name, child in children.items():
        _note(canary("NoteBirth", name), Side.BIRTH, child=child)
        _document(canary("DocBirth", name), Side.BIRTH, DocumentKind.LETTER, child=child)
        _document(canary("DocHealth", name), Side.BIRTH, DocumentKind.MEDICAL, child=child)
        if name in TIED:
            _note(canary("NoteAdopt", name), Side.ADOPTIVE, child=child)
            _document(canary("DocAdopt", name), Side.ADOPTIVE, DocumentKind.LETTER, child=child)
            _document(canary("DocBoth", name), Side.BOTH, DocumentKind.MINUTES, child=child)
    for name, family in families.items():
        _note(canary("FamilyNote", name), Side.ADOPTIVE, family=family)
        _document(canary("FamilyDoc", name), Side.ADOPTIVE, DocumentKind.PAR, family=family)
        _document(canary("FamilyCheck", name), Side.ADOPTIVE, DocumentKind.CHECK, family=family)


def plant_on_meetings(meetings: dict[str, Meeting], canary: Callable[[str, str], str]) -> None:
    """A note and the minutes of each meeting, on the side of those it goes through."""
    for name, meeting in meetings.items():
        side = Side.ADOPTIVE if meeting.about == "families" else Side.BIRTH
        whose = {"meeting_key": meeting.key}
        _note(canary("MeetingNote", f"{name} meeting"), side, **whose)
        words = canary("MeetingDoc", f"{name} meeting")
        _document(words, side, DocumentKind.MINUTES, **whose)


def _note(words: str, side: Side, **whose: Any) -> None:
    write_note(words=words, side=side, on=ON, by=WRITER, **whose)


def _document(words: str, side: Side, kind: DocumentKind, **whose: Any) -> None:
    add_document(
        source=io.BytesIO(f"%PDF-1.4\n%{words}\n%%EOF\n".encode()),
        name=f"{words}.pdf",
        described=Described(kind, side, about=words),
        by=WRITER,
        **whose,
    )


def key_of(planted: tuple[str, str] | None, canary: Callable[[str, str], str]) -> str:
    """The key of a planted note or document; of nobody's for None."""
    if planted is None:
        return "0" * 32
    text = canary(*planted)
    note = Note.objects.filter(words=text).first()
    return note.key if note else Document.objects.get(about=text).key
