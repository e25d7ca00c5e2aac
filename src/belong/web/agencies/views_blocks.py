"""Keeping a person from one record by name: the page, for children's and families' records alike.

The apps that hold the records decide who may, and give what the page is about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from belong.domain.errors import BelongError
from belong.web.agencies import blocks, forms, presenters, queries
from belong.web.ui.pages import Question, ask
from belong.web.ui.requests import actor_of

__all__ = ["KeptFrom", "kept_from_page", "let_back_page"]


@dataclass(frozen=True)
class KeptFrom:
    """A record that people may be kept from.

    who: how the reader knows it. back: its own page. address: the page of who is kept from it.
    elsewhere: where somebody goes who has kept themselves from it. let_back: the address of
    letting a person back, by the person's key.
    """

    record_key: str
    agency_key: str
    who: str
    back: str
    address: str
    elsewhere: str
    let_back: Callable[[str], str]


def kept_from_page(request: HttpRequest, kept: KeptFrom) -> HttpResponse:
    """Who is kept from the record, and keeping one person more from it."""
    actor = actor_of(request)

    def carry_out(told: dict[str, Any]) -> str | None:
        user = queries.account_of(told["email"])
        if user is None:
            raise BelongError(
                "Nobody signs in with this e-mail address.",
                mend="Check it, or ask your administrator.",
            )
        blocks.keep_from_record(
            user=user,
            record_key=kept.record_key,
            by=actor.person_key,
            reason=told["reason"],
            agency_key=kept.agency_key,
        )
        return kept.elsewhere if user.key == actor.person_key else None

    form = forms.KeepFromForm.of_request(request)
    if request.method == "POST":
        question = Question(
            "Keep a person from this record",
            back=kept.address,
            button="Keep from this record",
            done="They are kept from this record.",
        )
        return ask(request, question, form, carry_out)
    table = presenters.blocks_table(queries.blocks_on(kept.record_key), kept.let_back)
    return render(request, "agencies/kept_from.html", {"kept": kept, "form": form, "table": table})


def let_back_page(request: HttpRequest, kept: KeptFrom, person: str) -> HttpResponse:
    """Let a person back to the record. Raises Http404 for one who is not kept from it."""
    block = queries.blocks_on(kept.record_key).filter(user__key=person, lifted_at=None).first()
    if block is None:
        raise Http404
    actor = actor_of(request)

    def carry_out(told: dict[str, Any]) -> None:
        blocks.let_back(
            block=block, by=actor.person_key, reason=told["reason"], agency_key=kept.agency_key
        )

    question = Question(
        f"Let {block.user.name} back to this record",
        back=kept.address,
        button="Let back",
        intro="From then on they see what their roles show.",
        done=f"{block.user.name} is let back.",
    )
    return ask(request, question, forms.LetBackForm.of_request(request), carry_out)
