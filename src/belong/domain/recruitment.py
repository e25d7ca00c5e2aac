"""The front of recruitment: how enquiries come, what comes of them, and by when they are answered.

Source: domain dossier on the adopter's journey (enquiries, information events, preparation); AAR
2005 regulation 24 for preparation. The coded lists are the service's own: none is published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from belong.domain.clocks import FAMILY_RULES, NATIONAL, ClockRule, FamilyClockKey, Policy
from belong.domain.journey.family import FamilyEventKind, LeftReason

__all__ = [
    "CONTACT_RETENTION",
    "RESPONSE",
    "STEPS",
    "BookingEnd",
    "EnquiryOutcome",
    "EventCancelled",
    "EventKind",
    "FirstContact",
    "Retention",
    "Step",
    "answer_by",
    "days_overdue",
    "last_overdue",
    "percent",
]


class FirstContact(StrEnum):
    """By which channel somebody first got in touch."""

    WEB_FORM = "web_form"
    TELEPHONE = "telephone"
    EMAIL = "email"
    SOCIAL_MEDIA = "social_media"
    IN_PERSON = "in_person"
    LETTER = "letter"
    PASSED_ON = "passed_on"

    @property
    def label(self) -> str:
        """The channel in plain words."""
        return {
            FirstContact.WEB_FORM: "form on the website",
            FirstContact.TELEPHONE: "telephone",
            FirstContact.EMAIL: "e-mail",
            FirstContact.SOCIAL_MEDIA: "message on social media",
            FirstContact.IN_PERSON: "in person",
            FirstContact.LETTER: "letter",
            FirstContact.PASSED_ON: "passed on by another agency or service",
        }[self]


class EnquiryOutcome(StrEnum):
    """What came of an enquiry that did not go on. One that goes on becomes a family's record."""

    NOT_NOW = "not_now"
    NOT_SUITABLE = "not_suitable"
    NO_REPLY = "no_reply"

    @property
    def label(self) -> str:
        """The outcome in plain words."""
        return {
            EnquiryOutcome.NOT_NOW: "not now",
            EnquiryOutcome.NOT_SUITABLE: "not suitable for us",
            EnquiryOutcome.NO_REPLY: "no reply",
        }[self]

    @property
    def reasons(self) -> tuple[LeftReason, ...]:
        """The reasons that it can have, of the one list of reasons for which families leave."""
        return _OUTCOME_REASONS[self]

    @classmethod
    def of(cls, reason: LeftReason) -> EnquiryOutcome:
        """The outcome that a reason belongs to. Raises KeyError for a reason of no outcome."""
        return _BY_REASON[reason]


_OUTCOME_REASONS = {
    EnquiryOutcome.NOT_NOW: (
        LeftReason.TIMING,
        LeftReason.FERTILITY_TREATMENT,
        LeftReason.CHOSE_OTHER_AGENCY,
        LeftReason.NOT_FOR_US,
    ),
    EnquiryOutcome.NOT_SUITABLE: (
        LeftReason.INELIGIBLE_RESIDENCE,
        LeftReason.INELIGIBLE_AGE,
        LeftReason.UNABLE_TO_MEET_NEEDS,
        LeftReason.SAFEGUARDING,
    ),
    EnquiryOutcome.NO_REPLY: (LeftReason.NO_RESPONSE,),
}
_BY_REASON = {reason: one for one, reasons in _OUTCOME_REASONS.items() for reason in reasons}


class EventKind(StrEnum):
    """What people are invited to."""

    INFORMATION = "information"
    PREPARATION = "preparation"

    @property
    def label(self) -> str:
        """The kind in plain words."""
        if self is EventKind.INFORMATION:
            return "Information event"
        return "Preparation course"

    @property
    def attended(self) -> FamilyEventKind:
        """The event in a family's record that attendance is."""
        if self is EventKind.INFORMATION:
            return FamilyEventKind.INFORMATION_EVENT_ATTENDED
        return FamilyEventKind.PREPARATION_ATTENDED


class EventCancelled(StrEnum):
    """Why an information event or a course did not take place."""

    TOO_FEW = "too_few"
    STAFF = "staff"
    VENUE = "venue"
    WEATHER = "weather"
    PUBLIC_HEALTH = "public_health"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason in plain words."""
        return {
            EventCancelled.TOO_FEW: "too few people booked",
            EventCancelled.STAFF: "nobody to lead it",
            EventCancelled.VENUE: "the place could not be used",
            EventCancelled.WEATHER: "weather",
            EventCancelled.PUBLIC_HEALTH: "public health",
            EventCancelled.OTHER: "another reason",
        }[self]


class BookingEnd(StrEnum):
    """Why a booking was cancelled."""

    EVENT_CANCELLED = "event_cancelled"
    ANOTHER_DATE = "another_date"
    ILLNESS = "illness"
    FAMILY = "family"
    NOT_GOING_ON = "not_going_on"
    MISTAKE = "mistake"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason in plain words."""
        return {
            BookingEnd.EVENT_CANCELLED: "the event was cancelled",
            BookingEnd.ANOTHER_DATE: "moved to another date",
            BookingEnd.ILLNESS: "illness",
            BookingEnd.FAMILY: "family or work",
            BookingEnd.NOT_GOING_ON: "not going on with adoption",
            BookingEnd.MISTAKE: "booked by mistake",
            BookingEnd.OTHER: "another reason",
        }[self]


class Step(StrEnum):
    """The steps by which a cohort of enquiries is followed, in their order."""

    INFORMED = "informed"
    REGISTERED = "registered"
    STAGE_2 = "stage_2"
    APPROVED = "approved"
    MATCHED = "matched"
    PLACED = "placed"

    @property
    def label(self) -> str:
        """The step as a column's heading."""
        return _STEPS[self][0]

    @property
    def definition(self) -> str:
        """What is counted, in a sentence."""
        return _STEPS[self][1]


_STEPS = {
    Step.INFORMED: (
        "Information event",
        "the family went to an information event or had an initial visit",
    ),
    Step.REGISTERED: ("Registration", "a registration of interest was received"),
    Step.STAGE_2: ("Stage 2", "stage 2 of the assessment began"),
    Step.APPROVED: ("Approved", "the decision-maker approved them as adopters"),
    Step.MATCHED: ("Matched", "a match with a child was decided"),
    Step.PLACED: ("Placed", "a child was placed with them for adoption"),
}

STEPS = tuple(Step)

#: The time limit for detailed information after an enquiry: the family's own clock, not a second.
RESPONSE: ClockRule = next(one for one in FAMILY_RULES if one.key == FamilyClockKey.INFORMATION)


#: No limit for an answer is as long, bank holidays and all.
_LONGEST = timedelta(weeks=4)


def answer_by(enquired_on: date, policy: Policy = NATIONAL) -> date | None:
    """The last day in time to answer an enquiry; None outside the bank-holiday table.

    policy: of the agency that was asked, which may set a shorter limit.
    """
    return policy.last_day_of_family(RESPONSE.key, enquired_on)


def last_overdue(today: date) -> date:
    """The latest day of enquiry whose time to answer is over today.

    An enquiry that waits is overdue if it came on that day or before: a later enquiry is never due
    earlier. Outside the bank-holiday table, where nobody can say, the limit counts as four weeks.
    """
    return max(days_overdue(today), default=today - _LONGEST)


def days_overdue(today: date, policy: Policy = NATIONAL) -> list[date]:
    """Days of the last four weeks: an enquiry of such a day that still waits is overdue today.

    policy: of the agency that was asked. Enquiries of four weeks ago and earlier all are.
    """
    days = [today - timedelta(days=number) for number in range(_LONGEST.days)]
    due = ((day, answer_by(day, policy)) for day in days)
    return [day for day, due_on in due if due_on is not None and due_on < today]


@dataclass(frozen=True)
class Retention:
    """For how many days something personal is kept after it has served, and on what ground."""

    days: int
    source: str


#: Names and addresses of an enquiry that came to nothing, from the day on which it ended.
CONTACT_RETENTION = Retention(
    days=365,
    source="The agency's own policy: no regulation sets a period for enquiries. UK GDPR Article"
    " 5(1)(e): kept no longer than is necessary.",
)


def percent(part: int, whole: int) -> int | None:
    """The part in a hundred, to the nearest whole, halves up; None of nothing.

    Both are counts, 0 or more. Only whole numbers are used, so that half is exactly half.
    """
    return (200 * part + whole) // (2 * whole) if whole else None
