"""Handing over the families of somebody who leaves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from belong.domain.policy.families import (
    agencies_of_families_handed_over,
    check_hand_over_families,
)
from belong.web.families.actions_caseload import hand_over_caseload
from belong.web.families.forms_people import CaseloadForm
from belong.web.families.queries import visible_to
from belong.web.families.queries_caseload import leavers, successors
from belong.web.ui.pages import Question, ask
from belong.web.ui.requests import actor_of
from belong.web.ui.words import counted

__all__ = ["families_hand_over"]


@require_http_methods(["GET", "HEAD", "POST"])
def families_hand_over(request: HttpRequest) -> HttpResponse:
    """Hand over every family that somebody who leaves is responsible for."""
    actor, today = actor_of(request), timezone.localdate()
    check_hand_over_families(actor)
    agencies = agencies_of_families_handed_over(actor)
    families = visible_to(actor).filter(agency__key__in=agencies)
    leaving = {user.key: user for user in leavers(families, today)}
    taking = {user.key: user for user in successors(agencies, today)}

    def carry_out(told: dict[str, Any]) -> None:
        successor = taking[told["successor"]]
        number = hand_over_caseload(
            families=families,
            leaver=leaving[told["leaver"]],
            successor=successor,
            from_on=told["from_on"],
            by=actor.person_key,
        )
        handed = counted(number, "family is", "families are")
        messages.success(request, f"{handed} handed over to {successor.name}.")

    form = CaseloadForm.of_request(
        request,
        leavers=[(key, user.name) for key, user in leaving.items()],
        people=[(key, user.name) for key, user in taking.items()],
    )
    question = Question(
        "Hand over a caseload of families",
        back=reverse("families"),
        button="Hand over",
        intro="Every family of your agency that the first person is responsible for.",
    )
    return ask(request, question, form, carry_out)
