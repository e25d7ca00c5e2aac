"""Two people seal a note or a document that stands on the wrong record; one alone cannot."""

from __future__ import annotations

import hashlib
import io

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from belong.domain.documents import DocumentKind, Side
from belong.domain.errors import BelongError
from belong.web.agencies.models import Team
from belong.web.audit.models import AuditEvent
from belong.web.children.actions.keeping import merge
from belong.web.documents.actions import write_note
from belong.web.documents.actions_documents import Described, add_document
from belong.web.documents.actions_seals import agree_paper_seal, ask_paper_seal
from belong.web.documents.kept import files_kept
from belong.web.documents.models import Document, Note, PaperSeal

from .conftest import FIRST_DAY, WORDS_OF_ADOPTERS, meeting_of, minutes_of
from .files import PDF

BY = "b" * 32


@pytest.fixture
def manager(signed_in, council, team):
    """The manager of the child's team."""
    return signed_in("children_team_manager", agency=council, team=team)


@pytest.fixture
def note(child):
    """A note with words of the other side, on the wrong one."""
    return write_note(child=child, words=WORDS_OF_ADOPTERS, side=Side.BIRTH, on=FIRST_DAY, by=BY)


@pytest.fixture
def document(child):
    """A document of another child."""
    return add_document(
        child=child,
        source=io.BytesIO(PDF),
        name="Zembleton.pdf",
        described=Described(DocumentKind.LETTER, Side.BIRTH, about=WORDS_OF_ADOPTERS),
        by=BY,
    )


def ask(person, name, key):
    return person.client.post(reverse(name, args=[key]), {"reason": "Of another child"})


def agree(person, key):
    return person.client.post(reverse("paper_seal_agree", args=[key]))


def test_note_sealed_by_two_people_is_read_by_nobody(child, note, worker, manager, finder):
    assert ask(worker, "note_seal", note.key).status_code == 302
    page = manager.client.get(reverse("child_page", args=[child.key])).content.decode()
    assert "Seals that wait for you" in page
    assert agree(manager, note.key).status_code == 302
    for person in (worker, manager, finder):
        page = person.client.get(reverse("child_notes", args=[child.key])).content.decode()
        assert WORDS_OF_ADOPTERS not in page
        assert "out of everyone" in page
    note.refresh_from_db()
    assert note.words_hash == hashlib.sha256(WORDS_OF_ADOPTERS.encode()).hexdigest()
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"seal_asked", "seal_agreed"} <= actions


def test_document_sealed_by_two_people_loses_its_file_and_names(
    document, worker, manager, django_capture_on_commit_callbacks
):
    assert ask(worker, "document_seal", document.key).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        assert agree(manager, document.key).status_code == 302
    assert not default_storage.exists(document.stored_name)
    assert list(files_kept()) == []
    shown = worker.client.get(reverse("document", args=[document.key])).content.decode()
    assert "Sealed on" in shown
    for planted in (WORDS_OF_ADOPTERS, "Zembleton"):
        assert planted not in shown
    taken = worker.client.get(reverse("document_file", args=[document.key]))
    assert taken.status_code == 410
    assert "Two people sealed this document." in taken.content.decode()
    document.refresh_from_db()
    assert document.sha256 == hashlib.sha256(PDF).hexdigest()


def test_seal_by_one_person_alone_is_refused(note, manager, worker, adopters_worker, stranger):
    assert agree(manager, note.key).status_code == 404
    assert ask(manager, "note_seal", note.key).status_code == 302
    assert agree(manager, note.key).status_code == 403
    assert agree(worker, note.key).status_code == 403
    assert agree(stranger, note.key).status_code == 404
    assert ask(adopters_worker, "note_seal", note.key).status_code == 404
    note.refresh_from_db()
    assert note.words == WORDS_OF_ADOPTERS


def test_seal_of_a_familys_note_is_agreed_by_the_head_of_service(
    family, adopters_worker, signed_in
):
    note = write_note(
        family=family, words=WORDS_OF_ADOPTERS, side=Side.ADOPTIVE, on=FIRST_DAY, by=BY
    )
    head = signed_in("head_of_service")
    assert ask(adopters_worker, "note_seal", note.key).status_code == 302
    assert agree(adopters_worker, note.key).status_code == 403
    assert agree(head, note.key).status_code == 302
    page = adopters_worker.client.get(reverse("family_notes", args=[family.key])).content.decode()
    assert WORDS_OF_ADOPTERS not in page


def test_seal_without_a_reason_twice_or_agreed_again_is_refused(note):
    with pytest.raises(BelongError, match="needs a reason"):
        ask_paper_seal(paper=note, by=BY, reason=" ")
    seal = ask_paper_seal(paper=note, by=BY, reason="Wrong child")
    with pytest.raises(BelongError, match="asked for already"):
        ask_paper_seal(paper=note, by=BY, reason="Wrong child")
    with pytest.raises(BelongError, match="cannot also agree"):
        agree_paper_seal(seal=seal, by=BY)
    agree_paper_seal(seal=seal, by="c" * 32)
    with pytest.raises(BelongError, match="agreed already"):
        agree_paper_seal(seal=seal, by="d" * 32)


def test_seal_of_a_note_and_a_document_at_once_cannot_be_kept(note, document):
    told = {"asked_by": BY, "asked_at": timezone.now(), "reason": "x", "details_hash": "x"}
    for whose in ({}, {"note": note, "document": document}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaperSeal.objects.create(**whose, **told)
    assert Note.objects.count() == Document.objects.count() == 1


def home_of(person):
    return person.client.get(reverse("home")).content.decode()


def test_seals_of_papers_wait_on_the_home_page_of_who_may_agree(
    child, note, document, family, council, team, manager, worker, signed_in, make_child
):
    meeting = meeting_of(council, team)
    minutes = minutes_of(meeting)
    of_family = write_note(
        family=family, words=WORDS_OF_ADOPTERS, side=Side.ADOPTIVE, on=FIRST_DAY, by=BY
    )
    twice = make_child("Twice")
    of_merged = write_note(child=twice, words="Of Una.", side=Side.BIRTH, on=FIRST_DAY, by=BY)
    merge(kept=child, other=twice, by=BY, reason="One child")
    papers = {"note": note, "document": document, "minutes": minutes, "merged": of_merged}
    for name, paper in (papers | {"family": of_family}).items():
        ask_paper_seal(paper=paper, by=worker.user.key, reason=f"Wrong {name}")
    other_team = Team.objects.create(agency=council, name="Care 2")
    for person, told in (
        (manager, set(papers)),
        (signed_in("head_of_service"), {*papers, "family"}),
        (signed_in("children_team_manager", agency=council, team=other_team), set()),
        (worker, set()),
    ):
        page = home_of(person)
        found = {name for name in (*papers, "family") if f"Wrong {name}" in page}
        assert found == told
        assert WORDS_OF_ADOPTERS not in page
        for name in told:
            key = (papers | {"family": of_family})[name].key
            address = reverse("paper_seal_agree", args=[key])
            assert address in page
            assert person.client.get(address).status_code == 200
    assert "Meeting of" in home_of(manager)
    agree(manager, note.key)
    assert "Wrong note" not in home_of(manager)
