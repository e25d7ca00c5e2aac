"""Open a record with a reason, merge two records of one child, and close after the adoption."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from belong.domain.errors import BelongError
from belong.domain.journey.states import Stage
from belong.domain.policy import NotAllowed, Part
from belong.domain.policy.children import check_keep_from, check_list_children, check_merge
from belong.web.agencies.views_blocks import KeptFrom, kept_from_page, let_back_page
from belong.web.children.actions.keeping import (
    CLOSING_STEPS,
    close_record,
    do_closing_step,
    merge,
    open_record,
    undo_merge,
)
from belong.web.children.folding import journey_of
from belong.web.children.forms import manage as forms
from belong.web.children.offering import child_named, merge_of, user_of
from belong.web.children.presenters.keeping import closing_table, merges_table
from belong.web.children.presenters.who import identity_shown, name_of
from belong.web.children.queries import find_openable
from belong.web.children.views.common import child_of, recordable_child_of
from belong.web.ui.pages import Question, ask
from belong.web.ui.requests import actor_of

__all__ = [
    "close",
    "kept_from",
    "let_back",
    "merge_records",
    "open_by_reference",
    "open_with_reason",
    "unmerge",
]

asking = require_http_methods(["GET", "HEAD", "POST"])
_INTRO = (
    "You see more than your role ordinarily shows, for a limited time. It stands in the audit log."
)


def _open(request: HttpRequest, key: str, told: dict[str, Any]) -> str:
    """Open a record. Raises Http404 where opening would show nothing, and opens nothing then."""
    actor = actor_of(request)
    found = find_openable(actor, reference=key)
    if found is None:
        raise Http404
    open_record(
        child=found,
        user=user_of(actor),
        part=Part.CHILD_IDENTITY,
        reason=told["reason"],
        hours=told["hours"],
        by=actor.person_key,
    )
    return reverse("child_page", args=[found.key])


@asking
def open_with_reason(request: HttpRequest, key: str) -> HttpResponse:
    """Open a record that this person may open with a reason; otherwise there is no such page."""
    found = find_openable(actor_of(request), reference=key)
    if found is None:
        raise Http404
    question = Question(
        f"Open the record {found.pseudonym}",
        back=reverse("children_list"),
        button="Open",
        intro=_INTRO,
    )
    form = forms.OpenForm.of_request(request)
    return ask(request, question, form, lambda told: _open(request, key, told))


@asking
def open_by_reference(request: HttpRequest) -> HttpResponse:
    """Open a record by its reference or the council's number, for who keeps records."""
    actor = actor_of(request)
    check_list_children(actor)

    def carry_out(told: dict[str, Any]) -> str:
        found = find_openable(actor, reference=told["reference"].strip())
        if found is None:
            raise BelongError("There is no record with this reference that you may open.")
        return reverse("child_open", args=[found.key])

    question = Question(
        "Open a record with a reason", back=reverse("children_list"), button="Continue"
    )
    return ask(request, question, forms.ReferenceForm.of_request(request), carry_out)


@asking
def merge_records(request: HttpRequest, key: str) -> HttpResponse:
    """Join another record of the same child to this one."""
    actor = actor_of(request)
    child, facts = child_of(request, key)
    check_merge(actor, facts)

    def carry_out(told: dict[str, Any]) -> None:
        other = child_named(actor, told["reference"])
        if other is None:
            raise BelongError("Enter the reference of a record that you may see, like C-0042.")
        merge(kept=child, other=other, by=actor.person_key, reason=told["reason"])

    form = forms.MergeForm.of_request(request)
    back = reverse("child_merge", args=[key])
    question = Question("Merge with another record", back=back, button="Merge", done="Merged.")
    if request.method == "POST":
        return ask(request, question, form, carry_out)
    return render(
        request,
        "children/merge.html",
        {
            "child": child,
            "form": form,
            "who": name_of(child, identity_shown(actor, facts, child)),
            "merges": merges_table(child, child.merged_from.select_related("other")),
        },
    )


@asking
def unmerge(request: HttpRequest, key: str, other: str) -> HttpResponse:
    """Let two merged records stand alone again."""
    actor = actor_of(request)
    child, facts = child_of(request, key)
    check_merge(actor, facts)
    made = merge_of(child, other)
    if made is None:
        raise Http404

    def carry_out(told: dict[str, Any]) -> None:
        undo_merge(made=made, by=actor.person_key, reason=told["reason"])

    question = Question(
        f"Undo the merge of {made.other.pseudonym} into {child.pseudonym}",
        back=reverse("child_merge", args=[key]),
        button="Undo the merge",
        done="The two records stand alone again.",
    )
    return ask(request, question, forms.ReasonForm.of_request(request), carry_out)


@asking
def close(request: HttpRequest, key: str) -> HttpResponse:
    """The closing checklist after the adoption order, and closing once it is done."""
    actor = actor_of(request)
    child, facts = recordable_child_of(request, key)
    if journey_of(key).stage is not Stage.ADOPTED:
        raise NotAllowed("The closing checklist begins with the adoption order.")
    done = list(child.closing_steps.order_by("done_on", "pk"))
    left = [step for step in CLOSING_STEPS if step not in {each.step for each in done}]

    def carry_out(told: dict[str, Any]) -> str | None:
        if left:
            do_closing_step(
                child=child, step=told["step"], done_on=told["done_on"], by=actor.person_key
            )
            return reverse("child_close", args=[key])
        close_record(child=child, by=actor.person_key, at=timezone.now())
        return reverse("children_list")

    form = (
        forms.ClosingStepForm.of_request(request, left=left)
        if left
        else forms.NothingForm.of_request(request)
    )
    question = Question("Closing checklist", back=reverse("child_page", args=[key]), done="Saved.")
    if request.method == "POST":
        return ask(request, question, form, carry_out)
    return render(
        request,
        "children/close.html",
        {
            "child": child,
            "form": form,
            "who": name_of(child, identity_shown(actor, facts, child)),
            "table": closing_table(done),
            "is_done": not left,
        },
    )


def _kept(request: HttpRequest, key: str) -> KeptFrom:
    """The child's record, for who may keep people from it."""
    actor = actor_of(request)
    child, facts = child_of(request, key)
    check_keep_from(actor, facts)
    return KeptFrom(
        record_key=child.key,
        agency_key=child.council.key,
        who=name_of(child, identity_shown(actor, facts, child)),
        back=reverse("child_page", args=[key]),
        address=reverse("child_kept_from", args=[key]),
        elsewhere=reverse("children_list"),
        let_back=lambda person: reverse("child_let_back", args=[key, person]),
    )


@asking
def kept_from(request: HttpRequest, key: str) -> HttpResponse:
    """Who is kept from the child's record by name, and keeping one person more from it."""
    return kept_from_page(request, _kept(request, key))


@asking
def let_back(request: HttpRequest, key: str, who: str) -> HttpResponse:
    """Let a person back to the child's record."""
    return let_back_page(request, _kept(request, key), who)
