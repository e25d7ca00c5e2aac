"""Pages on which an agency sets limits of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.clocks import CLOCKS, FAMILY_CLOCKS
from belong.domain.policy.clocks import check_set_clocks
from belong.web.due import actions, presenters
from belong.web.due import queries_policies as stored
from belong.web.due.forms import EndTermForm, OwnClockForm, TermForm
from belong.web.ui.pages import Question, ask
from belong.web.ui.requests import actor_of

__all__ = ["policies", "policy", "policy_add", "policy_end", "policy_set"]

_asking = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """The agencies whose limits the reader sets."""
    actor = actor_of(request)
    check_set_clocks(actor)
    return render(request, "due/policies.html", {"agencies": list(stored.visible_to(actor))})


@require_safe
def policy(request: HttpRequest, key: str) -> HttpResponse:
    """One agency: what it has set, and every limit with its source."""
    actor = actor_of(request)
    check_set_clocks(actor)
    agency = stored.agency_timed(actor, key)
    context = {
        "agency": agency,
        "terms": presenters.terms_table(stored.terms_of(agency), timezone.localdate()),
        "of_children": presenters.clocks_table("Of children", CLOCKS.values(), key),
        "of_families": presenters.clocks_table("Of families", FAMILY_CLOCKS.values(), key),
    }
    return render(request, "due/policy.html", context)


@_asking
def policy_set(request: HttpRequest, key: str, clock: str) -> HttpResponse:
    """Set one limit of the table for an agency."""
    actor = actor_of(request)
    check_set_clocks(actor)
    agency = stored.agency_timed(actor, key)
    rule = CLOCKS.get(clock) or FAMILY_CLOCKS.get(clock)
    if rule is None or rule.is_period:
        raise Http404
    question = Question(
        rule.label,
        back=reverse("due-policy", args=[key]),
        intro=(
            f"{rule.limit}, by {rule.basis}: {rule.source}. An agency may set a shorter limit"
            f"{'' if rule.is_national else ', a longer one, or leave it out'}."
        ),
        done="It is set. What is due is counted anew within a few minutes.",
    )
    form = TermForm.of_request(request, rule=rule)
    return ask(
        request,
        question,
        form,
        lambda told: actions.set_term(term=form.term(agency), by=actor.person_key),
    )


@_asking
def policy_add(request: HttpRequest, key: str, of: str) -> HttpResponse:
    """Add a clock of an agency's own, for its children or its families."""
    actor = actor_of(request)
    check_set_clocks(actor)
    agency = stored.agency_timed(actor, key)
    if of not in ("children", "families"):
        raise Http404
    question = Question(
        f"Add a time limit of your own for {of}",
        back=reverse("due-policy", args=[key]),
        button="Add",
        done="It is added. What is due is counted anew within a few minutes.",
    )
    form = OwnClockForm.of_request(request, is_of_family=of == "families")
    return ask(
        request,
        question,
        form,
        lambda told: actions.set_term(term=form.term(agency), by=actor.person_key),
    )


@_asking
def policy_end(request: HttpRequest, key: str) -> HttpResponse:
    """End what an agency has set."""
    actor = actor_of(request)
    check_set_clocks(actor)
    term = stored.term_timed(actor, key)
    question = Question(
        f"End: {presenters.label_of(term)}",
        back=reverse("due-policy", args=[term.agency.key]),
        button="End it",
        intro="Clocks that start later go by the table again. Those that started before stay.",
        done="It has an end. What is due is counted anew within a few minutes.",
    )

    def carry_out(told: dict[str, Any]) -> None:
        to_on = told["last_day"] + timedelta(days=1)
        actions.end_term(term=term, to_on=to_on, by=actor.person_key)

    return ask(request, question, EndTermForm.of_request(request), carry_out)
