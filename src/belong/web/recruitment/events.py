"""Writing campaigns, information events and courses, bookings, and who came.

Every action is keyword-only, takes ``by`` (the key of a person), runs in one transaction and writes
its audit event in that transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from belong.domain.errors import BelongError
from belong.domain.recruitment import BookingEnd, EventCancelled, EventKind
from belong.web.accounts.models import User
from belong.web.agencies.models import Agency
from belong.web.audit.actions import record_audit
from belong.web.families.actions import record_family_event
from belong.web.families.models import FamilyRecord
from belong.web.ledger.actions import withdraw_event
from belong.web.ledger.once import save_once
from belong.web.recruitment.actions import take_on
from belong.web.recruitment.models import Booking, Campaign, Enquiry, RecruitmentEvent
from belong.web.recruitment.queries import entry_of

__all__ = [
    "Came",
    "CampaignPlan",
    "EventPlan",
    "add_campaign",
    "add_event",
    "book",
    "cancel_booking",
    "cancel_event",
    "change_campaign",
    "change_event",
    "record_attendance",
]


class Came(StrEnum):
    """Whether a household came to an event."""

    YES = "came"
    NO = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class CampaignPlan:
    """What a campaign is; to_on and cost may be None, need may be ""."""

    name: str
    need: str
    from_on: date
    to_on: date | None
    cost: Decimal | None


@dataclass(frozen=True)
class EventPlan:
    """What an event or course is. to_on: its last day."""

    kind: EventKind
    from_on: date
    to_on: date
    time: str
    venue: str
    places: int


def _audit(action: str, what: str, key: str, agency: Agency, by: str, **detail: object) -> None:
    record_audit(
        action=action,
        by=by,
        subject_kind=what,
        subject_key=key,
        agency_key=agency.key,
        detail=detail,
    )


def _check_name(plan: CampaignPlan, agency: Agency, but: int = 0) -> None:
    if Campaign.objects.filter(agency=agency, name=plan.name).exclude(pk=but).exists():
        raise BelongError("There is a campaign of this name.", mend="Give it another name.")


@transaction.atomic
def add_campaign(*, agency: Agency, plan: CampaignPlan, by: str) -> Campaign:
    """A campaign. Raises BelongError where the agency has one of that name."""
    _check_name(plan, agency)
    campaign = Campaign.objects.create(agency=agency, **vars(plan))
    _audit("campaign_added", "campaign", campaign.key, agency, by)
    return campaign


@transaction.atomic
def change_campaign(*, campaign: Campaign, plan: CampaignPlan, by: str) -> Campaign:
    """Another name, need, time or cost. Raises as ``add_campaign``."""
    _check_name(plan, campaign.agency, campaign.pk)
    for name, value in vars(plan).items():
        setattr(campaign, name, value)
    campaign.save(update_fields=list(vars(plan)))
    _audit("campaign_changed", "campaign", campaign.key, campaign.agency, by)
    return campaign


@transaction.atomic
def add_event(*, agency: Agency, plan: EventPlan, by: str) -> RecruitmentEvent:
    """An information event or a course."""
    event = RecruitmentEvent.objects.create(agency=agency, **vars(plan))
    _audit("recruitment_event_added", "recruitment_event", event.key, agency, by, kind=plan.kind)
    return event


def _held(event: RecruitmentEvent) -> RecruitmentEvent:
    """The event, locked. Raises BelongError for one that was cancelled."""
    event = (
        RecruitmentEvent.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=event.pk)
    )
    if event.cancelled_on is not None:
        raise BelongError("This event was cancelled.", mend="Choose another.")
    return event


@transaction.atomic
def change_event(*, event: RecruitmentEvent, plan: EventPlan, by: str) -> RecruitmentEvent:
    """Another day, place or number of places.

    Raises BelongError where it was cancelled, or where people came already and kind or days differ:
    those stand in the families' records by then.
    """
    event = _held(event)
    told = (event.kind, event.from_on, event.to_on)
    if told != (plan.kind, plan.from_on, plan.to_on) and _with_entry(event).exists():
        raise BelongError(
            "People are recorded as having come on that day.",
            mend="Take back who came before you change the kind or the day.",
        )
    for name, value in vars(plan).items():
        setattr(event, name, value)
    event.save(update_fields=list(vars(plan)))
    _audit("recruitment_event_changed", "recruitment_event", event.key, event.agency, by)
    return event


def _with_entry(event: RecruitmentEvent) -> QuerySet[Booking]:
    return Booking.objects.filter(event=event).exclude(entry="")


@transaction.atomic
def cancel_event(
    *, event: RecruitmentEvent, reason: EventCancelled, on: date, by: str
) -> RecruitmentEvent:
    """It does not take place; it stays in the history, and its bookings are cancelled with it.

    Raises BelongError where it was cancelled before, or people are recorded as having come.
    """
    event = _held(event)
    if _with_entry(event).exists():
        raise BelongError("People are recorded as having come.", mend="Take back who came first.")
    event.cancelled_on, event.cancelled_reason = on, reason
    event.save(update_fields=["cancelled_on", "cancelled_reason"])
    lost = Booking.objects.filter(event=event, cancelled_on=None).update(
        cancelled_on=on, cancelled_reason=BookingEnd.EVENT_CANCELLED, is_absent=False
    )
    _audit(
        "recruitment_event_cancelled",
        "recruitment_event",
        event.key,
        event.agency,
        by,
        cause=reason.value,
        bookings=lost,
    )
    return event


@transaction.atomic
def book(
    *,
    event: RecruitmentEvent,
    who: Enquiry | FamilyRecord,
    people: int,
    on: date,
    by: str,
    token: str = "",
) -> Booking:
    """Places for a household. More than there are is allowed, and warned of on the page.

    Raises BelongError where the event was cancelled, the household has booked, the enquiry ended or
    is a family's record; AlreadySaved.
    """
    if token:
        save_once(token=token, by=by)
    event = _held(event)
    of: dict[str, Any] = {"family": who}
    if isinstance(who, Enquiry):
        enquiry = Enquiry.objects.select_for_update().get(pk=who.pk)
        if enquiry.ended_on is not None or enquiry.application_id is not None:
            raise BelongError(
                "This enquiry is not open.", mend="Reopen it, or book for the family."
            )
        of = {"enquiry": enquiry}
    if Booking.objects.filter(event=event, cancelled_on=None, **of).exists():
        raise BelongError("They have a place already.", mend="Change or cancel that booking.")
    booking = Booking.objects.create(event=event, people=people, booked_on=on, **of)
    _audit("booking_added", "recruitment_event", event.key, event.agency, by, booking=booking.key)
    return booking


@transaction.atomic
def cancel_booking(*, booking: Booking, reason: BookingEnd, on: date, by: str) -> Booking:
    """The household does not come. Raises BelongError where it was cancelled, or they came."""
    booking = (
        Booking.objects.select_for_update(of=("self",))
        .select_related("event__agency")
        .get(pk=booking.pk)
    )
    if booking.cancelled_on is not None or booking.entry:
        raise BelongError("This booking is over.", mend="Nothing needs to be done.")
    booking.cancelled_on, booking.cancelled_reason, booking.is_absent = on, reason, False
    booking.save(update_fields=["cancelled_on", "cancelled_reason", "is_absent"])
    _audit(
        "booking_cancelled",
        "recruitment_event",
        booking.event.key,
        booking.event.agency,
        by,
        booking=booking.key,
        cause=reason.value,
    )
    return booking


@transaction.atomic
def record_attendance(
    *,
    event: RecruitmentEvent,
    came: Mapping[str, Came],
    by: str,
    responsible: User | None = None,
    role: str = "",
) -> int:
    """Who came, by key of booking; gives how many bookings changed.

    A family that came has it in its ledger, in this transaction, on the event's last day; an
    enquiry that came is taken on as a family first, and whoever records it is responsible for it.
    Coming taken back withdraws the entry. Raises BelongError where the event was cancelled.
    """
    event = _held(event)
    bookings = (
        Booking.objects.select_for_update(of=("self",))
        .filter(event=event, cancelled_on=None, key__in=list(came))
        .select_related("enquiry__agency", "family__agency")
    )
    changed = 0
    for booking in bookings:
        now = came[booking.key]
        before = Came.YES if booking.entry else Came.NO if booking.is_absent else Came.UNKNOWN
        if now is before:
            continue
        changed += 1
        if before is Came.YES:
            withdraw_event(
                event=entry_of(booking), by=by, why="They did not come after all.", seen=None
            )
            booking.entry = ""
        if now is Came.YES:
            _came(booking, event, by, responsible, role)
        booking.is_absent = now is Came.NO
        booking.save(update_fields=["entry", "is_absent", "enquiry", "family"])
    _audit(
        "attendance_recorded",
        "recruitment_event",
        event.key,
        event.agency,
        by,
        bookings=changed,
    )
    return changed


def _came(
    booking: Booking, event: RecruitmentEvent, by: str, responsible: User | None, role: str
) -> None:
    if booking.enquiry is not None:
        booking.family = take_on(enquiry=booking.enquiry, by=by, responsible=responsible, role=role)
        booking.enquiry = None
    family = booking.family
    if family is None:
        raise BelongError("The booking is of nobody.")
    recorded = record_family_event(
        family=family,
        application_key=family.applications.latest("number").key,
        kind=EventKind(event.kind).attended,
        details={},
        happened_on=event.to_on,
        by=by,
        seen=None,
    )
    booking.entry = recorded.events[0].key
