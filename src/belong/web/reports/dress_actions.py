"""Adding, replacing and removing an agency's Word template and logo; each with its audit event."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.web.agencies.models import Agency
from belong.web.audit.actions import record_audit
from belong.web.documents import store
from belong.web.documents.checking import CheckedFile
from belong.web.documents.giving import CONTENT_TYPES
from belong.web.documents.looking import look_into
from belong.web.reports.dress_models import DressFile

__all__ = ["ENDINGS", "add_dress", "remove_dress"]

_What = DressFile.What
#: The endings of the names of files that are taken.
ENDINGS: dict[str, tuple[str, ...]] = {
    _What.TEMPLATE: (".docx",),
    _What.LOGO: (".png", ".jpg", ".jpeg"),
}
#: The first bytes of such files.
_BEGIN: dict[str, tuple[bytes, ...]] = {
    _What.TEMPLATE: (b"PK\x03\x04",),
    _What.LOGO: (b"\x89PNG", b"\xff\xd8\xff"),
}


def add_dress(*, agency: Agency, what: str, source: BinaryIO, name: str, by: str) -> DressFile:
    """A new template or logo of an agency; the one before ends, and its file stays.

    Raises BelongError for what cannot be used, naming the field of a template that is amiss and
    how to mend it, for what the virus scanner refuses, and where somebody else was quicker.
    """

    def refused(virus_found: bool) -> None:
        _note("document_refused", agency, what, by, virus_found=virus_found)

    begins = source.read(4)
    if not (name.lower().endswith(ENDINGS[what]) and begins.startswith(_BEGIN[what])):
        raise _unfit(what)
    checked, scanned_at = look_into(source, name, refused=refused)
    _try_on(checked, what, agency)
    stored = store.put(checked.content)
    try:
        with transaction.atomic():
            before = _end(agency, what, by)
            made = DressFile.objects.create(
                agency=agency,
                what=what,
                file_name=checked.name,
                content_type=CONTENT_TYPES[checked.kind],
                stored_name=stored,
                size_bytes=len(checked.content),
                sha256=hashlib.sha256(checked.content).hexdigest(),
                scanned_at=scanned_at,
                added_by=by,
                added_at=timezone.now(),
            )
            _note("dress_added", agency, what, by, sha256=made.sha256, replaces=before is not None)
    except IntegrityError as error:
        store.remove(stored)
        raise BelongError(
            "Somebody else changed it at the same time.", mend="Look at theirs, then try again."
        ) from error
    return made


@transaction.atomic
def remove_dress(*, agency: Agency, what: str, by: str) -> None:
    """Reports wear Belong's own from now on. Raises BelongError where there is none."""
    ended = _end(agency, what, by)
    if ended is None:
        raise BelongError("It was removed already.")
    _note("dress_removed", agency, what, by, sha256=ended.sha256)


def _try_on(checked: CheckedFile, what: str, agency: Agency) -> None:
    """Raises BelongError for a file that no report could wear."""
    if what == _What.LOGO:
        from belong.reports.documents.logos import Logo

        Logo.read(checked.content)
        return
    from belong.reports.documents.specimen import check_template

    check_template(checked.content, body_name=agency.name, made_on=timezone.localdate())


def _unfit(what: str) -> BelongError:
    if what == _What.LOGO:
        return BelongError(
            "The logo is no PNG or JPEG picture. An SVG is not taken: it can hold a program.",
            mend="Save it as a PNG.",
        )
    return BelongError(
        "The template is no Word document.", mend="Save it from Word as .docx, without macros."
    )


def _end(agency: Agency, what: str, by: str) -> DressFile | None:
    """The one that holds now, ended; None where there is none."""
    held = DressFile.objects.select_for_update().filter(agency=agency, what=what, ended_at=None)
    found = held.first()
    if found is not None:
        found.ended_at, found.ended_by = timezone.now(), by
        found.save(update_fields=["ended_at", "ended_by"])
    return found


def _note(action: str, agency: Agency, what: str, by: str, **detail: object) -> None:
    record_audit(
        action=action,
        by=by,
        subject_kind="agency",
        subject_key=agency.key,
        agency_key=agency.key,
        detail={"what": what, **detail},
    )
