"""Reading a filled-in template workbook, cell by cell; what cannot be taken is told with its cell.

A row that cannot be taken is refused and the others stay; a sheet whose headings are not those of
the template is refused whole.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from belong.domain.errors import BelongError
from belong.formats.ssda903.workbook import cell_text
from belong.formats.workbook.layout import MOST_ROWS, SHEETS, Column, Holds, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["Filled", "FilledRow", "Refused", "is_template", "read_day", "read_template"]

_HEADER_WITHIN = 10
_SHOWN = 5
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]0?0:00(?::00)?)?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-]+([A-Za-z]{3,9})\.?,?[\s\-]+(\d{4})", re.ASCII)
_SHORT = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2}", re.ASCII)
_ERRORS = ("#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NULL!", "#NUM!")
_FORMULA = re.compile(rb'<(?:\w+:)?c\s[^>]*?r="([A-Z]+\d+)"[^>]*>\s*<(?:\w+:)?f[\s/>]')
_PLAIN = re.compile(r"[^a-z0-9]+")

Value = str | date | None


@dataclass(frozen=True)
class FilledRow:
    """A row that can be taken. row: as the spreadsheet numbers it. values: by column name."""

    row: int
    values: Mapping[str, Value]

    def text(self, name: str) -> str:
        """A text, or the code of a choice; "" where the cell is empty."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def day(self, name: str) -> date | None:
        """A date; None where the cell is empty."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None


@dataclass(frozen=True)
class Refused:
    """What cannot be taken. place: sheet and cell. number: of the row's child or family."""

    place: str
    number: str
    reason: str


@dataclass
class Filled:
    """A filled-in workbook. rows: by sheet. cells: the letter of each column, by sheet and name."""

    rows: dict[str, list[FilledRow]] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    letters: dict[tuple[str, str], str] = field(default_factory=dict)

    def place(self, sheet: str, name: str, row: int) -> str:
        """A cell in words, such as "Children, E7"."""
        return f"{sheet}, {self.letters.get((sheet, name), '')}{row}"


def read_day(text: str) -> date | None:
    """The day that a text means, or None.

    Day first, with slashes, points or hyphens; ISO; or with the month's name. A year has four
    digits: of two nobody knows the century.
    """
    text = text.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _NUMBERS.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif (found := _NAMED.fullmatch(text)) and found[2][:3].lower() in _MONTHS:
        day, month, year = int(found[1]), _MONTHS.index(found[2][:3].lower()) + 1, int(found[3])
    else:
        return None
    try:
        read = date(year, month, day)
    except ValueError:
        return None
    return read if _FIRST_DAY <= read <= _LAST_DAY else None


def read_template(path: Path) -> Filled:
    """The rows of a filled-in workbook, and what of it is refused.

    Raises BelongError where the file is no workbook, none of the sheets is one of the template's,
    or there is no row at all.
    """
    filled = Filled()
    found = _sheets(path)
    formulas = _formulas(path)
    names = [title for title, _, _ in found]
    taken = 0
    for sheet in SHEETS:
        match = next((one for one in found if _plain(one[0]) == _plain(sheet.name)), None)
        if match is None:
            match = next((one for one in found if _header(one[1], sheet) is not None), None)
        if match is None:
            filled.told.append(f"There is no sheet {sheet.name} (there are: {', '.join(names)}).")
            continue
        taken += 1
        _read_sheet(filled, sheet, *match, formulas.get(match[0], []))
    if not taken:
        raise BelongError(
            f"None of the sheets is one of the template's (there are: {', '.join(names)}).",
            mend="Download the template workbook and copy your rows into its sheets.",
        )
    if not any(filled.rows.values()) and not filled.refused:
        raise BelongError("The workbook holds no rows.", mend="Fill in its sheets.")
    return filled


def is_template(path: Path) -> bool:
    """Whether a workbook has a sheet named as one of the template's; False for no workbook."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    wanted = {_plain(sheet.name) for sheet in SHEETS}
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            return any(_plain(name) in wanted for name in book.sheet_names)
    except (CalamineError, PasswordError, OSError):
        return False


_Merged = list[tuple[tuple[int, int], tuple[int, int]]]


def _sheets(path: Path) -> list[tuple[str, Sequence[Sequence[object]], _Merged]]:
    """Title, cells from the first one on, and merged ranges of every sheet."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            found: list[tuple[str, Sequence[Sequence[object]], _Merged]] = []
            for one in book.sheets_metadata:
                if one.typ != SheetTypeEnum.WorkSheet:
                    continue
                page = book.get_sheet_by_name(one.name)
                cells = page.to_python(skip_empty_area=False, nrows=MOST_ROWS + _HEADER_WITHIN)
                found.append((one.name, cells, list(page.merged_cell_ranges or [])))
            return found
    except PasswordError as error:
        raise BelongError(
            "The workbook is locked with a password.", mend="Save a copy without the password."
        ) from error
    except (CalamineError, OSError) as error:
        raise BelongError(
            "The workbook is damaged or is no workbook.",
            mend="Open it in your spreadsheet program and save it again.",
        ) from error


def _formulas(path: Path) -> dict[str, list[str]]:
    """Cells that hold formulas, by the title of their sheet, where the file tells it plainly."""
    found: dict[str, list[str]] = {}
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            book = packed.read("xl/workbook.xml").decode("utf-8", "replace")
            titles = re.findall(r'<(?:\w+:)?sheet\s[^>]*?name="([^"]*)"', book)
            for number, title in enumerate(titles, start=1):
                name = f"xl/worksheets/sheet{number}.xml"
                if name in names:
                    cells = [one.decode() for one in _FORMULA.findall(packed.read(name))]
                    if cells:
                        found[title] = cells
    except (zipfile.BadZipFile, KeyError, OSError):
        return {}
    return found


def _plain(text: str) -> str:
    return _PLAIN.sub(" ", text.casefold()).strip()


def _header(cells: Sequence[Sequence[object]], sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row of the headings and the place of each column; None where hardly any is there."""
    wanted = {_plain(column.head): column.name for column in sheet.columns}
    best: tuple[int, dict[str, int]] | None = None
    for at, row in enumerate(cells[:_HEADER_WITHIN]):
        places: dict[str, int] = {}
        for place, cell in enumerate(row):
            name = wanted.get(_plain(cell_text(cell))) if cell is not None else None
            if name is not None:
                places.setdefault(name, place)
        if len(places) >= 2 and (best is None or len(places) > len(best[1])):
            best = (at, places)
    return best


def letter_of(place: int) -> str:
    """The letter of a column: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _read_sheet(
    filled: Filled,
    sheet: Sheet,
    title: str,
    cells: Sequence[Sequence[object]],
    merged: _Merged,
    formulas: list[str],
) -> None:
    if not any(cell not in (None, "") for row in cells for cell in row):
        filled.rows[sheet.name] = []
        return
    found = _header(cells, sheet)
    needed = [column for column in sheet.columns if column.is_needed]
    missing = [column.head for column in needed if found is None or column.name not in found[1]]
    if found is None or missing:
        at = found[0] if found else next(n for n, row in enumerate(cells) if any(row))
        there = ", ".join(cell_text(cell) for cell in cells[at] if cell not in (None, ""))[:120]
        filled.refused.append(
            Refused(
                f"{title}, row {at + 1}",
                "",
                f"No column is headed {', '.join(missing)}; the headings are: {there}. The sheet"
                " was not read. Copy your rows below the headings of the template.",
            )
        )
        return
    at, places = found
    if len(cells) - at - 1 > MOST_ROWS:
        filled.refused.append(
            Refused(
                f"{title}, row {at + MOST_ROWS + 2}",
                "",
                f"The sheet has more than {MOST_ROWS:,} rows; those from here on were not read.",
            )
        )
    if formulas:
        more = f" and {len(formulas) - _SHOWN} more" if len(formulas) > _SHOWN else ""
        filled.told.append(
            f"{title}: {', '.join(formulas[:_SHOWN])}{more} hold formulas; the value that the"
            " spreadsheet worked out last was taken."
        )
    filled.letters |= {(sheet.name, name): letter_of(place) for name, place in places.items()}
    filled.rows[sheet.name] = list(
        _rows(
            filled,
            sheet,
            title,
            cells[at + 1 : at + 1 + MOST_ROWS],
            at + 2,
            places,
            merged,
            frozenset(formulas),
        )
    )


def _rows(
    filled: Filled,
    sheet: Sheet,
    title: str,
    cells: Sequence[Sequence[object]],
    first: int,
    places: Mapping[str, int],
    merged: _Merged,
    formulas: frozenset[str],
) -> Iterator[FilledRow]:
    touched: dict[int, str] = {}
    for (top, left), (bottom, right) in merged:
        named = f"{letter_of(left)}{top + 1}:{letter_of(right)}{bottom + 1}"
        touched |= {row + 1: named for row in range(top, bottom + 1) if row + 1 >= first}
    columns = [column for column in sheet.columns if column.name in places]
    head = columns[0]
    for number, row in enumerate(cells, start=first):
        if not any(row[places[column.name]] not in (None, "") for column in columns):
            continue
        who = cell_text(row[places[head.name]]).strip() if row[places[head.name]] else ""
        if number in touched:
            reason = f"The cells {touched[number]} are merged: give every row its own values."
            filled.refused.append(Refused(f"{title}, row {number}", who, reason))
            continue
        values: dict[str, Value] = {}
        for column in columns:
            cell = f"{letter_of(places[column.name])}{number}"
            try:
                values[column.name] = _value(
                    column, row[places[column.name]], is_formula=cell in formulas
                )
            except _Unusable as error:
                filled.refused.append(Refused(f"{title}, {cell}", who, str(error)))
                break
        else:
            yield FilledRow(number, values)


class _Unusable(Exception):
    """A cell that cannot be taken, and why."""


def _value(column: Column, cell: object, *, is_formula: bool) -> Value:
    text = "" if cell is None else cell_text(cell).strip()
    if text in _ERRORS or (is_formula and not text):
        raise _Unusable(f"{column.head}: the formula here has failed, or has no value.")
    if not text:
        if column.is_needed:
            raise _Unusable(f"{column.head} is missing.")
        return None
    if column.holds is Holds.DAY:
        return _day(column, cell, text)
    if column.choices is not None:
        by_words = {_plain(words): code for words, code in column.choices.items()}
        code = by_words.get(_plain(text))
        if code is None and text in column.choices.values() and text:
            code = text
        if code is None:
            raise _Unusable(f"{column.head}: “{text[:60]}” is not in the list.")
        return code
    return text[:300]


def _day(column: Column, cell: object, text: str) -> date:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        read: date | None = cell if _FIRST_DAY <= cell <= _LAST_DAY else None
    elif isinstance(cell, int | float | timedelta):
        raise _Unusable(f"{column.head}: {text[:20]} is a number, not a date. Format it as a date.")
    else:
        read = read_day(text)
    if read is None:
        if _SHORT.fullmatch(text):
            raise _Unusable(f"{column.head}: “{text}” needs a year of four digits.")
        raise _Unusable(f"{column.head}: “{text[:40]}” is no real date, like 27/03/2024.")
    return read
