"""Which sections each kind of report has, in their order, who writes them, and what is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from belong.reports.bound import Author, BoundBlock, ReportKind
from belong.reports.layouts import children, families, opening
from belong.reports.layouts.desk import Desk

__all__ = ["SECTIONS", "SectionPlan"]

Draw = Callable[[Desk], Iterable[BoundBlock]]

_K = ReportKind
_ALL = frozenset(_K)
_LONG = frozenset({_K.ANNUAL, _K.SIX_MONTHLY})
_YEARLY = frozenset({_K.ANNUAL})
_MEMBERS = frozenset({_K.ANNUAL, _K.COMMITTEE_SLIDES})
_TOLD = frozenset({_K.ANNUAL, _K.SIX_MONTHLY, _K.COMMITTEE_SLIDES, _K.COUNCIL_SHEET})
_NO_SHEET = _ALL - {_K.COUNCIL_SHEET}


@dataclass(frozen=True)
class SectionPlan:
    """A section of the layouts. key: the same in every kind and year. draw: its first blocks."""

    key: str
    title: str
    author: Author
    kinds: frozenset[ReportKind]
    draw: Draw


def _stated(what: str) -> Draw:
    return partial(_draw_stated, what)


def _draw_stated(what: str, desk: Desk) -> Iterable[BoundBlock]:
    return families.without_figures(what)


#: After the annual reports of Southend, Herefordshire, Trafford, Coventry and others: see
#: domain/governance-reporting.md, section 3.
SECTIONS: tuple[SectionPlan, ...] = (
    SectionPlan("purpose", "Purpose of this report", Author.COUNCIL, _LONG, opening.purpose),
    SectionPlan("headline", "In brief", Author.COUNCIL, _ALL, opening.headline),
    SectionPlan("partnership", "Working together", Author.AGENCY, _MEMBERS, opening.partnership),
    SectionPlan("children", "Children", Author.COUNCIL, _ALL, children.children),
    SectionPlan("scorecard", "Adoption scorecard", Author.COUNCIL, _TOLD, children.scorecard),
    SectionPlan("delay", "What delayed children", Author.COUNCIL, _NO_SHEET, children.delay),
    SectionPlan(
        "early-permanence",
        "Early permanence",
        Author.COUNCIL,
        _ALL,
        children.early_permanence,
    ),
    SectionPlan("adopters", "Families who adopt", Author.AGENCY, _ALL, families.adopters),
    SectionPlan("matching", "Matching", Author.AGENCY, _LONG, children.matching),
    SectionPlan(
        "support",
        "Adoption support",
        Author.AGENCY,
        _LONG,
        _stated("requests for support, assessments, groups and the support fund"),
    ),
    SectionPlan(
        "birth-families",
        "Birth parents and keeping in touch",
        Author.AGENCY,
        _YEARLY,
        _stated("support to birth parents, letters and meetings"),
    ),
    SectionPlan(
        "adopted-adults",
        "Adopted adults",
        Author.AGENCY,
        _YEARLY,
        _stated("access to records and intermediary work"),
    ),
    SectionPlan("disruption", "Disruption", Author.AGENCY, _ALL, children.disruption),
    SectionPlan("finance", "Money", Author.AGENCY, _NO_SHEET, families.finance),
    SectionPlan(
        "panel",
        "The adoption panel",
        Author.PANEL_CHAIR,
        _LONG,
        _stated("the panel's meetings, deferrals and the quality of reports to it"),
    ),
    SectionPlan(
        "quality",
        "Quality, complaints and what people say",
        Author.COUNCIL,
        _LONG,
        _stated("complaints, compliments and feedback"),
    ),
    SectionPlan(
        "staffing",
        "Staff and training",
        Author.AGENCY,
        _LONG,
        _stated("staff, vacancies, supervision and training"),
    ),
    SectionPlan("priorities", "What comes next", Author.COUNCIL, _NO_SHEET, opening.priorities),
    SectionPlan("notes", "Notes on the figures", Author.DRAWN, _ALL, opening.notes),
)
