"""A return as a folder of delimited text files, one table each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belong.domain.errors import BelongError
from belong.formats.ssda903.decode import (
    careful_rows,
    first_line,
    is_even,
    split_header,
    to_utf8,
    without_quotes,
)
from belong.formats.ssda903.source import Body, CsvFile, Loaded, Remark, Source, some_rows
from belong.formats.ssda903.tables import Layout, recognise

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    import polars as pl

__all__ = ["layout_remarks", "load_csv", "peek", "table_frame"]

#: A header line is looked for in this many bytes first, and never beyond the second number.
_PEEK = 4_096
#: No line of a return comes near this length; a longer one is no return.
LONGEST_LINE = 1_048_576


def peek(path: Path) -> CsvFile | None:
    """The file with its layout if its first line names a known table's columns, else None.

    Reads the head of the file only. Raises BelongError when no line ends in the first megabyte.
    """
    with path.open("rb") as stream:
        head = stream.read(_PEEK)
        line = _header_of(head)
        if line is None and len(head) == _PEEK:
            head += stream.read(LONGEST_LINE - _PEEK)
            line = _header_of(head)
            if line is None and len(head) == LONGEST_LINE:
                raise _too_long(path)
    if line is None:
        line = to_utf8(head)[0].strip(b"\r\n")
    layout = recognise(split_header(line)[0])
    return CsvFile(path, layout) if layout else None


def _header_of(head: bytes) -> bytes | None:
    return first_line(to_utf8(head, is_head=True)[0].lstrip(b"\r\n"))


def _too_long(path: Path) -> BelongError:
    return BelongError(
        "a line in this file is longer than a megabyte, so it is not a table of a return.",
        where=str(path),
        mend="Export the table again as CSV, with one row to a line.",
    )


def load_csv(source: Source, wanted: Mapping[str, Sequence[str]] | None) -> Loaded:
    """The tables of a CSV folder; with ``wanted``, only the tables that it names.

    Raises BelongError when a file cannot be read or two files hold the same table.
    """
    loaded = Loaded(source, supplied={file.layout.table.name for file in source.files})
    if source.unread:
        loaded.remarks.append(
            Remark(
                "file_not_known",
                f"Not read, because the columns are those of no table of the return: "
                f"{', '.join(source.unread)}.",
            )
        )
    chosen: dict[str, tuple[CsvFile, bytes]] = {}
    for file in source.files:
        name = file.layout.table.name
        if wanted is not None and name not in wanted:
            continue
        data = _read(file.path)
        if name in chosen:
            other, known = chosen[name]
            if known != data:
                raise BelongError(
                    f"two files hold the table {name} and differ: {other.path.name} and"
                    f" {file.path.name}.",
                    where=source.label,
                    mend="Keep the right one and move the other out of the folder.",
                )
            loaded.remarks.append(
                Remark(
                    "same_table_twice",
                    f"{file.path.name} is a copy of {other.path.name} and was read once.",
                )
            )
            continue
        chosen[name] = (file, data)
        _take(loaded, file, data)
    return loaded


def _read(path: Path) -> bytes:
    """The bytes of a file, refused as soon as one megabyte passes without a line end."""
    try:
        with path.open("rb") as stream:
            pieces = []
            while piece := stream.read(LONGEST_LINE):
                if len(piece) == LONGEST_LINE and b"\n" not in piece and b"\r" not in piece:
                    raise _too_long(path)
                pieces.append(piece)
    except OSError as error:
        raise BelongError(
            f"the file could not be read ({error.strerror or type(error).__name__}).",
            where=str(path),
            mend="Check that it is not open elsewhere and that you may read it.",
        ) from error
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _take(loaded: Loaded, file: CsvFile, data: bytes) -> None:
    """Put one file's rows into ``loaded``, as bytes where they are even, else row by row."""
    text, encoding = to_utf8(data)
    text = text.lstrip(b"\r\n")
    name = file.path.name
    table = file.layout.table.name
    if encoding != "UTF-8":
        loaded.remarks.append(
            Remark("encoding", f"{name} is in {encoding}, not UTF-8; it was read as such.")
        )
    line = first_line(text[:LONGEST_LINE])
    if line is None:
        line = text
    delimiter = split_header(line)[1]
    if delimiter != ",":
        said = "semicolons" if delimiter == ";" else "tabs"
        loaded.remarks.append(
            Remark("delimiter", f"{name} has {said} between its values, not commas.")
        )
    loaded.remarks.extend(layout_remarks(file.layout, name))
    start = len(line) + (2 if text.startswith(b"\r\n", len(line)) else 1)
    body = text[start:]
    if body and not body.endswith(b"\n"):
        body += b"\r\n" if b"\r\n" in body[-LONGEST_LINE:] else b"\n"
    width = file.layout.width
    if b'"' in body:
        body = without_quotes(body, delimiter=delimiter)
    count = is_even(body, width=width, delimiter=delimiter)
    if count is not None:
        loaded.bodies[table] = Body(file.layout, delimiter, body, count)
        return
    rows = careful_rows(body, width=width, delimiter=delimiter)
    for code, numbers, why in (
        ("rows_too_short", rows.short, f"only one or two of {width} values"),
        ("rows_too_long", rows.long, f"more than {width} values"),
        ("rows_quote_open", rows.unclosed, "a quotation mark that is not closed"),
    ):
        if numbers:
            loaded.remarks.append(
                Remark(
                    code,
                    f"{table} ({name}): left out {some_rows(numbers, len(numbers))}, which"
                    f" {'has' if len(numbers) == 1 else 'have'} {why}.",
                )
            )
    if rows.cut:
        loaded.remarks.append(
            Remark(
                "rows_cut",
                f"{table} ({name}): {some_rows(rows.cut, len(rows.cut))}"
                f" {'stops' if len(rows.cut) == 1 else 'stop'} before the last of {width} columns;"
                " what is missing was taken as empty.",
            )
        )
    if rows.blank:
        loaded.remarks.append(blank_remark(table, name, rows.blank))
    loaded.frames[table] = table_frame(file.layout, rows.numbers, rows.values)


def blank_remark(table: str, name: str, numbers: list[int]) -> Remark:
    """The remark on rows without any value."""
    return Remark(
        "rows_blank", f"{table} ({name}): skipped empty {some_rows(numbers, len(numbers))}."
    )


def layout_remarks(layout: Layout, name: str) -> list[Remark]:
    """What there is to say of a table's columns. name: of the file or sheet."""
    remarks = []
    table = layout.table.name
    if layout.missing:
        remarks.append(
            Remark(
                "columns_missing",
                f"{table} ({name}) lacks {_columns(layout.missing)}; taken as empty.",
            )
        )
    if layout.extra:
        remarks.append(
            Remark(
                "columns_extra",
                f"{table} ({name}) also holds {_columns(layout.extra)}, not part of the return;"
                " not used.",
            )
        )
    if layout.repeated:
        remarks.append(
            Remark(
                "columns_repeated",
                f"{table} ({name}) holds {_columns(layout.repeated)} more than once; the first"
                " was used.",
            )
        )
    return remarks


def _columns(names: Collection[str]) -> str:
    return f"{'the column' if len(names) == 1 else 'the columns'} {', '.join(names)}"


def table_frame(
    layout: Layout, numbers: Sequence[int], values: Sequence[Sequence[str]]
) -> pl.DataFrame:
    """Rows of text as a frame: ``_row`` and the official columns that the file holds."""
    import polars as pl

    columns = list(zip(*values, strict=True)) if values else [()] * layout.width
    return pl.DataFrame(
        {"_row": pl.Series(numbers, dtype=pl.UInt32)}
        | {
            column: pl.Series(columns[at], dtype=pl.String)
            for column, at in layout.positions.items()
        }
    )
