"""Releases planted in the region: full and public ones, resting on figures of another region."""

from __future__ import annotations

import io
from collections.abc import Mapping

from django.utils import timezone
from PIL import Image

from belong.reports.bound import BoundReport, ReportKind
from belong.reports.bound_json import report_as_data
from belong.web.agencies.models import Agency
from belong.web.documents import store
from belong.web.performance.models import StoredSet
from belong.web.performance.packing import pack_figures, pack_measures
from belong.web.reports.models import DressFile, Release, ReleaseFile, WrittenReport

BY = "e" * 32
_CONTENT = b"<p>Released.</p>"


def plant_releases(
    reports: Mapping[str, WrittenReport], agencies: Mapping[str, Agency]
) -> dict[str, Release]:
    """By whose report and which version: "region full", "region public" and so on.

    Their figures are of the far region, so that no page of figures here has any.
    """
    now = timezone.now()
    figures = StoredSet.objects.create(
        agency=agencies["far region"],
        change=1,
        computed_at=now,
        took_ms=1,
        first_year=2024,
        last_year=2024,
        areas={},
        measures=pack_measures({}),
        is_pinned=True,
    )
    found = {}
    for whose in ("region", "northmere", "farside"):
        for version in ("full", "public"):
            found[f"{whose} {version}"] = _release(reports[whose], figures, version == "public")
    return found


def plant_logos(agencies: Mapping[str, Agency]) -> None:
    """A logo of the region and of each council, a single dot."""
    drawn = io.BytesIO()
    Image.new("RGB", (1, 1)).save(drawn, "PNG")
    content = drawn.getvalue()
    for whose in ("region", "northmere", "farside"):
        DressFile.objects.create(
            agency=agencies[whose],
            what=DressFile.What.LOGO,
            file_name="logo.png",
            content_type="image/png",
            stored_name=store.put(content),
            size_bytes=len(content),
            sha256="0" * 64,
            added_by=BY,
            added_at=timezone.now(),
        )


def _release(report: WrittenReport, figures: StoredSet, is_public: bool) -> Release:
    bound = BoundReport(
        ReportKind(report.kind), report.title, report.agency.name, report.period, ()
    )
    made = Release.objects.create(
        report=report,
        is_public=is_public,
        profile="report-public" if is_public else "",
        reason="For Cabinet.",
        figure_set=figures,
        body_name=report.agency.name,
        areas={},
        measures=pack_measures({}),
        figures=pack_figures([]),
        bound=report_as_data(bound),
        released_by=BY,
        released_at=timezone.now(),
        made_at=timezone.now(),
    )
    ReleaseFile.objects.create(
        release=made,
        format="html",
        stored_name=store.put(_CONTENT),
        size_bytes=len(_CONTENT),
        sha256="0" * 64,
    )
    return made
