"""Recording what happened to a family, and correcting it.

A form is filled in, its answers are checked on a page of their own, and only then saved. Nothing is
kept between the two but what the page itself carries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.errors import BelongError
from belong.domain.journey.family import (
    FAMILY_EVENT_KINDS,
    FamilyEvent,
    FamilyEventKind,
    FamilyFlag,
)
from belong.domain.policy import Part, check_record
from belong.domain.policy.families import (
    can_record_checks,
)
from belong.web.due.queries_policies import policy_on
from belong.web.families import queries, recording
from belong.web.families.actions import correct_family_event, record_family_event
from belong.web.families.asking import Choices, answer_words
from belong.web.families.folding import (
    APPLICATION_KEY,
    everything_recorded,
    journey_told_by,
)
from belong.web.families.forms import EventForm, StandsForm
from belong.web.families.models import FamilyRecord
from belong.web.families.opening import check_kind, opened_to_write, row_to_change
from belong.web.families.reading import (
    FamilyTold,
    colleagues_of,
    decision_makers_of,
    open_family,
    tell,
)
from belong.web.families.words import sentence
from belong.web.ledger.actions import SomebodyRecorded
from belong.web.ledger.models import Event
from belong.web.ledger.once import AlreadySaved, read_token
from belong.web.ledger.queries import standing_for
from belong.web.ui.pages import changed_already
from belong.web.ui.presenters import summary_rows
from belong.web.ui.words import day, parse_day

__all__ = [
    "family_correct",
    "family_record",
    "family_record_kind",
]

_asking = require_http_methods(["GET", "HEAD", "POST"])
#: What a page carries besides the answers themselves.
_CARRIED = frozenset({"csrfmiddlewaretoken", "step", "why", "seen", "token"})


@require_safe
def family_record(request: HttpRequest, key: str) -> HttpResponse:
    """Choosing what happened: what the application allows next first."""
    opened = open_family(request, key)
    check_record(opened.actor, opened.facts, Part.FAMILY_DATES)
    told = tell(request, opened)
    application = _application_of(told, request.GET.get("application", ""))
    may_check = can_record_checks(opened.actor, opened.facts)
    allowed, others = recording.kinds_to_choose(told.journey.of(application), may_check=may_check)
    context = {
        "family": told.family,
        "name": told.name,
        "application": application,
        "allowed": recording.in_words(allowed),
        "others": recording.in_words(others),
    }
    return render(request, "families/record.html", context)


def _application_of(told: FamilyTold, asked: str) -> str:
    """The key of the application that something is recorded on: the one asked for, or the latest.

    Raises Http404 for another family's.
    """
    keys = [one.key for one in queries.applications_of(told.family)]
    if asked:
        if asked not in keys:
            raise Http404
        return asked
    latest = told.journey.latest
    return latest.key if latest and latest.key in keys else keys[-1] if keys else ""


@_asking
def family_record_kind(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The form of one kind of event, the page that checks its answers, and saving it."""
    told = opened_to_write(request, key, kind)
    application = _application_of(told, request.GET.get("application", ""))
    return _flow(request, _Recording(told, FamilyEventKind(kind), application))


@_asking
def family_correct(request: HttpRequest, key: str, entry: str) -> HttpResponse:
    """The same for an event that was recorded wrongly; the old one stays, superseded."""
    told = opened_to_write(request, key)
    row = row_to_change(told, entry)
    check_kind(told, row.kind)
    standing = standing_for(row, told.rows)
    if request.method != "POST" and standing != row:
        return changed_already(request, reverse("family", args=[key]))
    application = str(row.details.get(APPLICATION_KEY, ""))
    return _flow(request, _Recording(told, FamilyEventKind(row.kind), application, standing))


@dataclass(frozen=True)
class _Recording:
    """What is being recorded, or corrected: row is the entry in whose place it will stand.

    What somebody wrote to correct an entry that another has corrected meanwhile stands in the place
    of that correction; where it was withdrawn, as an entry of its own.
    """

    told: FamilyTold
    kind: FamilyEventKind
    application: str
    row: Event | None = None

    @property
    def label(self) -> str:
        return sentence(FAMILY_EVENT_KINDS[self.kind].label)

    @property
    def title(self) -> str:
        return f"Correct: {self.label}" if self.row else self.label

    @property
    def back(self) -> str:
        key = self.told.family.key
        if self.row is not None:
            return f"{reverse('family', args=[key])}#entry-{self.row.key}"
        return f"{reverse('family-record', args=[key])}?application={self.application}"

    def form(self, request: HttpRequest) -> EventForm:
        """The form as this request has it, filled with what is to be corrected."""
        opened = self.told.opened
        choices = Choices(
            people=[
                (one.key, f"{one.forenames} {one.surname}")
                for one in self.told.people
                if one.left_on is None
            ],
            children=queries.children_tied_to(opened.actor, opened.family)
            if "child" in FAMILY_EVENT_KINDS[self.kind].details
            else [],
            decision_makers=decision_makers_of(opened)
            if "decision_maker" in FAMILY_EVENT_KINDS[self.kind].details
            else [],
            colleagues=colleagues_of(opened) if self.kind is FamilyEventKind.DELAYED else [],
            clocks=_own_clocks(opened.family) if self.kind is FamilyEventKind.DELAYED else [],
        )
        named = ("check", "person", "clock")
        initial: dict[str, Any] = {name: request.GET.get(name) for name in named}
        initial["clock_started_on"] = parse_day(request.GET.get("clock_started_on", ""))
        if request.GET.get("clock"):
            initial["on"] = opened.today
        if self.row is not None:
            initial = EventForm.initial_of(
                self.row.happened_on, self.row.planned_for, self.row.details, self.row.change.why
            )
        return EventForm.of_request(request, kind=self.kind, choices=choices, initial=initial)

    def broken(self, form: EventForm) -> list[FamilyFlag]:
        """The rules that what was answered would break."""
        draft = FamilyEvent(
            kind=self.kind,
            happened_on=form.happened_on,
            planned_for=form.planned_for,
            application=self.application,
            details=form.details,
            event_id="draft",
        )
        return recording.broken_by(self.told.rows, draft, self.row)

    def carry_out(self, form: EventForm, why: str, seen: int, token: str) -> None:
        """Write it. Raises what the ledger raises."""
        by, family = self.told.opened.actor.person_key, self.told.family
        reason = " ".join(part for part in (why, form.reasons) if part)
        if self.row is None:
            record_family_event(
                family=family,
                application_key=self.application,
                kind=self.kind,
                happened_on=form.happened_on,
                planned_for=form.planned_for,
                details=form.details,
                by=by,
                why=reason,
                seen=seen,
                token=token,
            )
            return
        correct_family_event(
            event=self.row,
            by=by,
            why=reason,
            happened_on=form.happened_on,
            planned_for=form.planned_for,
            details=form.details,
            seen=seen,
            token=token,
        )


def _own_clocks(family: FamilyRecord) -> list[tuple[str, str]]:
    return [(one.key, one.label) for one in policy_on(family).adds_for_families]


def _flow(request: HttpRequest, one: _Recording) -> HttpResponse:
    form = one.form(request)
    step = request.POST.get("step", "")
    if request.method != "POST" or step == "change" or not form.is_valid():
        status = 422 if request.method == "POST" and step != "change" else 200
        context = {"one": one, "form": form, "seen": _seen(request, one)}
        return render(request, "families/event.html", context, status=status)
    broken = one.broken(form)
    asks = "Why is it recorded all the same?" if broken else None
    asks = "Why is it corrected?" if one.row else asks
    stands = StandsForm(
        data=request.POST if step == "save" else None, needs_reason=asks, reasons=form.reasons
    )
    seen = _seen(request, one)
    newer: tuple[Event, ...] = ()
    if step == "save" and stands.is_valid():
        try:
            one.carry_out(
                form,
                stands.cleaned_data.get("why", ""),
                seen,
                read_token(request.POST.get("token")),
            )
        except SomebodyRecorded as somebody:
            newer, seen = somebody.events, one.told.seen
        except AlreadySaved:
            return HttpResponseRedirect(_family_page(one.told))
        except BelongError as refused:
            stands.add_error(None, str(refused))
        else:
            messages.success(request, _said(one))
            return HttpResponseRedirect(_family_page(one.told))
    context = {
        "one": one,
        "form": stands,
        "summary_params": summary_rows(_answers(form)),
        "broken": broken,
        "carried": [
            (name, value)
            for name in request.POST
            if name not in _CARRIED
            for value in request.POST.getlist(name)
        ],
        "seen": seen,
        "token": read_token(request.POST.get("token")),
        "newer": [
            (one.told.wording.label(row), day(row.happened_on or row.planned_for))
            for row in newer
            if one.told.wording.shows(row)
        ],
        "is_newer": bool(newer),
    }
    status = 409 if newer else 422 if stands.errors else 200
    return render(request, "families/stands.html", context, status=status)


def _family_page(told: FamilyTold) -> str:
    return reverse("family", args=[told.family.key])


def _seen(request: HttpRequest, one: _Recording) -> int:
    """The number of the newest change that whoever fills in the form has seen."""
    posted = request.POST.get("seen", "")
    return int(posted) if posted.isascii() and posted.isdigit() else one.told.seen


def _answers(form: EventForm) -> list[tuple[str, str]]:
    """What was answered, in words, in the order of the form; what was left open says so."""
    return [
        (
            str(field.label).removesuffix(" (optional)"),
            answer_words(field, form.cleaned_data.get(name)),
        )
        for name, field in form.fields.items()
    ]


def _said(one: _Recording) -> str:
    after = journey_told_by(everything_recorded(one.told.family.key))
    said = recording.what_changed(
        one.kind, one.told.journey.of(one.application), after.of(one.application)
    )
    return said.replace("Recorded:", "Corrected:", 1) if one.row else said
