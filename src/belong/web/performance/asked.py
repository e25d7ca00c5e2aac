"""What a page of figures is asked for: whose, of which year, as known when; and its links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import quote_plus, urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from belong.analytics.stored import FigureRef
from belong.domain.calendar import financial_year
from belong.web.ledger.as_known import PARAMETER
from belong.web.ledger.list_moment import ListMoment, list_moment
from belong.web.performance.away import NOT_TO_PUBLISH
from belong.web.performance.forms import FiguresForm
from belong.web.performance.models import StoredSet
from belong.web.performance.queries import Body, bodies_for, stored_set
from belong.web.ui.requests import actor_of
from belong.web.ui.words import moment as moment_words

__all__ = ["Asked", "asked_of"]


@dataclass(frozen=True)
class Asked:
    """body: whose figures. year: the financial year that ends in it. moment: as known when.

    found: the set that they are read from; None where it is not computed. agencies: the code of
    each agency whose figures the person reads, "" for a region, by its key.
    """

    body: Body
    year: int
    moment: ListMoment
    found: StoredSet | None
    form: FiguresForm
    agencies: Mapping[str, str]

    @property
    def kept(self) -> dict[str, str]:
        """What every link to other figures keeps of the address."""
        known = self.moment.known
        kept = {PARAMETER: known.text} if known else {}
        return {"agency": self.body.agency.key, **kept}

    @property
    def until(self) -> date:
        """The day up to which the figures tell."""
        if self.moment.known:
            return self.moment.known.day
        return timezone.localdate(self.found.computed_at if self.found else None)

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """What stands at the head of a file: whose figures, as known when, computed when."""
        known = self.moment.known
        told = [("Whose figures", self.body.agency.name)]
        told.append(("As known at", known.words if known else "now"))
        if self.found:
            at = f"{moment_words(self.found.computed_at)}, up to change {self.found.change:,}"
            told.append(("Computed", at))
        return (*told, ("Note", NOT_TO_PUBLISH))

    def href(self, page: str, **more: str | int) -> str:
        """The address of a page of figures, of the same agency and moment."""
        return f"{reverse(page)}?{urlencode({**self.kept, **more})}"

    def figure_href(self, ref: FigureRef) -> str:
        """The address of a figure's page."""
        return f"{self._figures}&ref={quote_plus(str(ref))}"

    @cached_property
    def _figures(self) -> str:
        return self.href("performance-figure")


def asked_of(request: HttpRequest) -> Asked | None:
    """What an address asks for; None where there is no agency whose figures the person reads.

    Raises Http404 for an agency that is not the person's to read, and for a year that is none.
    """
    bodies = bodies_for(actor_of(request))
    if not bodies:
        return None
    key = request.GET.get("agency") or bodies[0].agency.key
    body = next((one for one in bodies if one.agency.key == key), None)
    if body is None:
        raise Http404
    moment = list_moment(request)
    moment.form.fields["known"].label = "Show figures as they were known at the end of"
    today = moment.known.day if moment.known else timezone.localdate()
    found = stored_set(body.agency, known=moment.known.change if moment.known else None)
    latest = financial_year(today)
    first, last = (found.first_year, found.last_year) if found else (latest - 9, latest)
    year = _year(request.GET.get("year", ""), first, last, today)
    names = [(one.agency.key, one.agency.name) for one in bodies]
    data = {"agency": key, "year": str(year)}
    form = FiguresForm(data, agencies=names, years=range(last, first - 1, -1))
    codes = {one.agency.key: one.agency.dfe_code for one in bodies if not one.is_pooled}
    return Asked(body, year, moment, found, form, codes)


def _year(text: str, first: int, last: int, today: date) -> int:
    """The year asked for, else the last that is over; within those that there are."""
    if not text:
        return max(first, min(last, financial_year(today) - 1))
    if not text.isdecimal() or not first <= int(text) <= last:
        raise Http404
    return int(text)
