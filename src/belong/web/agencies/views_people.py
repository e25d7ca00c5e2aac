"""Pages for administrators: people, their accounts and their roles."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from belong.domain.policy import ActorFacts
from belong.domain.policy.administration import (
    agencies_managed,
    can_appoint,
    can_change_person,
    check_appoint,
    check_change_person,
    check_manage,
)
from belong.web.accounts import actions as accounts
from belong.web.accounts.models import User
from belong.web.agencies import actions, forms, presenters, queries
from belong.web.agencies.views import asking, reading
from belong.web.audit.actions import record_audit
from belong.web.ui.pages import Question, ask
from belong.web.ui.presenters import pages_of, summary_rows
from belong.web.ui.requests import actor_of

__all__ = [
    "people",
    "person",
    "person_add",
    "person_change",
    "person_close",
    "person_reopen",
    "role_add",
    "role_end",
]


def _page_of(user: User) -> str:
    return reverse("person", args=[user.key])


def _agencies_of(user: User) -> frozenset[str]:
    return queries.agencies_of_person(user, timezone.localdate())


def _check_change(actor: ActorFacts, user: User) -> None:
    check_change_person(actor, user.key, _agencies_of(user))


@reading
def people(request: HttpRequest) -> HttpResponse:
    """The people of the reader's agencies."""
    actor = actor_of(request)
    check_manage(actor)
    terms = request.GET.get("terms", "").strip()
    found = queries.people(actor, terms)
    if terms:
        record_audit(action="searched_people", by=actor.person_key, detail={"terms": terms})
    pages = pages_of(request.GET, total=found.count())
    context = {
        "search": forms.SearchForm(initial={"terms": terms}),
        "pages": pages,
        "table": presenters.people_table(found[pages.rows], timezone.localdate()),
    }
    return render(request, "agencies/people.html", context)


@reading
def person(request: HttpRequest, key: str) -> HttpResponse:
    """One person: account and roles."""
    actor = actor_of(request)
    check_manage(actor)
    user = queries.person_of(actor, key)
    may_appoint = any(can_appoint(actor, a, user.key) for a in agencies_managed(actor))
    context = {
        "person": user,
        "may_change": can_change_person(actor, user.key, _agencies_of(user)),
        "may_appoint": may_appoint,
        "rows": summary_rows(
            [
                ("E-mail address", user.email),
                ("Account", "Open" if user.is_active else "Closed"),
            ]
        ),
        "roles": presenters.roles_table(
            queries.appointments_of(actor, user), timezone.localdate(), can_end=may_appoint
        ),
    }
    return render(request, "agencies/person.html", context)


def _places(actor: ActorFacts) -> dict[str, Any]:
    return {"agencies": list(queries.visible_to(actor)), "teams": queries.open_teams(actor)}


@asking
def person_add(request: HttpRequest) -> HttpResponse:
    """A person with a first role."""
    actor = actor_of(request)
    check_manage(actor)
    question = Question(
        "Add a person",
        back=reverse("people"),
        button="Add",
        intro=(
            "They choose a password themselves, on the sign-in page: “Forgotten your password?”."
        ),
        done="The person is added.",
    )
    form = forms.AddPersonForm.of_request(request, **_places(actor))

    def carry_out(answers: dict[str, Any]) -> str:
        appointment = form.appointment()
        user = actions.add_person_with_role(
            name=answers["name"],
            email=answers["email"],
            by=actor.person_key,
            appointment=appointment,
        )
        return _page_of(user)

    return ask(request, question, form, carry_out)


@asking
def person_change(request: HttpRequest, key: str) -> HttpResponse:
    """Another name or e-mail address."""
    actor = actor_of(request)
    check_manage(actor)
    user = queries.person_of(actor, key)
    _check_change(actor, user)
    form = forms.PersonForm.of_request(request, initial={"name": user.name, "email": user.email})
    return ask(
        request,
        Question(f"Change {user.name}", back=_page_of(user), done="The account is changed."),
        form,
        lambda answers: accounts.change_person(
            user=user, name=answers["name"], email=answers["email"], by=actor.person_key
        ),
    )


@asking
def person_close(request: HttpRequest, key: str) -> HttpResponse:
    """Close the account of somebody who leaves."""
    actor = actor_of(request)
    check_manage(actor)
    user = queries.person_of(actor, key)
    _check_change(actor, user)
    question = Question(
        f"Close the account of {user.name}",
        back=_page_of(user),
        button="Close the account",
        intro=(
            "They are signed out at once and cannot sign in again. Nothing that they recorded is "
            "lost. Hand their children and families over to somebody else first."
        ),
        done="The account is closed.",
        is_grave=True,
    )
    return ask(
        request,
        question,
        forms.ConfirmForm.of_request(request),
        lambda _: accounts.close_account(user=user, by=actor.person_key),
    )


@asking
def person_reopen(request: HttpRequest, key: str) -> HttpResponse:
    """Open the account of somebody who has come back."""
    actor = actor_of(request)
    check_manage(actor)
    user = queries.person_of(actor, key)
    _check_change(actor, user)
    question = Question(
        f"Open the account of {user.name} again",
        back=_page_of(user),
        button="Open the account",
        intro="They can sign in again, with every role that has not ended.",
        done="The account is open.",
    )
    return ask(
        request,
        question,
        forms.ConfirmForm.of_request(request),
        lambda _: accounts.reopen_account(user=user, by=actor.person_key),
    )


@asking
def role_add(request: HttpRequest, key: str) -> HttpResponse:
    """A further role."""
    actor = actor_of(request)
    check_manage(actor)
    user = queries.person_of(actor, key)
    form = forms.RoleForm.of_request(request, **_places(actor))

    def carry_out(answers: dict[str, Any]) -> None:
        appointment = form.appointment()
        check_appoint(actor, appointment["agency"].key, user.key)
        actions.appoint(user=user, by=actor.person_key, **appointment)

    return ask(
        request,
        Question(f"Give {user.name} a role", back=_page_of(user), done="The role is given."),
        form,
        carry_out,
    )


@asking
def role_end(request: HttpRequest, key: str) -> HttpResponse:
    """The end of a role."""
    actor = actor_of(request)
    check_manage(actor)
    held = queries.appointment_of(actor, key)
    check_appoint(actor, held.agency.key, held.user.key)
    question = Question(
        f"End {held.user.name}'s role: {held.get_role_display()}",
        back=_page_of(held.user),
        button="End the role",
        intro="After the last day, they see nothing through this role.",
        done="The role has an end.",
        is_grave=True,
    )
    form = forms.EndForm.of_request(request, earliest=held.from_on)
    return ask(
        request,
        question,
        form,
        lambda _: actions.end_appointment(appointment=held, to_on=form.to_on, by=actor.person_key),
    )
