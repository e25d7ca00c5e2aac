"""Words that a program might run are only words in every format, wherever they stand."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from belong.analytics.stored import FigureRef, Measure, StoredFigure
from belong.reports.bound import (
    Author,
    BoundReport,
    BoundSection,
    FigureChart,
    FigureRow,
    FigureTable,
    ReportKind,
    Words,
)
from belong.reports.documents import render
from belong.reports.resolved import resolve

for library in ("altair", "docx", "typst", "pikepdf"):
    pytest.importorskip(library, reason="documents are made with the extra 'reports'")

MADE_ON = date(2024, 6, 3)
FORMULA, SCRIPT = "=1+1", "<script>alert(1)</script>"
TYPST, FIELD = '#import "x": y #panic()', "{{7*7}}{% if %}"
TURNED, BROKEN, QUOTE = "a\u202eb\u2066", "c\x00d\x0b\ud800", "\"'&]]><!--"
HOSTILE = f"{FORMULA} {SCRIPT} {TYPST} {FIELD} {TURNED} {BROKEN} {QUOTE} [[no:figure:here]"
#: The same as it may be read, once what misleads is taken out.
HARMLESS = f"{FORMULA} {SCRIPT} {TYPST} {FIELD} ab cd {QUOTE} [[no:figure:here]"


@pytest.fixture
def hostile(book):
    """A report each of whose texts is hostile."""
    ref = FigureRef("evil", "all", "2023-24")
    measure = Measure("evil", HOSTILE, HOSTILE, "children", "flow", HOSTILE)
    figure = StoredFigure(
        ref, HOSTILE, "children", 7, england=3, england_source=HOSTILE, stated_by=HOSTILE,
        notes=(HOSTILE,),
    )  # fmt: skip
    gone = replace(figure, ref=replace(ref, part="gone"), value=None, why_none=HOSTILE)
    hidden = replace(figure, ref=replace(ref, part="hid"), value=None, hidden_because=HOSTILE)
    refs = (ref, gone.ref, hidden.ref, FigureRef("x", "y", HOSTILE.replace("[", "")))
    table = FigureTable("t", HOSTILE, HOSTILE, (HOSTILE,) * 4, (FigureRow(HOSTILE, refs),), HOSTILE)
    charts = tuple(
        FigureChart(
            f"c{shape}", HOSTILE, (HOSTILE, "a", "b", "c"), ((HOSTILE, refs), ("Other", refs)),
            shape=shape, breaks=(HOSTILE,),
        )
        for shape in ("columns", "lines")
    )  # fmt: skip
    words = Words(f"{HOSTILE}\n\n- {HOSTILE}\n\n[[evil:all:2023-24]] [[{TYPST}]]")
    report = BoundReport(
        ReportKind.ANNUAL, HOSTILE, HOSTILE, "2023-24",
        (
            BoundSection("s", HOSTILE, Author.AGENCY, (words, table, *charts)),
            BoundSection("q", HOSTILE, Author.AGENCY, (replace(words, quoted_with=HOSTILE),)),
        ),
        facts=((HOSTILE, HOSTILE),),
    )  # fmt: skip
    more = replace(book, body_name=HOSTILE, measures={**book.measures, "evil": measure})
    return resolve(report, more.with_figures([figure, gone, hidden]))


def test_page_holds_hostile_words_as_words(hostile):
    page = render(hostile, "html", made_on=MADE_ON).decode()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{7*7}}" in page
    assert not set(page) & {"\u202e", "\u2066", "\x00", "\x0b"}


def test_workbook_holds_hostile_words_as_words(hostile):
    content = render(hostile, "xlsx", made_on=MADE_ON)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert HARMLESS in [cell.value for cell in cells]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert not any(b"<f>" in packed.read(name) for name in packed.namelist())


def test_word_holds_hostile_words_as_words(hostile):
    import docx

    made = docx.Document(io.BytesIO(render(hostile, "docx", made_on=MADE_ON)))
    texts = [one.text for one in made.paragraphs]
    assert texts[1:3] == [HARMLESS, HARMLESS]
    assert made.tables[0].rows[0].cells[0].text == HARMLESS
    assert "49" not in "".join(texts)


def test_pdf_holds_hostile_words_as_words(hostile, pdf_structure):
    root = pdf_structure(render(hostile, "pdf", made_on=MADE_ON))
    assert "".join(HARMLESS.split()) in {"".join(one.words.split()) for one in root.all("H1")}
    assert "49" not in root.words


def test_data_holds_hostile_words_as_words(hostile):
    text = render(hostile, "json", made_on=MADE_ON).decode("ascii")
    assert json.loads(text)["title"] == HARMLESS
