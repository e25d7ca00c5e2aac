"""Reading families' records. Everything starts from ``visible_to(actor)``, which fails closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone

from belong.domain.policy import (
    ActorFacts,
    Grant,
    Part,
    RecordFacts,
    Role,
    can_open_with_reason,
    can_see_identity,
    grant,
)
from belong.web.accounts.models import User
from belong.web.agencies.models import Agency, Appointment, RaaMembership, Team, holding_on
from belong.web.agencies.reach import NAMED, reach, record_facts
from belong.web.children.models import ChildRecord, ChildTie, Responsibility
from belong.web.children.queries import visible_to as visible_children
from belong.web.due.queries_policies import has_terms
from belong.web.families.models import (
    Application,
    FamilyOpening,
    FamilyRecord,
    FamilyResponsibility,
    HouseholdMember,
)

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Reach(TypedDict):
        """How the person who reads is related to the row."""

        is_responsible: bool
        is_tied: bool
        is_opened: bool

    #: A row of ``visible_to``, for the person who reads.
    VisibleFamily = WithAnnotations[FamilyRecord, _Reach]

__all__ = [
    "ApplicationFacts",
    "TiedFamily",
    "adopters_of",
    "applicants_named",
    "applications_of",
    "family_facts",
    "find_openable",
    "get_family",
    "named_to",
    "open_teams",
    "people_at_work",
    "people_of",
    "reach",
    "visible_to",
]


def visible_to(actor: ActorFacts, *, now: datetime | None = None) -> QuerySet[VisibleFamily]:
    """The families that exist for this person today, by pseudonym at least.

    Each row is annotated with is_responsible, is_tied and is_opened (for this person), which
    ``family_facts`` turns into the facts of access. A person with no appointment sees nobody.
    """
    return _related_to(actor, now or timezone.now()).filter(reach(actor, Part.FAMILY_DATES))


def named_to(actor: ActorFacts) -> Q:
    """The condition, on rows of ``visible_to(actor)``, that the person may see who they are."""
    return reach(actor, Part.FAMILY_IDENTITY, NAMED)


def _related_to(actor: ActorFacts, now: datetime) -> QuerySet[VisibleFamily]:
    """Every record that the person is not blocked from, with how the person is related to it."""
    today = timezone.localdate(now)
    mine = FamilyResponsibility.objects.filter(
        Q(to_on=None) | Q(to_on__gt=today), family=OuterRef("pk"), user__key=actor.person_key
    )
    my_children = Responsibility.objects.filter(
        Q(to_on=None) | Q(to_on__gt=today), child=OuterRef("child"), user__key=actor.person_key
    )
    tied = ChildTie.objects.filter(Exists(my_children), family_key=OuterRef("key"))
    opened = FamilyOpening.objects.filter(
        family=OuterRef("pk"), user__key=actor.person_key, until__gt=now
    )
    return (
        FamilyRecord.objects.annotate(
            is_responsible=Exists(mine), is_tied=Exists(tied), is_opened=Exists(opened)
        )
        .exclude(key__in=actor.blocked)
        .select_related("agency", "team", "row")
    )


def family_facts(actor: ActorFacts, family: VisibleFamily) -> RecordFacts:
    """What access to a row of ``visible_to(actor)`` depends on, for that same person."""
    return record_facts(actor, family, family.agency)


def get_family(actor: ActorFacts, key: str) -> VisibleFamily:
    """The family with this key. Raises Http404 for one that is not the person's, as for none."""
    found = visible_to(actor).filter(key=key).annotate(has_own_limits=has_terms("agency")).first()
    if found is None:
        raise Http404
    return found


def find_openable(actor: ActorFacts, reference: str) -> FamilyRecord | None:
    """The record that the person may ask to open with a reason, by key or pseudonym, or None."""
    agencies = {key for each in actor.appointments for key in each.agencies}
    found = (
        _related_to(actor, timezone.now())
        .filter(Q(key=reference) | Q(pseudonym__iexact=reference), agency__key__in=agencies)
        .first()
    )
    if found is None:
        return None
    may_open = can_open_with_reason(actor, family_facts(actor, found), Part.FAMILY_IDENTITY)
    return found if may_open else None


def people_of(family: FamilyRecord) -> list[HouseholdMember]:
    """Everybody of the household, applicants first, those who left last; one query."""
    order = [part.value for part in HouseholdMember.Part]
    return sorted(
        HouseholdMember.objects.filter(family=family),
        key=lambda one: (one.left_on is not None, order.index(one.part), one.pk),
    )


@dataclass(frozen=True)
class ApplicationFacts:
    """One application and the people whom it is of, by their primary keys."""

    key: str
    number: int
    route: str
    applicants: frozenset[int]


def applications_of(family: FamilyRecord) -> list[ApplicationFacts]:
    """The applications of a household, the first first; one query."""
    found: dict[str, ApplicationFacts] = {}
    for key, number, route, person in (
        Application.objects.filter(family=family)
        .order_by("number")
        .values_list("key", "number", "route", "applicants__pk")
    ):
        before = found.get(key, ApplicationFacts(key, number, route, frozenset()))
        named = {person} - {None}  # None: of an application that names nobody
        found[key] = replace(before, applicants=before.applicants | named)
    return list(found.values())


def applicants_named(families: Iterable[FamilyRecord]) -> dict[int, list[HouseholdMember]]:
    """The applicants living in each of these households, by family; one query."""
    found: dict[int, list[HouseholdMember]] = defaultdict(list)
    for person in HouseholdMember.objects.filter(
        family__in=[family.pk for family in families],
        part=HouseholdMember.Part.APPLICANT,
        left_on=None,
    ).order_by("pk"):
        found[person.family_id].append(person)
    return found


@dataclass(frozen=True)
class TiedFamily:
    """A family that a child is tied to today, as it is shown to one person.

    shown: who they are, or the reference. address: "" where it is not shown. strength and from_on:
    how far the tie has gone, and since when.
    """

    family: FamilyRecord
    shown: str
    is_named: bool
    address: str
    strength: ChildTie.Strength
    from_on: date


def adopters_of(actor: ActorFacts, child: ChildRecord) -> list[TiedFamily]:
    """The families that a child is tied to today, the latest first.

    The one way from a child to who the family is: for the child's side by name after a link, with
    the address once this child is placed there, else by reference. Families unknown here are left
    out. Source: ``access.md``, the matrix.
    """
    ties = {tie.family_key: tie for tie in ChildTie.objects.filter(child=child)}
    families = list(_related_to(actor, timezone.now()).filter(key__in=list(ties)))
    people = applicants_named(families)
    found = []
    for family in families:
        tie, facts = ties[family.key], family_facts(actor, family)
        strength = ChildTie.Strength(tie.strength)
        held = grant(actor, facts, Part.FAMILY_IDENTITY)
        is_named = can_see_identity(actor, facts, Part.FAMILY_IDENTITY)
        is_placed = family.is_tied and strength is ChildTie.Strength.PLACED
        has_address = is_named and (held is not Grant.SUMMARY or is_placed)
        name = together(people.get(family.pk, [])) if is_named else ""
        address = family.address if has_address else ""
        found.append(
            TiedFamily(family, name or family.pseudonym, is_named, address, strength, tie.from_on)
        )
    return sorted(found, key=lambda one: (one.from_on, one.family.pk), reverse=True)


def together(people: Iterable[HouseholdMember]) -> str:
    """Applicants in one name: "Ada and Ben Cole", "Ada Cole and Ben Dunn"."""
    people = list(people)
    surnames = {person.surname for person in people}
    if len(people) > 1 and len(surnames) == 1:
        return " and ".join(person.forenames for person in people) + f" {people[0].surname}"
    return " and ".join(f"{person.forenames} {person.surname}" for person in people)


def responsible_for(families: Iterable[FamilyRecord]) -> dict[int, list[FamilyResponsibility]]:
    """Who is or was responsible for each of these families, the present ones first; one query."""
    found: dict[int, list[FamilyResponsibility]] = defaultdict(list)
    held = FamilyResponsibility.objects.filter(family__in=[family.pk for family in families])
    for each in held.select_related("user").order_by("-from_on", "-pk"):
        found[each.family_id].append(each)
    for of_family in found.values():
        of_family.sort(key=lambda each: each.to_on is not None)
    return found


def people_at_work(
    family: FamilyRecord, keys: Iterable[str], day: date
) -> tuple[dict[str, str], list[str]]:
    """Names by key, and the names of who is responsible for the family on a day; one query.

    keys: of people whose names are wanted besides; one that nobody has is left out.
    """
    names: dict[str, str] = {}
    responsible: list[str] = []
    found = (
        User.objects.annotate(
            held=FilteredRelation(
                "families_responsible_for",
                condition=Q(
                    Q(families_responsible_for__to_on=None)
                    | Q(families_responsible_for__to_on__gt=day),
                    families_responsible_for__family=family.pk,
                    families_responsible_for__from_on__lte=day,
                ),
            )
        )
        .filter(Q(key__in=set(keys) - {""}) | Q(held__isnull=False))
        .order_by("name")
        .values_list("key", "name", "held__pk")
    )
    for key, name, held in found:
        names[key] = name
        if held is not None and name not in responsible:
            responsible.append(name)
    return names, responsible


def workers_of(actor: ActorFacts) -> list[tuple[str, str]]:
    """Key and name of everybody responsible for a family of the reader's agencies."""
    families = FamilyRecord.objects.filter(agency__key__in=_agencies(actor)).values("pk")
    held = FamilyResponsibility.objects.filter(to_on=None, family__in=families)
    found = User.objects.filter(pk__in=held.values("user"))
    return list(found.order_by("name").values_list("key", "name"))


def agencies_and_teams(
    actor: ActorFacts, of: type[ChildRecord | FamilyRecord], **only: str
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Key and name of the reader's agencies, and of their open teams that hold any; one query.

    of: the records that the teams hold, children's or families'. only: what else the agencies are
    to be, such as ``kind="council"``.
    """
    agencies: dict[str, str] = {}
    teams: dict[str, str] = {}
    # The first team from this one on that a record names: an index tells it without a search.
    next_named = of.objects.filter(team__gte=OuterRef("open_team__pk")).order_by("team")
    found = (
        Agency.objects.filter(key__in=_agencies(actor), **only)
        .annotate(open_team=FilteredRelation("teams", condition=Q(teams__closed_on=None)))
        .annotate(holds_any=Q(open_team__pk=Subquery(next_named.values("team")[:1])))
        .order_by("name", "open_team__name")
        .values_list("key", "name", "open_team__key", "open_team__name", "holds_any")
    )
    for key, name, team_key, team_name, holds_any in found:
        agencies[key] = name
        if holds_any:
            teams[team_key] = f"{team_name} ({name})"
    return list(agencies.items()), list(teams.items())


def _agencies(actor: ActorFacts) -> set[str]:
    return {key for each in actor.appointments for key in each.agencies}


def agencies_by_key(keys: Collection[str]) -> list[Agency]:
    """The agencies with these keys, by name."""
    return list(Agency.objects.filter(key__in=keys))


def open_teams(agencies: Iterable[int]) -> list[Team]:
    """The open teams of agencies, given by primary key."""
    return list(Team.objects.filter(agency__in=list(agencies), closed_on=None))


def user_of(actor: ActorFacts) -> User:
    """The account of whoever acts."""
    return User.objects.get(key=actor.person_key)


def staff_of(family: FamilyRecord, day: date, roles: Collection[Role]) -> list[Appointment]:
    """Who holds one of these roles in the family's agency, or in its region, on a day."""
    regions = RaaMembership.objects.filter(holding_on(day), council=family.agency_id).values("raa")
    return list(
        Appointment.objects.filter(
            Q(agency=family.agency_id) | Q(agency__in=regions),
            holding_on(day),
            role__in=roles,
            user__is_active=True,
        )
        .select_related("user")
        .order_by("user__name", "role")
    )


def pseudonyms_of_children(actor: ActorFacts, keys: Collection[str]) -> dict[str, str]:
    """Pseudonyms of the children among these who exist for this person; no query for none."""
    if not keys:
        return {}
    return dict(visible_children(actor).filter(key__in=list(keys)).values_list("key", "pseudonym"))


def children_tied_to(actor: ActorFacts, family: FamilyRecord) -> list[tuple[str, str]]:
    """Key and pseudonym of the children tied to a family who exist for this person."""
    tied = ChildTie.objects.filter(family_key=family.key).values_list("child__key", flat=True)
    return sorted(pseudonyms_of_children(actor, list(tied)).items(), key=lambda pair: pair[1])
