"""A return as one workbook, one sheet per table; sheets are recognised by their columns."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from belong.domain.errors import BelongError
from belong.formats.ssda903.csv_folder import layout_remarks, table_frame
from belong.formats.ssda903.source import Loaded, Remark, Source, some_rows
from belong.formats.ssda903.tables import recognise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from belong.formats.ssda903.tables import Layout

__all__ = ["cell_text", "load_workbook"]

#: The header row is looked for in this many rows from the top.
_HEADER_WITHIN = 10


def load_workbook(source: Source, wanted: Mapping[str, Sequence[str]] | None) -> Loaded:
    """The tables of a workbook; with ``wanted``, only the tables that it names.

    Raises BelongError when the file is no workbook, holds no table of the return, or holds one
    table in two sheets that differ.
    """
    loaded = Loaded(source)
    sheets: dict[str, str] = {}
    unread = []
    for title, cells in _sheets(source):
        found = _header(cells)
        if found is None:
            if any(cell != "" for row in cells for cell in row):
                unread.append(title)
            continue
        at, layout = found
        name = layout.table.name
        loaded.supplied.add(name)
        if wanted is not None and name not in wanted:
            continue
        rows = list(cells[at + 1 :])
        while rows and all(cell == "" for cell in rows[-1]):
            rows.pop()
        frame = table_frame(
            layout, range(1, len(rows) + 1), [[cell_text(cell) for cell in row] for row in rows]
        )
        if name in loaded.frames:
            if not frame.equals(loaded.frames[name]):
                raise BelongError(
                    f"two sheets hold the table {name} and differ: {sheets[name]} and {title}.",
                    where=source.label,
                    mend="Keep the right one and delete the other.",
                )
            loaded.remarks.append(
                Remark("same_table_twice", f"Sheet {title} is a copy of {sheets[name]}.")
            )
            continue
        loaded.frames[name] = frame
        sheets[name] = title
        loaded.remarks.extend(layout_remarks(layout, f"sheet {title}"))
        _note_numbers(loaded, layout, title, rows)
    if not loaded.supplied:
        raise BelongError(
            "no sheet of this workbook is a table of an SSDA903 return.",
            where=source.label,
            mend="Each table needs a sheet whose heading row has the return's column names.",
        )
    if unread:
        loaded.remarks.append(
            Remark(
                "file_not_known",
                f"Not read, because the columns are those of no table of the return: sheet"
                f" {', '.join(unread)}.",
            )
        )
    return loaded


def _sheets(source: Source) -> list[tuple[str, Sequence[Sequence[object]]]]:
    """Title and cells of every sheet, from its first cell on."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    try:
        with CalamineWorkbook.from_path(str(source.path)) as book:
            return [
                (sheet.name, book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False))
                for sheet in book.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as error:
        raise BelongError(
            "this workbook is locked with a password.",
            where=source.label,
            mend="Save a copy without the password.",
        ) from error
    except (CalamineError, OSError) as error:
        raise BelongError(
            "this workbook is damaged or is no workbook.",
            where=source.label,
            mend="Open it in your spreadsheet program and save it again.",
        ) from error


def _header(cells: Sequence[Sequence[object]]) -> tuple[int, Layout] | None:
    """Place of the heading row and the layout it names, or None if the sheet is no table."""
    for at, row in enumerate(cells[:_HEADER_WITHIN]):
        layout = recognise(tuple(cell_text(cell) for cell in row))
        if layout is not None:
            return at, layout
    return None


def _note_numbers(
    loaded: Loaded, layout: Layout, title: str, rows: Sequence[Sequence[object]]
) -> None:
    """Say so when CHILD is kept as a number: a spreadsheet drops leading zeros."""
    at = layout.positions["CHILD"]
    numbers = [
        number for number, row in enumerate(rows, start=1) if isinstance(row[at], int | float)
    ]
    if numbers:
        loaded.remarks.append(
            Remark(
                "child_as_number",
                f"{layout.table.name} (sheet {title}) keeps CHILD as a number in"
                f" {some_rows(numbers, len(numbers))}: leading zeros may be lost, so children may"
                " not be found again in other tables or years.",
            )
        )


def cell_text(cell: object) -> str:
    """A cell as the return writes it: whole numbers without decimals, days as dd/mm/yyyy."""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        if cell.time() != time():
            return cell.isoformat(sep=" ", timespec="seconds")
        cell = cell.date()
    if isinstance(cell, date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year:04}"
    return str(cell)
