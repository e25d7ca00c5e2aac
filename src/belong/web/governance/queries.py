"""Reading the register: only of the agencies whose register the reader may read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, FilteredRelation, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from belong.domain.governance import (
    PAPER_KINDS,
    Expected,
    PaperKind,
    expected_reports,
)
from belong.domain.policy import ActorFacts
from belong.domain.policy.governance import agencies_governed, agencies_with_register
from belong.web.agencies.models import Agency
from belong.web.governance.models import Approval, Paper, PaperVersion, Presented

__all__ = [
    "Overdue",
    "agency_read",
    "expected_of",
    "files_kept",
    "overdue_for",
    "overdue_of",
    "paper_of",
    "papers_of",
    "presented_entry",
    "presented_of",
    "version_of",
    "visible_to",
]


def visible_to(actor: ActorFacts) -> QuerySet[Agency]:
    """The agencies whose register this person may read, by name."""
    return Agency.objects.filter(key__in=agencies_with_register(actor))


def agency_read(actor: ActorFacts, key: str) -> Agency:
    """One of them. Raises Http404 for another's, just as for none."""
    return get_object_or_404(visible_to(actor), key=key)


_WHOLE = Prefetch(
    "versions",
    PaperVersion.objects.prefetch_related(
        Prefetch("approvals", Approval.objects.order_by("-approved_on", "-pk"))
    ).order_by("-pk"),
)


def papers_of(agency: Agency) -> list[Paper]:
    """Papers of an agency with every version, the latest first, and approvals; three queries."""
    found = Paper.objects.filter(agency=agency).prefetch_related(_WHOLE)
    return list(found.order_by("-kind", "title"))


def paper_of(actor: ActorFacts, key: str) -> Paper:
    """One paper with every version. Raises Http404 for another's, just as for none."""
    found = Paper.objects.filter(agency__in=visible_to(actor)).select_related("agency")
    return get_object_or_404(found.prefetch_related(_WHOLE), key=key)


def version_of(actor: ActorFacts, key: str) -> PaperVersion:
    """One version of a paper. Raises Http404 for another's, just as for none."""
    found = PaperVersion.objects.filter(paper__agency__in=visible_to(actor))
    return get_object_or_404(found.select_related("paper__agency"), key=key)


def presented_of(agency: Agency) -> QuerySet[Presented]:
    """Every report presented, the latest first; those taken back, too."""
    return Presented.objects.filter(agency=agency).order_by("-presented_on", "-pk")


def presented_entry(actor: ActorFacts, key: str) -> Presented:
    """One report presented. Raises Http404 for another's, just as for none."""
    found = Presented.objects.filter(agency__in=visible_to(actor)).select_related("agency")
    return get_object_or_404(found, key=key)


def expected_of(agency: Agency, today: date) -> list[tuple[Expected, Presented | None]]:
    """Reports due of an agency, newest first, each as it was presented, or None; one query."""
    live = presented_of(agency).filter(taken_back_at=None)
    entered = {(one.duty, one.period): one for one in live}
    return [
        (one, entered.get((one.duty.key.value, one.period.name)))
        for one in expected_reports(agency.kind, today)
    ]


@dataclass(frozen=True)
class Overdue:
    """What is overdue of one agency.

    what: words for it. due_on: the last day in time; None for a paper of which there is none.
    """

    agency_key: str
    agency_name: str
    what: str
    due_on: date | None
    source: str


def overdue_for(actor: ActorFacts, today: date) -> list[Overdue]:
    """What is overdue in the registers that the person keeps, the longest first; one query."""
    return overdue_of(agencies_governed(actor), today)


class _Row(NamedTuple):
    """A report presented of an agency (None: none), and how its papers stand.

    review_by: the earliest day by which the version in force of a paper is to be reviewed.
    """

    key: str
    kind: str
    name: str
    duty: str | None
    period: str | None
    statements: bool
    guides: bool
    review_by: date | None


def overdue_of(keys: Collection[str], today: date) -> list[Overdue]:
    """What is overdue in the registers of these agencies, the longest first; one query."""
    rows = [_Row(*row) for row in _rows(keys)]
    agencies = {row.key: row for row in rows}
    made = {(row.key, row.duty, row.period) for row in rows}
    found = [
        Overdue(
            row.key,
            row.name,
            f"{one.duty.label}, {one.period.words}",
            one.due_on,
            one.duty.source,
        )
        for row in agencies.values()
        for one in expected_reports(row.kind, today)
        if one.due_on < today and (row.key, one.duty.key.value, one.period.name) not in made
    ]
    for row in agencies.values():
        found += _papers_overdue(row, today)
    return sorted(found, key=lambda one: (one.due_on or date.min, one.agency_name, one.what))


def _rows(keys: Collection[str]) -> QuerySet[Agency, tuple[Any, ...]]:
    live = FilteredRelation("presented", condition=Q(presented__taken_back_at=None))
    papers = Paper.objects.filter(agency=OuterRef("pk"))
    newest = PaperVersion.objects.filter(paper=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    review = (
        Approval.objects.filter(version=OuterRef("newest"))
        .order_by("-approved_on", "-pk")
        .values("next_review_on")[:1]
    )
    reviews = (
        papers.annotate(newest=Subquery(newest))
        .annotate(review_by=Subquery(review))
        .order_by("review_by")
        .values("review_by")[:1]
    )
    return (
        Agency.objects.filter(key__in=keys)
        .annotate(
            live=live,
            statements=Exists(papers.filter(kind=PaperKind.STATEMENT_OF_PURPOSE)),
            guides=Exists(papers.filter(kind=PaperKind.CHILDRENS_GUIDE)),
            review_by=Subquery(reviews),
        )
        .values_list(
            "key", "kind", "name", "live__duty", "live__period", "statements", "guides", "review_by"
        )
    )


def _papers_overdue(row: _Row, today: date) -> Iterator[Overdue]:
    """Papers of an agency that are missing, and the review that is the longest overdue."""
    there = {PaperKind.STATEMENT_OF_PURPOSE: row.statements, PaperKind.CHILDRENS_GUIDE: row.guides}
    for kind, facts in PAPER_KINDS.items():
        if row.kind in facts.of and not there[kind]:
            yield Overdue(row.key, row.name, f"{facts.label}: none is entered", None, facts.source)
    if row.review_by is not None and row.review_by < today:
        source = PAPER_KINDS[PaperKind.STATEMENT_OF_PURPOSE].source
        yield Overdue(row.key, row.name, "Review of approved papers", row.review_by, source)


def files_kept() -> QuerySet[PaperVersion, tuple[str, str]]:
    """The name in the store and the hash of every file attached to a paper, by name."""
    kept = PaperVersion.objects.exclude(stored_name="").order_by("stored_name")
    return kept.values_list("stored_name", "sha256")
