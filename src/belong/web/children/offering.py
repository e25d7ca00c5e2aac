"""What forms may offer and pages may name: people at work, teams, families, seals, look-alikes.

Children start from ``visible_to(actor)`` here as everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from belong.domain.policy import ActorFacts, Role
from belong.domain.policy.children import agencies_added_to
from belong.web.accounts.models import User
from belong.web.agencies.models import (
    Agency,
    Appointment,
    Kind,
    RaaMembership,
    Team,
    holding_on,
)
from belong.web.children.models import ChildRecord, ChildTie, Merge, Responsibility
from belong.web.children.queries import named_to, visible_to
from belong.web.families.models import FamilyRecord
from belong.web.families.queries import visible_to as families_visible_to
from belong.web.ledger.models import Seal, SubjectKind

if TYPE_CHECKING:
    from belong.web.children.queries import VisibleChild

__all__ = [
    "MANAGERS",
    "child_named",
    "councils_added_to",
    "families_by_key",
    "family_named",
    "leavers",
    "look_alikes",
    "merge_of",
    "names_by_key",
    "people_at_work",
    "person_at_work",
    "seals_waiting",
    "teams_of",
    "tied_family",
    "user_of",
    "workers_of",
]

#: Who may agree to what goes past a rule or a time limit.
MANAGERS = (
    Role.CHILDREN_TEAM_MANAGER,
    Role.DECISION_MAKER,
    Role.REVIEWING_OFFICER,
    Role.HEAD_OF_SERVICE,
    Role.PARTNER_MANAGER,
)


def family_named(actor: ActorFacts, child: ChildRecord, reference: str) -> str | None:
    """The key of the family with this reference, if the child is tied to it or the person sees it.

    None alike for a family that is not there and for one that is not the person's.
    """
    tied = ChildTie.objects.filter(child=child).values("family_key")
    found = FamilyRecord.objects.filter(
        Q(key__in=tied) | Q(pk__in=families_visible_to(actor).values("pk")),
        pseudonym__iexact=reference,
    )
    return found.values_list("key", flat=True).first()


def tied_family(child: ChildRecord) -> str:
    """The reference of the family that the child is tied to; empty where it is none, or several."""
    tied = ChildTie.objects.filter(child=child).values("family_key")
    found = list(FamilyRecord.objects.filter(key__in=tied).values_list("pseudonym", flat=True)[:2])
    return found[0] if len(found) == 1 else ""


def people_at_work(child: ChildRecord, today: date) -> list[tuple[str, str, str]]:
    """Key, name and role of everybody with a role today in the child's council or its region."""
    regions = RaaMembership.objects.filter(holding_on(today), council=child.council_id)
    held = Appointment.objects.filter(
        Q(agency=child.council_id) | Q(agency__in=regions.values("raa")), holding_on(today)
    )
    return list(
        held.order_by("user__name", "role")
        .values_list("user__key", "user__name", "role")
        .distinct()
    )


def councils_added_to(actor: ActorFacts) -> tuple[list[Agency], list[Team]]:
    """The councils to which the person may add children, and their teams."""
    keys = agencies_added_to(actor)
    councils = Agency.objects.filter(kind=Kind.COUNCIL, key__in=keys)
    teams = Team.objects.filter(agency__in=councils, closed_on=None).select_related("agency")
    return list(councils), list(teams)


def look_alikes(actor: ActorFacts, surname: str, on: date) -> list[VisibleChild]:
    """Children with the surname, born or expected within a month of a day.

    Only those whose names the person may see: a warning says nothing of anybody else's.
    """
    near = (on - timedelta(days=31), on + timedelta(days=31))
    return list(
        visible_to(actor)
        .filter(named_to(actor), birth_identity__surname__iexact=surname)
        .filter(Q(birth_identity__born_on__range=near) | Q(birth_identity__expected_on__range=near))
        .order_by("pk")[:10]
    )


def person_at_work(key: str, council: Agency, today: date) -> User | None:
    """The person with a key, if they hold a role today in the council or its region."""
    regions = RaaMembership.objects.filter(holding_on(today), council=council)
    held = Appointment.objects.filter(
        Q(agency=council) | Q(agency__in=regions.values("raa")), holding_on(today)
    )
    return User.objects.filter(key=key, is_active=True, pk__in=held.values("user")).first()


def seals_waiting(actor: ActorFacts) -> list[tuple[VisibleChild, Seal]]:
    """Seals asked for and not agreed, on records that exist for this person, oldest first."""
    waiting = list(
        Seal.objects.filter(agreed_by="", event__subject_kind=SubjectKind.CHILD)
        .select_related("event__change")
        .order_by("asked_at")
    )
    kept = dict(
        Merge.objects.filter(
            other__key__in=[seal.event.subject_key for seal in waiting], undone_at=None
        ).values_list("other__key", "kept__key")
    )
    keys = {kept.get(seal.event.subject_key, seal.event.subject_key) for seal in waiting}
    children = {child.key: child for child in visible_to(actor).filter(key__in=keys)}
    found = []
    for seal in waiting:
        child = children.get(kept.get(seal.event.subject_key, seal.event.subject_key))
        if child is not None:
            found.append((child, seal))
    return found


def families_by_key(keys: Iterable[str]) -> dict[str, str]:
    """Pseudonyms of families by key; no name, no address, and no query where there is no key."""
    wanted = set(keys) - {""}
    if not wanted:
        return {}
    return dict(FamilyRecord.objects.filter(key__in=wanted).values_list("key", "pseudonym"))


def names_by_key(people: Collection[str], families: Collection[str]) -> dict[str, str]:
    """Names of people and pseudonyms of families, by their keys; one query, none for no key."""
    users = User.objects.filter(key__in=people).order_by().values_list("key", "name")
    records = FamilyRecord.objects.filter(key__in=families).values_list("key", "pseudonym")
    if not families:
        return dict(users) if people else {}
    return dict(users.union(records.order_by(), all=True))


def child_named(actor: ActorFacts, reference: str) -> VisibleChild | None:
    """The child with a reference, if it exists for this person."""
    return visible_to(actor).filter(pseudonym__iexact=reference.strip()).first()


def teams_of(child: ChildRecord) -> QuerySet[Team]:
    """The open teams of the child's council."""
    return Team.objects.filter(agency=child.council_id, closed_on=None)


def leavers(children: QuerySet[VisibleChild], today: date) -> QuerySet[User]:
    """Everybody responsible today for any of these children."""
    held = Responsibility.objects.filter(
        Q(to_on=None) | Q(to_on__gt=today), child__in=children.values("pk")
    )
    return User.objects.filter(pk__in=held.values("user"))


def workers_of(agencies: Collection[str], today: date) -> QuerySet[User]:
    """Everybody with a role today in these agencies and an open account."""
    held = Appointment.objects.filter(holding_on(today), agency__key__in=agencies)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def user_of(actor: ActorFacts) -> User:
    """The account of whoever asks."""
    return User.objects.get(key=actor.person_key)


def merge_of(child: ChildRecord, other_key: str) -> Merge | None:
    """The live merge of another record into this one."""
    return (
        Merge.objects.filter(kept=child, other__key=other_key, undone_at=None)
        .select_related("kept__council", "other")
        .first()
    )
