"""The home page of whoever signed in, and the review of one opening."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.policy import ActorFacts, Part, can_see_identity
from belong.domain.policy.administration import can_manage
from belong.domain.policy.children import can_list_children
from belong.domain.policy.families import can_list_families
from belong.domain.policy.overseeing import can_oversee, can_review_opening, has_caseload
from belong.web.children.actions.keeping import review_opening
from belong.web.children.models import Opening
from belong.web.children.presenters.who import identity_shown, name_of
from belong.web.children.queries import child_facts
from belong.web.families.actions import review_opening as review_opening_of_family
from belong.web.families.models import FamilyOpening
from belong.web.families.queries import applicants_named, family_facts, together
from belong.web.home import presenters, queries
from belong.web.keeping.drill import last_drill_passed
from belong.web.keeping.presenters import drill_in_words
from belong.web.ui.forms import Form
from belong.web.ui.pages import Question, ask
from belong.web.ui.requests import actor_of
from belong.web.ui.words import moment

__all__ = ["home", "review_child_opening", "review_family_opening"]

_asking = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the person, by what their roles do; nobody's is empty.

    A real installation tells administrators when a backup was last restored as a drill.
    """
    actor = actor_of(request)
    shown: dict[str, Any] = {}
    if can_oversee(actor):
        shown |= _overseen(actor)
    if has_caseload(actor):
        shown |= _caseload(actor)
    if can_manage(actor):
        without = queries.people_without_role(actor, timezone.localdate())
        shown |= {"without_role": presenters.people_table(without), "manages": True}
        if not settings.IS_DEMO:
            shown["drill"] = drill_in_words(last_drill_passed(), timezone.now())
    return render(request, "home/home.html", shown)


def _overseen(actor: ActorFacts) -> dict[str, Any]:
    """What is only for people who manage: broken rules, seals, openings."""
    now, today = timezone.now(), timezone.localdate()
    lists_families = can_list_families(actor)
    notes = queries.rules_broken(actor, now)
    entries = queries.family_rules_broken(actor, now) if lists_families else []
    told = queries.rows_of({one.child.key for one in notes} | {one.subject_key for one in entries})
    of_families = queries.family_openings(actor)[: queries.MOST] if lists_families else []
    return {
        "rules": presenters.rules_table(notes, entries, told),
        "seals": presenters.seals_table(queries.seals_to_agree(actor)),
        "openings": presenters.openings_table(
            list(queries.child_openings(actor)[: queries.MOST]), list(of_families), today
        ),
    }


def _caseload(actor: ActorFacts) -> dict[str, Any]:
    """The person's own children and families, named by the rules of their own pages."""
    today = timezone.localdate()
    children = queries.children_of_caseload(actor) if can_list_children(actor) else []
    families = queries.families_of_caseload(actor) if can_list_families(actor) else []
    people = applicants_named(families) if families else {}
    told = queries.rows_of([one.key for one in children] + [one.key for one in families])
    named_children = [
        (child, name_of(child, identity_shown(actor, child_facts(actor, child), child)))
        for child in children
    ]
    named_families = []
    for family in families:
        facts = family_facts(actor, family)
        is_named = can_see_identity(actor, facts, Part.FAMILY_IDENTITY)
        name = together(people.get(family.pk, [])) if is_named else ""
        named_families.append((family, name or family.pseudonym))
    shown: dict[str, Any] = {"most": queries.MOST}
    if can_list_children(actor):
        shown["children"] = presenters.children_table(named_children, told, today)
        shown["has_more_children"] = len(children) > queries.MOST
    if can_list_families(actor):
        shown["families"] = presenters.families_table(named_families, told, today)
        shown["has_more_families"] = len(families) > queries.MOST
    return shown


def _question(pseudonym: str, opening: Opening | FamilyOpening) -> Question:
    return Question(
        f"Review the opening of {pseudonym}",
        back=reverse("home"),
        button="I have reviewed it",
        intro=(
            f"{opening.user.name} opened it on {moment(opening.opened_at)}, until"
            f" {moment(opening.until)}. The reason given: {opening.reason} If it does not convince"
            " you, talk to them first."
        ),
        done="The opening is reviewed.",
    )


@_asking
def review_child_opening(request: HttpRequest, key: str, opening: int) -> HttpResponse:
    """Say that an opening of a child's record was reviewed. One's own, too, is not there."""
    actor = actor_of(request)
    found = queries.child_openings(actor).filter(child__key=key, pk=opening).first()
    if found is None or not can_review_opening(actor, found.child.council.key, found.user.key):
        raise Http404

    def carry_out(told: dict[str, Any]) -> None:
        review_opening(opening=found, by=actor.person_key)

    return ask(
        request, _question(found.child.pseudonym, found), Form.of_request(request), carry_out
    )


@_asking
def review_family_opening(request: HttpRequest, key: str, opening: int) -> HttpResponse:
    """The same, of a family's record."""
    actor = actor_of(request)
    found = queries.family_openings(actor).filter(family__key=key, pk=opening).first()
    if found is None or not can_review_opening(actor, found.family.agency.key, found.user.key):
        raise Http404

    def carry_out(told: dict[str, Any]) -> None:
        review_opening_of_family(opening=found, by=actor.person_key)

    return ask(
        request, _question(found.family.pseudonym, found), Form.of_request(request), carry_out
    )
