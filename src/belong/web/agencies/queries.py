"""Reading agencies, teams, people and roles: only of the agencies that the reader manages.

``visible_to`` fails closed: someone who manages nothing gets nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from belong.domain.policy import ActorFacts
from belong.domain.policy.administration import agencies_managed
from belong.web.accounts.models import User
from belong.web.agencies.models import (
    Agency,
    Appointment,
    Block,
    Kind,
    RaaMembership,
    Team,
    holding_on,
)

__all__ = [
    "account_of",
    "agencies_of_person",
    "agency_of",
    "appointment_of",
    "appointments_in",
    "appointments_of",
    "blocks_on",
    "councils_without_region",
    "membership_of",
    "memberships_of",
    "names_of_agencies",
    "names_of_people",
    "open_teams",
    "people",
    "person_of",
    "regions_of",
    "team_of",
    "teams_of",
    "visible_to",
]


def visible_to(actor: ActorFacts) -> QuerySet[Agency]:
    """The agencies that this person manages."""
    return Agency.objects.filter(key__in=agencies_managed(actor))


def regions_of(actor: ActorFacts) -> frozenset[str]:
    """Keys of the regional agencies among those that the person manages."""
    return frozenset(visible_to(actor).filter(kind=Kind.RAA).values_list("key", flat=True))


def agency_of(actor: ActorFacts, key: str) -> Agency:
    """One agency. Raises Http404 for another's, just as for none."""
    return get_object_or_404(visible_to(actor), key=key)


def memberships_of(agency: Agency) -> QuerySet[RaaMembership]:
    """The memberships of a council, or of a regional agency's members, past ones included."""
    return RaaMembership.objects.filter(Q(council=agency) | Q(raa=agency)).select_related(
        "council", "raa"
    )


def membership_of(actor: ActorFacts, key: str) -> RaaMembership:
    """One membership, for who manages its region. Raises Http404."""
    found = RaaMembership.objects.filter(raa__in=visible_to(actor))
    return get_object_or_404(found.select_related("council", "raa"), key=key)


def councils_without_region(day: date) -> QuerySet[Agency]:
    """Councils that are in no region on a day."""
    taken = RaaMembership.objects.filter(holding_on(day)).values("council")
    return Agency.objects.filter(kind=Kind.COUNCIL).exclude(pk__in=taken)


def teams_of(agency: Agency) -> QuerySet[Team]:
    """The teams of an agency, closed ones included."""
    return Team.objects.filter(agency=agency)


def open_teams(actor: ActorFacts) -> list[Team]:
    """The teams that somebody can be given a role in."""
    return list(Team.objects.filter(agency__in=visible_to(actor), closed_on=None))


def team_of(actor: ActorFacts, key: str) -> Team:
    """One team. Raises Http404 for another's, just as for none."""
    found = Team.objects.filter(agency__in=visible_to(actor)).select_related("agency")
    return get_object_or_404(found, key=key)


def appointments_in(agency: Agency, day: date) -> QuerySet[Appointment]:
    """Who holds which role in an agency on a day."""
    held = Appointment.objects.filter(holding_on(day), agency=agency)
    return held.select_related("user", "team", "agency")


def appointments_of(actor: ActorFacts, user: User) -> QuerySet[Appointment]:
    """A person's roles in the reader's agencies, past ones included."""
    held = Appointment.objects.filter(user=user, agency__in=visible_to(actor))
    return held.select_related("agency", "team", "user").order_by("-from_on", "-id")


def appointment_of(actor: ActorFacts, key: str) -> Appointment:
    """One appointment. Raises Http404 for another agency's, just as for none."""
    found = Appointment.objects.filter(agency__in=visible_to(actor))
    return get_object_or_404(found.select_related("user", "agency", "team"), key=key)


def people(actor: ActorFacts, terms: str = "") -> QuerySet[User]:
    """People who hold, held or will hold a role in the reader's agencies, by name or e-mail."""
    found = User.objects.filter(
        pk__in=Appointment.objects.filter(agency__in=visible_to(actor)).values("user")
    )
    for word in terms.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return found.prefetch_related(
        Prefetch(
            "appointments",
            Appointment.objects.filter(agency__in=visible_to(actor)).select_related(
                "agency", "team"
            ),
            to_attr="roles_here",
        )
    )


def person_of(actor: ActorFacts, key: str) -> User:
    """One person. Raises Http404 for one with no role in the reader's agencies."""
    return get_object_or_404(people(actor), key=key)


def agencies_of_person(user: User, day: date) -> frozenset[str]:
    """Keys of every agency where a person holds a role from a day on, whoever asks."""
    held = Appointment.objects.filter(Q(to_on=None) | Q(to_on__gt=day), user=user)
    return frozenset(held.values_list("agency__key", flat=True))


def names_of_people(keys: Iterable[str]) -> dict[str, str]:
    """Names by key, for showing who did something; a key that nobody has is left out."""
    wanted = set(keys) - {""}
    return dict(User.objects.filter(key__in=wanted).values_list("key", "name")) if wanted else {}


def names_of_agencies(keys: Iterable[str]) -> dict[str, str]:
    """Names by key; a key that no agency has is left out."""
    wanted = set(keys) - {""}
    return dict(Agency.objects.filter(key__in=wanted).values_list("key", "name")) if wanted else {}


def account_of(email: str) -> User | None:
    """Whose account has this e-mail address, in whichever agency; None for nobody's."""
    return User.objects.filter(email__iexact=email.strip()).first()


def blocks_on(record_key: str) -> QuerySet[Block]:
    """Who is kept from a record by name, or was, the present ones first."""
    found = Block.objects.filter(record_key=record_key).select_related("user")
    return found.order_by(F("lifted_at").desc(nulls_first=True), "user__name", "pk")
