"""One return, however it is written, reads the same."""

from __future__ import annotations

import random
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from belong.formats.ssda903 import TABLES, read_returns, write_return

IDS = ("001", "01", "1", "A/7", "9 <&> \u00e9", "12;3", 'q"q')
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31)).map(lambda day: day.strftime("%d/%m/%Y"))
ODD = st.sampled_from(["31/02/2020", "2023-04-01", "1/4/2023", "soon", "00/00/0000"])
CODES = st.sampled_from(["A3", "E11", "X1", "N1", "0", "1", "M"])
IN_XML = [name for name in TABLES if name not in ("SWEpisodes", "DoLo")]


@st.composite
def rows_of(draw, name):
    """Rows of a table, each with a child and a value that no other table's row could carry."""
    table = TABLES[name]
    rows = []
    for _ in range(draw(st.integers(0, 4))):
        row = {"CHILD": draw(st.sampled_from(IDS))}
        for column in table.columns[1:]:
            dated = st.one_of(DAYS, ODD) if column in table.dates else CODES
            row[column] = draw(st.one_of(st.none(), dated))
        for column in table.identifying - {"CHILD"}:
            row[column] = row[column] or "1"
        rows.append(row)
    return rows


RETURNS = st.fixed_dictionaries({name: rows_of(name) for name in IN_XML})
#: An example writes and reads several files, so fewer of them are tried.
FEWER = settings(max_examples=max(10, settings().max_examples // 4))


def content(read):
    """Every table's rows without their places, in one order."""
    return {
        name: sorted(
            (
                tuple(str(row.get(column)) for column in frame.columns if column[0] != "_")
                for row in frame.to_dicts()
            ),
        )
        for name, frame in read.tables.items()
    }


@FEWER
@given(tables=RETURNS)
def test_csv_xml_and_workbook_of_one_return_read_the_same(tables):
    with tempfile.TemporaryDirectory() as folder:
        paths = [
            write_return(tables, Path(folder) / "csv", "csv"),
            write_return(tables, Path(folder) / "r.xml", "xml"),
            write_return(tables, Path(folder) / "r.xlsx", "xlsx"),
        ]
        first, *others = (read_returns([path]) for path in paths)
    for other in others:
        assert content(other) == content(first)
        assert other.returns[0].year == first.returns[0].year
        assert other.returns[0].tables == first.returns[0].tables


@FEWER
@given(
    tables=RETURNS,
    seed=st.integers(0, 2**16),
    delimiter=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    is_quoted=st.booleans(),
)
def test_how_a_csv_folder_is_written_does_not_matter(
    tables, seed, delimiter, end, encoding, is_quoted
):
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        plain = read_returns([write_return(tables, Path(folder) / "plain")])
        other = Path(folder) / "other"
        other.mkdir()
        for at, name in enumerate(rng.sample(list(tables), len(tables))):
            columns = rng.sample(TABLES[name].columns, len(TABLES[name].columns))
            lines = [delimiter.join(rng.choice([c, c.lower(), f" {c} "]) for c in columns)]
            for row in tables[name]:
                lines.append(
                    delimiter.join(
                        '"' + (row[c] or "").replace('"', '""') + '"'
                        if is_quoted or set(row[c] or "") & {delimiter, '"'}
                        else (row[c] or "")
                        for c in columns
                    )
                )
            data = "".join(line + end for line in lines).encode(encoding)
            (other / f"{at}.csv").write_bytes(data)
        read = read_returns([other])
    assert set(read.tables) == set(plain.tables)
    for name, frame in plain.tables.items():
        assert read.tables[name].equals(frame)
    assert read.returns[0].year == plain.returns[0].year


@FEWER
@given(tables=RETURNS)
def test_what_is_read_writes_what_was_read(tables):
    with tempfile.TemporaryDirectory() as folder:
        once = read_returns([write_return(tables, Path(folder) / "once")])
        twice = read_returns([write_return(once.tables, Path(folder) / "twice")])
    assert twice.tables.keys() == once.tables.keys()
    for name, frame in once.tables.items():
        assert twice.tables[name].equals(frame)
