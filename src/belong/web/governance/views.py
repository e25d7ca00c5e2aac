"""Pages of the register: an agency's papers and reports due, and what is entered into it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.governance import Body, DutyKey, PaperKind, expected_reports
from belong.domain.policy import ActorFacts
from belong.domain.policy.governance import can_govern, check_govern, check_read_register
from belong.web.agencies.models import Agency
from belong.web.agencies.queries import names_of_people
from belong.web.documents import store
from belong.web.documents.giving import CONTENT_TYPES, give
from belong.web.documents.models import FileKind
from belong.web.governance import actions, presenters, queries
from belong.web.governance.forms import (
    PaperForm,
    PresentedForm,
    ReviewForm,
    TakeBackForm,
    VersionForm,
)
from belong.web.governance.models import Paper
from belong.web.ui.pages import Question, ask
from belong.web.ui.presenters import pages_of
from belong.web.ui.requests import actor_of

__all__ = [
    "agency",
    "paper",
    "paper_add",
    "paper_file",
    "present",
    "register",
    "review",
    "take_back",
    "version_add",
]

_asking = require_http_methods(["GET", "HEAD", "POST"])
#: Entries of reports presented on one page.
_PAGE = 25


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """What is overdue in the registers that the reader keeps, and the way to each they read."""
    actor = actor_of(request)
    check_read_register(actor)
    agencies = list(queries.visible_to(actor))
    today = timezone.localdate()
    overdue = queries.overdue_of([one.key for one in agencies], today)
    kept = [one for one in overdue if can_govern(actor, one.agency_key)]
    context = {
        "keeps": can_govern(actor),
        "overdue": presenters.overdue_table(kept, today, most=len(kept)),
        "registers": presenters.registers_table(agencies, overdue),
    }
    return render(request, "governance/register.html", context)


@require_safe
def agency(request: HttpRequest, key: str) -> HttpResponse:
    """One agency: its papers, the reports that it owes, and those presented before."""
    actor = actor_of(request)
    check_read_register(actor)
    found = queries.agency_read(actor, key)
    may_keep = can_govern(actor, found.key)
    today = timezone.localdate()
    entries = queries.presented_of(found)
    pages = pages_of(request.GET, total=entries.count(), size=_PAGE)
    shown = list(entries[pages.rows])
    names = names_of_people({one.by_person for one in shown})
    context = {
        "agency": found,
        "may_keep": may_keep,
        "papers": presenters.papers_table(queries.papers_of(found), found.kind, today),
        "expected": presenters.expected_table(
            queries.expected_of(found, today), found.key, today, may_keep=may_keep
        ),
        "presented": presenters.presented_table(shown, names, may_keep=may_keep),
        "pages": pages,
    }
    return render(request, "governance/agency.html", context)


@require_safe
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """One paper: every version, who approved it, and where it is found."""
    actor = actor_of(request)
    check_read_register(actor)
    found = queries.paper_of(actor, key)
    versions = list(found.versions.all())
    approvals = [one for version in versions for one in version.approvals.all()]
    names = names_of_people({one.by_person for one in approvals})
    context = {
        "paper": found,
        "versions": versions,
        "table": presenters.versions_table(versions, names),
        "may_keep": can_govern(actor, found.agency.key),
    }
    return render(request, "governance/paper.html", context)


def _kept(request: HttpRequest, key: str) -> tuple[ActorFacts, Agency]:
    """Who asks, and the agency whose register they keep. 404 for one that they cannot read."""
    actor = actor_of(request)
    check_read_register(actor)
    found = queries.agency_read(actor, key)
    check_govern(actor, found.key)
    return actor, found


def _kept_paper(request: HttpRequest, key: str) -> tuple[ActorFacts, Paper]:
    """The same by a paper of theirs."""
    actor = actor_of(request)
    check_read_register(actor)
    found = queries.paper_of(actor, key)
    check_govern(actor, found.agency.key)
    return actor, found


@_asking
def paper_add(request: HttpRequest, key: str) -> HttpResponse:
    """Enter a paper that the register does not have yet."""
    actor, found = _kept(request, key)
    question = Question(
        f"Enter a paper of {found.name}",
        back=reverse("governance-agency", args=[key]),
        intro="Enter it as it was approved. Later versions and reviews are added to it.",
        done="The paper is entered.",
    )
    form = PaperForm.of_request(request)

    def carry_out(told: dict[str, Any]) -> str:
        made = actions.add_paper(
            agency=found,
            kind=PaperKind(told["kind"]),
            title=told["title"],
            by=actor.person_key,
            **form.entered(),
        )
        return reverse("governance-paper", args=[made.paper.key])

    return ask(request, question, form, carry_out)


@_asking
def version_add(request: HttpRequest, key: str) -> HttpResponse:
    """Enter a new version of a paper."""
    actor, found = _kept_paper(request, key)
    question = Question(
        f"Enter a new version: {found}",
        back=reverse("governance-paper", args=[key]),
        intro="The versions before stay, with their approvals.",
        done="The new version is entered.",
    )
    form = VersionForm.of_request(request)
    return ask(
        request,
        question,
        form,
        lambda told: actions.add_version(paper=found, by=actor.person_key, **form.entered()),
    )


@_asking
def review(request: HttpRequest, key: str) -> HttpResponse:
    """Enter that the version in force was reviewed and stands."""
    actor, found = _kept_paper(request, key)
    version = found.versions.all()[0]
    question = Question(
        f"Enter a review: {found}",
        back=reverse("governance-paper", args=[key]),
        intro=f"Version {version.version} was reviewed and stands as it is.",
        done="The review is entered.",
    )
    form = ReviewForm.of_request(request)
    return ask(
        request,
        question,
        form,
        lambda told: actions.review(version=version, approved=form.approved(), by=actor.person_key),
    )


@require_safe
def paper_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """The file of a version, noted. 404 where it has none."""
    actor = actor_of(request)
    check_read_register(actor)
    version = queries.version_of(actor, key)
    if not version.stored_name or not store.is_there(version.stored_name):
        raise Http404
    actions.record_download(version=version, by=actor.person_key)
    return give(
        stored_name=version.stored_name,
        name=version.file_name,
        content_type=CONTENT_TYPES[FileKind(version.file_kind)],
        size_bytes=version.size_bytes,
    )


@_asking
def present(request: HttpRequest, key: str, duty: str, period: str) -> HttpResponse:
    """Enter by hand that a report was presented. 404 for one that is not due."""
    actor, found = _kept(request, key)
    due = {
        (one.duty.key.value, one.period.name): one
        for one in expected_reports(found.kind, timezone.localdate())
    }
    one = due.get((duty, period))
    if one is None:
        raise Http404
    question = Question(
        presenters.report_title(DutyKey(duty), period),
        back=reverse("governance-agency", args=[key]),
        intro=f"Enter when it was presented, to whom, and the minute. {one.duty.source}.",
        done="The report is entered as presented.",
    )

    def carry_out(told: dict[str, Any]) -> None:
        actions.present(
            agency=found,
            duty=one.duty.key,
            period=one.period,
            body=Body(told["body"]),
            presented_on=told["presented_on"],
            minute_reference=told["minute_reference"],
            by=actor.person_key,
        )

    form = PresentedForm.of_request(request, initial={"body": one.body.value})
    return ask(request, question, form, carry_out)


@_asking
def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """Take back an entry of a report presented."""
    actor = actor_of(request)
    check_read_register(actor)
    entry = queries.presented_entry(actor, key)
    check_govern(actor, entry.agency.key)
    title = presenters.report_title(DutyKey(entry.duty), entry.period)
    question = Question(
        f"Take back: {title}",
        back=reverse("governance-agency", args=[entry.agency.key]),
        button="Take it back",
        intro="The entry stays in the list with your reason, and no longer counts.",
        done="The entry no longer counts.",
        is_grave=True,
    )
    return ask(
        request,
        question,
        TakeBackForm.of_request(request),
        lambda told: actions.take_back(entry=entry, why=told["why"], by=actor.person_key),
    )
