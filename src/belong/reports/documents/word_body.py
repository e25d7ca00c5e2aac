"""The sections of a report written into a Word document, in the styles of its template."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from belong.reports.documents.charts import png
from belong.reports.documents.errors import DocumentError
from belong.reports.documents.widths import MOST_ROWS_TOGETHER, column_shares, fitting
from belong.reports.model import (
    Block,
    Cell,
    Prose,
    Report,
    Section,
    SeriesChart,
    ShownFigure,
    Table,
)
from belong.reports.text import cell_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

__all__ = ["Body", "Entry", "contents"]

DEEPEST_HEADING = 6
DEEPEST_CONTENTS = 2
SMALL, SMALLER = 18, 15  # half points: text of tables, and what a number is of
#: Twentieths of a point: room at the left and right of a cell.
CELL_ROOM = 80


@dataclass(frozen=True)
class Entry:
    """A heading, for the list of contents. mark: its bookmark."""

    level: int
    title: str
    mark: str


class Body:
    """Writes before one paragraph of a document, in order."""

    def __init__(self, document: Document, before: Paragraph) -> None:
        self.document, self.before = document, before
        self.entries: list[Entry] = []
        self.width = _text_width(document)

    def write(self, report: Report) -> list[Entry]:
        """Write every section; its headings, in order. Raises DocumentError for an odd block."""
        for section in report.sections:
            self._section(section, 1)
        return self.entries

    def _section(self, section: Section, level: int) -> None:
        heading = self._paragraph(section.title, f"Heading {min(level, DEEPEST_HEADING)}")
        mark = f"_section_{len(self.entries)}"
        _bookmark(heading, mark, len(self.entries))
        self.entries.append(Entry(level, section.title, mark))
        for text in section.paragraphs:
            self._paragraph(text)
        for block in section.blocks:
            self._block(block)
        for inner in section.sections:
            self._section(inner, level + 1)

    def _block(self, block: Block) -> None:
        if isinstance(block, Table):
            for part in fitting(block):
                self._table(part)
        elif isinstance(block, SeriesChart):
            self._chart(block)
        elif isinstance(block, Prose):
            self._prose(block)
        else:
            raise DocumentError(f"A Word document cannot show a {type(block).__name__}.")

    def _paragraph(self, text: str, style: str = "Normal") -> Paragraph:
        made = self.before.insert_paragraph_before(text)
        made.style = _style(self.document, style)
        return made

    def _prose(self, prose: Prose) -> None:
        for paragraph in prose.paragraphs:
            style = "List Bullet" if paragraph.is_entry else "Quote" if prose.is_quote else "Normal"
            self._paragraph(paragraph.text, style)

    def _chart(self, chart: SeriesChart) -> None:
        from docx.oxml.ns import qn

        self._paragraph(chart.title, "Caption").paragraph_format.keep_with_next = True
        holder = self._paragraph("")
        holder.add_run().add_picture(io.BytesIO(png(chart)), width=self.width)
        for picture in holder._p.iter(qn("wp:docPr")):
            picture.set("descr", f"{chart.title}. {chart.description}")
            picture.set("name", f"Chart {picture.get('id')}")

    def _table(self, table: Table) -> None:
        from docx.shared import Pt

        self._paragraph(table.caption, "Caption").paragraph_format.keep_with_next = True
        self.before._p.addprevious(_table(table, int(self.width.twips)))
        note = self._paragraph(table.note or "")
        note.paragraph_format.space_before = Pt(4)


def contents(document: Document, before: Paragraph, entries: Sequence[Entry]) -> None:
    """A list of contents: links that work at once, in a field that Word can make anew."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shown = [entry for entry in entries if entry.level <= DEEPEST_CONTENTS]
    title = before.insert_paragraph_before("Contents")
    title.style = _style(document, "TOC Heading")
    for at, entry in enumerate(shown):
        line = before.insert_paragraph_before()
        line.style = _style(document, f"toc {entry.level}")
        if at == 0:
            _field_mark(line, "begin")
            code = OxmlElement("w:instrText")
            code.text = f' TOC \\o "1-{DEEPEST_CONTENTS}" \\h \\n '
            run = OxmlElement("w:r")
            run.append(code)
            line._p.append(run)
            _field_mark(line, "separate")
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), entry.mark)
        link.append(_run(entry.title))
        line._p.append(link)
        if at == len(shown) - 1:
            _field_mark(line, "end")


def _field_mark(paragraph: Paragraph, kind: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run = OxmlElement("w:r")
    run.append(mark)
    paragraph._p.append(run)


def _bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Marks the heading, so that the contents can lead to it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for each in (begin, end):
        each.set(qn("w:id"), str(1000 + number))
    begin.set(qn("w:name"), name)
    runs = paragraph._p.findall(qn("w:r"))
    if runs:
        runs[0].addprevious(begin)
        runs[-1].addnext(end)


def _style(document: Document, name: str) -> Any:
    """The style of the template, or one made for it: Word keeps only those that were used."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    styles = document.styles
    if name in styles:
        return styles[name]
    made: Any = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    made.base_style = styles["Normal"]
    if name.startswith("Heading "):
        level = int(name.split()[1])
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level - 1))
        made.element.get_or_add_pPr().append(outline)
        made.font.bold, made.font.size = True, Pt(max(11, 18 - 2 * level))
        made.paragraph_format.keep_with_next = True
        made.paragraph_format.space_before = Pt(12)
    elif name in ("Caption", "TOC Heading"):
        made.font.bold = True
    elif name in ("List Bullet", "Quote", "toc 2"):
        made.paragraph_format.left_indent = Pt(18)
    if name.startswith("toc "):
        made.paragraph_format.space_after = Pt(3)
    return made


def _text_width(document: Document) -> Any:
    """Between the margins of the last section of the template, in Word's own units."""
    from docx.shared import Emu

    section = document.sections[-1]
    page = section.page_width or Emu(7560310)
    return Emu(page - (section.left_margin or 0) - (section.right_margin or 0))


def _table(table: Table, width: int) -> Any:
    """The table as XML: a header row that is repeated, a name and description, thin lines.

    width: of the text, in twentieths of a point. Built by hand, because python-docx looks through
    the whole table for each of its cells.
    """
    from docx.oxml import OxmlElement, parse_xml
    from docx.oxml.ns import nsdecls, qn

    made = parse_xml(f"""<w:tbl {nsdecls("w")}><w:tblPr>
<w:tblW w:w="{width}" w:type="dxa"/>
<w:tblBorders><w:top w:val="single" w:sz="8" w:color="1A1A1A"/>
<w:bottom w:val="single" w:sz="4" w:color="B8B8B8"/>
<w:insideH w:val="single" w:sz="4" w:color="B8B8B8"/></w:tblBorders>
<w:tblCellMar><w:left w:w="{CELL_ROOM}" w:type="dxa"/><w:right w:w="{CELL_ROOM}" w:type="dxa"/>
</w:tblCellMar>
<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"
w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid/></w:tbl>""")
    _element(made.tblPr, "w:tblCaption", val=table.caption)
    shares = column_shares(table)
    widths = [width * share // sum(shares) for share in shares]
    for one in widths:
        _element(made.tblGrid, "w:gridCol", w=str(one))
    titles = [column.title for column in table.columns]
    numbers = [column.is_number for column in table.columns]
    made.append(_row(titles, widths, numbers, is_head=True, is_bold=True))
    for at, cells in enumerate(table.rows):
        made.append(_row(cells, widths, numbers, is_bold=at in table.totals))
    if len(table.rows) <= MOST_ROWS_TOGETHER:
        for row in made.tr_lst if table.note else made.tr_lst[:-1]:
            for paragraph in row.iter(qn("w:p")):
                paragraph.get_or_add_pPr().insert(0, OxmlElement("w:keepNext"))
    return made


def _row(
    cells: Sequence[Cell],
    widths: Sequence[int],
    numbers: Sequence[bool],
    *,
    is_head: bool = False,
    is_bold: bool = False,
) -> Any:
    from docx.oxml import OxmlElement

    row = OxmlElement("w:tr")
    properties = _element(row, "w:trPr")
    _element(properties, "w:cantSplit")
    if is_head:
        _element(properties, "w:tblHeader")
    for cell, width, is_number in zip(cells, widths, numbers, strict=True):
        made = _element(row, "w:tc")
        about = _element(made, "w:tcPr")
        _element(about, "w:tcW", w=str(width), type="dxa")
        if is_head:
            _element(about, "w:vAlign", val="bottom")
        of = cell.of if isinstance(cell, ShownFigure) else ""
        text = cell.text if isinstance(cell, ShownFigure) else cell_text(cell)
        _line(made, text, SMALL, is_number=is_number, is_bold=is_bold)
        if of:
            _line(made, of, SMALLER, is_number=is_number)
    return row


def _line(
    cell: Any, text: str, half_points: int, *, is_number: bool, is_bold: bool = False
) -> None:
    paragraph = _element(cell, "w:p")
    about = _element(paragraph, "w:pPr")
    _element(about, "w:spacing", before="40", after="40")
    if is_number:
        _element(about, "w:jc", val="right")
    paragraph.append(_run(text, half_points, is_bold=is_bold))


def _run(text: str, half_points: int = 0, *, is_bold: bool = False) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = OxmlElement("w:r")
    about = _element(run, "w:rPr")
    if is_bold:
        _element(about, "w:b")
    if half_points:
        _element(about, "w:sz", val=str(half_points))
        _element(about, "w:szCs", val=str(half_points))
    if text.startswith("-") and len(text) > 1:
        # A sign that stays with its number.
        _element(run, "w:noBreakHyphen")
        text = text[1:]
    words = _element(run, "w:t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    return run


def _element(parent: Any, name: str, **attributes: str) -> Any:
    """A new last child of the parent."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    parent.append(made)
    return made
