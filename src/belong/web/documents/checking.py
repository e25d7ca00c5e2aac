"""Files that are what they say: looked into before anything is kept, and pictures made anew.

A file is known by what is in it, never by its name alone. What can carry a program (macros, scripts
in a PDF) is refused; so is what unpacks to far more than it is. A picture is drawn again from its
dots, so that where and with what it was taken is not in it.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from belong.domain.errors import BelongError
from belong.web.documents.models import FileKind

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["ENDINGS", "LARGEST_MEGABYTES", "CheckedFile", "check_file", "clean_name"]

#: Of a file that is uploaded.
LARGEST_MEGABYTES = 20
ENDINGS: Mapping[str, FileKind] = {
    ".pdf": FileKind.PDF,
    ".docx": FileKind.DOCX,
    ".xlsx": FileKind.XLSX,
    ".jpg": FileKind.JPEG,
    ".jpeg": FileKind.JPEG,
    ".png": FileKind.PNG,
}
#: Unpacked, all parts of a Word document or workbook together.
LARGEST_UNPACKED = 200 * 1024 * 1024
#: A part of at least this size that was packed to less than a hundredth is a trap.
_SUSPICIOUS, _MOST_TIMES = 1024 * 1024, 100
MOST_PARTS = 5000
MOST_DOTS = 50_000_000
_LONGEST_NAME = 100
_PIECE = 1 << 20

_MEND = "Choose a PDF, a Word document (.docx), a workbook (.xlsx), or a JPEG or PNG picture."
_MAIN_PART = {FileKind.DOCX: "word/document.xml", FileKind.XLSX: "xl/workbook.xml"}
_MACROS = re.compile(r"(^|/)(vbaProject|vbaData|macrosheets|activeX|attachedToolbars)", re.I)
#: What a part may not fetch from elsewhere when it is opened; a link to click on is none of these.
_FETCHED = re.compile(rb"/(attachedTemplate|oleObject|frame|subDocument)[\"']", re.I)
_ELSEWHERE = re.compile(rb"TargetMode\s*=\s*[\"']External", re.I)
_SCRIPTED_PDF = (b"/JavaScript", b"/Launch")


@dataclass(frozen=True)
class CheckedFile:
    """A file in order. content: its bytes as they are to be kept. name: as it may be called."""

    kind: FileKind
    name: str
    content: bytes


def clean_name(name: str) -> str:
    """A file's name without folders, control and invisible characters, or a misleading ending.

    At most 100 characters with the ending; "file" where nothing is left of it.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(
        " " if each in '<>:"|?*;%' else each
        for each in last
        if unicodedata.category(each)[0] not in "CZ" or each == " "
    )
    kept = re.sub(r"\s+", " ", kept).strip(" .")
    ending = PurePosixPath(kept).suffix.lower()
    stem = kept[: len(kept) - len(ending)] if ending else kept
    stem = stem.strip(" .")[: _LONGEST_NAME - len(ending)].strip(" .")
    return f"{stem or 'file'}{ending}"


def check_file(source: BinaryIO, name: str) -> CheckedFile:
    """Look into an uploaded file. Raises BelongError for one that is not to be kept, with why."""
    cleaned = clean_name(name)
    kind = ENDINGS.get(PurePosixPath(cleaned).suffix)
    if kind is None:
        raise BelongError("This kind of file cannot be kept.", mend=_MEND)
    content = source.read(LARGEST_MEGABYTES * _PIECE + 1)
    if len(content) > LARGEST_MEGABYTES * _PIECE:
        raise BelongError(f"The file is larger than {LARGEST_MEGABYTES} MB.", mend="Split it up.")
    if not content:
        raise BelongError("The file is empty.", mend="Choose the file again.")
    return CheckedFile(kind, cleaned, _CHECKS[kind](content, kind))


def _is_not(kind: FileKind) -> BelongError:
    return BelongError(f"The file is named as a {kind.label}, but it is none.", mend=_MEND)


def _pdf(content: bytes, kind: FileKind) -> bytes:
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise _is_not(kind)
    if any(word in content for word in _SCRIPTED_PDF):
        raise BelongError(
            "This PDF holds a program.", mend="Print it to a new PDF and choose that one."
        )
    return content


def _office(content: bytes, kind: FileKind) -> bytes:
    """A Word document or workbook as it is, after looking into every part of it."""
    if not content.startswith(b"PK\x03\x04"):
        raise _is_not(kind)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            _check_parts(parts)
            _check_program(packed, parts)
            names = {part.filename for part in parts}
            if _MAIN_PART[kind] not in names or "[Content_Types].xml" not in names:
                raise _is_not(kind)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BelongError(
            "The file is damaged, or locked with a password.",
            mend="Save it again without a password.",
        ) from error
    return content


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    """Raises BelongError for what says of itself that it unpacks to too much."""
    is_trap = len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > LARGEST_UNPACKED
    is_trap = is_trap or any(
        one.file_size > _SUSPICIOUS and one.file_size > _MOST_TIMES * max(1, one.compress_size)
        for one in parts
    )
    if is_trap:
        raise BelongError("The file unpacks to far more than it is.", mend="Save it as a PDF.")


def _check_program(packed: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Raises BelongError for macros, controls, or a template fetched from elsewhere.

    Every part is unpacked to its end, which finds what is damaged. Never all of it at once.
    """
    for part in parts:
        if _MACROS.search(part.filename):
            raise _has_program()
        is_told = part.filename == "[Content_Types].xml" or part.filename.endswith(".rels")
        told = bytearray()
        with packed.open(part) as unpacked:
            while piece := unpacked.read(_PIECE):
                if is_told:
                    told += piece
        if b"macroEnabled" in told or any(map(_fetches, told.split(b"<"))):
            raise _has_program()


def _fetches(element: bytes | bytearray) -> bool:
    """Whether one element of a part's relations fetches what runs or is shown as it is opened."""
    return bool(_FETCHED.search(element) and _ELSEWHERE.search(element))


def _has_program() -> BelongError:
    return BelongError(
        "The file holds a program (a macro, or something that it fetches from elsewhere).",
        mend="Save it without macros, or as a PDF.",
    )


def _picture(content: bytes, kind: FileKind) -> bytes:
    """The picture drawn anew, upright, in the usual colours, with nothing said beside its dots."""
    from PIL import Image, ImageOps

    formats = ("JPEG",) if kind is FileKind.JPEG else ("PNG",)
    try:
        with Image.open(io.BytesIO(content), formats=formats) as opened:
            if opened.width * opened.height > MOST_DOTS:
                raise BelongError(
                    f"The picture has more than {MOST_DOTS // 1_000_000} million dots.",
                    mend="Make it smaller.",
                )
            upright = ImageOps.exif_transpose(_in_usual_colours(opened))
            kept = "RGB" if kind is FileKind.JPEG else _png_mode(upright)
            drawn = Image.new(kept, upright.size)
            drawn.paste(upright.convert(kept))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _is_not(kind) from error
    out = io.BytesIO()
    if kind is FileKind.JPEG:
        drawn.save(out, "JPEG", quality=92, optimize=True)
    else:
        drawn.save(out, "PNG", optimize=True)
    return out.getvalue()


def _in_usual_colours(picture: Image.Image) -> Image.Image:
    """The picture in sRGB, where it names the colours of a device; as it is where that is amiss."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if not profile or picture.mode != "RGB":
        return picture
    try:
        found = ImageCms.profileToProfile(
            picture, io.BytesIO(profile), ImageCms.createProfile("sRGB")
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return found or picture


def _png_mode(picture: Image.Image) -> str:
    if picture.mode in ("L", "1"):
        return "L"
    return "RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB"


_CHECKS: dict[FileKind, Callable[[bytes, FileKind], bytes]] = {
    FileKind.PDF: _pdf,
    FileKind.DOCX: _office,
    FileKind.XLSX: _office,
    FileKind.JPEG: _picture,
    FileKind.PNG: _picture,
}
