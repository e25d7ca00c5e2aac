"""Every stage has its next step, and what blocks placing is named."""

from __future__ import annotations

from datetime import date

import pytest

from belong.domain.events import Event, EventKind
from belong.domain.journey import Journey, Stage, fold
from belong.domain.journey.next_steps import NEXT_STEPS, next_step

K = EventKind


def test_next_steps_cover_every_stage() -> None:
    assert set(NEXT_STEPS) == set(Stage)


def test_next_step_linked_before_decision_and_order_names_both() -> None:
    journey = fold(
        [
            Event(kind=K.CARE_ENTERED, happened_on=date(2023, 1, 8)),
            Event(kind=K.LINKED, happened_on=date(2023, 3, 1), family_id="f"),
        ]
    )
    step = next_step(journey)
    assert "The decision that the child should be placed" in step.words
    assert "there is no order and no consent" in step.words
    assert step.kinds[0] is K.DECISION_MADE


def test_next_step_while_revocation_is_pending_names_the_leave() -> None:
    journey = fold(
        [
            Event(kind=K.CARE_ENTERED, happened_on=date(2023, 1, 8)),
            Event(kind=K.DECISION_MADE, happened_on=date(2023, 2, 1)),
            Event(kind=K.PLACEMENT_ORDER_MADE, happened_on=date(2023, 2, 8)),
            Event(kind=K.LINKED, happened_on=date(2023, 3, 1), family_id="f"),
            Event(kind=K.REVOCATION_APPLIED_FOR, happened_on=date(2023, 3, 8)),
        ]
    )
    assert "court's leave" in next_step(journey).words


def _event(kind: EventKind, on: date, **details: str) -> Event:
    return Event(kind=kind, happened_on=on, details=details, event_id=f"{kind} {on}")


def _left(**details: str) -> Journey:
    return fold(
        [
            _event(EventKind.CARE_ENTERED, date(2023, 1, 8)),
            _event(EventKind.DECISION_MADE, date(2023, 6, 14)),
            _event(EventKind.CARE_LEFT, date(2024, 4, 1), **details),
        ]
    )


def test_child_who_left_care_in_another_way_is_not_waiting_and_nothing_is_next() -> None:
    journey = _left(rec="E8")
    assert journey.stage is Stage.LEFT_CARE
    assert next_step(journey).who is None


def test_child_lost_from_the_returns_is_to_be_found() -> None:
    step = next_step(_left(rec="", is_lost="yes"))
    assert "Find out where the child is" in step.words
    assert step.who == "Child's social worker"


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        (EventKind.CARE_ENTERED, Stage.DECIDED),
        (EventKind.REFERRED, Stage.DECIDED),
        (EventKind.PLACEMENT_ORDER_MADE, Stage.AUTHORISED),
    ],
)
def test_child_who_left_care_is_planned_for_again_once_something_begins(
    kind: EventKind, stage: Stage
) -> None:
    journey = _left(rec="E8")
    assert fold([*journey.events, _event(kind, date(2024, 9, 1))]).stage is stage


def test_child_referred_before_care_begins_is_not_one_who_left_it() -> None:
    assert fold([_event(EventKind.BIRTH_EXPECTED, date(2024, 9, 1))]).stage is (
        Stage.PRE_BIRTH_OR_PROCEEDINGS
    )


def test_child_who_is_expected_and_planned_for_has_the_birth_planned():
    expected = Event(kind=EventKind.BIRTH_EXPECTED, planned_for=date(2024, 9, 1), event_id="b")
    referred = _event(EventKind.REFERRED, date(2024, 6, 1))
    assert next_step(fold([expected, referred])).words.startswith("Plan for the birth")
    born = _event(EventKind.BORN, date(2024, 9, 3))
    assert not next_step(fold([expected, referred, born])).words.startswith("Plan for the birth")
