"""The numbers of one report are the same in every format: each is read back and compared."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pytest

from belong.analytics.measures import measure
from belong.analytics.stored import FigureBook
from belong.domain.periods import Period
from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.frames import merge_returns
from belong.reports.bound import ReportKind
from belong.reports.documents import render
from belong.reports.layouts import lay_out
from belong.reports.model import Prose, ShownFigure, Table
from belong.reports.resolved import ResolvedReport, resolve
from belong.synthetic import make_region, write_region

for library in ("altair", "docx", "typst", "pikepdf"):
    pytest.importorskip(library, reason="documents are made with the extra 'reports'")

MADE_ON = date(2024, 6, 3)


#: Each kind of report, with a period that it may be of, and of whom.
KINDS = {
    ReportKind.ANNUAL: ("2023-24", "all"),
    ReportKind.SIX_MONTHLY: ("2023-24-H1", "all"),
    ReportKind.QUARTERLY_BOARD: ("2023-24-Q3", "all"),
    ReportKind.COMMITTEE_SLIDES: ("2023-24", "all"),
    ReportKind.COUNCIL_SHEET: ("2023-24", "991"),
}


def squeezed(text: str) -> str:
    """Without spaces, and with plain hyphens: where lines break is a matter of the format."""
    return "".join(text.replace("\N{NON-BREAKING HYPHEN}", "-").split())


@dataclass
class Told:
    """What a format tells. tables: rows of cells, the head first. words: of each paragraph."""

    tables: list[list[list[str]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    cited: list[tuple[str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """Reads tables, paragraphs and figures out of the HTML."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.told = Told()
        self.inside: list[str] = []
        self.ref = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self.told.tables.append([])
        elif tag == "tr":
            self.told.tables[-1].append([])
        elif tag in ("td", "th"):
            self.told.tables[-1][-1].append("")
        elif tag in ("p", "li"):
            self.told.words.append("")
        elif tag == "data":
            self.ref = given["data-figure"] or ""
            self.told.cited.append((self.ref, ""))
        if tag not in ("meta", "link", "img"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "td" in self.inside or "th" in self.inside:
            self.told.tables[-1][-1][-1] += data
        elif "p" in self.inside or "li" in self.inside:
            self.told.words[-1] += data
        if self.inside and self.inside[-1] == "data":
            ref, text = self.told.cited[-1]
            self.told.cited[-1] = (ref, text + data)


@pytest.fixture(scope="module")
def region(tmp_path_factory) -> FigureBook:
    """Figures of a small made-up region."""
    folder = tmp_path_factory.mktemp("returns")
    councils = {"990": "Aldermarsh", "991": "Brackenfold"}
    write_region(make_region(3, tuple(councils), 60, (2020, 2024)), folder)
    return measure(
        merge_returns(read_returns([folder])),
        body="region",
        body_name="Four Rivers",
        areas=councils,
        change=1,
        years=range(2020, 2025),
    )


@pytest.fixture(params=["sample", *(pytest.param(kind, marks=pytest.mark.slow) for kind in KINDS)])
def resolved(request) -> ResolvedReport:
    """The sample of these tests, and, where there is time, every kind that Belong lays out."""
    if request.param == "sample":
        return resolve(request.getfixturevalue("bound"), request.getfixturevalue("book"))
    book = request.getfixturevalue("region")
    period, area = KINDS[request.param]
    return resolve(lay_out(request.param, book, period=Period.parse(period), area=area), book)


@pytest.fixture
def in_page(resolved) -> Told:
    return Page(render(resolved, "html", made_on=MADE_ON).decode()).told


@pytest.fixture
def in_word(resolved) -> Told:
    import docx

    made = docx.Document(io.BytesIO(render(resolved, "docx", made_on=MADE_ON)))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in made.tables]
    return Told(tables, [one.text for one in made.paragraphs])


@pytest.fixture
def in_pdf(resolved, pdf_structure) -> Told:
    root = pdf_structure(render(resolved, "pdf", made_on=MADE_ON))
    tables = [
        [
            [cell.words for cell in row.children if cell.tag in ("TH", "TD")]
            for row in table.all("TR")
        ]
        for table in root.all("Table")
    ]
    words = [one.words for tag in ("P", "LBody", "BlockQuote") for one in root.all(tag)]
    return Told(tables, words)


@pytest.fixture
def in_workbook(resolved) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render(resolved, "xlsx", made_on=MADE_ON)))


@pytest.fixture
def in_data(resolved) -> Any:
    return json.loads(render(resolved, "json", made_on=MADE_ON))


def blocks(resolved, kind) -> list[Any]:
    return [
        block
        for section in resolved.report.sections
        for block in section.blocks
        if isinstance(block, kind)
    ]


def same(tables: list[list[list[str]]]) -> list[list[list[str]]]:
    return [[[squeezed(cell) for cell in row] for row in table] for table in tables]


def test_tables_of_page_word_and_pdf_are_the_same_cell_by_cell(in_page, in_word, in_pdf):
    assert len(in_page.tables) > 3
    assert same(in_page.tables) == same(in_word.tables) == same(in_pdf.tables)


def test_words_with_their_figures_are_the_same_in_page_word_and_pdf(
    resolved, in_page, in_word, in_pdf
):
    wanted = [
        squeezed(paragraph.text)
        for prose in blocks(resolved, Prose)
        for paragraph in prose.paragraphs
    ]
    assert len(wanted) > 4
    for told in (in_page, in_word, in_pdf):
        words = [squeezed(one) for one in told.words]
        assert [one for one in wanted if one not in words] == []


def test_figures_cited_in_the_page_are_those_of_the_data(in_page, in_data):
    values = {
        ref: text
        for ref, text in in_page.cited
        if "#" not in ref and in_data["figures"][ref]["text"]
    }
    assert values == {
        ref: one["text"] for ref, one in in_data["figures"].items() if one["text"] is not None
    }


def printed(cell: Any) -> str:
    """A cell of the workbook as a spreadsheet shows it."""
    if cell.value is None:
        return "-"
    if isinstance(cell.value, str):
        return cell.value
    text = f"{abs(cell.value):,.{2 if '.00' in cell.number_format else 0}f}"
    if "£" in cell.number_format:
        return f"{'-' if cell.value < 0 else ''}£{text}"
    return f"{text}%" if "%" in cell.number_format else text


def test_workbook_shows_in_each_table_what_the_page_shows(resolved, in_workbook):
    tables = blocks(resolved, Table)
    sheets = in_workbook.worksheets[1:-1]
    assert len(sheets) == len(tables)
    for table, sheet in zip(tables, sheets, strict=True):
        shown = [[printed(cell) for cell in row] for row in sheet.iter_rows(min_row=5)]
        of = [cell.value or "" for cell in sheet[4]]
        kept = [at for at, title in enumerate(of) if not title.endswith(": of")]
        wanted = [
            [cell.text if isinstance(cell, ShownFigure) else cell or "-" for cell in row]
            for row in table.rows
        ]
        assert [[row[at] for at in kept] for row in shown[: len(wanted)]] == wanted


def test_workbook_and_data_hold_the_same_figures(in_workbook, in_data):
    rows = list(in_workbook["All figures"].iter_rows(min_row=5))
    assert [row[0].value for row in rows] == list(in_data["figures"])
    for row, figure in zip(rows, in_data["figures"].values(), strict=True):
        if figure["text"] is not None:
            assert printed(row[2]) == figure["text"]
            assert row[4].value == pytest.approx(float(figure["value"]), rel=1e-15)
