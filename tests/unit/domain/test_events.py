"""Events: one date each, planned only where that can be, corrections and order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belong.domain.events import (
    EVENT_KINDS,
    Axis,
    DelayReason,
    Event,
    EventError,
    EventKind,
    believed,
    in_order,
)
from belong.domain.journey.transitions import TABLES

DAY = date(2023, 6, 14)


def test_every_kind_has_facts_and_a_label_of_its_own() -> None:
    assert set(EVENT_KINDS) == set(EventKind)
    labels = [facts.label for facts in EVENT_KINDS.values()]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.axis)
def test_kinds_say_that_they_move_an_axis_exactly_where_its_table_does(table: object) -> None:
    axis: Axis = table.axis  # type: ignore[attr-defined]
    said = {kind for kind, facts in EVENT_KINDS.items() if axis in facts.moves}
    assert said == table.kinds  # type: ignore[attr-defined]


@pytest.mark.parametrize("dates", [{}, {"happened_on": DAY, "planned_for": DAY}])
def test_event_with_no_date_or_two_is_refused(dates: dict[str, Any]) -> None:
    with pytest.raises(EventError, match="has one date"):
        Event(kind=EventKind.PANEL_MET, **dates)


def test_event_that_cannot_be_planned_is_refused_as_a_plan() -> None:
    with pytest.raises(EventError, match="only once it has happened: placement order made"):
        Event(kind=EventKind.PLACEMENT_ORDER_MADE, planned_for=DAY)


def test_correction_replaces_and_withdrawal_takes_back() -> None:
    first = Event(kind=EventKind.LINKED, happened_on=DAY, event_id="1")
    corrected = Event(kind=EventKind.LINKED, happened_on=DAY, event_id="2", supersedes="1")
    withdrawn = Event(
        kind=EventKind.LINKED, happened_on=DAY, event_id="3", supersedes="2", is_withdrawal=True
    )
    assert believed([first, corrected]) == [corrected]
    assert believed([corrected, first]) == [corrected]
    assert believed([first, corrected, withdrawn]) == []


def test_events_of_one_day_stand_in_the_order_of_a_journey() -> None:
    kinds = [EventKind.PLACEMENT_ORDER_MADE, EventKind.CARE_ENTERED, EventKind.DECISION_MADE]
    events = [Event(kind=kind, happened_on=DAY) for kind in kinds]
    planned = Event(kind=EventKind.PANEL_MET, planned_for=DAY)
    assert [one.kind for one in in_order([planned, *events])] == [
        EventKind.CARE_ENTERED,
        EventKind.DECISION_MADE,
        EventKind.PLACEMENT_ORDER_MADE,
    ]


def test_every_delay_reason_has_words() -> None:
    assert len({reason.label for reason in DelayReason}) == len(DelayReason) == 11
