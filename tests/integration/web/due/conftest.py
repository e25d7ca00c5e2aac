"""A council's child and a region's family, whose clocks run; and who works with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from belong.domain.journey.family import FamilyEventKind
from belong.web.agencies.models import Agency, RaaMembership, Team
from belong.web.children.models import BirthIdentity, ChildRecord, Responsibility
from belong.web.families.actions import Person, add_family, record_family_event
from belong.web.families.models import FamilyRecord, FamilyResponsibility, HouseholdMember
from belong.web.ledger.actions import Draft, record_events
from belong.web.ledger.models import SubjectKind

BY = "9" * 32
FIRST_DAY = date(2020, 4, 1)


def ago(days: int) -> date:
    """The day so many days before today; below 0: after it."""
    return timezone.localdate() - timedelta(days=days)


@pytest.fixture
def team(council: Agency, region: Agency) -> Team:
    """A children's team of the council, which is in the region."""
    RaaMembership.objects.create(council=council, raa=region, from_on=FIRST_DAY)
    return Team.objects.create(agency=council, name="Care 1")


@pytest.fixture
def happen() -> Callable[..., Any]:
    """Records an event on a child, so many days ago, with details."""

    def record(child: ChildRecord, kind: str, days_ago: int, **details: str) -> Any:
        draft = Draft(SubjectKind.CHILD, child.key, kind, ago(days_ago), details=details)
        return record_events(drafts=[draft], by=BY, seen=None).events[0]

    return record


@pytest.fixture
def make_child(council: Agency, team: Team, happen: Callable[..., Any]) -> Callable[..., Any]:
    """Makes a child of the team, in care for 400 days, decided on so many days ago."""

    def make(decided: int | None = 200, surname: str = "Thorne", **where: Any) -> ChildRecord:
        child = ChildRecord.objects.create(
            pseudonym=f"C-{ChildRecord.objects.count() + 1:04d}",
            council=where.get("agency", council),
            team=None if where else team,
        )
        BirthIdentity.objects.create(
            child=child, forenames="Elsie", surname=surname, born_on=ago(600)
        )
        happen(child, "born", 600)
        happen(child, "care_entered", 400, legal_status="C1")
        if decided is not None:
            happen(child, "decision_made", decided)
        return child

    return make


@pytest.fixture
def child(make_child: Callable[..., Any]) -> ChildRecord:
    """A child for whom the match is due since about two weeks."""
    return make_child()


@pytest.fixture
def happen_to_family() -> Callable[..., Any]:
    """Records an event on a family's first application, so many days ago."""

    def record(family: FamilyRecord, kind: FamilyEventKind, days_ago: int, **details: str) -> Any:
        return record_family_event(
            family=family,
            application_key=family.applications.get(number=1).key,
            kind=kind,
            happened_on=ago(days_ago),
            details=details,
            by=BY,
            seen=None,
        )

    return record


@pytest.fixture
def make_family(region: Agency, happen_to_family: Callable[..., Any]) -> Callable[..., Any]:
    """Makes a family of the region, in stage 1 for so many days."""

    def make(in_stage_1: int = 70, surname: str = "Fenwright", **where: Any) -> FamilyRecord:
        family = add_family(
            agency=where.get("agency", region),
            people=[
                Person(HouseholdMember.Part.APPLICANT, "Ottoline", surname, date(1988, 5, 1)),
            ],
            enquired_on=ago(in_stage_1 + 20),
            by=BY,
        )
        happen_to_family(family, FamilyEventKind.INFORMATION_SENT, in_stage_1 + 18)
        happen_to_family(family, FamilyEventKind.REGISTRATION_RECEIVED, in_stage_1 + 3)
        happen_to_family(family, FamilyEventKind.STAGE_1_BEGAN, in_stage_1)
        return family

    return make


@pytest.fixture
def family(make_family: Callable[..., Any]) -> FamilyRecord:
    """A family whose stage 1 is over its two months."""
    return make_family()


@pytest.fixture
def responsible() -> Callable[..., None]:
    """Makes a person responsible for a child or a family."""

    def make(user: Any, record: ChildRecord | FamilyRecord, role: str) -> None:
        if isinstance(record, ChildRecord):
            Responsibility.objects.create(child=record, user=user, role=role, from_on=FIRST_DAY)
        else:
            FamilyResponsibility.objects.create(
                family=record, user=user, role=role, from_on=FIRST_DAY
            )

    return make
