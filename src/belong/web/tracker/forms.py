"""What the tracker and its meetings ask: the filter, a new meeting, and what is said of a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from belong.domain.events import DelayReason
from belong.domain.journey.family import ACTIVE_STAGES
from belong.domain.policy.tracking import Subjects
from belong.web.children.forms.search import SearchForm
from belong.web.children.listing import Criteria
from belong.web.documents.actions import LONGEST_NOTE
from belong.web.families.forms import FilterForm
from belong.web.tracker.children.listing import SORTS, TRACKED, Wanted
from belong.web.tracker.models import Meeting
from belong.web.ui.forms import (
    DateField,
    Form,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
)

__all__ = [
    "ActionForm",
    "CaseForm",
    "DoneForm",
    "FamiliesForm",
    "OpenMeetingForm",
    "TrackerForm",
]

_LONGEST_ACTION = 300
_NO_NAMES = (
    "Codes rather than names: it is read by everybody at work with the record, and by its owner."
)


class TrackerForm(SearchForm):
    """The filter of the tracker of children. A value that is not on offer counts as none."""

    q = None  # type: ignore[assignment]  # Django's way to leave out an inherited field
    worker = None  # type: ignore[assignment]
    stage = SelectField(
        label="Stage",
        required=False,
        nothing="Any",
        choices=[(stage.value, stage.label) for stage in TRACKED],
    )
    overdue = SelectField(
        label="Overdue",
        required=False,
        nothing="Any",
        choices=[("yes", "Something is overdue"), ("no", "Nothing is overdue")],
    )

    field_order = ("overdue", "waiting", "stage", "team", "council")

    def wanted(self) -> Wanted:
        """What was asked for, as far as it is on offer."""
        self.is_valid()
        asked = {name: str(value or "") for name, value in self.cleaned_data.items()}
        sort = str(self.data.get("sort", ""))
        name = sort.removeprefix("-")
        return Wanted(
            overdue=asked.get("overdue", ""),
            criteria=Criteria(
                council=asked.get("council", ""),
                team=asked.get("team", ""),
                stage=asked.get("stage", ""),
                siblings=asked.get("siblings", ""),
                early_permanence=asked.get("early_permanence", ""),
                waiting=asked.get("waiting", ""),
            ),
            sort=name if name in SORTS else "due",
            is_descending=sort.startswith("-"),
        )


class FamiliesForm(FilterForm):
    """The filter of the tracker of families: of those under way, by reference."""

    q = None  # type: ignore[assignment]
    order = None  # type: ignore[assignment]
    stage = SelectField(
        label="Stage",
        required=False,
        nothing="Any under way",
        choices=[(stage.value, stage.label) for stage in ACTIVE_STAGES],
    )


class OpenMeetingForm(Form):
    """A new meeting: whose, what it is called, and on which day."""

    place = SelectField(label="Whose meeting is it?", asks="whose meeting it is")
    kind = RadiosField(
        label="What is it?", asks="what it is", choices=Meeting.Kind.choices, is_inline=True
    )
    held_on = DateField(label="Date of the meeting", asks="the date of the meeting")

    def __init__(
        self, *args: Any, places: Mapping[Subjects, list[tuple[str, str]]], **options: Any
    ) -> None:
        """places: agency and team keys joined by a colon, with words, by whom they go through."""
        super().__init__(*args, **options)
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            (f"{about.value}:{place}", f"{about.value.capitalize()}: {words}")
            for about, offered in places.items()
            for place, words in offered
        ]
        self.fields["kind"].initial = Meeting.Kind.TRACKING
        today = timezone.localdate()
        self.fields["held_on"].initial = today

    def told(self) -> tuple[Subjects, str, str]:
        """Whom it goes through, and the keys of the agency and of the team, which may be empty."""
        about, agency, team = self.cleaned_data["place"].split(":")
        return Subjects(about), agency, team


class ActionForm(Form):
    """An action: what, who, by when. Nothing of it may be left out unless all of it is."""

    action = TextField(
        label="What is to be done?",
        asks="what is to be done",
        hint=_NO_NAMES,
        max_length=_LONGEST_ACTION,
    )
    owner = SelectField(label="Who does it?", asks="who does it")
    due_on = DateField(label="By which day?", asks="the day by which it is to be done")

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **options: Any) -> None:
        """owners: key and name of those who may be given it."""
        super().__init__(*args, **options)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]


class CaseForm(ActionForm):
    """What a meeting says of one case: a note, an action, a reason for a delay; one at least.

    clocks: what may be late, as ``clocks_of_one`` gives it. managers: key and name of who may
    agree. can_note, can_delay: what this person may write on the record, besides an action.
    """

    note = LongTextField(
        label="Note", asks="the note", required=False, rows=3, max_length=LONGEST_NOTE
    )
    clock = SelectField(
        label="What is late?", asks="what is late", required=False, nothing="Nothing to explain"
    )
    delay_reason = SelectField(
        label="Why?",
        asks="why",
        required=False,
        choices=[(each.value, each.label[:1].upper() + each.label[1:]) for each in DelayReason],
    )
    delay_words = TextField(
        label="The reason in your words", asks="the reason in your words", required=False
    )
    agreed_by = SelectField(
        label="Who agreed?", asks="who agreed", required=False, nothing="Nobody has agreed yet"
    )

    _ACTION = ("action", "owner", "due_on")
    _DELAY = ("clock", "delay_reason", "delay_words", "agreed_by")
    field_order = ("note", *_ACTION, *_DELAY)

    def __init__(
        self,
        *args: Any,
        clocks: list[tuple[str, str]],
        managers: list[tuple[str, str]],
        can_note: bool,
        can_delay: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        for name in self._ACTION:
            self.fields[name].required = False
        if not can_note:
            del self.fields["note"]
        if can_delay and clocks:
            self.fields["clock"].choices = clocks  # type: ignore[attr-defined]
            self.fields["agreed_by"].choices = managers  # type: ignore[attr-defined]
        else:
            for name in self._DELAY:
                del self.fields[name]
        for field in self.fields.values():
            field.label = str(field.label).removesuffix(" (optional)")

    def clean(self) -> dict[str, Any]:
        """An action whole or not at all, a delay with its reason, and something to save."""
        told = super().clean() or self.cleaned_data
        for names in (self._ACTION, self._DELAY[:2]):
            here = [name for name in names if name in self.fields]
            if any(told.get(name) for name in here):
                for name in here:
                    if not told.get(name) and name not in self.errors:
                        self.add_error(name, self.fields[name].error_messages["required"])
        if told.get("delay_reason") == DelayReason.OTHER and not told.get("delay_words"):
            self.add_error("delay_words", "Enter the reason in your words")
        if not any(told.values()) and not self.errors:
            raise ValidationError("Write a note, agree an action, or give a reason for a delay.")
        return told


class DoneForm(Form):
    """An action is done."""

    done_on = DateField(
        label="When was it done?", asks="the day on which it was done", latest=timezone.localdate
    )
    outcome = TextField(
        label="What came of it?",
        asks="what came of it",
        hint=_NO_NAMES,
        required=False,
        max_length=_LONGEST_ACTION,
    )
