"""Searching the audit log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.timezone import make_aware

from belong.web.audit.words import ACTIONS
from belong.web.ui.forms import DateField, FilterForm, SelectField, TextField

__all__ = ["SearchForm"]


class SearchForm(FilterForm):
    """By whom, what, about which record, from when to when; each optional."""

    action = SelectField(
        label="What was done",
        required=False,
        nothing="Anything",
        choices=sorted(ACTIONS.items(), key=lambda item: item[1]),
    )
    subject = TextField(
        label="Record", hint="Its reference, like C-0042.", required=False, max_length=60
    )
    from_on = DateField(label="From", asks="the first day", required=False)
    to_on = DateField(label="To", asks="the last day", required=False)

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"] = SelectField(
            label="Who", required=False, nothing="Anybody", choices=list(people)
        )
        self.say_no_optional()
        self.order_fields(["person", "action", "subject", "from_on", "to_on"])

    def asked(self) -> dict[str, Any]:
        """What ``search`` is called with; nothing where the form is not in order."""
        if not self.is_valid():
            return {}
        answers = self.cleaned_data
        return {
            "person": answers["person"],
            "action": answers["action"],
            "subject": answers["subject"].strip(),
            "start": _midnight(answers["from_on"]) if answers["from_on"] else None,
            "end": _midnight(answers["to_on"] + timedelta(days=1)) if answers["to_on"] else None,
        }


def _midnight(day: Any) -> datetime:
    return make_aware(datetime.combine(day, time.min))
