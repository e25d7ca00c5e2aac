"""What is written in a meeting: on one child, an action for all, and that an action is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from belong.domain.documents import Side, StandsOn
from belong.domain.errors import BelongError
from belong.domain.events import DelayReason
from belong.domain.policy import ActorFacts, NotAllowed, Part, can_record
from belong.domain.policy.documents import can_add_to_child, can_add_to_family
from belong.domain.policy.tracking import Subjects, check_finish_action, check_take_part
from belong.web.audit.actions import record_audit
from belong.web.children.offering import MANAGERS, people_at_work
from belong.web.children.queries import child_facts
from belong.web.documents.subjects import subject_of
from belong.web.families.queries import family_facts
from belong.web.ledger.once import AlreadySaved, read_token
from belong.web.tracker import actions, queries
from belong.web.tracker.both import CASES
from belong.web.tracker.cases import Tracked
from belong.web.tracker.clocks import clocks_of_one
from belong.web.tracker.forms import ActionForm, CaseForm, DoneForm
from belong.web.tracker.models import MeetingAction
from belong.web.tracker.presenters import standing_pairs, words_of_action
from belong.web.tracker.views_meetings import find_meeting
from belong.web.ui.pages import Question, ask
from belong.web.ui.presenters import summary_rows
from belong.web.ui.requests import actor_of
from belong.web.ui.words import day

__all__ = ["action_done", "meeting_action", "meeting_child", "meeting_family"]

_PAGE = {Subjects.CHILDREN: "meeting_child", Subjects.FAMILIES: "meeting_family"}

_asking = require_http_methods(["GET", "HEAD", "POST"])


@_asking
def meeting_child(request: HttpRequest, key: str, child: str) -> HttpResponse:
    """One child of a meeting: how things stand, and what the meeting says. Then the next."""
    return _go_through_page(request, key, child, Subjects.CHILDREN)


@_asking
def meeting_family(request: HttpRequest, key: str, family: str) -> HttpResponse:
    """The same of one family."""
    return _go_through_page(request, key, family, Subjects.FAMILIES)


def _go_through_page(request: HttpRequest, key: str, case: str, about: Subjects) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    meeting = find_meeting(request, key)
    cases = CASES[about]
    if meeting.about != about:
        raise Http404
    keys = dict(cases.in_meeting(actor, meeting, today).values_list("key", "pk"))
    if case not in keys:
        raise Http404
    facts = meeting.facts(queries.member_of(meeting))
    check_take_part(actor, facts)
    pk, order = keys[case], list(keys)
    place = order.index(case)
    clocks, to_explain = clocks_of_one(cases.field, pk, today)
    tracked = cases.gathered(actor, [pk], today, clocks={pk: clocks})[pk]
    (row,) = cases.rows(actor, meeting, facts, [tracked], today)
    after = order[place + 1] if place + 1 < len(order) else ""
    back = reverse("meeting", args=[key])
    form = _form(request, tracked, about, to_explain)
    if request.method == "POST" and form.is_valid():
        is_next = request.POST.get("then") == "next" and after
        onward = reverse(_PAGE[about], args=[key, after]) if is_next else back
        try:
            _go_through(meeting, tracked, form, actor.person_key, request)
        except NotAllowed:
            raise
        except AlreadySaved:
            return HttpResponseRedirect(onward)
        except BelongError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Saved: {row.name}.")
            return HttpResponseRedirect(onward)
    _log_read(actor.person_key, cases.field, tracked.case)
    context = {
        "meeting": meeting,
        "form": form,
        "token": read_token(request.POST.get("token")),
        "row": replace(row, links=row.links[-1:]),
        "stands": summary_rows(standing_pairs(cases.columns(meeting), row)),
        "page": _PAGE[about],
        "place": place + 1,
        "total": len(order),
        "before": order[place - 1] if place else "",
        "after": after,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "tracker/case.html", context, status=status)


def _form(
    request: HttpRequest, tracked: Tracked[Any], about: Subjects, clocks: list[tuple[str, str]]
) -> CaseForm:
    """The form, with what this person may write; a family's delays are recorded on its page."""
    actor, today, case = actor_of(request), timezone.localdate(), tracked.case
    if about is Subjects.FAMILIES:
        owners = queries.at_work_in(case.agency_id, today)
        can_note = can_add_to_family(actor, family_facts(actor, case), Side.ADOPTIVE)
        return CaseForm.of_request(
            request, owners=owners, managers=[], clocks=[], can_note=can_note, can_delay=False
        )
    people = people_at_work(case, today)
    facts = child_facts(actor, case)
    return CaseForm.of_request(
        request,
        owners=list(dict.fromkeys((key, name) for key, name, _ in people)),
        managers=list(dict.fromkeys((key, name) for key, name, role in people if role in MANAGERS)),
        clocks=clocks,
        can_note=can_add_to_child(actor, facts, Side.BIRTH),
        can_delay=can_record(actor, facts, Part.CHILD_DATES),
    )


def _log_read(by: str, kind: str, case: Any) -> None:
    agency = case.council if kind == "child" else case.agency
    record_audit(
        action="record_read",
        by=by,
        subject_kind=kind,
        subject_key=case.key,
        agency_key=agency.key,
    )


def _go_through(
    meeting: Any, tracked: Tracked[Any], form: CaseForm, by: str, request: HttpRequest
) -> None:
    told = form.cleaned_data
    is_child = meeting.about == Subjects.CHILDREN
    actions.go_through(
        meeting=meeting,
        by=by,
        token=read_token(request.POST.get("token")),
        child=tracked.case if is_child else None,
        family=None if is_child else tracked.case,
        note=told.get("note", ""),
        wanted=_wanted(told) if told.get("action") else None,
        delayed=_delayed(told) if told.get("clock") else None,
    )


def _delayed(told: dict[str, Any]) -> actions.Delayed:
    clock, started_on = told["clock"].split(" ")
    return actions.Delayed(
        clock,
        date.fromisoformat(started_on),
        DelayReason(told["delay_reason"]),
        told["agreed_by"],
        told["delay_words"],
    )


def _wanted(told: dict[str, Any]) -> actions.Wanted:
    return actions.Wanted(told["action"], queries.person_named(told["owner"]), told["due_on"])


@_asking
def meeting_action(request: HttpRequest, key: str) -> HttpResponse:
    """Agree an action that is about no one child or family."""
    actor, meeting = actor_of(request), find_meeting(request, key)
    check_take_part(actor, meeting.facts(queries.member_of(meeting)))
    owners = queries.owners_offered(meeting, timezone.localdate())
    form = ActionForm.of_request(request, owners=owners)

    def carry_out(told: dict[str, Any]) -> None:
        actions.add_action(meeting=meeting, wanted=_wanted(told), by=actor.person_key)

    question = Question(
        "Agree an action",
        back=reverse("meeting", args=[key]),
        button="Save the action",
        intro="For what is about no one child or family; open a row to agree one about a case.",
        done="The action is agreed.",
    )
    return ask(request, question, form, carry_out)


@_asking
def action_done(request: HttpRequest, key: str) -> HttpResponse:
    """Say that an action is done, and what came of it."""
    actor = actor_of(request)
    action = queries.find_action(actor, key)
    if action is None:
        raise Http404
    check_finish_action(actor, action.meeting.facts(), action.owner.key)
    is_reader = queries.is_readable(actor, action.meeting.key)
    words = words_of_action(actor, action, reads_words=_reads_words(actor, action))

    def carry_out(told: dict[str, Any]) -> None:
        actions.finish_action(
            action=action, done_on=told["done_on"], outcome=told["outcome"], by=actor.person_key
        )

    question = Question(
        "Is the action done?",
        back=reverse("meeting", args=[action.meeting.key]) if is_reader else reverse("home"),
        button="It is done",
        intro=f"{words} ({action.owner.name}, by {day(action.due_on)})",
        done="The action is done.",
    )
    form = DoneForm.of_request(request, initial={"done_on": timezone.localdate()})
    return ask(request, question, form, carry_out)


def _reads_words(actor: ActorFacts, action: MeetingAction) -> bool:
    """Whether the person reads what is written on the record that an action is about, if any."""
    if action.child is not None:
        return subject_of(actor, StandsOn.CHILD, action.child.key).reads(Side.BIRTH)
    if action.family is not None:
        return subject_of(actor, StandsOn.FAMILY, action.family.key).reads(Side.ADOPTIVE)
    return True
