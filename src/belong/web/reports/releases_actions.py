"""Releasing a report, keeping its documents, and withdrawing a public version."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from belong.domain.errors import BelongError
from belong.domain.policy.releases import RELEASED_FROM
from belong.reports.bound_json import report_as_data
from belong.reports.compare import Difference
from belong.web.documents import store
from belong.web.performance.actions import pin
from belong.web.performance.packing import pack_figures, pack_measures
from belong.web.reports.dress import dress_of
from belong.web.reports.models import WrittenReport
from belong.web.reports.noting import note_on_report
from belong.web.reports.releases import make_ready, stamped
from belong.web.reports.releases_models import Release, ReleaseFile
from belong.web.reports.releases_queries import shown_in_public, to_replace

__all__ = [
    "MAKER",
    "ask_again",
    "keep_documents",
    "note_failed",
    "note_same_again",
    "record_download",
    "release",
    "withdraw",
]

#: The process that makes documents, as the audit log names it.
MAKER = "release documents"


@transaction.atomic
def release(*, report: WrittenReport, profile: str, reason: str, seen: int, by: str) -> Release:
    """Release a report as it was approved: frozen with its figures, its documents made by a job.

    profile: of a public version; "" for the full one. seen: the change number of the figures that
    the person saw. A public version that follows one withdrawn replaces it, and says so. Raises
    BelongError for a report that is not approved, without a reason, where it has other figures
    meanwhile, or where a public version is out already.
    """
    from belong.web.reports.releases_jobs import make_documents

    report = WrittenReport.objects.select_for_update().select_related(None).get(pk=report.pk)
    if report.state not in RELEASED_FROM:
        raise BelongError(
            "Only an approved report is released.", mend="Have it checked and approved first."
        )
    if not reason.strip():
        raise BelongError("Which version is released needs a reason.", mend="Say what it is for.")
    already = shown_in_public(report) if profile else ()
    ready = make_ready(report, profile, already=already)
    if ready.book.change != seen:
        raise BelongError(
            "The report has other figures meanwhile.",
            mend="Look at them again, then release.",
        )
    replaced = to_replace(report) if profile else None
    now = timezone.now()
    bound = stamped(ready, on=timezone.localdate(now), replaced=replaced)
    worn = dress_of(report.agency)
    try:
        with transaction.atomic():
            made = Release.objects.create(
                report=report,
                is_public=bool(profile),
                profile=profile,
                reason=reason.strip(),
                figure_set=pin(figures=ready.figure_set, by=by),
                body_name=ready.book.body_name,
                areas=dict(ready.book.areas),
                measures=pack_measures(ready.book.measures),
                figures=pack_figures(ready.book),
                bound=report_as_data(bound),
                hidden=[[str(one.ref), one.name, one.because] for one in ready.hidden],
                released_by=by,
                released_at=now,
                replaces=replaced,
                template=worn.template,
                logo=worn.logo,
            )
    except IntegrityError as error:
        raise BelongError(
            "A public version of this report is out already.",
            mend="Withdraw it first; the new one then says that it replaces it.",
        ) from error
    _note(made, "report_released", by, profile=profile, change=seen, reason=made.reason)
    make_documents.enqueue(made.key)
    return made


@transaction.atomic
def keep_documents(*, release: Release, documents: Mapping[str, bytes]) -> None:
    """Keep the documents of a release, by format; those that were kept before stay as they are."""
    found = Release.objects.select_for_update().get(pk=release.pk)
    if found.made_at is not None:
        return
    for name, content in documents.items():
        ReleaseFile.objects.create(
            release=found,
            format=name,
            stored_name=store.put(content),
            size_bytes=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
    found.made_at, found.failed = timezone.now(), ""
    found.save(update_fields=["made_at", "failed"])
    _note(found, "release_made", process=MAKER, formats=list(documents))


@transaction.atomic
def note_failed(*, release: Release, why: str) -> None:
    """Note why the documents of a release could not be made."""
    found = Release.objects.select_for_update().get(pk=release.pk)
    found.failed = why[:300]
    found.save(update_fields=["failed"])
    _note(found, "release_failed", process=MAKER, reason=why)


@transaction.atomic
def withdraw(*, release: Release, why: str, by: str) -> None:
    """Withdraw a public version; that there was one stays, with the day and the reason.

    Raises BelongError without a reason, for a full version, and where it is withdrawn already.
    """
    if not why.strip():
        raise BelongError("A version is withdrawn for a reason.", mend="Say what was wrong.")
    found = Release.objects.select_for_update().get(pk=release.pk)
    if not found.is_public:
        raise BelongError("Only a public version is withdrawn.")
    if found.withdrawn_at is not None:
        raise BelongError("This version was withdrawn already.")
    found.withdrawn_at, found.withdrawn_by = timezone.now(), by
    found.withdrawn_because = why.strip()
    found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    _note(found, "release_withdrawn", by, reason=found.withdrawn_because)


@transaction.atomic
def ask_again(*, release: Release, by: str) -> None:
    """Have the figures of a release computed anew as known then, to see that they are the same."""
    from belong.web.reports.releases_jobs import compute_again

    found = Release.objects.select_for_update().get(pk=release.pk)
    found.asked_again_at, found.is_same_again, found.differs_again = timezone.now(), None, []
    found.save(update_fields=["asked_again_at", "is_same_again", "differs_again"])
    _note(found, "release_computed_again", by)
    compute_again.enqueue(found.key)


@transaction.atomic
def note_same_again(
    *, release: Release, is_same: bool, differing: Sequence[Difference] = ()
) -> None:
    """Note whether the figures computed anew were those released, and which were not."""
    found = Release.objects.select_for_update().get(pk=release.pk)
    found.is_same_again = is_same
    found.differs_again = [[str(one.ref), one.name, one.words] for one in differing]
    found.save(update_fields=["is_same_again", "differs_again"])
    _note(found, "release_compared", process=MAKER, same=is_same)


@transaction.atomic
def record_download(*, release: Release, format: str, by: str) -> None:  # noqa: A002
    """Note that somebody took a document of a release."""
    _note(release, "release_taken", by, form=format)


def _note(
    release: Release, action: str, by: str = "", *, process: str = "", **detail: object
) -> None:
    version = "public" if release.is_public else "full"
    note_on_report(
        report=release.report, action=action, by=by, process=process, version=version, **detail
    )
