"""New keys: the same child the same key, and no key that tells anything."""

from __future__ import annotations

import csv
import io

from belong.reports.rekey import Rekeyer

CHILDREN = [("991", f"{number:06}") for number in range(200)]


def test_same_child_gets_the_same_key_and_two_children_never_share_one():
    rekeyer = Rekeyer(CHILDREN)
    keys = [rekeyer.key(*child) for child in CHILDREN]
    assert len(set(keys)) == len(CHILDREN)
    assert keys == [rekeyer.key(*child) for child in CHILDREN]


def test_same_number_in_two_authorities_is_two_children():
    rekeyer = Rekeyer([("991", "1"), ("992", "1")])
    assert rekeyer.key("991", "1") != rekeyer.key("992", "1")


def test_order_of_the_keys_is_not_that_of_the_numbers():
    rekeyer = Rekeyer(CHILDREN, secret=b"one secret")
    keys = [rekeyer.key(*child) for child in CHILDREN]
    assert keys != sorted(keys)


def test_two_runs_give_other_keys():
    first, second = Rekeyer(CHILDREN), Rekeyer(CHILDREN)
    assert [first.key(*c) for c in CHILDREN] != [second.key(*c) for c in CHILDREN]


def test_keys_are_all_equally_long():
    rekeyer = Rekeyer([("991", str(number)) for number in range(12_000)])
    lengths = {len(rekeyer.key("991", str(number))) for number in range(12_000)}
    assert lengths == {len("Child 00001")}


def test_child_that_was_not_announced_is_never_shown():
    assert Rekeyer(CHILDREN).key("991", "999999") == "a child"


def test_clean_replaces_the_number_where_it_is_a_word():
    rekeyer = Rekeyer([("991", "12")])
    text = rekeyer.clean("Child 12 has two rows (12, 112, 12a).", "991", "12")
    assert (
        text == f"Child {rekeyer.key('991', '12')} has two rows "
        f"({rekeyer.key('991', '12')}, 112, 12a)."
    )
    assert rekeyer.clean("As it is.", None, None) == "As it is."


def test_key_file_has_every_child_once():
    rows = list(csv.DictReader(io.StringIO(Rekeyer(CHILDREN).key_file())))
    assert {(row["la"], row["child"]) for row in rows} == set(CHILDREN)
    assert len(rows) == len(CHILDREN)
