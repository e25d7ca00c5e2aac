"""Documents by their pages: added, read, taken, followed by a version, on each side of the wall."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from belong.domain.documents import DocumentKind, Side
from belong.domain.errors import BelongError
from belong.web.audit.models import AuditEvent
from belong.web.children.models import ChildRecord, Merge, Opening
from belong.web.documents.actions_documents import Described, add_document, add_version
from belong.web.documents.models import Document, Note

from .conftest import WORDS_OF_ADOPTERS, WORDS_OF_BIRTH
from .files import PDF

BY = "b" * 32


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
    assert Path(default_storage.path(made.stored_name)).stat().st_mode & 0o077 == 0
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


def test_document_of_both_sides_opens_for_a_reason_to_named_roles_only(
    child, worker, adopters_worker, supporter, finder
):
    found = put(child, side=Side.BOTH, kind=DocumentKind.MINUTES)
    address = reverse("document_file", args=[found.key])
    for person in (worker, adopters_worker, supporter):
        assert person.client.get(address).status_code == 404
        assert person.client.post(address, {"reason": "For panel"}).status_code == 404
    asked = finder.client.get(address)
    assert asked.status_code == 200
    assert not asked.streaming
    assert finder.client.post(address, {"reason": " "}).status_code == 422
    assert body(finder.client.post(address, {"reason": "For panel"})) == PDF
    noted = AuditEvent.objects.get(action="opened_with_reason")
    assert noted.detail["reason"] == "For panel"
    assert noted.detail["across_sides"] is True


def test_document_of_one_side_is_not_taken_by_sending_a_form(child, worker):
    found = put(child)
    assert worker.client.post(reverse("document_file", args=[found.key])).status_code == 405
    assert worker.client.head(reverse("document_file", args=[found.key])).status_code == 200


def test_new_version_stands_for_the_old_one_which_stays(child, worker):
    found = put(child, about="First")
    told = {"file": uploaded("b.pdf"), "about": "Second"}
    address = reverse("document_new_version", args=[found.key])
    assert worker.client.get(address).status_code == 200
    assert worker.client.post(address, told).status_code == 302
    later = Document.objects.get(version=2)
    assert (later.series, later.supersedes) == (found.series, found)
    listed = worker.client.get(reverse("child_documents", args=[child.key])).content.decode()
    assert "Second" in listed
    assert "First" not in listed
    old = worker.client.get(reverse("document", args=[found.key])).content.decode()
    assert "There is a later version." in old
    assert body(worker.client.get(reverse("document_file", args=[found.key]))) == PDF
    answer = worker.client.post(address, {"file": uploaded("c.pdf")})
    assert answer.status_code == 422
    assert "Somebody has added a new version already." in answer.content.decode()
    stored = {one.stored_name for one in Document.objects.all()}
    assert {name for name in stored if default_storage.exists(name)} == stored


def test_form_sent_twice_adds_one_document_and_leaves_one_file(child, worker):
    told = {"kind": "cpr", "side": "birth", "token": "a" * 32}
    address = reverse("child_document_add", args=[child.key])
    for _ in range(2):
        assert worker.client.post(address, {**told, "file": uploaded()}).status_code == 302
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"file": uploaded("a.docm")}, "This kind of file cannot be kept."),
        ({"file": uploaded("a.pdf", b"MZ")}, "but it is none"),
        ({"file": uploaded("a.pdf", b"")}, "The selected file is empty"),
        ({"kind": "par"}, "from the list"),
        ({"kind": ""}, "Select what it is"),
        ({"side": "adoptive"}, "from the list"),
        ({"expires_on-day": "31", "expires_on-month": "2", "expires_on-year": "2027"}, "real date"),
    ],
)
def test_document_that_cannot_be_kept_is_refused_with_why(child, worker, told, said):
    answers = {"file": uploaded(), "kind": "cpr", "side": "birth", **told}
    answer = worker.client.post(reverse("child_document_add", args=[child.key]), answers)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Document.objects.exists()


def test_adviser_adds_health_papers_and_no_others(child, signed_in):
    adviser = signed_in("medical_adviser")
    address = reverse("child_document_add", args=[child.key])
    page = adviser.client.get(address).content.decode()
    assert "Medical report" in page
    assert "Court order" not in page
    told = {"file": uploaded(), "kind": "medical", "side": "birth"}
    assert adviser.client.post(address, told).status_code == 302
    letter = put(child)
    assert adviser.client.get(reverse("document", args=[letter.key])).status_code == 404


@pytest.mark.parametrize(
    ("kind", "side", "said"),
    [
        (DocumentKind.PAR, Side.BIRTH, "does not stand on a child's record"),
        (DocumentKind.CPR, Side.ADOPTIVE, "does not stand on a family's record"),
        (DocumentKind.LETTER, Side.BIRTH, "Nothing of the birth side"),
    ],
)
def test_document_on_a_record_that_has_none_such_is_refused(child, family, kind, side, said):
    whose = {"child": child} if kind is DocumentKind.PAR else {"family": family}
    with pytest.raises(BelongError, match=said):
        put(**whose, kind=kind, side=side)


def test_document_with_days_out_of_order_is_refused(child):
    today = timezone.localdate()
    with pytest.raises(BelongError, match="lies in the future"):
        put(child, signed_on=today + timedelta(days=1))
    with pytest.raises(BelongError, match="expires before"):
        put(child, signed_on=today, expires_on=today - timedelta(days=1))


def test_expiry_is_told_before_it_comes_and_after(child, worker):
    today = timezone.localdate()
    put(child, expires_on=today + timedelta(days=10))
    put(child, expires_on=today - timedelta(days=1))
    put(child, expires_on=today + timedelta(days=400))
    page = worker.client.get(reverse("child_documents", args=[child.key])).content.decode()
    assert (page.count("Expires soon"), page.count("Expired")) == (1, 1)
    assert "10 days left" in page


def test_papers_of_a_merged_record_follow_the_one_that_is_kept(make_child, worker):
    kept, other = make_child(), make_child("Twice")
    found = put(other, about="On the other record")
    note = Note.objects.create(
        child=other, side="birth", on="2025-03-03", words=WORDS_OF_BIRTH, by_person=BY
    )
    merge = Merge.objects.create(kept=kept, other=other, merged_at=timezone.now())
    page = worker.client.get(reverse("child_page", args=[kept.key])).content.decode()
    assert "On the other record" in page
    assert WORDS_OF_BIRTH in page
    shown = worker.client.get(reverse("document", args=[found.key]))
    assert reverse("child_page", args=[kept.key]) in shown.content.decode()
    assert worker.client.get(reverse("note_correct", args=[note.key])).status_code == 200
    merge.undone_at = timezone.now()
    merge.save()
    page = worker.client.get(reverse("child_page", args=[kept.key])).content.decode()
    assert "On the other record" not in page


def test_papers_of_a_closed_record_open_with_a_reason_only(child, worker, signed_in, council):
    found = put(child)
    ChildRecord.objects.filter(pk=child.pk).update(closed_at=timezone.now())
    manager = signed_in("partner_manager", agency=council)
    address = reverse("document_file", args=[found.key])
    assert worker.client.get(address).status_code == 404
    assert manager.client.get(address).status_code == 404
    now = timezone.now()
    Opening.objects.create(
        child=child,
        user=manager.user,
        part="child_identity",
        reason="Asked by the adopted person",
        opened_at=now,
        until=now + timedelta(hours=1),
    )
    assert body(manager.client.get(address)) == PDF
    assert manager.client.get(reverse("child_document_add", args=[child.key])).status_code == 403


def test_page_as_known_earlier_shows_the_papers_of_then(child, worker):
    first = put(child, about="Of then")
    old = Note.objects.create(
        child=child, side="birth", on="2025-03-03", words=WORDS_OF_BIRTH, by_person=BY
    )
    before = timezone.now() - timedelta(days=10)
    Document.objects.filter(pk=first.pk).update(added_at=before)
    Note.objects.filter(pk=old.pk).update(written_at=before)
    add_version(of=first, source=io.BytesIO(PDF), name="b.pdf", by=BY, about="Of now")
    Note.objects.create(
        child=child, side="birth", on="2025-03-03", words="Rightly.", by_person=BY, corrects=old
    )
    then = (timezone.localdate() - timedelta(days=5)).isoformat()
    address = reverse("child_page", args=[child.key])
    page = worker.client.get(address, {"as_known": then}).content.decode()
    assert "Of then" in page
    assert "Of now" not in page
    assert f"<s>{WORDS_OF_BIRTH}</s>" not in page
    assert "Rightly." not in page
    assert "Write a note" not in page
    page = worker.client.get(address).content.decode()
    assert f"<s>{WORDS_OF_BIRTH}</s>" in page


def test_file_that_is_gone_from_the_store_is_said_and_no_fault(child, worker):
    found = put(child)
    default_storage.delete(found.stored_name)
    answer = worker.client.get(reverse("document_file", args=[found.key]))
    assert answer.status_code == 410
    assert "It is not where it was kept." in answer.content.decode()


def test_family_papers_are_written_and_read_on_the_adoptive_side(family, adopters_worker, worker):
    told = {
        "on-day": "3",
        "on-month": "3",
        "on-year": "2025",
        "words": WORDS_OF_ADOPTERS,
        "side": "adoptive",
    }
    client = adopters_worker.client
    assert client.post(reverse("family_note_add", args=[family.key]), told).status_code == 302
    file = {"file": uploaded(), "kind": "par", "side": "adoptive", "about": "Draft of spring"}
    assert client.post(reverse("family_document_add", args=[family.key]), file).status_code == 302
    for name in ("family", "family_notes", "family_documents"):
        page = client.get(reverse(name, args=[family.key])).content.decode()
        assert (WORDS_OF_ADOPTERS in page) is (name != "family_documents")
        assert ("Draft of spring" in page) is (name != "family_notes")
    found = Document.objects.get()
    assert worker.client.get(reverse("document_file", args=[found.key])).status_code == 404


def test_lists_run_in_pages_and_ask_twelve_times_at_most(
    child, worker, django_assert_max_num_queries
):
    for number in range(60):
        Note.objects.create(
            child=child, side="birth", on="2025-03-03", words=f"Note {number}.", by_person=BY
        )
        put(child, about=f"Paper {number}")
    for name in ("child_notes", "child_documents", "child_page"):
        address = reverse(name, args=[child.key])
        worker.client.get(address)
        with django_assert_max_num_queries(12):
            page = worker.client.get(address)
        assert len(page.content) < 200_000
        if name != "child_page":
            assert "1 to 50 of 60" in page.content.decode()
    child_page = page.content.decode()
    assert "All notes" in child_page
    assert "All documents" in child_page
