"""An agency's own Word template and logo: kept, tried on, frozen with what is released."""

from __future__ import annotations

import io
import zipfile
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from belong.domain.policy import Role
from belong.domain.reporting import ReportState
from belong.reports.documents.word_template import plain_template
from belong.web.audit.models import AuditEvent
from belong.web.documents import store
from belong.web.documents.kept import files_kept
from belong.web.performance.queries import book_of
from belong.web.reports.actions_signing import sign_step
from belong.web.reports.models import DressFile, Release
from belong.web.reports.releases_actions import release

pytestmark = pytest.mark.django_db

BY = "d" * 32
MARK = "Northmere House Style"


def template(*lines: str) -> bytes:
    """Belong's own template with further lines at its end."""
    import docx

    document = docx.Document(io.BytesIO(plain_template()))
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def without_body() -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph("{{ title }}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def logo(side: int = 40) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side), "#1f4e79").save(out, "PNG")
    return out.getvalue()


def upload(browser, agency, what: str, content: bytes, name: str):
    sent = io.BytesIO(content)
    sent.name = name
    return browser.post(reverse("dress-add", args=[agency.key, what]), {"file": sent})


def words(answer) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def document_words(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read("word/document.xml").decode()


@pytest.fixture
def head(signed_in, region):
    """The region's head of service, signed in."""
    return signed_in("head_of_service", agency=region)


def test_dress_template_and_logo_uploaded_stand_on_the_page_and_in_backups(head, region):
    assert upload(head.client, region, "template", template(MARK), "house.docx").status_code == 302
    assert upload(head.client, region, "logo", logo(), "logo.png").status_code == 302
    page = words(head.client.get(reverse("dress-agency", args=[region.key])))
    assert "house.docx" in page
    assert "{{ colophon }}" in page
    assert f'alt="The logo of {region.name}"' in page
    named = dict(files_kept())
    assert {one.sha256 for one in DressFile.objects.all()} <= set(named.values())
    taken = head.client.get(reverse("dress-file", args=[region.key, "logo"]))
    assert b"".join(taken.streaming_content).startswith(b"\x89PNG")
    told = AuditEvent.objects.filter(action="dress_added").values_list("detail__what", flat=True)
    assert sorted(told) == ["logo", "template"]


@pytest.mark.parametrize("form", ["docx", "pdf", "html"])
def test_dress_specimen_wears_the_logo_and_word_the_template(head, region, form):
    address = reverse("dress-specimen", args=[region.key, form])
    plain = head.client.get(address).content
    upload(head.client, region, "template", template(MARK), "house.docx")
    upload(head.client, region, "logo", logo(), "logo.png")
    dressed = head.client.get(address)
    assert dressed.status_code == 200
    assert dressed.content != plain
    if form == "docx":
        assert MARK in document_words(dressed.content)
    if form == "html":
        assert b"data:image/png;base64," in dressed.content


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (without_body(), "The template has no place for {{ body }}. Write {{ body }} into it"),
        (template("{{ chief_executive }}"), "asks for {{ chief_executive }}, which a report does"),
        (template("{{ body }} and more"), "{{ body }} is not on a line of its own"),
        (template("{{ body }}"), "{{ body }} stands in the template 2 times."),
        (template("{{ 1 + 1 }}"), "The template cannot be filled in"),
        (b"Dear Sir,", "The template is no Word document. Save it from Word as .docx"),
        (b"PK\x03\x04 torn", "The file is damaged, or locked with a password."),
    ],
)
def test_dress_template_amiss_is_refused_with_what_to_mend(head, region, content, told):
    answer = upload(head.client, region, "template", content, "house.docx")
    assert answer.status_code == 422
    assert told in words(answer)
    assert not DressFile.objects.exists()


@pytest.mark.parametrize(
    ("what", "name", "content", "told"),
    [
        ("logo", "logo.svg", b"<svg/>", "An SVG is not taken: it can hold a program. Save it as a"),
        ("logo", "logo.png", b"no picture", "The logo is no PNG or JPEG picture."),
        ("logo", "logo.png", logo(4001), "Save it with no side longer than 4,000 pixels."),
        ("template", "house.docm", template(), "Save it from Word as .docx, without macros."),
    ],
)
def test_dress_file_of_another_kind_is_refused(head, region, what, name, content, told):
    answer = upload(head.client, region, what, content, name)
    assert answer.status_code == 422
    assert told in words(answer)
    assert not DressFile.objects.exists()


def test_dress_logo_that_is_too_large_is_refused(head, region):
    answer = upload(head.client, region, "logo", b"\x89PNG" + b"0" * 1_100_000, "logo.png")
    assert "smaller than 1MB" in words(answer)


def test_dress_removed_leaves_reports_plain_and_the_file_kept(head, region):
    upload(head.client, region, "logo", logo(), "logo.png")
    one = DressFile.objects.get()
    head.client.post(reverse("dress-remove", args=[region.key, "logo"]))
    one.refresh_from_db()
    assert one.ended_by == head.user.key
    assert store.is_there(one.stored_name)
    assert head.client.get(reverse("dress-file", args=[region.key, "logo"])).status_code == 404
    assert AuditEvent.objects.filter(action="dress_removed", by_person=head.user.key).exists()


def test_dress_replaced_ends_the_one_before(head, region):
    for side in (40, 50):
        upload(head.client, region, "logo", logo(side), "logo.png")
    assert DressFile.objects.filter(ended_at=None).count() == 1
    assert DressFile.objects.count() == 2


def test_dress_two_that_hold_at_once_are_refused_by_the_database(head, region):
    upload(head.client, region, "logo", logo(), "logo.png")
    again = DressFile.objects.get()
    again.pk, again.key, again.stored_name = None, "f" * 32, "documents/ff/other"
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


@pytest.mark.slow
def test_release_keeps_what_it_wore_when_the_agency_changes_it(head, region, report):
    upload(head.client, region, "template", template(MARK), "house.docx")
    upload(head.client, region, "logo", logo(), "logo.png")
    for step, seen, role in (
        (ReportState.CHECKED, ReportState.DRAFT, Role.PERFORMANCE_OFFICER),
        (ReportState.APPROVED, ReportState.CHECKED, Role.HEAD_OF_SERVICE),
    ):
        sign_step(report=report, step=step, seen=seen, role=role, by=BY)
    asked = words(head.client.get(reverse("release-add", args=[report.key])))
    assert "Documents will use the Word template house.docx and the logo logo.png." in asked
    made = release(
        report=report, profile="", reason="For Cabinet.", seen=book_of(region).change, by=BY
    )
    head.client.post(reverse("dress-remove", args=[region.key, "template"]))
    made = Release.objects.get(pk=made.pk)
    assert made.made_at is not None, made.failed
    by_format = {one.format: one for one in made.files.all()}
    kept = {name: b"".join(store.kept_pieces(one.stored_name)) for name, one in by_format.items()}
    assert MARK in document_words(kept["docx"])
    assert b"data:image/png;base64," in kept["html"]
    page = words(head.client.get(reverse("release", args=[made.key])))
    assert "house.docx, added" in page
    assert "logo.png, added" in page


def test_dress_page_is_light(head, region, django_assert_max_num_queries):
    upload(head.client, region, "logo", logo(), "logo.png")
    with django_assert_max_num_queries(12):
        answer = head.client.get(reverse("dress-agency", args=[region.key]))
    assert len(answer.content) < 200_000
