"""The change of a mean, split: it adds up exactly, by child and by stage, on random adoptions."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from belong.analytics import ALL, Figure, Member
from belong.analytics.change import UNSPLIT, How, change_of_mean

COLUMNS = (
    "entered_care_on",
    "plan_decided_on",
    "placement_order_on",
    "matched_on",
    "moved_in_on",
)
FIRST = date(2018, 1, 1)

#: Days after the first of each milestone, None where it is not known; ends always are.
children = st.lists(
    st.tuples(
        st.integers(0, 900),
        st.none() | st.integers(0, 1500),
        st.none() | st.integers(0, 1500),
        st.none() | st.integers(0, 1500),
        st.integers(0, 1500),
    ),
    min_size=1,
    max_size=12,
)


def figure_of(told: dict[str, tuple[int | None, ...]]) -> tuple[Figure, pl.DataFrame]:
    days = {
        child: [None if d is None else FIRST + timedelta(days=d) for d in each]
        for child, each in told.items()
    }
    members = tuple(
        Member(
            child, "991", max(0, (each[-1] or 0) - (each[0] or 0)), days[child][0], days[child][-1]
        )
        for child, each in told.items()
    )
    total = sum(member.value for member in members)
    journeys = pl.DataFrame(
        [("991", child, *each) for child, each in days.items()],
        schema={
            "la_code": pl.String,
            "child_id": pl.String,
            **dict.fromkeys(COLUMNS, pl.Date),
        },
        orient="row",
    )
    figure = Figure(
        indicator="A10",
        area=ALL,
        window="2018-21",
        value=total / len(members),
        published=None,
        numerator=total,
        denominator=len(members),
        unit="days",
        members=members,
    )
    return figure, journeys


def mean(figure: Figure) -> Fraction:
    return Fraction(sum(member.value for member in figure.members), len(figure.members))


@given(children, children, st.integers(0, 12))
def test_change_of_a_mean_adds_up_by_child_and_by_stage(
    old: list[tuple[int | None, ...]],
    new: list[tuple[int | None, ...]],
    shared: int,
) -> None:
    before = {f"C-{number}": each for number, each in enumerate(old)}
    after = {f"C-{len(old) - shared + number}": each for number, each in enumerate(new)}
    figure_before, journeys_before = figure_of(before)
    figure_after, journeys_after = figure_of(after)

    found = change_of_mean(figure_before, figure_after, journeys_before, journeys_after)

    assert found.by == mean(figure_after) - mean(figure_before)
    assert sum((one.effect for one in found.moved), Fraction()) == found.by
    assert sum((part.effect for part in found.stages), Fraction()) == found.by
    for how, attribute in ((How.LEFT, "left"), (How.JOINED, "joined")):
        by_stage = sum((getattr(part, attribute) for part in found.stages), Fraction())
        assert by_stage == found.effect(how)
    assert found.n_left + found.n_stayed == len(before)
    assert found.n_joined + found.n_stayed == len(after)


@given(children)
def test_change_of_a_mean_between_a_figure_and_itself_is_nothing(
    told: list[tuple[int | None, ...]],
) -> None:
    figure, journeys = figure_of({f"C-{number}": each for number, each in enumerate(told)})
    found = change_of_mean(figure, figure, journeys)
    assert found.by == 0
    assert not found.moved
    assert found.n_stayed == len(told)
    assert all(part.effect == 0 for part in found.stages)


def test_change_of_a_mean_names_the_stage_that_slowed() -> None:
    before, journeys_before = figure_of({"A": (0, 100, 150, 200, 220), "B": (0, 90, 150, 210, 230)})
    after, journeys_after = figure_of({"B": (0, 90, 150, 210, 230), "C": (0, 100, 150, 300, 320)})

    found = change_of_mean(before, after, journeys_before, journeys_after)

    assert found.by == 50
    assert {part.name: part.effect for part in found.stages if part.effect} == {
        "order to match": 50
    }
    assert [(one.member.child_id, one.how, one.effect) for one in found.moved] == [
        ("C", How.JOINED, Fraction(95, 2)),
        ("A", How.LEFT, Fraction(5, 2)),
    ]
    assert found.n_unsplit == (0, 0)


def test_change_of_a_mean_leaves_days_unsplit_where_a_day_between_is_not_known() -> None:
    before, journeys_before = figure_of({"A": (0, 100, 150, 200, 220)})
    after, journeys_after = figure_of({"B": (0, None, 150, 200, 300)})

    found = change_of_mean(before, after, journeys_before, journeys_after)

    assert found.n_unsplit == (0, 1)
    assert {part.name: part.effect for part in found.stages}[UNSPLIT] == 300
    assert found.by == 80
