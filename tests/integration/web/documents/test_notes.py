"""Notes: who reads them, which is the last, and how a mistaken one is struck."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from belong.domain.documents import Side
from belong.domain.errors import BelongError
from belong.web.audit.models import AuditEvent
from belong.web.children.models import ChildRecord, Merge
from belong.web.documents.actions import LONGEST_NOTE, write_note
from belong.web.documents.models import Note
from belong.web.documents.queries import last_notes, last_notes_of_families

from .conftest import WORDS_OF_ADOPTERS, WORDS_OF_BIRTH, facts_of

BY = "b" * 32
DAY = date(2025, 3, 3)


def note_on(child, words=WORDS_OF_BIRTH, *, side=Side.BIRTH, on=DAY, **more):
    return write_note(child=child, words=words, side=side, on=on, by=BY, **more)


def words(found):
    return {key: note.words for key, note in found.items()}


def test_last_notes_each_side_reads_its_own_and_the_finder_the_later(
    child, worker, adopters_worker, supporter, finder
):
    note_on(child)
    note_on(child, WORDS_OF_ADOPTERS, side=Side.ADOPTIVE, on=DAY + timedelta(days=1))
    for each, told in (
        (worker, WORDS_OF_BIRTH),
        (adopters_worker, WORDS_OF_ADOPTERS),
        (supporter, WORDS_OF_ADOPTERS),
        (finder, WORDS_OF_ADOPTERS),
    ):
        assert words(last_notes(facts_of(each.user), [child.pk])) == {child.pk: told}


def test_last_notes_stranger_and_one_who_sees_a_pseudonym_read_none(child, stranger, signed_in):
    note_on(child)
    for each in (stranger, signed_in("performance_officer"), signed_in("head_of_service")):
        assert last_notes(facts_of(each.user), [child.pk]) == {}


def test_last_notes_struck_one_does_not_count_and_a_merged_records_does(
    child, make_child, worker, council
):
    old = note_on(child, on=DAY + timedelta(days=1))
    note_on(child, "Not her grandmother but her aunt.", on=DAY, corrects=old)
    other = make_child("Twice")
    note_on(other, "Written on the other record.", on=DAY - timedelta(days=1))
    Merge.objects.create(kept=child, other=other, merged_at=timezone.now())
    actor = facts_of(worker.user)
    assert words(last_notes(actor, [child.pk])) == {child.pk: "Not her grandmother but her aunt."}
    note_on(other, "Later, on the other record.", on=DAY + timedelta(days=2))
    assert words(last_notes(actor, [child.pk])) == {child.pk: "Later, on the other record."}
    assert last_notes(actor, [other.pk]) == {}


def test_last_notes_of_many_children_ask_two_queries(
    make_child, worker, django_assert_max_num_queries
):
    children = [make_child() for _ in range(5)]
    for child in children:
        note_on(child)
        note_on(child, "Later.", on=DAY + timedelta(days=3))
    actor = facts_of(worker.user)
    with django_assert_max_num_queries(2):
        found = last_notes(actor, [child.pk for child in children])
    assert words(found) == {child.pk: "Later." for child in children}


def test_last_notes_of_families_are_for_who_reads_who_they_are(
    family, adopters_worker, worker, child
):
    write_note(family=family, words=WORDS_OF_ADOPTERS, side=Side.ADOPTIVE, on=DAY, by=BY)
    found = last_notes_of_families(facts_of(adopters_worker.user), [family.pk])
    assert words(found) == {family.pk: WORDS_OF_ADOPTERS}
    assert last_notes_of_families(facts_of(worker.user), [family.pk]) == {}


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
