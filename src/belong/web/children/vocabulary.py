"""What the details of a child's events can say: codes on one side, plain words on the other.

Forms offer these and pages read them back, so that one list serves both. Codes of the return are
those of ``belong.domain.codes``; the rest are Belong's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from belong.domain.clocks import CLOCKS
from belong.domain.codes import LS, PLACE, REASON_PLACED_CEASED, REC, CodeList
from belong.domain.codes.groups import ADOPTIVE_PLACES, EARLY_PERMANENCE_PLACES
from belong.domain.events import DelayReason, EventKind

__all__ = ["PAPERS", "choices_for", "in_words"]

K = EventKind
#: How the keys of clocks begin that an agency adds.
OWN_CLOCK = "own_"
Choices = Mapping[str, str]

#: The papers that a decision takes into account, the medical summary first: decisions made without
#: it have been set aside. Source: AAR 2005 regulations 15 to 19 and 31.
PAPERS: Choices = {
    "medical_summary": "Medical adviser's summary",
    "permanence_report": "Child's permanence report",
    "legal_advice": "Legal advice",
    "sibling_assessment": "Assessment of brothers and sisters",
    "placement_report": "Adoption placement report",
    "prospective_adopter_report": "Prospective adopter's report",
    "panel_minutes": "Panel's final minutes",
    "other_reports": "Other reports",
}

_PLAN_OR_MATCH: Choices = {"plan": "The plan", "match": "The match"}
_COURT: Choices = {
    "care_proceedings": "Care proceedings",
    "placement_order": "Placement order",
    "revocation": "Revocation of the placement order",
    "adoption_order": "Adoption order",
    "contact": "Contact",
    "other": "Something else",
}
_LEAVE: Choices = {
    "oppose_adoption": "To oppose the adoption order",
    "revoke": "To apply to revoke the placement order",
    "appeal": "To appeal",
    "placing": "To place while revocation is undecided",
    "removing": "To remove the child from the placement",
}
_APPEAL: Choices = {
    "care_order": "The care order",
    "placement_order": "The placement order",
    "adoption_order": "The adoption order",
    "other": "Another order",
}
_BY: Choices = {
    "mother": "Mother",
    "father": "Father",
    "both_parents": "Both parents",
    "relative": "Another relative",
    "child": "Child",
    "authority": "Local authority",
    "adopters": "Adopters",
    "other": "Somebody else",
}
_ENDS: Choices = {
    "another_family": "Another family was chosen",
    "needs_not_met": "The child's needs could not be met",
    "adopters_choice": "The adopters' choice",
    "family_changed": "The adopters' circumstances changed",
    "child_not_ready": "The child was not ready",
    "agency_decision": "The agency's decision",
    "plan_changed": "The plan changed",
    "went_home": "The child returned to the birth family",
    "other": "Another reason",
}
_REASONS: Mapping[EventKind, Choices] = {
    K.DECISION_REVERSED: {one.code: one.meaning for one in REASON_PLACED_CEASED},
    K.ADOPTION_APPLICATION_ENDED: {"withdrawn": "Withdrawn", "refused": "Refused"},
    K.LINK_ENDED: {key: _ENDS[key] for key in _ENDS if key not in ("child_not_ready", "went_home")},
    K.MATCH_ENDED: {key: _ENDS[key] for key in _ENDS if key != "went_home"},
    K.INTRODUCTIONS_STOPPED: {
        key: _ENDS[key] for key in _ENDS if key not in ("another_family", "went_home")
    },
    K.EARLY_PERMANENCE_ENDED: {key: _ENDS[key] for key in _ENDS if key != "another_family"},
    K.DISRUPTED: {
        key: _ENDS[key] for key in _ENDS if key not in ("another_family", "child_not_ready")
    },
}
_YES_NO: Choices = {"yes": "Yes", "no": "No"}
_RECS: Mapping[EventKind, tuple[str, ...]] = {
    K.SPECIAL_GUARDIANSHIP_MADE: ("E45", "E46", "E47", "E48", "E43", "E44"),
    K.CHILD_ARRANGEMENTS_MADE: ("E41",),
    K.WENT_HOME: ("E4A", "E4B", "E13"),
}
_LEFT_OTHERWISE = ("E5", "E6", "E7", "E8", "E9", "E14", "E15", "E16", "E17")


def _codes(codes: CodeList, wanted: Callable[[str], bool] = lambda code: True) -> Choices:
    return {one.code: f"{one.meaning} ({one.code})" for one in codes if wanted(one.code)}


def _places(kind: EventKind) -> Choices:
    if kind is K.PLACED_FOR_ADOPTION:
        return _codes(PLACE, lambda code: code in ADOPTIVE_PLACES)
    if kind is K.EARLY_PERMANENCE_PLACED:
        return _codes(PLACE, lambda code: code in EARLY_PERMANENCE_PLACES)
    others = _codes(PLACE, lambda code: code not in ADOPTIVE_PLACES)
    return dict(sorted(others.items(), key=lambda pair: (pair[0][0] != "U", pair[0])))


def _about(kind: EventKind) -> Choices:
    if kind in (K.LEAVE_SOUGHT, K.LEAVE_DECIDED):
        return _LEAVE
    if kind in (K.APPEAL_MADE, K.APPEAL_DECIDED):
        return _APPEAL
    court = (
        K.COURT_APPLICATION_MADE,
        K.HEARING_LISTED,
        K.HEARING_VACATED,
        K.HEARING_ADJOURNED,
        K.HEARING_HELD,
    )
    return _COURT if kind in court else _PLAN_OR_MATCH


def _recs(kind: EventKind) -> Choices:
    wanted = _RECS.get(kind, _LEFT_OTHERWISE)
    return _codes(REC, lambda code: code in wanted)


_BY_DETAIL: Mapping[str, Callable[[EventKind], Choices]] = {
    "legal_status": lambda kind: _codes(LS, lambda code: code != "D1"),
    "place": _places,
    "reason": lambda kind: _REASONS.get(kind, _ENDS),
    "rec": _recs,
    "about": _about,
    "by": lambda kind: _BY,
    "plan": lambda kind: {"together": "Together", "apart": "Apart", "partly": "Partly together"},
    "recommendation": lambda kind: {
        "agree": "To agree",
        "not_agree": "Not to agree",
        "more_needed": "More information needed first",
    },
    "delay_reason": lambda kind: {
        one.value: one.label[:1].upper() + one.label[1:] for one in DelayReason
    },
    "clock": lambda kind: {
        str(key): rule.label for key, rule in CLOCKS.items() if not rule.is_period
    },
    "court": lambda kind: {
        "family_court": "Family Court",
        "high_court": "High Court",
        "other": "Another court",
    },
    "is_given": lambda kind: _YES_NO,
    "is_allowed": lambda kind: _YES_NO,
    "is_opposed": lambda kind: _YES_NO,
    "agreed": lambda kind: _YES_NO,
    "recommendation_seen": lambda kind: _YES_NO,
    "documents_seen": lambda kind: PAPERS,
}


def choices_for(kind: EventKind, detail: str) -> Choices:
    """What a detail can say for this kind: code to words; empty for a detail that is no code."""
    found = _BY_DETAIL.get(detail)
    return found(kind) if found else {}


def in_words(kind: EventKind, detail: str, value: str) -> str:
    """A detail's value in words; the value as it stands where it is none of ours."""
    choices = choices_for(kind, detail)
    if detail == "clock" and value.startswith(OWN_CLOCK):
        return "A time limit of the agency's own"
    if detail == "documents_seen":
        return ", ".join(choices.get(each, each) for each in value.split(",") if each)
    if detail == "place" and value not in choices and PLACE.is_known(value):
        return f"{PLACE.meaning(value)} ({value})"
    if detail == "rec" and value not in choices and REC.is_known(value):
        return f"{REC.meaning(value)} ({value})"
    return choices.get(value, value)
