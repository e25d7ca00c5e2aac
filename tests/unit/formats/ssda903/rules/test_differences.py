"""The list of reasoned differences lets pass what it names, and nothing else."""

from __future__ import annotations

from belong.formats.ssda903.rules.differences import DIFFERENCES, unexplained

TWO_DECISIONS = {"PlacedAdoption": [{"DATE_PLACED": "05/04/2024"}, {"DATE_PLACED": "05/10/2024"}]}
ONE_DECISION = {"PlacedAdoption": [{"DATE_PLACED": "05/04/2024"}]}


def test_a_listed_difference_passes_and_is_named():
    bad, used = unexplained(set(), {("523", "a")}, {"a": TWO_DECISIONS}, failed=frozenset())
    assert bad == []
    assert used == {"several-decisions"}


def test_the_same_rule_for_another_kind_of_child_does_not_pass():
    bad, used = unexplained(set(), {("523", "a")}, {"a": ONE_DECISION}, failed=frozenset())
    assert bad == ["theirs only: rule 523, child a"]
    assert used == set()


def test_the_other_direction_does_not_pass():
    bad, _ = unexplained({("523", "a")}, set(), {"a": TWO_DECISIONS}, failed=frozenset())
    assert bad == ["ours only: rule 523, child a"]


def test_what_a_stopped_rule_could_not_find_passes():
    bad, used = unexplained({("1003", "a")}, set(), {"a": {}}, failed=frozenset({"1003"}))
    assert bad == []
    assert used == {"rule-stopped"}


def test_a_rule_that_stopped_for_another_reason_is_told():
    bad, _ = unexplained(set(), set(), {}, failed=frozenset({"112"}))
    assert bad == ["stopped: rule 112"]


def test_dates_and_padding_are_seen_in_any_cell():
    by_key = {each.key: each for each in DIFFERENCES}
    cells = {
        "iso-dates": "2024-04-05",
        "padded-cells": " M1",
        "far-dates": "05/04/1823",
        "dates-as-text": "5/4/2024",
    }
    for key, cell in cells.items():
        applies = by_key[key].applies
        assert applies({"AD1": [{"DATE_INT": cell}]}), key
        assert not applies({"AD1": [{"DATE_INT": "05/04/2024"}]}), key
    assert by_key["dates-as-text"].applies({"AD1": [{"DATE_INT": "31/02/2024"}]})
