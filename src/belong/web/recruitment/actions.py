"""Writing enquiries: recorded, answered, ended, and taken on as a family; old contacts removed.

Every action is keyword-only, takes ``by`` (the key of a person), runs in one transaction and writes
its audit event in that transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from belong.domain.errors import BelongError
from belong.domain.journey.family import EnquirySource, FamilyEventKind, LeftReason
from belong.domain.recruitment import CONTACT_RETENTION, EnquiryOutcome, FirstContact
from belong.web.accounts.models import User, new_key
from belong.web.agencies.models import Agency, Team
from belong.web.audit.actions import record_audit
from belong.web.families.actions import Person, add_family, record_family_event
from belong.web.families.models import FamilyRecord, HouseholdMember
from belong.web.ledger.once import save_once
from belong.web.recruitment.models import Booking, Campaign, Contact, Enquiry

__all__ = [
    "Caller",
    "add_enquiry",
    "answer_enquiry",
    "change_enquiry",
    "end_enquiry",
    "remove_old_contacts",
    "reopen_enquiry",
    "take_on",
]

REMOVAL = "contacts-removed"


@dataclass(frozen=True)
class Caller:
    """Who asks, not yet written; "" for what is not known. One or two people."""

    forenames: str
    surname: str
    second_forenames: str = ""
    second_surname: str = ""
    email: str = ""
    telephone: str = ""
    address: str = ""


def _audit(action: str, enquiry: Enquiry, by: str, **detail: object) -> None:
    record_audit(
        action=action,
        by=by,
        subject_kind="enquiry",
        subject_key=enquiry.key,
        agency_key=enquiry.agency.key,
        detail=detail,
    )


@transaction.atomic
def add_enquiry(
    *,
    agency: Agency,
    enquired_on: date,
    source: EnquirySource,
    channel: FirstContact,
    caller: Caller,
    by: str,
    campaign: Campaign | None = None,
    token: str = "",
) -> Enquiry:
    """An enquiry, with how to reach who asked. token: of the form, so that it is saved once.

    Raises BelongError where the campaign is another agency's; AlreadySaved.
    """
    if token:
        save_once(token=token, by=by)
    _check_campaign(campaign, agency)
    enquiry = Enquiry.objects.create(
        number=new_key()[:12],
        agency=agency,
        enquired_on=enquired_on,
        source=source,
        channel=channel,
        campaign=campaign,
    )
    enquiry.number = f"E-{enquiry.pk:04d}"
    enquiry.save(update_fields=["number"])
    Contact.objects.create(enquiry=enquiry, **vars(caller))
    _audit("enquiry_added", enquiry, by, source=source.value, channel=channel.value)
    return enquiry


def _check_campaign(campaign: Campaign | None, agency: Agency) -> None:
    if campaign is not None and campaign.agency_id != agency.pk:
        raise BelongError("The campaign is another agency's.", mend="Choose one of its own.")


def _opened(enquiry: Enquiry) -> Enquiry:
    """The enquiry, locked. Raises BelongError for one that is a family's record by now."""
    enquiry = (
        Enquiry.objects.select_for_update(of=("self",)).select_related("agency").get(pk=enquiry.pk)
    )
    if enquiry.application_id is not None:
        raise BelongError(
            "This enquiry has become a family's record.", mend="Record it with the family."
        )
    return enquiry


@transaction.atomic
def change_enquiry(
    *,
    enquiry: Enquiry,
    enquired_on: date,
    source: EnquirySource,
    channel: FirstContact,
    campaign: Campaign | None,
    caller: Caller | None,
    by: str,
) -> Enquiry:
    """Mend what was taken down. caller: None where the contact details have been removed.

    Raises BelongError where the enquiry is a family's record, or was answered before that day.
    """
    enquiry = _opened(enquiry)
    _check_campaign(campaign, enquiry.agency)
    first = min(filter(None, (enquiry.answered_on, enquiry.ended_on)), default=enquired_on)
    if enquired_on > first:
        raise BelongError("They were answered before that day.", mend="Check the two days.")
    enquiry.enquired_on, enquiry.source, enquiry.channel = enquired_on, source, channel
    enquiry.campaign = campaign
    enquiry.save(update_fields=["enquired_on", "source", "channel", "campaign"])
    if caller is not None:
        Contact.objects.filter(enquiry=enquiry).update(**vars(caller))
    _audit("enquiry_changed", enquiry, by)
    return enquiry


@transaction.atomic
def answer_enquiry(*, enquiry: Enquiry, on: date, by: str) -> Enquiry:
    """Detailed information was sent on a day: the time to answer no longer runs.

    Raises BelongError where the enquiry is a family's record, or the day is before it.
    """
    enquiry = _opened(enquiry)
    _check_not_before(enquiry, on)
    enquiry.answered_on = on
    enquiry.save(update_fields=["answered_on"])
    _audit("enquiry_answered", enquiry, by, on=on)
    return enquiry


def _check_not_before(enquiry: Enquiry, on: date) -> None:
    if enquiry.enquired_on is not None and on < enquiry.enquired_on:
        raise BelongError("This is before they asked.", mend="Check the two days.")


@transaction.atomic
def end_enquiry(
    *, enquiry: Enquiry, reason: LeftReason, on: date, by: str, why: str = ""
) -> Enquiry:
    """Nothing more comes of an enquiry, for a reason. Its contact details go after a set time.

    Raises BelongError where it is a family's record, where it is not suitable and nobody says why,
    or where the day is before it.
    """
    enquiry = _opened(enquiry)
    _check_not_before(enquiry, on)
    if EnquiryOutcome.of(reason) is EnquiryOutcome.NOT_SUITABLE and not why.strip():
        raise BelongError("Not suitable has its reasons.", mend="Say why.")
    enquiry.ended_on, enquiry.ended_reason, enquiry.why = on, reason, why.strip()
    enquiry.save(update_fields=["ended_on", "ended_reason", "why"])
    _audit("enquiry_ended", enquiry, by, cause=reason.value)
    return enquiry


@transaction.atomic
def reopen_enquiry(*, enquiry: Enquiry, by: str) -> Enquiry:
    """It was ended by mistake, or they came back. Raises BelongError where nobody can be reached.

    Whoever comes back after the contact details have gone makes a new enquiry.
    """
    enquiry = _opened(enquiry)
    if enquiry.contact_removed_on is not None:
        raise BelongError("The contact details have been removed.", mend="Add a new enquiry.")
    enquiry.ended_on, enquiry.ended_reason, enquiry.why = None, "", ""
    enquiry.save(update_fields=["ended_on", "ended_reason", "why"])
    _audit("enquiry_reopened", enquiry, by)
    return enquiry


@transaction.atomic
def take_on(
    *,
    enquiry: Enquiry,
    by: str,
    responsible: User | None = None,
    role: str = "",
    team: Team | None = None,
) -> FamilyRecord:
    """The enquiry becomes a family's record; from now on only its ledger says what it said.

    The day and source of the enquiry, and when it was answered, become the first events; names,
    address and how to reach them become the household's; bookings go with them.
    Raises BelongError where it is one already, has ended, or nobody's name is known.
    """
    enquiry = _opened(enquiry)
    contact = Contact.objects.filter(enquiry=enquiry).first()
    if contact is None or enquiry.enquired_on is None:
        raise BelongError("The contact details have been removed.", mend="Add a new enquiry.")
    if enquiry.ended_on is not None:
        raise BelongError("This enquiry has ended.", mend="Reopen it first.")
    family = add_family(
        agency=enquiry.agency,
        people=_people(contact),
        enquired_on=enquiry.enquired_on,
        source=enquiry.source,
        address=_how_to_reach(contact),
        responsible=responsible,
        role=role,
        team=team,
        by=by,
    )
    application = family.applications.get()
    if enquiry.answered_on is not None:
        record_family_event(
            family=family,
            application_key=application.key,
            kind=FamilyEventKind.INFORMATION_SENT,
            details={},
            happened_on=enquiry.answered_on,
            by=by,
            seen=None,
        )
    contact.delete()
    enquiry.application = application
    enquiry.enquired_on, enquiry.source, enquiry.answered_on = None, "", None
    enquiry.save(update_fields=["application", "enquired_on", "source", "answered_on"])
    Booking.objects.filter(enquiry=enquiry).update(enquiry=None, family=family)
    _audit("enquiry_taken_on", enquiry, by, family=family.key)
    return family


def _people(contact: Contact) -> list[Person]:
    part = HouseholdMember.Part.APPLICANT
    people = [Person(part, contact.forenames, contact.surname)]
    if contact.second_forenames:
        people.append(Person(part, contact.second_forenames, contact.second_surname))
    return people


def _how_to_reach(contact: Contact) -> str:
    """The address with telephone and e-mail below it, as the household keeps it."""
    lines = [contact.address.strip()]
    if contact.telephone:
        lines.append(f"Telephone: {contact.telephone}")
    if contact.email:
        lines.append(f"E-mail: {contact.email}")
    return "\n".join(filter(None, lines))


@transaction.atomic
def remove_old_contacts(*, today: date, process: str = REMOVAL) -> int:
    """Remove who asked, where an enquiry ended longer ago than contacts are kept; gives how many.

    That there was an enquiry, when, from where and what came of it stays.
    """
    before = today - timedelta(days=CONTACT_RETENTION.days)
    old = list(
        Enquiry.objects.select_for_update(of=("self",))
        .filter(ended_on__lt=before, contact_removed_on=None)
        .select_related("agency")
    )
    Contact.objects.filter(enquiry__in=old).delete()
    for enquiry in old:
        enquiry.contact_removed_on, enquiry.why = today, ""
        record_audit(
            action="enquiry_contact_removed",
            process=process,
            subject_kind="enquiry",
            subject_key=enquiry.key,
            agency_key=enquiry.agency.key,
            detail={"days": CONTACT_RETENTION.days},
        )
    Enquiry.objects.bulk_update(old, ["contact_removed_on", "why"], batch_size=300)
    return len(old)
