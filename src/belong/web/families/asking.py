"""What the form of each kind of event asks, and the rule that stands beside its date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms

from belong.domain.clocks import FAMILY_CLOCKS
from belong.domain.events import DelayReason
from belong.domain.journey.family import (
    FAMILY_EVENT_KINDS,
    LIMITS,
    CheckKind,
    CheckOutcome,
    EndReason,
    EnquirySource,
    FamilyEventKind,
    HoldReason,
    LeftGroup,
    LimitKey,
    Route,
    reasons_in,
)
from belong.web.ui.forms import (
    CheckboxesField,
    DateField,
    LongTextField,
    RadiosField,
    SelectField,
    YesNoField,
)
from belong.web.ui.forms.fields import sentence

__all__ = ["LONGEST_REASON", "ROUTES", "Choices", "answer_words", "fields_of", "rule_of"]

#: Characters of a reason in free words.
LONGEST_REASON = 400

_K, _G = FamilyEventKind, LeftGroup

ROUTES = {
    Route.FIRST.value: "First application",
    Route.SECOND.value: "Adopting again",
    Route.FAST_TRACK.value: "Fast track: foster carers and earlier adopters begin with stage 2",
}
PAPERS = {
    "medical_summary": "Medical adviser's summary",
    "report": "Prospective adopter's report",
    "minutes": "Panel's final minutes",
    "references": "References",
    "checks": "Checks and certificates",
    "comments": "The applicants' own comments",
}
ABOUT = {"suitability": "Whether they are suitable", "match": "A match", "review": "A review"}
RECOMMENDATIONS = {
    "approve": "Approve",
    "not_approve": "Do not approve",
    "adjourned": "No recommendation yet: put off",
}
REVIEW_OUTCOMES = {
    "suitable": "Still suitable",
    "concern": "To go to panel: may no longer be suitable",
}
CLOCKS = {key: rule.label for key, rule in FAMILY_CLOCKS.items() if not rule.is_period}
_LEAVING: dict[FamilyEventKind, tuple[LeftGroup, ...]] = {
    _K.REGISTRATION_DECLINED: (_G.BEFORE_REGISTRATION, _G.AGENCY),
    _K.STAGE_1_NOT_PASSED: (_G.AGENCY,),
    _K.NOT_APPROVED: (_G.NOT_APPROVED,),
    _K.WITHDREW: (_G.BEFORE_REGISTRATION, _G.OWN_CHOICE, _G.AGENCY),
    _K.DEREGISTERED: (_G.AFTER_APPROVAL,),
}
_RULES: dict[FamilyEventKind, str] = {
    _K.REGISTRATION_RECEIVED: "The agency accepts or declines within five working days.",
    _K.STAGE_1_BEGAN: LIMITS[LimitKey.STAGE_1].words,
    _K.STAGE_1_PASSED: LIMITS[LimitKey.BREAK].words,
    _K.STAGE_2_BEGAN: "The day on which the agency received the applicants' notice."
    f" {LIMITS[LimitKey.STAGE_2].words}",
    _K.REPORT_SHARED: "The applicants have five working days to comment before panel.",
    _K.PANEL_MET: "The day of the meeting. It is neither the recommendation nor the decision.",
    _K.MINUTES_FINAL: "The decision follows within seven working days of the final minutes.",
    _K.APPROVED: "The day on which the decision-maker decided, not the day of the panel.",
    _K.NOT_APPROVED: "The final decision, after the applicants could answer the proposal.",
    _K.DETERMINATION_SENT: "The day on which it was sent: the applicants have 40 working days,"
    " that day included, to answer it or to ask for an independent review.",
    _K.TOLD_ORALLY: "Within two working days of the decision.",
    _K.TOLD_IN_WRITING: "Within five working days of the decision.",
    _K.REVIEWED: LIMITS[LimitKey.REVIEW].words,
    _K.HELD: "A hold stops no time limit of stages 1 and 2.",
    _K.CHECK_RECEIVED: "The day on which the agency received it.",
    _K.ADOPTION_APPLIED_FOR: "After the child has lived with them for ten weeks.",
}


@dataclass(frozen=True)
class Choices:
    """What only the record knows, as pairs of key and words.

    people: of the household. colleagues: who could agree to a delay. clocks: time limits that only
    this family's agency has.
    """

    people: Sequence[tuple[str, str]] = ()
    children: Sequence[tuple[str, str]] = ()
    decision_makers: Sequence[tuple[str, str]] = ()
    colleagues: Sequence[tuple[str, str]] = ()
    clocks: Sequence[tuple[str, str]] = ()


def rule_of(kind: FamilyEventKind) -> str:
    """What the rules say about the date of such an event; "" where they say nothing."""
    return _RULES.get(kind, "")


_Maker = Callable[[FamilyEventKind, Choices], forms.Field | None]


def _select(label: str, choices: Sequence[tuple[str, str]], **options: Any) -> forms.Field:
    return SelectField(label=label, choices=list(choices), **options)


def _reason(kind: FamilyEventKind, choices: Choices) -> forms.Field:
    if kind in _LEAVING:
        reasons = [(one.value, one.label) for one in reasons_in(*_LEAVING[kind])]
        return _select("Reason", reasons, asks="the reason")
    return _select("Reason", [(one.value, one.label) for one in EndReason], asks="the reason")


def _child(kind: FamilyEventKind, choices: Choices) -> forms.Field | None:
    if not choices.children:
        return None
    return _select(
        "Which child", choices.children, required=False, nothing="A child of another region"
    )


_FIELDS: dict[str, _Maker] = {
    "source": lambda kind, choices: _select(
        "How they came", [(one.value, one.label) for one in EnquirySource], asks="how they came"
    ),
    "route": lambda kind, choices: RadiosField(
        label="Kind of application", asks="the kind of application", choices=list(ROUTES.items())
    ),
    "reason": _reason,
    "check": lambda kind, choices: _select(
        "Check", [(one.value, sentence(one.label)) for one in CheckKind], asks="the check"
    ),
    "person": lambda kind, choices: _select(
        "About whom", choices.people, required=False, nothing="The household"
    ),
    "outcome": lambda kind, choices: (
        RadiosField(
            label="What the review found",
            asks="what the review found",
            choices=list(REVIEW_OUTCOMES.items()),
        )
        if kind is _K.REVIEWED
        else RadiosField(
            label="What came of it",
            asks="what came of it",
            choices=[(one.value, sentence(one.label)) for one in CheckOutcome],
        )
    ),
    "expires_on": lambda kind, choices: DateField(
        label="Holds until", asks="the day until which it holds", required=False
    ),
    "about": lambda kind, choices: RadiosField(
        label="What it was about", asks="what it was about", choices=list(ABOUT.items())
    ),
    "recommendation": lambda kind, choices: RadiosField(
        label="Recommendation", asks="the recommendation", choices=list(RECOMMENDATIONS.items())
    ),
    "decision_maker": lambda kind, choices: _select(
        "Decision-maker",
        (*choices.decision_makers, ("other", "Somebody who has no account here")),
        asks="the decision-maker",
    ),
    "documents_seen": lambda kind, choices: CheckboxesField(
        label="Papers taken into account",
        asks="the papers taken into account",
        choices=list(PAPERS.items()),
        required=False,
    ),
    "recommendation_seen": lambda kind, choices: YesNoField(
        label="Was the panel's recommendation taken into account?",
        asks="the panel's recommendation was taken into account",
    ),
    "agreed": lambda kind, choices: YesNoField(
        label="Does the decision agree with the panel?", asks="the decision agrees with the panel"
    ),
    "reasons": lambda kind, choices: LongTextField(
        label="Reasons for the decision",
        hint="Kept with the change, apart from the event. Leave out names.",
        max_length=LONGEST_REASON,
        required=False,
        rows=4,
    ),
    "child": _child,
    "hold_reason": lambda kind, choices: _select(
        "Why", [(one.value, one.label) for one in HoldReason], asks="why it is on hold"
    ),
    "clock": lambda kind, choices: _select(
        "Which time limit", [*CLOCKS.items(), *choices.clocks], asks="the time limit"
    ),
    "clock_started_on": lambda kind, choices: DateField(
        label="When that time limit began",
        asks="the day on which that time limit began",
        hint="Leave it empty for the latest one that was missed.",
        required=False,
    ),
    "delay_reason": lambda kind, choices: _select(
        "Why it takes longer",
        [(one.value, sentence(one.label)) for one in DelayReason],
        asks="why it takes longer",
    ),
    "agreed_by": lambda kind, choices: _select(
        "Who agreed to the delay",
        choices.colleagues,
        required=False,
        nothing="Nobody has agreed yet",
        rule="A missed time limit stops nothing: the reason and who agreed are recorded.",
    ),
}


def fields_of(kind: FamilyEventKind, choices: Choices) -> dict[str, forms.Field]:
    """The fields for the details of a kind of event, by name, in the order in which they stand."""
    names = FAMILY_EVENT_KINDS[kind].details
    made = {name: _FIELDS[name](kind, choices) for name in names}
    if kind is _K.DELAYED:
        made["reasons"] = LongTextField(
            label="The reason in your words",
            hint="Kept with the change, apart from the event. Leave out names.",
            max_length=LONGEST_REASON,
            required=False,
            rows=3,
        )
    return {name: field for name, field in made.items() if field is not None}


def answer_words(field: forms.Field, value: Any) -> str:
    """What was answered, in words: "" where nothing was."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(field, forms.ChoiceField):
        pairs = list(cast("Iterable[tuple[Any, Any]]", field.choices))
        words = {str(key): str(text) for key, text in pairs}
        values = value if isinstance(value, list) else [value]
        return ", ".join(words.get(str(one), "") for one in values)
    return str(value)
