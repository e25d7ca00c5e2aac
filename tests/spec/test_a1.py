"""A1: days from entering care to the start of the placement with the family that adopted."""

from __future__ import annotations

from datetime import date


def test_a1_worked_example_is_619_days_over_three_children(figure_of, worked_example) -> None:
    figure = figure_of("A1", 2020, journeys=worked_example)

    assert {m.child_id: m.value for m in figure.members} == {"C1": 299, "C2": 235, "C3": 85}
    assert (figure.numerator, figure.denominator) == (619, 3)
    assert figure.value == 619 / 3
    assert figure.published == 206
    assert figure.window == "2017-20"
    assert (figure.threshold, figure.threshold_basis) == (426, "official")


def test_a1_child_not_placed_first_is_left_out_with_reason(figure_of, worked_example) -> None:
    figure = figure_of("A1", 2020, journeys=worked_example)

    assert [(left.child_id, left.order) for left in figure.excluded] == [("C4", 1)]
    assert figure.excluded[0].reason == "not placed for adoption before the adoption order"


def test_a1_member_shows_the_two_dates(figure_of, worked_example) -> None:
    figure = figure_of("A1", 2020, journeys=worked_example)

    first = figure.members[0]
    assert (first.start_on, first.end_on) == (date(2018, 1, 10), date(2018, 11, 5))


def test_a1_start_not_known_is_not_computable_and_outside_the_mean(figure_of) -> None:
    figure = figure_of(
        "A1",
        2020,
        journeys="""
        child | care       | placed     | adopted
        K     | 2018-01-01 | 2018-01-11 | 2019-01-01
        L     | ?          | 2018-01-11 | 2019-01-01
        M     | 2018-01-01 | ?          | 2019-01-01
        """,
    )

    assert (figure.numerator, figure.denominator) == (10, 1)
    assert [(left.child_id, left.reason) for left in figure.not_computable] == [
        ("L", "the day care began is not known: began before the returns"),
        (
            "M",
            "the day the placement for adoption began is not known: began before the returns",
        ),
    ]


def test_a1_window_counts_both_its_first_and_last_day(figure_of) -> None:
    figure = figure_of(
        "A1",
        2020,
        journeys="""
        child | care       | placed     | adopted
        early | 2016-01-01 | 2016-06-01 | 2017-03-31
        first | 2016-01-01 | 2016-06-01 | 2017-04-01
        last  | 2016-01-01 | 2016-06-01 | 2020-03-31
        late  | 2016-01-01 | 2016-06-01 | 2020-04-01
        """,
    )

    assert [m.child_id for m in figure.members] == ["first", "last"]


def test_a1_negative_interval_counts_as_nothing(figure_of) -> None:
    figure = figure_of(
        "A1",
        2020,
        journeys="""
        child | care       | placed     | adopted
        K     | 2018-02-01 | 2018-01-01 | 2019-01-01
        """,
    )

    assert (figure.numerator, figure.denominator, figure.value) == (0, 1, 0)


def test_a1_child_adopted_twice_counts_twice_and_it_is_said(figure_of) -> None:
    figure = figure_of(
        "A1",
        2020,
        journeys="""
        child | period | care       | placed     | adopted
        K     | 1      | 2017-04-01 | 2017-05-01 | 2018-01-01
        K     | 2      | 2018-06-01 | 2018-07-11 | 2019-01-01
        """,
    )

    assert (figure.numerator, figure.denominator) == (70, 2)
    assert "times a child is counted again: 1" in figure.notes


def test_a1_without_children_has_a_row_that_says_so(figure_of) -> None:
    figure = figure_of("A1", 2020)

    assert (figure.value, figure.published) == (None, None)
    assert (figure.numerator, figure.denominator) == (0, 0)
    assert figure.notes == ("no children",)


def test_a1_names_years_whose_return_is_missing(figure_of, worked_example) -> None:
    coverage = {"991": [2018, 2020], "992": [2018, 2019, 2020]}
    figure = figure_of("A1", 2020, journeys=worked_example, coverage=coverage)
    other = figure_of("A1", 2020, journeys=worked_example, coverage=coverage, area="992")
    pooled = figure_of("A1", 2020, journeys=worked_example, coverage=coverage, area="all")

    assert figure.years_missing == (2019,)
    assert "no return was supplied for 2018-19" in figure.notes
    assert (other.years_missing, other.notes) == ((), ("no children",))
    assert pooled.years_missing == (2019,)
    assert "no return of one authority or more was supplied for 2018-19" in pooled.notes


def test_a1_of_all_is_pooled_and_not_a_mean_of_means(figure_of) -> None:
    journeys = "child | la | care | placed | adopted\n" + "\n".join(
        [f"K{i} | 991 | 2018-01-01 | 2018-10-08 | 2019-01-01" for i in range(10)]
        + [f"L{i} | 992 | 2017-01-01 | 2018-02-05 | 2019-01-01" for i in range(90)]
    )
    coverage = {"991": range(2018, 2021), "992": range(2018, 2021)}
    pooled = figure_of("A1", 2020, journeys=journeys, coverage=coverage, area="all")

    assert (pooled.numerator, pooled.denominator, pooled.value) == (38800, 100, 388)
