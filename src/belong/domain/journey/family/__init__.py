"""A family's journey: applications to adopt, folded from dated events by one table held as data."""

from __future__ import annotations

from belong.domain.journey.family.application import (
    ApplicationJourney,
    ChildTied,
    FamilyDecision,
    FamilyFlag,
    FamilyJourney,
    Pause,
)
from belong.domain.journey.family.checks import (
    CHECKS,
    Check,
    CheckKind,
    CheckOutcome,
    checks_needed,
)
from belong.domain.journey.family.events import (
    CHECK_KINDS,
    FAMILY_EVENT_KINDS,
    FamilyEvent,
    FamilyEventKind,
)
from belong.domain.journey.family.fold import GrowingFamilyFold, fold_family
from belong.domain.journey.family.limits import LIMITS, FamilyLimit, LimitKey, limits_of, live_limit
from belong.domain.journey.family.mirrored import MIRRORED
from belong.domain.journey.family.next_move import NextMove, kinds_allowed, next_move
from belong.domain.journey.family.reasons import (
    EndReason,
    EnquirySource,
    HoldReason,
    LeftGroup,
    LeftReason,
    reasons_in,
)
from belong.domain.journey.family.rules import FAMILY_RULES, FamilyRuleKey
from belong.domain.journey.family.states import (
    ACTIVE_STAGES,
    APPROVED_STAGES,
    BEFORE_APPROVAL,
    FamilyStage,
    Route,
)

__all__ = [
    "ACTIVE_STAGES",
    "APPROVED_STAGES",
    "BEFORE_APPROVAL",
    "CHECKS",
    "CHECK_KINDS",
    "FAMILY_EVENT_KINDS",
    "FAMILY_RULES",
    "LIMITS",
    "MIRRORED",
    "ApplicationJourney",
    "Check",
    "CheckKind",
    "CheckOutcome",
    "ChildTied",
    "EndReason",
    "EnquirySource",
    "FamilyDecision",
    "FamilyEvent",
    "FamilyEventKind",
    "FamilyFlag",
    "FamilyJourney",
    "FamilyLimit",
    "FamilyRuleKey",
    "FamilyStage",
    "GrowingFamilyFold",
    "HoldReason",
    "LeftGroup",
    "LeftReason",
    "LimitKey",
    "NextMove",
    "Pause",
    "Route",
    "checks_needed",
    "fold_family",
    "kinds_allowed",
    "limits_of",
    "live_limit",
    "next_move",
    "reasons_in",
]
