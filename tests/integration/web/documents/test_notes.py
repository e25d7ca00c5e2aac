"""Notes: who reads them, and how a mistaken one is struck."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from belong.domain.documents import Side
from belong.domain.errors import BelongError
from belong.web.audit.models import AuditEvent
from belong.web.children.models import ChildRecord
from belong.web.documents.actions import LONGEST_NOTE, write_note
from belong.web.documents.models import Note

from .conftest import WORDS_OF_BIRTH

BY = "b" * 32
DAY = date(2025, 3, 3)


def note_on(child, words=WORDS_OF_BIRTH, *, side=Side.BIRTH, on=DAY, **more):
    return write_note(child=child, words=words, side=side, on=on, by=BY, **more)


def words(found):
    return {key: note.words for key, note in found.items()}


def test_note_is_audited_without_its_words(child):
    note = note_on(child)
    logged = AuditEvent.objects.get(action="note_written")
    assert (logged.by_person, logged.subject_key) == (BY, child.key)
    assert logged.detail == {"note": note.key, "side": "birth"}


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"words": " "}, "A note needs words."),
        ({"words": "x" * (LONGEST_NOTE + 1)}, "at most"),
        ({"on": date(2099, 1, 1)}, "a day that has been"),
        ({"side": Side.BOTH}, "readers of one side"),
        ({"child": None}, "about a child, a family or a meeting"),
    ],
)
def test_note_that_cannot_be_is_refused_with_what_to_do(child, told, said):
    with pytest.raises(BelongError, match=said):
        write_note(
            **{"child": child, "words": "x", "on": DAY, "side": Side.BIRTH, "by": BY, **told}
        )
    assert not Note.objects.exists()


def test_note_of_a_family_on_the_birth_side_is_refused(family):
    with pytest.raises(BelongError, match="adoptive"):
        write_note(family=family, words="x", side=Side.BIRTH, on=DAY, by=BY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(family=family, words="x", side="birth", on=DAY, by_person=BY)


def test_note_struck_twice_is_refused_and_both_words_stay(child):
    old = note_on(child)
    note_on(child, "Rightly.", corrects=old)
    with pytest.raises(BelongError, match="corrected already"):
        note_on(child, "Again.", corrects=old)
    assert set(Note.objects.values_list("words", flat=True)) == {WORDS_OF_BIRTH, "Rightly."}


def test_note_about_a_child_and_a_family_at_once_cannot_be_kept(child, family):
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(
            child=child, family=family, words="x", side="adoptive", on=DAY, by_person=BY
        )
    assert ChildRecord.objects.filter(pk=child.pk).exists()
