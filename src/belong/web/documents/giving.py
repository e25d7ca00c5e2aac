"""A file of the private store as an answer: to be kept, and never to be shown in the browser."""

from __future__ import annotations

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from belong.web.documents import store
from belong.web.documents.models import FileKind

__all__ = ["CONTENT_TYPES", "give"]

#: What a browser is told that a file is; never by what anybody named it.
CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
}


def give(
    *, stored_name: str, name: str, content_type: str, size_bytes: int
) -> StreamingHttpResponse:
    """The bytes under a name for whoever takes them; for a file that is there."""
    response = StreamingHttpResponse(store.kept_pieces(stored_name), content_type=content_type)
    response["Content-Length"] = str(size_bytes)
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
