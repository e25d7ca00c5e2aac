"""A council with a team, a child in its care, and what a person at the screen would send."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from belong.web.accounts.models import User
from belong.web.agencies.models import Agency, Appointment, RaaMembership, Team
from belong.web.children.models import BirthIdentity, ChildRecord, Responsibility
from belong.web.families.models import FamilyRecord
from belong.web.ledger.actions import Draft, record_events
from belong.web.ledger.models import Event, SubjectKind

FIRST_DAY = date(2020, 4, 1)
LOADER = "9" * 32


@pytest.fixture
def team(council: Agency, region: Agency) -> Team:
    """A children's team of the council, which is in the region."""
    RaaMembership.objects.create(council=council, raa=region, from_on=FIRST_DAY)
    return Team.objects.create(agency=council, name="Care 1")


@pytest.fixture
def make_child(council: Agency, team: Team) -> Callable[..., ChildRecord]:
    """Makes a child of the council, born, with the events given as (kind, day, details)."""

    def make(
        *events: tuple[str, str, dict[str, Any]] | tuple[str, str],
        surname: str = "Thorne",
        forenames: str = "Elsie",
        born_on: str = "2023-01-05",
        agency: Agency | None = None,
        of_team: Team | None = None,
    ) -> ChildRecord:
        number = ChildRecord.objects.count() + 1
        child = ChildRecord.objects.create(
            pseudonym=f"C-{number:04d}",
            council=agency or council,
            team=None if agency else of_team or team,
        )
        BirthIdentity.objects.create(
            child=child,
            forenames=forenames,
            surname=surname,
            born_on=date.fromisoformat(born_on),
        )
        told: list[Any] = [("born", born_on), *events]
        drafts = [
            Draft(
                SubjectKind.CHILD,
                child.key,
                kind,
                happened_on=date.fromisoformat(on),
                details=details[0] if details else {},
            )
            for kind, on, *details in told
        ]
        record_events(drafts=drafts, by=LOADER, seen=0)
        return child

    return make


@pytest.fixture
def child(make_child: Callable[..., ChildRecord]) -> ChildRecord:
    """A child in care, whose plan is being made."""
    return make_child(
        ("care_entered", "2023-01-08", {"legal_status": "C1"}),
        ("parallel_plan_made", "2023-05-02"),
    )


@pytest.fixture
def family(region: Agency) -> FamilyRecord:
    """A family of the region."""
    return FamilyRecord.objects.create(pseudonym="F-0208", agency=region)


@pytest.fixture
def worker(signed_in: Any, council: Agency, team: Team) -> Any:
    """The child's social worker, of the team."""
    return signed_in("child_social_worker", agency=council, team=team)


@pytest.fixture
def decision_maker(person: Callable[..., User], council: Agency) -> User:
    """The council's decision maker."""
    return person(role="decision_maker", agency=council)


@pytest.fixture
def responsible() -> Callable[..., None]:
    """Makes a person responsible for a child."""

    def make(user: User, child: ChildRecord, role: str = "child_social_worker") -> None:
        Responsibility.objects.create(child=child, user=user, role=role, from_on=FIRST_DAY)

    return make


def on(day: str, name: str = "on") -> dict[str, str]:
    """The three parts of a date as a form sends them."""
    year, month, of_month = day.split("-")
    return {f"{name}-day": of_month, f"{name}-month": month, f"{name}-year": year}


def hidden(page: Any) -> dict[str, str]:
    """The hidden inputs of a page, as the browser would send them back."""
    found = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.content.decode()
    )
    return {unescape(name): unescape(value) for name, value in found}


def text(page: Any) -> str:
    """The words of a page, without tags."""
    body = page.content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.fixture
def record() -> Callable[..., Any]:
    """Fills in one page of recording, checks the answers and saves; gives the last answer."""

    def do(browser: Client, child: ChildRecord, kind: str, day: str, **told: Any) -> Any:
        address = reverse("child_record_kind", args=[child.key, kind])
        opened = browser.get(address)
        assert opened.status_code == 200, text(opened)
        broken = {name: told.pop(name) for name in ("why_broken", "agreed_by") if name in told}
        answers = {**hidden(opened), **on(day), **told}
        checked = browser.post(address, {**answers, "step": "check"})
        if checked.status_code != 200:
            return checked
        return browser.post(address, {**answers, **broken, "step": "save"}, follow=True)

    return do


def kinds_of(child: ChildRecord) -> list[str]:
    """The kinds on record, in the order of writing."""
    return list(
        Event.objects.filter(subject_key=child.key).order_by("pk").values_list("kind", flat=True)
    )


@pytest.fixture
def far_council(db: Any) -> Agency:
    """A council of no region of ours."""
    return Agency.objects.create(kind="council", name="Farside Council", dfe_code="993")


@pytest.fixture
def stranger(signed_in: Any, far_council: Agency) -> Any:
    """A manager of the other council, who sees all of its children."""
    return signed_in("partner_manager", agency=far_council)


@pytest.fixture
def appoint() -> Callable[..., None]:
    """Gives somebody another role."""

    def give(user: User, role: str, agency: Agency, team: Team | None = None) -> None:
        Appointment.objects.create(
            user=user, role=role, agency=agency, team=team, from_on=FIRST_DAY
        )

    return give
