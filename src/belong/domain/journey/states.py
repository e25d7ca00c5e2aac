"""The states of a child's journey: three axes, the outcome that closes them, the stage shown.

The axes move independently (a search may precede the decision, a match the order), so each is kept
apart; the stage is never stored, it is one function of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "FINAL_OUTCOMES",
    "Authority",
    "Axes",
    "Circumstances",
    "Family",
    "Outcome",
    "Plan",
    "Stage",
    "stage_of",
]


class Plan(StrEnum):
    """What the authority plans for the child."""

    NONE = "none"
    PARALLEL = "parallel"
    DECIDED = "decided"
    CHANGED = "changed"
    CLOSED = "closed"


class Authority(StrEnum):
    """What allows the agency to place the child for adoption."""

    NONE = "none"
    CONSENT = "section_19_consent"
    PLACEMENT_ORDER = "placement_order"
    REVOCATION_PENDING = "revocation_pending"
    CLOSED = "closed"


class Family(StrEnum):
    """How far the child is on the way to a family."""

    NONE = "none"
    SEARCHING = "searching"
    LINKED = "linked"
    MATCHED = "matched"
    EARLY_PERMANENCE_PLACED = "early_permanence_placed"
    INTRODUCTIONS = "introductions"
    PLACED = "placed"
    DISRUPTED = "disrupted"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How the journey ended; every value but OPEN closes all three axes."""

    OPEN = "open"
    ADOPTED = "adopted"
    SPECIAL_GUARDIANSHIP = "special_guardianship"
    CHILD_ARRANGEMENTS = "child_arrangements"
    HOME = "home"
    LONG_TERM_FOSTERING = "long_term_fostering"
    DIED = "died"
    TRANSFERRED = "transferred"
    AGED_OUT = "aged_out"
    POST_ORDER_BREAKDOWN = "post_order_breakdown"


#: Outcomes after which nothing moves the axes any more, save an order set aside or a death.
FINAL_OUTCOMES = frozenset(
    {Outcome.ADOPTED, Outcome.DIED, Outcome.AGED_OUT, Outcome.POST_ORDER_BREAKDOWN}
)


class Stage(StrEnum):
    """The stage shown to people; the value is the short code that practitioners use."""

    PRE_BIRTH_OR_PROCEEDINGS = "C0"
    LOOKED_AFTER = "C1"
    PARALLEL_PLANNING = "C2"
    DECIDED = "C3"
    AUTHORISED = "C4"
    FAMILY_FINDING = "C5"
    LINKED = "C6"
    MATCHED = "C7"
    INTRODUCTIONS = "C8"
    PLACED_FOR_ADOPTION = "C9"
    ADOPTION_APPLIED_FOR = "C10"
    ADOPTED = "C11"
    EARLY_PERMANENCE_PLACED = "F1"
    PLAN_CHANGED = "X1"
    SPECIAL_GUARDIANSHIP = "X2"
    CHILD_ARRANGEMENTS = "X3"
    REUNIFIED = "X4"
    LONG_TERM_FOSTERING = "X5"
    DIED = "X6"
    TRANSFERRED = "X7"
    AGED_OUT = "X8"
    LEFT_CARE = "X9"
    DISRUPTED = "D1"
    POST_ORDER_BREAKDOWN = "P1"

    @property
    def label(self) -> str:
        """The stage in plain English."""
        return _STAGE_LABELS[self]


_STAGE_LABELS = {
    Stage.PRE_BIRTH_OR_PROCEEDINGS: "Not looked after; adoption is possible",
    Stage.LOOKED_AFTER: "Looked after, permanence not decided",
    Stage.PARALLEL_PLANNING: "Adoption is one of the plans",
    Stage.DECIDED: "Decided: should be placed for adoption",
    Stage.AUTHORISED: "Authority to place for adoption",
    Stage.FAMILY_FINDING: "Looking for a family",
    Stage.LINKED: "Linked with a family",
    Stage.MATCHED: "Matched with a family",
    Stage.INTRODUCTIONS: "Introductions under way",
    Stage.PLACED_FOR_ADOPTION: "Placed for adoption",
    Stage.ADOPTION_APPLIED_FOR: "Adoption order applied for",
    Stage.ADOPTED: "Adopted",
    Stage.EARLY_PERMANENCE_PLACED: "Fostered by early permanence carers",
    Stage.PLAN_CHANGED: "Plan is no longer adoption",
    Stage.SPECIAL_GUARDIANSHIP: "Special guardianship",
    Stage.CHILD_ARRANGEMENTS: "Child arrangements order",
    Stage.REUNIFIED: "Home with parents",
    Stage.LONG_TERM_FOSTERING: "Long-term fostering",
    Stage.DIED: "Died",
    Stage.TRANSFERRED: "Transferred to another authority",
    Stage.AGED_OUT: "Turned 18",
    Stage.LEFT_CARE: "No longer looked after",
    Stage.DISRUPTED: "Placement for adoption disrupted",
    Stage.POST_ORDER_BREAKDOWN: "In care again after adoption",
}

_STAGE_OF_OUTCOME = {
    Outcome.ADOPTED: Stage.ADOPTED,
    Outcome.SPECIAL_GUARDIANSHIP: Stage.SPECIAL_GUARDIANSHIP,
    Outcome.CHILD_ARRANGEMENTS: Stage.CHILD_ARRANGEMENTS,
    Outcome.HOME: Stage.REUNIFIED,
    Outcome.LONG_TERM_FOSTERING: Stage.LONG_TERM_FOSTERING,
    Outcome.DIED: Stage.DIED,
    Outcome.TRANSFERRED: Stage.TRANSFERRED,
    Outcome.AGED_OUT: Stage.AGED_OUT,
    Outcome.POST_ORDER_BREAKDOWN: Stage.POST_ORDER_BREAKDOWN,
}

_STAGE_OF_LIVING = {
    Family.DISRUPTED: Stage.DISRUPTED,
    Family.EARLY_PERMANENCE_PLACED: Stage.EARLY_PERMANENCE_PLACED,
    Family.INTRODUCTIONS: Stage.INTRODUCTIONS,
    Family.MATCHED: Stage.MATCHED,
}

_STAGE_OF_SEARCH = {Family.LINKED: Stage.LINKED, Family.SEARCHING: Stage.FAMILY_FINDING}


@dataclass(frozen=True)
class Axes:
    """Where the child stands on each axis, and the outcome."""

    plan: Plan = Plan.NONE
    authority: Authority = Authority.NONE
    family: Family = Family.NONE
    outcome: Outcome = Outcome.OPEN


@dataclass(frozen=True)
class Circumstances:
    """What the stage asks besides the axes.

    has_left_care: care ended in a way that is no outcome of its own, or the child is lost from the
    returns, and nothing has been planned since.
    """

    is_looked_after: bool = False
    has_adoption_application: bool = False
    has_left_care: bool = False


def stage_of(axes: Axes, circumstances: Circumstances) -> Stage:
    """The one stage shown, whatever the combination: the first of these that holds.

    Outcome; care left in another way; where the child lives or is about to (placed, disrupted,
    early permanence, introductions, matched); a plan that changed; not looked after and nothing
    decided; the search; authority; decision; parallel plan; looked after.
    """
    if axes.outcome is not Outcome.OPEN:
        return _STAGE_OF_OUTCOME[axes.outcome]
    if circumstances.has_left_care:
        return Stage.LEFT_CARE
    if axes.family is Family.PLACED:
        applied = circumstances.has_adoption_application
        return Stage.ADOPTION_APPLIED_FOR if applied else Stage.PLACED_FOR_ADOPTION
    if axes.family in _STAGE_OF_LIVING:
        return _STAGE_OF_LIVING[axes.family]
    if axes.plan is Plan.CHANGED:
        return Stage.PLAN_CHANGED
    is_undecided = axes.plan is not Plan.DECIDED and axes.authority is Authority.NONE
    if is_undecided and not circumstances.is_looked_after:
        return Stage.PRE_BIRTH_OR_PROCEEDINGS
    if axes.family in _STAGE_OF_SEARCH:
        return _STAGE_OF_SEARCH[axes.family]
    if axes.authority is not Authority.NONE:
        return Stage.AUTHORISED
    if axes.plan is Plan.DECIDED:
        return Stage.DECIDED
    return Stage.PARALLEL_PLANNING if axes.plan is Plan.PARALLEL else Stage.LOOKED_AFTER
