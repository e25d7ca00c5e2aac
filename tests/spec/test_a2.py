"""A2: days from the placement order to the decision on the match."""

from __future__ import annotations


def test_a2_worked_example_is_105_days_over_two_and_rounds_half_up(
    figure_of, worked_example
) -> None:
    figure = figure_of("A2", 2020, journeys=worked_example)

    assert {m.child_id: m.value for m in figure.members} == {"C1": 105, "C2": 0}
    assert (figure.value, figure.published) == (52.5, 53)
    assert (figure.threshold, figure.threshold_basis) == (121, "official")


def test_a2_exclusions_come_in_order(figure_of, worked_example) -> None:
    figure = figure_of("A2", 2020, journeys=worked_example)

    assert [(left.child_id, left.order, left.reason) for left in figure.excluded] == [
        ("C4", 1, "not placed for adoption before the adoption order"),
        ("C3", 2, "no placement order or freeing order"),
    ]


def test_a2_order_or_match_not_known_is_not_computable(figure_of) -> None:
    figure = figure_of(
        "A2",
        2020,
        journeys="""
        child | care       | order      | match      | placed     | adopted
        K     | 2018-01-01 | ?          | 2018-03-01 | 2018-04-01 | 2019-01-01
        L     | 2018-01-01 | 2018-02-01 |            | 2018-04-01 | 2019-01-01
        """,
    )

    assert figure.value is None
    assert [(left.child_id, left.order) for left in figure.not_computable] == [("K", 1), ("L", 2)]
