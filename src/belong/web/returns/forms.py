"""What is asked of who makes a return: whose, of which period, and as known at which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from belong.domain.calendar import financial_year, financial_year_label, quarter
from belong.domain.codes import LS_ADOPTR, SEX_ADOPTR, CodeList
from belong.reports.returns import Window, last_twelve_months
from belong.web.ledger.as_known import AsKnown, as_known
from belong.web.returns.making import Which, quarter_asked, year_asked
from belong.web.ui.forms import DateField, Form, RadiosField, SelectField
from belong.web.ui.words import day

__all__ = ["AdoptersForm", "ReturnForm", "compare_form", "form_of"]

_QUARTERS, _YEARS = 12, 10


def _choices(codes: CodeList) -> list[tuple[str, str]]:
    return [(one.code, f"{one.meaning[:1].upper()}{one.meaning[1:]}") for one in codes]


class AdoptersForm(Form):
    """Who adopted a child, as AD1 asks it."""

    sex = RadiosField(label="Who adopted the child?", asks="who adopted the child",
                      choices=_choices(SEX_ADOPTR))  # fmt: skip
    legal_status = RadiosField(
        label="Their legal status", asks="their legal status", choices=_choices(LS_ADOPTR)
    )


class ReturnForm(Form):
    """Whose return it is, and as known at which day; the period is each return's own."""

    agency = SelectField(label="Agency", asks="whose return it is")

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]], **options: Any) -> None:
        """agencies: key and name of those whose returns the person makes."""
        super().__init__(*args, **options)
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]
        self.fields["known"] = DateField(
            label="As known at the end of",
            asks="the day as known at whose end it is made",
            hint="Leave it empty for what is known now.",
            latest=timezone.localdate,
            required=False,
        )

    def window(self) -> Window:
        """The period asked for; of a form in order."""
        raise NotImplementedError  # pragma: no cover - each return has its own period

    def known(self) -> AsKnown | None:
        """The earlier moment asked for, None for now; of a form in order."""
        asked = self.cleaned_data.get("known")
        return as_known({"as_known": asked.isoformat()}) if asked else None


class AnnexAForm(ReturnForm):
    """The twelve months before an inspection."""

    until = DateField(
        label="The twelve months to",
        asks="the last day of the twelve months",
        latest=timezone.localdate,
    )

    def window(self) -> Window:
        """The twelve months that end with the day."""
        return last_twelve_months(self.cleaned_data["until"])


class QuarterForm(ReturnForm):
    """A quarter of a financial year."""

    quarter = SelectField(label="Quarter", asks="the quarter")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["quarter"].choices = _quarters(timezone.localdate())  # type: ignore[attr-defined]

    def window(self) -> Window:
        """The quarter, up to today where it is not over."""
        year, number = self.cleaned_data["quarter"].split("-")
        return quarter_asked(int(year), int(number), timezone.localdate())


class YearForm(ReturnForm):
    """A financial year."""

    year = SelectField(label="Year", asks="the year")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["year"].choices = _years(timezone.localdate())  # type: ignore[attr-defined]

    def window(self) -> Window:
        """The financial year, up to today where it is not over."""
        return year_asked(int(self.cleaned_data["year"]), timezone.localdate())


class CompareForm(ReturnForm):
    """A financial year or a quarter, to be compared."""

    period = SelectField(label="Period", asks="the period")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        choices = [*_years(today), *_quarters(today)]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]

    def window(self) -> Window:
        """The year or the quarter, up to today where it is not over."""
        asked, today = self.cleaned_data["period"], timezone.localdate()
        if "-" not in asked:
            return year_asked(int(asked), today)
        year, number = asked.split("-")
        return quarter_asked(int(year), int(number), today)


def compare_form(query: Mapping[str, Any], agencies: Sequence[tuple[str, str]]) -> CompareForm:
    """The form of the comparison, bound to what the address asks; empty where it asks nothing."""
    if any(name != "page" for name in query):
        return CompareForm(query, agencies=agencies)
    initial = {"period": str(financial_year(timezone.localdate()) - 1)}
    if len(agencies) == 1:
        initial["agency"] = agencies[0][0]
    return CompareForm(initial=initial, agencies=agencies)


_FORMS: dict[Which, type[ReturnForm]] = {
    Which.ANNEX_A: AnnexAForm,
    Which.ASGLB: QuarterForm,
    Which.SSDA903: YearForm,
}


def form_of(
    which: Which, query: Mapping[str, Any], agencies: Sequence[tuple[str, str]]
) -> ReturnForm:
    """The form of a return, bound to what the address asks; empty where it asks nothing."""
    form = _FORMS[which]
    if any(name != "page" for name in query):
        return form(query, agencies=agencies)
    today = timezone.localdate()
    until = financial_year(today) - 1
    year, number = quarter(today)
    last = f"{year}-{number - 1}" if number > 1 else f"{year - 1}-4"
    initial: dict[str, Any] = {"until": today, "year": str(until), "quarter": last}
    if len(agencies) == 1:
        initial["agency"] = agencies[0][0]
    return form(initial=initial, agencies=agencies)


def _quarters(today: date) -> list[tuple[str, str]]:
    year, number = quarter(today)
    found = []
    for _ in range(_QUARTERS):
        window = quarter_asked(year, number, today)
        words = f"Quarter {number} of {financial_year_label(year)}, to {day(window.last)}"
        found.append((f"{year}-{number}", words))
        year, number = (year, number - 1) if number > 1 else (year - 1, 4)
    return found


def _years(today: date) -> list[tuple[str, str]]:
    latest = financial_year(today)
    return [
        (str(year), f"{financial_year_label(year)}{', so far' if year == latest else ''}")
        for year in range(latest, latest - _YEARS, -1)
    ]
