"""What administrators are asked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from belong.domain.policy import Role
from belong.web.agencies.models import Agency, Kind, Team
from belong.web.ui.forms import (
    DateField,
    EmailField,
    FilterForm,
    Form,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
)

__all__ = [
    "AddAgencyForm",
    "AddCouncilForm",
    "AddMembershipForm",
    "AddPersonForm",
    "ConfirmForm",
    "EndForm",
    "KeepFromForm",
    "LetBackForm",
    "NameForm",
    "PersonForm",
    "RoleForm",
    "SearchForm",
]


def _start(label: str, asks: str) -> DateField:
    return DateField(
        label=label, asks=asks, initial=timezone.localdate, hint="For example, 1 4 2025."
    )


class NameForm(Form):
    """A name alone: of an agency or a team."""

    name = TextField(label="Name", max_length=120)


class AddCouncilForm(Form):
    """A new council, a member from a day on."""

    name = TextField(label="Name", max_length=120)
    dfe_code = TextField(
        label="DfE code",
        asks="the council's DfE code",
        max_length=3,
        width=3,
        inputmode="numeric",
        hint="Three digits: how SSDA903 returns name the council.",
    )
    from_on = _start("First day as a member", "the first day as a member")


class AddMembershipForm(Form):
    """A council joins the region."""

    from_on = _start("First day as a member", "the first day as a member")

    def __init__(self, *args: Any, councils: list[Agency], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["council"] = SelectField(
            label="Council", asks="a council", choices=[(c.key, c.name) for c in councils]
        )
        self.order_fields(["council", "from_on"])


class EndForm(Form):
    """The day on which something ends, asked as the last day on which it still holds."""

    def __init__(
        self, *args: Any, earliest: date, label: str = "Last day", hint: str = "", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["last_day"] = DateField(
            label=label,
            asks="the last day",
            hint=hint,
            initial=timezone.localdate,
            earliest=lambda: earliest,
            earliest_words="on or after the day it began",
        )

    @property
    def to_on(self) -> date:
        """The first day on which it no longer holds."""
        return self.cleaned_data["last_day"] + timedelta(days=1)


class RoleForm(Form):
    """A role in an agency, or in one of its teams, from a day on."""

    role = SelectField(
        label="Role",
        asks="a role",
        choices=[(role.value, role.label) for role in Role],
        hint="The role decides what the person sees.",
    )
    from_on = _start("First day", "the first day")
    last_day = DateField(
        label="Last day",
        asks="the last day",
        required=False,
        hint="Leave it empty if no end is known. An auditor or inspector always has one.",
    )

    def __init__(
        self, *args: Any, agencies: list[Agency], teams: list[Team], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._agencies = {agency.key: agency for agency in agencies}
        self._teams = {team.key: team for team in teams}
        places = []
        for agency in agencies:
            places.append((agency.key, agency.name))
            places += [
                (f"{agency.key}/{team.key}", f"{agency.name}: {team.name}")
                for team in teams
                if team.agency_id == agency.pk
            ]
        self.fields["place"] = SelectField(
            label="Agency or team",
            asks="an agency or a team",
            choices=places,
            hint="In a team, the person works with the team's records; otherwise with their own.",
        )
        self.order_fields([*_FIRST, "role", "place", "from_on", "last_day"])

    def appointment(self) -> dict[str, Any]:
        """What ``appoint`` is called with."""
        agency, _, team = self.cleaned_data["place"].partition("/")
        last = self.cleaned_data["last_day"]
        return {
            "role": Role(self.cleaned_data["role"]),
            "agency": self._agencies[agency],
            "team": self._teams.get(team),
            "from_on": self.cleaned_data["from_on"],
            "to_on": last + timedelta(days=1) if last else None,
        }


_FIRST = ("name", "email")


class PersonForm(Form):
    """A person's name and e-mail address."""

    name = TextField(label="Full name", max_length=120)
    email = EmailField(
        label="E-mail address", asks="an e-mail address", hint="They sign in with it."
    )


class AddAgencyForm(PersonForm):
    """A new agency that is no council, and its first administrator."""

    kind = RadiosField(
        label="What kind of agency is it?",
        asks="what kind it is",
        choices=[(kind.value, kind.label) for kind in (Kind.VOLUNTARY, Kind.RAA)],
    )
    agency_name = TextField(label="Name of the agency", asks="the name of the agency")

    field_order = ("kind", "agency_name", "name", "email")


class ConfirmForm(Form):
    """Asks nothing but to be sent."""


class AddPersonForm(PersonForm, RoleForm):
    """A person and their first role."""


class SearchForm(FilterForm):
    """Looking for somebody."""

    terms = TextField(label="Name or e-mail address", required=False, max_length=80)


def _reason(label: str) -> LongTextField:
    return LongTextField(label=label, asks="the reason", max_length=500, rows=3)


class KeepFromForm(Form):
    """Who is kept from a record, and why."""

    email = EmailField(
        label="E-mail address of the person",
        asks="the e-mail address of the person",
        hint="The one with which they sign in.",
    )
    reason = _reason("Why may they not see it?")


class LetBackForm(Form):
    """Why somebody may see a record again."""

    reason = _reason("Why may they see it again?")
