"""A family of a regional agency in stage 1, and those who work with it or do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from belong.domain.journey.family import FamilyEventKind
from belong.web.agencies.models import Agency, Team
from belong.web.families.actions import Person, add_family, record_family_event
from belong.web.families.models import FamilyRecord, HouseholdMember

BY = "a" * 32


@dataclass(frozen=True)
class Known:
    """A family and the key of its first application."""

    record: FamilyRecord

    @property
    def key(self) -> str:
        return self.record.key

    @property
    def application(self) -> str:
        return self.record.applications.get(number=1).key

    @property
    def page(self) -> str:
        return f"/families/{self.key}/"


@pytest.fixture
def team(region: Agency) -> Team:
    return Team.objects.create(agency=region, name="Adopters north")


@pytest.fixture
def happen() -> Callable[..., None]:
    """Records an event on a family, so many days ago."""

    def record(family: Known, kind: FamilyEventKind, ago: int, **details: str) -> None:
        record_family_event(
            family=family.record,
            application_key=details.pop("application", "") or family.application,
            kind=kind,
            happened_on=date.today() - timedelta(days=ago),  # noqa: TID251, DTZ011
            details=details,
            by=BY,
            seen=None,
        )

    return record


@pytest.fixture
def make_family(team: Team) -> Callable[..., Known]:
    """Makes a family of the region, which asked so many days ago."""

    def make(surname: str = "Fenwright", *, agency: Agency | None = None, ago: int = 120) -> Known:
        record = add_family(
            agency=agency or team.agency,
            team=None if agency else team,
            people=[
                Person(HouseholdMember.Part.APPLICANT, "Ottoline", surname, date(1988, 5, 1)),
                Person(HouseholdMember.Part.APPLICANT, "Bram", surname, date(1986, 2, 9)),
                Person(HouseholdMember.Part.CHILD, "Pip", surname, date(2018, 7, 7)),
            ],
            enquired_on=date.today() - timedelta(days=ago),  # noqa: TID251, DTZ011
            address="14 Harebell Rise, Northmere",
            by=BY,
        )
        return Known(record)

    return make


@pytest.fixture
def family(make_family: Callable[..., Known], happen: Callable[..., None]) -> Known:
    """In stage 1 for seventy days: past the limit, and waiting for a health report."""
    made = make_family()
    happen(made, FamilyEventKind.REGISTRATION_RECEIVED, 80)
    happen(made, FamilyEventKind.STAGE_1_BEGAN, 70)
    person = made.record.people.get(forenames="Ottoline").key
    happen(made, FamilyEventKind.CHECK_SOUGHT, 60, check="health", person=person)
    return made
