"""Influence over five made-up adoptions."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest

from belong.analytics import Figure, Member, influence
from belong.domain.errors import BelongError

START = date(2017, 1, 1)
#: child -> days in A1, day of the adoption order
CHILDREN = {
    "A": (100, date(2018, 3, 31)),
    "B": (200, date(2018, 4, 1)),
    "C": (900, date(2017, 4, 1)),
    "D": (300, date(2020, 3, 31)),
}


def _journeys() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "la_code": ["991"] * len(CHILDREN),
            "child_id": list(CHILDREN),
            "entered_care_on": [START] * len(CHILDREN),
            "placed_for_adoption_on": [START + timedelta(days=d) for d, _ in CHILDREN.values()],
            "adopted_on": [adopted_on for _, adopted_on in CHILDREN.values()],
        }
    )


def _figure(children: tuple[str, ...] = tuple(CHILDREN), code: str = "A1") -> Figure:
    members = tuple(
        Member(c, "991", CHILDREN[c][0], START, START + timedelta(days=CHILDREN[c][0]))
        for c in children
    )
    total = sum(m.value for m in members)
    return Figure(
        indicator=code,
        area="991",
        window="2017-20",
        value=total / len(members) if members else None,
        published=total // len(members) if members else None,
        numerator=total,
        denominator=len(members),
        unit="days",
        threshold=426,
        england=375.0,
        members=members,
    )


def test_influence_without_each_child_begins_with_the_one_who_raises_the_mean_most() -> None:
    found = influence(_figure(), _journeys())

    assert [(w.member.child_id, w.value) for w in found.without] == [
        ("C", 200.0),
        ("D", 400.0),
        ("B", 1300 / 3),
        ("A", 1400 / 3),
    ]
    assert [w.effect for w in found.without] == [-175.0, 25.0, 175 / 3, 275 / 3]


def test_influence_who_leaves_the_window_were_adopted_in_its_first_year() -> None:
    leaving = influence(_figure(), _journeys()).leaving

    assert [m.child_id for m in leaving.members] == ["A", "C"]
    assert (leaving.numerator, leaving.denominator, leaving.value) == (500, 2, 250.0)


def test_influence_one_more_adoption_after_threshold_mean_and_days_asked() -> None:
    found = influence(_figure(), _journeys(), days=(0, 426)).one_more

    assert [(o.days, o.why, o.value) for o in found] == [
        (0, "as asked", 300.0),
        (375, "the mean as it is", 375.0),
        (426, "the threshold", 385.2),
    ]


def test_influence_of_a_lone_child_leaves_no_mean() -> None:
    found = influence(_figure(("A",)), _journeys())

    assert [(w.value, w.effect) for w in found.without] == [(None, None)]
    assert (found.leaving.denominator, found.leaving.value) == (0, None)


def test_influence_on_nobody_still_says_what_one_adoption_would_do() -> None:
    found = influence(_figure(()), _journeys())

    assert found.without == ()
    assert [(o.days, o.value, o.effect) for o in found.one_more] == [
        (375, 375.0, None),
        (426, 426.0, None),
    ]


def test_influence_on_a_share_is_refused_with_the_means_there_are() -> None:
    with pytest.raises(BelongError, match="A1, A2, A10, A20"):
        influence(_figure(code="A4"), _journeys())
