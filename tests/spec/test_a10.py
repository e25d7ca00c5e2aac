"""A10: as A1, with the clock stopped when the child moved in with the carers who adopted."""

from __future__ import annotations


def test_a10_worked_example_is_388_days_over_three_children(figure_of, worked_example) -> None:
    figure = figure_of("A10", 2020, journeys=worked_example)

    assert {m.child_id: m.value for m in figure.members} == {"C1": 299, "C2": 4, "C3": 85}
    assert (figure.numerator, figure.denominator, figure.published) == (388, 3, 129)
    assert [left.child_id for left in figure.excluded] == ["C4"]


def test_a10_threshold_is_custom_and_not_official(figure_of, worked_example) -> None:
    figure = figure_of("A10", 2020, journeys=worked_example)

    assert (figure.threshold, figure.threshold_basis) == (426, "custom, not official")


def test_a10_move_in_not_known_is_not_computable_though_a1_is(figure_of) -> None:
    journeys = """
    child | care       | placed     | moved in | adopted
    K     | 2018-01-01 | 2018-01-11 | ?        | 2019-01-01
    """

    assert figure_of("A1", 2020, journeys=journeys).denominator == 1
    a10 = figure_of("A10", 2020, journeys=journeys)
    assert a10.denominator == 0
    assert [left.child_id for left in a10.not_computable] == ["K"]
