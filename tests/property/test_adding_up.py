"""Parts rounded for print: they add up as printed, and none is a day away from its exact value."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belong.analytics import change_of_mean
from belong.reports.answers.adding_up import adding_up
from belong.reports.answers.changes import change_answer
from belong.reports.model import Table
from belong.reports.words import half_up

from .test_change_of_mean import children, figure_of


@given(st.lists(st.fractions(-400, 400, max_denominator=97), min_size=1, max_size=9))
def test_adding_up_sums_to_the_rounded_whole_and_stays_within_a_day(parts: list[Fraction]) -> None:
    for total in {sum(parts, Fraction()).__floor__(), half_up(sum(parts, Fraction()))}:
        found = adding_up(parts, total)
        assert sum(found) == total
        assert all(abs(one - part) < 1 for one, part in zip(found, parts, strict=True))


def test_adding_up_to_a_total_far_away_is_refused() -> None:
    with pytest.raises(ValueError, match="no rounding"):
        adding_up([Fraction(1), Fraction(2)], 4)


@given(children, children, st.integers(0, 12))
def test_change_in_words_adds_up_as_printed(
    old: list[tuple[int | None, ...]], new: list[tuple[int | None, ...]], shared: int
) -> None:
    before, journeys_before = figure_of({f"C-{n}": each for n, each in enumerate(old)})
    after, journeys_after = figure_of(
        {f"C-{len(old) - shared + n}": each for n, each in enumerate(new)}
    )
    change = change_of_mean(before, after, journeys_before, journeys_after)

    answer = change_answer(change, "Northmere", delays=None)

    means = [
        half_up(Fraction(sum(m.value for m in figure.members), len(figure.members)))
        for figure in (before, after)
    ]
    by = means[1] - means[0]
    of_windows, who, stages = (one for one in answer.blocks if isinstance(one, Table))
    assert [_whole(row[1]) for row in of_windows.rows] == means
    for table in (who, stages):
        *parts, (_, together) = [(str(name), _whole(days)) for name, days in table.rows]
        assert sum(days for _, days in parts) == together == by
    words = answer.words[0]
    for sentence, end in (("due to: ", " in both."), ("by stage: ", "No reason")):
        said = words.split(sentence)[1].split(end)[0].split(". ")[0]
        told = re.findall(r"\(([-+]?[\d,]+) days?\)", said)
        assert sum(_whole(days) for days in told) == by


def _whole(text: object) -> int:
    return int(str(text).replace(",", ""))
