"""Columns on paper: as wide as their longest word, and tables that are parted where none fits."""

from __future__ import annotations

from belong.reports.documents.widths import PAGE, column_shares, fitting
from belong.reports.model import Column, ShownFigure, Table


def figure(text, of=""):
    return ShownFigure("r", text, of, 1, "days", "n")


def wide(columns):
    titles = [Column(f"Quarter {at}", is_number=True) for at in range(columns)]
    rows = (("Row", *(figure("-£63,150.50") for _ in titles)),)
    return Table("Money", (Column("What"), *titles), rows, note="A note.", totals=(0,))


def test_table_that_fits_is_one():
    table = wide(4)
    assert fitting(table) == (table,)


def test_table_that_is_too_wide_is_parted_with_its_first_column_in_each():
    table = wide(14)
    parts = fitting(table)
    assert [part.caption for part in parts] == [
        f"Money (part {number} of {len(parts)})" for number in range(1, len(parts) + 1)
    ]
    assert [column for part in parts for column in part.columns[1:]] == list(table.columns[1:])
    assert [cell for part in parts for cell in part.rows[0][1:]] == list(table.rows[0][1:])
    assert {part.rows[0][0] for part in parts} == {"Row"}
    assert [part.note for part in parts] == [None] * (len(parts) - 1) + ["A note."]
    assert {part.totals for part in parts} == {(0,)}


def test_parts_of_a_wide_table_each_fit():
    for part in fitting(wide(30)):
        assert fitting(part) == (part,)


def test_table_of_one_wide_column_stays_whole():
    table = Table("T", (Column("x" * 200), Column("y" * 200)), (("a", "b"),))
    assert fitting(table) == (table,)


def test_shares_of_a_column_that_is_long_once_stay_below_those_of_one_that_always_is():
    words = "a sentence of words that goes on and on " * 3
    rows = (("Adopted", words, words), *(("Placed", words, "-") for _ in range(9)))
    table = Table("T", (Column("Measure"), Column("Meaning"), Column("To be known")), rows)
    _, meaning, known = column_shares(table)
    assert meaning > 2 * known


def test_shares_give_each_column_its_longest_word_and_words_the_rest():
    words = "a sentence of words that goes on and on " * 5
    table = Table(
        "T",
        (Column("Name"), Column("Meaning"), Column("Days", is_number=True)),
        (("Incomprehensibilities", words, figure("326", "41 children; 2 not computable")),),
    )
    name, meaning, days = column_shares(table)
    assert meaning > name > days
    assert name >= 10 * len("Incomprehensibilities")
    assert sum((name, meaning, days)) <= 10 * PAGE
