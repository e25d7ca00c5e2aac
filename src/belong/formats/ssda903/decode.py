"""Bytes of a delimited text file to clean rows: encoding, line ends, delimiter, field counts."""

from __future__ import annotations

import codecs
import csv
import re
from dataclasses import dataclass, field

__all__ = [
    "Rows",
    "careful_rows",
    "first_line",
    "is_even",
    "sniff_delimiter",
    "split_header",
    "to_utf8",
    "without_quotes",
]

#: Tried in this order; of equals the first wins.
_DELIMITERS = (",", ";", "\t")
_LINE_END = re.compile(rb"\r\n|\n|\r")
#: Bytes that decide whether a body is even; everything else is struck out before comparing.
_STRUCK_OUT = {
    delimiter: bytes(set(range(256)) - set(f'{delimiter}\r\n"'.encode()))
    for delimiter in _DELIMITERS
}


def to_utf8(data: bytes, *, is_head: bool = False) -> tuple[bytes, str]:
    """The same text as UTF-8 without a byte order mark, and the name of the encoding it came in.

    UTF-8 and UTF-16 are told by their mark, UTF-16 without one by its zero bytes, other bytes are
    UTF-8 if they are valid and Windows-1252 otherwise. is_head: data may stop amid a character.
    Bytes that have no character in their encoding become the replacement character.
    """
    if data.startswith(codecs.BOM_UTF8):
        data = data[3:]
        if not is_head and not data.isascii():
            return data.decode("utf-8", "replace").encode(), "UTF-8"
        return data, "UTF-8"
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[2:].decode(name, "replace").encode(), "UTF-16"
    head = data[:200]
    if head.count(0) * 3 > len(head):
        name = "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
        return data.decode(name, "replace").encode(), "UTF-16"
    if data.isascii():
        return data, "UTF-8"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=not is_head)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").encode(), "Windows-1252"
    return data, "UTF-8"


def first_line(head: bytes) -> bytes | None:
    """The first line of UTF-8 bytes without its end, or None if no line end is among them."""
    found = _LINE_END.search(head)
    return head[: found.start()] if found else None


def sniff_delimiter(line: str) -> str:
    """Comma, semicolon or tab: the one that splits the header line into most fields."""
    return max(_DELIMITERS, key=line.count)


def split_header(line: bytes) -> tuple[tuple[str, ...], str]:
    """The column names of a header line in UTF-8, and the delimiter between them."""
    text = line.decode("utf-8", "replace")
    delimiter = sniff_delimiter(text)
    names = next(csv.reader([text], delimiter=delimiter), [])
    return tuple(names), delimiter


def is_even(body: bytes, *, width: int, delimiter: str) -> int | None:
    """Rows of a body that needs no care, or None if it does.

    Needs no care: UTF-8 without quotes, one kind of line end, the last line ended too, and
    exactly ``width`` fields in every line. Exact, not a heuristic: everything but delimiters, line
    ends and quotes is struck out, and what remains must be one pattern repeated.
    """
    if not body:
        return 0
    skeleton = body.translate(None, _STRUCK_OUT[delimiter])
    end = b"\r\n" if skeleton.endswith(b"\r\n") else b"\n"
    unit = delimiter.encode() * (width - 1) + end
    count, rest = divmod(len(skeleton), len(unit))
    return count if rest == 0 and skeleton == unit * count else None


def without_quotes(body: bytes, *, delimiter: str) -> bytes:
    """The body without quotation marks if every value stands in a pair of them, else as it was.

    Exact: each delimiter and each line end must stand between two marks, and there must be no mark
    besides, so nothing that a mark protects is laid bare.
    """
    end = b"\r\n" if body.endswith(b"\r\n") else b"\n"
    if not (body.startswith(b'"') and body.endswith(b'"' + end)):
        return body
    mark = delimiter.encode()
    between = body.count(b'"' + mark + b'"')
    rows = body.count(b'"' + end + b'"') + 1
    is_even_pairs = (
        body.count(mark) == between
        and body.count(b"\n") == rows
        and body.count(b'"') == 2 * (between + rows)
    )
    return body.replace(b'"', b"") if is_even_pairs else body


#: A row with fewer values is a stray line; every row of the return says more.
_FEWEST_VALUES = 3


@dataclass(frozen=True)
class Rows:
    """Rows read with care, each with its number in the file (1 for the first data row).

    A number counts every line below the header, blank ones too, so it is one less than the row a
    spreadsheet shows. cut: numbers of rows kept whose last values were missing. short, long,
    unclosed: numbers of rows left out for hardly any values, too many values, or a quote that is
    never closed. blank: numbers of rows without any value, left out.
    """

    numbers: list[int] = field(default_factory=list)
    values: list[list[str]] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    short: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    unclosed: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)


def careful_rows(body: bytes, *, width: int, delimiter: str) -> Rows:
    """Every row of a body in UTF-8 that can be brought to ``width`` values; the others by number.

    A line is a row: no value of this return holds a line break, so a quote left open harms its own
    line only. Empty values beyond the last column are dropped; where a row stops early, as some
    spreadsheets write rows whose last cells are empty, what is missing is empty.
    """
    rows = Rows()
    text = body.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else (), start=1):
        if '"' in line:
            try:
                values = next(csv.reader([line], delimiter=delimiter, strict=True))
            except csv.Error:
                rows.unclosed.append(number)
                continue
        else:
            values = line.split(delimiter)
        if len(values) > width and not any(value.strip() for value in values[width:]):
            values = values[:width]
        if not any(value.strip() for value in values):
            rows.blank.append(number)
        elif len(values) < min(width, _FEWEST_VALUES):
            rows.short.append(number)
        elif len(values) > width:
            rows.long.append(number)
        else:
            if len(values) < width:
                rows.cut.append(number)
                values += [""] * (width - len(values))
            rows.numbers.append(number)
            rows.values.append(values)
    return rows
