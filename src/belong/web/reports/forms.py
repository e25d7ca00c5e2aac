"""What is asked for beginning a report, talking about it, signing it, and stating its money."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils import timezone

from belong.analytics.stored import FigureRef
from belong.domain.calendar import financial_year
from belong.domain.periods import Period, half, quarter_period, years
from belong.reports.bound import ReportKind
from belong.web.agencies.models import Agency, Kind
from belong.web.reports.words import AUTHORS, KINDS
from belong.web.ui.forms import DateField, Form, LongTextField, RadiosField, SelectField, TextField
from belong.web.ui.forms.components import Component
from belong.web.ui.forms.fields import Asking, sentence
from belong.web.ui.words import day

__all__ = [
    "AnswerForm",
    "AsideForm",
    "BeginForm",
    "CommentForm",
    "MoneyForm",
    "PartForm",
    "PresentForm",
    "QuoteForm",
    "SignForm",
    "TakeBackForm",
]

_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?")
_WHOLE = "year"
_PARTS = (
    (_WHOLE, "The whole year"),
    ("H1", "April to September"),
    ("H2", "October to March"),
    ("Q1", "April to June"),
    ("Q2", "July to September"),
    ("Q3", "October to December"),
    ("Q4", "January to March"),
)
#: The parts of a year that each kind of report is about; a kind not named is about any.
_PARTS_OF = {
    ReportKind.ANNUAL: (_WHOLE,),
    ReportKind.COUNCIL_SHEET: (_WHOLE,),
    ReportKind.SIX_MONTHLY: ("H1", "H2"),
    ReportKind.QUARTERLY_BOARD: ("Q1", "Q2", "Q3", "Q4"),
}
_YEARS_BACK = 8


def _year_choices() -> list[tuple[str, str]]:
    latest = financial_year(timezone.localdate())
    return [(str(year), years(year).words) for year in range(latest, latest - _YEARS_BACK, -1)]


class BeginForm(Form):
    """Which report is to be begun, of whom and when."""

    kind = RadiosField(
        label="Report",
        asks="which report it is",
        choices=[(kind.value, words) for kind, words in KINDS.items()],
    )
    year = SelectField(label="Financial year", asks="the financial year", choices=_year_choices)
    part = SelectField(label="Part of the year", asks="the part of the year", choices=_PARTS)
    title = TextField(
        label="Title", required=False, hint="Left empty, Belong gives it one.", max_length=200
    )

    def __init__(self, *args: Any, bodies: Sequence[Agency], **options: Any) -> None:
        super().__init__(*args, **options)
        self._regions = {one.key for one in bodies if one.kind == Kind.RAA}
        self.fields["agency"] = SelectField(
            label="Body",
            asks="whose report it is",
            choices=[(one.key, one.name) for one in bodies],
            initial=bodies[0].key if len(bodies) == 1 else None,
        )
        self.order_fields(["kind", "agency", "year", "part", "title"])

    def clean(self) -> dict[str, Any]:
        """What was told, with period.

        Raises ValidationError for a part that the kind has not, and for one that is not over: what
        has happened so far would be told, and compared, as if it were the whole.
        """
        told = super().clean() or self.cleaned_data
        kind, part = told.get("kind"), told.get("part")
        if not (kind and part and told.get("year")):
            return told
        if ReportKind(kind) is ReportKind.COUNCIL_SHEET and told.get("agency") in self._regions:
            raise ValidationError({"agency": "A council's sheet is of one council"})
        wanted = _PARTS_OF.get(ReportKind(kind))
        if wanted and part not in wanted:
            named = (words.replace("The", "the") for code, words in _PARTS if code in wanted)
            words = " or ".join(named)
            raise ValidationError({"part": f"This report is about {words}"})
        told["period"] = _period(int(told["year"]), part)
        if told["period"].last_on >= timezone.localdate():
            ends = day(told["period"].last_on)
            raise ValidationError(
                {"part": f"Choose a time that is over: {told['period'].words} ends on {ends}"}
            )
        return told


def _period(year: int, part: str) -> Period:
    if part == _WHOLE:
        return years(year)
    make = half if part[0] == "H" else quarter_period
    return make(year, int(part[1]))


class CommentForm(Form):
    """A comment on a section."""

    words = LongTextField(label="Comment", asks="the comment")


class AnswerForm(Form):
    """Why what the checker found may stand."""

    reason = LongTextField(
        label="Why it may stand as it is", asks="the reason", max_length=500, rows=3
    )


class QuoteForm(Form):
    """Somebody's own words, and how they agreed to be quoted."""

    words = LongTextField(
        label="What they said",
        asks="what they said",
        hint="In their own words, without a name and without what would tell who they are.",
    )
    consent = TextField(
        label="How they agreed to be quoted",
        asks="how they agreed to be quoted",
        hint="Such as: by e-mail to their social worker on 6 May 2024.",
    )


class TakeBackForm(Form):
    """Why a report is written further."""

    reason = LongTextField(label="Reason", asks="the reason", max_length=500, rows=3)


class AsideForm(Form):
    """Why a report is put aside."""

    why = LongTextField(
        label="Why is it put aside?",
        asks="why it is put aside",
        hint="Such as: begun for the wrong year.",
        max_length=500,
        rows=3,
    )


class SignForm(Form):
    """A step that is signed as a whole: nothing is asked but the click."""


class PartForm(Form):
    """Whose part is signed as written."""

    def __init__(self, *args: Any, parts: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        named = {author.value: words for author, words in AUTHORS.items()}
        choices = [(part, named[part]) for part in parts]
        self.fields["part"] = RadiosField(
            label="Whose part",
            asks="whose part it is",
            choices=choices,
            initial=choices[0][0] if len(choices) == 1 else None,
        )


class PresentForm(Form):
    """Before whom a report was put."""

    committee = TextField(label="Committee or board", asks="the committee", max_length=120)
    met_on = DateField(label="Day it met", asks="the day it met", latest=timezone.localdate)
    minute_reference = TextField(
        label="Minute reference",
        required=False,
        max_length=120,
        hint="You can leave it empty until the minutes are out.",
    )


class PoundsField(Asking, forms.DecimalField):
    """An amount in pounds and pence."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=12, decimal_places=2, min_value=Decimal(0), **options)
        what = sentence(self.asks)
        self.error_messages |= {
            "invalid": f"{what} must be an amount, such as 302,000 or 302,000.50",
            "min_value": f"{what} must be 0 or more: income and expenditure are stated apart",
            "max_decimal_places": f"{what} must have no more than two digits of pence",
            "max_digits": f"{what} must be less than £10,000 million",
            "max_whole_digits": f"{what} must be less than £10,000 million",
        }

    def to_python(self, value: Any) -> Any:
        """The amount, however it is written: 302,000, 302 000 or £302,000.00.

        Raises ValidationError for any other way, such as 3e5.
        """
        told = "".join(str(value or "").replace("£", "").replace(",", "").split())
        if told and not _AMOUNT.fullmatch(told):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(told)

    def component(self, bound: BoundField) -> Component:
        """A text input with a pound sign before it."""
        value = bound.value()
        params = self.params(bound)
        params.update(
            value="" if value is None else str(value),
            inputmode="decimal",
            prefix={"text": "£"},
            classes="govuk-input--width-10",
        )
        return Component("input", params)


class MoneyForm(Form):
    """The money of a report that Belong does not keep."""

    def __init__(
        self,
        *args: Any,
        refs: Mapping[FigureRef, str],
        **options: Any,
    ) -> None:
        """refs: each figure with what it is, in words."""
        super().__init__(*args, **options)
        self._names = {f"money-{number}": ref for number, ref in enumerate(refs)}
        for name, ref in self._names.items():
            self.fields[name] = PoundsField(label=refs[ref], required=False)
            self.fields[name].label = refs[ref]

    def clean(self) -> dict[str, Any]:
        """What was told. Raises ValidationError for no amount at all, and for one emptied.

        What was stated before stands until another amount is: an emptied field would keep it.
        """
        told = super().clean() or self.cleaned_data
        if not self._names:
            raise ValidationError("There is no money to state in this report.")
        empty = [name for name in self._names if told.get(name, self) is None]
        emptied = [name for name in empty if self.fields[name].initial is not None]
        for name in emptied:
            self.add_error(name, "Enter the amount: what was stated before stands until you do")
        if len(empty) == len(self._names) and not emptied:
            self.add_error(empty[0], "Enter at least one of the amounts")
        return told

    def pounds(self) -> dict[FigureRef, Decimal]:
        """What was stated; an empty field states nothing."""
        told = ((ref, self.cleaned_data[name]) for name, ref in self._names.items())
        return {ref: value for ref, value in told if value is not None}

    def set_initial(self, values: Mapping[FigureRef, Decimal]) -> None:
        """Fill in what was stated before."""
        for name, ref in self._names.items():
            if ref in values:
                self.fields[name].initial = values[ref]
