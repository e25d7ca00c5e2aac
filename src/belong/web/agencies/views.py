"""Pages for administrators: agencies, memberships and teams. People have ``views_people``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.policy.administration import (
    can_manage_regions,
    check_manage,
    check_manage_regions,
)
from belong.web.agencies import actions, forms, presenters, queries
from belong.web.agencies.models import Kind
from belong.web.ui.pages import Question, ask
from belong.web.ui.requests import actor_of

__all__ = [
    "agencies",
    "agency",
    "agency_add",
    "agency_change",
    "asking",
    "council_add",
    "membership_add",
    "membership_end",
    "reading",
    "team_add",
    "team_change",
    "team_close",
]

reading = require_safe
asking = require_http_methods(["GET", "HEAD", "POST"])


def _agency_page(key: str) -> str:
    return reverse("agency", args=[key])


@reading
def agencies(request: HttpRequest) -> HttpResponse:
    """The agencies that this person manages."""
    actor = actor_of(request)
    check_manage(actor)
    context = {
        "table": presenters.agencies_table(queries.visible_to(actor)),
        "may_add": can_manage_regions(actor, queries.regions_of(actor)),
    }
    return render(request, "agencies/agencies.html", context)


@reading
def agency(request: HttpRequest, key: str) -> HttpResponse:
    """One agency: memberships, teams, people and roles."""
    actor = actor_of(request)
    check_manage(actor)
    found = queries.agency_of(actor, key)
    today = timezone.localdate()
    context = {
        "agency": found,
        "kind": Kind(found.kind).label,
        "is_region": found.kind == Kind.RAA,
        "has_memberships": found.kind != Kind.VOLUNTARY,
        "memberships": presenters.memberships_table(
            found,
            queries.memberships_of(found),
            today,
            can_end=can_manage_regions(actor, queries.regions_of(actor)),
        ),
        "teams": presenters.teams_table(queries.teams_of(found)),
        "staff": presenters.staff_table(queries.appointments_in(found, today)),
    }
    return render(request, "agencies/agency.html", context)


@asking
def agency_add(request: HttpRequest) -> HttpResponse:
    """Add a voluntary or another regional agency, with its first administrator.

    For administrators of a region, who add a council on the region's own page.
    """
    actor = actor_of(request)
    check_manage_regions(actor, queries.regions_of(actor))
    question = Question(
        "Add an agency",
        back=reverse("agencies"),
        button="Add",
        intro=(
            "A voluntary adoption agency, or another region. Its first administrator manages it "
            "from then on. Add a council on the page of its regional agency."
        ),
        done="The agency is added. Its administrator chooses a password by way of the first page.",
    )

    def carry_out(answers: dict[str, Any]) -> None:
        actions.add_agency_with_administrator(
            kind=Kind(answers["kind"]),
            agency_name=answers["agency_name"],
            person_name=answers["name"],
            email=answers["email"],
            today=timezone.localdate(),
            by=actor.person_key,
        )

    return ask(request, question, forms.AddAgencyForm.of_request(request), carry_out)


@asking
def council_add(request: HttpRequest, key: str) -> HttpResponse:
    """A council that Belong does not know yet joins a region."""
    actor = actor_of(request)
    check_manage(actor)
    region = queries.agency_of(actor, key)
    check_manage_regions(actor, queries.regions_of(actor))
    question = Question(
        f"Add a new council to {region.name}",
        back=_agency_page(key),
        button="Add",
        done="The council is added, and a member.",
    )
    return ask(
        request,
        question,
        forms.AddCouncilForm.of_request(request),
        lambda answers: actions.add_council(
            raa=region,
            name=answers["name"],
            dfe_code=answers["dfe_code"],
            from_on=answers["from_on"],
            by=actor.person_key,
        ),
    )


@asking
def agency_change(request: HttpRequest, key: str) -> HttpResponse:
    """Another name for an agency."""
    actor = actor_of(request)
    check_manage(actor)
    found = queries.agency_of(actor, key)
    question = Question(f"Rename {found.name}", back=_agency_page(key), done="The name is changed.")
    form = forms.NameForm.of_request(request, initial={"name": found.name})
    return ask(
        request,
        question,
        form,
        lambda answers: actions.rename_agency(
            agency=found, name=answers["name"], by=actor.person_key
        ),
    )


@asking
def membership_add(request: HttpRequest, key: str) -> HttpResponse:
    """A council joins a region."""
    actor = actor_of(request)
    check_manage(actor)
    region = queries.agency_of(actor, key)
    check_manage_regions(actor, queries.regions_of(actor))
    councils = {c.key: c for c in queries.councils_without_region(timezone.localdate())}
    question = Question(
        f"Add a council to {region.name}",
        back=_agency_page(key),
        button="Add",
        intro="From its first day as a member, the region's roles reach the council's records.",
        done="The council is a member.",
        onward=("Belong does not know the council yet", reverse("council-add", args=[key])),
    )
    form = forms.AddMembershipForm.of_request(request, councils=list(councils.values()))
    return ask(
        request,
        question,
        form,
        lambda answers: actions.add_membership(
            council=councils[answers["council"]],
            raa=region,
            from_on=answers["from_on"],
            by=actor.person_key,
        ),
    )


@asking
def membership_end(request: HttpRequest, key: str) -> HttpResponse:
    """A council leaves a region."""
    actor = actor_of(request)
    check_manage(actor)
    found = queries.membership_of(actor, key)
    question = Question(
        f"End {found.council.name}'s membership of {found.raa.name}",
        back=_agency_page(found.raa.key),
        button="End the membership",
        intro="After the last day, the region's roles no longer reach the council's records.",
        done="The membership has an end.",
        is_grave=True,
    )
    form = forms.EndForm.of_request(request, earliest=found.from_on)
    return ask(
        request,
        question,
        form,
        lambda answers: actions.end_membership(
            membership=found, to_on=form.to_on, by=actor.person_key
        ),
    )


@asking
def team_add(request: HttpRequest, key: str) -> HttpResponse:
    """A new team."""
    actor = actor_of(request)
    check_manage(actor)
    found = queries.agency_of(actor, key)
    question = Question(
        f"Add a team to {found.name}", back=_agency_page(key), done="The team is added."
    )
    return ask(
        request,
        question,
        forms.NameForm.of_request(request),
        lambda answers: actions.add_team(agency=found, name=answers["name"], by=actor.person_key),
    )


@asking
def team_change(request: HttpRequest, key: str) -> HttpResponse:
    """Another name for a team, and the way to close it."""
    actor = actor_of(request)
    check_manage(actor)
    team = queries.team_of(actor, key)
    question = Question(
        f"Change {team.name}",
        back=_agency_page(team.agency.key),
        done="The team is changed.",
        onward=("Close this team", reverse("team-close", args=[key])),
    )
    return ask(
        request,
        question,
        forms.NameForm.of_request(request, initial={"name": team.name}),
        lambda answers: actions.change_team(team=team, name=answers["name"], by=actor.person_key),
    )


@asking
def team_close(request: HttpRequest, key: str) -> HttpResponse:
    """A team is offered no longer."""
    actor = actor_of(request)
    check_manage(actor)
    team = queries.team_of(actor, key)
    question = Question(
        f"Close {team.name}",
        back=_agency_page(team.agency.key),
        button="Close the team",
        intro="Nothing is deleted. Nobody can be given a role in it afterwards.",
        done="The team is closed.",
        is_grave=True,
    )
    return ask(
        request,
        question,
        forms.ConfirmForm.of_request(request),
        lambda answers: actions.close_team(team=team, on=timezone.localdate(), by=actor.person_key),
    )
