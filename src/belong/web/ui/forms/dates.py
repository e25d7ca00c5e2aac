"""A date as three inputs: day, month, year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from belong.web.ui.forms.components import Component
from belong.web.ui.forms.fields import Asking, sentence

__all__ = ["DateField"]

PARTS = ("day", "month", "year")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}


class DateParts(forms.Widget):
    """Reads the three parts of a date from what was posted; the component draws them."""

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> tuple[str, str, str]:
        """Day, month and year as typed."""
        day, month, year = (str(data.get(f"{name}-{part}", "")).strip() for part in PARTS)
        return day, month, year

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether none of the three came at all."""
        return all(f"{name}-{part}" not in data for part in PARTS)


class DateField(Asking):
    """A date, asked for as "the date of ..." or "the day on which ...".

    latest, earliest: callables that give the last and first day allowed, asked at every check, each
    with the words that follow "must be". A month may be typed by its name.
    """

    widget = DateParts

    def __init__(
        self,
        *,
        latest: Callable[[], date] | None = None,
        latest_words: str = "today or in the past",
        earliest: Callable[[], date] | None = None,
        earliest_words: str = "today or in the future",
        **options: Any,
    ) -> None:
        self.latest, self.latest_words = latest, latest_words
        self.earliest, self.earliest_words = earliest, earliest_words
        super().__init__(**options)

    def prepare_value(self, value: Any) -> tuple[str, str, str]:
        """The three parts of a date, or what was typed."""
        if isinstance(value, date):
            return str(value.day), str(value.month), str(value.year)
        return value or ("", "", "")

    def clean(self, value: Any) -> date | None:
        """The date, or None where it is optional and nothing was typed. Raises ValidationError."""
        typed = self.prepare_value(value)
        what = sentence(self.asks)
        if not any(typed):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        missing = [part for part, text in zip(PARTS, typed, strict=True) if not text]
        if missing:
            raise ValidationError(f"{what} must include a {' and a '.join(missing)}", code="part")
        read = _date(*typed)
        if read is None:
            raise ValidationError(f"{what} must be a real date, like 27 3 2024", code="invalid")
        if self.latest and read > self.latest():
            raise ValidationError(f"{what} must be {self.latest_words}", code="latest")
        if self.earliest and read < self.earliest():
            raise ValidationError(f"{what} must be {self.earliest_words}", code="earliest")
        return read

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether what was typed is another date."""
        return self.prepare_value(initial) != self.prepare_value(data)

    def component(self, bound: BoundField) -> Component:
        """A date input: a fieldset of three."""
        params = self.grouped(bound)
        values = self.prepare_value(bound.value())
        params["items"] = [
            {
                "id": f"{bound.auto_id}-{part}",
                "name": f"{bound.html_name}-{part}",
                "label": part.capitalize(),
                "value": str(text),
                "classes": f"govuk-input--width-{4 if part == 'year' else 2}"
                + (" govuk-input--error" if bound.errors else ""),
            }
            for part, text in zip(PARTS, values, strict=True)
        ]
        return Component("date-input", params)

    def first_id(self, bound: BoundField) -> str:
        """The id of the first of the three inputs."""
        return f"{bound.auto_id}-day"


def _date(day: str, month: str, year: str) -> date | None:
    """The date typed, or None if there is none such. A year has four digits."""
    number = _MONTHS.get(month.lower().rstrip("."))
    if len(year) != len("2024") or not (day + year).isascii():
        return None
    try:
        return date(int(year), number or int(month), int(day))
    except ValueError:
        return None
