"""Reports begun by mistake: their list, putting one aside, and taking one up again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from belong.domain.policy.reporting import check_put_aside, check_see_reports
from belong.domain.reporting import ReportState
from belong.web.reports import actions_aside, presenters, queries
from belong.web.reports.forms import AsideForm, SignForm
from belong.web.reports.opening import open_report
from belong.web.reports.views_common import asking
from belong.web.ui.pages import Question, ask
from belong.web.ui.presenters import pages_of
from belong.web.ui.requests import actor_of

__all__ = ["put_aside", "reports", "take_up"]


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Reports that were put aside, of those that the reader has a part in."""
    actor = actor_of(request)
    check_see_reports(actor)
    found = queries.visible_to(actor).filter(state=ReportState.ASIDE)
    pages = pages_of(request.GET, total=found.count())
    table = presenters.reports_table(list(found[pages.rows]), empty="No report is put aside.")
    return render(request, "reports/reports_aside.html", {"pages": pages, "table": table})


@asking
def put_aside(request: HttpRequest, key: str) -> HttpResponse:
    """Put a draft aside, with the reason."""
    opened = open_report(actor_of(request), key)
    check_put_aside(opened.actor, opened.standing.facts)
    question = Question(
        f"Put aside: {opened.report.title}",
        back=reverse("report", args=[key]),
        button="Put it aside",
        intro="It leaves the list of reports and nobody writes in it. Nothing in it is lost: it "
        "can be taken up again.",
        done="The report is put aside.",
    )
    return ask(
        request,
        question,
        AsideForm.of_request(request),
        lambda told: actions_aside.put_aside(
            report=opened.report, why=told["why"], by=opened.actor.person_key
        ),
    )


@asking
def take_up(request: HttpRequest, key: str) -> HttpResponse:
    """Take a report up again that was put aside."""
    opened = open_report(actor_of(request), key)
    check_put_aside(opened.actor, opened.standing.facts)
    question = Question(
        f"Take up again: {opened.report.title}",
        back=reverse("report", args=[key]),
        button="Take it up again",
        intro="It is a draft again, with everything that was written in it.",
        done="The report is a draft again.",
    )
    return ask(
        request,
        question,
        SignForm.of_request(request),
        lambda told: actions_aside.take_up(report=opened.report, by=opened.actor.person_key),
    )
