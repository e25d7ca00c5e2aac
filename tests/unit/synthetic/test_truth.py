"""The right answers about a few lives, checked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from belong.synthetic import History, Region, truth
from belong.synthetic.histories import (
    Adopters,
    CarePeriod,
    Decision,
    FilingSlip,
    Placement,
    StatusChange,
)


def child(number: int, *periods: CarePeriod, **more: Any) -> History:
    return History(
        "991", f"C{number}", number, "by hand", date(2016, 1, 1), "F", "WBRI", "N1", periods, **more
    )


def adopted(
    entered_on: date,
    places: list[tuple[date, str, int]],
    order_on: date | None,
    matched_on: date,
    adopted_on: date,
) -> CarePeriod:
    statuses = [StatusChange(entered_on, "C1" if order_on else "V2")]
    if order_on:
        statuses.append(StatusChange(order_on, "E1"))
    return CarePeriod(
        entered_on=entered_on,
        statuses=tuple(statuses),
        placements=tuple(Placement(*place) for place in places),
        decisions=(Decision(min(matched_on, order_on or matched_on)),),
        matched_on=matched_on,
        adopters=Adopters(2, "MF", "L11", were_carers=False),
        left_on=adopted_on,
        left_reason="E11",
    )


#: The worked example of the scorecard's three timeliness measures, window 2017-20.
C1 = child(
    1,
    adopted(
        date(2018, 1, 10),
        [(date(2018, 1, 10), "U6", 1), (date(2018, 11, 5), "A6", 2)],
        date(2018, 7, 2),
        date(2018, 10, 15),
        date(2019, 5, 20),
    ),
)
C2 = child(
    2,
    adopted(
        date(2017, 6, 1),
        [(date(2017, 6, 1), "U6", 1), (date(2017, 6, 5), "U5", 2), (date(2018, 1, 22), "A5", 2)],
        date(2018, 1, 15),
        date(2018, 1, 8),
        date(2018, 8, 1),
    ),
)
C3 = child(
    3,
    adopted(
        date(2018, 3, 1),
        [(date(2018, 3, 1), "U6", 1), (date(2018, 5, 25), "A4", 2)],
        None,
        date(2018, 5, 10),
        date(2018, 11, 30),
    ),
)
C4 = child(
    4,
    adopted(
        date(2017, 5, 1),
        [(date(2017, 5, 1), "U4", 1)],
        None,
        date(2018, 5, 1),
        date(2019, 2, 1),
    ),
)
C5 = child(
    5,
    adopted(
        date(2018, 2, 1),
        [(date(2018, 2, 1), "U6", 1), (date(2019, 2, 1), "A6", 2)],
        date(2018, 9, 3),
        date(2019, 1, 7),
        date(2020, 4, 2),
    ),
)
WORKED = Region(1, ("991",), (2018, 2021), (C1, C2, C3, C4, C5))


def answer(region: Region, indicator: str, window: str, area: str = "991") -> dict[str, Any]:
    key = (indicator, area, window)
    return next(
        f for f in truth(region)["figures"] if (f["indicator"], f["area"], f["window"]) == key
    )


def days(figure: dict[str, Any]) -> dict[str, int]:
    return {member["child"]: member["value"] for member in figure["members"]}


def names(figure: dict[str, Any], key: str) -> list[str]:
    return sorted(entry["child"] for entry in figure[key])


@pytest.mark.parametrize(
    ("indicator", "members", "excluded"),
    [
        ("A1", {"C1": 299, "C2": 235, "C3": 85}, ["C4"]),
        ("A10", {"C1": 299, "C2": 4, "C3": 85}, ["C4"]),
        ("A2", {"C1": 105, "C2": 0}, ["C3", "C4"]),
        ("A20", {"C1": 173, "C2": 228}, ["C3", "C4"]),
    ],
)
def test_truth_of_the_worked_example(
    indicator: str, members: dict[str, int], excluded: list[str]
) -> None:
    figure = answer(WORKED, indicator, "2017-20")

    assert days(figure) == members
    assert names(figure, "excluded") == excluded
    assert figure["not_computable"] == []
    assert figure["value"] == sum(members.values()) / len(members)
    assert (figure["numerator"], figure["denominator"]) == (sum(members.values()), len(members))


def test_truth_of_the_share_within_the_threshold_counts_those_still_placed() -> None:
    figure = answer(WORKED, "A3", "2017-20")

    assert days(figure) == {"C1": 1, "C2": 1, "C3": 1, "C5": 1}
    assert figure["value"] == 100.0
    assert names(figure, "excluded") == ["C4"]


def test_truth_of_flows_and_stocks() -> None:
    assert answer(WORKED, "A16", "2018-19")["value"] == 2
    assert answer(WORKED, "A15", "2018-19")["value"] == 4
    assert names(answer(WORKED, "A9", "2019-03-31"), "excluded") == ["C1", "C5"]
    assert answer(WORKED, "A4", "2017-20")["value"] == 100.0
    assert answer(WORKED, "A4", "2018-21", "all")["denominator"] == 5


def test_truth_of_care_that_began_before_the_first_return_is_not_computable() -> None:
    late = replace(WORKED, years=(2020, 2021), histories=(C1,))

    figure = answer(late, "A1", "2017-20")
    assert figure["value"] is None
    assert names(figure, "not_computable") == ["C1"]
    assert names(answer(late, "A2", "2017-20"), "not_computable") == ["C1"]


def test_truth_counts_a_lost_child_until_the_31_march_before_it_was_lost() -> None:
    waiting = replace(C1.periods[0], left_on=None, left_reason=None, adopters=None, matched_on=None)
    waiting = replace(waiting, placements=waiting.placements[:1])
    stays = Region(1, ("991",), (2018, 2021), (child(1, waiting),))
    slip = FilingSlip(absent_years=frozenset({2020, 2021}))
    lost = replace(stays, histories=(child(1, waiting, slip=slip),))

    assert [answer(stays, "A9", f"{year}-03-31")["value"] for year in (2018, 2019, 2020)] == [
        0,
        1,
        1,
    ]
    assert [answer(lost, "A9", f"{year}-03-31")["value"] for year in (2018, 2019, 2020)] == [
        0,
        1,
        0,
    ]
    assert answer(lost, "A14", "2019-03-31")["value"] == 1
    assert answer(lost, "A4", "2017-20")["denominator"] == 0


def test_truth_puts_early_permanence_that_ended_at_home_apart_from_changes_of_plan() -> None:
    entered_on = date(2018, 6, 1)
    reversed_decision = (Decision(date(2018, 9, 1), date(2018, 12, 1), "RD4"),)
    home = CarePeriod(
        entered_on,
        (StatusChange(entered_on, "C1"),),
        (Placement(entered_on, "U5", 1),),
        reversed_decision,
        left_on=date(2018, 12, 20),
        left_reason="E4A",
    )
    from_fostering = replace(home, placements=(Placement(entered_on, "U6", 1),))
    region = Region(1, ("991",), (2018, 2020), (C1, child(8, home), child(9, from_fostering)))

    figure = answer(region, "A5", "2017-20")
    assert days(figure) == {"C1": 0, "C9": 1}
    assert figure["value"] == 50.0
    assert names(figure, "excluded") == ["C8"]


def test_truth_of_a_second_order_looks_at_the_match() -> None:
    period = replace(
        C1.periods[0],
        statuses=(
            StatusChange(date(2018, 1, 10), "C1"),
            StatusChange(date(2018, 7, 2), "E1"),
            StatusChange(date(2018, 8, 1), "C1"),
            StatusChange(date(2018, 10, 20), "E1"),
        ),
    )
    region = Region(1, ("991",), (2018, 2020), (child(1, period),))

    assert days(answer(region, "A2", "2017-20")) == {"C1": 0}
    assert days(answer(region, "A20", "2017-20")) == {"C1": 283}
    assert answer(region, "A16", "2018-19")["value"] == 2


def test_truth_leaves_short_breaks_out_of_children_leaving_care() -> None:
    entered_on = date(2018, 6, 1)
    breaks = CarePeriod(
        entered_on,
        (StatusChange(entered_on, "V3"),),
        (Placement(entered_on, "U6", 1),),
        left_on=date(2018, 6, 5),
        left_reason="E8",
    )
    region = Region(1, ("991",), (2018, 2020), (C1, child(9, breaks)))

    figure = answer(region, "A4", "2017-20")
    assert days(figure) == {"C1": 1}
    assert names(figure, "excluded") == ["C9"]
