"""Sealing a note or a document that stands on the wrong record: two people, and for good."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.web.audit.actions import record_audit
from belong.web.documents import store
from belong.web.documents.models import Document, Note, PaperSeal
from belong.web.documents.queries import audited_on
from belong.web.ledger.actions import put_agreement
from belong.web.ledger.sealing import check_reason_to_seal, hash_of

__all__ = ["agree_paper_seal", "ask_paper_seal"]


@transaction.atomic
def ask_paper_seal(*, paper: Note | Document, by: str, reason: str) -> PaperSeal:
    """The first of the two steps of a seal; nothing is out of reach yet.

    Raises BelongError where no reason is given, or a seal was asked for already.
    """
    check_reason_to_seal(reason)
    if PaperSeal.objects.filter(**_named(paper)).exists():
        raise BelongError("A seal of this has been asked for already.")
    details_hash = hash_of(paper.words) if isinstance(paper, Note) else paper.sha256
    seal = PaperSeal.objects.create(
        **_named(paper),
        asked_by=by,
        asked_at=timezone.now(),
        reason=reason,
        details_hash=details_hash,
    )
    _audit("seal_asked", paper, by)
    return seal


@transaction.atomic
def agree_paper_seal(*, seal: PaperSeal, by: str) -> PaperSeal:
    """The second step, by another person: words are emptied, a file leaves the store, for good.

    The file goes once all of it is written. Raises BelongError where the same person asked, or it
    was agreed already.
    """
    seal = PaperSeal.objects.select_for_update().get(pk=seal.pk)
    put_agreement(seal=seal, by=by)
    if seal.note is not None:
        seal.note.words, seal.note.words_hash = "", seal.details_hash
        seal.note.save(update_fields=["words", "words_hash"])
        _audit("seal_agreed", seal.note, by)
    if seal.document is not None:
        document = seal.document
        document.file_name, document.about, document.sealed_at = "", "", seal.agreed_at
        document.save(update_fields=["file_name", "about", "sealed_at"])
        _audit("seal_agreed", document, by)
        transaction.on_commit(lambda: store.remove(document.stored_name))
    return seal


def _named(paper: Note | Document) -> dict[str, Note | Document]:
    return {"note" if isinstance(paper, Note) else "document": paper}


def _audit(action: str, paper: Note | Document, by: str) -> None:
    name = "note" if isinstance(paper, Note) else "document"
    record_audit(action=action, by=by, detail={name: paper.key}, **audited_on(paper))
