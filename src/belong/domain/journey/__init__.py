"""A child's journey: the fold of dated events, by transition tables held as data."""

from __future__ import annotations

from belong.domain.journey.child import Flag, Journey, Milestones, earliest_application_on
from belong.domain.journey.fold import fold
from belong.domain.journey.guards import impossible
from belong.domain.journey.rules import RULES, Rule, RuleKey
from belong.domain.journey.spells import Spell
from belong.domain.journey.states import Authority, Axes, Family, Outcome, Plan, Stage, stage_of

__all__ = [
    "RULES",
    "Authority",
    "Axes",
    "Family",
    "Flag",
    "Journey",
    "Milestones",
    "Outcome",
    "Plan",
    "Rule",
    "RuleKey",
    "Spell",
    "Stage",
    "earliest_application_on",
    "fold",
    "impossible",
    "stage_of",
]
