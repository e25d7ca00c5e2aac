"""Which figures of a report differ now, and because of whom."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from belong.analytics.stored import Behind, FigureBook, FigureRef, Person, StoredFigure
from belong.reports.compare import ComparisonError, compare

REF = "A2:991:2017-20"
PEOPLE = "part counted 200 before, 330 now; of how many 2 before, 3 now; people 2 before, 3 now"
MONEY = "interagency_income:all:2019-20"


def figure(text: str, value, unit="days", **more) -> StoredFigure:
    return StoredFigure(FigureRef.parse(text), f"Figure {text}", unit, value, **more)


def as_json(*figures: StoredFigure) -> bytes:
    told = {str(one.ref): one.as_data() | {"text": "as printed"} for one in figures}
    return json.dumps({"figures": told}).encode()


def a_book(*figures: StoredFigure, **behind: Behind) -> FigureBook:
    return FigureBook(
        "body", "Body", 2, {}, {str(one.ref): one for one in figures}, {}, {REF: behind["of_a2"]}
        if behind else {},
    )  # fmt: skip


BEFORE = (
    figure(REF, 100.0, n=2, numerator=200, denominator=2, rank=(4, 149)),
    figure(MONEY, Decimal("302000.50"), "pounds"),
    figure("adopted:all:2019-20", 23, "children"),
)


def child(key: str, start: date | None, end: date, value: int, reason: str = "") -> Person:
    return Person(key, "991", value, start, end, reason)


def test_the_same_figures_do_not_differ():
    assert compare(as_json(*BEFORE), a_book(*BEFORE)) == ()


def test_more_figures_in_the_book_are_no_difference():
    assert compare(as_json(BEFORE[0]), a_book(*BEFORE)) == ()


def test_what_changed_is_said_in_order():
    now = replace(BEFORE[0], value=110.0, numerator=330, denominator=3, n=3, rank=(9, 149))
    adopted = replace(BEFORE[2], value=24)
    found = compare(as_json(*BEFORE), a_book(now, BEFORE[1], adopted))
    assert [(str(one.ref), one.words) for one in found] == [
        (
            REF,
            f"Value 100 before, 110 now; {PEOPLE}; rank 4th of 149 before, 9th of 149 now.",
        ),
        ("adopted:all:2019-20", "Value 23 before, 24 now."),
    ]


def test_a_figure_that_is_gone_and_one_that_has_no_number_now_are_told():
    none = replace(BEFORE[2], value=None, why_none="no return was supplied")
    found = compare(as_json(*BEFORE), a_book(BEFORE[0], none))
    assert [one.words for one in found] == [
        "Value 23 before, not computable now.",
        "There is no such figure now.",
    ]
    assert [one.now is None for one in found] == [False, True]


def test_a_difference_smaller_than_is_printed_is_told():
    now = replace(BEFORE[0], value=100.25)
    (found,) = compare(as_json(BEFORE[0]), a_book(now))
    assert found.words == ("Value 100 before and now, as printed; the exact value changed.")


def test_it_is_told_because_of_whom():
    first, other = date(2018, 4, 3), date(2018, 8, 1)
    then = Behind(
        (child("C-1", first, other, 120), child("C-2", first, date(2018, 6, 22), 80)),
        not_computable=(child("C-3", None, other, 0, "the day of the order is not known"),),
    )
    now = Behind(
        (child("C-1", date(2018, 4, 1), other, 122), child("C-3", first, other, 120)),
        excluded=(child("C-2", None, other, 0, "no placement order"),),
    )
    after = replace(BEFORE[0], value=121.0)
    (found,) = compare(as_json(BEFORE[0]), a_book(after, of_a2=now), people={REF: then})
    assert [(one.key, one.how) for one in found.people] == [
        ("C-1", "changed"),
        ("C-2", "left"),
        ("C-3", "joined"),
    ]
    assert found.people[0].words == (
        "3 Apr 2018 to 1 Aug 2018, 120 days before; 1 Apr 2018 to 1 Aug 2018, 122 days now"
    )
    assert "is left out now: no placement order" in found.people[1].words
    assert "had been left out: the day of the order is not known" in found.people[2].words


def test_of_a_share_it_is_told_whether_somebody_counts_and_no_days():
    first, other = date(2018, 4, 3), date(2018, 8, 1)
    share = replace(BEFORE[0], unit="percent", value=50.0)
    then = Behind((child("C-1", first, other, 1),))
    now = Behind((child("C-1", first, other, 0), child("C-2", first, other, 1)))
    after = replace(share, value=60.0)
    (found,) = compare(as_json(share), a_book(after, of_a2=now), people={REF: then})
    days = "3 Apr 2018 to 1 Aug 2018"
    assert [one.words for one in found.people] == [
        f"{days}, counted in the share before; {days}, not counted in the share now",
        f"was not in it; {days}, counted in the share now",
    ]


def test_one_day_is_not_days():
    first, other = date(2018, 4, 3), date(2018, 4, 4)
    now = Behind((child("C-1", first, other, 1),))
    after = replace(BEFORE[0], value=121.0)
    (found,) = compare(as_json(BEFORE[0]), a_book(after, of_a2=now), people={REF: Behind()})
    assert found.people[0].words == "was not in it; 3 Apr 2018 to 4 Apr 2018, 1 day now"


def test_nobody_is_named_where_nobody_was_kept():
    (found,) = compare(as_json(BEFORE[2]), a_book(replace(BEFORE[2], value=24)))
    assert found.people == ()


@pytest.mark.parametrize("data", [b"no json", b"[]", b'{"figures": {"x": {}}}', b'{"figures": 3}'])
def test_what_holds_no_figures_is_refused(data):
    with pytest.raises(ComparisonError, match="holds no figures of a report"):
        compare(data, a_book())
