"""Kinds of event in a child's adoption journey, and the event itself.

An event is something that happened to one child on one day, or is planned for one. The kinds are
data: whether a kind can be planned, which axes of the journey it moves, and what it should say.

Sources: Adoption and Children Act 2002 (ACA); Adoption Agencies Regulations 2005, SI 2005/389, as
amended (AAR); Adoption National Minimum Standards 2014 (NMS); SSDA903 guide for the codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from belong.domain.errors import BelongError

__all__ = [
    "ENDS_CARE",
    "EVENT_KINDS",
    "Axis",
    "DelayReason",
    "Event",
    "EventError",
    "EventKind",
    "KindFacts",
    "believed",
    "in_order",
]


class EventError(BelongError):
    """An event that could not be: no date, two dates, or a plan for what cannot be planned."""


class Axis(StrEnum):
    """What an event can move: the three axes of the journey, its outcome, care, and the law."""

    PLAN = "plan"
    AUTHORITY = "authority"
    FAMILY = "family"
    OUTCOME = "outcome"
    CARE = "care"
    LEGAL = "legal"


class DelayReason(StrEnum):
    """Why something took longer: one list for clocks, tracker and figures."""

    COURT_LISTING = "court_listing"
    APPEAL_OR_LEAVE = "appeal_or_leave"
    FAMILY_ASSESSMENT = "family_assessment"
    HEALTH = "health"
    CHECKS = "checks"
    NO_SUITABLE_FAMILY = "no_suitable_family"
    SIBLING_GROUP = "sibling_group"
    CHILD_NEEDS = "child_needs"
    STAFFING = "staffing"
    ADOPTERS_CHOICE = "adopters_choice"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason in plain words; ``other`` asks for words of its own."""
        return _DELAY_LABELS[self]


_DELAY_LABELS = {
    DelayReason.COURT_LISTING: "waiting for a court listing",
    DelayReason.APPEAL_OR_LEAVE: "an appeal, or an application for leave",
    DelayReason.FAMILY_ASSESSMENT: "further assessment of the birth family",
    DelayReason.HEALTH: "health or medical advice",
    DelayReason.CHECKS: "checks not yet back",
    DelayReason.NO_SUITABLE_FAMILY: "no suitable family found",
    DelayReason.SIBLING_GROUP: "planning for a sibling group",
    DelayReason.CHILD_NEEDS: "the child's needs or preparation",
    DelayReason.STAFFING: "staffing",
    DelayReason.ADOPTERS_CHOICE: "the adopters' choice",
    DelayReason.OTHER: "another reason, in words",
}


class EventKind(StrEnum):
    """Every kind of event of a child, in the order in which events of one day are folded."""

    REFERRED = "referred"
    BIRTH_EXPECTED = "birth_expected"
    BORN = "born"
    CARE_ENTERED = "care_entered"
    LEGAL_STATUS_BEGAN = "legal_status_began"
    DISRUPTED = "disrupted"
    EARLY_PERMANENCE_ENDED = "early_permanence_ended"
    PLACEMENT_BEGAN = "placement_began"
    PARALLEL_PLAN_MADE = "parallel_plan_made"
    SIBLING_PLAN_MADE = "sibling_plan_made"
    MEDICAL_ADVICE_GIVEN = "medical_advice_given"
    PERMANENCE_REPORT_FINISHED = "permanence_report_finished"
    PANEL_MET = "panel_met"
    PANEL_RECOMMENDED = "panel_recommended"
    MINUTES_FINAL = "minutes_final"
    DECISION_REVERSED = "decision_reversed"
    DECISION_MADE = "decision_made"
    TOLD_ORALLY = "told_orally"
    TOLD_IN_WRITING = "told_in_writing"
    PARENT_AGREED_IN_WRITING = "parent_agreed_in_writing"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    COURT_APPLICATION_MADE = "court_application_made"
    HEARING_LISTED = "hearing_listed"
    HEARING_VACATED = "hearing_vacated"
    HEARING_ADJOURNED = "hearing_adjourned"
    HEARING_HELD = "hearing_held"
    LEAVE_SOUGHT = "leave_sought"
    LEAVE_DECIDED = "leave_decided"
    APPEAL_MADE = "appeal_made"
    APPEAL_DECIDED = "appeal_decided"
    PLACEMENT_ORDER_MADE = "placement_order_made"
    REVOCATION_APPLIED_FOR = "revocation_applied_for"
    REVOCATION_REFUSED = "revocation_refused"
    PLACEMENT_ORDER_REVOKED = "placement_order_revoked"
    PLACEMENT_ORDER_SET_ASIDE = "placement_order_set_aside"
    FAMILY_FINDING_BEGAN = "family_finding_began"
    FAMILY_FINDING_STOPPED = "family_finding_stopped"
    LINKED = "linked"
    LINK_ENDED = "link_ended"
    PLACEMENT_REPORT_FINISHED = "placement_report_finished"
    MATCH_DECIDED = "match_decided"
    MATCH_REFUSED = "match_refused"
    MATCH_ENDED = "match_ended"
    PLACEMENT_PLAN_AGREED = "placement_plan_agreed"
    INTRODUCTIONS_BEGAN = "introductions_began"
    INTRODUCTIONS_STOPPED = "introductions_stopped"
    INTRODUCTIONS_FINISHED = "introductions_finished"
    EARLY_PERMANENCE_PLACED = "early_permanence_placed"
    PLACED_FOR_ADOPTION = "placed_for_adoption"
    REVIEWED = "reviewed"
    VISITED = "visited"
    DISRUPTION_MEETING_HELD = "disruption_meeting_held"
    ADOPTION_APPLIED_FOR = "adoption_applied_for"
    ADOPTION_APPLICATION_ENDED = "adoption_application_ended"
    ADOPTION_ORDER_MADE = "adoption_order_made"
    ADOPTION_ORDER_SET_ASIDE = "adoption_order_set_aside"
    CELEBRATION_HELD = "celebration_held"
    LIFE_STORY_BOOK_GIVEN = "life_story_book_given"
    LATER_LIFE_LETTER_GIVEN = "later_life_letter_given"
    SPECIAL_GUARDIANSHIP_MADE = "special_guardianship_made"
    CHILD_ARRANGEMENTS_MADE = "child_arrangements_made"
    WENT_HOME = "went_home"
    LONG_TERM_FOSTERING_AGREED = "long_term_fostering_agreed"
    TRANSFERRED = "transferred"
    AGED_OUT = "aged_out"
    CARE_LEFT = "care_left"
    DIED = "died"
    DELAYED = "delayed"


@dataclass(frozen=True)
class KindFacts:
    """What is true of a kind of event.

    label: plain English, to follow "On 3 May:". can_be_planned: whether it may stand in the future.
    moves: the axes that it can move; none for what is recorded and moves nothing.
    details: what such an event should say, by name (codes are those of the return).
    is_living: it says where the child lived, so it cannot be before birth or after death.
    """

    label: str
    can_be_planned: bool = False
    moves: frozenset[Axis] = frozenset()
    details: tuple[str, ...] = ()
    is_living: bool = False


_AXES = frozenset({Axis.PLAN, Axis.AUTHORITY, Axis.FAMILY})
_OUTCOME = _AXES | {Axis.OUTCOME}
_LEAVES_CARE = _OUTCOME | {Axis.CARE, Axis.LEGAL}
_PLAN, _AUTHORITY, _FAMILY = (
    frozenset({axis}) for axis in (Axis.PLAN, Axis.AUTHORITY, Axis.FAMILY)
)
_DECISION = ("decision_maker", "documents_seen", "recommendation_seen", "reasons", "agreed")
_K = EventKind

EVENT_KINDS: Mapping[EventKind, KindFacts] = {
    _K.REFERRED: KindFacts("referred for adoption as a possible plan", moves=_OUTCOME),
    _K.BIRTH_EXPECTED: KindFacts("birth expected", can_be_planned=True),
    _K.BORN: KindFacts("born"),
    _K.CARE_ENTERED: KindFacts(
        "started to be looked after", moves=_LEAVES_CARE, details=("legal_status",), is_living=True
    ),
    _K.LEGAL_STATUS_BEGAN: KindFacts(
        "legal status changed", moves=frozenset({Axis.LEGAL}), details=("legal_status",)
    ),
    _K.PLACEMENT_BEGAN: KindFacts(
        "moved to a placement", can_be_planned=True, details=("place",), is_living=True
    ),
    _K.DISRUPTED: KindFacts(
        "the placement for adoption ended before an order", moves=_FAMILY, details=("reason",)
    ),
    _K.EARLY_PERMANENCE_ENDED: KindFacts(
        "the early permanence placement ended", moves=_FAMILY, details=("reason",)
    ),
    _K.PARALLEL_PLAN_MADE: KindFacts(
        "review made adoption one of the plans", can_be_planned=True, moves=_OUTCOME
    ),
    _K.SIBLING_PLAN_MADE: KindFacts(
        "plan for brothers and sisters made or changed", details=("sibling_group_id", "plan")
    ),
    _K.MEDICAL_ADVICE_GIVEN: KindFacts("medical adviser's summary given", can_be_planned=True),
    _K.PERMANENCE_REPORT_FINISHED: KindFacts(
        "child's permanence report finished", can_be_planned=True, details=("author",)
    ),
    _K.PANEL_MET: KindFacts("panel met", can_be_planned=True, details=("about",)),
    _K.PANEL_RECOMMENDED: KindFacts("panel recommended", details=("about", "recommendation")),
    _K.MINUTES_FINAL: KindFacts("panel's final minutes received", details=("about",)),
    _K.DECISION_REVERSED: KindFacts(
        "decided that the child should no longer be placed for adoption",
        moves=_PLAN | _FAMILY,
        details=("reason", *_DECISION),
    ),
    _K.DECISION_MADE: KindFacts(
        "decided that the child should be placed for adoption",
        can_be_planned=True,
        moves=_OUTCOME,
        details=_DECISION,
    ),
    _K.TOLD_ORALLY: KindFacts("parties told of a decision orally", details=("about",)),
    _K.TOLD_IN_WRITING: KindFacts("parties told of a decision in writing", details=("about",)),
    _K.PARENT_AGREED_IN_WRITING: KindFacts(
        "parent of a child under six weeks agreed in writing to the placement"
    ),
    _K.CONSENT_GIVEN: KindFacts(
        "parent's consent to placing witnessed (section 19)", can_be_planned=True, moves=_AUTHORITY
    ),
    _K.CONSENT_WITHDRAWN: KindFacts("parent withdrew consent", moves=_AUTHORITY),
    _K.COURT_APPLICATION_MADE: KindFacts(
        "application issued", can_be_planned=True, details=("about",)
    ),
    _K.HEARING_LISTED: KindFacts("hearing listed", can_be_planned=True, details=("about",)),
    _K.HEARING_VACATED: KindFacts("hearing vacated", details=("about", "delay_reason")),
    _K.HEARING_ADJOURNED: KindFacts("hearing adjourned", details=("about", "delay_reason")),
    _K.HEARING_HELD: KindFacts("hearing held", can_be_planned=True, details=("about",)),
    _K.LEAVE_SOUGHT: KindFacts("leave of the court sought", details=("about", "by")),
    _K.LEAVE_DECIDED: KindFacts("leave of the court decided", details=("about", "is_given")),
    _K.APPEAL_MADE: KindFacts("appeal made", details=("about", "by")),
    _K.APPEAL_DECIDED: KindFacts("appeal decided", details=("about", "is_allowed")),
    _K.PLACEMENT_ORDER_MADE: KindFacts(
        "placement order made", moves=_OUTCOME | {Axis.LEGAL}, details=("court",)
    ),
    _K.REVOCATION_APPLIED_FOR: KindFacts(
        "revocation of the placement order applied for", moves=_AUTHORITY, details=("by",)
    ),
    _K.REVOCATION_REFUSED: KindFacts(
        "revocation refused, or its application withdrawn", moves=_AUTHORITY
    ),
    _K.PLACEMENT_ORDER_REVOKED: KindFacts(
        "placement order revoked", moves=_AUTHORITY | {Axis.LEGAL}, details=("legal_status",)
    ),
    _K.PLACEMENT_ORDER_SET_ASIDE: KindFacts(
        "placement order set aside", moves=_AUTHORITY | {Axis.LEGAL}, details=("legal_status",)
    ),
    _K.FAMILY_FINDING_BEGAN: KindFacts("search for a family began", moves=_FAMILY),
    _K.FAMILY_FINDING_STOPPED: KindFacts("search for a family stopped", moves=_FAMILY),
    _K.LINKED: KindFacts("linked with a family", moves=_FAMILY),
    _K.LINK_ENDED: KindFacts("link with a family ended", moves=_FAMILY, details=("reason",)),
    _K.PLACEMENT_REPORT_FINISHED: KindFacts(
        "adoption placement report finished", can_be_planned=True
    ),
    _K.MATCH_DECIDED: KindFacts(
        "match with a family decided", can_be_planned=True, moves=_FAMILY, details=_DECISION
    ),
    _K.MATCH_REFUSED: KindFacts("decision-maker did not agree to the match", details=_DECISION),
    _K.MATCH_ENDED: KindFacts(
        "match ended before the child was placed", moves=_FAMILY, details=("reason",)
    ),
    _K.PLACEMENT_PLAN_AGREED: KindFacts("adoption placement plan agreed", can_be_planned=True),
    _K.INTRODUCTIONS_BEGAN: KindFacts("introductions began", can_be_planned=True, moves=_FAMILY),
    _K.INTRODUCTIONS_STOPPED: KindFacts(
        "introductions stopped", moves=_FAMILY, details=("reason",)
    ),
    _K.INTRODUCTIONS_FINISHED: KindFacts("introductions finished", can_be_planned=True),
    _K.EARLY_PERMANENCE_PLACED: KindFacts(
        "placed with early permanence carers, as foster carers",
        can_be_planned=True,
        moves=_FAMILY,
        details=("place",),
        is_living=True,
    ),
    _K.PLACED_FOR_ADOPTION: KindFacts(
        "placed for adoption",
        can_be_planned=True,
        moves=_FAMILY,
        details=("place",),
        is_living=True,
    ),
    _K.REVIEWED: KindFacts("reviewed", can_be_planned=True),
    _K.VISITED: KindFacts("visited", can_be_planned=True),
    _K.DISRUPTION_MEETING_HELD: KindFacts("disruption meeting held", can_be_planned=True),
    _K.ADOPTION_APPLIED_FOR: KindFacts("adopters applied for the adoption order"),
    _K.ADOPTION_APPLICATION_ENDED: KindFacts(
        "application for the adoption order withdrawn or refused", details=("reason",)
    ),
    _K.ADOPTION_ORDER_MADE: KindFacts(
        "adoption order made", moves=_LEAVES_CARE, details=("is_opposed",)
    ),
    _K.ADOPTION_ORDER_SET_ASIDE: KindFacts("adoption order set aside", moves=_LEAVES_CARE),
    _K.CELEBRATION_HELD: KindFacts("celebration hearing held", can_be_planned=True),
    _K.LIFE_STORY_BOOK_GIVEN: KindFacts("life story book given", can_be_planned=True),
    _K.LATER_LIFE_LETTER_GIVEN: KindFacts("later-life letter given", can_be_planned=True),
    _K.SPECIAL_GUARDIANSHIP_MADE: KindFacts(
        "special guardianship order made", moves=_LEAVES_CARE, details=("rec",)
    ),
    _K.CHILD_ARRANGEMENTS_MADE: KindFacts(
        "child arrangements order made", moves=_LEAVES_CARE, details=("rec",)
    ),
    _K.WENT_HOME: KindFacts(
        "went home to parents or others with parental responsibility",
        can_be_planned=True,
        moves=_LEAVES_CARE,
        details=("rec",),
    ),
    _K.LONG_TERM_FOSTERING_AGREED: KindFacts(
        "long-term fostering agreed as the plan", moves=_OUTCOME
    ),
    _K.TRANSFERRED: KindFacts("care taken over by another authority", moves=_LEAVES_CARE),
    _K.AGED_OUT: KindFacts("turned 18 in care", can_be_planned=True, moves=_LEAVES_CARE),
    _K.CARE_LEFT: KindFacts(
        "stopped being looked after in another way",
        moves=frozenset({Axis.CARE, Axis.LEGAL}),
        details=("rec",),
    ),
    _K.DIED: KindFacts("died", moves=_LEAVES_CARE),
    _K.DELAYED: KindFacts(
        "a delay and its reason recorded",
        details=("clock", "clock_started_on", "delay_reason", "agreed_by"),
    ),
}

#: Kinds with which a child ceases to be looked after.
ENDS_CARE = frozenset(kind for kind, facts in EVENT_KINDS.items() if Axis.CARE in facts.moves) - {
    EventKind.CARE_ENTERED,
    EventKind.ADOPTION_ORDER_SET_ASIDE,
}

_RANK = {kind: rank for rank, kind in enumerate(EventKind)}


@dataclass(frozen=True, kw_only=True)
class Event:
    """One thing that happened, or is planned, for one child.

    Exactly one of happened_on and planned_for is given. family_id: the family that it is about, an
    opaque key. details: by name, as EVENT_KINDS lists them; never names of people. change: number
    of the change that wrote it, None from files. supersedes: event_id of the event that this one
    corrects; with is_withdrawal that event is taken back and nothing stands in its place.
    Raises: EventError when it has no date or two, or plans what cannot be planned.
    """

    kind: EventKind
    happened_on: date | None = None
    planned_for: date | None = None
    family_id: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    event_id: str = ""
    change: int | None = None
    source: str = ""
    supersedes: str | None = None
    is_withdrawal: bool = False

    def __post_init__(self) -> None:
        if (self.happened_on is None) == (self.planned_for is None):
            raise EventError(
                f"An event ({self.label}) has one date: when it happened or when it is planned.",
                mend="Give one of the two.",
            )
        if self.planned_for is not None and not EVENT_KINDS[self.kind].can_be_planned:
            raise EventError(
                f"This can be recorded only once it has happened: {self.label}.",
                mend="Record it on its day.",
            )

    @property
    def label(self) -> str:
        """The kind in plain English."""
        return EVENT_KINDS[self.kind].label


def believed(events: Iterable[Event]) -> list[Event]:
    """The events that still stand: none that a later one corrected or took back.

    Row order is kept. An event_id of "" cannot be corrected.
    """
    stated = list(events)
    superseded = {one.supersedes for one in stated if one.supersedes}
    return [one for one in stated if not one.is_withdrawal and one.event_id not in superseded]


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events that happened, oldest first; within one day in the order of EventKind.

    The order in which the events are given does not matter; planned ones are left out.
    """
    return sorted((one for one in events if one.happened_on is not None), key=_order)


def _order(event: Event) -> tuple[date, int, int, str, str, str]:
    return (
        event.happened_on or date.max,
        _RANK[event.kind],
        event.change or 0,
        event.event_id,
        event.family_id or "",
        repr(sorted(event.details.items())),
    )
