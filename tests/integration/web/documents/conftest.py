"""A child and a family of one region, tied to each other, and people on each side of the wall."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from belong.domain.documents import DocumentKind, Side
from belong.domain.policy import ActorFacts
from belong.web.accounts.models import User
from belong.web.agencies.facts import actor_facts
from belong.web.agencies.models import Agency, RaaMembership, Team
from belong.web.children.models import BirthIdentity, ChildRecord, ChildTie, Responsibility
from belong.web.documents.actions_documents import Described, add_document
from belong.web.documents.models import Document
from belong.web.families.models import FamilyRecord, FamilyResponsibility, HouseholdMember
from belong.web.tracker.models import Meeting

from .files import PDF

WRITER = "b" * 32
FIRST_DAY = date(2020, 4, 1)
WORDS_OF_BIRTH = "Her grandmother rang from Quorley."
WORDS_OF_ADOPTERS = "They have told the school in Zembleton."


@pytest.fixture
def team(council: Agency, region: Agency) -> Team:
    """A children's team of the council, which is in the region."""
    RaaMembership.objects.create(council=council, raa=region, from_on=FIRST_DAY)
    return Team.objects.create(agency=council, name="Care 1")


@pytest.fixture
def make_child(council: Agency, team: Team) -> Callable[..., ChildRecord]:
    """Makes a child of the team."""

    def make(surname: str = "Thorne") -> ChildRecord:
        child = ChildRecord.objects.create(
            pseudonym=f"C-{ChildRecord.objects.count() + 1:04d}", council=council, team=team
        )
        BirthIdentity.objects.create(
            child=child, forenames="Elsie", surname=surname, born_on=date(2023, 1, 5)
        )
        return child

    return make


@pytest.fixture
def family(region: Agency) -> FamilyRecord:
    """A family of the region."""
    family = FamilyRecord.objects.create(pseudonym="F-0208", agency=region)
    HouseholdMember.objects.create(
        family=family, part="applicant", forenames="Ottoline", surname="Fenwright"
    )
    return family


@pytest.fixture
def child(make_child: Callable[..., ChildRecord], family: FamilyRecord) -> ChildRecord:
    """A child who is linked with the family."""
    child = make_child()
    ChildTie.objects.create(
        child=child, family_key=family.key, strength="linked", from_on=FIRST_DAY
    )
    return child


@pytest.fixture
def worker(signed_in: Any, council: Agency, team: Team) -> Any:
    """The child's social worker, of the team."""
    return signed_in("child_social_worker", agency=council, team=team)


@pytest.fixture
def adopters_worker(signed_in: Any, family: FamilyRecord) -> Any:
    """The social worker of the family."""
    found = signed_in("adopters_social_worker")
    FamilyResponsibility.objects.create(
        family=family, user=found.user, role="adopters_social_worker", from_on=FIRST_DAY
    )
    return found


@pytest.fixture
def finder(signed_in: Any, team: Team) -> Any:
    """A family finder of the region, who reads both sides."""
    return signed_in("family_finder")


@pytest.fixture
def supporter(signed_in: Any, child: ChildRecord, family: FamilyRecord) -> Any:
    """The support worker of the child and the family, on the adoptive side."""
    found = signed_in("support_worker")
    Responsibility.objects.create(
        child=child, user=found.user, role="support_worker", from_on=FIRST_DAY
    )
    FamilyResponsibility.objects.create(
        family=family, user=found.user, role="support_worker", from_on=FIRST_DAY
    )
    return found


@pytest.fixture
def stranger(signed_in: Any) -> Any:
    """A children's social worker of a council outside the region."""
    elsewhere = Agency.objects.create(kind="council", name="Farside Council", dfe_code="993")
    return signed_in("child_social_worker", agency=elsewhere)


def facts_of(user: User) -> ActorFacts:
    """What access depends on for a person today."""
    return actor_facts(user, timezone.localdate())


def meeting_of(agency: Agency, team: Team | None = None, about: str = "children") -> Meeting:
    """An open meeting of an agency or a team."""
    return Meeting.objects.create(
        about=about,
        agency=agency,
        team=team,
        held_on=timezone.localdate(),
        opened_by=WRITER,
        opened_at=timezone.now(),
    )


def minutes_of(
    meeting: Meeting, *, side: Side = Side.BIRTH, kind: DocumentKind = DocumentKind.MINUTES
) -> Document:
    """Minutes of a meeting, or another kind of document."""
    return add_document(
        meeting_key=meeting.key,
        source=io.BytesIO(PDF),
        name="Minutes.pdf",
        described=Described(kind, side, about=WORDS_OF_BIRTH),
        by=WRITER,
    )
