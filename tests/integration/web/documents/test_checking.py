"""Files are what they say; what can carry a program or unpacks to too much is refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from belong.domain.errors import BelongError
from belong.web.documents import checking
from belong.web.documents.checking import check_file, clean_name
from belong.web.documents.models import FileKind

from .files import PDF, office, photograph, picture


def check(content: bytes, name: str):
    return check_file(io.BytesIO(content), name)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", PDF, FileKind.PDF),
        ("a.PDF", PDF, FileKind.PDF),
        ("a.docx", office("docx"), FileKind.DOCX),
        ("a.xlsx", office("xlsx"), FileKind.XLSX),
    ],
)
def test_file_that_is_what_it_says_is_kept_as_it_is(name, content, kind):
    checked = check(content, name)
    assert (checked.kind, checked.content) == (kind, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", office("docx")),
        ("a.pdf", b"%PDF-1.4 cut off"),
        ("a.docx", PDF),
        ("a.docx", office("xlsx")),
        ("a.xlsx", office("docx")),
        ("a.jpg", picture("PNG")),
        ("a.png", picture("JPEG")),
        ("a.png", picture("GIF", mode="P")),
        ("a.jpg", b"\xff\xd8\xff\xe0 not a picture"),
        ("a.png", PDF),
        ("a.pdf", b"MZ\x90\x00 a program"),
    ],
)
def test_file_that_is_something_else_is_refused(name, content):
    with pytest.raises(BelongError, match="but it is none"):
        check(content, name)


@pytest.mark.parametrize(
    "name", ["a.exe", "a.docm", "a.xlsm", "a.doc", "a.html", "a.svg", "a.zip", "a", "a.pdf.exe"]
)
def test_other_kinds_of_file_are_refused_by_their_ending(name):
    with pytest.raises(BelongError, match="cannot be kept"):
        check(PDF, name)


_TEMPLATE = b'<Relationship Type="x/attachedTemplate" Target="http://x.example" %s="External"/>'


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"word/vbaProject.bin": b"macro"}, "plain"),
        ({"word/VBAproject.BIN": b"macro"}, "plain"),
        ({"word/activeX/activeX1.xml": b"<x/>"}, "plain"),
        ({"xl/macrosheets/sheet1.xml": b"<x/>"}, "plain"),
        ({}, "application/vnd.ms-word.document.macroEnabled.main+xml"),
        ({"word/_rels/settings.xml.rels": _TEMPLATE % b"TargetMode"}, "plain"),
        (
            {
                "word/_rels/document.xml.rels": b'<R TargetMode="External" Target="//x" '
                b'Type="http://schemas.example/relationships/oleObject"/>'
            },
            "plain",
        ),
    ],
)
def test_word_document_with_a_program_is_refused(parts, told):
    with pytest.raises(BelongError, match="holds a program"):
        check(office("docx", parts, told=told), "a.docx")


def test_word_document_with_a_link_to_click_on_is_kept():
    link = b'<R TargetMode="External" Target="https://x.example" Type="x/hyperlink"/>'
    content = office("docx", {"word/_rels/document.xml.rels": link})
    assert check(content, "a.docx").content == content


def test_pdf_with_a_program_is_refused():
    with pytest.raises(BelongError, match="This PDF holds a program"):
        check(PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript>>"), "a.pdf")


def test_workbook_that_unpacks_to_too_much_is_refused_without_unpacking_it(monkeypatch):
    bomb = office("xlsx", {"xl/media/a.bin": b"\0" * 5_000_000})
    assert len(bomb) < 20_000
    with pytest.raises(BelongError, match="unpacks to far more"):
        check(bomb, "a.xlsx")
    monkeypatch.setattr(checking, "LARGEST_UNPACKED", 1000)
    with pytest.raises(BelongError, match="unpacks to far more"):
        check(office("xlsx", {"xl/a.bin": bytes(range(256)) * 8}), "a.xlsx")
    monkeypatch.setattr(checking, "MOST_PARTS", 2)
    with pytest.raises(BelongError, match="unpacks to far more"):
        check(office("xlsx", {"xl/a.bin": b"x"}), "a.xlsx")


def test_word_document_that_is_damaged_or_locked_is_refused():
    whole = office("docx", {"word/a.bin": bytes(range(256)) * 40})
    at = whole.index(b"word/a.bin") + 20
    broken = whole[:at] + bytes(each ^ 255 for each in whole[at : at + 30]) + whole[at + 30 :]
    for content in (broken, whole[: len(whole) // 2], b"PK\x03\x04"):
        with pytest.raises(BelongError, match="damaged, or locked"):
            check(content, "a.docx")
    locked = io.BytesIO(whole)
    with zipfile.ZipFile(locked, "a") as packed:
        for part in packed.infolist():
            part.flag_bits |= 1
        packed.writestr("last", "x")
    with pytest.raises(BelongError, match="damaged, or locked"):
        check(locked.getvalue(), "a.docx")


def test_empty_and_too_large_files_are_refused(monkeypatch):
    with pytest.raises(BelongError, match="empty"):
        check(b"", "a.pdf")
    monkeypatch.setattr(checking, "LARGEST_MEGABYTES", 0)
    with pytest.raises(BelongError, match="larger than"):
        check(PDF, "a.pdf")


def test_photograph_loses_place_camera_and_comment_and_stands_upright():
    taken = photograph()
    assert b"Quorley" in taken
    assert b"Zembleton" in taken
    kept = check(taken, "IMG_1.jpg").content
    with Image.open(io.BytesIO(kept)) as drawn:
        assert drawn.size == (4, 8)
        assert not drawn.getexif()
        assert set(drawn.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for planted in (b"Quorley", b"Zembleton", b"Exif"):
        assert planted not in kept


def test_what_stands_behind_a_picture_is_not_kept():
    assert b"<script>" not in check(picture() + b"<script>", "a.jpg").content


@pytest.mark.parametrize(
    ("mode", "kept"), [("RGB", "RGB"), ("RGBA", "RGBA"), ("L", "L"), ("LA", "RGBA"), ("P", "RGB")]
)
def test_png_keeps_what_can_be_seen_through(mode, kept):
    with Image.open(io.BytesIO(check(picture("PNG", mode=mode), "a.png").content)) as drawn:
        assert drawn.mode == kept


def test_picture_of_a_device_with_its_own_colours_is_kept_in_the_usual_ones():
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for told in (profile, b"no profile at all"):
        kept = check(picture(icc_profile=told), "a.jpg").content
        with Image.open(io.BytesIO(kept)) as drawn:
            assert "icc_profile" not in drawn.info


def test_picture_with_too_many_dots_is_refused(monkeypatch):
    monkeypatch.setattr(checking, "MOST_DOTS", 31)
    with pytest.raises(BelongError, match="million dots"):
        check(picture(), "a.jpg")


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Report.PDF", "Report.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\CPR final.docx", "CPR final.docx"),
        ("gnp.\u202efdp.exe", "gnp.fdp.exe"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ('a"b;c%.pdf', "a b c.pdf"),
        ("  .pdf", "pdf"),
        ("...", "file"),
        ("", "file"),
        ("é" * 300 + ".pdf", "é" * 96 + ".pdf"),
        ("a \u00a0 b.pdf", "a b.pdf"),
    ],
)
def test_name_of_a_file_is_cleaned(name, cleaned):
    assert clean_name(name) == cleaned
