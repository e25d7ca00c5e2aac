"""The demo's recruitment: two years of enquiries, campaigns, monthly events, and courses.

Families that asked in that time have the enquiry that they came by; their dates are the ledger's
and stay as they are. A monthly event is on a day on which a family went to one, where there is one.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from random import Random

from belong.domain.calendar import add_months
from belong.domain.journey.family import EnquirySource
from belong.domain.recruitment import (
    CONTACT_RETENTION,
    BookingEnd,
    EnquiryOutcome,
    EventCancelled,
    EventKind,
    FirstContact,
)
from belong.synthetic import names
from belong.web.agencies.demo_people import REGION
from belong.web.agencies.models import Agency
from belong.web.ledger.models import Event, SubjectKind
from belong.web.ledger.queries import believed
from belong.web.recruitment.models import (
    ApplicationRow,
    Booking,
    Campaign,
    Contact,
    Enquiry,
    RecruitmentEvent,
)

__all__ = ["write_recruitment"]

_MONTHS = 24
_A_MONTH = (7, 12)
_VENUES = ("Weir Street Library", "Four Rivers House, Mill Lane", "Online")
#: Name, need, first month counted back from today, months it ran, cost in pounds.
_CAMPAIGNS = (
    ("Room for more than one", "Homes for brothers and sisters together", 22, 3, "4200.00"),
    ("Homes of heritage", "Families of Asian heritage, for children who wait", 16, 4, "3150.00"),
    ("Early days", "Early permanence carers for babies", 9, 3, "1800.00"),
    ("Past five", "Homes for children of five and over", 2, 6, None),
)
#: Of a hundred enquiries that do not go on: so many end in each way; the rest stay open.
_ENDS = (
    (EnquiryOutcome.NOT_NOW, 42),
    (EnquiryOutcome.NO_REPLY, 38),
    (EnquiryOutcome.NOT_SUITABLE, 15),
)


def write_recruitment(seed: int, today: date) -> None:
    """Write all of it, of the region itself; the same for the same seed and day, but for keys."""
    rng = Random(f"{seed}/recruitment")  # noqa: S311 (made up, and the same again)
    agency = Agency.objects.get(name=REGION)
    campaigns = _campaigns(agency, today)
    first = add_months(today, -_MONTHS).replace(day=1)
    _of_families(rng, agency, campaigns, first)
    lost = _of_others(rng, agency, campaigns, first, today)
    _events(rng, agency, lost, first, today)


def _campaigns(agency: Agency, today: date) -> list[Campaign]:
    made = []
    for name, need, back, months, cost in _CAMPAIGNS:
        from_on = add_months(today, -back).replace(day=1)
        to_on = add_months(from_on, months) - timedelta(days=1)
        made.append(
            Campaign(agency=agency, name=name, need=need, from_on=from_on, to_on=to_on, cost=cost)
        )
    return Campaign.objects.bulk_create(made)


def _campaign_of(rng: Random, campaigns: list[Campaign], on: date) -> Campaign | None:
    """A campaign that ran on the day brings every third enquiry."""
    ran = [one for one in campaigns if one.from_on <= on and (one.to_on or on) >= on]
    return rng.choice(ran) if ran and rng.random() < 1 / 3 else None


def _of_families(rng: Random, agency: Agency, campaigns: list[Campaign], first: date) -> None:
    rows = ApplicationRow.objects.filter(family__agency=agency, enquired_on__gte=first)
    made = [
        Enquiry(
            number=f"E-{number:04d}",
            agency=agency,
            channel=rng.choice(list(FirstContact)),
            campaign=_campaign_of(rng, campaigns, row.enquired_on),
            application_id=row.pk,
        )
        for number, row in enumerate(rows.order_by("enquired_on", "family__pseudonym"), start=1)
    ]
    Enquiry.objects.bulk_create(made, batch_size=500)


def _of_others(
    rng: Random, agency: Agency, campaigns: list[Campaign], first: date, today: date
) -> list[Enquiry]:
    """Enquiries that have not gone on, with contacts as long as they are kept."""
    number = Enquiry.objects.count()
    made: list[Enquiry] = []
    for month in range(_MONTHS + 1):
        begins = add_months(first, month)
        length = monthrange(begins.year, begins.month)[1]
        for _ in range(rng.randint(*_A_MONTH)):
            on = begins + timedelta(days=rng.randrange(length))
            if on > today:
                continue
            number += 1
            made.append(_other(rng, f"E-{number:04d}", agency, campaigns, on, today))
    made = Enquiry.objects.bulk_create(made, batch_size=500)
    Contact.objects.bulk_create(
        [_contact(rng, one) for one in made if one.contact_removed_on is None], batch_size=500
    )
    return made


def _other(
    rng: Random, number: str, agency: Agency, campaigns: list[Campaign], on: date, today: date
) -> Enquiry:
    enquiry = Enquiry(
        number=number,
        agency=agency,
        channel=rng.choice(list(FirstContact)),
        campaign=_campaign_of(rng, campaigns, on),
        enquired_on=on,
        source=rng.choice(list(EnquirySource)),
    )
    answered_on = on + timedelta(days=rng.choice((1, 2, 3, 5, 8, 12, 19)))
    if answered_on <= today:
        enquiry.answered_on = answered_on
    ended_on = answered_on + timedelta(days=rng.randint(10, 60))
    outcome = _outcome(rng)
    is_old = on < add_months(today, -3)
    if outcome is None and is_old:
        outcome = EnquiryOutcome.NO_REPLY
    if outcome is None or ended_on > today:
        return enquiry
    enquiry.ended_on = ended_on
    enquiry.ended_reason = rng.choice(outcome.reasons)
    if ended_on < today - timedelta(days=CONTACT_RETENTION.days):
        enquiry.contact_removed_on = ended_on + timedelta(days=CONTACT_RETENTION.days + 1)
    elif outcome is EnquiryOutcome.NOT_SUITABLE:
        enquiry.why = "Told by telephone, and in writing the same week."
    return enquiry


def _outcome(rng: Random) -> EnquiryOutcome | None:
    drawn = rng.randrange(100)
    for outcome, share in _ENDS:
        if drawn < share:
            return outcome
        drawn -= share
    return None


def _contact(rng: Random, enquiry: Enquiry) -> Contact:
    first = names.person(rng, "adoptive", "F")
    second = names.person(rng, "adoptive", "M", first.surname)
    is_couple = rng.random() < 0.7
    return Contact(
        enquiry=enquiry,
        forenames=first.forenames,
        surname=first.surname,
        second_forenames=second.forenames if is_couple else "",
        second_surname=second.surname if is_couple else "",
        telephone=f"01632 960{rng.randrange(1000):03d}",
        email=f"{enquiry.number.lower()}@enquirer.example",
    )


def _events(rng: Random, agency: Agency, lost: list[Enquiry], first: date, today: date) -> None:
    """An information event a month and a course a quarter, past and to come; one was cancelled."""
    called_off = add_months(today, -13).replace(day=14)
    for kind, every in ((EventKind.INFORMATION, 1), (EventKind.PREPARATION, 3)):
        went = _went(agency, kind, first)
        for month in range(0, _MONTHS + 4, every):
            begins = add_months(first, month)
            ends = add_months(begins, every)
            days = [on for on in went if begins <= on < ends]
            on = max(days, key=lambda one: (len(went[one]), one), default=None)
            event = _event(rng, agency, kind, on or begins + timedelta(days=10 + rng.randrange(8)))
            _book(rng, event, went.get(on, []) if on else [], lost, today)
    event = _event(rng, agency, EventKind.PREPARATION, called_off)
    _book(rng, event, [], lost[:2], today)
    Booking.objects.filter(event=event).update(
        is_absent=False,
        cancelled_on=called_off - timedelta(days=7),
        cancelled_reason=BookingEnd.EVENT_CANCELLED,
    )
    event.cancelled_on = called_off - timedelta(days=7)
    event.cancelled_reason = EventCancelled.TOO_FEW
    event.save()


def _event(rng: Random, agency: Agency, kind: EventKind, on: date) -> RecruitmentEvent:
    is_course = kind is EventKind.PREPARATION
    return RecruitmentEvent.objects.create(
        agency=agency,
        kind=kind,
        from_on=on - timedelta(days=2) if is_course else on,
        to_on=on,
        time="9.30am to 3.30pm" if is_course else "6.30pm to 8pm",
        venue=rng.choice(_VENUES),
        places=12 if is_course else 16,
    )


def _book(
    rng: Random, event: RecruitmentEvent, went: list[Event], lost: list[Enquiry], today: date
) -> None:
    """Families that came, as their ledgers say; and of the others some who did not."""
    families = {
        one.key: one
        for one in event.agency.families.filter(key__in=[entry.subject_key for entry in went])
    }
    made = [
        Booking(
            event=event,
            family=families[entry.subject_key],
            people=rng.choice((1, 2, 2)),
            booked_on=event.from_on - timedelta(days=rng.randint(3, 20)),
            entry=entry.key,
        )
        for entry in {entry.subject_key: entry for entry in went}.values()
    ]
    near = [
        one
        for one in lost
        if one.enquired_on is not None
        and timedelta() <= event.from_on - one.enquired_on < timedelta(days=45)
        and (event.from_on < today or one.ended_on is None)
    ]
    for one in rng.sample(near, min(len(near), rng.randint(2, 5))):
        booking = Booking(
            event=event,
            enquiry=one,
            people=rng.choice((1, 2)),
            booked_on=min(one.enquired_on or today, today),
        )
        if event.to_on < today and rng.random() < 0.5:
            booking.is_absent = True
        elif event.to_on < today:
            booking.cancelled_on = event.from_on - timedelta(days=1)
            booking.cancelled_reason = rng.choice(
                (BookingEnd.ILLNESS, BookingEnd.FAMILY, BookingEnd.NOT_GOING_ON)
            )
        made.append(booking)
    Booking.objects.bulk_create(made)


def _went(agency: Agency, kind: EventKind, first: date) -> dict[date, list[Event]]:
    """What families' ledgers say of coming to such an event, by day."""
    told = believed(SubjectKind.FAMILY).filter(kind=kind.attended, happened_on__gte=first)
    went: dict[date, list[Event]] = defaultdict(list)
    keys = set(agency.families.values_list("key", flat=True))
    for entry in told:
        if entry.subject_key in keys and entry.happened_on is not None:
            went[entry.happened_on].append(entry)
    return went
