"""What is asked to add a child, change who it is, hand over, merge, open, seal and close."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from belong.domain.calendar import add_months
from belong.domain.codes import ETHNIC, SEX
from belong.domain.policy import Role
from belong.web.children.actions.keeping import CLOSING_STEPS, LONGEST_HOURS
from belong.web.ui.forms import (
    DateField,
    Form,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    WholeNumberField,
    YesNoField,
)

__all__ = [
    "AddForm",
    "ClosingStepForm",
    "HandOverForm",
    "IdentifierForm",
    "IdentityForm",
    "MergeForm",
    "NothingForm",
    "OpenForm",
    "ReasonForm",
    "ReferenceForm",
    "SiblingForm",
    "TeamForm",
    "WorkerForm",
]

_SEXES = [(code, SEX.meaning(code).capitalize()) for code in ("F", "M", "U")]
_ETHNICITIES = [(one.code, one.meaning[:1].upper() + one.meaning[1:]) for one in ETHNIC]
RESPONSIBLE_ROLES = (
    Role.CHILD_SOCIAL_WORKER,
    Role.CHILDREN_TEAM_MANAGER,
    Role.REVIEWING_OFFICER,
    Role.FAMILY_FINDER,
    Role.MEDICAL_ADVISER,
    Role.DECISION_MAKER,
    Role.SUPPORT_WORKER,
)
SCHEMES = {
    "ssda903": "Number in the SSDA903 return",
    "case_system": "Number in the council's case system",
    "upn": "Unique pupil number",
    "court": "Court case number",
}


def _offer(form: Form, name: str, choices: Mapping[str, str]) -> None:
    form.fields[name].choices = list(choices.items())  # type: ignore[attr-defined]


class NothingForm(Form):
    """A page that asks for nothing but to go on."""


class ReasonForm(Form):
    """Why."""

    reason = LongTextField(label="Reason", asks="the reason", max_length=500, rows=3)


class IdentityForm(Form):
    """Who the child is. The day of birth is an entry of the record, and corrected there."""

    forenames = TextField(label="Forenames", required=False, max_length=120)
    surname = TextField(label="Surname", asks="the surname", max_length=120)
    sex = RadiosField(label="Sex", required=False, choices=_SEXES)
    ethnicity = SelectField(label="Ethnic group", required=False, choices=_ETHNICITIES)


class AddForm(Form):
    """A child to be added: born, or expected."""

    council = SelectField(label="Council", asks="the council")
    team = SelectField(label="Team", required=False, nothing="No team yet")
    surname = TextField(label="Surname", asks="the surname", max_length=120)
    forenames = TextField(
        label="Forenames",
        hint="Leave open for a child not yet born.",
        required=False,
        max_length=120,
    )
    is_born = YesNoField(label="Has the child been born?", asks="the child has been born")
    on = DateField(
        label="Date of birth, or the day on which the birth is expected",
        asks="the day",
        hint="For example, 27 3 2024.",
        earliest=lambda: add_months(timezone.localdate(), -18 * 12),
        earliest_words="within the last 18 years",
        latest=lambda: add_months(timezone.localdate(), 10),
        latest_words="no more than 10 months ahead",
    )
    sex = RadiosField(label="Sex", required=False, choices=_SEXES)
    ethnicity = SelectField(label="Ethnic group", required=False, choices=_ETHNICITIES)

    def __init__(
        self, *args: Any, councils: Mapping[str, str], teams: Mapping[str, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        _offer(self, "council", councils)
        _offer(self, "team", teams)
        if len(councils) == 1:
            self.fields["council"].initial = next(iter(councils))

    def clean_on(self) -> date:
        """A birth is not in the future."""
        on: date = self.cleaned_data["on"]
        if self.cleaned_data.get("is_born") and on > timezone.localdate():
            raise ValidationError("The date of birth must be today or in the past")
        return on


class TeamForm(Form):
    """The team that the child is in."""

    team = SelectField(label="Team", required=False, nothing="No team")

    def __init__(self, *args: Any, teams: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "team", teams)


class WorkerForm(Form):
    """Who becomes responsible, in which role, from when."""

    role = SelectField(
        label="Role",
        asks="the role",
        choices=[(role.value, role.label) for role in RESPONSIBLE_ROLES],
    )
    person = SelectField(label="Person", asks="the person")
    from_on = DateField(
        label="From", asks="the first day", latest=timezone.localdate, initial=timezone.localdate
    )
    replaces = YesNoField(
        label="Does this person replace whoever held the role?",
        asks="this person replaces whoever held the role",
    )

    def __init__(self, *args: Any, people: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "person", people)


class IdentifierForm(Form):
    """A number by which the council, or another system, knows the child."""

    scheme = SelectField(label="Kind of number", choices=list(SCHEMES.items()))
    value = TextField(label="Number", asks="the number", max_length=60, width=20)


class ReferenceForm(Form):
    """The reference of a record."""

    reference = TextField(
        label="Reference",
        asks="the reference, like C-0042",
        hint="Like C-0042.",
        max_length=60,
        width=20,
    )


class SiblingForm(ReferenceForm):
    """A brother or sister, by reference."""


class MergeForm(ReferenceForm):
    """Another record of the same child, and how that is known."""

    reason = LongTextField(
        label="How do you know that they are one child?",
        asks="how you know that they are one child",
        max_length=500,
        rows=3,
    )


class HandOverForm(Form):
    """Whose caseload goes to whom."""

    leaver = SelectField(label="Whose caseload", asks="whose caseload is handed over")
    successor = SelectField(label="Who takes it over", asks="who takes it over")
    from_on = DateField(label="From", asks="the first day", initial=timezone.localdate)

    def __init__(
        self, *args: Any, leavers: Mapping[str, str], people: Mapping[str, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        _offer(self, "leaver", leavers)
        _offer(self, "successor", people)


class OpenForm(Form):
    """Why a record is opened, and for how long."""

    reason = LongTextField(
        label="Why do you need to open it?",
        asks="why you need to open it",
        hint="Your reason is kept, and a manager reads it within five working days.",
        max_length=500,
        rows=3,
    )
    hours = WholeNumberField(
        label="For how many hours?",
        asks="the number of hours",
        min_value=1,
        max_value=LONGEST_HOURS,
        initial=4,
    )


class ClosingStepForm(Form):
    """A step that was done, and when."""

    step = RadiosField(label="What was done", asks="what was done")
    done_on = DateField(
        label="When", asks="the day on which it was done", latest=timezone.localdate
    )

    def __init__(self, *args: Any, left: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "step", {step: CLOSING_STEPS[step] for step in left})
