"""Reading written reports: every list starts from whose drafts the reader has a part in."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils import timezone

from belong.domain.policy import ActorFacts
from belong.domain.policy.reporting import ReportFacts, agencies_begun_for, agencies_read_about
from belong.domain.reporting import ReportState
from belong.reports.bound import Author, BoundReport, BoundSection, ReportKind
from belong.reports.bound_json import blocks_from_data
from belong.web.agencies.models import Agency, RaaMembership, holding_on
from belong.web.reports.models import ReportSection, SectionVersion, SignOff, WrittenReport

__all__ = [
    "bodies_begun_for",
    "bound_report",
    "facts_of",
    "report_of",
    "signs_holding",
    "versions_at",
    "visible_to",
]


def visible_to(actor: ActorFacts) -> QuerySet[WrittenReport]:
    """The draft reports of the person's agencies, and of the regions that these are members of."""
    mine = agencies_read_about(actor)
    regions = RaaMembership.objects.filter(
        holding_on(timezone.localdate()), council__key__in=mine
    ).values("raa")
    return WrittenReport.objects.filter(
        Q(agency__key__in=mine) | Q(agency__in=regions)
    ).select_related("agency")


def report_of(actor: ActorFacts, key: str) -> WrittenReport:
    """One report. Raises Http404 for another's, just as for none."""
    return get_object_or_404(visible_to(actor), key=key)


def bodies_begun_for(actor: ActorFacts) -> QuerySet[Agency]:
    """The agencies for which the person begins reports, regions first."""
    return Agency.objects.filter(key__in=agencies_begun_for(actor)).order_by("-kind", "name")


def facts_of(report: WrittenReport, today: date | None = None) -> ReportFacts:
    """What access to a report depends on. today: whose members count; None for now."""
    members = RaaMembership.objects.filter(
        holding_on(today or timezone.localdate()), raa=report.agency_id
    )
    checked = signs_holding(report).filter(state=ReportState.CHECKED).values("by_person")
    return ReportFacts(
        agency_key=report.agency.key,
        members=frozenset(members.values_list("council__key", flat=True)),
        checked_by=next((row["by_person"] for row in checked), ""),
    )


def signs_holding(report: WrittenReport) -> QuerySet[SignOff]:
    """The steps that are signed and hold."""
    return SignOff.objects.filter(report=report, ended_at=None)


def versions_at(report: WrittenReport, at: datetime | None = None) -> QuerySet[SectionVersion]:
    """The version of each section that held at a moment (None: the latest), in order.

    A section that was added later has none.
    """
    earlier = SectionVersion.objects.filter(section=OuterRef("section"))
    if at is not None:
        earlier = earlier.filter(at__lte=at)
    latest = earlier.order_by("-number").values("pk")[:1]
    return (
        SectionVersion.objects.filter(section__report=report)
        .annotate(latest=Subquery(latest))
        .filter(pk=F("latest"))
        .select_related("section", "based_on")
        .order_by("section__position")
    )


def bound_report(report: WrittenReport, *, at: datetime | None = None) -> BoundReport:
    """The report with what each section said at a moment; None for what it says now."""
    return BoundReport(
        kind=ReportKind(report.kind),
        title=report.title,
        body_name=report.agency.name,
        period=report.period,
        sections=tuple(_section(one.section, one) for one in versions_at(report, at)),
        facts=tuple((name, value) for name, value in report.facts),
        language=report.language,
    )


def _section(section: ReportSection, version: SectionVersion) -> BoundSection:
    return BoundSection(
        key=section.key,
        title=section.title,
        author=Author(section.author),
        blocks=blocks_from_data(version.blocks),
    )
