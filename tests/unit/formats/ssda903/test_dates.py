"""Which texts are days, and which are told apart."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from belong.formats.ssda903.dates import parse_column, parse_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01/04/2023", date(2023, 4, 1)),
        ("1/4/2023", date(2023, 4, 1)),
        (" 1 / 4 / 2023 ", date(2023, 4, 1)),
        ("01/04/2023 00:00", date(2023, 4, 1)),
        ("2023-04-01", date(2023, 4, 1)),
        ("2023-4-1", date(2023, 4, 1)),
        ("2023-04-01 00:00:00", date(2023, 4, 1)),
        ("2023-04-01T00:00:00.000", date(2023, 4, 1)),
        ("29/02/2024", date(2024, 2, 29)),
        ("29/02/2023", None),
        ("31/04/2023", None),
        ("04/13/2023", None),
        ("00/00/2023", None),
        ("01/04/23", None),
        ("01/04/0202", None),
        ("01/04/2300", None),
        ("01-04-2023", None),
        ("2023-04-01 13:30:00", None),
        ("zz/04/2023", None),
        ("45017", None),
        ("\u0661/04/2023", None),
        ("soon", None),
    ],
)
def test_parse_date_gives_the_day_or_none(text, day):
    assert parse_date(text) == day


def test_parse_column_of_plain_dates_has_nothing_odd():
    days, odd = parse_column(pl.Series("DEC", ["31/03/2024", None, "01/04/2023"]))
    assert days.to_list() == [date(2024, 3, 31), None, date(2023, 4, 1)]
    assert (days.name, odd) == ("DEC", None)


def test_parse_column_tells_other_forms_from_no_dates_and_keeps_the_text():
    text = pl.Series(
        "DEC", ["31/03/2024", "2024-03-31", None, "31/02/2024", "1/4/2023", "01/ 4/2023"]
    )
    days, odd = parse_column(text)
    assert days.to_list() == [
        date(2024, 3, 31),
        date(2024, 3, 31),
        None,
        None,
        date(2023, 4, 1),
        date(2023, 4, 1),
    ]
    assert odd is not None
    assert odd.is_other_form.to_list() == [False, True, False, False, True, True]
    assert odd.is_no_date.to_list() == [False, False, False, True, False, False]
    assert odd.text.to_list() == text.to_list()


def test_parse_column_without_any_value_is_empty():
    days, odd = parse_column(pl.Series("DEC", [None, None], dtype=pl.String))
    assert days.to_list() == [None, None]
    assert odd is None
