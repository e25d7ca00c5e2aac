"""A report as a workbook: one sheet for each section, numbers as numbers, headers that stay."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from belong.reports.model import Cell, Prose, Report, Section, ShownFigure, Table
from belong.reports.words import printed

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["as_xlsx"]

LONGEST_NAME = 31  # the most that a sheet's name may have
WIDEST = 60
ROWS_LOOKED_AT = 200


def as_xlsx(report: Report, *, made_on: date | None = None) -> bytes:
    """The report as the bytes of an .xlsx file. Text that looks like a formula stays text.

    made_on: written into the file as the day on which it was made; without it, the clock's.
    """
    import xlsxwriter

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        properties: dict[str, Any] = {"title": report.title, "company": "", "author": "Belong"}
        if made_on:
            properties["created"] = datetime(made_on.year, made_on.month, made_on.day)  # noqa: DTZ001
        book.set_properties(properties)
        styles = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "caption": book.add_format({"bold": True}),
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
            "date": book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
            "number": book.add_format({"num_format": "#,##0.##########"}),
            "whole": book.add_format({"num_format": "#,##0"}),
            "percent": book.add_format({"num_format": '#,##0"%"'}),
            "pounds": book.add_format({"num_format": '"£"#,##0;-"£"#,##0'}),
            "pence": book.add_format({"num_format": '"£"#,##0.00;-"£"#,##0.00'}),
            "right": book.add_format({"align": "right"}),
            "words": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        names: set[str] = set()
        _front(book.add_worksheet(_name("About", names)), report, styles)
        for section in report.sections:
            sheet = book.add_worksheet(_name(section.title, names))
            _fill(sheet, section, styles)
    return target.getvalue()


def _name(title: str, taken: set[str]) -> str:
    """A sheet name that Excel takes: no special signs, at most 31 characters, not yet used."""
    plain = " ".join(re.sub(r"[\[\]:*?/\\']", " ", title).split())
    base = plain[:LONGEST_NAME] or "Sheet"
    name, number = base, 2
    while name.lower() in taken:
        ending = f" {number}"
        name, number = base[: LONGEST_NAME - len(ending)] + ending, number + 1
    taken.add(name.lower())
    return name


def _front(sheet: Worksheet, report: Report, styles: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, report.title, styles["title"])
    row = 1
    for paragraph in report.lead:
        row += 1
        sheet.write_string(row, 0, paragraph)
    row += 1
    for term, description in report.facts:
        row += 1
        sheet.write_string(row, 0, term, styles["caption"])
        sheet.write_string(row, 1, description, styles["words"])


def _fill(sheet: Worksheet, section: Section, styles: dict[str, Any]) -> None:
    sheet.write_string(0, 0, section.title, styles["title"])
    row = 1
    widths: dict[int, int] = {}
    for part in _walk(section):
        if part is not section:
            row += 1
            sheet.write_string(row, 0, part.title, styles["title"])
            row += 1
        for paragraph in part.paragraphs:
            sheet.write_string(row, 0, paragraph)
            row += 1
        for block in part.blocks:
            if isinstance(block, Table):
                row = _table(sheet, block, row + 1, styles, widths)
            elif isinstance(block, Prose):
                for each in block.paragraphs:
                    sheet.write_string(row, 0, each.text)
                    row += 1
    for column, width in widths.items():
        sheet.set_column(column, column, min(WIDEST, width + 2))


def _walk(section: Section) -> list[Section]:
    return [section, *(inner for part in section.sections for inner in _walk(part))]


def _table(
    sheet: Worksheet, table: Table, row: int, styles: dict[str, Any], widths: dict[int, int]
) -> int:
    """Write one table from ``row`` down; the row after it."""
    sheet.write_string(row, 0, table.caption, styles["caption"])
    for index, column in enumerate(table.columns):
        sheet.write_string(row + 1, index, column.title, styles["head"])
        widths[index] = max(widths.get(index, 8), len(column.title))
    row += 2
    for number, cells in enumerate(table.rows):
        for index, cell in enumerate(cells):
            _cell(sheet, row, index, cell, styles)
            if number < ROWS_LOOKED_AT and isinstance(cell, str):
                widths[index] = max(widths[index], len(cell))
            elif isinstance(cell, date):
                widths[index] = max(widths[index], 11)
        row += 1
    if table.note:
        sheet.write_string(row, 0, table.note)
        row += 1
    return row


def _cell(sheet: Worksheet, row: int, column: int, cell: Cell, styles: dict[str, Any]) -> None:
    if cell is None:
        return
    if isinstance(cell, ShownFigure):
        _figure(sheet, row, column, cell, styles)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, styles["date"])
    else:
        sheet.write_number(row, column, cell, styles["number"])


def _figure(
    sheet: Worksheet, row: int, column: int, figure: ShownFigure, styles: dict[str, Any]
) -> None:
    """A figure as the number that is printed, in a format that shows it as it is printed."""
    if figure.value is None:
        sheet.write_string(row, column, figure.text, styles["right"])
        return
    value = printed(figure.value, figure.unit)
    style = {"percent": "percent", "pounds": "pounds"}.get(figure.unit, "whole")
    if style == "pounds" and value % 1:
        style = "pence"
    sheet.write_number(row, column, float(value), styles[style])
