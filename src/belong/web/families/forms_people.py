"""The forms for who is in a family, its home and applications, and who is responsible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from belong.domain.calendar import add_months
from belong.domain.journey.family import EnquirySource, Route
from belong.web.families.asking import ROUTES
from belong.web.families.forms import long_ago, past_day, today
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
    "CaseloadForm",
    "HandOverForm",
    "HomeForm",
    "OpenForm",
    "PersonForm",
    "SeparationForm",
]


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
            self.fields["left_on"] = past_day(
                "Left the household on", asks="the day of leaving", required=False
            )


class AddFamilyForm(Form):
    """A household that asks about adopting: one or two applicants."""

    enquired_on = past_day("When they asked", asks="the day of the enquiry")
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
    forenames = TextField(
        label="First applicant: first names", asks="the first names", max_length=120
    )
    surname = TextField(label="First applicant: last name", asks="the last name", max_length=120)
    born_on = DateField(
        label="First applicant: date of birth",
        asks="the date of birth",
        rule="Applicants are 21 or over.",
        required=False,
        latest=today,
    )
    second_forenames = TextField(
        label="Second applicant: first names",
        asks="the first names",
        required=False,
        max_length=120,
    )
    second_surname = TextField(
        label="Second applicant: last name", asks="the last name", required=False, max_length=120
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

    on = past_day("When they asked", asks="the day of the enquiry")
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

    on = past_day("When they separated", asks="the day of the separation")

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


class CaseloadForm(Form):
    """Whose families all go to whom, and from when."""

    leaver = SelectField(label="Whose caseload", asks="whose caseload is handed over")
    successor = SelectField(label="Who takes it over", asks="who takes it over")
    from_on = DateField(label="From", asks="the first day", initial=today)

    def __init__(
        self,
        *args: Any,
        leavers: Sequence[tuple[str, str]],
        people: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["leaver"].choices = list(leavers)  # type: ignore[attr-defined]
        self.fields["successor"].choices = list(people)  # type: ignore[attr-defined]


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
