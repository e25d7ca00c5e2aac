"""A3, A4 and A5: shares."""

from __future__ import annotations


def test_a3_adds_adopted_placed_and_waiting_children(figure_of) -> None:
    figure = figure_of(
        "A3",
        2020,
        journeys="""
        child    | care       | placed     | adopted
        quick    | 2018-01-01 | 2018-10-01 | 2019-01-01
        slow     | 2016-01-01 | 2018-10-01 | 2019-01-01
        exact    | 2018-01-01 | 2019-03-03 | 2019-12-01
        unplaced | 2018-01-01 |            | 2019-01-01
        """,
        spells="""
        child       | axis          | from       | to
        placed      | care          | 2018-06-01 |
        placed      | decision      | 2018-09-01 |
        placed      | adoptive_stay | 2019-05-01 |
        waiting     | care          | 2019-05-01 |
        waiting     | decision      | 2019-09-01 |
        long        | care          | 2018-06-01 |
        long        | decision      | 2019-09-01 |
        back        | care          | 2018-06-01 |
        back        | decision      | 2018-09-01 |
        back        | adoptive_stay | 2018-10-01 | 2020-03-31
        reversed    | care          | 2018-06-01 |
        reversed    | decision      | 2018-09-01 | 2020-03-31
        unknown     | care          | ?          |
        unknown     | decision      | 2018-09-01 |
        unseen stay | care          | 2018-06-01 |
        unseen stay | decision      | 2018-09-01 |
        unseen stay | adoptive_stay | ?          |
        left        | care          | 2019-06-01 | 2020-03-31
        left        | decision      | 2019-09-01 | 2020-03-31
        """,
    )

    assert {m.child_id: m.value for m in figure.members} == {
        "quick": 1,
        "slow": 0,
        "exact": 0,  # 426 days are not fewer than 426
        "placed": 1,
        "waiting": 1,
        "long": 0,
        "back": 0,
    }
    assert (figure.numerator, figure.denominator, figure.published) == (3, 7, 43)
    assert [left.child_id for left in figure.excluded] == ["unplaced"]
    assert [left.child_id for left in figure.not_computable] == ["unknown", "unseen stay"]


def test_a3_uses_the_threshold_of_its_window(figure_of) -> None:
    journeys = """
    child | care       | placed     | adopted
    K     | 2012-01-01 | 2013-04-30 | 2014-01-01
    """

    assert figure_of("A3", 2015, journeys=journeys).value == 100  # 485 days, 487 allowed
    assert figure_of("A3", 2016, journeys=journeys).value == 0  # 426 allowed


def test_a4_counts_the_last_ceasing_of_each_year_and_no_short_breaks(figure_of) -> None:
    figure = figure_of(
        "A4",
        2020,
        journeys="""
        child      | period | care       | left       | why | status | adopted
        adopted    | 1      | 2018-01-01 |            |     | E1     | 2019-01-01
        twice      | 1      | 2018-01-01 | 2018-05-01 | E4A | V2     |
        twice      | 2      | 2018-06-01 | 2019-03-31 | E4A | V2     |
        two years  | 1      | 2018-01-01 | 2019-03-31 | E4A | V2     |
        two years  | 2      | 2019-04-01 | 2019-04-02 | E4A | V2     |
        short      | 1      | 2018-01-01 | 2019-03-31 | E4A | V4     |
        still in   | 1      | 2018-01-01 |            |     |        |
        """,
    )

    assert [(m.child_id, m.value) for m in figure.members] == [
        ("adopted", 1),
        ("twice", 0),
        ("two years", 0),
        ("two years", 0),
    ]
    assert (figure.numerator, figure.denominator, figure.value) == (1, 4, 25)
    assert [left.child_id for left in figure.excluded] == ["short"]
    assert figure.notes == ()


def test_a5_counts_each_child_once_and_sets_early_permanence_at_home_apart(figure_of) -> None:
    figure = figure_of(
        "A5",
        2020,
        journeys="""
        child   | period | care       | left       | why | early permanence | adopted
        adopted | 1      | 2018-01-01 |            |     |                  | 2019-01-01
        changed | 1      | 2018-01-01 |            |     |                  |
        both    | 1      | 2017-01-01 | 2018-02-01 | E4A |                  |
        both    | 2      | 2018-03-01 |            |     |                  | 2019-06-01
        home    | 1      | 2018-01-01 | 2018-12-01 | E4A | yes              |
        earlier | 1      | 2015-01-01 | 2018-12-01 | E4A | yes              |
        """,
        events="""
        child   | period | kind          | on
        changed | 1      | plan_reversed | 2018-09-01
        changed | 1      | plan_reversed | 2019-09-01
        both    | 1      | plan_reversed | 2018-01-15
        home    | 1      | plan_reversed | 2018-12-01
        earlier | 1      | plan_reversed | 2017-03-31
        """,
    )

    assert {m.child_id: m.value for m in figure.members} == {"adopted": 0, "changed": 1, "both": 1}
    assert (figure.numerator, figure.denominator, figure.published) == (2, 3, 67)
    assert [left.child_id for left in figure.excluded] == ["home"]
