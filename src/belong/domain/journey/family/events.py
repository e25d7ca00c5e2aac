"""Kinds of event in a family's application to adopt, and the event itself.

Sources: Adoption Agencies Regulations 2005, SI 2005/389, as amended by SI 2013/985 (AAR);
Adoption and Children Act 2002 (ACA).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from belong.domain.events import EventError

__all__ = [
    "CHECK_KINDS",
    "FAMILY_EVENT_KINDS",
    "FamilyEvent",
    "FamilyEventKind",
    "FamilyKindFacts",
    "in_order",
]


class FamilyEventKind(StrEnum):
    """Every kind of event of a family, in the order in which events of one day are folded."""

    ENQUIRED = "enquired"
    INFORMATION_SENT = "information_sent"
    INFORMATION_EVENT_ATTENDED = "information_event_attended"
    INITIAL_VISIT_MADE = "initial_visit_made"
    REGISTRATION_RECEIVED = "registration_received"
    REGISTRATION_DECLINED = "registration_declined"
    RESUMED = "resumed"
    CHOICE_WAIT_ENDED = "choice_wait_ended"
    STAGE_1_BEGAN = "stage_1_began"
    STAGE_1_PLAN_AGREED = "stage_1_plan_agreed"
    CHECK_SOUGHT = "check_sought"
    CHECK_CHASED = "check_chased"
    CHECK_RECEIVED = "check_received"
    PREPARATION_ATTENDED = "preparation_attended"
    STAGE_1_PASSED = "stage_1_passed"
    STAGE_1_NOT_PASSED = "stage_1_not_passed"
    STAGE_2_BEGAN = "stage_2_began"
    ASSESSMENT_PLAN_AGREED = "assessment_plan_agreed"
    ASSESSMENT_VISIT_MADE = "assessment_visit_made"
    REPORT_SHARED = "report_shared"
    REPORT_FINISHED = "report_finished"
    PANEL_MET = "panel_met"
    PANEL_RECOMMENDED = "panel_recommended"
    MINUTES_FINAL = "minutes_final"
    DETERMINATION_SENT = "determination_sent"
    REPRESENTATIONS_MADE = "representations_made"
    REVIEW_PANEL_APPLIED_TO = "review_panel_applied_to"
    REVIEW_PANEL_RECOMMENDED = "review_panel_recommended"
    APPROVED = "approved"
    NOT_APPROVED = "not_approved"
    TOLD_ORALLY = "told_orally"
    TOLD_IN_WRITING = "told_in_writing"
    MATCHING_PLAN_AGREED = "matching_plan_agreed"
    SEARCH_RELEASED = "search_released"
    REVIEWED = "reviewed"
    LINK_ENDED = "link_ended"
    MATCH_ENDED = "match_ended"
    PLACEMENT_ENDED = "placement_ended"
    LINKED = "linked"
    MATCHED = "matched"
    INTRODUCTIONS_BEGAN = "introductions_began"
    EARLY_PERMANENCE_PLACED = "early_permanence_placed"
    CHILD_PLACED = "child_placed"
    ADOPTION_APPLIED_FOR = "adoption_applied_for"
    ADOPTION_ORDER_MADE = "adoption_order_made"
    HELD = "held"
    CHOICE_WAIT_BEGAN = "choice_wait_began"
    DELAYED = "delayed"
    WITHDREW = "withdrew"
    DEREGISTERED = "deregistered"


@dataclass(frozen=True)
class FamilyKindFacts:
    """What is true of a kind of event.

    label: plain English, to follow "On 3 May:". can_be_planned: whether it may stand in the future.
    details: what such an event should say, by name; every event names its application besides.
    """

    label: str
    can_be_planned: bool = False
    details: tuple[str, ...] = ()


_K = FamilyEventKind
_F = FamilyKindFacts
_CHECK = ("check", "person")
_DECISION = ("decision_maker", "documents_seen", "recommendation_seen", "reasons", "agreed")

FAMILY_EVENT_KINDS: Mapping[FamilyEventKind, FamilyKindFacts] = {
    _K.ENQUIRED: _F("enquired about adopting", details=("source",)),
    _K.INFORMATION_SENT: _F("detailed information sent"),
    _K.INFORMATION_EVENT_ATTENDED: _F("went to an information event", can_be_planned=True),
    _K.INITIAL_VISIT_MADE: _F("initial visit made", can_be_planned=True),
    _K.REGISTRATION_RECEIVED: _F("registration of interest received", details=("route",)),
    _K.REGISTRATION_DECLINED: _F("registration of interest declined", details=("reason",)),
    _K.RESUMED: _F("application resumed after a hold"),
    _K.CHOICE_WAIT_ENDED: _F("stopped waiting by choice"),
    _K.STAGE_1_BEGAN: _F("registration accepted: stage 1 began"),
    _K.STAGE_1_PLAN_AGREED: _F("stage 1 plan agreed", can_be_planned=True),
    _K.CHECK_SOUGHT: _F("check sought", details=_CHECK),
    _K.CHECK_CHASED: _F("check chased", details=_CHECK),
    _K.CHECK_RECEIVED: _F("check received", details=(*_CHECK, "outcome", "expires_on")),
    _K.PREPARATION_ATTENDED: _F("went to preparation training", can_be_planned=True),
    _K.STAGE_1_PASSED: _F("stage 1 passed: may go on to stage 2"),
    _K.STAGE_1_NOT_PASSED: _F("stage 1 not passed", details=("reason",)),
    _K.STAGE_2_BEGAN: _F("asked to go on: stage 2 began", details=("route",)),
    _K.ASSESSMENT_PLAN_AGREED: _F("assessment plan agreed", can_be_planned=True),
    _K.ASSESSMENT_VISIT_MADE: _F("assessment visit made", can_be_planned=True),
    _K.REPORT_SHARED: _F("prospective adopter's report shared with the applicants"),
    _K.REPORT_FINISHED: _F("prospective adopter's report finished", can_be_planned=True),
    _K.PANEL_MET: _F("panel met", can_be_planned=True, details=("about",)),
    _K.PANEL_RECOMMENDED: _F("panel recommended", details=("about", "recommendation")),
    _K.MINUTES_FINAL: _F("panel's final minutes received", details=("about",)),
    _K.DETERMINATION_SENT: _F("proposal not to approve sent to the applicants", details=_DECISION),
    _K.REPRESENTATIONS_MADE: _F("applicants made representations"),
    _K.REVIEW_PANEL_APPLIED_TO: _F("applied to the independent review panel"),
    _K.REVIEW_PANEL_RECOMMENDED: _F(
        "independent review panel recommended", details=("recommendation",)
    ),
    _K.APPROVED: _F("approved as adopters", can_be_planned=True, details=_DECISION),
    _K.NOT_APPROVED: _F("not approved", details=("reason", *_DECISION)),
    _K.TOLD_ORALLY: _F("applicants told of the decision orally"),
    _K.TOLD_IN_WRITING: _F("applicants told of the decision in writing"),
    _K.MATCHING_PLAN_AGREED: _F("matching plan agreed", can_be_planned=True),
    _K.SEARCH_RELEASED: _F("released to search beyond the agency", can_be_planned=True),
    _K.REVIEWED: _F("approval reviewed", can_be_planned=True, details=("outcome",)),
    _K.LINK_ENDED: _F("link with a child ended", details=("child", "reason")),
    _K.MATCH_ENDED: _F("match ended before the child was placed", details=("child", "reason")),
    _K.PLACEMENT_ENDED: _F("placement ended before an order", details=("child", "reason")),
    _K.LINKED: _F("linked with a child", details=("child",)),
    _K.MATCHED: _F("match with a child decided", details=("child",)),
    _K.INTRODUCTIONS_BEGAN: _F("introductions began", can_be_planned=True, details=("child",)),
    _K.EARLY_PERMANENCE_PLACED: _F(
        "child placed with them as foster carers: early permanence",
        can_be_planned=True,
        details=("child",),
    ),
    _K.CHILD_PLACED: _F("child placed for adoption", can_be_planned=True, details=("child",)),
    _K.ADOPTION_APPLIED_FOR: _F("applied for the adoption order", details=("child",)),
    _K.ADOPTION_ORDER_MADE: _F("adoption order made", details=("child",)),
    _K.HELD: _F("application put on hold", details=("hold_reason",)),
    _K.CHOICE_WAIT_BEGAN: _F("began to wait by choice"),
    _K.DELAYED: _F(
        "a delay and its reason recorded",
        details=("clock", "clock_started_on", "delay_reason", "agreed_by"),
    ),
    _K.WITHDREW: _F("withdrew the application", details=("reason",)),
    _K.DEREGISTERED: _F("approval ended", details=("reason",)),
}

#: Events about one check.
CHECK_KINDS = frozenset({_K.CHECK_SOUGHT, _K.CHECK_CHASED, _K.CHECK_RECEIVED})

_RANK = {kind: rank for rank, kind in enumerate(FamilyEventKind)}


@dataclass(frozen=True, kw_only=True)
class FamilyEvent:
    """One thing that happened, or is planned, in one application of a household.

    Exactly one of happened_on and planned_for is given. application: the application's opaque key,
    "" where none is named. details: by name, as FAMILY_EVENT_KINDS lists them, codes and opaque
    keys only. by: key of the person who recorded it. change: number of the change that wrote it.
    Raises: EventError when it has no date or two, or plans what cannot be planned.
    """

    kind: FamilyEventKind
    happened_on: date | None = None
    planned_for: date | None = None
    application: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    event_id: str = ""
    change: int | None = None
    by: str = ""

    def __post_init__(self) -> None:
        if (self.happened_on is None) == (self.planned_for is None):
            raise EventError(
                f"An event ({self.label}) has one date: when it happened or when it is planned.",
                mend="Give one of the two.",
            )
        if self.planned_for is not None and not FAMILY_EVENT_KINDS[self.kind].can_be_planned:
            raise EventError(
                f"This can be recorded only once it has happened: {self.label}.",
                mend="Record it on its day.",
            )

    @property
    def label(self) -> str:
        """The kind in plain English."""
        return FAMILY_EVENT_KINDS[self.kind].label


def in_order(events: Iterable[FamilyEvent]) -> list[FamilyEvent]:
    """Events that happened, oldest first; within one day in the order of FamilyEventKind."""
    return sorted((one for one in events if one.happened_on is not None), key=_order)


def _order(event: FamilyEvent) -> tuple[date, int, int, str, str]:
    return (
        event.happened_on or date.max,
        _RANK[event.kind],
        event.change or 0,
        event.event_id,
        repr((event.application, event.by, sorted(event.details.items()))),
    )
