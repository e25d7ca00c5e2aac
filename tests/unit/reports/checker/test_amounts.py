"""By how much something went up or down, in the words that authors use."""

from __future__ import annotations

import pytest


@pytest.fixture
def trend(table):
    years = ("2017-18", "2018-19", "2019-20")
    return table(years, ("Exampleton", *(f"adopted:all:{year}" for year in years)))


@pytest.mark.parametrize(
    "words",
    [
        "Adoptions fell by 40% from 38 to 23.",
        "Adoptions fell from 38 to 23, a fall of 12.",
        "Adoptions fell from 38 to 23, a fall of 15 or 42%.",
        "23 children were adopted, a decrease of 10 on 2017/18 (38).",
        "In 2019/20 23 children were adopted, an increase of 15 from the 38 of 2017/18.",
        "23 children were adopted in 2019/20, fewer than in 2018/19, when there were 23.",
        "23 children were adopted in 2019/20, the same number as in 2017/18 (38).",
    ],
)
def test_a_change_by_another_amount_or_another_way_is_found(found, trend, words):
    assert found(trend, words) == ["direction"]


@pytest.mark.parametrize(
    "words",
    [
        "Adoptions fell by 39%, from 38 to 23.",
        "Adoptions fell from 38 to 23, a fall of 15 or 39%.",
        "Adoptions fell by about 40% from 38 to 23.",
        "23 children were adopted, a decrease of 15 on 2017/18 (38).",
        "23 children were adopted in 2019/20, fewer than in 2017/18, when there were 38.",
        "23 children were adopted in 2019/20, the same number as in 2018/19 (23).",
        "23 children were adopted in 2019/20, the same as in 2018/19.",
    ],
)
def test_a_change_that_its_numbers_make_passes(found, trend, words):
    assert found(trend, words) == []


def test_this_decrease_after_an_increase_is_asked_about(found):
    """Southend, 2019/20: referrals rose to 56, and then "this decrease"."""
    words = "Referrals increased after the summer. This decrease was partly due to court delays."
    assert found(words) == ["direction"]


@pytest.mark.parametrize(
    "words",
    [
        "Referrals increased after the summer. This increase was due to court delays.",
        "Adoptions fell while referrals increased. This decrease was due to court delays.",
        "Families met in May. This increase in confidence is welcome.",
    ],
)
def test_this_change_after_the_same_or_both_passes(found, words):
    assert found(words) == []
