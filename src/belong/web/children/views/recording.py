"""Record what happened: choose the kind, one short page, check the answers, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.errors import BelongError
from belong.domain.events import EVENT_KINDS, EventKind
from belong.domain.policy import Role
from belong.web.agencies.queries import names_of_people
from belong.web.children.actions.recording import record_for_child
from belong.web.children.folding import (
    FAMILY_KEY,
    everything_recorded,
    journey_told_by,
)
from belong.web.children.forms.details import Offered
from belong.web.children.forms.record import BrokenRuleForm, RecordForm
from belong.web.children.offering import (
    MANAGERS,
    families_by_key,
    family_named,
    people_at_work,
    tied_family,
)
from belong.web.children.presenters import outlook as shown
from belong.web.children.presenters.story import Names, families_named, people_named, title_of
from belong.web.children.presenters.who import identity_shown, name_of
from belong.web.children.queries import notes_of
from belong.web.children.recording import (
    Answers,
    Outlook,
    check_possible,
    grouped,
    kinds_for,
    outlook_of,
)
from belong.web.children.views.common import recordable_child_of
from belong.web.due.queries_policies import policy_on
from belong.web.ledger.actions import AlreadyCorrected, SomebodyRecorded
from belong.web.ledger.models import Event
from belong.web.ledger.once import AlreadySaved, read_token
from belong.web.ledger.queries import standing_for
from belong.web.ui.pages import changed_already
from belong.web.ui.presenters import summary_rows
from belong.web.ui.requests import actor_of
from belong.web.ui.words import parse_day

if TYPE_CHECKING:
    from belong.web.children.queries import VisibleChild

__all__ = ["correct", "happened", "record", "record_kind"]

#: Posted beside the answers, and no answers themselves.
_NOT_ANSWERS = frozenset(
    {"csrfmiddlewaretoken", "step", "seen", "token", "why_broken", "agreed_by"}
)
_HAPPENED = "The plan was carried out."

asking = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class _Sheet:
    """One page of recording. entry: the entry that is corrected, None for a new event.

    asked: the entry that the address names, where somebody else corrected it meanwhile (entry is
    then the correction) or withdrew it (entry is then None).
    """

    child: VisibleChild
    kind: EventKind
    rows: list[Event]
    people: list[tuple[str, str, str]]
    heading: str
    who: str
    entry: Event | None = None
    is_correction: bool = False
    asked: Event | None = None

    @property
    def seen(self) -> int:
        """The number of the newest change on this record."""
        return self.rows[0].change_id if self.rows else 0

    def names(self) -> Names:
        return Names({key: name for key, name, _ in self.people}, {})


@require_safe
def record(request: HttpRequest, key: str) -> HttpResponse:
    """Choose what to record: the usual next first, then what fits, then everything else."""
    child, facts = recordable_child_of(request, key)
    kinds = kinds_for(journey_told_by(everything_recorded(key)), timezone.localdate())
    if child.sibling_group_id is None:
        kinds = replace(
            kinds,
            fitting=tuple(
                each for each in kinds.fitting if each is not EventKind.SIBLING_PLAN_MADE
            ),
        )

    def links(kinds: Sequence[EventKind]) -> list[tuple[str, str]]:
        return [
            (title_of(kind), reverse("child_record_kind", args=[key, kind.value])) for kind in kinds
        ]

    def groups(kinds: Sequence[EventKind]) -> list[tuple[str, list[tuple[str, str]]]]:
        return [(name, links(members)) for name, members in grouped(kinds)]

    return render(
        request,
        "children/choose_kind.html",
        {
            "child": child,
            "who": name_of(child, identity_shown(actor_of(request), facts, child)),
            "usual": links(kinds.usual),
            "fitting": groups(kinds.fitting),
            "rest": groups(kinds.rest),
        },
    )


@asking
def record_kind(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Record one event of a kind."""
    if kind not in set(EventKind):
        raise Http404
    return _ask(request, _sheet(request, key, EventKind(kind)))


@asking
def correct(request: HttpRequest, key: str, entry: str) -> HttpResponse:
    """Correct an entry: the old one stays, with who, when and why."""
    return _ask_of_entry(request, _sheet(request, key, None, entry, is_correction=True))


@asking
def happened(request: HttpRequest, key: str, entry: str) -> HttpResponse:
    """What was planned has happened."""
    sheet = _sheet(request, key, None, entry)
    if sheet.asked is None or sheet.asked.planned_for is None:
        raise Http404
    return _ask_of_entry(request, sheet)


def _sheet(
    request: HttpRequest,
    key: str,
    kind: EventKind | None,
    entry_key: str = "",
    *,
    is_correction: bool = False,
) -> _Sheet:
    """The sheet for a child. Raises Http404 for an entry that is not there."""
    child, facts = recordable_child_of(request, key)
    rows = everything_recorded(key)
    asked = None
    if kind is None:
        named = (row for row in rows if row.key == entry_key and not row.is_withdrawal)
        asked = next(named, None)
        if asked is None:
            raise Http404
        kind = EventKind(asked.kind)
    title = title_of(kind)
    heading = title if asked is None else f"Correct: {title}"
    if asked is not None and not is_correction:
        heading = f"It has happened: {title}"
    return _Sheet(
        child=child,
        kind=kind,
        rows=rows,
        people=people_at_work(child, timezone.localdate()),
        heading=heading,
        who=name_of(child, identity_shown(actor_of(request), facts, child)),
        entry=standing_for(asked, rows) if asked else None,
        is_correction=is_correction,
        asked=asked,
    )


def _form(request: HttpRequest, sheet: _Sheet) -> RecordForm:
    actor, child = actor_of(request), sheet.child
    return RecordForm.of_request(
        request,
        kind=sheet.kind,
        offered=Offered(
            people={key: name for key, name, _ in sheet.people},
            decision_makers={
                key: name for key, name, role in sheet.people if role == Role.DECISION_MAKER
            },
            tied_family=tied_family(child) if request.method != "POST" else "",
            own_clocks=_own_clocks(child) if sheet.kind is EventKind.DELAYED else {},
        ),
        find_family=lambda reference: family_named(actor, child, reference),
        is_correction=sheet.is_correction,
        sibling_group=child.sibling_group.key if child.sibling_group else "",
        kept=_not_asked(sheet.entry),
        initial=_initial(sheet) if sheet.entry is not None else _asked_for(request, sheet.kind),
    )


def _own_clocks(child: VisibleChild) -> dict[str, str]:
    return {one.key: one.label for one in policy_on(child).adds_for_children}


def _asked_for(request: HttpRequest, kind: EventKind) -> dict[str, object]:
    """What the link to the page named: which time limit was missed."""
    if kind is not EventKind.DELAYED or not request.GET:
        return {}
    return {
        "on": timezone.localdate(),
        "clock": request.GET.get("clock", ""),
        "clock_started_on": parse_day(request.GET.get("clock_started_on", "")),
    }


def _not_asked(entry: Event | None) -> dict[str, str]:
    """Details that no form asks for; a correction keeps them as they are."""
    if entry is None:
        return {}
    asked = {*EVENT_KINDS[EventKind(entry.kind)].details, FAMILY_KEY}
    return {
        name: value
        for name, value in entry.details.items()
        if name not in asked and isinstance(value, str)
    }


def _initial(sheet: _Sheet) -> dict[str, object]:
    """The entry's own answers, for correcting it."""
    entry = sheet.entry
    if entry is None:
        return {}
    told: dict[str, object] = {
        name: value.split(",") if name == "documents_seen" else value
        for name, value in entry.details.items()
        if isinstance(value, str)
    }
    told.pop("reasons", None)
    if "clock_started_on" in told:
        told["clock_started_on"] = parse_day(str(told["clock_started_on"]))
    family = families_by_key(families_named([entry]))
    told["family"] = next(iter(family.values()), "")
    told["on"] = entry.happened_on or entry.planned_for
    for note in notes_of(sheet.child).get(entry.key, []):
        told[note.about] = note.words
    return told


def _ask_of_entry(request: HttpRequest, sheet: _Sheet) -> HttpResponse:
    """As ``_ask``. What somebody wrote while another changed the entry is asked about, not lost."""
    if request.method != "POST" and sheet.entry != sheet.asked:
        return changed_already(request, reverse("child_page", args=[sheet.child.key]))
    return _ask(request, sheet)


def _ask(request: HttpRequest, sheet: _Sheet) -> HttpResponse:
    form = _form(request, sheet)
    if request.method != "POST":
        return _show_form(request, sheet, form, status=200)
    if request.POST.get("step") == "change":
        return _show_form(request, sheet, form.unchecked(), status=200)
    if not form.is_valid():
        return _show_form(request, sheet, form, status=422)
    answers = form.answers()
    if sheet.entry is not None and not sheet.is_correction:
        answers = replace(answers, why=_HAPPENED)
    outlook = outlook_of(sheet.rows, answers.draft, instead_of=sheet.entry)
    identity = getattr(sheet.child, "birth_identity", None)
    try:
        check_possible(
            outlook, answers.draft, expected_on=identity.expected_on if identity else None
        )
    except BelongError as impossible:
        form.add_error("on", str(impossible))
        return _show_form(request, sheet, form, status=422)
    return _check_or_save(request, sheet, form, answers, outlook)


def _check_or_save(
    request: HttpRequest, sheet: _Sheet, form: RecordForm, answers: Answers, outlook: Outlook
) -> HttpResponse:
    is_saving = request.POST.get("step") == "save"
    people = {key: name for key, name, role in sheet.people if role in MANAGERS}
    broken = (
        BrokenRuleForm(request.POST if is_saving else None, people=people)
        if outlook.broken
        else None
    )
    if not is_saving or (broken is not None and not broken.is_valid()):
        return _show_check(request, sheet, form, answers, outlook, broken)
    told = broken.cleaned_data if broken is not None else {}
    back = reverse("child_page", args=[sheet.child.key])
    try:
        record_for_child(
            child=sheet.child,
            answers=answers,
            by=actor_of(request).person_key,
            token=read_token(request.POST.get("token")),
            seen=_seen(request, sheet),
            corrects=sheet.entry,
            why_broken=told.get("why_broken", ""),
            agreed_by=told.get("agreed_by", ""),
        )
    except AlreadySaved:
        return HttpResponseRedirect(back)
    except SomebodyRecorded as conflict:
        return _show_check(request, sheet, form, answers, outlook, broken, newer=conflict.events)
    except AlreadyCorrected as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(back)
    messages.success(request, shown.changed_words(answers, outlook, timezone.localdate()))
    return HttpResponseRedirect(back)


def _seen(request: HttpRequest, sheet: _Sheet) -> int:
    posted = request.POST.get("seen", "")
    return int(posted) if posted.isascii() and posted.isdigit() and len(posted) < 19 else 0


def _show_form(
    request: HttpRequest, sheet: _Sheet, form: RecordForm, *, status: int
) -> HttpResponse:
    return render(
        request,
        "children/record.html",
        {
            "sheet": sheet,
            "form": form,
            "token": read_token(request.POST.get("token")),
            "seen": request.POST.get("seen") or sheet.seen,
            "back": reverse("child_page", args=[sheet.child.key])
            if sheet.entry
            else reverse("child_record", args=[sheet.child.key]),
        },
        status=status,
    )


def _show_check(
    request: HttpRequest,
    sheet: _Sheet,
    form: RecordForm,
    answers: Answers,
    outlook: Outlook,
    broken: BrokenRuleForm | None,
    *,
    newer: tuple[Event, ...] = (),
) -> HttpResponse:
    """The answers to be checked. newer: what somebody else did meanwhile, to be looked at first."""
    names = sheet.names()
    newer_names = (
        Names(names_of_people(people_named(newer)), families_by_key(families_named(newer)))
        if newer
        else names
    )
    is_mistaken = broken is not None and broken.is_bound and not broken.is_valid()
    return render(
        request,
        "children/check.html",
        {
            "sheet": sheet,
            "form": broken,
            "answers": summary_rows(
                shown.answer_pairs(answers, form.cleaned_data.get("family", ""), names)
            ),
            "stage": outlook.after.stage.label
            if outlook.after.stage is not outlook.before.stage
            else "",
            "broken": shown.broken_table(outlook.broken) if outlook.broken else None,
            "newer": shown.newer_table(newer, newer_names) if newer else None,
            "posted": [
                (name, value)
                for name, values in request.POST.lists()
                for value in values
                if name not in _NOT_ANSWERS or name in form.fields
            ],
            "token": read_token(request.POST.get("token")),
            "seen": sheet.seen if newer else _seen(request, sheet),
            "is_correction": sheet.is_correction,
        },
        status=409 if newer else 422 if is_mistaken else 200,
    )
