"""Tables typed into words."""

from __future__ import annotations

LINES = "- Under 1: 1\n- 1: 3\n- 2: 3\n- 3 and over: 1"


def test_a_typed_list_is_held_to_the_words_of_its_section(found):
    assert "list-does-not-add-up" in found(f"7 adoption orders were made.\n\n{LINES}")
    assert "list-does-not-add-up" not in found(f"8 adoption orders were made.\n\n{LINES}")


def test_a_list_in_one_sentence_is_read_too(found):
    listed = "By age: under 1: 1, 1: 3, 2: 3, 3 and over: 1."
    assert "list-does-not-add-up" in found("7 adoption orders were made.", listed)
    assert "list-does-not-add-up" not in found("8 adoption orders were made.", listed)


def test_a_typed_list_is_held_to_the_figures_where_no_words_say_it(found, table):
    since = table(("Number",), ("Adopted", "adopted:all:2020-04-01..2020-11-30"))
    assert "list-does-not-add-up" not in found(since, LINES)
    assert "list-does-not-add-up" in found(since, LINES.replace("over: 1", "over: 2"))


def test_bands_of_a_typed_list_must_meet(found):
    assert "bands" in found("Under 1 2\n1-2 10\n2-3 4\n3+ 7")
    assert "bands" not in found("Under 1 2\n1 10\n2 4\n3+ 7")


def test_a_list_of_other_things_is_no_table(found):
    assert found("- Recruit, assess and support people\n- Learn") == []
