"""Adding documents: looked into, scanned and stored first, then written with its audit event.

The file is on the disk before the row that names it, so that no row ever lacks its file; a file
whose row was not written is taken out again, and one that was left by a server that stopped in
between is swept out later.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.utils import timezone

from belong.domain.documents import DOCUMENT_KINDS, DocumentKind, Side, StandsOn
from belong.domain.errors import BelongError
from belong.web.audit.actions import record_audit
from belong.web.children.models import ChildRecord
from belong.web.documents import store
from belong.web.documents.checking import CheckedFile
from belong.web.documents.kept import files_kept
from belong.web.documents.looking import look_into
from belong.web.documents.models import Document
from belong.web.documents.queries import audited_on
from belong.web.families.models import FamilyRecord
from belong.web.ledger.once import save_once

__all__ = [
    "Described",
    "add_document",
    "add_version",
    "record_download",
    "sweep_files",
]


#: The process that sweeps, as the audit log names it.
SWEEP = "sweep of files"
#: How long a file may wait for its row; nobody's upload takes as long.
_LEFT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Described:
    """What somebody says of a file. about: a few words, such as whose report it is."""

    kind: DocumentKind
    side: Side
    about: str = ""
    signed_on: date | None = None
    expires_on: date | None = None


def add_document(
    *,
    source: BinaryIO,
    name: str,
    described: Described,
    by: str,
    child: ChildRecord | None = None,
    family: FamilyRecord | None = None,
    meeting_key: str = "",
    token: str = "",
) -> Document:
    """The first version of a document on a child's or a family's record, or of a meeting.

    name: of the file, as it was uploaded. token: of the form, so that it is saved once. Raises
    BelongError for what ``check_file`` refuses, where a scanner is set up and does not say that the
    file is clean, for a kind or side that such a record does not have, or dates out of order.
    """
    if [child is not None, family is not None, meeting_key != ""].count(True) != 1:
        raise BelongError("A document is of one child, one family or one meeting.")
    document = Document(child=child, family=family, meeting_key=meeting_key, version=1)
    _check_described(described, document.stands_on)
    return _kept(document, source, name, described, by, token)


def add_version(
    *,
    of: Document,
    source: BinaryIO,
    name: str,
    by: str,
    about: str = "",
    signed_on: date | None = None,
    expires_on: date | None = None,
    token: str = "",
) -> Document:
    """A new version of a document, of the same kind and side; the one before stays.

    Raises as ``add_document``, and BelongError where there is a later version already.
    """
    described = Described(DocumentKind(of.kind), Side(of.side), about, signed_on, expires_on)
    _check_described(described, of.stands_on)
    following = Document(
        child=of.child,
        family=of.family,
        meeting_key=of.meeting_key,
        series=of.series,
        version=of.version + 1,
        supersedes=of,
    )
    return _kept(following, source, name, described, by, token)


def _check_described(described: Described, stands_on: StandsOn) -> None:
    facts = DOCUMENT_KINDS[described.kind]
    if stands_on not in facts.on:
        raise BelongError(f"{facts.label}: this does not stand on a {stands_on}'s record.")
    if stands_on is StandsOn.FAMILY and described.side is Side.BIRTH:
        raise BelongError("Nothing of the birth side stands on a family's record.")
    if described.signed_on and described.signed_on > timezone.localdate():
        raise BelongError("The day of signing lies in the future.", mend="Choose today or before.")
    if described.signed_on and described.expires_on and described.expires_on < described.signed_on:
        raise BelongError("The document expires before it is signed.", mend="Mend one of the days.")


def _kept(
    document: Document, source: BinaryIO, name: str, described: Described, by: str, token: str
) -> Document:
    def refused(virus_found: bool) -> None:
        _audit("document_refused", document, by, virus_found=virus_found)

    checked, scanned_at = look_into(source, name, refused=refused)
    stored = store.put(checked.content)
    try:
        with transaction.atomic():
            if token:
                save_once(token=token, by=by)
            _fill(document, checked, described, stored, scanned_at, by)
            document.save()
            _audit("document_added", document, by, version=document.version)
    except IntegrityError as error:
        store.remove(stored)
        if document.supersedes is None:
            raise
        raise BelongError(
            "Somebody has added a new version already.", mend="Look at it, then add yours."
        ) from error
    except BaseException:
        store.remove(stored)
        raise
    return document


def _fill(
    document: Document,
    checked: CheckedFile,
    described: Described,
    stored: str,
    scanned_at: datetime | None,
    by: str,
) -> None:
    document.kind, document.side = described.kind, described.side
    document.about = described.about.strip()
    document.signed_on, document.expires_on = described.signed_on, described.expires_on
    document.file_kind, document.file_name = checked.kind, checked.name
    document.stored_name = stored
    document.size_bytes = len(checked.content)
    document.sha256 = hashlib.sha256(checked.content).hexdigest()
    document.scanned_at = scanned_at
    document.by_person = by


def record_download(*, document: Document, by: str, reason: str = "") -> None:
    """Note that somebody took a document; with the reason, where it carries both sides.

    Raises BelongError where one is needed and not given.
    """
    is_across = document.side == Side.BOTH
    if is_across and not reason.strip():
        raise BelongError("A document of both sides is opened for a reason.", mend="Say for what.")
    detail = {"reason": reason, "across_sides": True} if is_across else {}
    action = "opened_with_reason" if is_across else "document_read"
    _audit(action, document, by, **detail)


def sweep_files(*, now: datetime, process: str = SWEEP) -> int:
    """Remove files that no document has named for a day, or that were sealed; gives how many.

    Left by a server that stopped between the file and its row. Where there is no document at all
    nothing is removed: the files may be of another database.
    """
    named = {name for name, _ in files_kept()}
    if not named:
        return 0
    found = [name for name in store.names_before(now - _LEFT_FOR) if name not in named]
    if found:
        record_audit(action="files_swept", process=process, detail={"files": len(found)})
    for name in found:
        store.remove(name)
    return len(found)


def _audit(action: str, document: Document, by: str, **detail: object) -> None:
    detail = {"kind": document.kind, "side": document.side, **detail}
    if document.pk:
        detail["document"] = document.key
    record_audit(action=action, by=by, detail=detail, **audited_on(document))
