"""Bringing in what exists: the list of imports, uploading, the preview, choosing and applying."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.errors import BelongError
from belong.domain.policy.imports import check_import
from belong.formats.workbook import template as workbook_template
from belong.web.agencies.queries import names_of_people
from belong.web.audit.actions import record_audit
from belong.web.children.standing import Choice, Outcome
from belong.web.imports import actions, presenters, queries
from belong.web.imports.forms import ApplyForm, ChooseForm, UploadForm
from belong.web.imports.jobs import enqueue
from belong.web.imports.lines import LINES_A_PAGE, unpack
from belong.web.imports.models import Import
from belong.web.ui.forms import Form
from belong.web.ui.pages import Question, ask
from belong.web.ui.presenters import pages_of
from belong.web.ui.requests import actor_of

__all__ = ["add", "again", "apply", "cancel", "imports", "lines", "page", "template"]

_asking = require_http_methods(["GET", "HEAD", "POST"])
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_State = Import.State
#: Lines that applying does something with.
_RECORDED = frozenset(Outcome) - {Outcome.REFUSED}
_WORKING = (_State.WAITING, _State.READING, _State.APPLYING)


def _import_of(request: HttpRequest, key: str) -> Import:
    """The import. Raises NotAllowed for who brings nothing in; Http404 for another's or none."""
    actor = actor_of(request)
    check_import(actor)
    one = queries.find_import(actor, key)
    if one is None:
        raise Http404
    return one


def _to(one: Import) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("import", args=[one.key]))


@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """What was brought in for the reader's agencies: who, when, which file, and what it did."""
    actor = actor_of(request)
    check_import(actor)
    found = queries.visible_to(actor)
    pages = pages_of(request.GET, total=found.count())
    shown = list(found[pages.rows])
    names = names_of_people(one.by_person for one in shown)
    return render(
        request,
        "imports/imports.html",
        {"table": presenters.history(shown, names), "pages": pages},
    )


@_asking
def add(request: HttpRequest) -> HttpResponse:
    """Bring files in. They are read by a job; the page of the import says how far it is."""
    actor = actor_of(request)
    check_import(actor)
    agencies = {one.key: one for one in queries.agencies_for(actor)}
    form = UploadForm.of_request(request, agencies={key: one.name for key, one in agencies.items()})

    def carry_out(told: dict[str, Any]) -> str:
        chosen = queries.with_members(agencies[told["agency"]], list(agencies.values()))
        check_import(actor, frozenset(one.key for one in chosen))
        one = actions.bring_in(
            kind=Import.Kind(told["kind"]),
            agencies=chosen,
            uploads=told["chosen"],
            by=actor.person_key,
        )
        enqueue(one)
        return reverse("import", args=[one.key])

    question = Question(
        "Bring in files",
        back=reverse("imports"),
        button="Upload",
        intro=(
            "Nothing is recorded yet: first you see what the files would change, line by line,"
            " with the cell that each line stands in."
        ),
        onward=(
            "Councils that have only a spreadsheet: the template workbook",
            reverse("import-template"),
        ),
    )
    return ask(request, question, form, carry_out)


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The template workbook: what its sheets hold, and the file itself (as=xlsx)."""
    check_import(actor_of(request))
    if request.GET.get("as") == "xlsx":
        answer = HttpResponse(workbook_template(), content_type=_XLSX)
        answer["Content-Disposition"] = 'attachment; filename="belong-template.xlsx"'
        return answer
    return render(request, "imports/template.html", {"sheets": presenters.sheet_tables()})


@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One import: how far it is, what it would do by counts, or what it did."""
    one = _import_of(request, key)
    counts = [
        (words, one.counts.get(outcome, 0), reverse("import-lines", args=[one.key, outcome]))
        for outcome, words in presenters.OUTCOMES.items()
    ]
    names = names_of_people([one.by_person])
    return render(
        request,
        "imports/import.html",
        {
            "one": one,
            "state": presenters.state_tag(one),
            "who": presenters.who(one, names),
            "files": presenters.files_in_words(one),
            "counts": counts,
            "is_working": one.state in _WORKING,
            "is_silent": queries.is_silent(one),
            "progress": presenters.progress_words(one),
            "did": presenters.what_it_did(one),
            "can_be_applied": any(
                count for outcome, count in one.counts.items() if outcome in _RECORDED
            ),
            "undecided": queries.differences_of(one).filter(choice="").count(),
            "beside": queries.beside(one).count() if one.finished_at is None else 0,
        },
    )


@_asking
def lines(request: HttpRequest, key: str, outcome: str) -> HttpResponse:
    """The preview's lines of one outcome; of conflicts, the choices too."""
    one = _import_of(request, key)
    if outcome not in presenters.OUTCOMES:
        raise Http404
    if one.state != _State.PREVIEWED:
        return _to(one)
    pages = pages_of(request.GET, total=one.counts.get(outcome, 0), size=LINES_A_PAGE)
    shown: dict[str, Any] = {
        "one": one,
        "pages": pages,
        "outcome": presenters.OUTCOMES[outcome],
        "is_conflicting": outcome == Outcome.CONFLICTING,
    }
    if outcome == Outcome.CONFLICTING:
        answer = _choose(request, one, shown)
        if answer is not None:
            return answer
    else:
        blocked = actor_of(request).blocked
        found = queries.lines_on(one, outcome, pages.number, blocked=blocked)
        names = names_of_people(line.held_by for line in found)
        shown["table"] = presenters.lines_table(
            outcome, found, names, shows_council=len(one.agencies.all()) > 1
        )
    if request.method != "POST":
        record_audit(
            action="import_read",
            by=actor_of(request).person_key,
            subject_kind="import",
            subject_key=one.key,
            detail={"lines": outcome, "page": pages.number},
        )
    return render(request, "imports/lines.html", shown, status=422 if request.POST else 200)


def _choose(request: HttpRequest, one: Import, shown: dict[str, Any]) -> HttpResponse | None:
    """Put the form of a page of conflicts into what is shown; save what was chosen."""
    pages = shown["pages"]
    actor = actor_of(request)
    differences = list(queries.differences_of(one)[pages.rows])
    told = [unpack(each.line, actor.blocked) for each in differences]
    names = names_of_people(line.held_by for line in told)
    form = ChooseForm.of_request(
        request,
        differences=differences,
        words={
            each.number: presenters.choice_words(line, names)
            for each, line in zip(differences, told, strict=True)
        },
    )
    shown["form"] = form
    if request.method != "POST":
        return None
    try:
        if request.POST.get("all") in set(Choice):
            actions.choose_all(one=one, choice=Choice(request.POST["all"]), by=actor.person_key)
            messages.success(request, "All conflicts are decided.")
            return _to(one)
        if form.is_valid():
            actions.choose(one=one, choices=form.choices(), by=actor.person_key)
            if pages.number < pages.count:
                return HttpResponseRedirect(pages.href(pages.number + 1))
            messages.success(request, "Your choices are saved.")
            return _to(one)
    except BelongError as refused:
        form.add_error(None, str(refused))
    return None


@_asking
def apply(request: HttpRequest, key: str) -> HttpResponse:
    """Apply what was previewed: all of it, by a job, in one go."""
    one = _import_of(request, key)
    if one.state != _State.PREVIEWED:
        return _to(one)
    refused = one.counts.get(Outcome.REFUSED, 0)
    form = ApplyForm.of_request(request, refused=refused)

    def carry_out(told: dict[str, Any]) -> None:
        enqueue(
            actions.start_applying(
                one=one, without_refused="rest" in told, by=actor_of(request).person_key
            )
        )

    question = Question(
        "Apply this import",
        back=reverse("import", args=[one.key]),
        button="Apply",
        intro=(
            "Everything is recorded at once, or nothing. If somebody records something on these"
            " records in between, nothing is applied and you see a new preview."
        ),
    )
    return ask(request, question, form, carry_out)


@_asking
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Cancel an import that is not applied yet; its files are deleted."""
    one = _import_of(request, key)
    if one.finished_at is not None:
        return _to(one)
    question = Question(
        "Cancel this import",
        back=reverse("import", args=[one.key]),
        button="Cancel the import",
        intro="Nothing of it is recorded, and its files are deleted.",
        done="The import is cancelled.",
        is_grave=True,
    )
    return ask(
        request,
        question,
        Form.of_request(request),
        lambda told: actions.cancel(one=one, by=actor_of(request).person_key),
    )


@_asking
def again(request: HttpRequest, key: str) -> HttpResponse:
    """Start a job again that a stop of the server broke off."""
    one = _import_of(request, key)
    if not queries.is_silent(one):
        raise Http404
    question = Question(
        "Start again",
        back=reverse("import", args=[one.key]),
        button="Start again",
        intro="The job has not been heard of for a while. Nothing of it was recorded.",
    )

    def carry_out(told: dict[str, Any]) -> None:
        enqueue(actions.restart(one=one, by=actor_of(request).person_key))

    return ask(request, question, Form.of_request(request), carry_out)
