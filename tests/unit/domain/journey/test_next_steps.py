"""Every stage has its next step, and what blocks placing is named."""

from __future__ import annotations

from datetime import date

from belong.domain.events import Event, EventKind
from belong.domain.journey import Stage, fold
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
