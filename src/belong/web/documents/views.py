"""Pages of notes: the list of a record's, a new one, and the correction of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from belong.domain.documents import Side, StandsOn
from belong.domain.policy import NotAllowed
from belong.web.agencies.queries import names_of_people
from belong.web.documents.actions import write_note
from belong.web.documents.forms import CorrectionForm, NoteForm
from belong.web.documents.presenters import notes_shown, people_in
from belong.web.documents.sections import section_of
from belong.web.documents.subjects import Subject, note_of, subject_of
from belong.web.ledger.once import AlreadySaved
from belong.web.ui.pages import Question, ask
from belong.web.ui.presenters import pages_of
from belong.web.ui.requests import actor_of

__all__ = ["add_note", "asking", "correct_note", "notes", "papers", "readable"]

asking = require_http_methods(["GET", "HEAD", "POST"])


def readable(request: HttpRequest, of: StandsOn, key: str) -> Subject:
    """The record, for who reads notes or documents of it. Raises Http404, NotAllowed."""
    subject = subject_of(actor_of(request), of, key)
    if not subject.reads_any:
        raise NotAllowed("Notes and documents are for those who work with this record.")
    return subject


@require_safe
def papers(request: HttpRequest, key: str) -> HttpResponse:
    """The latest notes and documents of a meeting as a whole; records have theirs on their page."""
    subject = readable(request, StandsOn.MEETING, key)
    subject.log_read("papers")
    context = {"subject": subject, "section": section_of(subject)}
    return render(request, "documents/papers.html", context)


@require_safe
def notes(request: HttpRequest, of: StandsOn, key: str) -> HttpResponse:
    """Every note of a record that the reader may read, in pages."""
    subject = readable(request, of, key)
    found = subject.notes()
    pages = pages_of(request.GET, total=found.count())
    shown = list(found[pages.rows])
    subject.log_read("notes")
    return render(
        request,
        "documents/notes.html",
        {
            "subject": subject,
            "pages": pages,
            "notes": notes_shown(subject, shown, names_of_people(people_in(shown))),
            "add_href": subject.address("note_add") if subject.note_sides else "",
        },
    )


@asking
def add_note(request: HttpRequest, of: StandsOn, key: str) -> HttpResponse:
    """Write a note on a record. Raises NotAllowed where the reader adds none."""
    subject = readable(request, of, key)
    if not subject.note_sides:
        raise NotAllowed(
            "You can read this record but not add to it.",
            mend="Ask the worker responsible for it to write this.",
        )

    def carry_out(told: dict[str, Any]) -> None:
        try:
            write_note(
                **subject.standing,
                words=told["words"],
                on=told["on"],
                side=Side(told["side"]),
                by=subject.actor.person_key,
                token=told["token"],
            )
        except AlreadySaved:
            return

    question = Question(
        f"Write a note: {subject.name}",
        back=f"{subject.page}#notes",
        intro="A note stays as you wrote it. You can correct it later; then both stand here.",
        done="The note is written.",
    )
    form = NoteForm.of_request(request, sides=subject.note_sides)
    return ask(request, question, form, carry_out)


@asking
def correct_note(request: HttpRequest, note: str) -> HttpResponse:
    """Strike a note and say what it should have said. Raises NotAllowed for who adds none."""
    subject, found = note_of(actor_of(request), note)
    subject.check_adds(Side(found.side))

    def carry_out(told: dict[str, Any]) -> None:
        try:
            write_note(
                child=found.child,
                family=found.family,
                meeting_key=found.meeting_key,
                words=told["words"],
                on=told["on"],
                side=Side(found.side),
                by=subject.actor.person_key,
                corrects=found,
                token=told["token"],
            )
        except AlreadySaved:
            return

    question = Question(
        f"Correct a note: {subject.name}",
        back=f"{subject.page}#notes",
        button="Strike the note and save this",
        intro="The note that you correct is struck through. It can still be read.",
        done="The note is corrected.",
    )
    form = CorrectionForm.of_request(request, initial={"on": found.on, "words": found.words})
    return ask(request, question, form, carry_out)
