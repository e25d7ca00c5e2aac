"""Withdraw an entry, ask to seal one, and agree to a seal."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.errors import BelongError
from belong.domain.events import EventKind
from belong.domain.policy.children import (
    can_be_second_to_seal,
    check_be_second_to_seal,
    check_list_children,
)
from belong.web.agencies.queries import names_of_people
from belong.web.children.actions.recording import seal_for_good
from belong.web.children.folding import everything_recorded, still_believed
from belong.web.children.forms.manage import NothingForm, ReasonForm
from belong.web.children.offering import seals_waiting
from belong.web.children.presenters.seals import seals_table
from belong.web.children.presenters.story import title_of, when_of
from belong.web.children.queries import child_facts
from belong.web.children.views.common import child_of, recordable_child_of
from belong.web.ledger.actions import ask_to_seal, withdraw_event
from belong.web.ledger.models import Event
from belong.web.ui.pages import Question, ask, changed_already
from belong.web.ui.requests import actor_of

__all__ = ["agree", "seal", "seals", "withdraw"]

asking = require_http_methods(["GET", "HEAD", "POST"])


def _entry(rows: list[Event], key: str) -> Event:
    """An entry of this record. Raises Http404 for another record's, just as for none."""
    found = next((row for row in rows if row.key == key), None)
    if found is None:
        raise Http404
    return found


@asking
def withdraw(request: HttpRequest, key: str, entry: str) -> HttpResponse:
    """Withdraw an entry: it did not happen. It stays visible, with the reason."""
    recordable_child_of(request, key)
    rows = everything_recorded(key)
    standing = still_believed(rows)
    found = _entry(rows, entry)
    if found.is_withdrawal:
        raise Http404
    back = reverse("child_page", args=[key])
    if request.method != "POST" and found not in standing:
        return changed_already(request, back)
    by = actor_of(request).person_key
    seen = rows[0].change_id
    births = [row for row in standing if row.kind == EventKind.BORN]

    def carry_out(told: dict[str, str]) -> None:
        if births == [found]:  # two births stand where two records of one child were merged
            raise BelongError("A birth is not withdrawn.", mend="Correct the entry instead.")
        withdraw_event(event=found, by=by, why=told["reason"], seen=seen)

    question = Question(
        f"Withdraw: {title_of(found.kind)}, {when_of(found)}",
        back=back,
        button="Withdraw",
        intro="The entry stays visible, crossed out, with your name and your reason.",
        done="The entry is withdrawn.",
        is_grave=True,
    )
    return ask(request, question, ReasonForm.of_request(request), carry_out)


@asking
def seal(request: HttpRequest, key: str, entry: str) -> HttpResponse:
    """Ask that an entry be sealed, because somebody's details stand on the wrong record."""
    recordable_child_of(request, key)
    found = _entry(everything_recorded(key), entry)
    by = actor_of(request).person_key

    def carry_out(told: dict[str, str]) -> None:
        ask_to_seal(event=found, by=by, reason=told["reason"])

    question = Question(
        f"Ask to seal: {title_of(found.kind)}, {when_of(found)}",
        back=reverse("child_page", args=[key]),
        button="Ask to seal",
        intro=(
            "Seal only details that stand on the wrong record. For anything else, correct or"
            " withdraw the entry. A manager must agree. After that nobody can read the details"
            " again, nor the reasons given with it; that"
            " there was an entry, its day, both your names and the reason that you give now stay:"
            " name nobody in it."
        ),
        done="You have asked for a seal. A manager must agree to it.",
        is_grave=True,
    )
    return ask(request, question, ReasonForm.of_request(request), carry_out)


@require_safe
def seals(request: HttpRequest) -> HttpResponse:
    """The seals that wait for this person's agreement."""
    actor = actor_of(request)
    check_list_children(actor)
    waiting = [
        (child, asked)
        for child, asked in seals_waiting(actor)
        if can_be_second_to_seal(actor, child_facts(actor, child), asked.asked_by)
    ]
    names = names_of_people(asked.asked_by for _, asked in waiting)
    return render(request, "children/seals.html", {"table": seals_table(waiting, names)})


@asking
def agree(request: HttpRequest, key: str, entry: str) -> HttpResponse:
    """Agree to a seal, as the second person."""
    actor = actor_of(request)
    child, facts = child_of(request, key)
    found = _entry(everything_recorded(key), entry)
    asked = getattr(found, "seal", None)
    if asked is None or asked.agreed_by:
        raise Http404
    check_be_second_to_seal(actor, facts, asked.asked_by)

    def carry_out(told: dict[str, str]) -> None:
        seal_for_good(seal=asked, by=actor.person_key)

    question = Question(
        f"Seal: {title_of(found.kind)}, {when_of(found)}, of {child.pseudonym}",
        back=reverse("child_seals"),
        button="Seal for good",
        intro=f"Reason given: {asked.reason}",
        warning="Nobody can read the details of this entry again, not even an administrator.",
        done="The entry is sealed.",
        is_grave=True,
    )
    return ask(request, question, NothingForm.of_request(request), carry_out)
