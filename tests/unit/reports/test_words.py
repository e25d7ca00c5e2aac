"""Numbers and dates as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from belong.reports.words import (
    count_of,
    day,
    half_up,
    joined,
    listed,
    ordinal,
    printed,
    short_window,
    signed,
    value_text,
)


@pytest.mark.parametrize(
    ("value", "whole"), [(52.5, 53), (53.5, 54), (0.5, 1), (52.49, 52), (-2.5, -2), (7, 7)]
)
def test_half_up_a_half_goes_up(value, whole):
    assert half_up(value) == whole


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1175.5, "days", "1,176"),
        (45.2, "percent", "45%"),
        (None, "days", "-"),
        (0, "children", "0"),
    ],
)
def test_value_text_is_as_published(value, unit, text):
    assert value_text(value, unit) == text


def test_day_is_written_out_and_unknown_is_a_dash():
    assert day(date(2018, 11, 5)) == "5 Nov 2018"
    assert day(None) == "-"


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (112, "112th"),
     (121, "121st")],
)  # fmt: skip
def test_ordinal_ends_rightly(number, text):
    assert ordinal(number) == text


@pytest.mark.parametrize(
    ("value", "text"), [(12.5, "+13"), (-12.5, "-13"), (0.2, "0"), (-0.2, "0")]
)
def test_signed_shows_the_direction(value, text):
    assert signed(value) == text


def test_count_of_one_and_many():
    assert count_of(1, "child", "children") == "1 child"
    assert count_of(1200, "child", "children") == "1,200 children"
    assert count_of(2, "day") == "2 days"


def test_joined_and_listed_read_as_a_sentence():
    assert joined([]) == ""
    assert joined(["a"]) == "a"
    assert joined(["a", "b", "c"]) == "a, b and c"
    assert listed("abc", 2) == "a, b and 1 more"
    assert listed("ab", 2) == "a, b"


def test_short_window_a_day_is_written_out():
    assert short_window("2024-03-31") == "31 Mar 2024"
    assert short_window("2021-24") == "2021-24"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal(302000), "£302,000"),
        (Decimal("-63150"), "-£63,150"),
        (Decimal("12.5"), "£12.50"),
        (Decimal("-0.005"), "-£0.01"),
        (Decimal("-0.004"), "£0"),
        (0, "£0"),
        (None, "-"),
    ],
)
def test_pounds_have_pence_only_where_there_are_any(value, text):
    assert value_text(value, "pounds") == text


@pytest.mark.parametrize(
    ("value", "unit", "number"),
    [(326.5, "days", 327), (99.5, "percent", 100), (Decimal("1.005"), "pounds", Decimal("1.01"))],
)
def test_printed_number_is_the_one_in_the_text(value, unit, number):
    assert printed(value, unit) == number
