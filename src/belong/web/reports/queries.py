"""Reading written reports: every list starts from whose drafts the reader has a part in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils import timezone

from belong.domain.periods import Period
from belong.domain.policy import ActorFacts
from belong.domain.policy.reporting import ReportFacts, agencies_begun_for, agencies_read_about
from belong.domain.reporting import ReportState
from belong.reports.bound import Author, BoundReport, BoundSection, ReportKind
from belong.reports.bound_json import blocks_from_data
from belong.web.accounts.models import User
from belong.web.agencies.models import Agency, RaaMembership, holding_on
from belong.web.agencies.queries import names_of_people
from belong.web.reports.models import (
    Answer,
    Comment,
    ReportSection,
    SectionVersion,
    SignOff,
    WrittenReport,
)
from belong.web.ui.words import moment

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Named(TypedDict):
        """By whom, in words; None for an account that is gone."""

        by_name: str | None

    class _Settled(_Named):
        """And who settled it."""

        settled_name: str | None

    NamedSign = WithAnnotations[SignOff, _Named]
    NamedAnswer = WithAnnotations[Answer, _Named]
    NamedComment = WithAnnotations[Comment, _Settled]
    NamedVersion = WithAnnotations[SectionVersion, _Named]

__all__ = [
    "Standing",
    "answers_of",
    "aside_words",
    "bodies_begun_for",
    "bound_of",
    "bound_report",
    "comment_of",
    "comments_of",
    "is_begun",
    "latest_of_kind",
    "report_of",
    "section_of",
    "standing_of",
    "versions_at",
    "versions_of",
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
    ).select_related("agency", "follows__agency")


def report_of(actor: ActorFacts, key: str) -> WrittenReport:
    """One report. Raises Http404 for another's, just as for none."""
    return get_object_or_404(visible_to(actor).select_related("figures__agency"), key=key)


def bodies_begun_for(actor: ActorFacts) -> QuerySet[Agency]:
    """The agencies for which the person begins reports, regions first."""
    return Agency.objects.filter(key__in=agencies_begun_for(actor)).order_by("-kind", "name")


@dataclass(frozen=True)
class Standing:
    """A report for who reads it: what access depends on, and how far it has come.

    signs: every step that was signed, those that no longer hold too, oldest first. councils: key of
    each member council by its DfE code, as of today.
    """

    report: WrittenReport
    actor: ActorFacts
    signs: tuple[NamedSign, ...]
    councils: Mapping[str, str]

    @property
    def state(self) -> ReportState:
        """How far it has come."""
        return ReportState(self.report.state)

    @property
    def holding(self) -> tuple[NamedSign, ...]:
        """The steps that hold."""
        return tuple(one for one in self.signs if one.ended_at is None)

    @property
    def facts(self) -> ReportFacts:
        """What access depends on."""
        checked = (one.by_person for one in self.holding if one.state == ReportState.CHECKED)
        return ReportFacts(
            agency_key=self.report.agency.key,
            members=frozenset(self.councils.values()),
            checked_by=next(checked, ""),
        )


def standing_of(actor: ActorFacts, report: WrittenReport) -> Standing:
    """How a report stands for a reader."""
    members = RaaMembership.objects.filter(
        holding_on(timezone.localdate()), raa=report.agency_id
    ).values_list("council__dfe_code", "council__key")
    signs = SignOff.objects.filter(report=report).annotate(by_name=_name_of("by_person"))
    return Standing(report, actor, tuple(signs), dict(members))


def versions_at(
    *reports: WrittenReport, at: datetime | None = None
) -> dict[int, list[SectionVersion]]:
    """The version of each section that held at a moment (None: the latest), in order.

    By the id of the report, of several at once. A section that was added later has none.
    """
    earlier = SectionVersion.objects.filter(section=OuterRef("section"))
    if at is not None:
        earlier = earlier.filter(at__lte=at)
    latest = earlier.order_by("-number").values("pk")[:1]
    found = (
        SectionVersion.objects.filter(section__report__in=reports)
        .annotate(latest=Subquery(latest))
        .filter(pk=F("latest"))
        .select_related("section")
        .order_by("section__position")
    )
    told: dict[int, list[SectionVersion]] = {report.pk: [] for report in reports}
    for one in found:
        told[one.section.report_id].append(one)
    return told


def bound_report(report: WrittenReport, *, at: datetime | None = None) -> BoundReport:
    """The report with what each section said at a moment; None for what it says now."""
    return bound_of(report, versions_at(report, at=at)[report.pk])


def bound_of(report: WrittenReport, versions: Iterable[SectionVersion]) -> BoundReport:
    """The report with these versions of its sections, or of some of them."""
    return BoundReport(
        kind=ReportKind(report.kind),
        title=report.title,
        body_name=report.agency.name,
        period=report.period,
        sections=tuple(
            BoundSection(
                key=one.section.key,
                title=one.section.title,
                author=Author(one.section.author),
                blocks=blocks_from_data(one.blocks),
            )
            for one in versions
        ),
        facts=tuple((name, value) for name, value in report.facts),
        language=report.language,
    )


def aside_words(report: WrittenReport) -> str:
    """When, by whom and why a report was put aside; "" for one that is not."""
    if report.aside_at is None:
        return ""
    by = names_of_people({report.aside_by}).get(report.aside_by, "somebody")
    return f"Put aside by {by} on {moment(report.aside_at)}: {report.aside_because}"


def section_of(report: WrittenReport, key: str) -> ReportSection:
    """A section of a report. Raises Http404."""
    found = ReportSection.objects.filter(report=report).select_related("report__agency")
    return get_object_or_404(found, key=key)


def versions_of(section: ReportSection) -> QuerySet[NamedVersion]:
    """Everything that a section said, latest first."""
    found = SectionVersion.objects.filter(section=section).order_by("-number")
    return found.select_related("section").annotate(by_name=_name_of("by_person"))


def comments_of(report: WrittenReport) -> list[NamedComment]:
    """The comments on a report's sections, oldest first."""
    found = Comment.objects.filter(section__report=report).select_related("section")
    return list(found.annotate(by_name=_name_of("by_person"), settled_name=_name_of("resolved_by")))


def comment_of(actor: ActorFacts, key: str) -> Comment:
    """One comment on a report that the reader has a part in. Raises Http404."""
    found = Comment.objects.filter(section__report__in=visible_to(actor))
    return get_object_or_404(found.select_related("section__report__agency"), key=key)


def answers_of(report: WrittenReport) -> dict[str, NamedAnswer]:
    """The latest answer to each finding, by the finding's key."""
    found = Answer.objects.filter(report=report).annotate(by_name=_name_of("by_person"))
    return {one.finding_key: one for one in found}


def latest_of_kind(agency: Agency, kind: ReportKind, before: Period) -> WrittenReport | None:
    """The latest report of a kind on a period that ended before another began.

    One that is put aside does not count.
    """
    found = WrittenReport.objects.filter(agency=agency, kind=kind.value)
    found = found.exclude(state=ReportState.ASIDE)
    earlier = [one for one in found if Period.parse(one.period).last_on < before.first_on]
    return max(earlier, key=lambda one: (Period.parse(one.period).last_on, one.pk), default=None)


def is_begun(agency: Agency, laid_out: BoundReport, title: str) -> bool:
    """Whether there is a report of this kind, period and title; one put aside does not count."""
    same = WrittenReport.objects.filter(
        agency=agency, kind=laid_out.kind.value, period=laid_out.period, title=title
    )
    return same.exclude(state=ReportState.ASIDE).exists()


def _name_of(field: str) -> Subquery:
    return Subquery(User.objects.filter(key=OuterRef(field)).values("name")[:1])
