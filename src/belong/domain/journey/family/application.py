"""What the fold of a family's events gives: applications, and the records they are made of.

All dates are days on which something happened; None = it has not. Spells are half-open: they hold
on their first day and no longer on their last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from belong.domain.journey.family.checks import Check
from belong.domain.journey.family.events import FamilyEvent, FamilyEventKind
from belong.domain.journey.family.reasons import LeftReason
from belong.domain.journey.family.rules import FAMILY_RULES, FamilyRuleKey
from belong.domain.journey.family.states import FamilyStage, Route
from belong.domain.journey.rules import Rule

__all__ = [
    "ApplicationJourney",
    "ChildTied",
    "FamilyDecision",
    "FamilyFlag",
    "FamilyJourney",
    "FamilyStageOn",
    "Pause",
]


@dataclass(frozen=True)
class FamilyFlag:
    """A rule that an event broke. missing: what was not recorded, where that is the rule."""

    rule: FamilyRuleKey
    on: date
    kind: FamilyEventKind
    event_id: str = ""
    missing: tuple[str, ...] = ()

    @property
    def facts(self) -> Rule:
        """The rule in words and its source."""
        return FAMILY_RULES[self.rule]


@dataclass(frozen=True)
class FamilyStageOn:
    """The stage from a day on."""

    on: date
    stage: FamilyStage


@dataclass(frozen=True)
class Pause:
    """A time on hold, or of waiting by choice. reason: a code, "" where none is asked."""

    from_on: date
    to_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class FamilyDecision:
    """The decision on suitability in its true parts.

    is_approved: None while undecided. determination_on: a proposal not to approve was sent.
    """

    panel_met_on: date | None = None
    recommended_on: date | None = None
    recommendation: str = ""
    minutes_final_on: date | None = None
    determination_on: date | None = None
    decided_on: date | None = None
    is_approved: bool | None = None
    told_orally_on: date | None = None
    told_in_writing_on: date | None = None


@dataclass(frozen=True)
class ChildTied:
    """A link, match or placement with one child. child: an opaque key, "" where not known here."""

    child: str
    on: date
    ended_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class ApplicationJourney:
    """One application, folded.

    key: of the application, "" where its events named none. stages: oldest first, one entry per
    change. stage_1_to_on: the day on which stage 1 was decided or left. stage_2_to_on: the day of
    the decision-maker's decision, or on which stage 2 was left.
    """

    key: str
    route: Route
    stage: FamilyStage
    stages: tuple[FamilyStageOn, ...]
    events: tuple[FamilyEvent, ...]
    planned: tuple[FamilyEvent, ...]
    checks: tuple[Check, ...]
    decision: FamilyDecision
    holds: tuple[Pause, ...]
    choice_waits: tuple[Pause, ...]
    reviewed_on: tuple[date, ...]
    links: tuple[ChildTied, ...]
    matches: tuple[ChildTied, ...]
    placements: tuple[ChildTied, ...]
    delays: tuple[FamilyEvent, ...]
    flags: tuple[FamilyFlag, ...]
    enquired_on: date | None = None
    informed_on: date | None = None
    registered_on: date | None = None
    stage_1_from_on: date | None = None
    stage_1_to_on: date | None = None
    stage_1_passed_on: date | None = None
    stage_2_from_on: date | None = None
    stage_2_to_on: date | None = None
    approved_on: date | None = None
    matched_on: date | None = None
    placed_on: date | None = None
    adopted_on: date | None = None
    left_on: date | None = None
    left_reason: LeftReason | None = None

    @property
    def stage_from_on(self) -> date | None:
        """The day on which the present stage began; None before anything happened."""
        return self.stages[-1].on if self.stages else None

    @property
    def is_on_hold(self) -> bool:
        """Whether a hold has not ended."""
        return any(one.to_on is None for one in self.holds)

    @property
    def waits_by_choice(self) -> bool:
        """Whether the applicants wait by their own choice."""
        return any(one.to_on is None for one in self.choice_waits)

    @property
    def outstanding(self) -> tuple[Check, ...]:
        """Checks sought that have not come back, the longest waited for first."""
        waiting = [one for one in self.checks if one.waits_from_on is not None]
        return tuple(sorted(waiting, key=lambda one: one.waits_from_on or date.max))

    def stage_on(self, day: date) -> FamilyStage | None:
        """The stage at the end of a day; None before the first event."""
        until = [one.stage for one in self.stages if one.on <= day]
        return until[-1] if until else None


@dataclass(frozen=True)
class FamilyJourney:
    """The fold of one family's events: its applications, oldest first."""

    applications: tuple[ApplicationJourney, ...]

    @property
    def latest(self) -> ApplicationJourney | None:
        """The application begun last; None before anything happened or was planned."""
        return self.applications[-1] if self.applications else None

    @property
    def flags(self) -> tuple[FamilyFlag, ...]:
        """The flags of every application."""
        return tuple(flag for one in self.applications for flag in one.flags)

    def of(self, key: str) -> ApplicationJourney | None:
        """The application with this key."""
        return next((one for one in self.applications if one.key == key), None)
