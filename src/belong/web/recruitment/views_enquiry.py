"""One enquiry: taken down, answered, ended, and taken on as a family."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.errors import BelongError
from belong.domain.journey.family import EnquirySource, LeftReason
from belong.domain.policy import ActorFacts
from belong.domain.policy.recruitment import (
    agencies_recruited_for,
    can_recruit,
    check_read_enquiries,
    check_recruit,
)
from belong.domain.recruitment import CONTACT_RETENTION, FirstContact
from belong.web.audit.actions import record_audit
from belong.web.due.queries_policies import policy_of
from belong.web.families.queries import open_teams, user_of
from belong.web.families.queries import visible_to as visible_families
from belong.web.families.views_people import role_at
from belong.web.recruitment import actions, presenters, queries
from belong.web.recruitment.forms import DayForm, EndForm, EnquiryForm, TakeOnForm
from belong.web.ui.forms import Form
from belong.web.ui.pages import Question, ask
from belong.web.ui.requests import actor_of

__all__ = [
    "enquiry",
    "enquiry_add",
    "enquiry_answer",
    "enquiry_change",
    "enquiry_end",
    "enquiry_reopen",
    "enquiry_take_on",
]

_asking = require_http_methods(["GET", "HEAD", "POST"])


def _page(key: str) -> str:
    return reverse("enquiry", args=[key])


def _opened(request: HttpRequest, key: str) -> tuple[ActorFacts, Any]:
    """The enquiry, with its reading noted. Raises Http404 for one that is not the reader's."""
    actor = actor_of(request)
    check_read_enquiries(actor)
    found = queries.get_enquiry(actor, key)
    page = request.resolver_match.view_name if request.resolver_match else ""
    record_audit(
        action="read",
        by=actor.person_key,
        subject_kind="enquiry",
        subject_key=found.key,
        agency_key=found.agency.key,
        detail={"page": page},
    )
    return actor, found


def _to_change(request: HttpRequest, key: str) -> tuple[ActorFacts, Any]:
    actor, found = _opened(request, key)
    check_recruit(actor, found.agency.key)
    return actor, found


@require_safe
def enquiry(request: HttpRequest, key: str) -> HttpResponse:
    """One enquiry. Of one that became a family's record, the way there for those who may go."""
    actor, found = _opened(request, key)
    today = timezone.localdate()
    family = None
    if found.application is not None:
        family = visible_families(actor).filter(pk=found.application.family_id).first()
    is_open = found.application is None and found.ended_on is None
    context = {
        "enquiry": found,
        "name": queries.contact_name(getattr(found, "contact", None)) or found.number,
        "state": presenters.enquiry_state(found),
        "facts": presenters.enquiry_facts(found, today, policy_of(found.agency_id)),
        "family": family,
        "is_open": is_open,
        "may_change": can_recruit(actor, found.agency.key),
        "may_reopen": found.ended_on is not None and found.contact_removed_on is None,
        "events": [
            (one.key, presenters.event_name(one), one.places - one.booked)
            for one in (queries.events_ahead(actor, found.agency, today) if is_open else ())
        ],
        "retention": CONTACT_RETENTION,
    }
    return render(request, "recruitment/enquiry.html", context)


@_asking
def enquiry_add(request: HttpRequest) -> HttpResponse:
    """Take down an enquiry."""
    actor = actor_of(request)
    check_recruit(actor)
    agencies = queries.agencies_named(agencies_recruited_for(actor))
    campaigns = queries.campaigns_named([one.key for one in agencies])
    form = EnquiryForm.of_request(
        request,
        campaigns=[(one.key, one.name) for one in campaigns],
        agencies=[(one.key, one.name) for one in agencies],
    )

    def carry_out(answers: dict[str, Any]) -> str:
        agency = next(one for one in agencies if one.key == answers.get("agency", agencies[0].key))
        caller = form.caller
        if caller is None:
            raise BelongError("An enquiry is somebody's.")
        added = actions.add_enquiry(
            agency=agency,
            enquired_on=answers["enquired_on"],
            source=EnquirySource(answers["source"]),
            channel=FirstContact(answers["channel"]),
            campaign=next((one for one in campaigns if one.key == answers.get("campaign")), None),
            caller=caller,
            by=actor.person_key,
        )
        return _page(added.key)

    question = Question(
        title="Add an enquiry",
        back=reverse("enquiries"),
        button="Add",
        intro="Take down no more than you need to answer them. Once they go on, they become a"
        " family's record.",
        done="The enquiry is added.",
    )
    return ask(request, question, form, carry_out)


def _is_family(request: HttpRequest, found: Any) -> HttpResponse | None:
    """The page that says where to record instead, for an enquiry that became a family's record."""
    if found.application is None:
        return None
    question = Question(
        title=found.number,
        back=_page(found.key),
        button="Go on",
        intro="This enquiry has become a family's record. What happens now is recorded there.",
    )
    return ask(request, question, Form.of_request(request), lambda answers: None)


@_asking
def enquiry_change(request: HttpRequest, key: str) -> HttpResponse:
    """Mend what was taken down."""
    actor, found = _to_change(request, key)
    over = _is_family(request, found)
    if over is not None:
        return over
    campaigns = queries.campaigns_named([found.agency.key])
    contact = getattr(found, "contact", None)
    initial = {name: getattr(found, name) for name in ("enquired_on", "source", "channel")}
    initial["campaign"] = found.campaign.key if found.campaign else ""
    if contact is not None:
        initial |= {name: getattr(contact, name) for name in actions.Caller.__dataclass_fields__}
    form = EnquiryForm.of_request(
        request,
        campaigns=[(one.key, one.name) for one in campaigns],
        has_contact=contact is not None,
        initial=initial,
    )
    question = Question(title=f"Change {found.number}", back=_page(key), done="Saved.")
    return ask(
        request,
        question,
        form,
        lambda answers: actions.change_enquiry(
            enquiry=found,
            enquired_on=answers["enquired_on"],
            source=EnquirySource(answers["source"]),
            channel=FirstContact(answers["channel"]),
            campaign=next((one for one in campaigns if one.key == answers.get("campaign")), None),
            caller=form.caller,
            by=actor.person_key,
        ),
    )


@_asking
def enquiry_answer(request: HttpRequest, key: str) -> HttpResponse:
    """Detailed information was sent."""
    actor, found = _to_change(request, key)
    over = _is_family(request, found)
    if over is not None:
        return over
    question = Question(title=f"{found.number}: answered", back=_page(key), done="Saved.")
    initial = {"on": found.answered_on or timezone.localdate()}
    return ask(
        request,
        question,
        DayForm.of_request(request, initial=initial),
        lambda answers: actions.answer_enquiry(
            enquiry=found, on=answers["on"], by=actor.person_key
        ),
    )


@_asking
def enquiry_end(request: HttpRequest, key: str) -> HttpResponse:
    """Nothing more comes of an enquiry."""
    actor, found = _to_change(request, key)
    over = _is_family(request, found)
    if over is not None:
        return over
    question = Question(title=f"{found.number}: what came of it", back=_page(key), done="Saved.")
    initial = {
        "on": found.ended_on or timezone.localdate(),
        "reason": found.ended_reason,
        "why": found.why,
    }
    return ask(
        request,
        question,
        EndForm.of_request(request, initial=initial),
        lambda answers: actions.end_enquiry(
            enquiry=found,
            reason=LeftReason(answers["reason"]),
            on=answers["on"],
            why=answers["why"],
            by=actor.person_key,
        ),
    )


@_asking
def enquiry_reopen(request: HttpRequest, key: str) -> HttpResponse:
    """It was ended by mistake, or they came back."""
    actor, found = _to_change(request, key)
    over = _is_family(request, found)
    if over is not None:
        return over
    question = Question(
        title=f"Reopen {found.number}?",
        back=_page(key),
        button="Reopen",
        intro="What was said to have come of it is taken out.",
        done="The enquiry is open again.",
    )
    return ask(
        request,
        question,
        Form.of_request(request),
        lambda answers: actions.reopen_enquiry(enquiry=found, by=actor.person_key),
    )


@_asking
def enquiry_take_on(request: HttpRequest, key: str) -> HttpResponse:
    """The enquiry becomes a family's record; whoever does it is responsible for the family."""
    actor, found = _to_change(request, key)
    over = _is_family(request, found)
    if over is not None:
        return over
    teams = open_teams([found.agency.pk])
    form = TakeOnForm.of_request(request, teams=[(one.key, one.name) for one in teams])

    def carry_out(answers: dict[str, Any]) -> str:
        family = actions.take_on(
            enquiry=found,
            responsible=user_of(actor),
            role=role_at(actor, found.agency.key),
            team=next((one for one in teams if one.key == answers.get("team")), None),
            by=actor.person_key,
        )
        return reverse("family", args=[family.key])

    question = Question(
        title=f"Take {found.number} on as a family?",
        back=_page(key),
        button="Take on",
        intro="Do this when they go on: they register their interest, or have an initial visit."
        " Coming to an information event does it by itself. Their names and how to reach them"
        " become the family's record, with the day of the enquiry and of the answer; you are"
        " responsible for the family until it is handed over. It cannot be undone.",
        done="They have a family's record now.",
    )
    return ask(request, question, form, carry_out)
