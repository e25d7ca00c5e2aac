"""A written report as documents that people keep: page, Word, PDF, workbook and data.

``render`` is the one way in; every format is made of the same ``ResolvedReport``, so that no
number can differ between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from belong.reports.documents.errors import DocumentError, NotInstalled
from belong.reports.resolved import ResolvedReport

__all__ = ["FORMATS", "DocumentError", "Format", "NotInstalled", "render"]


@dataclass(frozen=True)
class Format:
    """A kind of file. name: as people call it. media_type: as a browser is told. ending: .xyz."""

    name: str
    media_type: str
    ending: str


_OFFICE = "application/vnd.openxmlformats-officedocument"

#: Every format that ``render`` writes, by its short name, in the order in which they are offered.
FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "html": Format("Web page", "text/html; charset=utf-8", ".html"),
        "docx": Format("Word", f"{_OFFICE}.wordprocessingml.document", ".docx"),
        "pdf": Format("PDF", "application/pdf", ".pdf"),
        "xlsx": Format("Workbook of all tables", f"{_OFFICE}.spreadsheetml.sheet", ".xlsx"),
        "json": Format("All figures as data", "application/json", ".json"),
    }
)


def render(
    resolved: ResolvedReport,
    format: str,  # noqa: A002 - the word people use
    *,
    made_on: date,
    template: bytes | None = None,
    logo: bytes | None = None,
    is_public: bool = False,
) -> bytes:
    """The report in one of ``FORMATS``; the same report and day give the same bytes.

    made_on: the day printed as the one on which it was made; data holds no day. template: a
    council's own Word template, for docx only. logo: a PNG or JPEG picture, for html, docx and pdf.
    is_public: whether everybody may read it; else its page asks search engines to pass it by.
    Raises DocumentError for a format, template or logo that cannot be used, and where a library
    that the format needs is not installed.
    """
    if format not in FORMATS:
        raise DocumentError(
            f"There is no format {format!r}.", mend=f"Choose from {', '.join(FORMATS)}."
        )
    if format == "json":
        from belong.reports.documents.data import as_json

        return as_json(resolved)
    if format == "xlsx":
        from belong.reports.documents.workbook import as_workbook

        return as_workbook(resolved, made_on=made_on)
    from belong.reports.documents.logos import Logo

    picture = Logo.read(logo) if logo else None
    if format == "html":
        from belong.reports.documents.page import as_page

        return as_page(resolved, logo=picture, made_on=made_on, is_public=is_public)
    if format == "pdf":
        from belong.reports.documents.pdf import as_pdf

        return as_pdf(resolved, logo=picture, made_on=made_on)
    from belong.reports.documents.word import as_word

    return as_word(resolved, template=template, logo=picture, made_on=made_on)
