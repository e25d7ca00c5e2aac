"""The home page of whoever signed in, and the review of one opening."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.policy import ActorFacts, Part, can_record, can_see_identity
from belong.domain.policy.administration import can_manage
from belong.domain.policy.children import can_list_children
from belong.domain.policy.clocks import can_set_clocks
from belong.domain.policy.families import can_list_families
from belong.domain.policy.governance import can_govern
from belong.domain.policy.overseeing import can_oversee, can_review_opening, has_caseload
from belong.domain.policy.tracking import can_follow_any
from belong.web.children.actions.keeping import review_opening
from belong.web.children.models import Opening
from belong.web.children.presenters.who import born_words, identity_shown, name_of
from belong.web.children.queries import child_facts
from belong.web.documents import queries as papers
from belong.web.due import queries as caseload
from belong.web.due.actions import have_read
from belong.web.due.models import DueRow
from belong.web.families.actions import review_opening as review_opening_of_family
from belong.web.families.models import FamilyOpening, HouseholdMember
from belong.web.families.queries import applicants_named, family_facts, together, user_of
from belong.web.governance.presenters import overdue_table
from belong.web.governance.queries import overdue_for
from belong.web.home import presenters, presenters_caseload, queries
from belong.web.keeping.drill import last_drill_passed
from belong.web.keeping.presenters import drill_in_words
from belong.web.tracker.presenters import own_actions_table
from belong.web.tracker.queries import actions_of
from belong.web.ui.forms import Form
from belong.web.ui.pages import Question, ask
from belong.web.ui.requests import actor_of
from belong.web.ui.words import moment

if TYPE_CHECKING:
    from belong.web.children.queries import VisibleChild
    from belong.web.families.queries import VisibleFamily

__all__ = ["home", "read", "review_child_opening", "review_family_opening"]

#: More digits than any change has.
LONGEST_NUMBER = 15
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
    if can_follow_any(actor):
        own = actions_of(actor)
        shown["actions"] = own_actions_table(own, timezone.localdate()) if own else None
    if can_govern(actor):
        shown |= _governed(actor)
    if can_manage(actor):
        without = queries.people_without_role(actor, timezone.localdate())
        shown |= {"without_role": presenters.people_table(without), "manages": True}
        if not settings.IS_DEMO:
            shown["drill"] = drill_in_words(last_drill_passed(), timezone.now())
    return render(request, "home/home.html", shown)


@_asking
def read(request: HttpRequest) -> HttpResponse:
    """The person has read what others decided, up to the change that the page showed."""
    actor, change = actor_of(request), request.POST.get("change", "")
    if change.isdecimal() and len(change) <= LONGEST_NUMBER:
        have_read(user=user_of(actor), change=int(change), by=actor.person_key)
        messages.success(request, "What was decided until now is marked as read.")
    return redirect("home")


def _overseen(actor: ActorFacts) -> dict[str, Any]:
    """What is only for people who manage: broken rules, seals, openings."""
    now, today = timezone.now(), timezone.localdate()
    lists_families = can_list_families(actor)
    notes = queries.rules_broken(actor, now)
    entries = queries.family_rules_broken(actor, now) if lists_families else []
    children = queries.children_told_of(notes)
    told = queries.rows_of(
        {one.key for one in children.values()} | {one.subject_key for one in entries}
    )
    return {
        "sets_clocks": can_set_clocks(actor),
        "rules": presenters.rules_table(notes, children, entries, told),
        "seals": presenters.seals_table(
            queries.seals_to_agree(actor), papers.seals_to_agree(actor, queries.MOST)
        ),
        "openings": presenters.openings_table(
            queries.openings_to_review(actor, with_families=lists_families), today
        ),
    }


def _governed(actor: ActorFacts) -> dict[str, Any]:
    """What is overdue in the registers that the person keeps, and how much."""
    today = timezone.localdate()
    overdue = overdue_for(actor, today)
    return {
        "most": queries.MOST,
        "governance_overdue": len(overdue),
        "governance": overdue_table(overdue, today, most=queries.MOST),
    }


def _caseload(actor: ActorFacts) -> dict[str, Any]:
    """The person's own work, named by the rules of the records' own pages."""
    now, today = timezone.now(), timezone.localdate()
    children = caseload.children_of(actor, today) if can_list_children(actor) else []
    families = caseload.families_of(actor, today) if can_list_families(actor) else []
    people = applicants_named(families) if families else {}
    of_children = {child.pk: _child_known(actor, child) for child in children}
    of_families = {
        family.pk: _family_known(actor, family, people.get(family.pk, [])) for family in families
    }
    known = {one.key: one for one in (*of_children.values(), *of_families.values())}
    due = caseload.due_of(list(of_children), list(of_families), today)
    decided = caseload.decided_for(actor, list(known), now, queries.MOST + 1)

    def find(row: DueRow) -> presenters_caseload.Known | None:
        if row.child_id is not None:
            return of_children.get(row.child_id)
        return of_families.get(row.family_id) if row.family_id is not None else None

    forgotten = presenters_caseload.forgotten_table(
        [of_children[one.pk] for one in children if one.is_forgotten],
        [of_families[one.pk] for one in families if one.is_forgotten],
    )
    return {
        "most": queries.MOST,
        "due": due,
        "overdue": presenters_caseload.overdue_table(due.overdue, find, today),
        "coming": presenters_caseload.coming_table(due.coming, find, today),
        "unexplained": presenters_caseload.unexplained_table(due.unexplained, find),
        "decided": presenters_caseload.decided_table(
            decided[: queries.MOST], known, due.begun, find
        ),
        "has_more_decided": len(decided) > queries.MOST,
        "read_up_to": decided[0].change_id if decided else 0,
        "forgotten": forgotten,
        "has_caseload": True,
        "has_nobody": not known,
        "lists_children": can_list_children(actor),
        "lists_families": can_list_families(actor),
    }


def _child_known(actor: ActorFacts, child: VisibleChild) -> presenters_caseload.Known:
    facts = child_facts(actor, child)
    identity = identity_shown(actor, facts, child)
    return presenters_caseload.Known(
        child.key,
        name_of(child, identity),
        reverse("child_page", args=[child.key]),
        below=born_words(identity),
        may_record=can_record(actor, facts, Part.CHILD_DATES),
    )


def _family_known(
    actor: ActorFacts, family: VisibleFamily, people: list[HouseholdMember]
) -> presenters_caseload.Known:
    facts = family_facts(actor, family)
    is_named = can_see_identity(actor, facts, Part.FAMILY_IDENTITY)
    name = together(people) if is_named else ""
    return presenters_caseload.Known(
        family.key,
        name or family.pseudonym,
        reverse("family", args=[family.key]),
        below=family.pseudonym if name else "",
        may_record=can_record(actor, facts, Part.FAMILY_DATES),
        row=getattr(family, "row", None),
    )


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
