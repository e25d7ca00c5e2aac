"""Reading enquiries, campaigns and events. Everything starts from ``visible_to(actor)``.

It fails closed: someone who reads no agency's enquiries gets none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.fields import DateField, IntegerField
from django.db.models.functions import Coalesce
from django.http import Http404

from belong.domain.clocks import Policy
from belong.domain.policy import ActorFacts, Part, can_record, can_see_identity
from belong.domain.policy.recruitment import (
    agencies_counted,
    agencies_recruited_for,
    agencies_with_enquiries,
)
from belong.domain.recruitment import EnquiryOutcome, days_overdue, last_overdue
from belong.web.agencies.models import Agency
from belong.web.families.models import Application, FamilyRecord
from belong.web.families.queries import applicants_named, family_facts, together
from belong.web.families.queries import visible_to as visible_families
from belong.web.ledger.models import Event
from belong.web.recruitment.models import Booking, Campaign, Contact, Enquiry, RecruitmentEvent

__all__ = [
    "agencies_named",
    "applications_by_key",
    "bookings_of",
    "campaigns_found",
    "campaigns_named",
    "enquiries_found",
    "entry_of",
    "events_ahead",
    "events_found",
    "find_household",
    "get_booking",
    "get_campaign",
    "get_enquiry",
    "get_event",
    "overdue_count",
    "visible_to",
]


def visible_to(actor: ActorFacts) -> QuerySet[Any]:
    """The enquiries that exist for this person; none about a record they are kept from.

    Each with since, when they asked; told_on, when they were answered; came_from, the source; and
    left_for, why they ended: of the family's ledger once there is one, else of the enquiry itself.
    """
    return (
        Enquiry.objects.filter(agency__key__in=agencies_with_enquiries(actor))
        .exclude(key__in=actor.blocked)
        .exclude(application__family__key__in=actor.blocked)
        .select_related("agency", "campaign", "application__family", "contact")
        .annotate(
            since=Coalesce("enquired_on", "application__recruited__enquired_on"),
            told_on=Coalesce("answered_on", "application__recruited__answered_on"),
            came_from=Case(
                When(application=None, then="source"), default="application__recruited__source"
            ),
            left_for=Case(
                When(application=None, then="ended_reason"),
                default="application__recruited__left_reason",
            ),
        )
    )


#: Nobody has answered yet, and the enquiry is not over.
_WAITING = Q(told_on=None, ended_on=None) & (
    Q(application=None) | Q(application__recruited__left_reason="")
)


def get_enquiry(actor: ActorFacts, key: str) -> Any:
    """The enquiry with this key. Raises Http404 for one that is not the person's, as for none."""
    found = visible_to(actor).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def overdue_count(actor: ActorFacts, today: date, policies: Mapping[int, Policy]) -> int:
    """How many enquiries the person reads wait past the time to answer.

    policies: of agencies that set limits of their own, by primary key.
    """
    return visible_to(actor).filter(_overdue(today, policies)).count()


def _overdue(today: date, policies: Mapping[int, Policy]) -> Q:
    """Waits past the time to answer, or past the shorter one of the agency that was asked."""
    is_late = Q(since__lte=last_overdue(today))
    for agency, policy in policies.items():
        is_late |= Q(agency=agency, since__in=days_overdue(today, policy))
    return _WAITING & is_late


def enquiries_found(
    actor: ActorFacts, asked: Mapping[str, str], today: date, policies: Mapping[int, Policy]
) -> QuerySet[Any]:
    """The enquiries that the filter leaves: those that wait for an answer first, oldest first.

    asked: values of the filter's form by name. Those that no longer wait stand newest first.
    policies: as for ``overdue_count``.
    """
    found = visible_to(actor)
    if asked.get("state") == "overdue":
        found = found.filter(_overdue(today, policies))
    else:
        found = _in_state(found, asked.get("state", ""))
    if terms := asked.get("q"):
        found = found.filter(Q(number__icontains=terms) | _named(terms))
    for name, column in (
        ("source", "came_from"),
        ("channel", "channel"),
        ("campaign", "campaign__key"),
        ("agency", "agency__key"),
    ):
        if value := asked.get(name):
            found = found.filter(**{column: value})
    if asked.get("state", "") not in ("", "waiting", "overdue"):
        return found.order_by("-pk")
    rank = Case(When(_WAITING, then=Value(0)), default=Value(1), output_field=IntegerField())
    waits_since = Case(When(_WAITING, then="since"), output_field=DateField())
    return found.order_by(rank, waits_since, F("since").desc(nulls_last=True), "-pk")


def _named(terms: str) -> Q:
    """Every word is in a name of whoever asked."""
    wanted = Q()
    for word in terms.split():
        wanted &= (
            Q(contact__forenames__icontains=word)
            | Q(contact__surname__icontains=word)
            | Q(contact__second_forenames__icontains=word)
            | Q(contact__second_surname__icontains=word)
        )
    return wanted


def _in_state(found: QuerySet[Any], state: str) -> QuerySet[Any]:
    if state == "":
        return found.filter(application=None, ended_on=None)
    if state == "waiting":
        return found.filter(_WAITING)
    if state == "family":
        return found.filter(application__isnull=False)
    if state in set(EnquiryOutcome):
        return found.filter(application=None, ended_reason__in=EnquiryOutcome(state).reasons)
    return found


def agencies_named(keys: Collection[str]) -> list[Agency]:
    """The agencies with these keys, by name."""
    return list(Agency.objects.filter(key__in=keys).order_by("name"))


def campaigns_found(actor: ActorFacts) -> QuerySet[Any]:
    """The campaigns of the agencies whose enquiries the person reads, the latest first.

    Each with came, its enquiries, and families, those that became a family's record.
    """
    return (
        Campaign.objects.filter(agency__key__in=agencies_with_enquiries(actor))
        .select_related("agency")
        .annotate(
            came=Count("enquiries"),
            families=Count("enquiries", filter=Q(enquiries__application__isnull=False)),
        )
        .order_by("-from_on", "name")
    )


def get_campaign(actor: ActorFacts, key: str) -> Campaign:
    """A campaign of an agency that the person recruits for. Raises Http404 otherwise."""
    found = campaigns_found(actor).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def campaigns_named(keys: Collection[str]) -> list[Campaign]:
    """The campaigns of agencies with these keys, the latest first."""
    return list(Campaign.objects.filter(agency__key__in=keys).order_by("-from_on", "name"))


def _events(actor: ActorFacts) -> QuerySet[Any]:
    """Events of the person's agencies, with booked, came and absent in people and cancelled."""
    live = Q(bookings__cancelled_on=None)

    def people(wanted: Q) -> Coalesce:
        return Coalesce(Sum("bookings__people", filter=wanted), 0)

    return (
        RecruitmentEvent.objects.filter(agency__key__in=agencies_with_enquiries(actor))
        .select_related("agency")
        .annotate(
            booked=people(live),
            came=people(~Q(bookings__entry="")),
            absent=people(Q(bookings__is_absent=True)),
            given_up=Count("bookings", filter=Q(bookings__cancelled_on__isnull=False)),
        )
    )


def events_found(actor: ActorFacts, asked: Mapping[str, str], today: date) -> QuerySet[Any]:
    """The events that the filter leaves: those ahead, the next first; or those past, the latest."""
    found = _events(actor)
    if kind := asked.get("kind"):
        found = found.filter(kind=kind)
    if agency := asked.get("agency"):
        found = found.filter(agency__key=agency)
    when = asked.get("when", "")
    if when == "past":
        return found.filter(to_on__lt=today).order_by("-from_on", "-pk")
    if when == "cancelled":
        return found.filter(cancelled_on__isnull=False).order_by("-from_on", "-pk")
    return found.filter(to_on__gte=today).order_by("from_on", "pk")


def events_ahead(actor: ActorFacts, agency: Agency, today: date) -> list[Any]:
    """The next events of an agency that people can be booked for; at most twelve."""
    ahead = _events(actor).filter(agency=agency, cancelled_on=None, to_on__gte=today)
    return list(ahead.order_by("from_on", "pk")[:12])


def get_event(actor: ActorFacts, key: str) -> Any:
    """The event with this key, with its counts. Raises Http404 for one not the person's."""
    found = _events(actor).filter(key=key).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Booked:
    """A booking as one reader sees it. name: who, or the number where that is not theirs to see.

    number: of the enquiry or family, "" for a record that the reader is kept from. is_named:
    whether name is a person's. family: key of a family whose page the reader may open, else "".
    may_record: whether the reader may record that they came.
    """

    booking: Booking
    name: str
    number: str
    is_named: bool
    may_record: bool
    enquiry: str = ""
    family: str = ""


def bookings_of(actor: ActorFacts, event: RecruitmentEvent) -> list[Booked]:
    """The bookings of an event of ``get_event``, those that stand first; four queries."""
    rows = list(
        Booking.objects.filter(event=event)
        .select_related("enquiry__contact", "enquiry__agency", "family")
        .order_by(F("cancelled_on").asc(nulls_first=True), "booked_on", "pk")
    )
    families = _families(actor, [row.family_id for row in rows if row.family_id])
    recruits = agencies_recruited_for(actor)
    made = []
    for row in rows:
        if row.enquiry is not None:
            if row.enquiry.key in actor.blocked:
                made.append(Booked(row, "A household", "", False, False))
                continue
            contact = getattr(row.enquiry, "contact", None)
            made.append(
                Booked(
                    row,
                    contact_name(contact) or row.enquiry.number,
                    row.enquiry.number,
                    contact is not None,
                    row.enquiry.agency.key in recruits,
                    enquiry=row.enquiry.key,
                )
            )
        elif row.family is not None:
            made.append(families.get(row.family.pk, _Seen("A household")).booked(row))
    return made


@dataclass(frozen=True)
class _Seen:
    """A family as the reader sees it; of one that they may not know of, no number."""

    name: str
    number: str = ""
    is_named: bool = False
    may_record: bool = False
    key: str = ""

    def booked(self, row: Booking) -> Booked:
        return Booked(row, self.name, self.number, self.is_named, self.may_record, family=self.key)


def _families(actor: ActorFacts, keys: Iterable[int]) -> dict[int, _Seen]:
    keys = list(keys)
    if not keys:
        return {}
    found = list(visible_families(actor).filter(pk__in=keys))
    people = applicants_named(found)
    seen = {}
    for family in found:
        facts = family_facts(actor, family)
        is_named = can_see_identity(actor, facts, Part.FAMILY_IDENTITY)
        name = together(people.get(family.pk, [])) if is_named else ""
        seen[family.pk] = _Seen(
            name or family.pseudonym,
            family.pseudonym,
            bool(name),
            can_record(actor, facts, Part.FAMILY_DATES),
            family.key,
        )
    return seen


def contact_name(contact: Contact | None) -> str:
    """Whoever asked, in one name: "Ada and Ben Cole"; "" where nobody is named any longer."""
    if contact is None:
        return ""
    first = f"{contact.forenames} {contact.surname}"
    if not contact.second_forenames:
        return first
    if contact.second_surname == contact.surname:
        return f"{contact.forenames} and {contact.second_forenames} {contact.surname}"
    return f"{first} and {contact.second_forenames} {contact.second_surname}"


def get_booking(actor: ActorFacts, event: RecruitmentEvent, key: str) -> Booked:
    """A booking of an event of ``get_event``. Raises Http404 for none, and for one kept away."""
    for one in bookings_of(actor, event):
        if one.booking.key == key and one.number:
            return one
    raise Http404


def find_household(
    actor: ActorFacts, event: RecruitmentEvent, number: str
) -> Enquiry | FamilyRecord | None:
    """The enquiry (E-0012) or family (F-0208) of this number that the person may book, or None."""
    number = number.strip()
    enquiry = visible_to(actor).filter(number__iexact=number, agency=event.agency).first()
    if enquiry is not None and enquiry.application is None:
        return enquiry
    wanted = Q(pseudonym__iexact=number)
    if enquiry is not None and enquiry.application is not None:
        wanted |= Q(pk=enquiry.application.family_id)
    family = visible_families(actor).filter(wanted).first()
    if family is None or not can_record(actor, family_facts(actor, family), Part.FAMILY_DATES):
        return None
    return family


def applications_by_key(families: Iterable[int]) -> dict[str, int]:
    """The primary keys of these families' applications, by the keys that stand in the ledger."""
    found = Application.objects.filter(family__in=list(families))
    return dict(found.values_list("key", "pk"))


def entry_of(booking: Booking) -> Event:
    """The ledger's entry that says that the household came."""
    return Event.objects.get(key=booking.entry)


def counted_agencies(actor: ActorFacts) -> list[Agency]:
    """The agencies whose recruitment the person reads as counts, by name."""
    return agencies_named(agencies_counted(actor))
