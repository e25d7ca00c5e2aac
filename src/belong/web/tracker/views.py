"""The tracker of children, on the screen and as a file."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from belong.domain.policy.tracking import Subjects, can_follow, can_run_any_meeting, check_follow
from belong.web.audit.actions import record_audit
from belong.web.children.listing import Filters
from belong.web.children.models import ChildRecord
from belong.web.families.queries import agencies_and_teams
from belong.web.tracker.children.listing import children_tracked
from belong.web.tracker.children.queries import children_gathered
from belong.web.tracker.exporting import CHILD_HEADINGS, Value, as_csv, as_xlsx, child_values
from belong.web.tracker.forms import TrackerForm
from belong.web.tracker.presenters import PAGE, OpenTable, child_columns, child_rows
from belong.web.ui.presenters import pages_of
from belong.web.ui.requests import actor_of

__all__ = ["MOST_EXPORTED", "downloaded", "tracker", "tracker_download"]

#: Lines of one file.
MOST_EXPORTED = 20_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _form(request: HttpRequest) -> tuple[TrackerForm, Filters]:
    councils, teams = agencies_and_teams(actor_of(request), ChildRecord, kind="council")
    filters = Filters(councils, teams, [])
    return TrackerForm(request.GET, filters=filters), filters


@require_safe
def tracker(request: HttpRequest) -> HttpResponse:
    """One line a child with a live or parallel plan: how long, what is next, and why it is late.

    A list that runs over several councils shows names only of the reader's own caseload and team.
    """
    actor, today = actor_of(request), timezone.localdate()
    check_follow(actor, Subjects.CHILDREN)
    form, filters = _form(request)
    wanted = form.wanted()
    pks = list(children_tracked(actor, wanted, today).values_list("pk", flat=True))
    pages = pages_of(request.GET, total=len(pks), size=PAGE)
    shown = pks[pages.rows]
    gathered = children_gathered(actor, shown, today)
    tracked = [gathered[pk] for pk in shown if pk in gathered]
    is_of_one_council = bool(wanted.criteria.council) or len(filters.councils) < 2
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "search": form,
        "pages": pages,
        "today": today,
        "table": OpenTable(
            "Children with a live or parallel plan",
            child_columns(wanted, request.GET, shows_council=len(filters.councils) > 1),
            child_rows(
                actor,
                tracked,
                today,
                shows_council=len(filters.councils) > 1,
                shows_names=is_of_one_council,
            ),
            empty="No child fits. Nothing is said about records that are not yours.",
        ),
        "is_of_one_council": is_of_one_council,
        "download_href": f"{reverse('tracker_download')}?{query.urlencode()}",
        "can_run": can_run_any_meeting(actor),
        "can_follow_families": can_follow(actor, Subjects.FAMILIES),
    }
    return render(request, "tracker/tracker.html", context)


@require_safe
def tracker_download(request: HttpRequest) -> HttpResponse:
    """What the filter finds, by reference: CSV, or a workbook (as=xlsx). It is itself noted."""
    actor, today = actor_of(request), timezone.localdate()
    check_follow(actor, Subjects.CHILDREN)
    form, _ = _form(request)
    found = children_tracked(actor, form.wanted(), today)
    pks = list(found.values_list("pk", flat=True)[:MOST_EXPORTED])
    gathered = children_gathered(actor, pks, today)
    rows = [child_values(gathered[pk].line) for pk in pks if pk in gathered]
    return downloaded(request, "tracker-of-children", "Tracker of children", CHILD_HEADINGS, rows)


def downloaded(
    request: HttpRequest,
    name: str,
    title: str,
    headings: tuple[str, ...],
    rows: Sequence[Sequence[Value]],
) -> HttpResponse:
    """Rows as the file that was asked for, noted in the audit log. name: of the file."""
    is_xlsx = request.GET.get("as") == "xlsx"
    record_audit(
        action="exported",
        by=actor_of(request).person_key,
        subject_kind="tracker",
        subject_key=name,
        detail={"rows": len(rows)},
    )
    if is_xlsx:
        content, kind = as_xlsx(title, headings, rows, timezone.localdate()), _XLSX
    else:
        content, kind = as_csv(headings, rows), "text/csv; charset=utf-8"
    response = HttpResponse(content, content_type=kind)
    ending = "xlsx" if is_xlsx else "csv"
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
