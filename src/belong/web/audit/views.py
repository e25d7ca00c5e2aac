"""The audit log: searched, exported, and the weekly list of unusual reads."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import make_aware
from django.views.decorators.http import require_safe

from belong.domain.policy import ActorFacts
from belong.domain.policy.administration import check_read_log
from belong.web.audit import presenters, queries
from belong.web.audit.actions import record_audit
from belong.web.audit.forms import SearchForm
from belong.web.audit.models import AuditEvent
from belong.web.audit.queries_naming import key_of_record, names_in
from belong.web.audit.unusual import KINDS, unusual_reads
from belong.web.ui.presenters import pages_of
from belong.web.ui.requests import actor_of

__all__ = ["audit_export", "audit_log", "unusual"]

#: Rows of one export. More is asked for in parts, by dates.
MOST_EXPORTED = 50_000


def _form(request: HttpRequest, actor: ActorFacts) -> SearchForm:
    people = (
        queries.people_of_log(actor)
        .order_by("user__name")
        .values_list("user__key", "user__name")
        .distinct()
    )
    return SearchForm(data=request.GET, people=people)


def _asked(form: SearchForm, actor: ActorFacts) -> dict[str, Any]:
    """What ``search`` is called with; a record may be named by its reference."""
    asked = form.asked()
    if asked.get("subject"):
        asked["subject"] = key_of_record(actor, asked["subject"])
    return asked


@require_safe
def audit_log(request: HttpRequest) -> HttpResponse:
    """The log of the reader's agencies, newest first, searched by the filter beside it."""
    actor = actor_of(request)
    check_read_log(actor)
    form = _form(request, actor)
    found = queries.search(actor, **_asked(form, actor))
    pages = pages_of(request.GET, total=found.count())
    events = list(found[pages.rows])
    context = {
        "form": form,
        "pages": pages,
        "table": presenters.events_table(events, names_in(actor, events)),
        "export_href": f"{reverse('audit-export')}?{request.GET.urlencode()}",
    }
    return render(request, "audit/log.html", context)


class _Line:
    """Stands in for a file: gives back the line that was written."""

    def write(self, line: str) -> str:
        return line


@require_safe
def audit_export(request: HttpRequest) -> StreamingHttpResponse:
    """What the filter finds as CSV. The export is itself noted."""
    actor = actor_of(request)
    check_read_log(actor)
    asked = _asked(_form(request, actor), actor)
    events = list(queries.search(actor, **asked)[:MOST_EXPORTED])
    with transaction.atomic():
        record_audit(
            action="exported",
            by=actor.person_key,
            subject_kind="audit",
            subject_key="log",
            detail={"rows": len(events)},
        )
    rows = presenters.csv_rows(events, names_in(actor, events))
    writer = csv.writer(_Line())
    lines: Iterable[str] = (writer.writerow(row) for row in rows)
    response = StreamingHttpResponse(("\ufeff", *lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit-log.csv"'
    return response


def _monday(asked: str | None, today: date) -> date:
    """The Monday of the week asked for, else of this week. Raises Http404 for what is no date."""
    try:
        day = date.fromisoformat(asked) if asked else today
    except ValueError:
        raise Http404 from None
    return day - timedelta(days=day.weekday())


@require_safe
def unusual(request: HttpRequest) -> HttpResponse:
    """A week's reads that somebody should look at. Reading the list is noted."""
    actor = actor_of(request)
    check_read_log(actor)
    monday = _monday(request.GET.get("week"), timezone.localdate())
    start = make_aware(datetime.combine(monday, time.min))
    wanted = frozenset().union(*(kind.actions for kind in KINDS))
    events: QuerySet[AuditEvent] = queries.between(actor, start, start + timedelta(days=7)).filter(
        action__in=wanted
    )
    reads = unusual_reads(events.iterator())
    record_audit(
        action="read",
        by=actor.person_key,
        subject_kind="audit",
        subject_key="unusual",
        detail={"week": monday},
    )
    context = {
        "table": presenters.unusual_table(reads, names_in(actor, [read.first for read in reads])),
        "kinds": [kind.title for kind in KINDS],
        "monday": monday,
        "before": (monday - timedelta(days=7)).isoformat(),
        "after": (monday + timedelta(days=7)).isoformat(),
    }
    return render(request, "audit/unusual.html", context)
