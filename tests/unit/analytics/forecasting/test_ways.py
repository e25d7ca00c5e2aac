"""Children's ways to adoption: stages and steps as they were known on a day."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest

from belong.analytics import journeys
from belong.analytics.forecasting.ways import Stage, Step, Way, ways_until
from belong.domain.frames import (
    CHILDREN_COLUMNS,
    COVERAGE_COLUMNS,
    EVENTS_COLUMNS,
    SPELLS_COLUMNS,
    Frames,
)

AS_OF = date(2024, 3, 31)


def day(back: int) -> date:
    return AS_OF - timedelta(days=back)


def table(columns: dict[str, str], rows: list[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(
        [[row.get(name) for name in columns] for row in rows],
        schema={name: getattr(pl, kind) for name, kind in columns.items()},
        orient="row",
    )


def frames_of(
    *spells: tuple[str, str, int, int | None, str | None],
    matches: tuple[int, ...] = (),
) -> Frames:
    """Spells of one child: axis, value, begun and ended (days ago), and why it ended."""
    key = {"child_id": "kid", "la_code": "991", "period_of_care": 1}
    rows = [
        {
            **key,
            "axis": axis,
            "value": value,
            "from_on": day(begun),
            "to_on": None if ended is None else day(ended),
            "to_reason": reason,
        }
        for axis, value, begun, ended, reason in spells
    ]
    events = [{**key, "kind": "match_decided", "happened_on": day(on)} for on in matches]
    return Frames(
        events=table(EVENTS_COLUMNS, events),
        spells=table(SPELLS_COLUMNS, rows),
        children=table(CHILDREN_COLUMNS, [{"child_id": "kid", "la_code": "991"}]),
        coverage=table(COVERAGE_COLUMNS, []),
    )


def ways_of(frames: Frames) -> list[Way]:
    return ways_until(frames, journeys(frames), AS_OF)


def test_way_of_an_adopted_child_passes_through_each_stage() -> None:
    [way] = ways_of(
        frames_of(
            ("care", "looked_after", 700, 100, "E11"),
            ("decision", "should_be_placed", 600, 100, "care_ended"),
            ("authority", "placement_order", 500, 100, "E11"),
            ("placement", "A6", 300, 100, "E11"),
            ("carer_stay", "A6", 300, 100, "E11"),
            ("adoptive_stay", "A6", 300, 100, "E11"),
        )
    )
    assert way.path == [
        (-600, Step.BEGUN),
        (-500, Step.ORDERED),
        (-300, Step.PLACED),
        (-100, Step.ADOPTED),
    ]
    assert [(one.stage, one.since, one.to) for one in way.stages] == [
        (Stage.DECIDED, -600, -500),
        (Stage.ORDERED, -500, -300),
        (Stage.PLACED, -300, -100),
    ]
    assert (way.stage, way.entered_care) == (Stage.OUT, -700)


def test_way_after_a_disruption_goes_back_to_waiting_with_its_order() -> None:
    [way] = ways_of(
        frames_of(
            ("care", "looked_after", 700, None, None),
            ("decision", "should_be_placed", 600, None, None),
            ("authority", "placement_order", 500, None, None),
            ("adoptive_stay", "A6", 300, 200, "P"),
            ("placement", "U6", 200, None, None),
            ("carer_stay", "U6", 200, None, None),
        )
    )
    assert [step for _, step in way.path][-2:] == [Step.PLACED, Step.BACK]
    assert (way.stage, way.since, way.is_ordered, way.placed_on) == (
        Stage.ORDERED,
        -200,
        True,
        None,
    )
    assert way.home_now == ("U6", -200)


def test_way_is_as_known_on_the_day_and_no_later() -> None:
    [way] = ways_of(
        frames_of(
            ("care", "looked_after", 400, -50, "E11"),
            ("decision", "should_be_placed", 300, -50, "care_ended"),
            ("authority", "placement_order", -10, -50, "E11"),
            ("adoptive_stay", "A6", -20, -50, "E11"),
        )
    )
    assert way.path == [(-300, Step.BEGUN)]
    assert (way.stage, way.since, way.is_ordered) == (Stage.DECIDED, -300, False)


def test_way_given_up_and_decided_again_is_two_ways() -> None:
    first, second = ways_of(
        frames_of(
            ("care", "looked_after", 900, None, None),
            ("decision", "should_be_placed", 800, 600, "RD3"),
            ("decision", "should_be_placed", 400, None, None),
        )
    )
    assert first.path == [(-800, Step.BEGUN), (-600, Step.REVERSED)]
    assert (second.path, second.stage) == ([(-400, Step.BEGUN)], Stage.DECIDED)


def test_way_home_from_early_permanence_is_no_change_of_plan() -> None:
    [way] = ways_of(
        frames_of(
            ("care", "looked_after", 400, 50, "E4A"),
            ("placement", "U5", 400, 50, "E4A"),
            ("carer_stay", "U5", 400, 50, "E4A"),
            ("decision", "should_be_placed", 300, 100, "RD2"),
        )
    )
    assert way.path[-1] == (-100, Step.HOME)
    assert way.is_early_permanence


def test_way_of_a_child_lost_between_returns_ends_without_a_step() -> None:
    [way] = ways_of(
        frames_of(
            ("care", "looked_after", 400, 50, "lost"),
            ("decision", "should_be_placed", 300, 50, "care_ended"),
        )
    )
    assert way.path == [(-300, Step.BEGUN)]
    assert (way.stage, way.stages[-1].step) == (Stage.OUT, None)


@pytest.mark.parametrize(("place", "moved_in"), [("A5", -250), ("A6", -100)])
def test_way_of_a_placed_child_knows_when_it_moved_in(place: str, moved_in: int) -> None:
    [way] = ways_of(
        frames_of(
            ("care", "looked_after", 400, None, None),
            ("decision", "should_be_placed", 300, None, None),
            ("authority", "placement_order", 200, None, None),
            ("adoptive_stay", place, 100, None, None),
            ("placement", place, 100, None, None),
            ("carer_stay", place, 250 if place == "A5" else 100, None, None),
            matches=(150,),
        )
    )
    assert (way.stage, way.placed_on, way.moved_in_on) == (Stage.PLACED, -100, moved_in)
    assert way.matched_on == -150


def test_way_of_a_baby_placed_on_the_day_of_the_decision_waits_no_day() -> None:
    [way] = ways_of(
        frames_of(
            ("care", "looked_after", 200, None, None),
            ("decision", "should_be_placed", 200, None, None),
            ("adoptive_stay", "A4", 200, None, None),
        )
    )
    assert way.path == [(-200, Step.BEGUN), (-200, Step.PLACED)]
    assert [(one.stage, one.since, one.to) for one in way.stages] == [(Stage.DECIDED, -200, -200)]
