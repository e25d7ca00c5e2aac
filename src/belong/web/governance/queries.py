"""Reading the register: only of the agencies whose register the reader may read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.db.models import FilteredRelation, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from belong.domain.governance import (
    PAPER_KINDS,
    DutyKey,
    Expected,
    PaperKind,
    expected_reports,
)
from belong.domain.policy import ActorFacts
from belong.domain.policy.governance import agencies_governed, agencies_with_register
from belong.web.agencies.models import Agency
from belong.web.governance.models import Approval, Paper, PaperVersion, Presented

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Reviewed(TypedDict):
        """By which day the version in force is to be reviewed."""

        review_by: date | None

    DatedPaper = WithAnnotations[Paper, _Reviewed]

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
    duty: DutyKey | None = None
    period: str = ""


def overdue_for(actor: ActorFacts, today: date) -> list[Overdue]:
    """What is overdue in the registers that the person keeps, the longest first; two queries."""
    return overdue_of(agencies_governed(actor), today)


def overdue_of(keys: frozenset[str], today: date) -> list[Overdue]:
    """What is overdue in the registers of these agencies, the longest first.

    One query for reports, and one for papers.
    """
    agencies = Agency.objects.filter(key__in=keys)
    live = FilteredRelation("presented", condition=Q(presented__taken_back_at=None))
    rows = agencies.annotate(live=live).values_list(
        "key", "kind", "name", "live__duty", "live__period"
    )
    kinds: dict[str, tuple[str, str]] = {}
    made: set[tuple[str, str | None, str | None]] = set()
    for key, kind, name, duty, period in rows:
        kinds[key] = (kind, name)
        made.add((key, duty, period))
    found = [
        Overdue(
            key,
            name,
            f"{one.duty.label}, {one.period.words}",
            one.due_on,
            one.duty.source,
            one.duty.key,
            one.period.name,
        )
        for key, (kind, name) in kinds.items()
        for one in expected_reports(kind, today)
        if one.due_on < today and (key, one.duty.key.value, one.period.name) not in made
    ]
    found += _papers_overdue(kinds, today)
    return sorted(found, key=lambda one: (one.due_on or date.min, one.agency_name, one.what))


def _papers_overdue(kinds: dict[str, tuple[str, str]], today: date) -> Iterator[Overdue]:
    """Papers of these agencies (kind and name by key) that are missing or wait for a review."""
    newest = PaperVersion.objects.filter(paper=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    review = Approval.objects.filter(version=OuterRef("newest")).order_by("-approved_on", "-pk")
    papers: list[DatedPaper] = list(
        Paper.objects.filter(agency__key__in=kinds)
        .annotate(newest=Subquery(newest))
        .annotate(review_by=Subquery(review.values("next_review_on")[:1]))
        .select_related("agency")
    )
    there = {(one.agency.key, one.kind) for one in papers}
    for key, (kind, name) in kinds.items():
        for paper_kind, facts in PAPER_KINDS.items():
            if kind in facts.of and (key, paper_kind.value) not in there:
                yield Overdue(key, name, f"{facts.label}: none is entered", None, facts.source)
    for one in papers:
        if one.review_by is not None and one.review_by < today:
            yield Overdue(
                one.agency.key,
                one.agency.name,
                f"Review of: {one}",
                one.review_by,
                PAPER_KINDS[PaperKind(one.kind)].source,
            )


def files_kept() -> QuerySet[PaperVersion, tuple[str, str]]:
    """The name in the store and the hash of every file attached to a paper, by name."""
    kept = PaperVersion.objects.exclude(stored_name="").order_by("stored_name")
    return kept.values_list("stored_name", "sha256")
