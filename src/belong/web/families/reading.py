"""Opening one family for one request: found, allowed, and noted in the audit log, once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone

from belong.domain.journey.family import FamilyJourney
from belong.domain.policy import ActorFacts, Part, RecordFacts, Role, can_see_identity
from belong.domain.policy.families import can_read_checks, can_read_reasons, can_see_checks
from belong.web.audit.actions import record_audit
from belong.web.families.folding import everything_recorded, journey_told_by
from belong.web.families.models import FamilyRecord, HouseholdMember
from belong.web.families.queries import (
    family_facts,
    get_family,
    people_at_work,
    people_of,
    pseudonyms_of_children,
    staff_of,
    together,
)
from belong.web.families.words import Wording
from belong.web.ledger.as_known import AsKnown, as_known
from belong.web.ledger.models import Event, SubjectKind
from belong.web.ui.requests import actor_of

if TYPE_CHECKING:
    from belong.web.families.queries import VisibleFamily

__all__ = [
    "FamilyOpened",
    "FamilyTold",
    "colleagues_of",
    "decision_makers_of",
    "name_of",
    "open_family",
    "tell",
]

_DECIDES = (Role.DECISION_MAKER,)
_AGREES = (
    Role.HEAD_OF_SERVICE,
    Role.PARTNER_MANAGER,
    Role.DECISION_MAKER,
    Role.RECRUITMENT_OFFICER,
    Role.VOLUNTARY_AGENCY_WORKER,
    Role.PANEL_ADVISER,
    Role.FAMILY_FINDER,
    Role.ADOPTERS_SOCIAL_WORKER,
)


@dataclass(frozen=True)
class FamilyOpened:
    """A family that the reader may open, what access hangs on, and the day."""

    actor: ActorFacts
    family: VisibleFamily
    facts: RecordFacts
    today: date


def open_family(request: HttpRequest, key: str) -> FamilyOpened:
    """The family, with its reading noted. Raises Http404 for one that is not the reader's."""
    actor = actor_of(request)
    family = get_family(actor, key)
    page = request.resolver_match.view_name if request.resolver_match else ""
    record_audit(
        action="read",
        by=actor.person_key,
        subject_kind=SubjectKind.FAMILY,
        subject_key=family.key,
        agency_key=family.agency.key,
        detail={"page": page},
    )
    return FamilyOpened(actor, family, family_facts(actor, family), timezone.localdate())


def name_of(opened: FamilyOpened, people: Sequence[HouseholdMember]) -> str:
    """How the family is named to the reader: by its applicants, or by its pseudonym."""
    if not can_see_identity(opened.actor, opened.facts, Part.FAMILY_IDENTITY):
        return opened.family.pseudonym
    applying = [
        one for one in people if one.part == HouseholdMember.Part.APPLICANT and one.left_on is None
    ]
    return together(applying) or opened.family.pseudonym


@dataclass(frozen=True)
class FamilyTold:
    """Everything that a family's pages are made of, as believed now or at an earlier moment.

    people: empty where the reader may not see who they are. wording: what the reader may read.
    people_who_recorded: names by key. workers: names of who is responsible now.
    """

    opened: FamilyOpened
    known: AsKnown | None
    rows: Sequence[Event]
    journey: FamilyJourney
    people: Sequence[HouseholdMember]
    wording: Wording
    people_who_recorded: Mapping[str, str]
    workers: Sequence[str]
    name: str

    @property
    def family(self) -> FamilyRecord:
        """The family."""
        return self.opened.family

    @property
    def seen(self) -> int:
        """The number of the newest change on the family that the reader has seen."""
        return max((row.change_id for row in self.rows), default=0)

    def row(self, key: str) -> Event | None:
        """One of the rows that the reader may see."""
        return next((one for one in self.rows if one.key == key and self.wording.shows(one)), None)


def tell(request: HttpRequest, opened: FamilyOpened) -> FamilyTold:
    """The family's record in words for this reader, as of now or as known at an earlier moment."""
    known = as_known(request.GET)
    actor, family, facts = opened.actor, opened.family, opened.facts
    rows = everything_recorded(family.key, known=known)
    is_named = can_see_identity(actor, facts, Part.FAMILY_IDENTITY)
    people = people_of(family) if is_named else []
    named = {
        str(row.details.get(name, "")) for row in rows for name in ("decision_maker", "agreed_by")
    }
    recorded_by, workers = people_at_work(
        family, {row.change.by_person for row in rows} | named, opened.today
    )
    reads_checks = can_read_checks(actor, facts)
    wording = Wording(
        people={one.key: f"{one.forenames} {one.surname}" for one in people},
        children=pseudonyms_of_children(
            actor, {row.details["child"] for row in rows if row.details.get("child")}
        ),
        decision_makers={key: recorded_by[key] for key in named if key in recorded_by},
        reads_reasons=can_read_reasons(actor, facts),
        sees_checks=can_see_checks(actor, facts),
        reads_checks=reads_checks,
    )
    return FamilyTold(
        opened=opened,
        known=known,
        rows=rows,
        journey=journey_told_by(rows),
        people=people,
        wording=wording,
        people_who_recorded=recorded_by,
        workers=workers,
        name=name_of(opened, people),
    )


def decision_makers_of(opened: FamilyOpened) -> list[tuple[str, str]]:
    """Key and name of everybody who decides for the family's agency today."""
    return _staff(opened, _DECIDES)


def colleagues_of(opened: FamilyOpened) -> list[tuple[str, str]]:
    """Key and name of everybody at the family's agency today who could agree to a delay."""
    return _staff(opened, _AGREES)


def _staff(opened: FamilyOpened, roles: Collection[Role]) -> list[tuple[str, str]]:
    held = staff_of(opened.family, opened.today, roles)
    return list({each.user.key: each.user.name for each in held}.items())
