"""The template workbook for councils with only a spreadsheet: written, and read when filled in."""

from belong.formats.workbook.layout import CODE_DETAIL, SHEETS, Column, Holds, Sheet
from belong.formats.workbook.read import (
    Filled,
    FilledRow,
    Refused,
    is_template,
    read_day,
    read_template,
)
from belong.formats.workbook.write import template

__all__ = [
    "CODE_DETAIL",
    "SHEETS",
    "Column",
    "Filled",
    "FilledRow",
    "Holds",
    "Refused",
    "Sheet",
    "is_template",
    "read_day",
    "read_template",
    "template",
]
