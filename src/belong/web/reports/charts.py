"""Charts of a report on its pages: a job draws them as documents have them, and they are kept.

Drawing takes a library that no page loads. A picture is found by what its chart shows, figures and
all, so that one drawn from other figures is never taken for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from belong.reports.documents.charts import drawn_for_page
from belong.reports.model import SeriesChart
from belong.reports.resolved import resolve
from belong.web.reports.charts_models import DrawnChart
from belong.web.reports.models import WrittenReport
from belong.web.reports.noting import note_on_report
from belong.web.reports.queries import bound_report
from belong.web.reports.queries_figures import as_read, basis_of, book_for
from belong.web.reports.shown import SectionShown

__all__ = ["DRAWER", "draw_charts", "keep_drawn", "with_pictures"]

#: The process that draws, as the audit log names it.
DRAWER = "drawing of charts"
#: A picture is drawn again where it is wanted after this time.
_KEPT_FOR = timedelta(days=90)


def with_pictures(
    sections: Sequence[SectionShown], report: WrittenReport, areas: Collection[str] | None
) -> list[SectionShown]:
    """The sections with the pictures of their charts; where one is not drawn yet, a job is asked.

    areas: whose figures the reader reads, as ``areas_read`` has it.
    """
    charts = [block.chart for one in sections for block in one.blocks if block.chart]
    if not charts:
        return list(sections)
    drawn = _drawn(charts)
    if any(chart not in drawn for chart in charts):
        draw_charts.enqueue(report.key, None if areas is None else sorted(areas))
    return [
        replace(
            one,
            blocks=tuple(
                replace(block, picture=drawn.get(block.chart, "")) if block.chart else block
                for block in one.blocks
            ),
        )
        for one in sections
    ]


def _drawn(charts: Iterable[SeriesChart]) -> dict[SeriesChart, str]:
    """The pictures that are kept, as a template takes them."""
    by_digest = {_digest(one): one for one in charts}
    found = DrawnChart.objects.filter(digest__in=by_digest).values_list("digest", "svg")
    return {by_digest[digest]: drawn_for_page(svg) for digest, svg in found}


def _digest(chart: SeriesChart) -> str:
    return hashlib.sha256(repr(chart).encode()).hexdigest()


@task()
def draw_charts(key: str, areas: list[str] | None) -> int:
    """Draw every chart of a report, as somebody reads it, that is not kept; gives how many."""
    from belong.reports.documents.charts import charts_of, svg

    report = WrittenReport.objects.select_related("agency").get(key=key)
    basis = basis_of(report)
    if basis is None:
        return 0
    bound = bound_report(report)
    book = book_for(report.agency, basis, bound)
    charts = list(charts_of(resolve(bound, as_read(book, areas)).report))
    kept = _drawn(charts)
    drawn = {_digest(one): svg(one) for one in charts if one not in kept}
    if drawn:
        keep_drawn(report=report, drawn=drawn)
    return len(drawn)


@transaction.atomic
def keep_drawn(*, report: WrittenReport, drawn: Mapping[str, str]) -> None:
    """Keep pictures by the digests of their charts, and let old ones go."""
    now = timezone.now()
    DrawnChart.objects.filter(drawn_at__lt=now - _KEPT_FOR).delete()
    DrawnChart.objects.bulk_create(
        [DrawnChart(digest=digest, svg=svg, drawn_at=now) for digest, svg in drawn.items()],
        ignore_conflicts=True,
    )
    note_on_report(report=report, action="report_charts_drawn", process=DRAWER, charts=len(drawn))
