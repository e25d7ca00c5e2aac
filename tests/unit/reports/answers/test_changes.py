"""Why a mean changed, in words: what is said besides the numbers that must add up."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from belong.analytics import Figure, Member, change_of_mean
from belong.reports.answers import Answer, Children, StepsChart, svg
from belong.reports.answers.changes import DelaysSaid, change_answer

FIRST = date(2018, 1, 1)
COLUMNS = (
    "entered_care_on",
    "plan_decided_on",
    "placement_order_on",
    "matched_on",
    "moved_in_on",
)


def figure_of(window: str, told: dict[str, tuple[int, ...]]) -> tuple[Figure, pl.DataFrame]:
    days = {child: [FIRST + timedelta(days=d) for d in each] for child, each in told.items()}
    members = tuple(
        Member(child, "991", each[-1] - each[0], days[child][0], days[child][-1])
        for child, each in told.items()
    )
    journeys = pl.DataFrame(
        [("991", child, *each) for child, each in days.items()],
        schema={"la_code": pl.String, "child_id": pl.String, **dict.fromkeys(COLUMNS, pl.Date)},
        orient="row",
    )
    total = sum(m.value for m in members)
    figure = Figure(
        "A10", "991", window, total / len(members), None, total, len(members), "days",
        members=members,
    )  # fmt: skip
    return figure, journeys


def answer_of(delays: DelaysSaid | None) -> Answer:
    before, old = figure_of(
        "2017-20", {"C-1": (0, 100, 150, 200, 220), "C-2": (0, 90, 150, 210, 230)}
    )
    after, new = figure_of(
        "2018-21", {"C-2": (0, 90, 150, 210, 230), "C-3": (0, 100, 150, 300, 920)}
    )
    change = change_of_mean(before, after, old, new)
    return change_answer(change, "Northmere", delays=delays, notes=("Said besides.",))


def test_change_words_say_from_to_who_stages_and_the_one_child() -> None:
    [words] = answer_of(None).words
    assert (
        "A10 of Northmere (entering care to moving in with adopters) rose from 225 days in "
        "2017-20 (2 children) to 575 days in 2018-21 (2 children), by 350 days."
    ) in words
    assert "1 child who left the window (+3 days) and 1 child who joined it (+347 days)" in words
    assert "1 child is in both" in words
    assert "order to match (+50 days) and match to moving in (+300 days)" in words
    assert "One child" not in words
    assert "No reason for delay is known, because the source holds none." in words


def test_change_words_set_recorded_delays_beside_it_and_say_of_how_many() -> None:
    told = answer_of(DelaysSaid({"staffing": 1}, 1, 2))
    assert "recorded of 1 of the 2 children of the later window: staffing (1)." in told.words[0]
    none = answer_of(DelaysSaid({}, 0, 2))
    assert "No reason for delay is recorded of the 2 children" in none.words[0]


def test_change_of_few_children_says_that_one_decides_and_that_days_are_rounded() -> None:
    notes = answer_of(None).notes
    assert notes[0] == "Said besides."
    assert "2018-21 rests on 2 children: one child decides it." in notes
    assert "as printed, they add up to the change" in notes[-1]


def test_change_shows_children_by_pseudonym_with_their_council() -> None:
    [table] = [one for one in answer_of(None).blocks if isinstance(one, Children)]
    assert [(area, cells[0], cells[1]) for area, cells in table.rows] == [
        ("991", "C-3", "joined"),
        ("991", "C-1", "left"),
    ]
    assert (
        table.first_words == "One child alone, who joined it with 920 days, moves it by +348 days."
    )


def test_change_chart_ends_where_the_mean_is_and_each_group_leads_there() -> None:
    [chart] = [one for one in answer_of(None).blocks if isinstance(one, StepsChart)]
    for _, steps in chart.groups:
        reached = chart.start[1] + sum(change for _, change, _ in steps)
        assert abs(reached - chart.end[1]) < 1e-9
    drawn = svg(chart, "c")
    assert "style=" not in drawn
    assert drawn.count("<rect") == 4
