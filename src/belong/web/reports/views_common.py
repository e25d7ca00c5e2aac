"""What the pages of reports share."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from belong.web.reports.actions import NotDraft, check_draft
from belong.web.reports.models import WrittenReport

__all__ = ["asking", "way_back_if_signed"]

asking = require_http_methods(["GET", "HEAD", "POST"])


def way_back_if_signed(request: HttpRequest, report: WrittenReport) -> HttpResponseRedirect | None:
    """The way to the page of a report that is no draft any more, saying so; None for a draft."""
    try:
        check_draft(report)
    except NotDraft as signed:
        messages.info(request, str(signed))
        return HttpResponseRedirect(reverse("report", args=[report.key]))
    return None
