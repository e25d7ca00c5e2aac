"""A council with a team and children in its tracker, and what a person at the screen would send."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from belong.web.agencies.models import Agency, RaaMembership, Team
from belong.web.children.models import BirthIdentity, ChildRecord
from belong.web.ledger.actions import Draft, record_events
from belong.web.ledger.models import SubjectKind
from belong.web.tracker.models import Meeting

FIRST_DAY = date(2020, 4, 1)
LOADER = "9" * 32


def ago(days: int) -> date:
    """So many days before today."""
    return timezone.localdate() - timedelta(days=days)


def parts(name: str, day: date) -> dict[str, str]:
    """The three parts of a date as a form sends them."""
    return {
        f"{name}-day": str(day.day),
        f"{name}-month": str(day.month),
        f"{name}-year": str(day.year),
    }


@pytest.fixture
def team(council: Agency, region: Agency) -> Team:
    """A children's team of the council, which is in the region."""
    RaaMembership.objects.create(council=council, raa=region, from_on=FIRST_DAY)
    return Team.objects.create(agency=council, name="Care 1")


@pytest.fixture
def make_child(council: Agency, team: Team) -> Callable[..., ChildRecord]:
    """Makes a child of the council with the events given as (kind, days ago, details)."""

    def make(
        *events: tuple[Any, ...],
        surname: str = "Thorne",
        forenames: str = "Elsie",
        agency: Agency | None = None,
        of_team: Team | None = None,
    ) -> ChildRecord:
        child = ChildRecord.objects.create(
            pseudonym=f"C-{ChildRecord.objects.count() + 1:04d}",
            council=agency or council,
            team=None if agency else of_team or team,
        )
        BirthIdentity.objects.create(
            child=child, forenames=forenames, surname=surname, born_on=ago(700)
        )
        told: list[Any] = [("born", 700), *events]
        record(child, *told)
        return child

    return make


def record(child: ChildRecord, *events: tuple[Any, ...]) -> None:
    """Events of a child, as (kind, days ago, details)."""
    drafts = [
        Draft(
            SubjectKind.CHILD,
            child.key,
            kind,
            happened_on=ago(days),
            details=details[0] if details else {},
        )
        for kind, days, *details in events
    ]
    record_events(drafts=drafts, by=LOADER, seen=None)


@pytest.fixture
def waiting(make_child: Callable[..., ChildRecord]) -> ChildRecord:
    """A child with a placement order for more than six months, and no match: overdue."""
    return make_child(
        ("care_entered", 600, {"legal_status": "C1"}),
        ("decision_made", 400),
        ("placement_order_made", 350),
    )


@pytest.fixture
def manager(signed_in: Any, council: Agency, team: Team) -> Any:
    """The team's manager."""
    return signed_in("children_team_manager", agency=council, team=team)


@pytest.fixture
def worker(signed_in: Any, council: Agency, team: Team) -> Any:
    """A social worker of the team."""
    return signed_in("child_social_worker", agency=council, team=team)


@pytest.fixture
def finder(signed_in: Any, region: Agency) -> Any:
    """A family finder of the region."""
    return signed_in("family_finder", agency=region)


@pytest.fixture
def open_meeting() -> Callable[..., Meeting]:
    """Opens a meeting through its page; gives it."""

    def do(who: Any, agency: Agency, team: Team | None = None, about: str = "children") -> Meeting:
        answer = who.client.post(
            reverse("meeting_open"),
            {
                "place": f"{about}:{agency.key}:{team.key if team else ''}",
                "kind": "tracking",
                **parts("held_on", timezone.localdate()),
            },
        )
        assert answer.status_code == 302, answer.content.decode()
        return Meeting.objects.get(key=answer.url.rstrip("/").rpartition("/")[2])

    return do
