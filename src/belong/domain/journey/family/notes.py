"""What each kind of event says of an application, besides moving its stage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from belong.domain.journey.family.application import ApplicationJourney, ChildTied, Pause
from belong.domain.journey.family.events import FamilyEvent, FamilyEventKind

__all__ = ["NOTES", "Note", "ended"]

_K = FamilyEventKind

Note = Callable[[ApplicationJourney, FamilyEvent, date], ApplicationJourney]


def _first(*names: str) -> Note:
    """Keep the first day on which this happened, under these names."""

    def note(told: ApplicationJourney, event: FamilyEvent, on: date) -> ApplicationJourney:
        days: dict[str, Any] = {name: getattr(told, name) or on for name in names}
        return replace(told, **days)

    return note


def _passed(told: ApplicationJourney, event: FamilyEvent, on: date) -> ApplicationJourney:
    return replace(told, stage_1_passed_on=on, stage_1_to_on=told.stage_1_to_on or on)


def _part(name: str) -> Note:
    """A part of the decision, as it was last before the decision was made."""

    def note(told: ApplicationJourney, event: FamilyEvent, on: date) -> ApplicationJourney:
        if event.details.get("about", "suitability") != "suitability":
            return told
        if told.decision.is_approved is not None and not name.startswith("told"):
            return told
        parts: dict[str, Any] = {name: on}
        if name == "recommended_on":
            words = event.details.get("recommendation", "")
            return replace(told, decision=replace(told.decision, recommendation=words, **parts))
        return replace(told, decision=replace(told.decision, **parts))

    return note


def _determined(told: ApplicationJourney, event: FamilyEvent, on: date) -> ApplicationJourney:
    return replace(
        told,
        decision=replace(told.decision, determination_on=on),
        stage_2_to_on=told.stage_2_to_on or on,
    )


def _decided(is_approved: bool) -> Note:
    def note(told: ApplicationJourney, event: FamilyEvent, on: date) -> ApplicationJourney:
        decided = replace(told.decision, decided_on=on, is_approved=is_approved)
        return replace(
            told,
            decision=decided,
            approved_on=told.approved_on or (on if is_approved else None),
            stage_2_to_on=told.stage_2_to_on or on,
        )

    return note


def ended(pauses: tuple[Pause, ...], on: date) -> tuple[Pause, ...]:
    """The pauses, those still open ended on a day."""
    return tuple(replace(one, to_on=on) if one.to_on is None else one for one in pauses)


def _paused(told: ApplicationJourney, event: FamilyEvent, on: date) -> ApplicationJourney:
    if told.is_on_hold:
        return told
    return replace(
        told, holds=(*told.holds, Pause(on, reason=event.details.get("hold_reason", "")))
    )


def _choosing(told: ApplicationJourney, event: FamilyEvent, on: date) -> ApplicationJourney:
    if told.waits_by_choice:
        return told
    return replace(told, choice_waits=(*told.choice_waits, Pause(on)))


def _tied(*names: str, first: str = "") -> Note:
    """A link, match or placement with a child begins; one that is live already goes on."""

    def note(told: ApplicationJourney, event: FamilyEvent, on: date) -> ApplicationJourney:
        child = event.details.get("child", "")
        for name in names:
            ties: tuple[ChildTied, ...] = getattr(told, name)
            if not any(one.child == child and one.ended_on is None for one in ties):
                more: dict[str, Any] = {name: (*ties, ChildTied(child, on))}
                told = replace(told, **more)
        return _first(first)(told, event, on) if first else told

    return note


def _untied(*names: str) -> Note:
    """A link, match or placement ends: the named child's, or every one where none is named."""

    def note(told: ApplicationJourney, event: FamilyEvent, on: date) -> ApplicationJourney:
        child, reason = event.details.get("child", ""), event.details.get("reason", "")
        for name in names:
            ties: tuple[ChildTied, ...] = getattr(told, name)
            left = tuple(
                replace(one, ended_on=on, reason=reason)
                if one.ended_on is None and (not child or one.child in ("", child))
                else one
                for one in ties
            )
            changed: dict[str, Any] = {name: left}
            told = replace(told, **changed)
        return told

    return note


NOTES: dict[FamilyEventKind, Note] = {
    _K.ENQUIRED: _first("enquired_on"),
    _K.INFORMATION_EVENT_ATTENDED: _first("informed_on"),
    _K.INITIAL_VISIT_MADE: _first("informed_on"),
    _K.REGISTRATION_RECEIVED: _first("registered_on"),
    _K.STAGE_1_BEGAN: _first("stage_1_from_on"),
    _K.STAGE_1_PASSED: _passed,
    _K.STAGE_2_BEGAN: _first("stage_2_from_on"),
    _K.PANEL_MET: _part("panel_met_on"),
    _K.PANEL_RECOMMENDED: _part("recommended_on"),
    _K.MINUTES_FINAL: _part("minutes_final_on"),
    _K.TOLD_ORALLY: _part("told_orally_on"),
    _K.TOLD_IN_WRITING: _part("told_in_writing_on"),
    _K.DETERMINATION_SENT: _determined,
    _K.APPROVED: _decided(True),
    _K.NOT_APPROVED: _decided(False),
    _K.REVIEWED: lambda told, event, on: replace(told, reviewed_on=(*told.reviewed_on, on)),
    _K.HELD: _paused,
    _K.RESUMED: lambda told, event, on: replace(told, holds=ended(told.holds, on)),
    _K.CHOICE_WAIT_BEGAN: _choosing,
    _K.CHOICE_WAIT_ENDED: lambda told, event, on: replace(
        told, choice_waits=ended(told.choice_waits, on)
    ),
    _K.LINKED: _tied("links"),
    _K.LINK_ENDED: _untied("links"),
    _K.MATCHED: _tied("matches", first="matched_on"),
    _K.MATCH_ENDED: _untied("matches", "links"),
    _K.CHILD_PLACED: _tied("placements", first="placed_on"),
    _K.EARLY_PERMANENCE_PLACED: _tied("placements", first="placed_on"),
    _K.PLACEMENT_ENDED: _untied("placements", "matches", "links"),
    _K.ADOPTION_ORDER_MADE: _first("adopted_on"),
}
