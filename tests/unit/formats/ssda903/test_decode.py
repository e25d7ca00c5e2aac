"""Bytes to text, and lines to rows, whatever program wrote them."""

from __future__ import annotations

import codecs

import pytest

from belong.formats.ssda903.decode import (
    careful_rows,
    first_line,
    is_even,
    split_header,
    to_utf8,
    without_quotes,
)

TEXT = "CHILD,UPN\n1,Zo\u00eb \u2019s\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "UTF-8"),
        (TEXT.encode("cp1252"), "Windows-1252"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "UTF-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
    ],
)
def test_to_utf8_of_every_encoding_gives_the_same_text(data, encoding):
    assert to_utf8(data) == (TEXT.encode(), encoding)


def test_to_utf8_of_a_head_cut_amid_a_character_is_still_utf8():
    data = ("x" * 10 + "\u00eb").encode()[:-1]
    assert to_utf8(data, is_head=True)[1] == "UTF-8"
    assert to_utf8(data)[1] == "Windows-1252"


def test_to_utf8_with_a_mark_and_wrong_bytes_gives_replacement_characters():
    assert to_utf8(codecs.BOM_UTF8 + b"a\xff") == ("a\ufffd".encode(), "UTF-8")


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_first_line_ends_at_any_line_end(end):
    assert first_line(b"a,b" + end + b"1,2") == b"a,b"


def test_first_line_without_an_end_is_none():
    assert first_line(b"a,b") is None


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_split_header_finds_the_delimiter(delimiter):
    line = delimiter.join(("CHILD", '"DOB"', "DUC")).encode()
    assert split_header(line) == (("CHILD", "DOB", "DUC"), delimiter)


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (b"", 0),
        (b"1,2,3\n", 1),
        (b"1,2,3\r\n,,\r\n", 2),
        (b"1,2\n", None),
        (b"1,2,3,4\n1,2\n", None),
        (b"1,2,3\n\n", None),
        (b'1,"2",3\n', None),
        (b"1,2,3\n4,5,6\r\n", None),
        (b"1,2,3\r4,5,6\r", None),
    ],
)
def test_is_even_counts_rows_only_if_every_line_has_the_width(body, count):
    assert is_even(body, width=3, delimiter=",") == count


def test_careful_rows_keeps_the_good_rows_and_numbers_the_others():
    body = b'1,2,3\r\n1,2\r\n\r\n1,2,3,4\n"a, b",5,6\r,,\r1,2,3,,\n"x,2,3\n7,8,9'
    rows = careful_rows(body, width=3, delimiter=",")
    assert rows.values == [["1", "2", "3"], ["a, b", "5", "6"], ["1", "2", "3"], ["7", "8", "9"]]
    assert rows.numbers == [1, 5, 7, 9]
    assert (rows.short, rows.long, rows.blank, rows.unclosed) == ([2], [4], [3, 6], [8])


@pytest.mark.parametrize(
    ("body", "bare"),
    [
        (b'"1","2"\n"","4"\n', b"1,2\n,4\n"),
        (b'"1","2"\r\n"3","4"\r\n', b"1,2\r\n3,4\r\n"),
        (b'"1","a,b"\n', None),
        (b'"1","a\nb"\n', None),
        (b'"1","a""b"\n', None),
        (b'"1",2\n', None),
        (b'"1","2"\n"3",4\n', None),
        (b'1,"2"\n', None),
        (b"", None),
    ],
)
def test_without_quotes_bares_only_what_is_quoted_throughout(body, bare):
    assert without_quotes(body, delimiter=",") == (body if bare is None else bare)


def test_careful_rows_of_nothing_is_nothing():
    assert careful_rows(b"", width=3, delimiter=",").numbers == []
