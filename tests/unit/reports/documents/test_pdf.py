"""The PDF: tags, title, language, and what it does with signs that no font draws."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest

from belong.reports.bound import Author, BoundBlock, BoundSection, FigureTable, Words
from belong.reports.documents import DocumentError, render
from belong.reports.resolved import resolve

pikepdf = pytest.importorskip("pikepdf", reason="reads PDF back")
pytest.importorskip("typst", reason="PDF is made with the extra 'reports'")

MADE_ON = date(2024, 6, 3)


@pytest.fixture
def content(resolved, logo) -> bytes:
    return render(resolved, "pdf", made_on=MADE_ON, logo=logo)


def test_pdf_says_that_it_is_tagged_in_which_language_and_of_which_title(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot
        assert pdf.Root.Lang == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as about:
            assert about["dc:title"] == "Adoption annual report 2023/24"
            assert about["pdfuaid:part"] == "1"
            assert about["xmp:CreateDate"].startswith("2024-06-03T00:00:00")


def test_pdf_embeds_its_fonts_and_they_are_those_that_belong_ships(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        names = {
            str(font.DescendantFonts[0].FontDescriptor.FontName).split("+")[1]
            for page in pdf.pages
            for font in page.get("/Resources").Font.values()
            if "/FontFile2" in font.DescendantFonts[0].FontDescriptor
        }
    assert names == {"LiberationSans", "LiberationSans-Bold"}


def test_pdf_headings_tables_and_lists_are_tagged_as_such(content, pdf_structure):
    root = pdf_structure(content)
    headings = [one.words.strip() for one in root.all("H1")]
    assert headings == [
        "Contents", "Children", "Scorecard", "Money & more", "What the figures are",
    ]  # fmt: skip
    assert len(root.all("TOCI")) == 4
    assert [one.words for one in root.all("LBody")][-2:] == ["14 girls", "9 boys"]
    for table in root.all("Table"):
        (head,) = table.all("THead")
        assert len(head.all("TH")) == len(table.all("TR")[0].children)
        assert table.all("Caption")


def test_pdf_pictures_have_descriptions(content, pdf_structure):
    alts = [one.alt for one in pdf_structure(content).all("Figure")]
    assert alts[0] == "Four Rivers Adoption"
    assert alts[1].startswith("Fewer children were adopted than a year before. Girls, 2021/22: 512")
    assert len(alts) == 3


def test_pdf_writes_a_sign_that_no_font_draws_by_its_name(with_words, pdf_structure):
    content = render(with_words("A family \U0001f46a of 漢."), "pdf", made_on=MADE_ON)
    words = [one.words for one in pdf_structure(content).all("P")]
    assert "A family [family] of [cjk unified ideograph-6f22]." in words


def test_pdf_of_a_language_that_is_none_is_refused(resolved):
    odd = replace(resolved, report=replace(resolved.report, language="English"))
    with pytest.raises(DocumentError, match="Write it as en-GB"):
        render(odd, "pdf", made_on=MADE_ON)


@pytest.mark.parametrize("language", ["cy", "en-GB"])
def test_pdf_is_in_the_language_of_the_report(bound, book, language):
    section = BoundSection("s", "Adroddiad", Author.AGENCY, (Words("Ŵy"),))
    report = replace(bound, sections=(section,), language=language)
    content = render(resolve(report, book), "pdf", made_on=MADE_ON)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert language == pdf.Root.Lang


def test_a_table_keeps_its_note_and_each_row_on_one_page(bound, book, page_words):
    """Tables after ever more lines, so that each comes at another height of its page."""
    table = next(one for one in bound.sections[0].blocks if isinstance(one, FigureTable))
    (row, *rest) = table.rows
    blocks: list[BoundBlock] = []
    for number in range(40):
        first = replace(row, title=f"first{number} {'word ' * 60}last{number}")
        noted = replace(table, key=f"t{number}", rows=(first, *rest), note=f"note{number}.")
        blocks += [Words("\n\n".join(["A line."] * (number % 7))), noted]
    section = BoundSection("s", "S", Author.AGENCY, tuple(blocks))
    made = render(resolve(replace(bound, sections=(section,)), book), "pdf", made_on=MADE_ON)
    pages = page_words(made)
    for number in range(40):
        ends = [f"first{number} ", f"last{number} ", f"note{number}."]
        at = [next(n for n, words in enumerate(pages) if one in words) for one in ends]
        assert len(set(at)) == 1, ends


@pytest.mark.slow
def test_report_of_two_hundred_pages_is_made_in_every_format(bound, book):
    from belong.reports.documents import FORMATS

    words = Words("\n\n".join(["It was [[adopted:all:2023-24]] children. " * 60] * 6))
    (children, *_) = bound.sections
    text, table, chart = children.blocks
    sections = tuple(
        replace(children, key=f"c{number}", blocks=(text, words, table, *([chart] * (number < 3))))
        for number in range(125)
    )
    long = resolve(replace(bound, sections=sections), book)
    made = {name: render(long, name, made_on=MADE_ON) for name in FORMATS}
    assert min(len(content) for content in made.values()) > 0
    with pikepdf.open(io.BytesIO(made["pdf"])) as pdf:
        assert len(pdf.pages) >= 200
