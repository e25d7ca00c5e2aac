"""The forms with which families are found, and what happened to them is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from belong.domain.calendar import add_months
from belong.domain.events import DelayReason
from belong.domain.journey.family import (
    FAMILY_EVENT_KINDS,
    CheckKind,
    FamilyEventKind,
    FamilyStage,
)
from belong.web.families.asking import LONGEST_REASON, Choices, fields_of, rule_of
from belong.web.ui.forms import (
    DateField,
    Form,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
)
from belong.web.ui.words import parse_day

__all__ = [
    "EventForm",
    "FilterForm",
    "ReasonForm",
    "StandsForm",
    "long_ago",
    "past_day",
    "today",
]

_MONTHS_BACK = 40 * 12
_HAPPENED, _PLANNED = "happened", "planned"
#: Characters that a change keeps of all reasons given with it.
_KEPT_OF_REASONS = 500


def today() -> date:
    """The day, asked at every check."""
    return timezone.localdate()


def long_ago() -> date:
    """The first day that anything is recorded for."""
    return add_months(today(), -_MONTHS_BACK)


def past_day(label: str, **options: Any) -> DateField:
    """Asks for a day that has been."""
    return DateField(
        label=label,
        latest=today,
        earliest=long_ago,
        earliest_words="within the last 40 years",
        **options,
    )


class EventForm(Form):
    """One event of a kind: its date first, then what such an event says."""

    def __init__(self, *args: Any, kind: FamilyEventKind, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        if FAMILY_EVENT_KINDS[kind].can_be_planned:
            self.fields["state"] = RadiosField(
                label="Has it happened?",
                asks="whether it has happened",
                choices=[(_HAPPENED, "It has happened"), (_PLANNED, "It is planned")],
                initial=_HAPPENED,
            )
            self.fields["on"] = DateField(
                label="When it happened, or is planned for",
                asks="the day",
                rule=rule_of(kind),
                earliest=long_ago,
                earliest_words="within the last 40 years",
            )
        else:
            self.fields["on"] = past_day("When it happened", asks="the day", rule=rule_of(kind))
        self.fields.update(fields_of(kind, choices))

    def clean(self) -> dict[str, Any]:
        """What was answered. Something planned lies ahead, something that happened does not."""
        answers: dict[str, Any] = super().clean() or {}
        if answers.get("delay_reason") == DelayReason.OTHER and not answers.get("reasons"):
            self.add_error("reasons", ValidationError("Enter the reason in your own words"))
        on, state = answers.get("on"), answers.get("state", _HAPPENED)
        if on is None:
            return answers
        if state == _PLANNED and on < today():
            self.add_error("on", ValidationError("The day must be today or in the future"))
        if state == _HAPPENED and on > today():
            self.add_error("on", ValidationError("The day must be today or in the past"))
        return answers

    @property
    def happened_on(self) -> date | None:
        """The day, where it has happened."""
        on: date = self.cleaned_data["on"]
        return on if self.cleaned_data.get("state", _HAPPENED) == _HAPPENED else None

    @property
    def planned_for(self) -> date | None:
        """The day, where it is planned."""
        on: date = self.cleaned_data["on"]
        return None if self.happened_on else on

    @property
    def reasons(self) -> str:
        """Reasons in free words, which stand with the change and never in the event."""
        return str(self.cleaned_data.get("reasons", ""))

    @property
    def details(self) -> dict[str, str]:
        """What was answered as the event keeps it: codes, keys and dates as text."""
        told = {}
        for name in FAMILY_EVENT_KINDS[self.kind].details:
            value = self.cleaned_data.get(name)
            if value in (None, "", []):
                continue
            told[name] = _as_code(name, value)
        return told

    @staticmethod
    def initial_of(
        happened_on: date | None, planned_for: date | None, details: Mapping[str, Any], why: str
    ) -> dict[str, Any]:
        """What an event's form is filled with, to correct it."""
        filled: dict[str, Any] = {
            "on": happened_on or planned_for,
            "state": _HAPPENED if happened_on else _PLANNED,
        }
        for name, code in details.items():
            if name in ("recommendation_seen", "agreed"):
                filled[name] = code == "yes"
            elif name == "documents_seen":
                filled[name] = str(code).split(",")
            elif name == "reasons":
                filled[name] = why
            elif name in ("expires_on", "clock_started_on"):
                filled[name] = parse_day(code)
            else:
                filled[name] = code
        return filled


def _as_code(name: str, value: Any) -> str:
    if name == "reasons":
        return "recorded"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return ",".join(value) if isinstance(value, list) else str(value)


class StandsForm(Form):
    """The last page before something is saved; a broken rule asks why it is recorded all the same.

    needs_reason: words of the question, None where nothing is asked. reasons: what was written
    before it, which the change keeps in one text with the answer.
    """

    def __init__(
        self, *args: Any, needs_reason: str | None, reasons: str = "", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if needs_reason:
            self.fields["why"] = LongTextField(
                label=needs_reason,
                asks="the reason",
                hint="Leave out names and addresses.",
                max_length=min(LONGEST_REASON, _KEPT_OF_REASONS - len(f"{reasons} ")),
                rows=3,
            )


class ReasonForm(Form):
    """Why something is corrected, withdrawn or sealed."""

    why = LongTextField(
        label="Why",
        asks="the reason",
        hint="Leave out names and addresses.",
        max_length=400,
        rows=3,
    )


def _without_optional(label: Any) -> str:
    """A label that does not say "optional", where nothing is asked of anybody."""
    return str(label).removesuffix(" (optional)")


class FilterForm(Form):
    """The filter beside the list of families."""

    q = TextField(label="Name or number", required=False, max_length=60)
    stage = SelectField(
        label="Stage",
        required=False,
        nothing="Any under way",
        choices=[
            ("all", "All, finished and closed too"),
            *((one.value, one.label) for one in FamilyStage),
        ],
    )
    state = SelectField(
        label="Only those",
        required=False,
        nothing="Everyone",
        choices=[
            ("on_hold", "on hold"),
            ("by_choice", "waiting by choice"),
            ("over", "over a time limit"),
            ("flagged", "with a rule broken"),
        ],
    )
    check = SelectField(
        label="Waiting for a check",
        required=False,
        nothing="Whatever",
        choices=[
            ("any", "any check"),
            *((one.value, one.label) for one in CheckKind),
        ],
    )
    order = SelectField(
        label="In order of",
        required=False,
        nothing="longest in their stage first",
        choices=[("number", "number"), ("newest", "newest first"), ("due", "time limit")],
    )

    def __init__(
        self,
        *args: Any,
        agencies: Sequence[tuple[str, str]],
        teams: Sequence[tuple[str, str]],
        workers: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        for name, label, nothing, choices in (
            ("agency", "Agency", "Any", agencies),
            ("team", "Team", "Any", teams),
            ("worker", "Worker", "Anybody", workers),
        ):
            if choices:
                self.fields[name] = SelectField(
                    label=label, required=False, nothing=nothing, choices=list(choices)
                )
        self.order_fields(["q", "stage", "state", "check", "worker", "team", "agency", "order"])
        for field in self.fields.values():
            field.label = _without_optional(field.label)

    def asked(self) -> dict[str, str]:
        """What was chosen and is in order; the rest counts as not chosen."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
