"""Tracking meetings: the list, opening one, going through it, and closing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.policy.tracking import (
    Subjects,
    can_run_any_meeting,
    can_run_meeting,
    can_take_part,
    check_follow_any,
    check_run_any_meeting,
    check_run_meeting,
)
from belong.web.audit.actions import record_audit
from belong.web.documents.subjects import about_meeting
from belong.web.tracker import actions, queries
from belong.web.tracker.both import CASES
from belong.web.tracker.forms import OpenMeetingForm
from belong.web.tracker.presenters import meetings_table
from belong.web.tracker.told import meeting_told
from belong.web.ui.forms import Form
from belong.web.ui.pages import Question, ask
from belong.web.ui.presenters import pages_of
from belong.web.ui.requests import actor_of

__all__ = ["find_meeting", "meeting", "meeting_close", "meeting_open", "meetings"]

_asking = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """Every meeting that the person reads, the open ones first."""
    actor = actor_of(request)
    check_follow_any(actor)
    found = queries.meetings_visible_to(actor, timezone.localdate())
    pages = pages_of(request.GET, total=found.count())
    context = {
        "pages": pages,
        "table": meetings_table(list(found[pages.rows])),
        "can_run": can_run_any_meeting(actor),
    }
    return render(request, "tracker/meetings.html", context)


@_asking
def meeting_open(request: HttpRequest) -> HttpResponse:
    """Open a meeting: whose, what it is called, and on which day."""
    actor = actor_of(request)
    check_run_any_meeting(actor)
    places = {about: queries.places_offered(actor, about) for about in Subjects}
    form = OpenMeetingForm.of_request(request, places=places)

    def carry_out(told: dict[str, Any]) -> str:
        about, agency_key, team_key = form.told()
        agency, team = queries.place_of(agency_key, team_key)
        opened = actions.open_meeting(
            about=about,
            kind=told["kind"],
            agency=agency,
            team=team,
            held_on=told["held_on"],
            by=actor.person_key,
        )
        return reverse("meeting", args=[opened.key])

    question = Question(
        "Open a meeting",
        back=reverse("meetings"),
        button="Open the meeting",
        intro="It goes through everybody in the tracker of the agency or team, and begins with"
        " what changed since the last one that was closed.",
    )
    return ask(request, question, form, carry_out)


def find_meeting(request: HttpRequest, key: str) -> Any:
    """The meeting with this key. Raises Http404 for none, and alike for one of others."""
    found = queries.meetings_visible_to(actor_of(request), timezone.localdate())
    meeting = found.filter(key=key).first()
    if meeting is None:
        raise Http404
    return meeting


@require_safe
def meeting(request: HttpRequest, key: str) -> HttpResponse:
    """A meeting: since last time on top, then one line a child; closed, as it was left."""
    actor, found = actor_of(request), find_meeting(request, key)
    facts = found.facts(queries.member_of(found))
    is_open = found.closed_at is None
    cases = CASES[found.about]
    told = meeting_told(cases, actor, found, facts, request.GET, timezone.localdate())
    record_audit(
        action="read",
        by=actor.person_key,
        subject_kind="meeting",
        subject_key=found.key,
        agency_key=found.agency.key,
    )
    context = {
        "meeting": found,
        "pages": told.pages,
        "table": told.table,
        "since": told.since,
        "agreed": told.agreed,
        "shows_names": told.shows_names,
        "noun": cases.noun,
        "can_write": is_open and can_take_part(actor, facts),
        "reads_papers": about_meeting(actor, found).reads_any,
        "can_close": is_open and can_run_meeting(actor, facts),
    }
    return render(request, "tracker/meeting.html", context)


@_asking
def meeting_close(request: HttpRequest, key: str) -> HttpResponse:
    """Close a meeting. Closed twice, it says who closed it and when."""
    actor, found = actor_of(request), find_meeting(request, key)
    check_run_meeting(actor, found.facts(queries.member_of(found)))

    back = reverse("meeting", args=[key])

    def carry_out(told: dict[str, Any]) -> str:
        try:
            actions.close_meeting(meeting=found, by=actor.person_key)
        except actions.AlreadyClosed as closed:
            messages.error(request, str(closed))
        else:
            messages.success(request, "The meeting is closed. Its rows stay as they are.")
        return back

    question = Question(
        f"Close: {found.title}",
        back=back,
        button="Close the meeting",
        intro="Every row is kept exactly as it stands now. Actions keep their owners and days, and"
        " the next meeting begins with what was done.",
    )
    return ask(request, question, Form.of_request(request), carry_out)
