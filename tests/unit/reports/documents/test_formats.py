"""Each format of a written report, read back."""

from __future__ import annotations

import io
import json
import sys
import zlib
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from belong.reports.documents import FORMATS, DocumentError, NotInstalled, charts, render
from belong.reports.model import Series, SeriesChart, ShownFigure
from belong.reports.resolved import resolve

MADE_ON = date(2024, 6, 3)

pytest.importorskip("altair", reason="charts are drawn with the extra 'reports'")
Image = pytest.importorskip("PIL.Image", reason="looks at pictures")


@pytest.mark.parametrize("kind", FORMATS)
def test_format_made_twice_is_the_same_to_the_byte(resolved, kind):
    assert render(resolved, kind, made_on=MADE_ON) == render(resolved, kind, made_on=MADE_ON)


def test_format_that_is_none_is_refused_with_those_there_are(resolved):
    with pytest.raises(DocumentError, match="Choose from html"):
        render(resolved, "odt", made_on=MADE_ON)


def test_format_without_its_library_says_what_to_install(resolved, monkeypatch):
    charts.svg.cache_clear()
    charts._spec.cache_clear()
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(NotInstalled, match=r"pip install 'belong\[reports\]'"):
        render(resolved, "html", made_on=MADE_ON)


def page_of(resolved, **more):
    return render(resolved, "html", made_on=MADE_ON, **more).decode()


def test_page_has_language_title_contents_and_no_script(resolved):
    page = page_of(resolved)
    assert '<html lang="en-GB">' in page
    assert "<title>Adoption annual report 2023/24</title>" in page
    assert '<a href="#scorecard">Scorecard</a>' in page
    assert "<script" not in page


def test_page_is_kept_from_search_engines_unless_it_is_for_everybody(resolved):
    assert '<meta name="robots" content="noindex">' in page_of(resolved)
    assert "noindex" not in page_of(resolved, is_public=True)


def test_page_names_each_figure_by_its_reference(resolved):
    page = page_of(resolved)
    assert '<data class="figure" value="23" data-figure="adopted:all:2023-24">23</data>' in page
    assert (
        'data-figure="early_permanence:all:2023-24">33%</data> <span class="of">42 of 126' in page
    )


def test_page_charts_are_named_and_described_and_leave_no_part_to_its_reader(resolved):
    page = page_of(resolved)
    pictures = page.split("<svg ")[1:]
    assert len(pictures) == 2
    drawn = ET.fromstring("<svg " + pictures[0].split("</svg>")[0] + "</svg>")  # noqa: S314
    assert drawn.get("role") == "img"
    assert drawn.get("aria-label") == (
        "Fewer children were adopted than a year before. "
        "Girls, 2021/22: 512, 2022/23: 20, 2023/24: 14. "
        "Boys, 2021/22: 513, 2022/23: 18, 2023/24: 9."
    )
    assert 'role="graphics' not in page


def test_data_holds_every_figure_by_reference_and_no_day(resolved):
    text = render(resolved, "json", made_on=MADE_ON).decode("ascii")
    data = json.loads(text)
    assert list(data["figures"]) == [str(one.ref) for one in resolved.figures]
    assert data["figures"]["early_permanence:all:2023-24"]["text"] == "33%"
    assert data["figures"]["interagency_income:all:2022-23"]["value"] == "-63150.5"
    assert text == render(resolved, "json", made_on=date(2031, 1, 1)).decode("ascii")


def test_data_of_a_hidden_figure_holds_no_value_even_where_the_book_has_one(resolved):
    (first, *rest) = resolved.figures
    hidden = replace(first, value=3, hidden_because="is small")
    data = json.loads(render(replace(resolved, figures=(hidden, *rest)), "json", made_on=MADE_ON))
    found = data["figures"][str(first.ref)]
    assert (found["value"], found["text"]) == (None, None)


def book_of(resolved):
    return openpyxl.load_workbook(io.BytesIO(render(resolved, "xlsx", made_on=MADE_ON)))


def test_workbook_has_a_sheet_for_each_table_and_one_of_all_figures(resolved):
    assert book_of(resolved).sheetnames == [
        "About", "1 Children adopted, by sex", "2 Care to moving in",
        "3 Early permanence and money", "4 What each measure in this rep", "All figures",
    ]  # fmt: skip


def test_workbook_cells_are_numbers_as_printed_with_what_they_are_of_beside(resolved):
    rows = list(book_of(resolved)["3 Early permanence and money"].iter_rows(values_only=True))
    assert rows[3:] == [
        ("What", "2022/23", "2023/24", "2023/24: of"),
        ("Early permanence", "c", 33, "42 of 126"),
        ("Income", -63150.5, 302000, None),
        ("Registrations", None, 12, None),
        ("c: hidden: rests on a count of 1 to 5 children.",) + (None,) * 3,
    ]


def test_workbook_lists_exact_values_of_all_figures(resolved):
    rows = list(book_of(resolved)["All figures"].iter_rows(values_only=True))
    by_ref = {row[0]: row for row in rows}
    assert by_ref["A10:all:2021-24"][2:5] == (327, "126 children", 326.5)
    assert by_ref["A10:all:2020-23"][13] == "4th of 149"


def darkness(content):
    """How many pixels of a picture are nearly black."""
    grey = Image.open(io.BytesIO(content)).convert("L")
    return sum(grey.histogram()[:80])


@pytest.mark.parametrize("shape", ["columns", "lines"])
def test_chart_for_word_has_its_words_drawn(resolved, shape):
    """A font that is not there draws nothing, and says nothing."""
    drawn = next(one for one in charts.charts_of(resolved.report) if one.shape == shape)
    bare = replace(
        drawn,
        labels=(" ", "  ", "   "),
        breaks=("   ",) if drawn.breaks else (),
        series=tuple(
            replace(
                line,
                name=" ",
                figures=tuple(one and replace(one, text=" ") for one in line.figures),
            )
            for line in drawn.series
        ),
    )
    assert darkness(charts.png(drawn)) > darkness(charts.png(bare)) + 1000


def test_chart_of_lines_is_not_joined_over_a_break_or_a_gap(resolved):
    drawn = next(one for one in charts.charts_of(resolved.report) if one.shape == "lines")
    assert 'stroke-dasharray="2,4"' in charts.svg(drawn)
    assert [row["run"] for row in charts._rows(drawn)] == ["0 1", "0 1", "0 2"]


def test_chart_of_lines_keeps_numbers_of_close_points_apart():
    rows = [{"at": 0, "value": value} for value in (100, 101, 102, 10)]
    charts._keep_apart(rows)
    pixel = 102 * 1.12 / charts.HEIGHT
    away = [round((row["text_at"] - row["value"]) / pixel) for row in rows]
    assert away[0] == -charts.TEXT_AWAY
    assert away[2] == charts.TEXT_AWAY + charts.TEXT_APART
    assert away[3] == charts.TEXT_AWAY
    places = sorted(row["text_at"] / pixel for row in rows)
    assert all(high - low > charts.TEXT_APART - 0.01 for low, high in pairwise(places))


@pytest.mark.parametrize("shape", ["columns", "lines"])
def test_chart_with_gaps_hidden_and_negative_numbers_is_drawn(shape):
    def figure(value, text):
        return ShownFigure("r", text, "", value, "pounds", "n", "" if value else "hidden")

    line = Series(
        "A name too long to stand beside another", (None, figure(None, "c"), figure(-3, "-£3"))
    )
    other = Series("Other", (figure(2, "£2"), figure(None, "not computable"), figure(5, "£5")))
    labels = ("A label that takes more than one line", "b", "c")
    chart = SeriesChart("k", "T", "D", "pounds", labels, (line, other), shape)
    drawn = charts.svg(chart)
    told = [text for text in ("-£3", "£2", "£5", ">c<", ">–<", "A label that") if text in drawn]
    assert len(told) == 6


def png_of(wide, high):
    """The head and end of a PNG picture of this size."""

    def piece(content):
        length, check = len(content) - 4, zlib.crc32(content)
        return length.to_bytes(4, "big") + content + check.to_bytes(4, "big")

    head = b"IHDR" + wide.to_bytes(4, "big") + high.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + piece(head) + piece(b"IEND")


def test_logo_that_word_cannot_read_is_refused(resolved):
    odd = b"\xff\xd8\xff\xc0\x00\x0b\x08\x00\x14\x00\x28\x01" + b"\x01" * 8 + b"\xff\xd9"
    with pytest.raises(DocumentError, match="Save it as a PNG"):
        render(resolved, "docx", made_on=MADE_ON, logo=odd)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<svg/>", "no picture"),
        (b"\x89PNG\r\n\x1a\n", "no picture"),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xd9", "no picture"),
        (b"x" * 1_000_001, "larger than 1 MB"),
        (png_of(65536, 65536), "65,536 by 65,536"),
        (png_of(60, 20)[:-1] + b"x", "no picture"),
        (png_of(60, 20)[:-5], "no picture"),
    ],
)
def test_logo_that_cannot_be_used_is_refused(resolved, content, what):
    with pytest.raises(DocumentError, match=what):
        render(resolved, "html", made_on=MADE_ON, logo=content)


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_logo_stands_in_every_document(resolved, kind):
    target = io.BytesIO()
    Image.new("RGB", (60, 30), "red").save(target, kind)
    made = {
        name: render(resolved, name, made_on=MADE_ON, logo=target.getvalue())
        for name in ("html", "docx", "pdf")
    }
    plain = {name: render(resolved, name, made_on=MADE_ON) for name in made}
    assert f'src="data:image/{kind};base64,' in made["html"].decode()
    assert all(len(made[name]) > len(plain[name]) for name in made)


@pytest.mark.parametrize("kind", ["html", "docx", "pdf", "xlsx", "json"])
def test_every_format_tells_of_a_figure_that_was_not_found(with_words, kind, told):
    words = told(
        render(with_words("There were [[gone:all:1999-00]]."), kind, made_on=MADE_ON), kind
    )
    assert "gone:all:1999-00" in words
    if kind != "json":
        assert "1 figure that is cited was not found" in words


def test_charts_of_one_key_each_have_their_own_picture(bound, book):
    (section, *_) = bound.sections
    chart = section.blocks[2]
    other = replace(chart, title="Another chart", series=chart.series[:1])
    report = replace(bound, sections=(replace(section, blocks=(chart, other)),))
    page = page_of(resolve(report, book))
    assert 'aria-label="Another chart. ' in page
    assert 'aria-label="Fewer children were adopted' in page
    assert render(resolve(report, book), "pdf", made_on=MADE_ON).startswith(b"%PDF")
