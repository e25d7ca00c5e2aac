"""What is asked of who sets an agency's own limits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from belong.domain.clocks import ClockRule, Unit
from belong.domain.events import EVENT_KINDS, EventKind
from belong.domain.journey.family import FAMILY_EVENT_KINDS, FamilyEventKind
from belong.web.agencies.models import Agency
from belong.web.due.models import PolicyTerm, Reminder
from belong.web.ui.forms import (
    DateField,
    Form,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    WholeNumberField,
)
from belong.web.ui.forms.fields import sentence

__all__ = ["EndTermForm", "OwnClockForm", "ReminderForm", "TermForm"]

Says = PolicyTerm.Says
_UNITS = [(unit.value, unit.value) for unit in Unit]
_MOST = 999


def _number(label: str, asks: str, *, required: bool, hint: str = "") -> WholeNumberField:
    return WholeNumberField(
        label=label, asks=asks, hint=hint, required=required, min_value=1, max_value=_MOST
    )


def _unit(label: str, *, required: bool) -> SelectField:
    return SelectField(label=label, asks=label.lower(), required=required, choices=_UNITS)


class _Dated(Form):
    """What every term says besides: limits in numbers, its paper, and its days."""

    number = _number("Limit", "the limit as a number", required=False)
    unit = _unit("Unit of the limit", required=False)
    warning_number = _number(
        "Due soon after",
        "the number after which it is due soon",
        required=False,
        hint="Counted from the start. Leave it empty to keep what there is.",
    )
    warning_unit = _unit("Unit of the warning", required=False)
    source = LongTextField(
        label="Where is it written?",
        asks="where it is written",
        hint="The paper and page of your agency, or why a clock is left out. Leave out names.",
        max_length=300,
        rows=2,
    )
    from_on = DateField(
        label="For clocks that start from",
        asks="the first day",
        hint="A past case is judged by the limit of its day.",
        initial=timezone.localdate,
    )
    last_day = DateField(
        label="Last day",
        asks="the last day",
        required=False,
        hint="Leave it empty if no end is known.",
    )

    def clean(self) -> dict[str, Any]:
        """What was answered: whole limits only, and an end after the beginning."""
        told: dict[str, Any] = super().clean() or {}
        for number, unit, words in (
            ("number", "unit", "the limit"),
            ("warning_number", "warning_unit", "when it is due soon"),
        ):
            stated, chosen = told.get(number), told.get(unit)
            if (stated is not None) != bool(chosen) and not self.has_error(number):
                missing = unit if stated is not None else number
                self.add_error(missing, ValidationError(f"Enter {words} with its unit"))
        first, last = told.get("from_on"), told.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", ValidationError("The last day must be after the first"))
        return told

    def dated(self, agency: Agency) -> dict[str, Any]:
        """The part of a term that every one has; for a form that is in order."""
        told = self.cleaned_data
        last: date | None = told["last_day"]
        return {
            "agency": agency,
            "number": told["number"],
            "unit": told["unit"] or "",
            "warning_number": told["warning_number"],
            "warning_unit": told["warning_unit"] or "",
            "source": " ".join(told["source"].split()),
            "from_on": told["from_on"],
            "to_on": last + timedelta(days=1) if last else None,
        }


class TermForm(_Dated):
    """What an agency says of one clock of the table."""

    field_order = ("says", "number", "unit", "warning_number", "warning_unit")

    def __init__(self, *args: Any, rule: ClockRule, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rule = rule
        says = [(Says.LIMIT.value, "A shorter limit, or an earlier warning")]
        if not rule.is_national:
            says = [(Says.LIMIT.value, "A limit, or a warning, of your own")]
            if rule.is_optional:
                says.insert(0, (Says.USES.value, "Use this clock here"))
            else:
                says.append((Says.LEAVES_OUT.value, "Leave this clock out here"))
        self.fields["says"] = RadiosField(
            label="What do you set?", asks="what you set", choices=says, initial=says[0][0]
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """What was answered; a limit needs a number."""
        told = super().clean()
        numbers = (told.get("number"), told.get("warning_number"))
        if told.get("says") == Says.LIMIT and not any(numbers) and not self.errors:
            self.add_error("number", ValidationError("Enter the limit, or when it is due soon"))
        return told

    def term(self, agency: Agency) -> PolicyTerm:
        """The term, not saved; for a form that is in order."""
        told = self.dated(agency)
        if self.cleaned_data["says"] == Says.LEAVES_OUT:
            told |= {"number": None, "unit": "", "warning_number": None, "warning_unit": ""}
        return PolicyTerm(clock=self.rule.key, says=self.cleaned_data["says"], **told)


class OwnClockForm(_Dated):
    """A clock that an agency adds for its children, or for its families."""

    field_order = ("label", "starts", "meets", "whose_move", "number", "unit")

    label = TextField(label="What must be done", asks="what must be done", max_length=160)
    whose_move = TextField(
        label="Whose move is it?",
        asks="whose move it is",
        hint="A role, such as family finder. Never a person's name.",
        max_length=80,
    )

    def __init__(self, *args: Any, is_of_family: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_of_family = is_of_family
        kinds = (
            [(kind.value, FAMILY_EVENT_KINDS[kind].label) for kind in FamilyEventKind]
            if is_of_family
            else [(kind.value, EVENT_KINDS[kind].label) for kind in EventKind]
        )
        choices = [(key, sentence(label)) for key, label in kinds]
        self.fields["starts"] = SelectField(
            label="What starts it?", asks="what starts it", choices=choices
        )
        self.fields["meets"] = SelectField(
            label="What meets it?", asks="what meets it", choices=choices
        )
        self.fields["number"] = _number("Limit", "the limit as a number", required=True)
        self.fields["unit"] = _unit("Unit of the limit", required=True)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """What was answered; what starts a clock cannot meet it."""
        told = super().clean()
        if told.get("starts") and told.get("starts") == told.get("meets"):
            self.add_error(
                "meets", ValidationError("What meets it must differ from what starts it")
            )
        return told

    def term(self, agency: Agency) -> PolicyTerm:
        """The term, not saved; for a form that is in order."""
        told = self.cleaned_data
        return PolicyTerm(
            says=Says.ADDS,
            label=" ".join(told["label"].split()),
            starts=told["starts"],
            meets=told["meets"],
            whose_move=" ".join(told["whose_move"].split()),
            is_of_family=self.is_of_family,
            **self.dated(agency),
        )


class EndTermForm(Form):
    """The last day on which a term holds."""

    last_day = DateField(
        label="Last day",
        asks="the last day",
        hint="For clocks that start up to this day. To undo it altogether, give the day before it"
        " began.",
        initial=timezone.localdate,
    )


class ReminderForm(Form):
    """How often somebody is told by e-mail."""

    often = RadiosField(
        label="How often?",
        asks="how often",
        choices=[("never", "Never"), *Reminder.Often.choices],
    )
