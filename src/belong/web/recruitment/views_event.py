"""Campaigns, information events and courses: planned, booked, cancelled, and who came."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.errors import BelongError
from belong.domain.policy import ActorFacts
from belong.domain.policy.recruitment import (
    agencies_recruited_for,
    can_recruit,
    check_read_enquiries,
    check_recruit,
)
from belong.domain.recruitment import BookingEnd, EventCancelled
from belong.web.audit.actions import record_audit
from belong.web.families.queries import user_of
from belong.web.families.views_people import role_at
from belong.web.recruitment import events, presenters, queries
from belong.web.recruitment.events import Came
from belong.web.recruitment.forms import (
    AttendanceForm,
    BookForm,
    BookingEndForm,
    CampaignForm,
    EventCancelForm,
    EventForm,
)
from belong.web.ui.pages import Question, ask
from belong.web.ui.requests import actor_of

__all__ = [
    "booking_cancel",
    "campaign_add",
    "campaign_change",
    "event",
    "event_add",
    "event_book",
    "event_came",
    "event_cancel",
    "event_change",
    "event_list",
    "event_places",
]

_asking = require_http_methods(["GET", "HEAD", "POST"])


def _page(key: str) -> str:
    return reverse("recruitment-event", args=[key])


@_asking
def campaign_add(request: HttpRequest) -> HttpResponse:
    """A campaign."""
    actor = actor_of(request)
    check_recruit(actor)
    agencies = queries.agencies_named(agencies_recruited_for(actor))
    form = CampaignForm.of_request(request, agencies=[(one.key, one.name) for one in agencies])
    question = Question(
        title="Add a campaign",
        back=reverse("campaigns"),
        button="Add",
        done="The campaign is added.",
    )
    return ask(
        request,
        question,
        form,
        lambda answers: events.add_campaign(
            agency=next(
                one for one in agencies if one.key == answers.get("agency", agencies[0].key)
            ),
            plan=form.plan,
            by=actor.person_key,
        ),
    )


@_asking
def campaign_change(request: HttpRequest, key: str) -> HttpResponse:
    """Another name, need, time or cost of a campaign."""
    actor = actor_of(request)
    check_read_enquiries(actor)
    found = queries.get_campaign(actor, key)
    check_recruit(actor, found.agency.key)
    form = CampaignForm.of_request(request, initial=presenters.campaign_initial(found))
    question = Question(title=found.name, back=reverse("campaigns"), done="Saved.")
    return ask(
        request,
        question,
        form,
        lambda answers: events.change_campaign(campaign=found, plan=form.plan, by=actor.person_key),
    )


@_asking
def event_add(request: HttpRequest) -> HttpResponse:
    """An information event or a course."""
    actor = actor_of(request)
    check_recruit(actor)
    agencies = queries.agencies_named(agencies_recruited_for(actor))
    form = EventForm.of_request(request, agencies=[(one.key, one.name) for one in agencies])

    def carry_out(answers: dict[str, Any]) -> str:
        agency = next(one for one in agencies if one.key == answers.get("agency", agencies[0].key))
        return _page(events.add_event(agency=agency, plan=form.plan, by=actor.person_key).key)

    question = Question(
        title="Add an event or course",
        back=reverse("recruitment-events"),
        button="Add",
        done="It is added.",
    )
    return ask(request, question, form, carry_out)


def _opened(request: HttpRequest, key: str) -> tuple[ActorFacts, Any]:
    actor = actor_of(request)
    check_read_enquiries(actor)
    return actor, queries.get_event(actor, key)


def _to_change(request: HttpRequest, key: str) -> tuple[ActorFacts, Any]:
    actor, found = _opened(request, key)
    check_recruit(actor, found.agency.key)
    return actor, found


def _note_names(request: HttpRequest, actor: ActorFacts, found: Any, named: int) -> None:
    """Names of several households were read at once: noted, with how many."""
    page = request.resolver_match.view_name if request.resolver_match else ""
    record_audit(
        action="read",
        by=actor.person_key,
        subject_kind="recruitment_event",
        subject_key=found.key,
        agency_key=found.agency.key,
        detail={"page": page, "named": named},
    )


@require_safe
def event(request: HttpRequest, key: str) -> HttpResponse:
    """One event with its bookings."""
    actor, found = _opened(request, key)
    bookings = queries.bookings_of(actor, found)
    _note_names(request, actor, found, sum(one.is_named for one in bookings))
    may_change = can_recruit(actor, found.agency.key)
    is_held = found.cancelled_on is None
    context = {
        "event": found,
        "name": presenters.event_name(found),
        "facts": presenters.event_facts(found),
        "over": found.booked - found.places if is_held else 0,
        "bookings": presenters.bookings_table(found, bookings, may_change=may_change and is_held),
        "may_change": may_change and is_held,
    }
    return render(request, "recruitment/event.html", context)


@_asking
def event_change(request: HttpRequest, key: str) -> HttpResponse:
    """Another day, place or number of places."""
    actor, found = _to_change(request, key)
    initial = {
        name: getattr(found, name)
        for name in ("kind", "from_on", "to_on", "time", "venue", "places")
    }
    form = EventForm.of_request(request, initial=initial)
    question = Question(title="Change the event", back=_page(key), done="Saved.")
    return ask(
        request,
        question,
        form,
        lambda answers: events.change_event(event=found, plan=form.plan, by=actor.person_key),
    )


@_asking
def event_cancel(request: HttpRequest, key: str) -> HttpResponse:
    """The event does not take place."""
    actor, found = _to_change(request, key)
    question = Question(
        title=f"Cancel: {presenters.event_name(found)}",
        back=_page(key),
        button="Cancel the event",
        intro="It stays in the history with its reason. Its bookings are cancelled with it: tell"
        " each household, and book them for another date.",
        done="The event is cancelled.",
        is_grave=True,
    )
    return ask(
        request,
        question,
        EventCancelForm.of_request(request),
        lambda answers: events.cancel_event(
            event=found,
            reason=EventCancelled(answers["reason"]),
            on=timezone.localdate(),
            by=actor.person_key,
        ),
    )


@_asking
def event_book(request: HttpRequest, key: str) -> HttpResponse:
    """Places for a household. Overbooking is warned of before and after, and never refused."""
    actor, found = _to_change(request, key)
    form = BookForm.of_request(
        request, initial={"number": request.GET.get("number", "")[:12], "people": "2"}
    )

    def carry_out(answers: dict[str, Any]) -> None:
        who = queries.find_household(actor, found, answers["number"])
        if who is None:
            raise BelongError(
                "There is no open enquiry or family with this number that you may book for.",
                mend="Check the number.",
            )
        events.book(
            event=found,
            who=who,
            people=int(answers["people"]),
            on=timezone.localdate(),
            by=actor.person_key,
        )

    free = found.places - found.booked
    question = Question(
        title=f"Book a place: {presenters.event_name(found)}",
        back=_page(key),
        button="Book",
        intro=f"{found.booked} of {found.places} places are booked.",
        warning="" if free > 0 else "All places are taken. This booking would be one too many.",
        done="They are booked." if free > 0 else "They are booked. There are too few places now.",
    )
    return ask(request, question, form, carry_out)


@_asking
def booking_cancel(request: HttpRequest, key: str, booking: str) -> HttpResponse:
    """A household does not come."""
    actor, found = _to_change(request, key)
    booked = queries.get_booking(actor, found, booking)
    question = Question(
        title=f"Cancel the booking of {booked.name}",
        back=_page(key),
        button="Cancel the booking",
        done="The booking is cancelled.",
    )
    return ask(
        request,
        question,
        BookingEndForm.of_request(request),
        lambda answers: events.cancel_booking(
            booking=booked.booking,
            reason=BookingEnd(answers["reason"]),
            on=timezone.localdate(),
            by=actor.person_key,
        ),
    )


@_asking
def event_came(request: HttpRequest, key: str) -> HttpResponse:
    """Who came: one question a household, of those that the person may record for."""
    actor, found = _to_change(request, key)
    mine = [
        one
        for one in queries.bookings_of(actor, found)
        if one.may_record and one.booking.cancelled_on is None
    ]
    _note_names(request, actor, found, sum(one.is_named for one in mine))
    form = AttendanceForm.of_request(
        request, households=[(one.booking.key, one.name, _came(one)) for one in mine]
    )

    def carry_out(answers: dict[str, Any]) -> None:
        if found.from_on > timezone.localdate() and Came.YES in form.came.values():
            raise BelongError("It has not begun yet.", mend="Record who came once it has.")
        events.record_attendance(
            event=found,
            came=form.came,
            responsible=user_of(actor),
            role=role_at(actor, found.agency.key),
            by=actor.person_key,
        )

    question = Question(
        title=f"Who came: {presenters.event_name(found)}",
        back=_page(key),
        intro="For those who came it is recorded in the family's record. An enquiry that came gets"
        " a family's record, and you are responsible for it until it is handed over."
        if mine
        else "Nobody is booked whom you may record for.",
        done="Saved.",
    )
    return ask(request, question, form, carry_out)


def _came(booked: queries.Booked) -> Came:
    if booked.booking.entry:
        return Came.YES
    return Came.NO if booked.booking.is_absent else Came.UNKNOWN


@require_safe
def event_list(request: HttpRequest, key: str) -> HttpResponse:
    """The trainer's list to print: names of those whom the reader may see."""
    actor, found = _opened(request, key)
    bookings = queries.bookings_of(actor, found)
    _note_names(request, actor, found, sum(one.is_named for one in bookings))
    return _printed(request, found, presenters.attended_list(bookings), is_named=True)


@require_safe
def event_places(request: HttpRequest, key: str) -> HttpResponse:
    """The venue's list to print: numbers of people, and nobody's name."""
    actor, found = _opened(request, key)
    table = presenters.places_list(queries.bookings_of(actor, found))
    return _printed(request, found, table, is_named=False)


def _printed(request: HttpRequest, found: Any, table: Any, *, is_named: bool) -> HttpResponse:
    context = {
        "event": found,
        "name": presenters.event_name(found),
        "table": table,
        "is_named": is_named,
        "expected": found.booked,
    }
    return render(request, "recruitment/event_list.html", context)
