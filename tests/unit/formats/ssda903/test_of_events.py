"""Frames from events: what returns cannot hold stands beside what they can."""

from __future__ import annotations

from datetime import date

import polars as pl

from belong.domain.events import Event, EventKind
from belong.domain.frames import (
    COVERAGE_COLUMNS,
    EVENT_KINDS_OF_LEDGER,
    EVENT_KINDS_OF_RETURNS,
    EVENTS_COLUMNS,
    Frames,
)
from belong.formats.ssda903.of_events import TOLD_BY_LEDGER, EventsOfChild, frames_of_events

K = EventKind
D = date
NO_RETURNS = pl.DataFrame(
    schema={name: getattr(pl, kind) for name, kind in COVERAGE_COLUMNS.items()}
)


def frames(*events: Event, group: str = "") -> Frames:
    child = EventsOfChild("C-1", "990", events, sex="F", ethnicity="WBRI", sibling_group=group)
    return frames_of_events([child], NO_RETURNS)


def event(kind: EventKind, on: date, change: int = 5, **details: str) -> Event:
    return Event(kind=kind, happened_on=on, details=details, change=change)


WAITING = (
    event(K.REFERRED, D(2022, 3, 1)),
    event(K.CARE_ENTERED, D(2022, 4, 1), legal_status="C1"),
    event(K.PLACEMENT_BEGAN, D(2022, 4, 1), place="U4"),
    event(K.DECISION_MADE, D(2022, 9, 1)),
    event(K.HEARING_ADJOURNED, D(2022, 10, 1), delay_reason="court_listing"),
    event(K.PLACEMENT_ORDER_MADE, D(2022, 11, 1)),
    event(K.MATCH_DECIDED, D(2023, 1, 10), change=9),
)


def told(made: Frames, kind: str) -> list[tuple[object, ...]]:
    rows = made.events.filter(pl.col("kind") == kind)
    return rows.select("happened_on", "period_of_care", "reason", "change").rows()


def test_kinds_of_the_ledger_are_those_of_the_frames() -> None:
    assert {kind.value for kind in TOLD_BY_LEDGER} == set(EVENT_KINDS_OF_LEDGER)


def test_match_of_a_child_not_yet_adopted_is_told_as_every_match() -> None:
    made = frames(*WAITING)
    assert told(made, "match_decided") == [(D(2023, 1, 10), 1, None, 9)]
    assert told(made, "matched") == []


def test_referral_before_care_belongs_to_the_period_that_follows() -> None:
    assert told(frames(*WAITING), "referred") == [(D(2022, 3, 1), 1, None, 5)]
    assert told(frames(WAITING[0]), "referred") == [(D(2022, 3, 1), None, None, 5)]


def test_adjourned_hearing_keeps_the_reason_of_the_delay() -> None:
    assert told(frames(*WAITING), "hearing_adjourned") == [(D(2022, 10, 1), 1, "court_listing", 5)]


def test_frames_have_the_declared_columns_and_the_sibling_group() -> None:
    made = frames(*WAITING, group="g1")
    assert list(made.events.columns) == list(EVENTS_COLUMNS)
    assert set(made.events["kind"]) <= {*EVENT_KINDS_OF_LEDGER, *EVENT_KINDS_OF_RETURNS}
    assert made.children.row(0, named=True) == {
        "child_id": "C-1",
        "la_code": "990",
        "born_on": None,
        "sex": "F",
        "ethnicity": "WBRI",
        "sibling_group_id": "g1",
    }
