"""Notes and documents of a tracking meeting: for who reads everybody that it goes through."""

from __future__ import annotations

import io

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse

from belong.domain.documents import DocumentKind, Side
from belong.domain.errors import BelongError
from belong.web.agencies.models import Block
from belong.web.audit.models import AuditEvent
from belong.web.documents.actions import write_note
from belong.web.documents.actions_documents import Described, add_document
from belong.web.documents.models import Document, Note

from .conftest import FIRST_DAY, WORDS_OF_BIRTH, meeting_of, minutes_of
from .files import PDF

BY = "b" * 32


@pytest.fixture
def meeting(council, team):
    """A meeting of the child's team."""
    return meeting_of(council, team)


def uploaded():
    file = io.BytesIO(PDF)
    file.name = "Agenda.pdf"
    return file


def opens(person, name, key):
    return person.client.get(reverse(name, args=[key])).status_code


def test_agenda_added_by_the_pages_of_a_meeting_is_taken_and_followed(meeting, worker):
    page = worker.client.get(reverse("meeting", args=[meeting.key])).content.decode()
    assert reverse("meeting_papers", args=[meeting.key]) in page
    told = {"file": uploaded(), "kind": "agenda", "side": "birth"}
    answer = worker.client.post(reverse("meeting_document_add", args=[meeting.key]), told)
    assert answer.status_code == 302, answer.content.decode()
    first = Document.objects.get()
    assert opens(worker, "document_file", first.key) == 200
    told = {"file": uploaded(), "about": "Second"}
    answer = worker.client.post(reverse("document_new_version", args=[first.key]), told)
    assert answer.status_code == 302
    assert Document.objects.get(version=2).meeting_key == meeting.key
    page = worker.client.get(reverse("meeting_papers", args=[meeting.key])).content.decode()
    assert "Agenda" in page
    assert "Version 2" in page
    logged = AuditEvent.objects.filter(action="document_added").earliest("pk")
    assert (logged.subject_kind, logged.subject_key) == ("meeting", meeting.key)
    assert logged.agency_key == meeting.agency.key


def test_note_of_a_meeting_is_written_and_corrected_by_its_pages(meeting, worker, child):
    write_note(
        child=child,
        meeting_key=meeting.key,
        words="Of Elsie.",
        side=Side.BIRTH,
        on=FIRST_DAY,
        by=BY,
    )
    told = {"on-day": "3", "on-month": "3", "on-year": "2025"}
    told |= {"words": "Began late.", "side": "birth"}
    answer = worker.client.post(reverse("meeting_note_add", args=[meeting.key]), told)
    assert answer.headers["Location"].startswith(reverse("meeting_papers", args=[meeting.key]))
    note = Note.objects.get(child=None)
    told["words"] = "Began on time."
    assert worker.client.post(reverse("note_correct", args=[note.key]), told).status_code == 302
    page = worker.client.get(reverse("meeting_notes", args=[meeting.key])).content.decode()
    assert "<s>Began late.</s>" in page
    assert "Began on time." in page
    assert "Of Elsie." not in page


def test_papers_are_for_who_reads_everybody_in_the_meeting(
    meeting, council, worker, adopters_worker, finder, signed_in, stranger
):
    of_council = meeting_of(council)
    head = signed_in("head_of_service")
    found = {one: minutes_of(one) for one in (meeting, of_council)}
    for person, of_team, of_all in (
        (worker, 200, 404),
        (finder, 200, 200),
        (adopters_worker, 404, 404),
        (head, 404, 404),
        (stranger, 404, 404),
    ):
        assert opens(person, "document_file", found[meeting].key) == of_team
        assert opens(person, "document_file", found[of_council].key) == of_all
    assert opens(worker, "meeting_papers", of_council.key) == 403
    page = head.client.get(reverse("meeting_papers", args=[meeting.key])).content.decode()
    assert WORDS_OF_BIRTH not in page


def test_papers_of_a_meeting_about_families_are_for_the_adoptive_side(
    region, team, family, worker, finder
):
    families = meeting_of(region, about="families")
    found = minutes_of(families, side=Side.ADOPTIVE)
    assert opens(finder, "document", found.key) == 200
    assert opens(worker, "document", found.key) == 404
    page = finder.client.get(reverse("meeting_note_add", args=[families.key])).content.decode()
    assert "Birth side" not in page


def test_who_is_kept_from_a_child_is_kept_from_papers_of_the_meeting(meeting, child, worker):
    found = minutes_of(meeting)
    Block.objects.create(user=worker.user, record_key=child.key)
    assert opens(worker, "meeting_papers", meeting.key) == 403
    assert opens(worker, "document", found.key) == 404
    page = worker.client.get(reverse("meeting", args=[meeting.key])).content.decode()
    assert reverse("meeting_papers", args=[meeting.key]) not in page


def test_minutes_sealed_by_two_people_lose_their_file(
    meeting, worker, council, team, signed_in, django_capture_on_commit_callbacks
):
    found = minutes_of(meeting)
    told = {"reason": "Of another meeting"}
    asked = worker.client.post(reverse("document_seal", args=[found.key]), told)
    assert asked.status_code == 302
    manager = signed_in("children_team_manager", agency=council, team=team)
    page = manager.client.get(reverse("meeting_papers", args=[meeting.key])).content.decode()
    assert "Seals that wait for you" in page
    with django_capture_on_commit_callbacks(execute=True):
        agreed = manager.client.post(reverse("paper_seal_agree", args=[found.key]))
    assert agreed.status_code == 302
    assert not default_storage.exists(found.stored_name)


def test_document_of_a_meeting_and_a_child_at_once_cannot_be_kept(meeting, child):
    with pytest.raises(BelongError, match="one child, one family or one meeting"):
        add_document(
            meeting_key=meeting.key,
            child=child,
            source=io.BytesIO(PDF),
            name="x.pdf",
            described=Described(DocumentKind.MINUTES, Side.BIRTH),
            by=BY,
        )
    with pytest.raises(BelongError, match="does not stand on a meeting's record"):
        minutes_of(meeting, kind=DocumentKind.CPR)
    found = minutes_of(meeting)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=found.pk).update(child=child)
