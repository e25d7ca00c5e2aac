"""Add a child, born or expected."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from belong.domain.policy import Role
from belong.domain.policy.children import check_add_child
from belong.web.children.actions.adding import NewChild, add_child
from belong.web.children.forms.manage import AddForm
from belong.web.children.offering import councils_added_to, look_alikes, person_at_work
from belong.web.children.presenters.who import born_words, name_of
from belong.web.ledger.once import AlreadySaved, read_token
from belong.web.ui.requests import actor_of

__all__ = ["add"]


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a child. Somebody very like one already on record is shown first, if it is visible."""
    actor = actor_of(request)
    check_add_child(actor)
    councils, teams = councils_added_to(actor)
    form = AddForm.of_request(
        request,
        councils={each.key: each.name for each in councils},
        teams={each.key: f"{each.name}, {each.agency.name}" for each in teams},
    )
    alike: list[tuple[str, str, str]] = []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        alike = [
            (name_of(each, each.birth_identity), born_words(each.birth_identity), each.key)
            for each in look_alikes(actor, told["surname"], told["on"])
        ]
        if not alike or request.POST.get("is_other") == "yes":
            return _add(request, form, told)
    return render(
        request,
        "children/add.html",
        {"form": form, "alike": alike, "token": read_token(request.POST.get("token"))},
        status=422 if form.errors else 200,
    )


def _add(request: HttpRequest, form: AddForm, told: dict[str, Any]) -> HttpResponse:
    actor = actor_of(request)
    check_add_child(actor, told["council"])
    councils, teams = councils_added_to(actor)
    council = next(each for each in councils if each.key == told["council"])
    team = next((each for each in teams if each.key == told["team"]), None)
    if team is not None and team.agency_id != council.pk:
        form.add_error("team", "Select a team of the child's council")
        return render(
            request,
            "children/add.html",
            {"form": form, "alike": [], "token": read_token(request.POST.get("token"))},
            status=422,
        )
    is_worker = actor.holds(Role.CHILD_SOCIAL_WORKER)
    is_born = told["is_born"]
    try:
        child = add_child(
            new=NewChild(
                council=council,
                surname=told["surname"],
                forenames=told["forenames"],
                born_on=told["on"] if is_born else None,
                expected_on=None if is_born else told["on"],
                sex=told["sex"],
                ethnicity=told["ethnicity"],
                team=team,
                worker=person_at_work(actor.person_key, council, timezone.localdate()),
                worker_role=Role.CHILD_SOCIAL_WORKER if is_worker else Role.CHILDREN_TEAM_MANAGER,
            ),
            by=actor.person_key,
            token=read_token(request.POST.get("token")),
        )
    except AlreadySaved:
        return HttpResponseRedirect(reverse("children_list"))
    messages.success(request, f"The child is added, with the reference {child.pseudonym}.")
    return HttpResponseRedirect(reverse("child_page", args=[child.key]))
