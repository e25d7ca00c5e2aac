"""The stages of one application to adopt.

A hold and waiting by choice are facts of their own beside the stage: they pause nothing that the
law times. One household may have an application in one stage and another in a second.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["ACTIVE_STAGES", "APPROVED_STAGES", "BEFORE_APPROVAL", "FamilyStage", "Route"]


class Route(StrEnum):
    """How an application is made; what is skipped hangs on it."""

    FIRST = "first"
    SECOND = "second"
    FAST_TRACK = "fast_track"


class FamilyStage(StrEnum):
    """Where an application stands, in the order of the way."""

    ENQUIRY = "E0"
    INFORMED = "E1"
    REGISTRATION = "E2"
    STAGE_1 = "A1"
    BETWEEN_STAGES = "A1B"
    STAGE_2 = "A2"
    PANEL = "A2P"
    DECISION = "A3"
    DETERMINATION = "A3Q"
    APPROVED = "A4"
    LINKED = "A5"
    MATCHED = "A6"
    PLACED = "A7"
    ADOPTERS = "A8"
    CLOSED = "Z"

    @property
    def label(self) -> str:
        """The stage in plain words."""
        return _LABELS[self]


_LABELS = {
    FamilyStage.ENQUIRY: "Enquiry",
    FamilyStage.INFORMED: "Informed",
    FamilyStage.REGISTRATION: "Registration of interest received",
    FamilyStage.STAGE_1: "Stage 1",
    FamilyStage.BETWEEN_STAGES: "Between stages 1 and 2",
    FamilyStage.STAGE_2: "Stage 2",
    FamilyStage.PANEL: "Waiting for panel",
    FamilyStage.DECISION: "With the decision-maker",
    FamilyStage.DETERMINATION: "Proposed not to approve",
    FamilyStage.APPROVED: "Approved, waiting",
    FamilyStage.LINKED: "Linked",
    FamilyStage.MATCHED: "Matched",
    FamilyStage.PLACED: "Child placed",
    FamilyStage.ADOPTERS: "Adopters",
    FamilyStage.CLOSED: "Closed",
}

#: Stages of an application that is under way: neither finished by an order nor closed.
ACTIVE_STAGES = tuple(
    stage for stage in FamilyStage if stage not in (FamilyStage.ADOPTERS, FamilyStage.CLOSED)
)
BEFORE_APPROVAL = frozenset(ACTIVE_STAGES[: ACTIVE_STAGES.index(FamilyStage.APPROVED)])
APPROVED_STAGES = frozenset(ACTIVE_STAGES) - BEFORE_APPROVAL
