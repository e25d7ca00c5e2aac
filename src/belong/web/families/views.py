"""Reading families: the list, the pipeline, one family."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from belong.domain.clocks import Clock, family_clocks
from belong.domain.journey.family import ApplicationJourney, next_move
from belong.domain.policy import ActorFacts, Part, can_record
from belong.domain.policy.families import (
    can_add_family,
    can_change_people,
    can_hand_over_families,
    can_hand_over_family,
    can_keep_from_family,
    can_record_checks,
    can_see_address,
    check_list_families,
)
from belong.web.audit.actions import record_audit
from belong.web.documents.sections import section_of
from belong.web.documents.subjects import about_family
from belong.web.due.presenters_clocks import limits_table, reason_address
from belong.web.due.queries_policies import policy_on
from belong.web.families import presenters, queries
from belong.web.families import presenters_family as presenting
from belong.web.families.forms import FilterForm
from belong.web.families.lists import families_found, page_of, pipeline_of
from belong.web.families.models import FamilyRecord
from belong.web.families.presenters_recorded import not_shown, recorded_entries
from belong.web.families.reading import FamilyTold, open_family, tell
from belong.web.ledger.as_known import PARAMETER, AsKnown
from belong.web.ledger.forms import KnownForm
from belong.web.ledger.list_moment import list_moment
from belong.web.ledger.models import SubjectKind
from belong.web.ui.presenters import Colour, Tag, pages_of
from belong.web.ui.requests import actor_of

__all__ = ["families", "families_pipeline", "family"]


def _filter(request: HttpRequest, actor: ActorFacts) -> FilterForm:
    agencies, teams = queries.agencies_and_teams(actor, FamilyRecord)
    return FilterForm(
        data=request.GET, agencies=agencies, teams=teams, workers=queries.workers_of(actor)
    )


@require_safe
def families(request: HttpRequest) -> HttpResponse:
    """The list, with its filter. What was searched for is noted."""
    actor, today = actor_of(request), timezone.localdate()
    check_list_families(actor)
    moment = list_moment(request)
    if moment.moved_to is not None:
        return HttpResponseRedirect(moment.moved_to)
    known = moment.known
    form = _filter(request, actor)
    asked = form.asked()
    found = families_found(actor, asked, today, known)
    pages = pages_of(request.GET, total=found.count())
    shown = page_of(actor, found, pages.rows, known)
    if asked.get("q"):
        at = {"as_known": known.text} if known else {}
        record_audit(action="searched", by=actor.person_key, detail={"terms": asked["q"], **at})
    context = {
        "moment": moment,
        "pipeline_href": _at(known, reverse("families-pipeline")),
        "form": form,
        "pages": pages,
        "table": presenters.families_table(
            actor,
            shown,
            queries.applicants_named(shown),
            queries.responsible_for(shown),
            today,
            known,
        ),
        "may_add": known is None and can_add_family(actor),
        "may_hand_over": known is None and can_hand_over_families(actor),
    }
    return render(request, "families/families.html", context)


@require_safe
def families_pipeline(request: HttpRequest) -> HttpResponse:
    """The pipeline: by number and never by name, so that it can be printed."""
    actor, today = actor_of(request), timezone.localdate()
    check_list_families(actor)
    moment = list_moment(request)
    if moment.moved_to is not None:
        return HttpResponseRedirect(moment.moved_to)
    known = moment.known
    form = _filter(request, actor)
    asked = {
        name: value for name, value in form.asked().items() if name in ("agency", "team", "worker")
    }
    pipeline = pipeline_of(actor, asked, today, known)
    context = {
        "moment": moment,
        "list_href": _at(known, reverse("families")),
        "on": known.day if known else today,
        "form": form,
        "over_tag": Tag("Over", Colour.RED),
        "asking": [form[name] for name in ("worker", "team", "agency") if name in form.fields],
        "columns": presenters.stage_cards(pipeline.columns, asked, known),
        "on_time": presenters.on_time_table(pipeline.on_time),
        "stuck": presenters.stuck_table(pipeline.stuck, asked, known),
        "over": presenters.over_table(pipeline, known),
    }
    return render(request, "families/pipeline.html", context)


def _at(known: AsKnown | None, path: str) -> str:
    """The address of a page at the moment at which this one is read."""
    return known.address(path) if known else path


def _application_shown(request: HttpRequest, told: FamilyTold) -> ApplicationJourney | None:
    """The application asked for, else the latest. Raises Http404 for another family's."""
    asked = request.GET.get("application")
    if not asked:
        return told.journey.latest
    found = told.journey.of(asked)
    if found is None:
        raise Http404
    return found


@require_safe
def family(request: HttpRequest, key: str) -> HttpResponse:
    """One family: who, what is next, stages, people, checks, applications, timeline, the record."""
    opened = open_family(request, key)
    asked = KnownForm(request.GET if KnownForm.is_asked(request.GET) else None)
    address = reverse("family", args=[key])
    if asked.is_bound and asked.is_valid():
        return HttpResponseRedirect(f"{address}?{PARAMETER}={asked.cleaned_data['known']}")
    told = tell(request, opened)
    actor, facts, today = opened.actor, opened.facts, opened.today
    shown = _application_shown(request, told)
    applications = queries.applications_of(told.family)
    seen_from = told.known.day if told.known else today
    is_now = told.known is None
    may_change = is_now and can_change_people(actor, facts)
    context: dict[str, Any] = {
        "family": told.family,
        "known": told.known,
        "now_href": address,
        "as_known_form": asked,
        "name": told.name,
        "bar": presenting.identity_bar(
            told.family, told.name, shown, told.workers, told.known, seen_from
        ),
        "shown": shown,
        "entries": recorded_entries(told),
        "section": section_of(about_family(actor, opened.family, facts), told.known),
        "not_shown": not_shown(told),
        "applications": presenting.applications_table(
            told.family,
            applications,
            told.journey,
            {one.pk: f"{one.forenames} {one.surname}" for one in told.people},
            shown.key if shown else "",
        ),
        "is_named": bool(told.people),
        "people": presenting.people_table(told.family, told.people, may_change=may_change),
        "address": told.family.address if can_see_address(actor, facts) else "",
        "may_record": is_now and can_record(actor, facts, Part.FAMILY_DATES),
        "may_check": is_now and can_record_checks(actor, facts),
        "may_change": may_change,
        "may_hand_over": is_now and can_hand_over_family(actor, facts),
        "may_keep_from": is_now and can_keep_from_family(actor, facts),
    }
    if shown is not None:
        context |= _of_application(told, shown, applications, seen_from)
    return render(request, "families/family.html", context)


def _of_application(
    told: FamilyTold,
    shown: ApplicationJourney,
    applications: list[queries.ApplicationFacts],
    today: Any,
) -> dict[str, Any]:
    """What the page says of the application that it shows."""
    record = next((one for one in applications if one.key == shown.key), None)
    needed = presenting.needed_of(record, shown, told.people, today)
    clocks = family_clocks(shown, today, policy_on(told.family))
    ask = None
    if told.known is None and can_record(told.opened.actor, told.opened.facts, Part.FAMILY_DATES):

        def ask(one: Clock) -> str:
            return reason_address(SubjectKind.FAMILY, told.family.key, one.key, one.started_on)

    return {
        "next": next_move(shown),
        "next_limit": presenting.limits_words(clocks),
        "limits": limits_table(clocks, is_waiting=True, ask=ask),
        "past_limits": limits_table(clocks, is_waiting=False, ask=ask),
        "stages": presenting.stages_table(shown, clocks, today),
        "flags": presenting.flags_table(shown) if shown.flags else None,
        "timeline_shown": presenting.timeline_of(shown, clocks, told.name, today),
        "checks": presenting.checks_table(
            shown, told.wording, needed, told.people_who_recorded, today
        )
        if told.wording.sees_checks
        else None,
    }
