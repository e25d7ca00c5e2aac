"""The places of a section, and what two people wrote in them, put together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from belong.reports.bound import FigureTable, Words
from belong.web.reports.slots import Written, blocks_of, merge, slots_of, with_quote

TEXTS = st.text("ab\n", max_size=3).map(str.strip)


def table(key: str) -> FigureTable:
    return FigureTable(key, f"Table {key}", "What", (), ())


BLOCKS = (Words("One."), Words("Two.", is_drawn=True), table("a"), table("b"), Words("Three."))


def test_slots_stand_first_and_behind_every_table_and_quotation():
    slots = slots_of((*BLOCKS, Words("Said.", quoted_with="by letter")))
    assert [one.name for one in slots] == [
        "start",
        "fixed-a",
        "after-a",
        "fixed-b",
        "after-b",
        "quote-1",
        "after-quote-1",
    ]
    assert slots[0].text == "One.\n\nTwo."
    assert slots[2].after == "Table a"
    assert slots[5].consent == "by letter"


def test_blocks_nobody_touched_are_as_they_were():
    slots = slots_of(BLOCKS)
    assert blocks_of(slots, {}) == BLOCKS
    same = {one.name: Written(one.text, one.consent) for one in slots}
    assert blocks_of(slots, same) == BLOCKS


def test_words_written_are_no_longer_drawn_and_words_emptied_are_gone():
    slots = slots_of(BLOCKS)
    told = {"start": Written("New."), "after-b": Written(""), "fixed-b": Written(is_kept=False)}
    assert blocks_of(slots, told) == (Words("New."), table("a"))


def test_quotation_stands_at_the_end():
    assert with_quote(BLOCKS, "Said.", "by letter")[-1] == Words("Said.", quoted_with="by letter")


@given(base=TEXTS, theirs=TEXTS, mine=TEXTS)
def test_merge_loses_nobodys_words_without_saying_so(base, theirs, mine):
    slots, now = slots_of([Words(base)] * bool(base)), slots_of([Words(theirs)] * bool(theirs))
    put = merge(slots, now, {"start": Written(mine)})
    kept = put.written["start"].text
    if mine == base:
        assert kept == theirs
    else:
        assert kept == mine
        assert (theirs in (base, mine)) is (put.clashes == ())


@given(mine=TEXTS, theirs=TEXTS)
def test_merge_keeps_what_each_wrote_in_places_of_their_own(mine, theirs):
    base = slots_of(BLOCKS)
    changed = blocks_of(base, {"start": Written(theirs)})
    put = merge(base, slots_of(changed), {"after-b": Written(mine)})
    assert put.clashes == put.homeless == ()
    assert put.written["after-b"].text == mine
    assert put.written["start"].text == theirs


def test_merge_tells_words_whose_place_is_gone():
    base = slots_of(BLOCKS)
    now = slots_of(blocks_of(base, {"fixed-b": Written(is_kept=False)}))
    put = merge(base, now, {"after-b": Written("Mine, after the table.")})
    assert put.homeless == ("Mine, after the table.",)
