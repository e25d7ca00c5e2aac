"""Who the child is, the team, who is responsible, numbers, brothers and sisters, and caseloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.errors import BelongError
from belong.domain.policy.children import (
    agencies_handed_over,
    check_change_identity,
    check_hand_over,
)
from belong.web.children.actions.adding import add_identifier, change_identity
from belong.web.children.actions.people import (
    assign_team,
    assign_worker,
    hand_over,
    join_siblings,
    leave_siblings,
)
from belong.web.children.forms import manage as forms
from belong.web.children.offering import (
    child_named,
    leavers,
    people_at_work,
    person_at_work,
    teams_of,
    workers_of,
)
from belong.web.children.presenters.managing import identity_pairs, numbers_table
from belong.web.children.presenters.page import ROLE_LABELS
from belong.web.children.presenters.sections import people_table
from belong.web.children.presenters.who import identity_shown, name_of
from belong.web.children.queries import responsible_for, visible_to
from belong.web.children.views.common import child_of, log_read
from belong.web.ui.pages import Question, ask
from belong.web.ui.presenters import summary_rows
from belong.web.ui.requests import actor_of
from belong.web.ui.words import counted

if TYPE_CHECKING:
    from belong.web.children.queries import VisibleChild

__all__ = [
    "caseload",
    "identifier",
    "identity",
    "manage",
    "sibling",
    "sibling_leave",
    "team",
    "worker",
]

asking = require_http_methods(["GET", "HEAD", "POST"])


def _child(request: HttpRequest, key: str) -> tuple[VisibleChild, str]:
    """The child, for who may change who it is, and its name on the page."""
    actor = actor_of(request)
    child, facts = child_of(request, key)
    check_change_identity(actor, facts)
    return child, name_of(child, identity_shown(actor, facts, child))


def _question(title: str, who: str, key: str, **options: Any) -> Question:
    return Question(f"{title}: {who}", back=reverse("child_manage", args=[key]), **options)


@require_safe
def manage(request: HttpRequest, key: str) -> HttpResponse:
    """What is true of the child and not of a day, and who is responsible."""
    child, who = _child(request, key)
    log_read(request, child)
    return render(
        request,
        "children/manage.html",
        {
            "child": child,
            "who": who,
            "identity": summary_rows(identity_pairs(child)),
            "people": people_table(child, responsible_for([child]).get(child.pk, []), ROLE_LABELS),
            "numbers": numbers_table(child.identifiers.order_by("scheme")),
        },
    )


@asking
def identity(request: HttpRequest, key: str) -> HttpResponse:
    """Change names, sex or ethnic group."""
    child, who = _child(request, key)
    by = actor_of(request).person_key
    held = getattr(child, "birth_identity", None)
    initial = {
        name: getattr(held, name, "") for name in ("forenames", "surname", "sex", "ethnicity")
    }

    def carry_out(told: dict[str, Any]) -> None:
        change_identity(child=child, by=by, **told)

    question = _question("Who the child is", who, key, done="Saved.")
    form = forms.IdentityForm.of_request(request, initial=initial)
    return ask(request, question, form, carry_out)


@asking
def team(request: HttpRequest, key: str) -> HttpResponse:
    """Put the child into a team."""
    child, who = _child(request, key)
    by = actor_of(request).person_key
    teams = {each.key: each for each in teams_of(child)}

    def carry_out(told: dict[str, Any]) -> None:
        assign_team(child=child, team=teams.get(told["team"]), by=by)

    form = forms.TeamForm.of_request(
        request,
        teams={each.key: each.name for each in teams.values()},
        initial={"team": child.team.key if child.team else ""},
    )
    question = _question(
        "Team",
        who,
        key,
        done="The team is changed.",
        intro="People of the old team who are not responsible themselves lose this record.",
    )
    return ask(request, question, form, _then_to_list(request, child, carry_out))


def _then_to_list(request: HttpRequest, child: VisibleChild, carry_out: Any) -> Any:
    """After a change by which the person may have lost the record: on to where they may be."""

    def carried(told: dict[str, Any]) -> str | None:
        carry_out(told)
        is_there = visible_to(actor_of(request)).filter(key=child.key).exists()
        return None if is_there else reverse("children_list")

    return carried


@asking
def worker(request: HttpRequest, key: str) -> HttpResponse:
    """Make somebody responsible for the child."""
    child, who = _child(request, key)
    by, today = actor_of(request).person_key, timezone.localdate()
    people = {person: name for person, name, _ in people_at_work(child, today)}

    def carry_out(told: dict[str, Any]) -> None:
        user = person_at_work(told["person"], child.council, today)
        if user is None:
            raise BelongError("This person has no role in the child's council or its region.")
        assign_worker(
            child=child,
            user=user,
            role=told["role"],
            from_on=told["from_on"],
            replaces=told["replaces"],
            by=by,
        )

    form = forms.WorkerForm.of_request(request, people=people)
    question = _question("Who is responsible", who, key, done="Saved.")
    return ask(request, question, form, _then_to_list(request, child, carry_out))


@asking
def identifier(request: HttpRequest, key: str) -> HttpResponse:
    """Add a number by which the council or another system knows the child."""
    child, who = _child(request, key)
    by = actor_of(request).person_key

    def carry_out(told: dict[str, Any]) -> None:
        add_identifier(child=child, by=by, **told)

    question = _question("Add a number", who, key, done="The number is added.")
    return ask(request, question, forms.IdentifierForm.of_request(request), carry_out)


@asking
def sibling(request: HttpRequest, key: str) -> HttpResponse:
    """Put the child into a group with a brother or sister."""
    child, who = _child(request, key)
    actor = actor_of(request)

    def carry_out(told: dict[str, Any]) -> None:
        other = child_named(actor, told["reference"])
        if other is None:
            raise BelongError("Enter the reference of a child whose record you may see.")
        join_siblings(child=child, sibling=other, by=actor.person_key)

    question = _question(
        "Brother or sister",
        who,
        key,
        done="They are in one group. Record the plan for brothers and sisters on the child's page.",
    )
    return ask(request, question, forms.SiblingForm.of_request(request), carry_out)


@asking
def sibling_leave(request: HttpRequest, key: str) -> HttpResponse:
    """Take the child out of the sibling group."""
    child, who = _child(request, key)
    by = actor_of(request).person_key

    def carry_out(told: dict[str, Any]) -> None:
        leave_siblings(child=child, by=by)

    question = _question(
        "Take out of the sibling group",
        who,
        key,
        button="Take out",
        done="The child is in no sibling group now.",
        intro="Plans for brothers and sisters that were recorded stay as they are.",
    )
    return ask(request, question, forms.NothingForm.of_request(request), carry_out)


@asking
def caseload(request: HttpRequest) -> HttpResponse:
    """Hand over everything that somebody who leaves is responsible for."""
    actor = actor_of(request)
    check_hand_over(actor)
    agencies = agencies_handed_over(actor)
    children = visible_to(actor).filter(council__key__in=agencies)
    leaving = {user.key: user for user in leavers(children, timezone.localdate())}
    taking = {user.key: user for user in workers_of(agencies, timezone.localdate())}

    def carry_out(told: dict[str, Any]) -> None:
        successor = taking[told["successor"]]
        number = hand_over(
            children=children,
            leaver=leaving[told["leaver"]],
            successor=successor,
            from_on=told["from_on"],
            by=actor.person_key,
        )
        handed = counted(number, "child is", "children are")
        messages.success(request, f"{handed} handed over to {successor.name}.")

    form = forms.HandOverForm.of_request(
        request,
        leavers={key: user.name for key, user in leaving.items()},
        people={key: user.name for key, user in taking.items()},
    )
    question = Question(
        "Hand over a caseload",
        back=reverse("children_list"),
        button="Hand over",
        intro="Every child whom you manage and whom the first person is responsible for.",
    )
    return ask(request, question, form, carry_out)
