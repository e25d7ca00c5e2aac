"""A9, A14, A15 and A16: children waiting on a day, decisions and orders in a year."""

from __future__ import annotations

SPELLS = """
child    | axis          | from       | to
waiting  | care          | 2018-06-01 |
waiting  | decision      | 2018-09-01 |
waiting  | authority     | 2019-01-01 |
no order | care          | 2018-06-01 |
no order | decision      | 2018-09-01 |
unknown  | care          | 2018-06-01 |
unknown  | decision      | 2018-09-01 |
unknown  | authority     | ?          |
placed   | care          | 2018-06-01 |
placed   | decision      | 2018-09-01 |
placed   | adoptive_stay | 2020-03-31 |
back     | care          | 2018-06-01 |
back     | decision      | 2018-09-01 |
back     | adoptive_stay | 2019-03-31 | 2020-03-31
ended    | care          | 2018-06-01 | 2020-03-31
ended    | decision      | 2018-09-01 | 2020-03-31
late     | care          | 2018-06-01 |
late     | decision      | 2020-04-01 |
"""


def test_a9_counts_who_waits_on_the_day_and_a_disrupted_child_waits_again(figure_of) -> None:
    figure = figure_of("A9", 2020, spells=SPELLS)

    assert figure.window == "2020-03-31"
    assert [m.child_id for m in figure.members] == ["back", "no order", "unknown", "waiting"]
    assert (figure.value, figure.published) == (4, 4)
    assert (figure.numerator, figure.denominator) == (None, None)
    assert [left.child_id for left in figure.excluded] == ["placed"]


def test_a14_counts_those_with_a_live_order(figure_of) -> None:
    figure = figure_of("A14", 2020, spells=SPELLS)

    assert [m.child_id for m in figure.members] == ["unknown", "waiting"]
    assert [(left.child_id, left.order) for left in figure.excluded] == [
        ("placed", 1),
        ("back", 2),
        ("no order", 2),
    ]


def test_a15_counts_decisions_made_again(figure_of) -> None:
    events = """
    child | kind         | on
    K     | plan_decided | 2019-04-01
    K     | plan_decided | 2020-03-31
    L     | plan_decided | 2019-03-31
    M     | plan_decided_as_adopted | 2019-05-01
    """
    figure = figure_of("A15", 2020, events=events)

    assert (figure.window, figure.value) == ("2019-20", 2)
    assert [m.child_id for m in figure.members] == ["K", "K"]


def test_a16_counts_every_order_whose_first_day_is_in_the_year(figure_of) -> None:
    events = """
    child | kind            | on
    K     | placement_order | 2019-04-01
    K     | placement_order | 2020-03-31
    L     | placement_order | 2020-04-01
    """

    assert figure_of("A16", 2020, events=events).value == 2


def test_count_of_nobody_is_0_and_says_whether_the_return_was_there(figure_of) -> None:
    supplied = figure_of("A16", 2020)
    missing = figure_of("A16", 2020, coverage={"991": [2019]})

    assert (supplied.value, supplied.years_missing) == (0, ())
    assert (missing.value, missing.years_missing) == (0, (2020,))
