"""The page that records one event, and what is asked when a rule is broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils import timezone

from belong.domain.bank_holidays import LAST_YEAR
from belong.domain.calendar import add_months
from belong.domain.codes import SEX
from belong.domain.events import EVENT_KINDS, DelayReason, EventKind
from belong.web.children.forms.details import Offered, date_rule, detail_fields, words_fields
from belong.web.children.recording import WORDS, Answers
from belong.web.ui.forms import (
    DateField,
    Form,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
)

__all__ = ["BrokenRuleForm", "RecordForm"]

#: Nothing that the record is about happened before then.
EARLIEST = date(1990, 1, 1)


class RecordForm(Form):
    """One kind of event: the day first, then its details, then words.

    find_family: gives the key of the family with a reference, or None where it is none of those
    that this person may name. A day in the future is a plan, where the kind can be planned. kept:
    details of the corrected entry that no field asks for, such as those that a return told.
    """

    def __init__(
        self,
        *args: Any,
        kind: EventKind,
        offered: Offered,
        find_family: Callable[[str], str | None],
        is_correction: bool = False,
        sibling_group: str = "",
        kept: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.kind, self.find_family = kind, find_family
        self.family_id: str | None = None
        self.sibling_group, self.kept = sibling_group, dict(kept or {})
        can_be_planned = EVENT_KINDS[kind].can_be_planned
        self.fields["on"] = DateField(
            label="When did it happen, or is it planned for?" if can_be_planned else "When was it?",
            asks="the day",
            hint="A day in the future is recorded as planned." if can_be_planned else "",
            rule=date_rule(kind),
            latest=_last_day if can_be_planned else timezone.localdate,
            latest_words=f"before {LAST_YEAR + 1}" if can_be_planned else "today or in the past",
            earliest=lambda: EARLIEST,
            earliest_words="in or after 1990",
        )
        if kind is EventKind.BORN:
            self._ask_for_the_newborn()
        self.fields.update(detail_fields(kind, offered))
        if is_correction:
            self.fields["why"] = LongTextField(
                label="Why this is corrected",
                asks="why this is corrected",
                hint="What was wrong, and how it is known. The old entry stays, with this reason.",
                max_length=500,
                rows=3,
            )
        self.fields.update(words_fields(kind))

    def _ask_for_the_newborn(self) -> None:
        self.fields["forenames"] = TextField(label="Forenames", required=False, max_length=120)
        self.fields["sex"] = RadiosField(
            label="Sex",
            required=False,
            choices=[(code, SEX.meaning(code).capitalize()) for code in ("F", "M", "U")],
        )

    def unchecked(self) -> Self:
        """The form as it was filled, before anything is found wrong."""
        self._errors = ErrorDict()
        return self

    def clean_family(self) -> str:
        """The reference; the family's key is kept beside it."""
        reference: str = self.cleaned_data["family"].strip().upper()
        if reference:
            self.family_id = self.find_family(reference)
            if self.family_id is None:
                raise ValidationError(
                    "Enter the reference of a family that you may see, like F-0208"
                )
        return reference

    def clean(self) -> dict[str, Any]:
        """What was answered; another reason for a delay than those of the list needs words."""
        told: dict[str, Any] = super().clean() or {}
        in_words = str(told.get("note") or "").strip()
        if told.get("delay_reason") == DelayReason.OTHER and not in_words:
            self.add_error("note", ValidationError("Enter the reason in your own words"))
        return told

    def answers(self) -> Answers:
        """What was answered; for a form that is in order."""
        told = self.cleaned_data
        on: date = told["on"]
        is_planned = on > timezone.localdate()
        details = dict(self.kept)
        for name in EVENT_KINDS[self.kind].details:
            if name == "sibling_group_id":
                details[name] = self.sibling_group
            elif name == "reasons":
                details[name] = "written" if told.get("reasons") else ""
            else:
                details[name] = _code(told.get(name))
        return Answers(
            kind=self.kind,
            happened_on=None if is_planned else on,
            planned_for=on if is_planned else None,
            family_id=self.family_id,
            details={name: value for name, value in details.items() if value},
            words={name: str(told.get(name) or "").strip() for name in WORDS if told.get(name)},
            why=str(told.get("why") or "").strip(),
            forenames=str(told.get("forenames") or "").strip(),
            sex=str(told.get("sex") or ""),
        )


def _last_day() -> date:
    return min(add_months(timezone.localdate(), 24), date(LAST_YEAR, 12, 31))


def _code(value: object) -> str:
    """A detail as the ledger holds it: a code, or codes with commas between."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ",".join(str(each) for each in value)
    return str(value or "")


class BrokenRuleForm(Form):
    """Why an event is recorded although it broke a rule, and who agreed to going on."""

    why_broken = LongTextField(
        label="Why did it happen all the same?",
        asks="why it happened all the same",
        max_length=500,
        rows=3,
    )
    agreed_by = SelectField(
        label="Who agreed to going on?",
        required=False,
        nothing="Nobody has agreed yet",
    )

    def __init__(self, *args: Any, people: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agreed_by"].choices = list(people.items())  # type: ignore[attr-defined]
