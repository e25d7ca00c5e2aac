"""Pages of releases: the list, one with its documents, releasing, withdrawing, and comparing."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from belong.analytics.publishing import REPORT_PROFILES
from belong.domain.errors import BelongError
from belong.domain.policy.releases import (
    can_read_full_release,
    can_release,
    check_read_full_release,
    check_release,
)
from belong.domain.policy.reporting import check_see_reports
from belong.reports.documents import FORMATS
from belong.web.agencies.queries import names_of_people
from belong.web.documents import store
from belong.web.documents.giving import give
from belong.web.performance.queries import NotComputed, has_news
from belong.web.reports import releases_actions as actions
from belong.web.reports import releases_presenters as presenters
from belong.web.reports import releases_queries as queries
from belong.web.reports.dress import dress_of
from belong.web.reports.models import WrittenReport
from belong.web.reports.releases import Ready, computed_since, versions_ready
from belong.web.reports.releases_compare import compare_release
from belong.web.reports.releases_forms import ReleaseForm, WithdrawForm
from belong.web.reports.releases_models import Release
from belong.web.ui.forms import Form
from belong.web.ui.pages import Question, ask
from belong.web.ui.presenters import pages_of, summary_rows
from belong.web.ui.requests import actor_of

__all__ = ["add", "again", "compared", "file", "release", "releases", "withdraw"]

_asking = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """Every release that the reader may read, the latest first."""
    actor = actor_of(request)
    check_see_reports(actor)
    found = queries.visible_to(actor)
    pages = pages_of(request.GET, total=found.count(), size=25)
    shown = list(found.defer("figures", "measures", "bound")[pages.rows])
    context = {"pages": pages, "table": presenters.releases_table(shown)}
    return render(request, "reports/releases.html", context)


@require_safe
def release(request: HttpRequest, key: str) -> HttpResponse:
    """One release: what it is, its documents, what it hides; or that it was withdrawn, and why."""
    actor = actor_of(request)
    check_see_reports(actor)
    found = queries.release_of(actor, key)
    agency = found.report.agency
    reads_full = can_read_full_release(actor, agency.key)
    names = names_of_people({found.released_by, found.withdrawn_by})
    context = {
        "release": found,
        "stands": presenters.standing(found),
        "version": presenters.named_version(found),
        "facts": summary_rows(presenters.facts(found, names)),
        "files": presenters.files_table(
            found, list(found.files.all()), may_take=_may_take(found, reads_full=reads_full)
        ),
        "hidden": presenters.hidden_table(found, tells_why=reads_full) if found.is_public else None,
        "again": presenters.again_table(found) if reads_full else None,
        "withdrawn_by": names.get(found.withdrawn_by, ""),
        "replaced_by": getattr(found, "replaced_by", None),
        "reads_full": reads_full,
        "may_withdraw": found.is_public
        and found.withdrawn_at is None
        and can_release(actor, agency.key),
        "may_release_again": found.withdrawn_at is not None and can_release(actor, agency.key),
    }
    return render(request, "reports/release.html", context)


def _may_take(found: Release, *, reads_full: bool) -> bool:
    """Whether documents may be taken: of a version withdrawn only inside the body."""
    return reads_full or found.withdrawn_at is None


@require_safe
def file(request: HttpRequest, key: str, form: str) -> HttpResponseBase:
    """One document of a release, noted. 404 where it is not there, or withdrawn for the reader."""
    actor = actor_of(request)
    check_see_reports(actor)
    found = queries.release_of(actor, key)
    reads_full = can_read_full_release(actor, found.report.agency.key)
    kept = found.files.filter(format=form).first()
    if kept is None or not _may_take(found, reads_full=reads_full):
        raise Http404
    if not store.is_there(kept.stored_name):
        raise Http404
    actions.record_download(release=found, format=form, by=actor.person_key)
    version = "public" if found.is_public else "full"
    title = slugify(found.report.title.replace("/", "-"))[:80]
    return give(
        stored_name=kept.stored_name,
        name=f"{title or 'report'}-{version}{FORMATS[form].ending}",
        content_type=FORMATS[form].media_type,
        size_bytes=kept.size_bytes,
    )


@_asking
def add(request: HttpRequest, key: str) -> HttpResponse:
    """See what each version would hold and hide, choose one with a reason, and release it."""
    actor = actor_of(request)
    check_see_reports(actor)
    report = queries.report_to_release(actor, key)
    check_release(actor, report.agency.key)
    shown: dict[str, Any] = {"report": report}
    try:
        versions = _versions(report)
    except NotComputed as missing:
        return render(request, "reports/release_add.html", shown | {"missing": str(missing)})
    seen = versions[0].book.change
    form = ReleaseForm.of_request(request, initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.release(
                report=report,
                profile=form.profile,
                reason=form.cleaned_data["reason"],
                seen=form.cleaned_data["seen"] or 0,
                by=actor.person_key,
            )
        except BelongError as refused:
            form.add_error(None, str(refused))
        else:
            return HttpResponseRedirect(reverse("release", args=[made.key]))
    full, public = versions[:2]
    since = computed_since(report.agency, full)
    titles = {one.key: one.title for one in public.bound.sections}
    shown |= {
        "since": presenters.since_table(since, report.agency.key),
        "form": form,
        "table": presenters.ready_table(versions),
        "cited": presenters.words_table(public.cited_hidden),
        "findings": presenters.findings_table(public.findings, titles),
        "profile": public.profile,
        "replaces": queries.to_replace(report),
        "worn": presenters.dress_words(dress_of(report.agency)),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/release_add.html", shown, status=status)


def _versions(report: WrittenReport) -> list[Ready]:
    """The full version and each public one, as they would be released now."""
    already = queries.shown_in_public(report)
    return versions_ready(report, ["", *REPORT_PROFILES], already=already)


@_asking
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Withdraw a public version. 404 for one that is full, or withdrawn already."""
    actor = actor_of(request)
    check_see_reports(actor)
    found = queries.release_of(actor, key)
    check_release(actor, found.report.agency.key)
    if not found.is_public or found.withdrawn_at is not None:
        raise Http404
    question = Question(
        f"Withdraw the public version: {found.report.title}",
        back=reverse("release", args=[key]),
        button="Withdraw it",
        intro="Its page stays and says when and why. Its documents can no longer be taken by those"
        " who read public versions only. Take it off your website yourself.",
        done="The public version is withdrawn.",
        is_grave=True,
    )
    return ask(
        request,
        question,
        WithdrawForm.of_request(request),
        lambda told: actions.withdraw(release=found, why=told["why"], by=actor.person_key),
    )


@require_safe
def compared(request: HttpRequest, key: str) -> HttpResponse:
    """Which figures of a release would differ as known now, and because of whom."""
    actor = actor_of(request)
    check_see_reports(actor)
    found = queries.release_of(actor, key)
    check_read_full_release(actor, found.report.agency.key)
    shown: dict[str, Any] = {"release": found, "version": presenters.named_version(found)}
    try:
        told = compare_release(found, actor)
    except NotComputed as missing:
        shown["missing"] = str(missing)
    else:
        shown |= {
            "compared": told,
            "has_news": has_news(told.newest),
            "table": presenters.compared_table(told, found.report.agency.key),
        }
    return render(request, "reports/release_compared.html", shown)


@_asking
def again(request: HttpRequest, key: str) -> HttpResponse:
    """Have the figures computed anew as known then, to see that they are the same."""
    actor = actor_of(request)
    check_see_reports(actor)
    found = queries.release_of(actor, key)
    check_read_full_release(actor, found.report.agency.key)
    question = Question(
        "Compute the figures again as known then",
        back=reverse("release", args=[key]),
        button="Compute them again",
        intro="Belong computes every figure of this release from what was recorded up to its"
        " change, whatever was corrected since, and says whether they are the same.",
        done="It is in line. The release says what came of it within a few minutes.",
    )
    return ask(
        request,
        question,
        Form.of_request(request),
        lambda told: actions.ask_again(release=found, by=actor.person_key),
    )
