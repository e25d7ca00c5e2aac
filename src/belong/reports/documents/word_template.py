"""The Word template that Belong ships, and what a council's own template may ask for.

A template is a Word document with fields in double curly brackets. ``{{ body }}`` stands on a line
of its own, where the sections go; the words, tables and charts there take the template's styles.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from belong.reports.documents.errors import DocumentError, NotInstalled

if TYPE_CHECKING:
    from docx.document import Document
    from jinja2 import Environment
    from jinja2.runtime import Context

__all__ = ["FIELDS", "NEEDED", "field_environment", "plain_template", "read_template"]

#: Every field that a template may ask for, and what stands there.
FIELDS: dict[str, str] = {
    "title": "the title of the report",
    "body_name": "the agency or region that the report is of",
    "period": "the period in words, such as 2023/24",
    "made_on": "the day on which the document was made",
    "change": "the number of the last change that the figures know of",
    "facts": "pairs of term and words: period, body and what the report adds",
    "lead": "paragraphs that warn of figures not found; most often none",
    "logo": "the council's logo, or nothing",
    "contents": "the list of contents, on a line of its own",
    "body": "all sections, on a line of its own",
    "colophon": "one line that says what made the document and when",
}
NEEDED = ("title", "body")

MOST_BYTES = 10_000_000
#: All files of a template together when unpacked: more would be no template, but a trap.
MOST_UNPACKED = 100_000_000


#: What reading raises for files that are damaged, encrypted, or something else altogether.
_NOT_WORD = (zipfile.BadZipFile, zlib.error, RuntimeError, KeyError, ValueError, SyntaxError)


def read_template(content: bytes) -> Any:
    """The template, ready to be filled in. Raises DocumentError for what is no Word document.

    Refused is also a template that asks for something from elsewhere when it is opened, such as a
    picture: whoever opens the report would be known there. Links are let through.
    """
    try:
        from docx.opc.exceptions import PackageNotFoundError
        from docxtpl import DocxTemplate
    except ImportError as error:
        raise NotInstalled("docxtpl") from error
    if len(content) > MOST_BYTES:
        raise DocumentError("The template is larger than 10 MB.", mend="Make its pictures smaller.")
    not_word = DocumentError(
        "The template is no Word document.", mend="Save it from Word as .docx, without macros."
    )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise DocumentError("The template is too large when it is unpacked.")
            _refuse_outside(packed)
        template = DocxTemplate(io.BytesIO(content))
        template.init_docx()
    except (*_NOT_WORD, PackageNotFoundError) as error:
        raise not_word from error
    return template


def _refuse_outside(packed: zipfile.ZipFile) -> None:
    """Reads all XML of the template, so that none is broken or declares entities."""
    from defusedxml.ElementTree import fromstring

    for name in packed.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        read = fromstring(packed.read(name), forbid_dtd=True)
        for one in read if name.endswith(".rels") else ():
            if one.get("TargetMode") == "External" and not one.get("Type", "").endswith(
                "/hyperlink"
            ):
                raise DocumentError(
                    f"The template asks for something from outside: {one.get('Target')}.",
                    where=name,
                    mend="Put pictures into the document, and detach linked templates and files.",
                )


def field_environment() -> Environment:
    """Where the fields of a template are filled in: names and loops, and nothing that computes.

    What it refuses raises Jinja's SecurityError or UndefinedError: sums, calls, hidden attributes,
    names that there are not. A template could else fill the memory or read what is not its own.
    """
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import SandboxedEnvironment

    class Fields(SandboxedEnvironment):
        intercepted_binops = frozenset(SandboxedEnvironment.default_binop_table)

        def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
            raise SecurityError(f"it computes with {operator}")

        def call(self, context: Context, called: Any, /, *args: Any, **more: Any) -> Any:
            raise SecurityError("it calls a function")

    made = Fields(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in ("upper", "lower", "e", "escape")}
    return made


def plain_template() -> bytes:
    """The template that Belong ships: plain, in Arial, ready to be dressed by a council."""
    try:
        import docx
        from docx.shared import Cm, Pt
    except ImportError as error:
        raise NotInstalled("docxtpl") from error
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    _dress(document)
    document.add_paragraph("{{ logo }}")
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{{ body_name }}", style="Subtitle")
    document.add_paragraph("{%p for paragraph in lead %}")
    document.add_paragraph("{{ paragraph }}", style="Intense Quote")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p for term, words in facts %}")
    fact = document.add_paragraph()
    fact.add_run("{{ term }}: ").bold = True
    fact.add_run("{{ words }}")
    fact.paragraph_format.space_after = Pt(2)
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{{ contents }}")
    document.add_paragraph("{{ body }}")
    document.add_paragraph("{{ colophon }}")
    footer = section.footer.paragraphs[0]
    footer.add_run("{{ title }}  ·  page ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


#: Points and colour of each style; every one in Arial.
_LOOKS: dict[str, tuple[float, str, bool]] = {
    "Normal": (10.5, "1A1A1A", False),
    "Title": (24, "1F4E79", True),
    "Subtitle": (13, "4A4A4A", False),
    "Heading 1": (16, "1F4E79", True),
    "Heading 2": (13, "1F4E79", True),
    "Heading 3": (11.5, "1F4E79", True),
    "Caption": (10.5, "1A1A1A", True),
    "Intense Quote": (10.5, "8A3B00", True),
}


def _dress(document: Document) -> None:
    """Arial everywhere, in sizes and colours that print."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for style in document.styles:
        if style.type != WD_STYLE_TYPE.PARAGRAPH:
            continue
        style.font.name = "Arial"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if style.name in _LOOKS:
            size, colour, is_bold = _LOOKS[style.name]
            style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(colour)
            style.font.bold, style.font.italic = is_bold, False
    document.styles["Title"].element.get_or_add_pPr()
    for border in document.styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break


def _field(paragraph: Any, code: str) -> None:
    """A field that Word fills in, such as the number of the page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
