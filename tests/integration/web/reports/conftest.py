"""A region with a few figures, a report of it, and people who write, check and approve it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from belong.analytics.measures import MEASURES
from belong.analytics.stored import FigureBook, FigureRef, StoredFigure
from belong.reports.bound import (
    Author,
    BoundReport,
    BoundSection,
    FigureRow,
    FigureTable,
    ReportKind,
    Total,
    Words,
)
from belong.web.agencies.models import Agency, RaaMembership
from belong.web.performance.actions import store
from belong.web.reports.actions import begin_report
from belong.web.reports.models import WrittenReport

YEAR = "2024-25"
ADOPTED = FigureRef("adopted", "all", YEAR)
GIRLS = FigureRef("adopted_by_sex", "all", YEAR, "girls")
BOYS = FigureRef("adopted_by_sex", "all", YEAR, "boys")
OURS = FigureRef("adopted", "991", YEAR)
THEIRS = FigureRef("adopted", "992", YEAR)
INCOME = FigureRef("interagency_income", "all", YEAR)
SPENT = FigureRef("interagency_expenditure", "all", YEAR)
NET = FigureRef("interagency_net", "all", YEAR)
WROTE = "e" * 32


def figure(ref: FigureRef, value: int) -> StoredFigure:
    """A count."""
    return StoredFigure(ref, MEASURES[ref.measure].name, "children", value, n=value)


@pytest.fixture
def northmere(council: Agency, region: Agency) -> Agency:
    """A council of the region."""
    RaaMembership.objects.create(council=council, raa=region, from_on=date(2018, 4, 1))
    return council


@pytest.fixture
def eastvale(region: Agency) -> Agency:
    """Another council of the region."""
    made = Agency.objects.create(kind="council", name="Eastvale Council", dfe_code="992")
    RaaMembership.objects.create(council=made, raa=region, from_on=date(2018, 4, 1))
    return made


@pytest.fixture
def figures(region: Agency, northmere: Agency, eastvale: Agency) -> None:
    """23 children adopted, 14 girls and 9 boys; 17 of Northmere's and 6 of Eastvale's."""
    told = [
        figure(ADOPTED, 23),
        figure(GIRLS, 14),
        figure(BOYS, 9),
        figure(OURS, 17),
        figure(THEIRS, 6),
        figure(FigureRef("adopted", "all", "2025-26-Q1"), 5),
    ]
    book = FigureBook(
        body=region.key,
        body_name=region.name,
        change=1,
        areas={"all": region.name, "991": northmere.name, "992": eastvale.name},
        figures={str(one.ref): one for one in told},
        measures=MEASURES,
    )
    store(book=book, agency=region, years=(2024, 2026), process="test")


def laid_out(sections: int = 0) -> BoundReport:
    """A section of each author, with a table, and of money; and as many more as asked for."""
    by_sex = FigureTable(
        key="by-sex",
        caption="Children adopted, by sex",
        corner="What",
        columns=("Children",),
        rows=(
            FigureRow("Girls", (GIRLS,)),
            FigureRow("Boys", (BOYS,)),
            FigureRow("All", (ADOPTED,), is_total=True),
        ),
        total_row=Total.SUM,
    )
    money = FigureTable(
        key="money",
        caption="Payments between agencies",
        corner="What",
        columns=("Pounds",),
        rows=(
            FigureRow("Income", (INCOME,)),
            FigureRow("Expenditure", (SPENT,)),
            FigureRow("Net", (NET,), is_total=True),
        ),
        total_row=Total.LESS,
    )
    drawn = Words(f"[[{ADOPTED}]] children were adopted.", is_drawn=True)
    partners = Words(f"Northmere: [[{OURS}]]. Eastvale: [[{THEIRS}]].")
    return BoundReport(
        kind=ReportKind.ANNUAL,
        title="Annual report 2024/25",
        body_name="Four Rivers Adoption",
        period=YEAR,
        sections=(
            BoundSection("headline", "In brief", Author.COUNCIL, (drawn, by_sex)),
            BoundSection("partners", "Our partners", Author.AGENCY, (partners,)),
            BoundSection("money", "Money", Author.AGENCY, (money,)),
            BoundSection("panel", "The panel", Author.PANEL_CHAIR),
            *(
                BoundSection(f"more-{number}", f"More {number}", Author.AGENCY, (drawn, by_sex))
                for number in range(sections)
            ),
        ),
    )


@pytest.fixture
def report(region: Agency, figures: None) -> WrittenReport:
    """The region's annual report, as it was laid out."""
    return begin_report(agency=region, laid_out=laid_out(), by=WROTE)


@pytest.fixture
def address(report: WrittenReport) -> Callable[..., str]:
    """The address of a page of the report."""

    def of(*parts: str) -> str:
        return f"/reports/{report.key}/{'/'.join(parts)}"

    return of
