"""The forms of recruitment: enquiries, campaigns, events and bookings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from belong.domain.journey.family import EnquirySource, LeftReason
from belong.domain.recruitment import (
    CONTACT_RETENTION,
    RESPONSE,
    BookingEnd,
    EnquiryOutcome,
    EventCancelled,
    EventKind,
    FirstContact,
)
from belong.web.families.forms import long_ago, past_day
from belong.web.recruitment.actions import Caller
from belong.web.recruitment.events import Came, CampaignPlan, EventPlan
from belong.web.ui.forms import (
    DateField,
    EmailField,
    Form,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    WholeNumberField,
)
from belong.web.ui.forms.fields import sentence

__all__ = [
    "AttendanceForm",
    "BookForm",
    "BookingEndForm",
    "CampaignForm",
    "Choices",
    "DayForm",
    "EndForm",
    "EnquiryForm",
    "EventCancelForm",
    "EventForm",
    "TakeOnForm",
    "listed",
]

Choices = Sequence[tuple[str, str]]
#: Words and marks that make a target of a number of families.
_QUOTA = re.compile(r"%|per ?cent|quota", re.IGNORECASE)


def listed(codes: Any) -> list[tuple[str, str]]:
    """Codes with their words, as lists to choose from take them."""
    return [(one.value, sentence(one.label)) for one in codes]


class EnquiryForm(Form):
    """Who asks, when, how they came, and how to reach them.

    has_contact: False where the contact details of the enquiry have been removed.
    """

    enquired_on = past_day("When they asked", asks="the day of the enquiry")
    source = SelectField(
        label="How they heard of us or came",
        asks="how they heard of us",
        choices=listed(EnquirySource),
    )
    channel = SelectField(
        label="How they first got in touch",
        asks="how they first got in touch",
        choices=listed(FirstContact),
    )

    def __init__(
        self,
        *args: Any,
        campaigns: Choices,
        agencies: Choices = (),
        has_contact: bool = True,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if len(agencies) > 1:
            self.fields["agency"] = SelectField(label="Agency", choices=list(agencies))
        if campaigns:
            self.fields["campaign"] = SelectField(
                label="Campaign", required=False, nothing="None, or not known", choices=campaigns
            )
        if has_contact:
            self.fields.update(_contact_fields())

    def clean(self) -> dict[str, Any]:
        """A second person has both names, or none; and there is one way to reach them."""
        answers: dict[str, Any] = super().clean() or {}
        if "forenames" not in self.fields:
            return answers
        second = [answers.get("second_forenames"), answers.get("second_surname")]
        if second[0] and not second[1]:
            self.add_error("second_surname", "Enter the last name of the second person")
        if second[1] and not second[0]:
            self.add_error("second_forenames", "Enter the first names of the second person")
        reached = [answers.get(name) for name in ("telephone", "email", "address")]
        if not any(reached) and not {"telephone", "email", "address"} & set(self.errors):
            self.add_error("telephone", "Enter a telephone number, an e-mail address or an address")
        return answers

    @property
    def caller(self) -> Caller | None:
        """Who asks; None where the contact details have been removed."""
        if "forenames" not in self.fields:
            return None
        return Caller(**{name: self.cleaned_data[name] or "" for name in _contact_fields()})


def _contact_fields() -> dict[str, Any]:
    return {
        "forenames": TextField(label="First names", asks="the first names", max_length=120),
        "surname": TextField(label="Last name", asks="the last name", max_length=120),
        "second_forenames": TextField(
            label="Second person: first names", required=False, max_length=120
        ),
        "second_surname": TextField(
            label="Second person: last name", required=False, max_length=120
        ),
        "telephone": TextField(label="Telephone", required=False, max_length=40, width=20),
        "email": EmailField(label="E-mail", required=False),
        "address": LongTextField(label="Address", required=False, max_length=500, rows=3),
    }


class DayForm(Form):
    """When detailed information was sent."""

    on = past_day(
        "When detailed information was sent",
        asks="the day on which information was sent",
        rule=f"Within {RESPONSE.limit} of the enquiry.",
    )


class EndForm(Form):
    """What came of an enquiry that does not go on."""

    reason = RadiosField(
        label="What came of it",
        asks="what came of it",
        choices=[
            (reason.value, f"{sentence(outcome.label)}: {reason.label}")
            for outcome in EnquiryOutcome
            for reason in outcome.reasons
        ],
    )
    why = LongTextField(
        label="Why",
        asks="why",
        hint="Needed where they are not suitable for us. Removed with the contact details.",
        required=False,
        max_length=400,
        rows=3,
    )
    on = past_day(
        "When it ended",
        asks="the day on which it ended",
        rule=f"Names and addresses are removed {CONTACT_RETENTION.days} days later.",
    )

    def clean(self) -> dict[str, Any]:
        """Who is not suitable is told why, so it is written down."""
        answers: dict[str, Any] = super().clean() or {}
        reason = answers.get("reason")
        unsuitable = EnquiryOutcome.NOT_SUITABLE.reasons
        if reason and LeftReason(reason) in unsuitable and not answers.get("why"):
            self.add_error("why", "Enter why they are not suitable for us")
        return answers


class TakeOnForm(Form):
    """The enquiry becomes a family's record, in a team or in none yet."""

    def __init__(self, *args: Any, teams: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        if teams:
            self.fields["team"] = SelectField(
                label="Team", required=False, nothing="No team yet", choices=list(teams)
            )


class CampaignForm(Form):
    """An effort to reach people, for what waiting children need."""

    name = TextField(label="Name", asks="the name of the campaign", max_length=120)
    need = TextField(
        label="What waiting children need",
        hint="Such as: homes for brothers and sisters together, or families of Asian heritage for"
        " children who wait. A need of children, never a number of families to reach.",
        required=False,
        max_length=160,
    )
    from_on = DateField(label="From", asks="the first day", earliest=long_ago)
    to_on = DateField(label="To", asks="the last day", required=False, earliest=long_ago)
    cost = TextField(
        label="Cost in pounds",
        asks="the cost",
        hint="Such as 1250 or 1250.50.",
        required=False,
        max_length=12,
        width=10,
        inputmode="decimal",
    )

    def __init__(self, *args: Any, agencies: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        if len(agencies) > 1:
            self.fields["agency"] = SelectField(label="Agency", choices=list(agencies))

    def clean_need(self) -> str:
        """A need, and no quota. Raises ValidationError."""
        need: str = self.cleaned_data["need"].strip()
        if _QUOTA.search(need):
            raise ValidationError("Enter what children need, without a share or quota of families")
        return need

    def clean_cost(self) -> Decimal | None:
        """Pounds, from 0 to under 10 million. Raises ValidationError."""
        typed = self.cleaned_data["cost"].replace(",", "").removeprefix("£").strip()
        if not typed:
            return None
        if not re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,2})?", typed):
            raise ValidationError("The cost must be an amount in pounds, like 1250 or 1250.50")
        return Decimal(typed)

    def clean(self) -> dict[str, Any]:
        """It ends on or after its first day."""
        answers: dict[str, Any] = super().clean() or {}
        _check_in_order(self, answers)
        return answers

    @property
    def plan(self) -> CampaignPlan:
        """What was answered."""
        told = self.cleaned_data
        return CampaignPlan(
            told["name"].strip(), told["need"], told["from_on"], told["to_on"], told["cost"]
        )


def _check_in_order(form: Form, answers: dict[str, Any]) -> None:
    from_on, to_on = answers.get("from_on"), answers.get("to_on")
    if from_on and to_on and to_on < from_on:
        form.add_error("to_on", "The last day must be the first day or later")


class EventForm(Form):
    """An information event or a preparation course."""

    kind = RadiosField(
        label="What it is", asks="what it is", choices=[(k.value, k.label) for k in EventKind]
    )
    from_on = DateField(label="First day", asks="the first day", earliest=long_ago)
    to_on = DateField(
        label="Last day",
        asks="the last day",
        hint="Leave empty for an event of one day.",
        required=False,
        earliest=long_ago,
    )
    time = TextField(
        label="Time", hint="Such as: 6.30pm to 8pm.", required=False, max_length=60, width=20
    )
    venue = TextField(
        label="Where", asks="where it is", hint="A place, or: online.", max_length=160
    )
    places = WholeNumberField(
        label="Places",
        asks="the number of places",
        hint="For people, not households.",
        min_value=1,
        max_value=500,
        width=3,
    )

    def __init__(self, *args: Any, agencies: Choices = (), **options: Any) -> None:
        super().__init__(*args, **options)
        if len(agencies) > 1:
            self.fields["agency"] = SelectField(label="Agency", choices=list(agencies))

    def clean(self) -> dict[str, Any]:
        """It ends on or after its first day."""
        answers: dict[str, Any] = super().clean() or {}
        _check_in_order(self, answers)
        return answers

    @property
    def plan(self) -> EventPlan:
        """What was answered."""
        told = self.cleaned_data
        return EventPlan(
            kind=EventKind(told["kind"]),
            from_on=told["from_on"],
            to_on=told["to_on"] or told["from_on"],
            time=told["time"],
            venue=told["venue"],
            places=told["places"],
        )


class EventCancelForm(Form):
    """Why an event or course does not take place."""

    reason = RadiosField(
        label="Why it is cancelled", asks="why it is cancelled", choices=listed(EventCancelled)
    )


class BookForm(Form):
    """Places for a household, given by its number."""

    number = TextField(
        label="Number of the enquiry or family",
        asks="the number of the enquiry or family",
        hint="Such as E-0012 or F-0208.",
        max_length=12,
        width=10,
    )
    people = RadiosField(
        label="How many people", asks="how many people", choices=[("1", "One"), ("2", "Two")]
    )


class BookingEndForm(Form):
    """Why a household does not come."""

    reason = RadiosField(
        label="Why they do not come",
        asks="why they do not come",
        choices=[one for one in listed(BookingEnd) if one[0] != BookingEnd.EVENT_CANCELLED],
    )


class AttendanceForm(Form):
    """Who came: one question for each booking, by its key and the household as the reader knows it.

    Answers are under ``came-KEY``.
    """

    def __init__(
        self, *args: Any, households: Sequence[tuple[str, str, Came]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for key, name, now in households:
            self.fields[f"came-{key}"] = RadiosField(
                label=name,
                asks=f"whether {name} came",
                choices=[
                    (Came.YES.value, "Came"),
                    (Came.NO.value, "Did not come"),
                    (Came.UNKNOWN.value, "Not known yet"),
                ],
                initial=now.value,
                is_inline=True,
            )

    @property
    def came(self) -> dict[str, Came]:
        """What was answered, by key of booking."""
        return {
            name.removeprefix("came-"): Came(value) for name, value in self.cleaned_data.items()
        }
