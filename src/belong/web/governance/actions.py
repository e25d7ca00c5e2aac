"""Writes of the register: papers with their versions and approvals, and reports presented."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.domain.governance import (
    DUTIES,
    PAPER_KINDS,
    Body,
    DutyKey,
    PaperKind,
    check_next_review,
)
from belong.domain.periods import Period
from belong.web.agencies.models import Agency
from belong.web.audit.actions import record_audit
from belong.web.documents import store
from belong.web.documents.looking import look_into
from belong.web.governance.models import Approval, Paper, PaperVersion, Presented

__all__ = [
    "Approved",
    "Found",
    "add_paper",
    "add_version",
    "present",
    "present_signed",
    "record_download",
    "review",
    "take_back",
    "take_back_signed",
]


@dataclass(frozen=True)
class Approved:
    """An approval as it was minuted. next_review_on: within a year."""

    body: Body
    approved_on: date
    minute_reference: str
    next_review_on: date

    def check(self) -> None:
        """Raises BelongError for a day to come, no minute, or a review out of its year."""
        _check_minuted(self.approved_on, self.minute_reference)
        check_next_review(self.approved_on, self.next_review_on)


@dataclass(frozen=True)
class Found:
    """Where a version is found: a link to where it is published, a file with its name, or both."""

    link: str = ""
    source: BinaryIO | None = None
    name: str = ""


def add_paper(
    *,
    agency: Agency,
    kind: PaperKind,
    title: str,
    version: str,
    found: Found,
    approved: Approved,
    by: str,
) -> PaperVersion:
    """A paper with its first version and that version's approval.

    title: of a children's guide, such as "under 8s"; of a statement of purpose none is kept.
    Raises BelongError where the agency has it already, where neither link nor file is given, for
    a file that is refused, and as ``Approved.check``.
    """
    titled = "" if PAPER_KINDS[kind].is_one else title.strip()
    paper = Paper(agency=agency, kind=kind.value, title=titled)
    refusal = "The register has this paper already."

    def write(stored: PaperVersion) -> None:
        paper.save()
        stored.paper = paper
        _saved(stored, approved, by, action="paper_added")

    return _version(paper, version, found, approved, by, write, refusal)


def add_version(
    *, paper: Paper, version: str, found: Found, approved: Approved, by: str
) -> PaperVersion:
    """A new version of a paper with its approval; those before stay. Raises as ``add_paper``."""

    def write(stored: PaperVersion) -> None:
        stored.paper = paper
        _saved(stored, approved, by, action="paper_version_added")

    refusal = f"Version {version.strip()} of this paper is entered already."
    return _version(paper, version, found, approved, by, write, refusal)


def _version(
    paper: Paper,
    version: str,
    found: Found,
    approved: Approved,
    by: str,
    write: Callable[[PaperVersion], None],
    refusal: str,
) -> PaperVersion:
    """Look into what is given, keep its file, and write; a file whose row is not written goes."""
    approved.check()
    if not found.link and found.source is None:
        raise BelongError(
            "A version must be found somewhere.", mend="Give a link, or attach the file."
        )
    made = PaperVersion(version=version.strip(), link=found.link, by_person=by)
    if found.source is not None:
        _keep_file(made, paper.agency, found.source, found.name, by)
    try:
        with transaction.atomic():
            write(made)
    except IntegrityError as error:
        _let_go(made)
        raise BelongError(refusal, mend="Look at the register first.") from error
    except BaseException:
        _let_go(made)
        raise
    return made


def _let_go(made: PaperVersion) -> None:
    if made.stored_name:
        store.remove(made.stored_name)


def _keep_file(made: PaperVersion, agency: Agency, source: BinaryIO, name: str, by: str) -> None:
    def refused(virus_found: bool) -> None:
        _audit("document_refused", agency, by, virus_found=virus_found)

    checked, _ = look_into(source, name, refused=refused)
    made.file_kind, made.file_name = checked.kind, checked.name
    made.size_bytes = len(checked.content)
    made.sha256 = hashlib.sha256(checked.content).hexdigest()
    made.stored_name = store.put(checked.content)


def _saved(made: PaperVersion, approved: Approved, by: str, *, action: str) -> None:
    made.save()
    _approve(made, approved, by)
    _audit(
        action,
        made.paper.agency,
        by,
        kind=made.paper.kind,
        version=made.version,
        approved_on=approved.approved_on,
    )


def _approve(version: PaperVersion, approved: Approved, by: str) -> Approval:
    return Approval.objects.create(
        version=version,
        body=approved.body.value,
        approved_on=approved.approved_on,
        minute_reference=approved.minute_reference.strip(),
        next_review_on=approved.next_review_on,
        by_person=by,
    )


@transaction.atomic
def review(*, version: PaperVersion, approved: Approved, by: str) -> Approval:
    """A body reviewed the version in force and let it stand. Raises as ``Approved.check``."""
    approved.check()
    made = _approve(version, approved, by)
    _audit(
        "paper_reviewed",
        version.paper.agency,
        by,
        kind=version.paper.kind,
        version=version.version,
        approved_on=approved.approved_on,
    )
    return made


@transaction.atomic
def present(
    *,
    agency: Agency,
    duty: DutyKey,
    period: Period,
    body: Body,
    presented_on: date,
    minute_reference: str,
    by: str,
    report_key: str = "",
) -> Presented:
    """A report that was due has been presented.

    report_key: of the report written in Belong, where it was. Raises BelongError for an agency
    that owes none, a day to come or before the period's end, no minute reference, and where it is
    entered already.
    """
    owed = DUTIES[duty]
    if owed.body_of(agency.kind) is None:
        raise BelongError(f"{agency.name} owes no such report: {owed.label}.")
    _check_minuted(presented_on, minute_reference)
    if presented_on <= period.last_on:
        raise BelongError(
            "A report is presented after its period has ended.", mend="Choose a later day."
        )
    try:
        with transaction.atomic():
            made = Presented.objects.create(
                agency=agency,
                duty=duty.value,
                period=period.name,
                body=body.value,
                presented_on=presented_on,
                minute_reference=minute_reference.strip(),
                report_key=report_key,
                by_person=by,
            )
    except IntegrityError as error:
        raise BelongError(
            "This report is entered as presented already.", mend="Take that entry back first."
        ) from error
    _audit(
        "report_presented",
        agency,
        by,
        duty=duty.value,
        period=period.name,
        presented_on=presented_on,
    )
    return made


def present_signed(
    *,
    agency: Agency,
    kind: str,
    period: str,
    report_key: str,
    committee: str,
    presented_on: date,
    minute_reference: str,
    by: str,
) -> Presented | None:
    """A report signed as presented in Belong counts in the register of its body.

    kind: of the report. None where no such report is due, it is entered already, or it went to a
    committee before its period had ended. committee: kept with the minute.
    """
    duty = next((one for one in DUTIES.values() if one.key.value == kind), None)
    body = duty.body_of(agency.kind) if duty else None
    if duty is None or body is None:
        return None
    try:
        return present(
            agency=agency,
            duty=duty.key,
            period=Period.parse(period),
            body=body,
            presented_on=presented_on,
            minute_reference=", ".join(filter(None, (committee, minute_reference)))[:120],
            report_key=report_key,
            by=by,
        )
    except BelongError:
        return None


def take_back_signed(*, report_key: str, why: str, by: str) -> None:
    """A report signed as presented is a draft again, and counts no longer."""
    for entry in Presented.objects.filter(report_key=report_key, taken_back_at=None):
        take_back(entry=entry, why=why[:300], by=by)


@transaction.atomic
def take_back(*, entry: Presented, why: str, by: str) -> None:
    """An entry of a report presented was a mistake; it stays to be seen and no longer counts.

    Raises BelongError without a reason, and where it was taken back already.
    """
    if not why.strip():
        raise BelongError("An entry is taken back for a reason.", mend="Say what was wrong.")
    found = Presented.objects.select_for_update().get(pk=entry.pk)
    if found.taken_back_at is not None:
        raise BelongError("This entry was taken back already.")
    found.taken_back_at, found.taken_back_by = timezone.now(), by
    found.taken_back_why = why.strip()
    found.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_why"])
    _audit(
        "presented_taken_back", entry.agency, by, duty=found.duty, period=found.period, reason=why
    )


def record_download(*, version: PaperVersion, by: str) -> None:
    """Note that somebody took the file of a paper."""
    _audit("document_read", version.paper.agency, by, kind=version.paper.kind)


def _check_minuted(on: date, minute_reference: str) -> None:
    if on > timezone.localdate():
        raise BelongError("The day lies in the future.", mend="Enter it when it has happened.")
    if not minute_reference.strip():
        raise BelongError("The minute is missing.", mend="Give the reference of the minute.")


def _audit(action: str, agency: Agency, by: str, **detail: object) -> None:
    record_audit(
        action=action,
        by=by,
        subject_kind="agency",
        subject_key=agency.key,
        agency_key=agency.key,
        detail=detail,
    )
