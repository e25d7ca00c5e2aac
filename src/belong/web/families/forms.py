"""The forms of families' pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from belong.domain.calendar import add_months
from belong.domain.journey.family import (
    FAMILY_EVENT_KINDS,
    CheckKind,
    EnquirySource,
    FamilyEventKind,
    FamilyStage,
    Route,
)
from belong.web.families.asking import ROUTES, Choices, fields_of, rule_of
from belong.web.families.models import HouseholdMember
from belong.web.ui.forms import (
    CheckboxesField,
    DateField,
    Form,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    YesNoField,
)

__all__ = [
    "AddFamilyForm",
    "ApplicationForm",
    "AsKnownForm",
    "EventForm",
    "FilterForm",
    "HandOverForm",
    "HomeForm",
    "OpenForm",
    "PersonForm",
    "ReasonForm",
    "SeparationForm",
    "StandsForm",
]

_MONTHS_BACK = 40 * 12
_HAPPENED, _PLANNED = "happened", "planned"


def today() -> date:
    """The day, asked at every check."""
    return timezone.localdate()


def long_ago() -> date:
    """The first day that anything is recorded for."""
    return add_months(today(), -_MONTHS_BACK)


def _past_day(label: str, **options: Any) -> DateField:
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
            self.fields["on"] = _past_day("When it happened", asks="the day", rule=rule_of(kind))
        self.fields.update(fields_of(kind, choices))

    def clean(self) -> dict[str, Any]:
        """What was answered. Something planned lies ahead, something that happened does not."""
        answers: dict[str, Any] = super().clean() or {}
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
            elif name == "expires_on":
                filled[name] = date.fromisoformat(code)
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

    needs_reason: words of the question, None where nothing is asked.
    """

    def __init__(self, *args: Any, needs_reason: str | None, **options: Any) -> None:
        super().__init__(*args, **options)
        if needs_reason:
            self.fields["why"] = LongTextField(
                label=needs_reason,
                asks="the reason",
                hint="Leave out names and addresses.",
                max_length=400,
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


class AsKnownForm(Form):
    """Reading a page as known at the end of an earlier day."""

    as_known = TextField(
        label="Show what was known at the end of",
        hint="Year, month and day, like 2024-03-27.",
        required=False,
        width=10,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["as_known"].label = _without_optional(self.fields["as_known"].label)


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


class _PersonFields(Form):
    """Fields that every person of a household has."""

    forenames = TextField(label="First names", asks="the first names", max_length=120)
    surname = TextField(label="Last name", asks="the last name", max_length=120)
    born_on = DateField(
        label="Date of birth",
        asks="the date of birth",
        required=False,
        latest=today,
        earliest=lambda: add_months(today(), -110 * 12),
        earliest_words="within the last 110 years",
    )


class PersonForm(_PersonFields):
    """Somebody of the household. is_new: whether they are being added."""

    def __init__(self, *args: Any, is_new: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_new:
            self.fields["part"] = RadiosField(
                label="Part in the household",
                asks="the part in the household",
                choices=list(HouseholdMember.Part.choices),
            )
            self.order_fields(["part"])
        else:
            self.fields["left_on"] = _past_day(
                "Left the household on", asks="the day of leaving", required=False
            )


class AddFamilyForm(Form):
    """A household that asks about adopting: one or two applicants."""

    enquired_on = _past_day("When they asked", asks="the day of the enquiry")
    source = SelectField(
        label="How they came",
        asks="how they came",
        choices=[(one.value, one.label) for one in EnquirySource],
    )
    route = RadiosField(
        label="Kind of application",
        asks="the kind of application",
        choices=list(ROUTES.items()),
        initial=Route.FIRST.value,
    )
    forenames = TextField(label="First applicant: first names", asks="the first names")
    surname = TextField(label="First applicant: last name", asks="the last name")
    born_on = DateField(
        label="First applicant: date of birth",
        asks="the date of birth",
        rule="Applicants are 21 or over.",
        required=False,
        latest=today,
    )
    second_forenames = TextField(
        label="Second applicant: first names", asks="the first names", required=False
    )
    second_surname = TextField(
        label="Second applicant: last name", asks="the last name", required=False
    )
    second_born_on = DateField(
        label="Second applicant: date of birth",
        asks="the date of birth",
        required=False,
        latest=today,
    )
    address = LongTextField(label="Home address", required=False, max_length=500, rows=3)

    def __init__(
        self,
        *args: Any,
        agencies: Sequence[tuple[str, str]],
        teams: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if len(agencies) > 1:
            self.fields["agency"] = SelectField(label="Agency", choices=list(agencies))
        if teams:
            self.fields["team"] = SelectField(
                label="Team", required=False, nothing="No team yet", choices=list(teams)
            )

    def clean(self) -> dict[str, Any]:
        """A second applicant has both names, or none."""
        answers: dict[str, Any] = super().clean() or {}
        forenames, surname = answers.get("second_forenames"), answers.get("second_surname")
        if forenames and not surname:
            self.add_error("second_surname", "Enter the last name")
        if surname and not forenames:
            self.add_error("second_forenames", "Enter the first names")
        if answers.get("second_born_on") and not (forenames or surname):
            self.add_error("second_forenames", "Enter the first names")
        return answers


class HomeForm(Form):
    """Where the family lives and which team works with them."""

    address = LongTextField(label="Home address", required=False, max_length=500, rows=3)

    def __init__(self, *args: Any, teams: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["team"] = SelectField(
            label="Team", required=False, nothing="No team", choices=list(teams)
        )


class ApplicationForm(Form):
    """Another application of the same household."""

    on = _past_day("When they asked", asks="the day of the enquiry")
    route = RadiosField(
        label="Kind of application",
        asks="the kind of application",
        choices=[item for item in ROUTES.items() if item[0] != Route.FIRST],
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["applicants"] = CheckboxesField(
            label="Who applies", asks="who applies", hint="One or two people.", choices=list(people)
        )


class SeparationForm(Form):
    """The applicants separated."""

    on = _past_day("When they separated", asks="the day of the separation")

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["staying"] = RadiosField(
            label="Who goes on and applies anew", asks="who goes on", choices=list(people)
        )


class HandOverForm(Form):
    """Who is responsible from now on. Each choice is a person in a role."""

    on = DateField(label="From", asks="the day of handing over", earliest=long_ago)

    def __init__(self, *args: Any, workers: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["worker"] = SelectField(
            label="Person", asks="the person", choices=list(workers)
        )


class OpenForm(Form):
    """Opening a record that somebody does not ordinarily see."""

    reference = TextField(label="Number of the family", asks="the number", hint="Such as F-0208.")
    reason = LongTextField(
        label="What you need it for",
        asks="what you need it for",
        hint="A manager reads this within five working days. The record stays open for a day.",
        max_length=400,
        rows=3,
    )
    is_sure = YesNoField(
        label="Is there no other way to do this work?", asks="there is no other way to do this work"
    )
