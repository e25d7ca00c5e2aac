"""One's own calendar and reminders, and the calendar file itself."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.policy import ActorFacts, NotAllowed
from belong.domain.policy.overseeing import has_caseload
from belong.web.accounts.models import User
from belong.web.due import actions
from belong.web.due.calendar import calendar_of
from belong.web.due.forms import ReminderForm
from belong.web.due.own import due_for, link_of, reminder_of, whose_token
from belong.web.families.queries import user_of
from belong.web.ui.forms import Form
from belong.web.ui.pages import Question, ask
from belong.web.ui.requests import actor_of

__all__ = ["calendar_end", "calendar_file", "calendar_make", "own", "reminders"]

_asking = require_http_methods(["GET", "HEAD", "POST"])


def _own(request: HttpRequest) -> tuple[ActorFacts, User]:
    """Whoever asks. Raises NotAllowed for somebody who has no caseload."""
    actor = actor_of(request)
    if not has_caseload(actor):
        raise NotAllowed("Calendars and reminders are for people with a caseload.")
    return actor, user_of(actor)


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What the reader has set up."""
    _, user = _own(request)
    reminder = reminder_of(user)
    context = {
        "calendar": link_of(user),
        "often": reminder.get_often_display() if reminder else "Never",
    }
    return render(request, "due/own.html", context)


@_asking
def calendar_make(request: HttpRequest) -> HttpResponse:
    """Make a secret address, and show it once."""
    actor, user = _own(request)
    question = Question(
        "Make a calendar address",
        back=reverse("due-own"),
        button="Make the address",
        intro=(
            "Your calendar can fetch what is due on your caseload: references, time limits and"
            " days, and no names. Whoever has the address can read them too: paste it into your"
            " work calendar only. An address that you made before stops working."
        ),
    )
    if request.method != "POST":
        return ask(request, question, Form.of_request(request), lambda told: None)
    token = actions.make_calendar(user=user, by=actor.person_key)
    address = request.build_absolute_uri(reverse("due-calendar", args=[token]))
    return render(request, "due/calendar_made.html", {"address": address})


@_asking
def calendar_end(request: HttpRequest) -> HttpResponse:
    """Let the address lead nowhere."""
    actor, user = _own(request)
    question = Question(
        "Stop your calendar address",
        back=reverse("due-own"),
        button="Stop it",
        intro="Calendars that have the address can no longer fetch anything.",
        done="The address leads nowhere from now on.",
        is_grave=True,
    )
    return ask(
        request,
        question,
        Form.of_request(request),
        lambda told: actions.end_calendar(user=user, by=actor.person_key),
    )


@_asking
def reminders(request: HttpRequest) -> HttpResponse:
    """Choose whether to be told by e-mail."""
    actor, user = _own(request)
    reminder = reminder_of(user)
    question = Question(
        "Reminders by e-mail",
        back=reverse("due-own"),
        intro="A reminder says how much is overdue and how much is due soon. It names nobody.",
        done="Saved.",
    )
    form = ReminderForm.of_request(
        request, initial={"often": reminder.often if reminder else "never"}
    )

    def carry_out(told: dict[str, Any]) -> None:
        often = "" if told["often"] == "never" else told["often"]
        actions.set_reminder(user=user, often=often, by=actor.person_key)

    return ask(request, question, form, carry_out)


@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """What is due for whoever made this address, for their calendar: no sign-in, no names.

    404 for an address that was never made or leads nowhere any more, and for somebody who has no
    caseload today.
    """
    user = whose_token(token)
    due = due_for(user, timezone.localdate()) if user else None
    if due is None:
        raise Http404
    return HttpResponse(
        calendar_of(due.rows, timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": 'inline; filename="what-is-due.ics"',
            "Cache-Control": "private, no-store",
        },
    )
