"""The fields that ask for the details of an event, with the rule beside the field it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django import forms

from belong.domain.events import EVENT_KINDS, EventKind
from belong.web.children.vocabulary import PAPERS, choices_for
from belong.web.ui.forms import (
    CheckboxesField,
    DateField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    YesNoField,
)

__all__ = ["FAMILY_KINDS", "Offered", "date_rule", "detail_fields", "words_fields"]

K = EventKind

#: Kinds that are about one family; those that must name it.
FAMILY_KINDS: Mapping[EventKind, bool] = {
    K.LINKED: True,
    K.MATCH_DECIDED: True,
    K.MATCH_REFUSED: True,
    K.LINK_ENDED: False,
    K.MATCH_ENDED: False,
    K.PLACEMENT_REPORT_FINISHED: False,
    K.PLACEMENT_PLAN_AGREED: False,
    K.INTRODUCTIONS_BEGAN: False,
    K.INTRODUCTIONS_STOPPED: False,
    K.INTRODUCTIONS_FINISHED: False,
    K.EARLY_PERMANENCE_PLACED: False,
    K.PLACED_FOR_ADOPTION: False,
}
_DECISIONS = (K.DECISION_MADE, K.DECISION_REVERSED, K.MATCH_DECIDED, K.MATCH_REFUSED)
_MANY = 6
_DATE_RULES: Mapping[EventKind, str] = {
    K.DECISION_MADE: (
        "The day on which the decision maker decided, not the day of a panel or of the minutes"
        " (AAR 2005 regulation 19)."
    ),
    K.MATCH_DECIDED: (
        "The day on which the decision maker decided, not the day of the panel (AAR 2005"
        " regulation 33). It is due 7 working days after the final minutes (minimum standard 17)."
    ),
    K.PANEL_MET: "The day of the meeting. What it recommended is an entry of its own.",
    K.MINUTES_FINAL: "The decision is due 7 working days later (minimum standard 17).",
    K.TOLD_ORALLY: "Due 2 working days after the decision (minimum standard 17).",
    K.TOLD_IN_WRITING: "Due 5 working days after the decision (minimum standard 17).",
    K.CONSENT_GIVEN: "The child must be six weeks old (ACA 2002 section 52).",
    K.PLACEMENT_ORDER_MADE: "The order follows the decision (ACA 2002 section 22).",
    K.HEARING_LISTED: "The day of the hearing.",
    K.PLACED_FOR_ADOPTION: (
        "The day on which the placement became one for adoption. A visit is due within 1 week and"
        " a review within 4 weeks (AAR 2005 regulation 36)."
    ),
    K.ADOPTION_APPLIED_FOR: (
        "After ten weeks of living together; time as foster carers counts (ACA 2002 section 42)."
    ),
    K.DISRUPTED: "The day on which the child left. A review is due between 28 and 42 days later.",
    K.CELEBRATION_HELD: "The day of the ceremony, which is not the day of the order.",
}


@dataclass(frozen=True)
class Offered:
    """What the fields may offer: people by key, decision makers by key, the family now tied.

    own_clocks: labels by key of the time limits that only this child's agencies have.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    decision_makers: Mapping[str, str] = field(default_factory=dict)
    tied_family: str = ""
    own_clocks: Mapping[str, str] = field(default_factory=dict)


def date_rule(kind: EventKind) -> str:
    """What the rules say about the day of such an event."""
    return _DATE_RULES.get(kind, "")


def detail_fields(kind: EventKind, offered: Offered) -> dict[str, forms.Field]:
    """The fields of a kind's details, in the order in which it names them.

    The parts of a decision may be left open, because a decision made without them happened all the
    same: it is recorded, flagged, and a reason is asked for.
    """
    made: dict[str, forms.Field] = {}
    if kind in FAMILY_KINDS:
        made["family"] = _family(kind, offered)
    for name in EVENT_KINDS[kind].details:
        if name in ("sibling_group_id", "reasons"):
            continue
        if name == "reason" and kind is K.DECISION_REVERSED:
            made[name] = RadiosField(
                label="Why the plan changed",
                asks="why the plan changed",
                rule="After a review of the plan (AAR 2005 regulation 36).",
                choices=list(choices_for(kind, name).items()),
            )
            continue
        made[name] = _SPECIAL[name](offered) if name in _SPECIAL else _choice(kind, name)
    return made


def words_fields(kind: EventKind) -> dict[str, forms.Field]:
    """The fields for words, which are kept beside the event and never in it."""
    made: dict[str, forms.Field] = {}
    if kind in _DECISIONS:
        made["reasons"] = LongTextField(
            label="Reasons for the decision",
            hint="Kept beside the entry and shown only to those who read this child's record.",
            required=False,
        )
    if kind is K.MATCH_DECIDED:
        made["promises"] = LongTextField(
            label="What was promised to the family",
            hint="Support, money, contact: what the family was told that they would get.",
            required=False,
        )
    if kind not in _DECISIONS:
        made["note"] = LongTextField(
            label="The reason in your words" if kind is K.DELAYED else "Anything to add",
            hint="Kept beside the entry. Do not name the adopters or say where they live.",
            required=False,
            rows=3,
        )
    return made


def _family(kind: EventKind, offered: Offered) -> forms.Field:
    return TextField(
        label="Family",
        asks="the family's reference, like F-0208",
        hint="The family's reference, like F-0208.",
        required=FAMILY_KINDS[kind],
        max_length=12,
        width=10,
        initial=offered.tied_family,
    )


def _decision_maker(offered: Offered) -> forms.Field:
    return SelectField(
        label="Decision maker",
        hint="The decision maker of the child's own council, never the panel.",
        required=False,
        nothing="Not known",
        choices=list(offered.decision_makers.items()),
    )


def _author(offered: Offered) -> forms.Field:
    return SelectField(
        label="Author",
        rule=(
            "A social worker with three years' experience of child care, or supervised by one"
            " (Restriction on the Preparation of Adoption Reports Regulations 2005)."
        ),
        required=False,
        nothing="Not known",
        choices=list(offered.people.items()),
    )


def _documents(offered: Offered) -> forms.Field:
    return CheckboxesField(
        label="Papers taken into account",
        asks="the papers taken into account",
        rule=(
            "A decision records the papers that were seen (AAR 2005 regulation 19). Decisions made"
            " without the medical summary have been set aside."
        ),
        required=False,
        choices=list(PAPERS.items()),
    )


def _recommendation_seen(offered: Offered) -> forms.Field:
    return YesNoField(
        label="Was a panel's recommendation seen?",
        asks="a panel's recommendation was seen",
        hint="Leave open where no panel considered this.",
        required=False,
    )


def _agreed(offered: Offered) -> forms.Field:
    return YesNoField(
        label="Did the decision agree with the panel?",
        asks="the decision agreed with the panel",
        hint="Leave open where no panel considered this.",
        required=False,
    )


def _clock(offered: Offered) -> forms.Field:
    return SelectField(
        label="What is delayed",
        asks="what is delayed",
        choices=[*choices_for(K.DELAYED, "clock").items(), *offered.own_clocks.items()],
    )


def _clock_began(offered: Offered) -> forms.Field:
    return DateField(
        label="When that time limit began",
        asks="the day on which that time limit began",
        hint="Leave it empty for the latest one that was missed.",
        required=False,
    )


def _who_agreed(offered: Offered) -> forms.Field:
    return SelectField(
        label="Who agreed to the delay?",
        rule=(
            "A missed time limit stops nothing: the reason and who agreed are recorded (statutory"
            " guidance on adoption, chapter 4)."
        ),
        required=False,
        nothing="Nobody has agreed yet",
        choices=list(offered.people.items()),
    )


_SPECIAL = {
    "decision_maker": _decision_maker,
    "author": _author,
    "documents_seen": _documents,
    "recommendation_seen": _recommendation_seen,
    "agreed": _agreed,
    "clock": _clock,
    "clock_started_on": _clock_began,
    "agreed_by": _who_agreed,
}
_ASKED = {
    "legal_status": ("Legal status", "the legal status", True),
    "place": ("Kind of placement", "the kind of placement", True),
    "reason": ("Reason", "the reason", True),
    "rec": ("How care ended", "how care ended", True),
    "about": ("What it is about", "what it is about", True),
    "by": ("Who asked", "who asked", True),
    "plan": ("Plan for brothers and sisters", "the plan for brothers and sisters", True),
    "recommendation": ("What the panel recommended", "what the panel recommended", True),
    "delay_reason": ("Reason for the delay", "the reason for the delay", True),
    "court": ("Court", "the court", False),
    "is_given": ("Was leave given?", "whether leave was given", True),
    "is_allowed": ("Was the appeal allowed?", "whether the appeal was allowed", True),
    "is_opposed": ("Was the order opposed?", "whether the order was opposed", False),
}


def _choice(kind: EventKind, name: str) -> forms.Field:
    """One out of a list: radios for a few, a drop-down list for many."""
    label, asks, required = _ASKED[name]
    choices = list(choices_for(kind, name).items())
    if len(choices) <= _MANY:
        return RadiosField(label=label, asks=asks, required=required, choices=choices)
    return SelectField(label=label, asks=asks, required=required, choices=choices)
