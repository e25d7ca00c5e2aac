"""What a section said before, quotations in it, and a section on the time since year end."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from belong.domain.policy.reporting import can_write_part, check_take_back, check_write_part
from belong.domain.reporting import ReportState
from belong.reports.bound_json import blocks_from_data
from belong.web.reports import presenters_editing, queries
from belong.web.reports.actions import add_sections
from belong.web.reports.actions_writing import write_section
from belong.web.reports.charts import with_pictures
from belong.web.reports.forms import QuoteForm, SignForm
from belong.web.reports.laying_out import since_year_end
from belong.web.reports.opening import open_report, open_section
from belong.web.reports.queries_figures import as_read, book_for, book_to_come
from belong.web.reports.shown import figure_links, sections_shown
from belong.web.reports.slots import with_quote
from belong.web.reports.views_common import asking, way_back_if_signed
from belong.web.ui.pages import Question, ask
from belong.web.ui.presenters import pages_of
from belong.web.ui.requests import actor_of

__all__ = ["quote", "restore", "supplement", "version", "versions"]


@require_safe
def versions(request: HttpRequest, key: str, section: str) -> HttpResponse:
    """Everything that a section said, latest first."""
    opened, found = open_section(actor_of(request), key, section)
    kept = queries.versions_of(found)
    pages = pages_of(request.GET, total=kept.count())
    listed = list(kept[pages.rows])
    hrefs = [reverse("report-version", args=[key, section, one.number]) for one in listed]
    context = {
        "report": opened.report,
        "section": found,
        "pages": pages,
        "table": presenters_editing.versions_table(listed, hrefs),
    }
    return render(request, "reports/versions.html", context)


@require_safe
def version(request: HttpRequest, key: str, section: str, number: int) -> HttpResponse:
    """What a section said at one time, with the figures of the report."""
    opened, found = open_section(actor_of(request), key, section)
    kept = queries.versions_of(found).filter(number=number).first()
    if kept is None:
        raise Http404
    agency = opened.report.agency
    bound = queries.bound_of(opened.report, [kept])
    book = book_for(agency, opened.basis, bound) if opened.basis else None
    shown = as_read(book, opened.areas) if book else book_to_come(agency, bound)
    printed = sections_shown(bound, shown, href=figure_links(opened.actor, agency))
    if book is not None:
        printed = with_pictures(printed, opened.report, opened.areas)
    is_draft = opened.standing.state is ReportState.DRAFT
    context = {
        "report": opened.report,
        "section": found,
        "version": kept,
        "printed": printed[0],
        "may_restore": is_draft
        and can_write_part(opened.actor, opened.standing.facts, found.author),
    }
    return render(request, "reports/version.html", context)


@asking
def restore(request: HttpRequest, key: str, section: str, number: int) -> HttpResponse:
    """Let a section say again what it said before."""
    opened, found = open_section(actor_of(request), key, section)
    check_write_part(opened.actor, opened.standing.facts, found.author)
    if signed := way_back_if_signed(request, opened.report):
        return signed
    kept = queries.versions_of(found).filter(number=number).first()
    if kept is None:
        raise Http404
    latest = queries.versions_of(found)[0].number

    def carry_out(told: dict[str, Any]) -> None:
        write_section(
            section=found,
            blocks=blocks_from_data(kept.blocks),
            based_on=latest,
            by=opened.actor.person_key,
        )

    question = Question(
        f"Put back version {number}: {found.title}",
        back=reverse("report-at", args=[key, section]),
        button="Put this version back",
        intro="What the section says now stays among its versions.",
        done=f"Version {number} is back.",
    )
    return ask(request, question, SignForm.of_request(request), carry_out)


@asking
def quote(request: HttpRequest, key: str, section: str) -> HttpResponse:
    """Add somebody's own words to the end of a section, with how they agreed to that."""
    opened, found = open_section(actor_of(request), key, section)
    check_write_part(opened.actor, opened.standing.facts, found.author)
    if signed := way_back_if_signed(request, opened.report):
        return signed

    def carry_out(told: dict[str, Any]) -> None:
        latest = queries.versions_of(found)[0]
        blocks = blocks_from_data(latest.blocks)
        write_section(
            section=found,
            blocks=with_quote(blocks, told["words"].strip(), told["consent"].strip()),
            based_on=latest.number,
            by=opened.actor.person_key,
        )

    question = Question(
        f"Add a quotation: {found.title}",
        back=reverse("report-at", args=[key, section]),
        button="Add the quotation",
        intro="It stands at the end of the section. How they agreed is kept, and not printed.",
        done="The quotation is added.",
    )
    return ask(request, question, QuoteForm.of_request(request), carry_out)


@asking
def supplement(request: HttpRequest, key: str) -> HttpResponse:
    """Add a section on what happened since the end of the report's period."""
    opened = open_report(actor_of(request), key)
    check_take_back(opened.actor, opened.standing.facts)
    if signed := way_back_if_signed(request, opened.report):
        return signed

    def carry_out(told: dict[str, Any]) -> str:
        added = since_year_end(opened.report)
        add_sections(report=opened.report, sections=[added], by=opened.actor.person_key)
        return reverse("report-at", args=[key, added.key])

    question = Question(
        "Add a section: since year end",
        back=reverse("report", args=[key]),
        button="Add the section",
        intro="It tells what happened from the end of the report's period to the end of the last "
        "quarter that is over.",
        done="The section is added at the end.",
    )
    return ask(request, question, SignForm.of_request(request), carry_out)
