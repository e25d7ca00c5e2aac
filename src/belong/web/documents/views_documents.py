"""Pages of documents: a record's, one of them, its file, a new one, and a new version."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from belong.domain.documents import Side, StandsOn
from belong.domain.policy import NotAllowed
from belong.web.agencies.queries import names_of_people
from belong.web.documents import scanner, store
from belong.web.documents.actions_documents import (
    Described,
    add_document,
    add_version,
    record_download,
)
from belong.web.documents.forms import DocumentForm, ReasonToOpenForm, VersionForm
from belong.web.documents.giving import CONTENT_TYPES, give
from belong.web.documents.models import Document, FileKind
from belong.web.documents.presenters import (
    NOT_SCANNED,
    document_pairs,
    documents_table,
    title_of,
    versions_table,
)
from belong.web.documents.subjects import document_of
from belong.web.documents.views import asking, readable
from belong.web.ledger.once import AlreadySaved
from belong.web.ui.pages import Question, ask
from belong.web.ui.presenters import pages_of, summary_rows
from belong.web.ui.requests import actor_of

__all__ = ["add", "document", "documents", "file", "new_version"]


@require_safe
def documents(request: HttpRequest, of: StandsOn, key: str) -> HttpResponse:
    """The latest version of every document of a record that the reader may read, in pages."""
    subject = readable(request, of, key)
    found = subject.documents()
    pages = pages_of(request.GET, total=found.count())
    shown = list(found[pages.rows])
    names = names_of_people({one.by_person for one in shown})
    subject.log_read("documents")
    return render(
        request,
        "documents/documents.html",
        {
            "subject": subject,
            "pages": pages,
            "table": documents_table(shown, names, timezone.localdate(), caption="Documents"),
            "add_href": subject.address("document_add") if subject.kinds_added else "",
        },
    )


@asking
def add(request: HttpRequest, of: StandsOn, key: str) -> HttpResponse:
    """Add a document to a record. Raises NotAllowed where the reader adds none."""
    subject = readable(request, of, key)
    if not subject.kinds_added:
        raise NotAllowed(
            "You can read this record but not add to it.",
            mend="Ask the worker responsible for it to add this.",
        )

    def carry_out(told: dict[str, Any]) -> str:
        try:
            made = add_document(
                **subject.standing,
                source=told["file"],
                name=told["file"].name,
                described=Described(
                    told["kind"], told["side"], told["about"], told["signed_on"], told["expires_on"]
                ),
                by=subject.actor.person_key,
                token=told["token"],
            )
        except AlreadySaved:
            return f"{subject.page}#documents"
        return reverse("document", args=[made.key])

    question = Question(
        f"Add a document: {subject.name}",
        back=f"{subject.page}#documents",
        button="Add the document",
        intro=_intro(),
        done="The document is added.",
    )
    return ask(request, question, DocumentForm.of_request(request, subject=subject), carry_out)


def _intro() -> str:
    words = (
        "A picture is kept without where and when it was taken. Files with macros or a password"
        " are not taken."
    )
    return words if scanner.is_set_up() else f"{words} {NOT_SCANNED}"


@require_safe
def document(request: HttpRequest, document: str) -> HttpResponse:
    """One version of a document: what is known of it, its file, and the other versions."""
    subject, found = document_of(actor_of(request), document)
    versions = subject.versions(found)
    names = names_of_people({one.by_person for one in versions})
    latest = versions[0]
    subject.log_read("document")
    may_add = subject.adds(Side(found.side), found.tells)
    return render(
        request,
        "documents/document.html",
        {
            "subject": subject,
            "document": found,
            "title": title_of(found),
            "rows": summary_rows(document_pairs(found, names)),
            "latest_href": "" if found == latest else reverse("document", args=[latest.key]),
            "is_across": found.side == Side.BOTH,
            "versions": versions_table(versions, names) if len(versions) > 1 else None,
            "can_replace": found == latest and may_add,
            "can_seal": may_add and not hasattr(found, "seal"),
        },
    )


@asking
def file(request: HttpRequest, document: str) -> HttpResponseBase:
    """The file itself, as a download, noted in the log; for one of both sides, after a reason."""
    subject, found = document_of(actor_of(request), document)
    by = subject.actor.person_key
    if found.sealed_at is not None:
        return _gone(request, found)
    if found.side != Side.BOTH:
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        record_download(document=found, by=by)
        return _given(request, found)
    form = ReasonToOpenForm.of_request(request)
    if request.method == "POST" and form.is_valid():
        record_download(document=found, by=by, reason=form.cleaned_data["reason"])
        return _given(request, found)
    question = Question(
        f"Open a document of both sides: {title_of(found)}",
        back=reverse("document", args=[found.key]),
        button="Open the document",
        intro="Your reason is noted, and a manager sees it in the weekly list of unusual reads.",
        warning="It tells of the birth side and of the adopters. Do not pass it on to either.",
    )
    return ask(request, question, form, lambda told: None)


def _given(request: HttpRequest, found: Document) -> HttpResponseBase:
    """The bytes, as something to be kept and never to be shown in the browser."""
    if not store.is_there(found.stored_name):
        return _gone(request, found)
    return give(
        stored_name=found.stored_name,
        name=found.file_name,
        content_type=CONTENT_TYPES[FileKind(found.file_kind)],
        size_bytes=found.size_bytes,
    )


def _gone(request: HttpRequest, found: Document) -> HttpResponse:
    """The page that says that a file cannot be given, and why."""
    return render(
        request,
        "documents/gone.html",
        {"document": found, "back": reverse("document", args=[found.key])},
        status=410,
    )


@asking
def new_version(request: HttpRequest, document: str) -> HttpResponse:
    """Add a new version of a document. Raises NotAllowed where the reader adds none."""
    subject, found = document_of(actor_of(request), document)
    subject.check_adds(Side(found.side), found.tells)

    def carry_out(told: dict[str, Any]) -> str:
        try:
            made = add_version(
                of=found,
                source=told["file"],
                name=told["file"].name,
                about=told["about"],
                signed_on=told["signed_on"],
                expires_on=told["expires_on"],
                by=subject.actor.person_key,
                token=told["token"],
            )
        except AlreadySaved:
            return f"{subject.page}#documents"
        return reverse("document", args=[made.key])

    question = Question(
        f"Add a new version: {title_of(found)}",
        back=reverse("document", args=[found.key]),
        button="Add the version",
        intro=f"The version before stays and can still be read. {_intro()}",
        done="The new version is added.",
    )
    form = VersionForm.of_request(request, initial={"about": found.about})
    return ask(request, question, form, carry_out)
