"""A20: days from entering care to the placement order, of children adopted."""

from __future__ import annotations


def test_a20_worked_example(figure_of, worked_example) -> None:
    figure = figure_of("A20", 2020, journeys=worked_example)

    assert {m.child_id: m.value for m in figure.members} == {"C1": 173, "C2": 228}
    assert (figure.numerator, figure.denominator, figure.value) == (401, 2, 200.5)
    assert figure.published == 201
    assert [left.child_id for left in figure.excluded] == ["C4", "C3"]
    assert figure.threshold is None
