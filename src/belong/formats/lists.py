"""Lists of rows that leave the service as a file: their columns as data, written and read back.

A heading is official only where a public source words it; every other heading is Belong's own, and
the file says of each column which it is. What a spreadsheet would take for a formula stays text.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from belong.domain.errors import BelongError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["ABOUT", "Holds", "ListColumn", "ListFormat", "Value", "as_csv", "as_xlsx", "read_csv",
           "read_xlsx"]  # fmt: skip

Value = str | int | date | None
#: One row of a list: values by the column's name; a name that is missing is an empty cell.
Row = "Mapping[str, Value]"

#: The sheet that says what the others are.
ABOUT = "About"
#: What a spreadsheet would take for a formula at the start of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Put before such a text in CSV, and before a text that begins with it; taken off in reading.
_GUARD = "'"
_WIDTH = 22


class Holds(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    DAY = "date"
    NUMBER = "whole number"


@dataclass(frozen=True)
class ListColumn:
    """One column. name: in code. head: what stands above it.

    source: where the heading is worded so, empty for a heading of Belong's own. note: what a reader
    of the file must know of it, such as that Belong does not keep it.
    """

    name: str
    head: str
    holds: Holds = Holds.TEXT
    source: str = ""
    note: str = ""

    @property
    def mark(self) -> str:
        """Whether the heading is official, in words."""
        return f"official ({self.source})" if self.source else "Belong's own heading"


@dataclass(frozen=True)
class ListFormat:
    """One list. name: in addresses and file names. title: of its sheet, at most 31 characters.

    who: whom it lists, as a sentence. source: where that is laid down, empty for Belong's own.
    """

    name: str
    title: str
    who: str
    columns: tuple[ListColumn, ...]
    source: str = ""


def as_csv(form: ListFormat, rows: Iterable[Mapping[str, Value]]) -> bytes:
    """The list as CSV with a byte order mark, dates as dd/mm/yyyy. Raises BelongError."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(column.head for column in form.columns)
    for row in rows:
        _check(form, row)
        writer.writerow(_as_text(row.get(column.name)) for column in form.columns)
    return out.getvalue().encode("utf-8-sig")


def _check(form: ListFormat, row: Mapping[str, Value]) -> None:
    known = {column.name for column in form.columns}
    odd = [name for name in row if name not in known]
    if odd:
        raise BelongError(f"{form.title} has no column {odd[0]!r}.", where=form.name)


def _as_text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    if isinstance(value, int):
        return str(value)
    return f"{_GUARD}{value}" if value.startswith((*_FORMULA, _GUARD)) else value


def as_xlsx(
    lists: Sequence[tuple[ListFormat, Sequence[Mapping[str, Value]]]],
    *,
    title: str,
    facts: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Lists as one workbook: a sheet each, behind a sheet that says what they are.

    facts: a term and what is said of it, such as the period. Numbers are numbers, dates are dates,
    and text is never a formula. Raises BelongError for a column that a list does not have.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd/mm/yyyy",
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": title, "author": "Belong"})
        look = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "bold": book.add_format({"bold": True}),
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
            "words": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _front(book.add_worksheet(ABOUT), lists, title, facts, look)
        for form, rows in lists:
            _fill(book.add_worksheet(form.title), form, rows, look)
    return out.getvalue()


def _front(
    page: Any,
    lists: Sequence[tuple[ListFormat, Sequence[Mapping[str, Value]]]],
    title: str,
    facts: Sequence[tuple[str, str]],
    look: Mapping[str, Any],
) -> None:
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 60)
    page.set_column(2, 3, 40)
    page.write_string(0, 0, title, look["title"])
    row = 1
    for term, words in facts:
        row += 1
        page.write_string(row, 0, term, look["bold"])
        page.write_string(row, 1, words, look["words"])
    for form, rows in lists:
        row += 2
        page.write_string(row, 0, form.title, look["bold"])
        page.write_string(row, 1, form.who, look["words"])
        page.write_string(row, 2, f"Rows: {len(rows)}")
        for column in form.columns:
            row += 1
            page.write_string(row, 0, column.name)
            page.write_string(row, 1, column.head, look["words"])
            page.write_string(row, 2, column.mark, look["words"])
            page.write_string(row, 3, column.note, look["words"])


def _fill(
    page: Any, form: ListFormat, rows: Iterable[Mapping[str, Value]], look: Mapping[str, Any]
) -> None:
    page.freeze_panes(1, 1)
    page.set_column(0, len(form.columns) - 1, _WIDTH)
    for at, column in enumerate(form.columns):
        page.write_string(0, at, column.head, look["head"])
    for number, row in enumerate(rows, start=1):
        _check(form, row)
        for at, column in enumerate(form.columns):
            value = row.get(column.name)
            if isinstance(value, date):
                page.write_datetime(number, at, value)
            elif isinstance(value, int):
                page.write_number(number, at, value)
            elif value:
                page.write_string(number, at, value)


def read_csv(form: ListFormat, content: bytes) -> list[dict[str, Value]]:
    """The rows of a list that ``as_csv`` wrote. Raises BelongError where it is another list."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    return _rows(form, lines, _of_text)


def read_xlsx(forms: Sequence[ListFormat], content: bytes) -> dict[str, list[dict[str, Value]]]:
    """The rows of each list that ``as_xlsx`` wrote, by the list's name. Raises BelongError."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    missing = [form for form in forms if form.title not in book.sheet_names]
    if missing:
        raise BelongError(f"the workbook has no sheet {missing[0].title}.", where=missing[0].name)
    return {
        form.name: _rows(form, book.get_sheet_by_name(form.title).to_python(), _of_cell)
        for form in forms
    }


def _rows(form: ListFormat, lines: Sequence[Sequence[Any]], read: Any) -> list[dict[str, Value]]:
    heads = [column.head for column in form.columns]
    if not lines or list(lines[0]) != heads:
        raise BelongError(
            "the headings are not those of this list.",
            where=form.title,
            mend="Give a file as Belong wrote it, with all of its headings.",
        )
    return [
        {column.name: read(column, cell) for column, cell in zip(form.columns, line, strict=True)}
        for line in lines[1:]
    ]


def _of_text(column: ListColumn, cell: str) -> Value:
    if not cell:
        return None
    if column.holds is Holds.DAY:
        return datetime.strptime(cell, "%d/%m/%Y").date()  # noqa: DTZ007  a day has no zone
    if column.holds is Holds.NUMBER:
        return int(cell)
    return cell.removeprefix(_GUARD)


def _of_cell(column: ListColumn, cell: Any) -> Value:
    if cell in ("", None):
        return None
    if column.holds is Holds.NUMBER:
        return int(cell)
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else str(cell)
