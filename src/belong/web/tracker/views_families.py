"""The tracker of families, by reference only: on the screen, on paper and as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from belong.domain.policy.tracking import Subjects, can_follow, can_run_any_meeting, check_follow
from belong.web.families.models import FamilyRecord
from belong.web.families.queries import agencies_and_teams
from belong.web.tracker.families.presenters import (
    FAMILY_HEADINGS,
    checks_table,
    family_columns,
    family_rows,
    family_values,
    over_words,
)
from belong.web.tracker.families.queries import (
    families_gathered,
    families_tracked,
    families_waiting,
)
from belong.web.tracker.forms import FamiliesForm
from belong.web.tracker.presenters import PAGE, OpenTable
from belong.web.tracker.views import MOST_EXPORTED, downloaded
from belong.web.ui.presenters import pages_of
from belong.web.ui.requests import actor_of

__all__ = ["tracker_families", "tracker_families_download"]

_SORT = "over"


def _form(request: HttpRequest) -> FamiliesForm:
    agencies, teams = agencies_and_teams(actor_of(request), FamilyRecord)
    return FamiliesForm(data=request.GET, agencies=agencies, teams=teams, workers=[])


@require_safe
def tracker_families(request: HttpRequest) -> HttpResponse:
    """Families under way: checks outstanding by kind, and who is past a time limit, and why."""
    actor, today = actor_of(request), timezone.localdate()
    check_follow(actor, Subjects.FAMILIES)
    form = _form(request)
    asked, sort = form.asked(), request.GET.get("sort", _SORT)
    waiting = families_waiting(actor, asked, today)
    pks = list(families_tracked(actor, asked, sort, today).values_list("pk", flat=True))
    pages = pages_of(request.GET, total=len(pks), size=PAGE)
    shown = pks[pages.rows]
    gathered = families_gathered(actor, shown, today)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "search": form,
        "pages": pages,
        "today": today,
        "over": over_words(waiting),
        "checks": checks_table(waiting, asked, today),
        "table": OpenTable(
            "Families under way",
            family_columns(sort, request.GET),
            family_rows(actor, [gathered[pk] for pk in shown if pk in gathered], today),
            empty="No family fits. Nothing is said about records that are not yours.",
        ),
        "download_href": f"{reverse('tracker_families_download')}?{query.urlencode()}",
        "can_run": can_run_any_meeting(actor),
        "can_follow_children": can_follow(actor, Subjects.CHILDREN),
    }
    return render(request, "tracker/families.html", context)


@require_safe
def tracker_families_download(request: HttpRequest) -> HttpResponse:
    """What the filter finds, by reference: CSV, or a workbook (as=xlsx). It is itself noted."""
    actor, today = actor_of(request), timezone.localdate()
    check_follow(actor, Subjects.FAMILIES)
    found = families_tracked(actor, _form(request).asked(), request.GET.get("sort", _SORT), today)
    pks = list(found.values_list("pk", flat=True)[:MOST_EXPORTED])
    gathered = families_gathered(actor, pks, today)
    rows = [family_values(gathered[pk].line) for pk in pks if pk in gathered]
    title = "Tracker of families"
    return downloaded(request, "tracker-of-families", title, FAMILY_HEADINGS, rows)
