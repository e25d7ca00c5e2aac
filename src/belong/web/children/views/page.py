"""The page of one child, now or as known at an earlier moment."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from belong.domain.policy import ActorFacts, Part, RecordFacts, can_open_with_reason, can_record
from belong.domain.policy.children import (
    can_change_identity,
    can_keep_from,
    can_merge,
    can_read_words,
)
from belong.domain.policy.families import can_read_adopters
from belong.web.children.folding import everything_recorded, journey_told_by
from belong.web.children.models import EventNote
from belong.web.children.offering import names_by_key
from belong.web.children.presenters.page import PageFacts, child_page
from belong.web.children.presenters.story import Names, families_named, people_named
from belong.web.children.presenters.who import identity_shown
from belong.web.children.queries import (
    child_facts,
    key_of_kept,
    notes_of,
    responsible_for,
    siblings_of,
)
from belong.web.children.views.common import child_of, log_read
from belong.web.documents.sections import section_of
from belong.web.documents.subjects import about_child
from belong.web.due.queries_policies import policy_on
from belong.web.ledger.as_known import PARAMETER, as_known
from belong.web.ledger.forms import KnownForm
from belong.web.ui.presenters import summary_rows
from belong.web.ui.requests import actor_of

__all__ = ["child"]


@require_safe
def child(request: HttpRequest, key: str) -> HttpResponse:
    """One child: what is next, the journey, the people, and everything recorded.

    The address of a record that was merged into another leads to the one that was kept.
    """
    actor = actor_of(request)
    try:
        found, facts = child_of(request, key)
    except Http404:
        kept = key_of_kept(actor, key)
        if kept is None:
            raise
        return HttpResponseRedirect(reverse("child_page", args=[kept]))
    address = reverse("child_page", args=[key])
    asked = KnownForm(request.GET if KnownForm.is_asked(request.GET) else None)
    if asked.is_bound and asked.is_valid():
        return HttpResponseRedirect(f"{address}?{PARAMETER}={asked.cleaned_data['known']}")
    known = as_known(request.GET)
    rows = everything_recorded(key, known=known)
    journey = journey_told_by(rows)
    notes = _readable(actor, facts, notes_of(found))
    people = people_named(rows) | {
        each for listed in notes.values() for note in listed for each in _named_in(note)
    }
    names = names_by_key(people, families_named(rows))
    writes = known is None and can_record(actor, facts, Part.CHILD_DATES)
    page = child_page(
        PageFacts(
            child=found,
            identity=identity_shown(actor, facts, found),
            rows=rows,
            journey=journey,
            names=Names(people=names, families=names),
            notes=notes,
            responsible=responsible_for([found]).get(found.pk, []),
            siblings=[
                (each, identity_shown(actor, child_facts(actor, each), each))
                for each in siblings_of(actor, found)
            ],
            today=known.day if known else timezone.localdate(),
            known_at=known.words if known else None,
            can_record=writes,
            shows_all="all" in request.GET,
            policy=policy_on(found),
        )
    )
    log_read(request, found, as_known=known.text if known else "")
    return render(
        request,
        "children/child.html",
        {
            "child": found,
            "page": page,
            "plan_rows": summary_rows(page.plan),
            "section": section_of(about_child(actor, found, facts), known),
            "known": known,
            "form": asked,
            "address": address,
            "can_record": writes,
            "can_change_identity": known is None and can_change_identity(actor, facts),
            "can_merge": known is None and can_merge(actor, facts),
            "can_keep_from": known is None and can_keep_from(actor, facts),
            "can_read_adopters": can_read_adopters(actor),
            "can_open": can_open_with_reason(actor, facts, Part.CHILD_IDENTITY),
            "is_adopted": journey.stage == "C11",
        },
    )


def _readable(
    actor: ActorFacts, facts: RecordFacts, notes: dict[str, list[EventNote]]
) -> dict[str, list[EventNote]]:
    """Of what was written with the events: what this reader may read."""
    return {
        key: [
            note
            for note in listed
            if can_read_words(actor, facts, is_adoptive_side=note.side == EventNote.Side.ADOPTIVE)
        ]
        for key, listed in notes.items()
    }


def _named_in(note: EventNote) -> tuple[str, ...]:
    return tuple(key for key in (note.by_person, note.agreed_by) if key)
