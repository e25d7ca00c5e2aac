"""Write a return: a folder of CSV files, one XML file, or one workbook.

What is written reads back the same: ``read_returns`` gives equal rows from all three forms. The XML
has one row per child for the child's own items (UASC, OC3, AD1), so a row of these tables without
any value but CHILD, SEX and DOB cannot be told from no row, and it has no place for social worker
episodes and deprivation of liberty orders.
"""

from __future__ import annotations

import re
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from belong.domain.errors import BelongError
from belong.formats.ssda903.dates import parse_column
from belong.formats.ssda903.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl

    from belong.formats.ssda903.tables import Table

__all__ = ["CHILD_ITEMS", "write_return"]

#: Tables whose items lie in the child's header in the XML, in the order they are written.
CHILD_ITEMS = ("Header", "UASC", "OC3", "AD1")
_SHEET_ROWS = 1_048_575
#: Characters that XML cannot hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_return(
    tables: Mapping[str, Sequence[Mapping[str, Any]] | pl.DataFrame],
    destination: Path | str,
    form: str = "csv",
) -> Path:
    """Write one return and give the path written.

    tables: table name -> rows, as dicts or a frame, with official columns; those left out are
    empty. Dates may be ``date`` (written dd/mm/yyyy) or text (written as it stands). A frame of a
    ``ReturnSet`` is welcome: its ``_return`` and ``_row`` are passed over, and ``<COLUMN>__text``
    wins over the date beside it. destination: the folder for form ``csv`` (made if absent), the
    file for ``xml`` and ``xlsx``. Raises BelongError for unknown tables, columns or forms.
    """
    path = Path(destination)
    writers = {"csv": _write_csv, "xml": _write_xml, "xlsx": _write_workbook}
    if form not in writers:
        raise BelongError(
            f"{form!r} is no form of a return.", mend=f"Choose one of {', '.join(writers)}."
        )
    unknown = [name for name in tables if name not in TABLES]
    if unknown:
        raise BelongError(f"the return has no table {unknown[0]!r}.", where=str(destination))
    texts = {name: _as_text(TABLES[name], tables[name]) for name in TABLES if name in tables}
    writers[form](texts, path)
    return path


def _as_text(table: Table, rows: Sequence[Mapping[str, Any]] | pl.DataFrame) -> pl.DataFrame:
    """All official columns as String, in official order; empty = null."""
    import polars as pl

    if isinstance(rows, pl.DataFrame):
        frame = rows
        names = frame.columns
    else:
        names = list(dict.fromkeys(name for row in rows for name in row))
        frame = pl.DataFrame(
            {
                name: pl.Series([_cell(row.get(name)) for row in rows], dtype=pl.String)
                for name in names
            }
        )
    passed_over = {"_return", "_row", *(f"{column}__text" for column in table.columns)}
    unknown = [name for name in names if name not in table.columns and name not in passed_over]
    if unknown:
        raise BelongError(f"{table.name} has no column {unknown[0]!r}.", where=table.name)
    return frame.select(_text_of(frame, column) for column in table.columns)


def _text_of(frame: pl.DataFrame, column: str) -> pl.Expr:
    import polars as pl

    if column not in frame.columns:
        return pl.lit(None, pl.String).alias(column) if frame.columns else _no_rows(column)
    value = pl.col(column)
    if frame.schema[column] == pl.Date:
        value = value.dt.to_string("%d/%m/%Y")
    else:
        value = value.cast(pl.String)
    if f"{column}__text" in frame.columns:
        value = pl.coalesce(f"{column}__text", value)
    return pl.when(value != "").then(value).alias(column)


def _no_rows(column: str) -> pl.Expr:
    import polars as pl

    return pl.lit(pl.Series(column, [], dtype=pl.String))


def _cell(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    if isinstance(value, bool):
        return str(int(value))
    return str(value)


def _write_csv(texts: Mapping[str, pl.DataFrame], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in texts.items():
        with (folder / TABLES[name].file_name).open("wb") as stream:
            frame.write_csv(stream)


def _write_workbook(texts: Mapping[str, pl.DataFrame], path: Path) -> None:
    """One sheet per table; real dates as dates, everything else as text."""
    from datetime import datetime, time

    import xlsxwriter

    too_long = [name for name, frame in texts.items() if frame.height > _SHEET_ROWS]
    if too_long:
        raise BelongError(
            f"{too_long[0]} has more rows than a sheet can hold.",
            where=str(path),
            mend="Write CSV instead.",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        as_date = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, frame in texts.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, frame.columns)
            days = {}
            for at, column in enumerate(frame.columns):
                if column in TABLES[name].dates:
                    parsed, odd = parse_column(frame[column])
                    days[at] = [
                        None if is_odd else day
                        for day, is_odd in zip(
                            parsed, odd.is_other_form if odd else [False] * len(parsed), strict=True
                        )
                    ]
            for row, values in enumerate(frame.iter_rows()):
                for at, value in enumerate(values):
                    day = days[at][row] if at in days else None
                    if day is not None:
                        moment = datetime.combine(day, time())
                        sheet.write_datetime(row + 1, at, moment, as_date)
                    elif value is not None:
                        sheet.write_string(row + 1, at, value)


def _write_xml(texts: Mapping[str, pl.DataFrame], path: Path) -> None:
    """One CHILD per child, in the order of Header and then of the other tables."""
    homeless = [
        name
        for name, frame in texts.items()
        if frame.height and name not in CHILD_ITEMS and TABLES[name].xml_group is None
    ]
    if homeless:
        raise BelongError(
            f"the XML form has no place for the table {homeless[0]}.",
            where=str(path),
            mend="Write CSV or a workbook instead.",
        )
    rows: dict[str | None, dict[str, list[dict[str, str | None]]]] = {}
    for name, frame in texts.items():
        for row in frame.iter_rows(named=True):
            rows.setdefault(row["CHILD"], {}).setdefault(name, []).append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write('<?xml version="1.0" encoding="utf-8"?>\n<EXPSSDA903>\n')
        for child, held in rows.items():
            stream.writelines(_child_elements(child, held))
        stream.write("</EXPSSDA903>\n")


def _child_elements(
    child: str | None, held: Mapping[str, list[dict[str, str | None]]]
) -> Iterator[str]:
    """The elements of one child: one CHILD, and more only where items of one kind differ."""
    headers: list[tuple[dict[str, str | None], set[str]]] = []
    for name in CHILD_ITEMS:
        for row in held.get(name, ()):
            items = {column: value for column, value in row.items() if column != "CHILD"}
            for known, names in headers:
                if name not in names and all(known.get(c, v) == v for c, v in items.items()):
                    known |= items
                    names.add(name)
                    break
            else:
                headers.append((items, {name}))
    for at, (items, _) in enumerate(headers or [({}, set())]):
        yield "<CHILD>\n<HEADER>"
        yield _element("CHILDID", child)
        for column, value in items.items():
            yield _element(column, value)
        if at == 0:
            yield from _groups(items, held)
        yield "</HEADER>\n"
        if at == 0:
            for row in held.get("Episodes", ()):
                yield "<EPISODE>"
                for column, value in row.items():
                    if column != "CHILD":
                        yield _element("PL" if column == "PLACE" else column, value)
                yield "</EPISODE>\n"
        yield "</CHILD>\n"


def _groups(
    items: Mapping[str, str | None], held: Mapping[str, list[dict[str, str | None]]]
) -> Iterator[str]:
    """The groups inside HEADER; a birth date is given again only where it differs."""
    for name, found in held.items():
        group = TABLES[name].xml_group
        if group is None or name == "Episodes":
            continue
        for row in found:
            yield f"\n<{group}>"
            for column, value in row.items():
                if column == "CHILD" or (column == "DOB" and items.get("DOB", "") == value):
                    continue
                yield _element(column, value)
            yield f"</{group}>"


def _element(name: str, value: str | None) -> str:
    if value is None:
        return f"<{name}/>"
    return f"<{name}>{escape(_NOT_XML.sub('', value), quote=False)}</{name}>"
