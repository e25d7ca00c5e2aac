"""The public version: small numbers, what follows from a total, and one person described."""

from __future__ import annotations

from dataclasses import replace

import pytest

from belong.analytics.stored import FigureRef
from belong.reports.bound import Total

YEAR = "2019-20"
AGES = ("0", "1", "2", "3_and_over")


@pytest.fixture
def hide():
    """The book with the figures of these references hidden."""

    def hidden(book, *refs):
        figures = (book.figure(FigureRef.parse(ref)) for ref in refs)
        return book.with_figures(
            replace(one, value=None, hidden_because="a small count") for one in figures
        )

    return hidden


@pytest.fixture
def ages(table):
    rows = [(f"Age {age}", f"adopted_by_age:all:{YEAR}:{age}") for age in AGES]
    return table(("Children",), *rows, ("=All", f"adopted:all:{YEAR}"), total_row=Total.SUM)


def test_small_numbers_are_found_in_the_public_version_only(found, ages):
    words = "[[adopted_by_age:all:2019-20:0]] were under 1."
    assert found(ages, words) == []
    assert found(ages, words, public=True) == ["small-number"] * 3


def test_a_typed_small_number_of_people_is_found(found):
    codes = found("Two children moved in.", public=True)
    assert codes == ["number-unknown", "small-number"]
    assert found("We have three aims and 20 girls.", public=True) == ["number-unknown"]


def test_a_share_that_rests_on_few_is_found(found, book, make_figure):
    few = make_figure(f"early_permanence:all:{YEAR}", 75.0, n=4, numerator=3, denominator=4)
    words = "[[early_permanence:all:2019-20]] were placed so."
    assert found(words, public=True) == []
    assert found(words, public=True, book=book.with_figures([few])) == ["small-number"]


def test_a_mean_of_few_is_found(found, book, make_figure):
    words = "It took [[A2:all:2016-19]] days, England [[A2:all:2016-19#england]]."
    assert found(words, public=True) == []
    few = make_figure("A2:all:2016-19", 95.0, n=3, england=178.0)
    assert found(words, public=True, book=book.with_figures([few])) == ["small-number"]


def test_one_hidden_part_of_an_open_total_is_found(found, ages, book, hide):
    refs = [f"adopted_by_age:all:{YEAR}:{age}" for age in AGES]
    assert "small-number-follows" in found(ages, public=True, book=hide(book, refs[0]))
    assert found(ages, public=True, book=hide(book, refs[0], refs[2])) == []
    closed = hide(book, refs[0], f"adopted:all:{YEAR}")
    assert "small-number-follows" not in found(ages, public=True, book=closed)


def test_two_hidden_parts_that_are_few_together_are_found(found, ages, book, hide, make_figure):
    refs = [f"adopted_by_age:all:{YEAR}:{age}" for age in AGES]
    small = book.with_figures([make_figure(refs[2], 1), make_figure(f"adopted:all:{YEAR}", 20)])
    hidden = hide(small, refs[0], refs[2])
    assert "small-number-follows" in found(ages, public=True, book=hidden)


@pytest.mark.parametrize(
    ("words", "is_asked"),
    [
        ("A seven-year-old boy with cerebral palsy was placed.", True),
        ("One girl, aged 9, whose brother is deaf, waited longest.", True),
        ("A baby born in Exampleton in March was relinquished; she is well.", True),
        ("Children aged 7 to 12 met in the park.", False),
        ("A child with complex needs waited longer.", False),
        ("Two of the children had life-limiting conditions.", False),
        ("Every child has a life story book.", False),
    ],
)
def test_a_description_of_one_person_is_asked_about(found, words, is_asked):
    assert ("recognisable" in found(words, public=True)) is is_asked
    assert "recognisable" not in found(words)
