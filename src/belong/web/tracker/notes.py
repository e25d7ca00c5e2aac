"""The last note on a case, looked up with the case; who may read which side is asked after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from belong.domain.documents import Side
from belong.web.accounts.models import User
from belong.web.documents.models import Note

__all__ = ["SIDES", "NoteTold", "last_note", "latest", "notes_of_case", "writer_of_note"]

#: A note is for the readers of one side or of the other.
SIDES = (Side.BIRTH, Side.ADOPTIVE)


class NoteTold(NamedTuple):
    """A note with its day and who wrote it."""

    key: str
    words: str
    on: date
    by_name: str


def last_note(notes: QuerySet[Note]) -> Subquery:
    """The latest of these notes that is not struck, as JSON; for ``notes_of_case`` to read."""
    told = JSONObject(key="key", words="words", on="on", by_name="by_name")
    standing = notes.filter(corrected_by=None).annotate(by_name=writer_of_note())
    return Subquery(standing.order_by("-on", "-pk").values(told=told)[:1])


def notes_of_case(case: Any, sides: Iterable[Side]) -> list[NoteTold]:
    """The last note of each side that was looked up with a case, as note_birth or note_adoptive."""
    found = [getattr(case, f"note_{side}", None) for side in sides]
    return [
        NoteTold(told["key"], told["words"], date.fromisoformat(told["on"]), told["by_name"])
        for told in found
        if told is not None
    ]


def latest(notes: Iterable[NoteTold]) -> NoteTold | None:
    """The one that is about the latest day."""
    return max(notes, key=lambda note: note.on, default=None)


def writer_of_note() -> Coalesce:
    """Who wrote a note, by name; "" where nobody has that key."""
    writer = User.objects.filter(key=OuterRef("by_person")).values("name")[:1]
    return Coalesce(Subquery(writer), Value(""))
