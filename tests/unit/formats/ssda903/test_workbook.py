"""The return as a workbook: sheets by columns, cells to the text of the return."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import xlsxwriter

from belong.domain.errors import BelongError
from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.workbook import cell_text

HEADER = ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"]


def workbook(path, **sheets):
    """A workbook with the given rows, dates as real dates."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def codes(read):
    return sorted(notice.code for notice in read.notices)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("0012", "0012"),
        (12.0, "12"),
        (12.5, "12.5"),
        (7, "7"),
        (True, "1"),
        ("", ""),
        (date(2023, 4, 1), "01/04/2023"),
        (datetime(2023, 4, 1), "01/04/2023"),  # noqa: DTZ001 - a workbook's cells know no time zone
        (datetime(2023, 4, 1, 9, 30), "2023-04-01 09:30:00"),  # noqa: DTZ001 - the same
    ],
)
def test_cell_text_is_what_the_return_would_hold(cell, text):
    assert cell_text(cell) == text


def test_read_workbook_with_titles_above_and_rows_below(tmp_path):
    rows = [
        ["Return of 2024"],
        [],
        HEADER,
        [12, 1, date(2015, 2, 3), "WBRI", "UN1"],
        [],
        ["0013", 2, "31/02/2015", "WBRI", "UN1", None, None, "note"],
        [],
    ]
    read = read_returns([workbook(tmp_path / "r.xlsx", Anything=rows, Notes=[["hello"]])])
    frame = read.tables["Header"]
    assert frame["CHILD"].to_list() == ["12", "0013"]
    assert frame["_row"].to_list() == [1, 3]
    assert frame["SEX"].to_list() == ["1", "2"]
    assert frame["DOB"].to_list() == [date(2015, 2, 3), None]
    assert codes(read) == [
        "child_as_number",
        "dates_not_real",
        "file_not_known",
        "no_year",
        "rows_blank",
    ]


def test_read_workbook_without_a_table_is_refused(tmp_path):
    with pytest.raises(BelongError, match="no sheet"):
        read_returns([workbook(tmp_path / "r.xlsx", Notes=[["hello"]], Empty=[])])


def test_read_workbook_with_one_table_twice_is_refused_unless_equal(tmp_path):
    rows = [HEADER, ["1", "M", "", "WBRI", "", "", ""]]
    assert codes(read_returns([workbook(tmp_path / "a.xlsx", One=rows, Two=rows)])) == [
        "no_year",
        "same_table_twice",
    ]
    with pytest.raises(BelongError, match="One and Two"):
        read_returns([workbook(tmp_path / "b.xlsx", One=rows, Two=[*rows, rows[1]])])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"CHILD,DOB\n"])
def test_read_workbook_that_is_damaged_is_refused(tmp_path, data):
    path = tmp_path / "r.xlsx"
    path.write_bytes(data)
    with pytest.raises(BelongError, match="damaged"):
        read_returns([path])


def test_read_workbook_for_some_tables_only_still_knows_the_others(tmp_path):
    reviews = [["CHILD", "DOB", "REVIEW", "REVIEW_CODE"], ["1", "", "", ""]]
    path = workbook(tmp_path / "r.xlsx", H=[HEADER, ["1"]], R=reviews)
    read = read_returns([path], columns={"Header": ["CHILD"]})
    assert list(read.tables) == ["Header"]
    assert read.returns[0].tables == {"Header", "Reviews"}


def test_read_workbook_rows_that_only_hold_a_format_are_passed_over(tmp_path):
    path = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["1", "M", "01/01/2020", "WBRI"])
        sheet.write_blank(9, 0, None, book.add_format({"bold": True}))
    read = read_returns([path])
    assert read.tables["Header"].height == 1
    assert codes(read) == ["no_year"]
