"""Writing the template workbook: headings with notes, drop-downs, and a sheet that explains it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from belong.formats.workbook.layout import SHEETS, Column, Holds, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["template"]

GUIDE, LISTS = "How to fill in", "Lists"
#: Rows that have drop-downs and the format of dates ready.
_READY = 2000
_HELP = (
    "Fill in the four sheets from the second row on. Leave the headings as they are.",
    "Dates are day, month and year, as in 27/03/2024. Do not merge cells.",
    "Every child and family has a number of yours; the other sheets name them by it.",
    "What you do not know stays empty. Headings with * are needed in every row.",
    "Then upload the workbook: you see what it would change before anything is recorded.",
)


def template(rows: Mapping[str, Iterable[Sequence[Any]]] | None = None) -> bytes:
    """The workbook (.xlsx) as bytes. rows: for examples and tests, rows of a sheet by its name."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        look = {
            "head": book.add_format({"bold": True, "bg_color": "#1f4e5f", "font_color": "white",
                                     "text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "dd/mm/yyyy"}),
            "text": book.add_format({"num_format": "@"}),
            "title": book.add_format({"bold": True, "font_size": 14}),
            "bold": book.add_format({"bold": True}),
        }  # fmt: skip
        guide = book.add_worksheet(GUIDE)
        sheets = {sheet.name: book.add_worksheet(sheet.name) for sheet in SHEETS}
        lists = book.add_worksheet(LISTS)
        _explain(guide, look)
        at = 0
        for sheet in SHEETS:
            for column in sheet.columns:
                if column.choices:
                    words = list(column.choices)
                    lists.write_column(1, at, words)
                    lists.write(0, at, f"{sheet.name}: {column.head}", look["bold"])
                    _offer(sheets[sheet.name], sheet, column, at, len(words))
                    at += 1
            _head(sheets[sheet.name], sheet, look)
            for number, row in enumerate((rows or {}).get(sheet.name, ()), start=1):
                sheets[sheet.name].write_row(number, 0, row)
        lists.set_column(0, max(at - 1, 0), 30)
        sheets[SHEETS[0].name].activate()
    return out.getvalue()


def _head(page: Any, sheet: Sheet, look: Mapping[str, Any]) -> None:
    for at, column in enumerate(sheet.columns):
        page.write(0, at, f"{column.head} *" if column.is_needed else column.head, look["head"])
        form = look["day"] if column.holds is Holds.DAY else look["text"]
        page.set_column(at, at, column.width, form)
        if column.note:
            page.write_comment(0, at, column.note)
    page.freeze_panes(1, 1)


def _offer(page: Any, sheet: Sheet, column: Column, at: int, count: int) -> None:
    from xlsxwriter.utility import xl_col_to_name

    place = sheet.columns.index(column)
    letter = xl_col_to_name(at)
    page.data_validation(
        1,
        place,
        _READY,
        place,
        {
            "validate": "list",
            "source": f"={LISTS}!${letter}$2:${letter}${count + 1}",
            "error_title": column.head,
            "error_message": "Choose one from the list.",
        },
    )


def _explain(page: Any, look: Mapping[str, Any]) -> None:
    page.write(0, 0, "How to fill in this workbook", look["title"])
    for row, words in enumerate(_HELP, start=2):
        page.write(row, 0, words)
    row = len(_HELP) + 3
    for sheet in SHEETS:
        page.write(row, 0, f"{sheet.name}: {sheet.about}", look["bold"])
        for column in sheet.columns:
            row += 1
            needed = "needed" if column.is_needed else ""
            page.write_row(row, 0, (column.head, column.holds.value, needed, column.example))
            page.write(row, 4, column.note)
        row += 2
    page.set_column(0, 0, 32)
    page.set_column(1, 3, 18)
    page.set_column(4, 4, 60)
