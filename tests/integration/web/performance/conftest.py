"""A region with figures: made up so that every right answer is plain, and stored as a job does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from belong.analytics.measures import MEASURES
from belong.analytics.stored import Behind, FigureBook, FigureRef, Person, StoredFigure
from belong.web.agencies.models import Agency, RaaMembership
from belong.web.children.models import BirthIdentity, ChildRecord
from belong.web.performance.actions import store
from belong.web.performance.models import StoredSet

#: The days of each child of Northmere, by the year that ended; one child is far out.
DAYS = {2022: (200, 300), 2023: (250, 350, 1200), 2024: (300, 400)}
#: Noted beside the last window.
NOTES = ("returns of Eastvale Council for 2021-22 are missing",)


@pytest.fixture
def northmere(council, region) -> Agency:
    """A council of the region."""
    RaaMembership.objects.create(council=council, raa=region, from_on=date(2018, 4, 1))
    return council


@pytest.fixture
def eastvale(region) -> Agency:
    """Another council of the region."""
    made = Agency.objects.create(kind="council", name="Eastvale Council", dfe_code="992")
    RaaMembership.objects.create(council=made, raa=region, from_on=date(2018, 4, 1))
    return made


def mean(ref: FigureRef, people: tuple[Person, ...], **told) -> StoredFigure:
    days = [one.value for one in people if one.value is not None]
    return StoredFigure(
        ref,
        MEASURES[ref.measure].name,
        "days",
        sum(days) / len(days) if days else None,
        n=len(days),
        numerator=sum(days),
        denominator=len(days),
        why_none="" if days else "nobody was adopted",
        **told,
    )


@pytest.fixture
def stored(region, northmere, eastvale) -> StoredSet:
    """A10 of Northmere over three windows, and of the region; nobody of Eastvale's."""
    people: dict[int, list[Person]] = {}
    number = 0
    for year, all_days in DAYS.items():
        for days in all_days:
            number += 1
            child = ChildRecord.objects.create(pseudonym=f"C-{number:04d}", council=northmere)
            BirthIdentity.objects.create(
                child=child, forenames="Perdita", surname="Winterbourne", born_on=date(2020, 1, 2)
            )
            on = date(year, 1, number)
            people.setdefault(year, []).append(
                Person(child.pseudonym, "991", days, date(2020, 4, 1), on)
            )
    figures, behind = {}, {}

    def add(period: str, years: range, **told) -> None:
        for area in ("991", "992", "all"):
            found = tuple(one for y in years for one in people.get(y, ())) if area != "992" else ()
            ref = FigureRef("A10", area, period)
            figures[str(ref)] = mean(ref, found, **told)
            left_out = (Person("C-0098", "991", None, reason="not placed"),) if found else ()
            behind[str(ref)] = Behind(found, left_out)

    for year in (2022, 2023, 2024):
        add(f"{year - 1}-{year - 2000}", range(year, year + 1))
    add("2020-23", range(2021, 2024))
    add("2021-24", range(2022, 2025), threshold=426, england=480.0, rank=(4, 149), notes=NOTES)
    for area, value in (("991", 7), ("992", 3), ("all", 10)):
        ref = FigureRef("decisions", area, "2023-24-Q1")
        figures[str(ref)] = StoredFigure(ref, "Decisions", "children", value, n=value)
    book = FigureBook(
        region.key,
        region.name,
        0,
        {"all": region.name, "991": northmere.name, "992": eastvale.name},
        figures,
        MEASURES,
        behind,
    )
    return store(book=book, agency=region, years=(2022, 2024), process="test")


@pytest.fixture
def figure_page(signed_in) -> Callable[..., str]:
    """The text of a figure's page, as a role sees it."""

    def read(role: str, agency: Agency, ref: str, at: Agency | None = None) -> str:
        browser = signed_in(role, agency=at or agency).client
        answer = browser.get("/performance/figure", {"agency": agency.key, "ref": ref})
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    return read
