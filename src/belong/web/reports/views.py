"""The list of reports, and one report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belong.domain.policy.reporting import can_begin_report, check_see_reports
from belong.web.reports import presenters, queries
from belong.web.ui.presenters import pages_of
from belong.web.ui.requests import actor_of

__all__ = ["reports"]


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Reports that the reader has a part in, latest first."""
    actor = actor_of(request)
    check_see_reports(actor)
    found = queries.visible_to(actor)
    pages = pages_of(request.GET, total=found.count())
    return render(
        request,
        "reports/reports.html",
        {
            "pages": pages,
            "table": presenters.reports_table(list(found[pages.rows])),
            "may_begin": can_begin_report(actor),
        },
    )
