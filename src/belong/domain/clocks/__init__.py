"""Time limits of children's and families' journeys: data, each with its source, and how they run.

A clock that is missed never stops anything: it asks for its reason and for who agreed.
"""

from __future__ import annotations

from belong.domain.clocks.child import clocks_of
from belong.domain.clocks.child_rules import ClockKey
from belong.domain.clocks.clock import Clock, ClockState, Delay, missed_without_reason
from belong.domain.clocks.family import family_clocks
from belong.domain.clocks.family_rules import FAMILY_RULES, FamilyClockKey
from belong.domain.clocks.limits import Limit, Unit
from belong.domain.clocks.placed_rules import CHILD_RULES
from belong.domain.clocks.policy import NATIONAL, Policy, PolicyError, Term
from belong.domain.clocks.rules import (
    Anchor,
    Basis,
    ClockRule,
    Easing,
    Mark,
    Moment,
    OnlyIf,
    PauseKind,
    Severity,
    latest,
)

__all__ = [
    "CHILD_RULES",
    "CLOCKS",
    "FAMILY_CLOCKS",
    "FAMILY_RULES",
    "NATIONAL",
    "Anchor",
    "Basis",
    "Clock",
    "ClockKey",
    "ClockRule",
    "ClockState",
    "Delay",
    "Easing",
    "FamilyClockKey",
    "Limit",
    "Mark",
    "Moment",
    "OnlyIf",
    "PauseKind",
    "Policy",
    "PolicyError",
    "Severity",
    "Term",
    "Unit",
    "clocks_of",
    "family_clocks",
    "missed_without_reason",
]

#: The rule of each clock as it stands now, by key.
CLOCKS = latest(CHILD_RULES)
FAMILY_CLOCKS = latest(FAMILY_RULES)
