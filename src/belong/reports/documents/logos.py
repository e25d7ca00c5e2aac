"""A council's logo: a small picture that was looked at before it is put into a document."""

from __future__ import annotations

import base64
import struct
import zlib
from dataclasses import dataclass

from belong.reports.documents.errors import DocumentError

__all__ = ["Logo"]

MOST_BYTES = 1_000_000
#: Pixels of either side: more than any paper needs, and few enough not to fill a reader's memory.
MOST_PIXELS = 4000
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
#: Markers of a JPEG that begin a frame, which holds its height and width.
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class Logo:
    """A picture. kind: png or jpeg. width, height: pixels."""

    content: bytes
    kind: str
    width: int
    height: int

    @property
    def address(self) -> str:
        """As a data: address, for a page that asks for nothing."""
        return f"data:image/{self.kind};base64,{base64.b64encode(self.content).decode()}"

    @classmethod
    def read(cls, content: bytes) -> Logo:
        """The picture. Raises DocumentError for what is no PNG or JPEG, or is too big."""
        if len(content) > MOST_BYTES:
            raise DocumentError("The logo is larger than 1 MB.", mend="Save it smaller.")
        size = _size(content)
        if size is None:
            raise DocumentError(
                "The logo is no picture that can be used.", mend="Save it as a PNG or JPEG file."
            )
        kind, width, height = size
        if not 0 < width <= MOST_PIXELS or not 0 < height <= MOST_PIXELS:
            raise DocumentError(
                f"The logo is {width:,} by {height:,} pixels.",
                mend=f"Save it with no side longer than {MOST_PIXELS:,} pixels.",
            )
        return cls(content, kind, width, height)


def _is_whole_png(content: bytes) -> bool:
    """Whether every piece is there, begins with the head, and adds up to its own check."""
    at, names = len(_PNG), []
    while at + 12 <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        piece, check = (
            content[at + 4 : at + 8 + length],
            content[at + 8 + length : at + 12 + length],
        )
        if struct.pack(">I", zlib.crc32(piece)) != check:
            return False
        names.append(piece[:4])
        at += 12 + length
    return at == len(content) and names[:1] == [b"IHDR"] and names[-1:] == [b"IEND"]


def _size(content: bytes) -> tuple[str, int, int] | None:
    """Kind, width and height, read from the head of the file; None for any other kind of file."""
    if content.startswith(_PNG) and _is_whole_png(content):
        width, height = struct.unpack(">II", content[16:24])
        return "png", width, height
    if not content.startswith(_JPEG) or not content.rstrip(b"\0").endswith(_JPEG_END):
        return None
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        if content[at + 1] in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return "jpeg", width, height
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None
