"""What the fold of a child's events gives: the journey, and the records it is made of.

All dates are days on which something happened; None = it has not. Spells and records are half-open:
they hold on their first day and no longer on their last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from belong.domain.events import Event, EventKind
from belong.domain.journey.rules import RULES, Rule, RuleKey
from belong.domain.journey.spells import Spell
from belong.domain.journey.states import Axes, Circumstances, Stage

__all__ = [
    "Flag",
    "Journey",
    "Link",
    "Match",
    "Milestones",
    "Placement",
    "PlanDecision",
    "StageOn",
    "earliest_application_on",
]

#: Weeks a child lives with the adopters before they may apply. Source: ACA 2002 section 42(2).
_RESIDENCE_WEEKS = 10


def earliest_application_on(moved_in_on: date) -> date:
    """The first day on which adopters may apply: ten weeks after the child moved in with them.

    Time as the child's foster or early permanence carers counts.
    Source: Adoption and Children Act 2002, section 42(2).
    """
    return moved_in_on + timedelta(weeks=_RESIDENCE_WEEKS)


@dataclass(frozen=True)
class Flag:
    """A rule that an event broke, or an order of things that cannot be.

    missing: names of the details that should have been recorded, where that is the rule.
    """

    rule: RuleKey
    on: date
    kind: EventKind
    event_id: str = ""
    missing: tuple[str, ...] = ()

    @property
    def facts(self) -> Rule:
        """The rule in words, its source and its severity."""
        return RULES[self.rule]


@dataclass(frozen=True)
class PlanDecision:
    """One decision that the child should be placed for adoption, with its true parts."""

    on: date
    reversed_on: date | None = None
    reversed_reason: str | None = None
    minutes_final_on: date | None = None
    told_orally_on: date | None = None
    told_in_writing_on: date | None = None


@dataclass(frozen=True)
class Link:
    """A family being explored; provisional, and several may be live."""

    family_id: str | None
    on: date
    ended_on: date | None = None


@dataclass(frozen=True)
class Match:
    """The decision that the child be placed with one family."""

    family_id: str | None
    on: date
    ended_on: date | None = None


@dataclass(frozen=True)
class Placement:
    """Where the child lived. kind: the event that began it; place: the return's PLACE code.

    stay_from_on: first day of the unbroken stay with the same carers, whatever it was called.
    """

    kind: EventKind
    place: str | None
    family_id: str | None
    from_on: date
    to_on: date | None
    stay_from_on: date


@dataclass(frozen=True)
class StageOn:
    """The stage from a day on."""

    on: date
    stage: Stage


@dataclass(frozen=True)
class Milestones:
    """The dates that intervals run between, for one period of care.

    period_of_care counts from 1; 0 for a child who has not been looked after. Meanings as in the
    frame of journeys: the order live at the match, the stay that the period ended in.
    """

    period_of_care: int
    entered_care_on: date | None = None
    plan_decided_on: date | None = None
    placement_order_on: date | None = None
    matched_on: date | None = None
    moved_in_on: date | None = None
    placed_for_adoption_on: date | None = None
    adoption_applied_on: date | None = None
    adopted_on: date | None = None
    left_care_on: date | None = None

    def days(self, start: str, end: str) -> int | None:
        """Days from one milestone to another, by field name; None where either is missing.

        Negative where the end came first: who shows it decides whether that counts as 0.
        """
        start_on, end_on = getattr(self, start), getattr(self, end)
        if not (isinstance(start_on, date) and isinstance(end_on, date)):
            return None
        return (end_on - start_on).days


@dataclass(frozen=True)
class Journey:
    """The fold of one child's events.

    events: those that happened and stand, oldest first. planned: those that stand and have not
    happened, soonest first; they moved nothing. stages: oldest first, one entry per change.
    milestones: one per period of care, oldest first, never empty.
    """

    events: tuple[Event, ...]
    planned: tuple[Event, ...]
    axes: Axes
    circumstances: Circumstances
    stage: Stage
    stages: tuple[StageOn, ...]
    spells: tuple[Spell, ...]
    placements: tuple[Placement, ...]
    decisions: tuple[PlanDecision, ...]
    links: tuple[Link, ...]
    matches: tuple[Match, ...]
    delays: tuple[Event, ...]
    milestones: tuple[Milestones, ...]
    flags: tuple[Flag, ...]
    born_on: date | None
    expected_on: date | None

    @property
    def to_come(self) -> tuple[Event, ...]:
        """What is planned and may still happen: of a child who is born, no birth."""
        return tuple(
            one
            for one in self.planned
            if one.kind is not EventKind.BIRTH_EXPECTED or self.born_on is None
        )

    def spells_of(self, axis: str) -> tuple[Spell, ...]:
        """The spells of one axis, oldest first."""
        return tuple(spell for spell in self.spells if spell.axis == axis)

    def stage_on(self, day: date) -> Stage | None:
        """The stage at the end of a day; None before the first event."""
        until = [one.stage for one in self.stages if one.on <= day]
        return until[-1] if until else None
