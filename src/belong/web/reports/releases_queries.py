"""Reading releases: full ones inside the body, public ones for everybody who reads reports."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from belong.analytics.stored import FigureRef
from belong.domain.policy import ActorFacts
from belong.domain.policy.releases import (
    agencies_read_in_full,
    agencies_read_in_public,
    agencies_released_for,
)
from belong.web.agencies.models import RaaMembership, holding_on
from belong.web.performance.packing import unpack_figures
from belong.web.performance.published import Published
from belong.web.performance.queries import book_in
from belong.web.reports.models import WrittenReport
from belong.web.reports.releases_models import Release, ReleaseFile

#: Releases of a body that are looked through for a figure.
_LOOKED_AT = 12

__all__ = [
    "files_kept",
    "last_published",
    "release_of",
    "releases_of",
    "report_to_release",
    "shown_in_public",
    "to_replace",
    "visible_to",
]


def visible_to(actor: ActorFacts) -> QuerySet[Release]:
    """The releases that this person may read, latest first."""
    public = agencies_read_in_public(actor)
    regions = RaaMembership.objects.filter(
        holding_on(timezone.localdate()), council__key__in=public
    ).values("raa")
    full = Q(report__agency__key__in=agencies_read_in_full(actor))
    for_all = Q(is_public=True) & (
        Q(report__agency__key__in=public) | Q(report__agency__in=regions)
    )
    return Release.objects.filter(full | for_all).select_related("report__agency", "figure_set")


def release_of(actor: ActorFacts, key: str) -> Release:
    """One release. Raises Http404 for another's, just as for none."""
    found = visible_to(actor).select_related("replaces", "replaced_by", "template", "logo")
    return get_object_or_404(found, key=key)


def report_to_release(actor: ActorFacts, key: str) -> WrittenReport:
    """A report of a body for which the person releases. Raises Http404 for any other."""
    found = WrittenReport.objects.filter(agency__key__in=agencies_released_for(actor))
    return get_object_or_404(found.select_related("agency", "figures__agency"), key=key)


def releases_of(report: WrittenReport) -> QuerySet[Release]:
    """Every release of a report, latest first."""
    return Release.objects.filter(report=report)


def to_replace(report: WrittenReport) -> Release | None:
    """The public version withdrawn last that nothing replaces yet."""
    found = releases_of(report).filter(withdrawn_at__isnull=False, replaced_by=None)
    return found.order_by("-withdrawn_at").first()


def shown_in_public(
    report: WrittenReport, *, before: datetime | None = None
) -> frozenset[FigureRef]:
    """Figures that public releases of the same body have shown, those withdrawn too.

    The report's own do not count: a new version takes the place of the old. before: only those
    released before a moment.
    """
    told: set[FigureRef] = set()
    public = Release.objects.filter(report__agency=report.agency, is_public=True)
    public = public.exclude(report=report)
    if before is not None:
        public = public.filter(released_at__lt=before)
    for packed in public.order_by("pk").values_list("figures", flat=True):
        told |= {one.ref for one in unpack_figures(packed) if not one.hidden_because}
    return frozenset(told)


def last_published(agency_key: str, ref: FigureRef) -> Published | None:
    """The latest release, not withdrawn, that shows a figure of a body, with the exact figure.

    For those who read the body's figures: what a public version hides or rounds is told as it was
    known then. Looks through the latest releases of the body only.
    """
    found = Release.objects.filter(report__agency__key=agency_key, withdrawn_at=None)
    whole = found.select_related("report__agency", "figure_set__agency")
    for release in whole.defer("bound", "measures", "hidden")[:_LOOKED_AT]:
        frozen = next((one for one in unpack_figures(release.figures) if one.ref == ref), None)
        if frozen is None:
            continue
        agency = release.report.agency
        book = book_in(release.figure_set, agency, measures=[ref.measure], areas=[ref.area])
        return Published(
            title=release.report.title,
            on=timezone.localdate(release.released_at),
            figure=book.get(ref) or frozen,
            href=reverse("release", args=[release.key]),
        )
    return None


def files_kept() -> QuerySet[ReleaseFile, tuple[str, str]]:
    """The name in the store and the hash of every document of a release, by name."""
    return ReleaseFile.objects.order_by("stored_name").values_list("stored_name", "sha256")
