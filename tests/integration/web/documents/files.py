"""Small files of each kind, made here, and files that are not what they say."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_TYPES = '<?xml version="1.0"?><Types><Override ContentType="{type}"/></Types>'
_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


def office(kind: str, parts: dict[str, bytes] | None = None, *, told: str = "plain") -> bytes:
    """A Word document or workbook with further parts, by their names. told: of its content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES.format(type=told))
        packed.writestr(_MAIN[kind], "<w/>")
        for name, content in (parts or {}).items():
            packed.writestr(name, content)
    return out.getvalue()


def picture(
    kind: str = "JPEG", *, size: tuple[int, int] = (8, 4), mode: str = "RGB", **told: Any
) -> bytes:
    """A picture of one colour; told: what Pillow writes beside its dots."""
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **told)
    return out.getvalue()


def photograph(*, orientation: int = 6) -> bytes:
    """A picture as a phone makes it: turned, with the place, the camera and a comment beside it."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Quorley Cameras"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 12.0)
    return picture(exif=exif, comment=b"taken in Zembleton", size=(8, 4))
