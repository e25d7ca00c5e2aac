"""What a page of answers is asked for: whose, of which indicator and windows; and its links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse

from belong.analytics.definitions import DEFINITIONS
from belong.analytics.stored import FigureRef
from belong.analytics.windows import window_ending
from belong.reports.answers import EVERY, name_of
from belong.web.agencies.models import Agency
from belong.web.performance.models import KeptAnswer
from belong.web.performance.queries import ALL, Body, bodies_for, computing_body, councils_of
from belong.web.performance.questions import Kind, Question, indicators_of, last_year_over
from belong.web.ui.forms import FilterForm, SelectField
from belong.web.ui.requests import actor_of

__all__ = ["AnswerAsked", "answer_asked", "kept_answer", "pages_about"]

#: How many windows back one may ask.
_WINDOWS = 6
_PAGES = {
    Kind.COMPARE: "performance-compare",
    Kind.WHY: "performance-why",
    Kind.FORECAST: "performance-forecast",
}


class _AnswerForm(FilterForm):
    """Whose figures, which indicator, and which windows, as the question asks them."""

    def __init__(self, *args: Any, choices: dict[str, tuple[str, Sequence[tuple[str, str]]]],
                 **options: Any) -> None:  # fmt: skip
        """choices: label and choices of each field, by name."""
        super().__init__(*args, **options)
        for name, (label, of) in choices.items():
            asks = f"{label[:1].lower()}{label[1:]}"
            self.fields[name] = SelectField(label=label, asks=asks, choices=list(of))
        self.say_no_optional()


@dataclass(frozen=True)
class AnswerAsked:
    """body: whose figures. computed_for: whose records are looked at, such as a council's region.

    question: what is asked; None where it is not for this reader, and then why_not says why.
    """

    kind: Kind
    body: Body
    computed_for: Agency
    area: str
    question: Question | None
    why_not: str
    form: FilterForm

    @property
    def page(self) -> str:
        """Name of the page's address."""
        return _PAGES[self.kind]

    def href(self, page: str, **more: str | int) -> str:
        """The address of a page of figures, of the same agency."""
        return f"{reverse(page)}?{urlencode({'agency': self.body.agency.key, **more})}"

    def figure_hrefs(self, opens: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Addresses of figures' pages by what stands before them. opens: that, and a reference.

        A council reads its own under ``all``; who reads a region only pooled opens no council's.
        """
        found = {}
        for words, text in opens:
            ref = FigureRef.parse(text)
            if not self.body.is_region and ref.area == self.body.agency.dfe_code:
                ref = replace(ref, area=ALL)
            elif (ref.area != ALL and self.body.is_pooled) or not self.body.is_region:
                continue
            found[words] = self.href("performance-figure", ref=str(ref))
        return found

    @property
    def forecast_hrefs(self) -> dict[str, str]:
        """Addresses of what is told of each figure alone, by its name; of all in one table only."""
        if self.question is None or self.question.indicator != EVERY:
            return {}
        area = {"area": self.area} if self.body.is_region else {}
        codes = [code for code in indicators_of(self.kind) if code != EVERY]
        return {name_of(code): self.href(self.page, measure=code, **area) for code in codes}

    @property
    def own_query(self) -> dict[str, str]:
        """What is asked, as the address names it."""
        return {"kind": self.kind.value, **{k: str(v) for k, v in self.form.data.items() if v}}


def answer_asked(request: HttpRequest, kind: Kind) -> AnswerAsked | None:
    """What an address asks for; None where there is no agency whose figures the person reads.

    Raises Http404 for what is not the person's to read, or does not exist.
    """
    bodies = bodies_for(actor_of(request))
    if not bodies:
        return None
    key = _chosen(request, "agency", [one.agency.key for one in bodies])
    body = next(one for one in bodies if one.agency.key == key)
    computed_for = computing_body(body.agency)
    areas = _areas(body)
    area = _area(request, body, areas, bodies)
    indicators = indicators_of(kind)
    default = indicators[0] if kind is Kind.FORECAST or "A10" not in indicators else "A10"
    indicator = _chosen(request, "measure", indicators, default)
    last = last_year_over()
    windows = {}
    if kind is not Kind.FORECAST:
        window = DEFINITIONS[indicator].window
        back = range(last, last - _WINDOWS, -1)
        windows = {window_ending(window, year).label: year for year in back}
    labels = list(windows)
    data = {"agency": key, "measure": indicator}
    choices: dict[str, tuple[str, Sequence[tuple[str, str]]]] = {
        "agency": ("Whose figures", [(one.agency.key, one.agency.name) for one in bodies]),
        "measure": ("Indicator", [(code, _name(code)) for code in indicators]),
    }
    if len(areas) > 1:
        data["area"] = area
        choices["area"] = ("Council", areas)
    year, before = last, 0
    if kind is Kind.COMPARE:
        data["window"] = _chosen(request, "window", labels)
        choices["window"] = ("Window", [(label, label) for label in labels])
        year = windows[data["window"]]
    elif kind is Kind.WHY:
        data["from"] = _chosen(request, "from", labels, labels[1])
        data["to"] = _chosen(request, "to", labels)
        choices["from"] = ("From the window", [(label, label) for label in labels])
        choices["to"] = ("To the window", [(label, label) for label in labels])
        year, before = windows[data["to"]], windows[data["from"]]
    why_not = _why_not(kind, body, computed_for, bodies, year, before)
    return AnswerAsked(
        kind=kind,
        body=body,
        computed_for=computed_for,
        area=area,
        question=None if why_not else Question(kind, indicator, area, year, before),
        why_not=why_not,
        form=_AnswerForm(data, choices=choices),
    )


def _name(indicator: str) -> str:
    return "All in one table" if indicator == EVERY else name_of(indicator)


def _chosen(request: HttpRequest, name: str, of: Sequence[str], default: str | None = None) -> str:
    """What the address says, or the default (the first); Http404 for what is none of them."""
    told = request.GET.get(name) or default or of[0]
    if told not in of:
        raise Http404
    return told


def _area(
    request: HttpRequest, body: Body, areas: Sequence[tuple[str, str]], bodies: Sequence[Body]
) -> str:
    """The area asked for: of a council its own, whatever the form of its region sent along.

    Where another region was chosen, the form sends along a council of the one before: that asks
    for all of them. Raises Http404 for what is none of the reader's.
    """
    first = areas[0][0]
    asked = request.GET.get("area") or first
    if not body.is_region or asked in dict(areas):
        return asked if body.is_region else first
    others = [one for one in bodies if one.is_region and not one.is_pooled and one != body]
    if any(asked in dict(_areas(one)) for one in others):
        return first
    raise Http404


def _areas(body: Body) -> list[tuple[str, str]]:
    """Areas that may be asked of a body: a region's councils where the reader reads them."""
    if not body.is_region:
        return [(body.agency.dfe_code, body.agency.name)]
    whole = [(ALL, "All of them")]
    if body.is_pooled:
        return whole
    return [*whole, *councils_of(body.agency).values_list("dfe_code", "name")]


def _why_not(
    kind: Kind,
    body: Body,
    computed_for: Agency,
    bodies: Sequence[Body],
    year: int,
    before: int,
) -> str:
    """Why a question is not answered for this reader, or as it is asked; "" where it is."""
    if before >= year and kind is Kind.WHY:
        return "The earlier window must end before the later one. Choose other windows."
    if kind is not Kind.COMPARE:
        return ""
    if body.is_pooled:
        return (
            "The figures of the region's other councils are theirs. Choose your own council to see "
            "it beside the rest of the region taken together."
        )
    reads_region = any(one.agency.pk == computed_for.pk for one in bodies)
    if computed_for.pk != body.agency.pk and not reads_region:
        return (
            f"A council is compared with the rest of {computed_for.name}, whose figures your role "
            "does not read. Ask your council's manager for adoption."
        )
    return ""


def kept_answer(asked: AnswerAsked) -> KeptAnswer | None:
    """The answer that is kept, or None."""
    if asked.question is None:
        return None
    found = KeptAnswer.objects.filter(
        agency=asked.computed_for, kind=asked.kind.value, ref=asked.question.ref
    )
    return found.select_related("agency").first()


def pages_about(ref: FigureRef) -> list[tuple[str, dict[str, str]]]:
    """The pages of answers about a figure: name of the address, and what it asks besides whose."""
    last = last_year_over()
    found = []
    for kind in Kind:
        if ref.part or ref.measure not in indicators_of(kind):
            continue
        window = DEFINITIONS[ref.measure].window if ref.measure in DEFINITIONS else "year"
        years = {window_ending(window, last - back).label: last - back for back in range(_WINDOWS)}
        year = years.get(ref.period)
        asks = {"measure": ref.measure, **({"area": ref.area} if ref.area != ALL else {})}
        if kind is Kind.COMPARE and year:
            found.append((_PAGES[kind], {**asks, "window": ref.period}))
        elif kind is Kind.WHY and year and year - 1 in years.values():
            before = window_ending(window, year - 1).label
            found.append((_PAGES[kind], {**asks, "from": before, "to": ref.period}))
        elif kind is Kind.FORECAST and year == last:
            found.append((_PAGES[kind], asks))
    return found
