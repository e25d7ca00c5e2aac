"""One report in every dress: terminal, page, workbook, picture."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from datetime import date, datetime

import openpyxl
import pytest

from belong.reports.charts import svg
from belong.reports.data import as_csv, as_json
from belong.reports.html import as_html
from belong.reports.model import Chart, Column, Point, Report, Section, Table
from belong.reports.text import as_text, table_text
from belong.reports.xlsx import as_xlsx

NUMBERS = Table(
    caption="Days",
    columns=(Column("Who"), Column("When"), Column("Days", is_number=True)),
    rows=(("Ann & <Bob>", date(2024, 2, 1), 1234), ("=1+1", None, None)),
    note="A note.",
)
CHART = Chart(
    "A <chart>",
    "What & how.",
    "days",
    (Point("2020-23", 300.0, 367.0, 426), Point("2021-24", None, None, 426)),
)
REPORT = Report(
    "A report",
    ("What it is.",),
    (("Term", "What it means"),),
    (
        Section("one", "One: a/b", ("Words.",), (NUMBERS, CHART)),
        Section("two", "Two", sections=(Section("in", "Inner", blocks=(NUMBERS,)),)),
    ),
)


def test_text_keeps_to_the_width_and_to_ascii():
    wordy = Table("Long", (Column("A"), Column("B")), (("word " * 30, "other " * 30),))
    section = Section("s", "A long heading " * 9, (), (wordy,))
    text = as_text(Report("Title " * 20, ("lead " * 40,), (), (section,)), 60)
    assert max(map(len, text.splitlines())) <= 60
    assert text.isascii()


def test_text_table_breaks_a_long_name_at_its_hyphens():
    rows = (("882 Southend-on-Sea", "2021-24 " * 5),)
    lines = table_text(Table("", (Column("A"), Column("B")), rows), 22).splitlines()
    assert [line.split("  ")[0].rstrip() for line in lines[2:5]] == ["882", "Southend-", "on-Sea"]


def test_text_table_aligns_numbers_right():
    lines = table_text(NUMBERS, 80).splitlines()
    assert lines[3].endswith("1,234")
    assert lines[4].split() == ["=1+1", "-", "-"]


def test_html_escapes_what_is_in_the_cells():
    page = as_html(REPORT, "made by a test")
    assert "Ann &amp; &lt;Bob&gt;" in page
    assert "<Bob>" not in page
    assert "A &lt;chart&gt;" in page
    assert "made by a test" in page


def test_html_tables_have_caption_and_scope():
    page = as_html(REPORT)
    assert page.count("<caption") == page.count("<table") == 2
    assert '<th scope="col"' in page
    assert '<th scope="row"' in page


def test_workbook_has_numbers_dates_and_no_formulas():
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(REPORT)))
    assert book.sheetnames == ["About", "One a b", "Two"]
    cells = {cell.value: cell for row in book["One a b"].iter_rows() for cell in row}
    assert cells[1234].data_type == "n"
    assert cells["=1+1"].data_type == "s"
    assert any(isinstance(value, datetime) for value in cells)


def test_workbook_sheets_of_one_name_are_told_apart():
    long = "The same very long title of a section, twice"
    report = Report("T", (), (), (Section("a", long), Section("b", long)))
    names = openpyxl.load_workbook(io.BytesIO(as_xlsx(report))).sheetnames
    assert len(set(names)) == 3
    assert all(len(name) <= 31 for name in names)


def test_csv_cell_that_a_spreadsheet_would_run_is_made_harmless():
    rows = list(
        csv.reader(io.StringIO(as_csv(("a", "b"), [("=1+1", -5), (None, date(2024, 1, 2))])))
    )
    assert rows == [["a", "b"], ["'=1+1", "-5"], ["", "2024-01-02"]]


def test_json_writes_dates_and_refuses_what_it_does_not_know():
    assert '"on": "2024-02-01"' in as_json({"on": date(2024, 2, 1)})
    with pytest.raises(TypeError):
        as_json({"what": object()})


@pytest.mark.parametrize("shape", ["windows", "lengths"])
def test_svg_is_well_formed_and_named(shape):
    chart = Chart(CHART.title, CHART.description, "days", CHART.points, shape)
    root = ET.fromstring(svg(chart, "k"))  # noqa: S314
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    found = root.find(f"{space}title")
    title = found if found is not None else root.find("title")
    assert title is not None
    assert title.text == "A <chart>"


def test_svg_without_any_value_is_still_a_picture():
    assert ">none<" in svg(Chart("T", "D", "days", (Point("2024", None),)), "k")


def test_svg_threshold_that_changes_is_labelled_again():
    points = (Point("2015", 1.0, None, 487), Point("2016", 1.0, None, 426), Point("x", 1.0))
    drawn = svg(Chart("T", "D", "days", points), "k")
    assert drawn.count(">487<") == 1
    assert drawn.count(">426<") == 1
