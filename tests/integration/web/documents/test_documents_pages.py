"""Documents by their pages: added, read, taken, followed by a version, on each side of the wall."""

from __future__ import annotations

import io

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from belong.domain.documents import DocumentKind, Side
from belong.web.audit.models import AuditEvent
from belong.web.documents.actions_documents import Described, add_document
from belong.web.documents.models import Document, Note

from .conftest import WORDS_OF_ADOPTERS, WORDS_OF_BIRTH
from .files import PDF

BY = "b" * 32
TAKEN = "application/pdf"


def put(
    child=None, family=None, *, side=Side.BIRTH, kind=DocumentKind.LETTER, name="Letter.pdf", **more
):
    return add_document(
        child=child,
        family=family,
        source=io.BytesIO(PDF),
        name=name,
        described=Described(kind, side, **more),
        by=BY,
    )


def uploaded(name="Report.pdf", content=PDF):
    file = io.BytesIO(content)
    file.name = name
    return file


def body(answer):
    return b"".join(answer.streaming_content)


def test_document_added_by_its_page_can_be_taken_and_is_stored_under_another_name(child, worker):
    address = reverse("child_document_add", args=[child.key])
    assert worker.client.get(address).status_code == 200
    told = {
        "file": uploaded("Quorley report.pdf"),
        "kind": "cpr",
        "side": "birth",
        "about": "Final",
    }
    answer = worker.client.post(address, told)
    made = Document.objects.get()
    assert answer.headers["Location"] == reverse("document", args=[made.key])
    page = worker.client.get(answer.headers["Location"]).content.decode()
    assert "Child permanence report" in page
    assert "Not scanned for viruses: no scanner is set up." in page
    taken = worker.client.get(reverse("document_file", args=[made.key]))
    assert body(taken) == PDF
    assert taken.headers["Content-Type"] == "application/pdf"
    assert taken.headers["Content-Disposition"] == 'attachment; filename="Quorley report.pdf"'
    assert taken.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in taken.headers["Cache-Control"]
    assert "Quorley" not in made.stored_name
    assert oct(__import__("os").stat(default_storage.path(made.stored_name)).st_mode)[-3:] == "600"
    actions = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
    assert [each for each in actions if each.startswith("document")] == [
        "document_added",
        "document_read",
    ]


def test_note_written_and_corrected_by_its_pages_shows_both(child, worker):
    told = {
        "on-day": "3",
        "on-month": "3",
        "on-year": "2025",
        "words": WORDS_OF_BIRTH,
        "side": "birth",
    }
    answer = worker.client.post(reverse("child_note_add", args=[child.key]), told)
    assert answer.status_code == 302
    note = Note.objects.get()
    told["words"] = "It was her aunt."
    answer = worker.client.post(reverse("note_correct", args=[note.key]), told)
    assert answer.status_code == 302, answer.content.decode()
    for page in (reverse("child_page", args=[child.key]), reverse("child_notes", args=[child.key])):
        shown = worker.client.get(page).content.decode()
        assert f"<s>{WORDS_OF_BIRTH}</s>" in shown
        assert "It was her aunt." in shown


@pytest.mark.parametrize("side", [Side.BIRTH, Side.ADOPTIVE])
def test_documents_and_notes_of_one_side_never_reach_the_other(
    child, family, worker, adopters_worker, supporter, finder, side
):
    readers = {Side.BIRTH: [worker, finder], Side.ADOPTIVE: [adopters_worker, supporter, finder]}
    words = WORDS_OF_BIRTH if side is Side.BIRTH else WORDS_OF_ADOPTERS
    found = put(child, side=side, name="Zembleton Quorley.pdf", about=words)
    note = Note.objects.create(child=child, side=side, on="2025-03-03", words=words, by_person=BY)
    for person in (worker, adopters_worker, supporter, finder):
        is_reader = person in readers[side]
        for name in ("document", "document_file"):
            answer = person.client.get(reverse(name, args=[found.key]))
            assert answer.status_code == (200 if is_reader else 404)
        listed = person.client.get(reverse("child_documents", args=[child.key]))
        assert (words in listed.content.decode()) is is_reader
        listed = person.client.get(reverse("child_notes", args=[child.key]))
        assert (words in listed.content.decode()) is is_reader
        page = person.client.get(reverse("child_page", args=[child.key]))
        assert (words in page.content.decode()) is is_reader
        corrected = person.client.get(reverse("note_correct", args=[note.key]))
        assert corrected.status_code in ((200, 403) if is_reader else (404,))
