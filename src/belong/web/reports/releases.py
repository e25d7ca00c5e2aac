"""A report made ready to be released: its words and figures, and what a public version hides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from belong.analytics.publishing import REPORT_PROFILES, Hidden, publish
from belong.analytics.stored import FigureBook, FigureRef
from belong.reports.bound import BoundReport, Words, citations
from belong.reports.bound_json import report_from_data
from belong.reports.checker import Finding, check
from belong.reports.compare import Difference, compare
from belong.reports.public_words import leave_out_hidden
from belong.web.agencies.models import Agency
from belong.web.performance.models import StoredSet
from belong.web.performance.packing import unpack_figures, unpack_measures
from belong.web.performance.queries import NotComputed
from belong.web.reports.models import WrittenReport
from belong.web.reports.queries import bound_report
from belong.web.reports.queries_figures import basis_of, book_for, newest_basis
from belong.web.reports.releases_models import Release
from belong.web.ui.words import day

__all__ = [
    "PUBLIC_RULES",
    "Ready",
    "as_published",
    "book_of_release",
    "bound_of_release",
    "cited",
    "computed_since",
    "make_ready",
    "stamped",
    "versions_ready",
    "words_hidden",
]

#: Rules of the checker whose findings somebody reads before a public version is released.
PUBLIC_RULES = frozenset({"small-number", "small-number-follows", "recognisable"})


@dataclass(frozen=True)
class Ready:
    """What would be released. profile: of a public version; "" for the full one.

    book: the report's figures only, as this version shows them. hidden: what it hides.
    cited_hidden: hidden figures that words cite, by the title of their section. findings: what the
    checker says of a public version.
    """

    bound: BoundReport
    book: FigureBook
    figure_set: StoredSet
    profile: str = ""
    hidden: tuple[Hidden, ...] = ()
    cited_hidden: tuple[tuple[str, Hidden], ...] = ()
    findings: tuple[Finding, ...] = ()


def versions_ready(
    report: WrittenReport, profiles: Iterable[str], *, already: Iterable[FigureRef] = ()
) -> list[Ready]:
    """The report with the figures it was approved with, under each profile; "" is the full version.

    already: figures that public releases of the body show. Raises NotComputed where the body has no
    stored figures, BelongError for a profile that does not exist.
    """
    bound = bound_report(report)
    basis = basis_of(report)
    if basis is None:
        raise NotComputed(
            f"The figures of {report.agency.name} are not computed yet.",
            mend="Have them computed on the performance pages, and look again in a minute.",
        )
    book = book_for(report.agency, basis, bound)
    return [as_published(bound, book, basis.figures, one, already=already) for one in profiles]


def make_ready(report: WrittenReport, profile: str, *, already: Iterable[FigureRef] = ()) -> Ready:
    """One version of the report, as ``versions_ready`` has it."""
    return versions_ready(report, [profile], already=already)[0]


def computed_since(agency: Agency, full: Ready) -> tuple[Difference, ...]:
    """What differs in the newest figures and money from those of a full version, as approved.

    In the order of the references, without the people because of whom.
    """
    newest = newest_basis(agency)
    if newest is None:
        return ()
    then = {name: one.as_data() for name, one in full.book.figures.items()}
    return compare({"figures": then}, book_for(agency, newest, full.bound))


def as_published(
    bound: BoundReport,
    book: FigureBook,
    figure_set: StoredSet,
    profile: str,
    *,
    already: Iterable[FigureRef] = (),
) -> Ready:
    """What a version of this report shows of a book.

    Sentences that Belong drew and that cite a hidden figure are not in a public version.
    """
    refs = cited(bound)
    if not profile:
        named = {str(ref) for ref in refs}
        figures = {name: one for name, one in book.figures.items() if name in named}
        return Ready(bound, replace(book, figures=figures, behind={}), figure_set)
    told = publish(book, refs, profile, already=list(already))
    shown = leave_out_hidden(bound, told.book)
    found = check(shown, told.book, public=True, profile=profile)
    return Ready(
        shown,
        told.book,
        figure_set,
        profile,
        told.hidden,
        words_hidden(shown, told.hidden),
        tuple(one for one in found if one.rule in PUBLIC_RULES),
    )


def cited(bound: BoundReport) -> list[FigureRef]:
    """Every figure that a report shows or cites, once, in the order of the references."""
    return sorted({ref for _, ref in citations(bound)})


def words_hidden(bound: BoundReport, hidden: Iterable[Hidden]) -> tuple[tuple[str, Hidden], ...]:
    """Hidden figures that words cite, each with the title of its section, once."""
    by_ref = {one.ref: one for one in hidden}
    told: dict[tuple[str, FigureRef], tuple[str, Hidden]] = {}
    for key, ref in citations(_words_only(bound)):
        if ref in by_ref:
            told[key, ref] = (bound.section(key).title, by_ref[ref])
    return tuple(told.values())


def _words_only(bound: BoundReport) -> BoundReport:
    sections = (
        replace(one, blocks=tuple(block for block in one.blocks if isinstance(block, Words)))
        for one in bound.sections
    )
    return replace(bound, sections=tuple(sections))


def stamped(ready: Ready, *, on: date, replaced: Release | None) -> BoundReport:
    """The report with what its reader must know of this version under the title."""
    told = [("Version", "Full version: not for publication"), ("Released", day(on))]
    if ready.profile:
        basis = REPORT_PROFILES[ready.profile].basis
        told[0] = ("Version", f"Public version, profile {ready.profile}. {basis}")
    if replaced is not None and replaced.withdrawn_at is not None:
        words = (
            f"The public version released on {_local(replaced.released_at)}, withdrawn on"
            f" {_local(replaced.withdrawn_at)}: {replaced.withdrawn_because}"
        )
        told.append(("Replaces", words))
    return replace(ready.bound, facts=(*ready.bound.facts, *told))


def _local(at: datetime) -> str:
    return day(timezone.localdate(at))


def bound_of_release(release: Release) -> BoundReport:
    """The words and references of a release, as they were frozen."""
    return report_from_data(release.bound)


def book_of_release(release: Release, agency: Agency) -> FigureBook:
    """The figures of a release, as they were published."""
    return FigureBook(
        body=agency.key,
        body_name=release.body_name,
        change=release.figure_set.change,
        areas=release.areas,
        figures={str(one.ref): one for one in unpack_figures(release.figures)},
        measures=unpack_measures(release.measures),
    )
