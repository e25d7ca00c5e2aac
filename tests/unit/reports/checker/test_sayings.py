"""What words say of numbers: shares, directions, ranks, bands, series and quotations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from belong.reports.bound import Words
from belong.reports.checker import check

RANKED = ("A2:all:2014-17", "A2:all:2015-18")


@pytest.mark.parametrize(
    ("words", "is_right"),
    [
        ("A third of children (42 of 126) came so.", True),
        ("Nearly half of children (42 of 126) came so.", False),
        ("Most of the children (42 of 126) came so.", False),
        ("Over a quarter of children ([[early_permanence:all:2019-20]]) came so.", True),
        ("Two thirds of children ([[early_permanence:all:2019-20]]) came so.", False),
        ("Half of us like tea.", True),
        ("The majority, 14 of 23, were girls.", True),
        ("In the second half of 2019/20, 42 of 126 came so.", True),
        ("A half-year later.", True),
    ],
)
def test_a_share_in_words_is_the_number_beside_it(found, words, is_right):
    assert ("vague-share" not in found(words)) is is_right


@pytest.mark.parametrize(
    ("words", "is_right"),
    [
        ("The average fell from 309 to 280 days.", True),
        ("The average rose from 309 to 280 days.", False),
        ("A reduction in the average from 280 days to 309 days.", False),
        ("It doubled from 10 to 21 families.", True),
        ("It doubled from 10 to 15 families.", False),
        ("It halved from 10 to 9 families.", False),
        ("It increased from 12 to 12.", False),
        ("It fell from [[A10:all:2015-18]] to [[A10:all:2016-19]] days.", True),
        ("It rose from [[A10:all:2015-18]] to [[A10:all:2016-19]] days.", False),
        ("56 were referred, an increase from 48.", True),
        ("48 were referred, an increase from 56.", False),
        ("Children aged from 2 to 7 went up the hill.", True),
        ("It fell from £302,000 to 12 children.", True),
    ],
)
def test_a_direction_is_that_of_its_numbers(found, words, is_right):
    assert ("direction" not in found(words)) is is_right


@pytest.mark.parametrize(
    ("words", "is_right"),
    [
        ("We were ranked 3rd.", False),
        ("We were ranked 3rd of 149.", True),
        ("Our rank is third out of 149 authorities.", True),
        ("The council came first nationally.", False),
        ("We are 4th best in the country.", False),
        ("We were ranked [[A1:all:2015-18#rank]].", True),
        ("First, we listen.", True),
        ("The child was placed in the first week.", True),
        ("The child was placed on 3rd May.", True),
    ],
)
def test_a_rank_says_of_how_many(found, words, is_right):
    assert ("rank-of-how-many" not in found(words)) is is_right


@pytest.mark.parametrize(
    ("words", "is_right"),
    [
        ("We were ranked 3rd of 149.", True),
        ("We were ranked 5th of 149.", False),
        ("Nationally we were 3rd out of the 151.", False),
        ("This was the 5th of 12 meetings.", True),
        ("We were ranked [[A1:all:2015-18#rank]].", True),
    ],
)
def test_a_typed_rank_is_that_of_a_figure(found, table, words, is_right):
    ranked = table(("2015-18",), ("Exampleton", "A1:all:2015-18"))
    assert ("rank-unknown" not in found(ranked, words)) is is_right


def test_a_typed_rank_where_no_figure_has_one_is_asked_about(report, book):
    (one,) = check(report("We rank 12th of 27 agencies."), replace(book, figures={}))
    assert (one.rule, one.is_question) == ("rank-unknown", True)
    assert one.wrong == "“12th of 27” is the rank of no figure of this report, which has none."


def test_a_rank_that_changed_on_an_unchanged_value_needs_a_word(found, table):
    ranked = table(("2014-17", "2015-18"), ("Exampleton", *RANKED))
    assert found(ranked) == ["rank-unexplained"]
    assert found(ranked, "High performance continues.") == ["rank-unexplained"]
    words = "The rank moved although the average did not change: others became quicker."
    assert found(ranked, words) == []


def test_a_rank_that_changed_with_its_value_passes(found, table):
    ranked = table(("2014-17", "2015-18"), ("Exampleton", "A1:all:2014-17", "A1:all:2015-18"))
    assert found(ranked) == []


@pytest.mark.parametrize(
    ("words", "is_right"),
    [
        ("We count under 1, 1-2, 2-3 and 3+.", False),
        ("We count under 1, 1-2, 3-4, 5+.", True),
        ("We count under 1, 2-3, 4+.", False),
        ("We count under 1, 1, 2, 3 and over.", True),
        ("In 2015-16, 2016-17 and 2017-18.", True),
        ("Groups for ages 4-6 and 7-12.", True),
    ],
)
def test_bands_in_words_meet(found, words, is_right):
    assert ("bands" not in found(words)) is is_right


def test_one_measure_after_another_is_no_series(found, table):
    both = table(("2015-18", "2016-19"), ("Ours", "A1:all:2015-18", None), ("New", None, None))
    new = table(("2016-19",), ("New", "A10:all:2016-19"))
    words = "Time from entering care fell from an average of 309 (2015-18) to 280 days."
    assert "series-switched" in found(both, new, words)
    assert "series-switched" in found("It fell from [[A1:all:2015-18]] to [[A10:all:2016-19]].")
    said = "It fell from 309 to 280 days, but these are different measures."
    assert "series-switched" not in found(both, new, said)
    assert "series-switched" not in found(
        "It fell from [[A10:all:2015-18]] to [[A10:all:2016-19]]."
    )


@pytest.mark.parametrize(
    "words",
    [
        "One family said: thank you for making today happen.",
        "One adopter said ‘we are so grateful that you were here for us’.",
        "“My daughter has great fun and sees her friends.”",
    ],
)
def test_own_words_need_their_consent_noted(found, words):
    assert found(words) == ["quote-consent"]
    assert found(Words(words, quoted_with="Form signed on 3 May 2020")) == []


def test_a_name_in_quotation_marks_is_no_quotation(found):
    assert found("The “Super Sibling Group” met; it’s a group that children’s carers run.") == []
    assert found("The chair said that panels met every month.") == []


@pytest.mark.parametrize(
    ("words", "is_right"),
    [
        ("Adoptions fell in the year.", False),
        ("The number of children adopted increased.", False),
        ("The time from placement order to match fell.", True),
        ("The time from placement order to match has risen.", False),
        ("We aim for adoptions that rose before to go on.", True),
        ("Nationally adoptions fell.", True),
        ("Attendance rose.", True),
    ],
)
def test_a_direction_without_numbers_is_that_of_the_figures(found, table, words, is_right):
    years = ("2017-18", "2018-19", "2019-20")
    windows = ("2015-18", "2016-19")
    shown = (
        table(years, ("Adopted", *(f"adopted:all:{year}" for year in years))),
        table(windows, ("A2", *(f"A2:all:{window}" for window in windows))),
    )
    assert ("direction" not in found(*shown, words)) is is_right
