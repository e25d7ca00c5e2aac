"""A written report as a Word document, in a council's own template or in Belong's.

docxtpl fills in the fields; the sections are then written by python-docx where ``{{ body }}``
stood, with real headings, table header rows, descriptions of pictures, title and language.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from belong.reports.documents.colophon import colophon
from belong.reports.documents.errors import DocumentError
from belong.reports.documents.logos import Logo
from belong.reports.documents.word_body import Body, contents
from belong.reports.documents.word_template import (
    FIELDS,
    NEEDED,
    field_environment,
    plain_template,
    read_template,
)
from belong.reports.resolved import ResolvedReport
from belong.reports.words import day

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

__all__ = ["as_word"]

#: Stand in the filled template where body and contents go. No author's text can hold them.
_BODY, _CONTENTS = "\ue000body\ue000", "\ue000contents\ue000"
LOGO_HEIGHT_CM = 1.6


def as_word(
    resolved: ResolvedReport, *, template: bytes | None, logo: Logo | None, made_on: date
) -> bytes:
    """The document. Raises DocumentError for a template that cannot be filled in, saying why."""
    filled = _filled(resolved, template or plain_template(), logo, made_on)
    document = _opened(filled)
    body = _marked(document, _BODY)
    if body is None:
        raise _misplaced("body")
    keys = Body(document, body).write(resolved.report)
    _remove(body)
    place = _marked(document, _CONTENTS)
    if place is not None:
        contents(document, place, keys)
        _remove(place)
    _describe_pictures(document, resolved.body_name)
    _say_what_it_is(document, resolved, made_on)
    target = io.BytesIO()
    document.save(target)
    return _without_clock(target.getvalue())


def _opened(filled: Any) -> Document:
    """The filled template, read anew: docxtpl's own object still shows the text before."""
    import docx

    between = io.BytesIO()
    filled.save(between)
    return docx.Document(between)


def _filled(resolved: ResolvedReport, template: bytes, logo: Logo | None, made_on: date) -> Any:
    """The template with its fields filled in. Author's words are never read as fields."""
    found = read_template(template)  # says plainly what is not installed, before it is needed
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )
    from docx.shared import Cm
    from docxtpl import InlineImage
    from jinja2 import TemplateError

    environment = field_environment()
    report = resolved.report
    fields: dict[str, Any] = {
        "title": report.title,
        "body_name": resolved.body_name,
        "period": dict(report.facts)["Period"],
        "made_on": day(made_on),
        "change": f"{resolved.change:,}",
        "facts": report.facts,
        "lead": report.lead,
        "logo": "",
        "contents": _CONTENTS,
        "body": _BODY,
        "colophon": colophon(resolved, made_on),
    }
    try:
        asked = found.get_undeclared_template_variables(environment)
        _check_fields(asked)
        if logo and "logo" in asked:
            picture = io.BytesIO(logo.content)
            fields["logo"] = InlineImage(found, picture, height=Cm(LOGO_HEIGHT_CM))
        found.render(fields, environment, autoescape=True)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError) as error:
        raise DocumentError(
            "The logo cannot be put into a Word document.", mend="Save it as a PNG file."
        ) from error
    except (TemplateError, TypeError, ValueError, SyntaxError) as error:
        raise DocumentError(
            f"The template cannot be filled in: {str(error).rstrip('.')}.",
            mend="Compare its fields with those of the template that Belong ships.",
        ) from error
    return found


def _check_fields(asked: set[str]) -> None:
    """Raises DocumentError for a field that there is not, and for one that is needed."""
    unknown = sorted(asked - FIELDS.keys())
    if unknown:
        raise DocumentError(
            f"The template asks for {_listed(unknown)}, which a report does not have.",
            mend=f"Take it out of the template, or write one of: {_listed(list(FIELDS))}.",
        )
    missing = [name for name in NEEDED if name not in asked]
    if missing:
        what = FIELDS[missing[0]].partition(",")[0]
        raise DocumentError(
            f"The template has no place for {_listed(missing)}.",
            mend=f"Write {_listed(missing)} into it, on a line of its own, where {what} should "
            "stand.",
        )


def _listed(names: list[str]) -> str:
    return ", ".join(f"{{{{ {name} }}}}" for name in names)


def _misplaced(name: str) -> DocumentError:
    return DocumentError(
        f"{{{{ {name} }}}} is not on a line of its own in the text of the template.",
        mend="Put it on a line of its own, not in a table, a text box, a header or a footer.",
    )


def _marked(document: Document, mark: str) -> Paragraph | None:
    """The paragraph of the text that holds the mark and nothing else; None where there is none.

    Raises DocumentError where the mark stands anywhere besides, too: it would be printed there.
    """
    from docx.oxml.ns import qn

    found = [one for one in document.paragraphs if mark in one.text]
    name = mark.strip("\ue000")
    told = ("".join(each.text or "" for each in part.iter(qn("w:t"))) for part in _parts(document))
    if any(one.text.strip() != mark for one in found) or sum(
        each.count(mark) for each in told
    ) > len(found):
        raise _misplaced(name)
    if len(found) > 1:
        raise DocumentError(
            f"{{{{ {name} }}}} stands in the template {len(found)} times.",
            mend="Leave one of them, where it belongs, and take the others out.",
        )
    return found[0] if found else None


def _remove(paragraph: Paragraph) -> None:
    element = paragraph._p
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _parts(document: Document) -> Iterator[Any]:
    """The text, headers and footers, as XML."""
    yield document.element
    for section in document.sections:
        for part in (
            section.header, section.footer, section.first_page_header,
            section.first_page_footer, section.even_page_header, section.even_page_footer,
        ):  # fmt: skip
            if not part.is_linked_to_previous:
                yield part._element


def _describe_pictures(document: Document, body_name: str) -> None:
    """A description for each picture that has none: the logo, and pictures of the template."""
    from docx.oxml.ns import qn

    for part in _parts(document):
        for picture in part.iter(qn("wp:docPr")):
            if not picture.get("descr"):
                picture.set("descr", body_name)


def _say_what_it_is(document: Document, resolved: ResolvedReport, made_on: date) -> None:
    """Title, language and day, where Word and screen readers look for them."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    language = resolved.report.language
    about = document.core_properties
    about.title, about.language = resolved.report.title, language
    about.author = about.last_modified_by = resolved.body_name
    about.comments = about.keywords = ""
    about.revision = 1
    about.created = about.modified = datetime(made_on.year, made_on.month, made_on.day)  # noqa: DTZ001
    properties = document.styles["Normal"].element.get_or_add_rPr()
    found = [*document.styles.element.iter(qn("w:lang"))]
    if not properties.findall(qn("w:lang")):
        found.append(OxmlElement("w:lang"))
        properties.append(found[-1])
    for one in found:
        one.set(qn("w:val"), language)


def _without_clock(content: bytes) -> bytes:
    """The same file with no time of day in it, so that it is the same whenever it is made."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as packed:
        for one in source.infolist():
            plain = zipfile.ZipInfo(one.filename)
            packed.writestr(plain, source.read(one), zipfile.ZIP_DEFLATED)
    return target.getvalue()
