"""Stage times, the cohorts that are not the scorecard, and waiting bands."""

from __future__ import annotations

from belong.analytics import (
    cohorts,
    compute,
    early_permanence_at_home,
    stage_times,
    waiting_bands,
)

JOURNEYS = """
child | la  | care       | decision   | order      | match      | placed     | adopted
K     | 991 | 2018-01-10 | 2018-05-01 | 2018-07-02 | 2018-10-15 | 2018-11-05 | 2019-05-20
L     | 991 | 2017-06-01 | 2017-12-01 | 2018-01-15 | 2018-01-08 | 2018-01-22 | 2018-08-01
M     | 992 | 2018-03-01 |            |            | 2018-05-10 | 2018-05-25 | 2018-11-30
"""


def _row(frame, **wanted):
    import polars as pl

    return frame.filter(*(pl.col(k) == v for k, v in wanted.items())).row(0, named=True)


def test_stage_times_of_a_window_have_their_own_n_and_count_backward_steps_as_nothing(
    tables,
) -> None:
    journeys = tables.journeys(JOURNEYS)
    times = stage_times(journeys, tables.frames(), 2020, 1)

    match = _row(times, area="991", period="2017-20", stage="order_to_match")
    assert (match["n"], match["total_days"], match["mean_days"]) == (2, 105, 52.5)
    assert (match["median_days"], match["n_out_of_order"]) == (52.5, 1)
    decision = _row(times, area="all", stage="care_to_decision")
    assert (decision["n"], decision["total_days"]) == (2, 111 + 183)
    placed = _row(times, area="all", stage="move_in_to_adoption")
    assert (placed["n"], placed["total_days"], placed["median_days"]) == (3, 576, 191.0)
    nobody = _row(times, area="992", stage="order_to_match")
    assert (nobody["n"], nobody["mean_days"], nobody["median_days"]) == (0, None, None)


def test_stage_times_by_year_and_quarter_follow_the_adoption_order(tables) -> None:
    journeys = tables.journeys(JOURNEYS)
    years = stage_times(journeys, tables.frames(), 2020, 2, by="year")
    quarters = stage_times(journeys, tables.frames(), 2019, 1, by="quarter")

    assert _row(years, area="all", period="2018-19", stage="match_to_move_in")["n"] == 2
    assert _row(years, area="all", period="2019-20", stage="match_to_move_in")["n"] == 1
    in_quarter = [
        _row(quarters, area="all", period=f"2018-19 Q{q}", stage="match_to_move_in")["n"]
        for q in (1, 2, 3, 4)
    ]
    assert in_quarter == [0, 1, 1, 0]


def test_cohorts_are_labelled_not_the_scorecard_and_count_by_placing_and_match(tables) -> None:
    frames = tables.frames(
        spells="""
        child   | axis          | from       | to
        K       | care          | 2018-01-10 | 2019-05-20
        K       | adoptive_stay | 2018-11-05 | 2019-05-20
        waiting | care          | 2018-04-01 |
        waiting | adoptive_stay | 2019-02-01 |
        unknown | care          | ?          |
        unknown | adoptive_stay | 2019-02-01 |
        """
    )
    found = cohorts(frames, tables.journeys(JOURNEYS), 2019, 1)

    placed = _row(found, area="991", period="2018-19", cohort="placed")
    assert (placed["n"], placed["total_days"]) == (2, 299 + 306)
    assert placed["n_not_computable"] == 1
    matched = _row(found, area="991", period="2018-19", cohort="matched")
    assert (matched["n"], matched["total_days"]) == (1, 105)
    assert set(found["label"]) == {"not the scorecard"}


def test_early_permanence_that_ended_at_home_stands_apart(tables) -> None:
    journeys = tables.journeys(
        """
        child | care       | left       | why | early permanence
        home  | 2018-05-01 | 2018-12-01 | E4A | yes
        other | 2018-05-01 | 2018-12-01 | E45 | yes
        plain | 2018-05-01 | 2018-12-01 | E4A |
        """
    )

    found = early_permanence_at_home(journeys, 2019, 1)
    assert found.select("child_id", "period").rows() == [("home", "2018-19")]


def test_waiting_bands_sum_to_a14_and_with_those_without_order_to_a9(tables) -> None:
    spells = "child | axis | from | to\n" + "\n".join(
        f"{child} | care | 2017-01-01 |\n{child} | decision | 2017-02-01 |"
        + (f"\n{child} | authority | {order} |" if order else "")
        for child, order in {
            "91 days": "2019-12-31",
            "92 days": "2019-12-30",
            "182 days": "2019-10-01",
            "365 days": "2019-04-01",
            "547 days": "2018-10-01",
            "548 days": "2018-09-30",
            "not known": "?",
            "no order": None,
        }.items()
    )
    figures = compute(tables.frames(spells), tables.journeys("child | care"), year=2020, windows=1)
    bands = waiting_bands(figures)

    import polars as pl

    ours = bands.filter(pl.col("area") == "991")
    assert dict(ours.select("band", "n").rows()) == {
        "0 to 91 days": 1,
        "92 to 182 days": 2,
        "183 to 365 days": 1,
        "366 to 547 days": 1,
        "over 547 days": 1,
        "day of the order not known": 1,
        "no placement order": 1,
    }
    assert figures.figure("A14", "991", "2020-03-31").value == 7
    assert figures.figure("A9", "991", "2020-03-31").value == 8
