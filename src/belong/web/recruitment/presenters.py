"""Enquiries, campaigns, events and bookings as tables and summaries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from belong.domain.calendar import days_between
from belong.domain.clocks import NATIONAL, Policy
from belong.domain.journey.family import EnquirySource, LeftReason
from belong.domain.recruitment import (
    BookingEnd,
    EnquiryOutcome,
    EventCancelled,
    EventKind,
    FirstContact,
    answer_by,
)
from belong.web.recruitment.models import Campaign, RecruitmentEvent
from belong.web.recruitment.queries import Booked, contact_name
from belong.web.ui.forms.fields import sentence
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag, summary_rows
from belong.web.ui.words import counted, day, short_day

__all__ = [
    "attended_list",
    "bookings_table",
    "campaigns_table",
    "enquiries_table",
    "enquiry_facts",
    "enquiry_state",
    "event_facts",
    "event_name",
    "events_table",
    "places_list",
]


def _label(code: str, listed: Any) -> str:
    return sentence(listed(code).label) if code in set(listed) else ""


def enquiry_state(enquiry: Any) -> Tag:
    """Where an enquiry of ``visible_to`` stands: a family's record, over, answered or waiting."""
    if enquiry.application_id is not None:
        return Tag("Family's record", Colour.GREEN)
    if enquiry.ended_on is not None:
        outcome = EnquiryOutcome.of(LeftReason(enquiry.ended_reason))
        return Tag(sentence(outcome.label), Colour.GREY)
    if enquiry.told_on is not None:
        return Tag("Answered", Colour.BLUE)
    return Tag("Waiting for an answer", Colour.YELLOW)


def answer_words(enquiry: Any, today: date, policy: Policy) -> Cell:
    """The clock of the answer: when it was given, or how long is left, or how long it is over.

    policy: of the agency that was asked.
    """
    if enquiry.since is None:
        return Cell()
    due_on = answer_by(enquiry.since, policy)
    if enquiry.told_on is not None:
        late = "late" if due_on is not None and enquiry.told_on > due_on else "in time"
        return Cell(f"{short_day(enquiry.told_on)}, {late}")
    if enquiry.ended_on is not None or enquiry.left_for:
        return Cell("Not answered")
    if due_on is None:
        return Cell("By when is not known: outside the table of bank holidays")
    over = days_between(due_on, today)
    if over > 0:
        return Cell(
            f"by {short_day(due_on)}",
            tags=(Tag("Overdue", Colour.RED),),
            below=f"{counted(over, 'day')} over",
        )
    return Cell(f"by {short_day(due_on)}", below=f"{counted(-over, 'day')} left")


def enquiries_table(enquiries: Iterable[Any], today: date, policies: Mapping[int, Policy]) -> Table:
    """One page of the list. policies: of agencies that set limits of their own, by primary key."""
    return Table(
        caption="Enquiries",
        is_caption_hidden=True,
        columns=(
            Column("Enquiry"),
            Column("Asked"),
            Column("Answer"),
            Column("State"),
            Column("Source"),
            Column("Campaign"),
            Column("Agency"),
        ),
        rows=tuple(
            Row.of(
                Cell(
                    contact_name(getattr(one, "contact", None)) or one.number,
                    href=reverse("enquiry", args=[one.key]),
                    below=one.number if hasattr(one, "contact") else "",
                ),
                short_day(one.since),
                answer_words(one, today, policies.get(one.agency_id, NATIONAL)),
                Cell(tags=(enquiry_state(one),), below=_ended(one)),
                Cell(
                    _label(one.came_from or "", EnquirySource),
                    below=_label(one.channel, FirstContact),
                ),
                one.campaign.name if one.campaign else "",
                one.agency.name,
            )
            for one in enquiries
        ),
        empty="No enquiry fits. Take something out of the filter.",
    )


def _ended(enquiry: Any) -> str:
    return LeftReason(enquiry.left_for).label if enquiry.left_for else ""


def enquiry_facts(enquiry: Any, today: date, policy: Policy) -> dict[str, Any]:
    """What is known of one enquiry, as a summary list. policy: of the agency that was asked."""
    answer = answer_words(enquiry, today, policy)
    facts = [
        ("Asked", day(enquiry.since)),
        ("Detailed information", ", ".join(filter(None, (answer.text, answer.below)))),
        ("Heard of us by", _label(enquiry.came_from or "", EnquirySource)),
        ("First got in touch by", _label(enquiry.channel, FirstContact)),
        ("Campaign", enquiry.campaign.name if enquiry.campaign else "None"),
        ("Agency", enquiry.agency.name),
    ]
    if enquiry.ended_on:
        facts += [("Ended", day(enquiry.ended_on)), ("What came of it", sentence(_ended(enquiry)))]
        if enquiry.why:
            facts.append(("Why", enquiry.why))
    if enquiry.contact_removed_on:
        facts.append(("Contact details", f"Removed on {day(enquiry.contact_removed_on)}"))
    contact = getattr(enquiry, "contact", None)
    if contact is not None:
        facts += [
            ("Telephone", contact.telephone),
            ("E-mail", contact.email),
            ("Address", contact.address),
        ]
    return summary_rows(facts)


def campaigns_table(campaigns: Iterable[Any], recruits: frozenset[str]) -> Table:
    """Campaigns with what they are for. recruits: agencies whose campaigns the reader changes."""
    return Table(
        caption="Campaigns",
        is_caption_hidden=True,
        columns=(
            Column("Campaign"),
            Column("What waiting children need"),
            Column("From"),
            Column("To"),
            Column("Cost", is_number=True),
            Column("Enquiries", is_number=True),
            Column("Became a family's record", is_number=True),
            Column("Agency"),
        ),
        rows=tuple(
            Row.of(
                Cell(
                    one.name,
                    href=reverse("campaign-change", args=[one.key])
                    if one.agency.key in recruits
                    else "",
                ),
                one.need,
                short_day(one.from_on),
                short_day(one.to_on),
                f"£{one.cost:,.2f}" if one.cost is not None else "",
                str(one.came),
                str(one.families),
                one.agency.name,
            )
            for one in campaigns
        ),
        empty="There is no campaign yet.",
    )


def event_name(event: RecruitmentEvent) -> str:
    """An event as it is spoken of: "Information event on 6 May 2024"."""
    before = "on" if event.to_on == event.from_on else "from"
    return f"{EventKind(event.kind).label} {before} {_when(event)}"


def _when(event: RecruitmentEvent) -> str:
    if event.to_on == event.from_on:
        return day(event.from_on)
    return f"{day(event.from_on)} to {day(event.to_on)}"


def _places(event: Any) -> Cell:
    if event.cancelled_on:
        return Cell()
    free = event.places - event.booked
    text = f"{event.booked} of {event.places}"
    if free < 0:
        return Cell(text, tags=(Tag(f"Overbooked by {-free}", Colour.RED),))
    return Cell(text, tags=(Tag("Full", Colour.ORANGE),) if free == 0 else ())


def _state(event: Any, today: date) -> Cell:
    if event.cancelled_on:
        return Cell(
            tags=(Tag("Cancelled", Colour.RED),), below=EventCancelled(event.cancelled_reason).label
        )
    if event.to_on < today:
        known = event.came + event.absent
        words = f"{counted(event.came, 'person', 'people')} came, {event.absent} did not"
        return Cell(words, below="" if known == event.booked else "not everybody is recorded")
    return Cell(tags=(Tag("Ahead", Colour.BLUE),))


def events_table(events: Iterable[Any], today: date) -> Table:
    """Events and courses with their places."""
    return Table(
        caption="Events and courses",
        is_caption_hidden=True,
        columns=(
            Column("Event"),
            Column("Where"),
            Column("Places booked"),
            Column("Who came"),
            Column("Bookings cancelled", is_number=True),
            Column("Agency"),
        ),
        rows=tuple(
            Row.of(
                Cell(
                    event_name(one),
                    href=reverse("recruitment-event", args=[one.key]),
                    below=one.time,
                ),
                one.venue,
                _places(one),
                _state(one, today),
                str(one.given_up),
                one.agency.name,
            )
            for one in events
        ),
        empty="There is no such event.",
    )


def event_facts(event: Any) -> dict[str, Any]:
    """One event as a summary list."""
    facts = [
        ("When", _when(event)),
        ("Time", event.time),
        ("Where", event.venue),
        ("Places", f"{event.booked} of {event.places} booked"),
        ("Came", f"{event.came}; did not come: {event.absent}"),
        ("Bookings cancelled", str(event.given_up)),
        ("Agency", event.agency.name),
    ]
    if event.cancelled_on:
        why = EventCancelled(event.cancelled_reason).label
        facts.insert(0, ("Cancelled", f"{day(event.cancelled_on)}: {why}"))
    return summary_rows(facts)


def booking_state(booked: Booked) -> Cell:
    """Whether the household came, is expected, or does not come and why."""
    row = booked.booking
    if row.cancelled_on:
        return Cell(
            tags=(Tag("Cancelled", Colour.GREY),), below=BookingEnd(row.cancelled_reason).label
        )
    if row.entry:
        return Cell(tags=(Tag("Came", Colour.GREEN),))
    if row.is_absent:
        return Cell(tags=(Tag("Did not come", Colour.ORANGE),))
    return Cell(tags=(Tag("Booked", Colour.BLUE),))


def bookings_table(
    event: RecruitmentEvent, bookings: Iterable[Booked], *, may_change: bool
) -> Table:
    """The bookings of an event, each leading to its enquiry or family."""
    rows = []
    for one in bookings:
        href = ""
        if one.enquiry:
            href = reverse("enquiry", args=[one.enquiry])
        elif one.family:
            href = reverse("family", args=[one.family])
        row = one.booking
        may_cancel = may_change and one.number and not row.cancelled_on and not row.entry
        rows.append(
            Row.of(
                Cell(one.name, href=href, below=one.number if one.is_named else ""),
                str(row.people),
                short_day(row.booked_on),
                booking_state(one),
                Cell(
                    f"Cancel the booking of {one.number}" if may_cancel else "",
                    href=reverse("booking-cancel", args=[event.key, row.key]) if may_cancel else "",
                ),
            )
        )
    return Table(
        caption="Bookings",
        columns=(
            Column("Household"),
            Column("People", is_number=True),
            Column("Booked"),
            Column("State"),
            Column("Change"),
        ),
        rows=tuple(rows),
        empty="Nobody has booked yet.",
    )


def attended_list(bookings: Iterable[Booked]) -> Table:
    """The trainer's list: households by name where the reader may see it, with room to sign in."""
    standing = [one for one in bookings if not one.booking.cancelled_on]
    return Table(
        caption="Expected",
        is_caption_hidden=True,
        columns=(
            Column("Household"),
            Column("Number"),
            Column("People", is_number=True),
            Column("Came"),
        ),
        rows=tuple(
            Row.of(
                one.name,
                one.number if one.is_named else "",
                str(one.booking.people),
                "Yes" if one.booking.entry else "",
            )
            for one in sorted(standing, key=lambda one: one.name)
        ),
        empty="Nobody has booked yet.",
    )


def places_list(bookings: Sequence[Booked]) -> Table:
    """The venue's list: how many parties of how many, and nothing of who they are."""
    standing = [one.booking.people for one in bookings if not one.booking.cancelled_on]
    return Table(
        caption="Expected",
        is_caption_hidden=True,
        columns=(Column("Party"), Column("People", is_number=True)),
        rows=tuple(
            Row.of(f"Party {number}", str(people))
            for number, people in enumerate(standing, start=1)
        ),
        empty="Nobody has booked yet.",
    )


def campaign_initial(campaign: Campaign) -> dict[str, Any]:
    """What the form of a campaign is filled with."""
    initial = {name: getattr(campaign, name) for name in ("name", "need", "from_on", "to_on")}
    return {**initial, "cost": "" if campaign.cost is None else str(campaign.cost)}
