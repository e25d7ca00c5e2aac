"""The figures that a report cites: stored ones, and money that somebody stated."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from belong.analytics.measures import MEASURES, with_stated
from belong.analytics.stored import FigureBook, FigureRef, StoredFigure
from belong.analytics.sums_to import base_of
from belong.domain.periods import Period, PeriodError
from belong.domain.policy import ActorFacts, Role
from belong.domain.policy.figures import agencies_with_figures
from belong.reports.bound import BoundReport, citations
from belong.web.agencies.models import Agency
from belong.web.performance.models import StoredSet
from belong.web.performance.queries import ALL, book_in, stored_set
from belong.web.reports.models import StatedFigure, WrittenReport

__all__ = [
    "MONEY",
    "STATED",
    "Basis",
    "areas_read",
    "as_read",
    "basis_of",
    "book_for",
    "book_to_come",
    "money_names",
    "money_stated",
    "newest_basis",
    "refs_of",
    "stated_refs",
]

#: The money that somebody types in: income and what is taken from it.
STATED = ("interagency_income", "interagency_expenditure")
MONEY = (*STATED, "interagency_net")
#: Characters of the name of a financial year, with which the names of its parts begin.
_YEAR = len("2019-20")


@dataclass(frozen=True)
class Basis:
    """What a report's figures are read from. approved_at: then; money stated later counts no more.

    approved_at is None while nobody approved them, and the newest money counts.
    """

    figures: StoredSet
    approved_at: datetime | None = None


def basis_of(report: WrittenReport) -> Basis | None:
    """The figures that a report was approved with, while it is; else the newest.

    None while none is computed. A report approved before its figures were kept has the newest.
    """
    if report.figures is not None:
        return Basis(report.figures, report.approved_at)
    return newest_basis(report.agency)


def newest_basis(agency: Agency) -> Basis | None:
    """The newest stored figures of a body; None while none is computed."""
    found = stored_set(agency)
    return Basis(found) if found else None


def book_for(agency: Agency, basis: Basis, *reports: BoundReport | None) -> FigureBook:
    """The book with what the reports cite, money stated included.

    And with what the checker holds that against: the whole of a breakdown, the year of a quarter,
    and every council where one is cited.
    """
    found = basis.figures
    refs = refs_of(*reports)
    areas_of: dict[str, set[str]] = {}
    for ref in refs:
        for measure in (ref.measure, base_of(ref.measure)):
            areas = {ALL} if ref.area == ALL else {ALL, *found.areas}
            areas_of.setdefault(measure, set()).update(areas)
    periods = {ref.period for ref in refs}
    periods |= {name[:_YEAR] for name in periods}
    book = book_in(found, agency, areas_of=areas_of, periods=periods.__contains__)
    return _with_money(book, agency, refs, basis.approved_at)


def book_to_come(agency: Agency, *reports: BoundReport | None) -> FigureBook:
    """A book in which every figure that the reports cite is still to be computed."""
    return FigureBook(
        body=agency.key,
        body_name=agency.name,
        change=0,
        areas={ALL: agency.name},
        figures={
            str(ref): StoredFigure(ref, str(ref), "people", None, why_none="not computed yet")
            for ref in refs_of(*reports)
        },
        measures={},
    )


def refs_of(*reports: BoundReport | None) -> set[FigureRef]:
    """Every figure that reports show or cite."""
    return {ref for report in reports if report for _, ref in citations(report)}


def stated_refs(report: BoundReport) -> list[FigureRef]:
    """The money that a report cites and somebody has to type in, latest period first."""
    return [
        FigureRef(code, area, period)
        for area, period in sorted(_money_cited(refs_of(report)), key=_latest_first)
        for code in STATED
    ]


def money_names(refs: Iterable[FigureRef]) -> dict[FigureRef, str]:
    """What each figure of money is, in words, with its period."""
    return {ref: f"{MEASURES[ref.measure].name}, {Period.parse(ref.period).words}" for ref in refs}


def money_stated(
    agency: Agency, refs: Iterable[FigureRef], *, at: datetime | None = None
) -> dict[FigureRef, StatedFigure]:
    """What was stated last of each figure; a figure that nobody stated is left out.

    at: last at that moment; None: now.
    """
    names = [str(ref) for ref in refs]
    found = StatedFigure.objects.filter(agency=agency, ref__in=names).order_by("at", "pk")
    if at is not None:
        found = found.filter(at__lte=at)
    return {FigureRef.parse(one.ref): one for one in found}


def _with_money(
    book: FigureBook, agency: Agency, refs: Iterable[FigureRef], at: datetime | None
) -> FigureBook:
    """The book with the money that these references are of, as ``money_stated`` has it."""
    cited = _money_cited(refs)
    if not cited:
        return book
    named = [FigureRef(code, *each) for each in cited for code in STATED]
    told = money_stated(agency, named, at=at)
    for area, period in cited:
        income, expenditure = (told.get(FigureRef(code, area, period)) for code in STATED)
        roles = {Role(one.role).label.lower() for one in (income, expenditure) if one}
        book = with_stated(
            book,
            area=area,
            period=Period.parse(period),
            income=income.pounds if income else None,
            expenditure=expenditure.pounds if expenditure else None,
            stated_by=" and ".join(sorted(roles)),
        )
    return book


def _money_cited(refs: Iterable[FigureRef]) -> set[tuple[str, str]]:
    """Area and period of the money that is cited; a period that is none is passed over."""
    return {(ref.area, ref.period) for ref in refs if ref.measure in MONEY and _is_period(ref)}


def _is_period(ref: FigureRef) -> bool:
    try:
        Period.parse(ref.period)
    except PeriodError:
        return False
    return True


def _latest_first(each: tuple[str, str]) -> tuple[int, str]:
    area, period = each
    return -Period.parse(period).last_on.toordinal(), area


def areas_read(
    actor: ActorFacts, agency: Agency, councils: Mapping[str, str]
) -> frozenset[str] | None:
    """The areas whose figures the person reads in a report of a body; None for all of them.

    councils: key of each member council by its DfE code. A partner council's manager reads the
    whole region and the own council, and no other partner's.
    """
    whole = agencies_with_figures(actor)
    if agency.key in whole:
        return None
    return frozenset({ALL, *(code for code, key in councils.items() if key in whole)})


def as_read(book: FigureBook, areas: Collection[str] | None) -> FigureBook:
    """The book with the figures of other areas put out of sight."""
    if areas is None:
        return book
    hidden = (
        StoredFigure(
            ref=one.ref,
            name=one.name,
            unit=one.unit,
            value=None,
            hidden_because="it is another partner's",
        )
        for one in book
        if one.ref.area not in areas
    )
    return book.with_figures(hidden)
