"""Flows told in words: the start, with what came in and less what went out, is the end."""

from __future__ import annotations

import pytest

STATED = (
    "[[approvals:all:2019-20]] families were approved and [[families_waiting:all:2020-03-31]] wait."
)


@pytest.mark.parametrize(
    ("words", "balances"),
    [
        (
            "At the start 10 families waited, 18 were approved, 22 matched, 6 were at the end.",
            True,
        ),
        (
            "At the start 10 families waited, 18 were approved, 12 matched, 6 were at the end.",
            False,
        ),
        ("We began with 6 families, 18 joined, 4 left and 2 withdrew, leaving 18.", True),
        ("We began with 6 families, 18 joined, 4 left and 2 withdrew, leaving 20.", False),
        (
            (
                "6 families were waiting on 1 April. 18 families were approved and 4 withdrew. "
                "On 31 March 23 families were waiting."
            ),
            False,
        ),
        (
            (
                "6 families were waiting on 1 April. 18 families were approved and 4 withdrew. "
                "On 31 March 20 families were waiting."
            ),
            True,
        ),
        ("At the start 10 families were waiting, 18 were approved and 6 waited at the end.", True),
        ("At the start 10 families met, 4 came, 3 left, 2 rang and 6 remained.", True),
    ],
)
def test_a_flow_in_words_is_held_to_its_balance(found, words, balances):
    codes = found(words)
    assert ("does-not-balance" in codes) is not balances


def test_a_flow_of_cited_numbers_is_held_too(found):
    words = (
        "At the start 10 families were waiting, [[approvals:all:2019-20]] were approved, 12 were "
        "matched and [[families_waiting:all:2020-03-31]] were waiting at the end."
    )
    assert "does-not-balance" in found(words)
    assert "does-not-balance" not in found(words.replace("12 were", "22 were"))


def test_families_who_wait_are_not_held_to_those_approved(found):
    cited = STATED
    assert found(cited, "18 families were approved and 6 were waiting on 31 March 2020.") == []
    assert found(cited, "Six families were approved but not yet matched.") == []
    assert found(cited, "7 families were waiting for a match.") == ["number-differs"]


def test_a_count_of_another_day_than_is_said_is_found(found):
    """Southend, 2019/20: families waiting "by the 31 March 2019", a year too early."""
    assert found(STATED, "By the 31 March 2019 there were 6 families waiting.") == [
        "number-differs"
    ]
    assert found(STATED, "On 31 March 2020 there were 6 families waiting.") == []
    assert found(STATED, "There were 6 families waiting on 1 April 2020.") == []
