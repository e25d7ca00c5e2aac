"""The list of reports, beginning one, and the page of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from belong.domain.errors import BelongError
from belong.domain.policy.releases import RELEASED_FROM, can_dress_reports, can_release
from belong.domain.policy.reporting import (
    agencies_read_about,
    can_begin_report,
    can_comment,
    can_put_aside,
    can_state_money,
    can_take_back,
    can_write_part,
    check_begin_report,
    check_see_reports,
)
from belong.domain.reporting import ReportState
from belong.reports.bound import ReportKind
from belong.web.reports import presenters, presenters_page, queries
from belong.web.reports.actions import begin_report
from belong.web.reports.charts import with_pictures
from belong.web.reports.checking import parts_of
from belong.web.reports.forms import BeginForm
from belong.web.reports.laying_out import lay_out_for
from belong.web.reports.opening import Opened, open_report, open_section
from belong.web.reports.shown import SectionShown, figure_links, no_link, sections_shown
from belong.web.reports.views_common import asking
from belong.web.ui.pages import Question, ask
from belong.web.ui.presenters import pages_of
from belong.web.ui.requests import actor_of

__all__ = ["at", "begin", "report", "reports"]


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Reports that the reader has a part in, latest first, without those that are put aside."""
    actor = actor_of(request)
    check_see_reports(actor)
    every = queries.visible_to(actor)
    found = every.exclude(state=ReportState.ASIDE)
    pages = pages_of(request.GET, total=found.count())
    return render(
        request,
        "reports/reports.html",
        {
            "pages": pages,
            "table": presenters.reports_table(
                list(found[pages.rows]), empty="No report has been begun."
            ),
            "aside": every.filter(state=ReportState.ASIDE).count(),
            "may_begin": can_begin_report(actor),
            "reads_drafts": bool(agencies_read_about(actor)),
            "may_dress": can_dress_reports(actor),
        },
    )


@asking
def begin(request: HttpRequest) -> HttpResponse:
    """Choose the kind, body and period; Belong lays the report out."""
    actor = actor_of(request)
    check_begin_report(actor)
    bodies = {one.key: one for one in queries.bodies_begun_for(actor)}

    def carry_out(told: dict[str, Any]) -> str:
        body = bodies[told["agency"]]
        kind = ReportKind(told["kind"])
        follows = queries.latest_of_kind(body, kind, told["period"])
        laid_out = lay_out_for(body, kind, told["period"], follows)
        if queries.is_begun(body, laid_out, told["title"] or laid_out.title):
            raise BelongError(
                "This report has been begun already.",
                mend="Open it from the list, put it aside, or give this one another title.",
            )
        begun = begin_report(
            agency=body,
            laid_out=laid_out,
            title=told["title"],
            follows=follows,
            by=actor.person_key,
        )
        return reverse("report", args=[begun.key])

    question = Question(
        "Begin a report",
        back=reverse("reports"),
        button="Begin",
        intro="Belong lays out its sections, with tables, charts and first sentences drawn from "
        "the figures. Authors then write their parts.",
        done="The report is laid out.",
    )
    form = BeginForm.of_request(request, bodies=list(bodies.values()))
    return ask(request, question, form, carry_out)


@require_safe
def report(request: HttpRequest, key: str) -> HttpResponse:
    """A report as it stands: contents, the pages as they will print, findings, and its steps."""
    opened = open_report(actor_of(request), key)
    return render(request, "reports/report.html", _page(request, opened))


@require_safe
def at(request: HttpRequest, key: str, section: str) -> HttpResponse:
    """The way to the page of a report on which a section stands."""
    opened, found = open_section(actor_of(request), key, section)
    leaves = presenters_page.leaves_of(opened.bound, [one.section.key for one in opened.versions])
    number = next(number for number, leaf in enumerate(leaves, 1) if found.key in leaf)
    return HttpResponseRedirect(f"{reverse('report', args=[key])}?page={number}#{found.key}")


def _page(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """Everything that the page of a report shows."""
    standing, actor = opened.standing, opened.actor
    facts, is_draft = standing.facts, standing.state is ReportState.DRAFT
    leaves = presenters_page.leaves_of(opened.bound, [one.section.key for one in opened.versions])
    pages = pages_of(request.GET, total=len(leaves), size=1)
    here = set(leaves[pages.number - 1]) if leaves else set()
    checked = opened.checked_as_read
    found = [one for one in checked.open if one.section in here]
    answered = [one for one, _ in checked.answered if one.section in here]
    answers = {one.key: answer for one, answer in checked.answered}
    writes = {
        one.section.key
        for one in opened.versions
        if is_draft and can_write_part(actor, facts, one.section.author)
    }
    links = figure_links(actor, opened.report.agency)
    shown = sections_shown(opened.part(here), opened.book_as_read, href=links)
    if opened.book is not None:
        shown = with_pictures(shown, opened.report, opened.areas)
    return {
        "report": opened.report,
        "about": presenters.about(opened.report),
        "state": presenters.state_tag(opened.report.state),
        "aside": queries.aside_words(opened.report),
        "may_put_aside": standing.state in (ReportState.DRAFT, ReportState.ASIDE)
        and can_put_aside(actor, facts),
        "is_computed": opened.book is not None,
        "approved_at": opened.basis.approved_at if opened.basis else None,
        "contents": presenters_page.contents_of(
            standing,
            opened.versions,
            {key: number for number, leaf in enumerate(leaves, 1) for key in leaf},
            pages.number,
            opened.comments,
            checked,
        ),
        "pages": pages,
        "sections": shown,
        "before": _said_before(opened, here),
        "authors": {one.section.key: one.section.author for one in opened.versions},
        "writes": writes,
        "may_comment": {
            one.section.key
            for one in opened.versions
            if standing.state is not ReportState.ASIDE
            and can_comment(actor, facts, one.section.author)
        },
        "comments": presenters_page.comments_shown(
            [one for one in opened.comments if one.section.key in here],
            lambda one: (
                one.by_person == actor.person_key
                or can_write_part(actor, facts, one.section.author)
            ),
        ),
        "findings": presenters_page.findings_shown(standing, found, {}, opened.versions),
        "answered": presenters_page.findings_shown(standing, answered, answers, opened.versions),
        "elsewhere": len(checked.open) - len(found[: presenters_page.MOST_FINDINGS]),
        "steps": presenters_page.steps_of(standing, parts_of(opened.bound), opened.blocks),
        "may_state_money": standing.state is not ReportState.ASIDE
        and can_state_money(actor, facts),
        "may_add": is_draft and can_take_back(actor, facts),
        "may_take_back": standing.state not in (ReportState.DRAFT, ReportState.ASIDE)
        and can_take_back(actor, facts),
        "may_release": standing.state in RELEASED_FROM and can_release(actor, facts.agency_key),
    }


def _said_before(opened: Opened, here: set[str]) -> dict[str, SectionShown]:
    """What the report before said in the sections shown, by their key, with the figures of now."""
    before = opened.words_last_year(here)
    if before is None:
        return {}
    shown = sections_shown(before, opened.book_as_read, href=no_link, prefix="before-")
    return {one.key: one for one in shown}
