"""Asking for a seal of a note or a document, and agreeing to one as the second person."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from belong.domain.documents import Side
from belong.web.children.forms.manage import NothingForm, ReasonForm
from belong.web.documents.actions_seals import agree_paper_seal, ask_paper_seal
from belong.web.documents.models import Document, Note
from belong.web.documents.subjects import Subject, asked_seal_of, document_of, note_of
from belong.web.documents.views import asking
from belong.web.ui.pages import Question, ask
from belong.web.ui.requests import actor_of

__all__ = ["agree", "seal_document", "seal_note"]


@asking
def seal_note(request: HttpRequest, note: str) -> HttpResponse:
    """Ask that a note be sealed, because it stands on the wrong record."""
    subject, found = note_of(actor_of(request), note)
    subject.check_adds(Side(found.side))
    return _ask(request, subject, found, "Ask to seal a note")


@asking
def seal_document(request: HttpRequest, document: str) -> HttpResponse:
    """Ask that one version of a document be sealed, because it stands on the wrong record."""
    subject, found = document_of(actor_of(request), document)
    subject.check_adds(Side(found.side), found.tells)
    return _ask(request, subject, found, "Ask to seal a document")


def _ask(
    request: HttpRequest, subject: Subject, paper: Note | Document, title: str
) -> HttpResponse:
    def carry_out(told: dict[str, Any]) -> None:
        ask_paper_seal(paper=paper, by=subject.actor.person_key, reason=told["reason"])

    question = Question(
        f"{title}: {subject.name}",
        back=f"{subject.page}#notes",
        button="Ask to seal",
        intro=(
            "Seal only what stands on the wrong record. A manager must agree. After that nobody can"
            " read it again; that it was there, its day, both your names and the reason stay."
        ),
        done="You have asked for a seal. A manager must agree to it.",
        is_grave=True,
    )
    return ask(request, question, ReasonForm.of_request(request), carry_out)


@asking
def agree(request: HttpRequest, paper: str) -> HttpResponse:
    """Agree to a seal, as the second person, who need not be able to read what is sealed."""
    actor = actor_of(request)
    subject, seal = asked_seal_of(actor, paper)
    subject.check_second_to_seal(seal.asked_by)

    def carry_out(told: dict[str, Any]) -> None:
        agree_paper_seal(seal=seal, by=actor.person_key)

    question = Question(
        f"Seal a {'note' if seal.note_id else 'document'}: {subject.name}",
        back=f"{subject.page}#notes",
        button="Seal for good",
        intro=f"Reason given: {seal.reason}",
        warning="Nobody can read it again, not even an administrator.",
        done="It is sealed.",
        is_grave=True,
    )
    return ask(request, question, NothingForm.of_request(request), carry_out)
