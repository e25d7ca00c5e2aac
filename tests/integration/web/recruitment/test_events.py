"""Information events and courses: places, who came, and what stands in the family's ledger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from belong.domain.errors import BelongError
from belong.domain.journey.family import LeftReason
from belong.domain.recruitment import BookingEnd, EventCancelled, EventKind
from belong.web.families.models import FamilyRecord
from belong.web.ledger.actions import correct_event, withdraw_event
from belong.web.ledger.models import Event, SubjectKind
from belong.web.ledger.queries import believed
from belong.web.recruitment.actions import end_enquiry, take_on
from belong.web.recruitment.events import (
    Came,
    EventPlan,
    book,
    cancel_booking,
    cancel_event,
    change_event,
    record_attendance,
)
from belong.web.recruitment.models import Booking, Enquiry

pytestmark = pytest.mark.django_db
BY = "a" * 32


def kinds_of(family: FamilyRecord) -> list[str]:
    return [one.kind for one in believed(SubjectKind.FAMILY, family.key)]


def test_enquiry_that_came_becomes_a_family_with_the_event_in_its_ledger(
    make_enquiry, make_event, today
):
    enquiry, event = make_enquiry(ago=30), make_event(ahead=-2)
    booking = book(event=event, who=enquiry, people=2, on=today, by=BY)
    record_attendance(event=event, came={booking.key: Came.YES}, by=BY)
    booking.refresh_from_db()
    enquiry.refresh_from_db()
    family = FamilyRecord.objects.get()
    assert (booking.family, booking.enquiry) == (family, None)
    assert enquiry.application.family == family
    entry = Event.objects.get(key=booking.entry)
    assert (entry.kind, entry.happened_on) == ("information_event_attended", event.to_on)
    assert family.row.stage == "E1"


def test_course_attended_stands_on_its_last_day(make_enquiry, make_event, today):
    family = take_on(enquiry=make_enquiry(ago=90), by=BY)
    event = make_event(EventKind.PREPARATION, ahead=-1)
    booking = book(event=event, who=family, people=2, on=today, by=BY)
    record_attendance(event=event, came={booking.key: Came.YES}, by=BY)
    assert "preparation_attended" in kinds_of(family)


def test_attendance_taken_back_withdraws_the_entry(make_enquiry, make_event, today):
    family = take_on(enquiry=make_enquiry(ago=90), by=BY)
    event = make_event(ahead=-1)
    booking = book(event=event, who=family, people=1, on=today, by=BY)
    for now in (Came.YES, Came.NO):
        assert record_attendance(event=event, came={booking.key: now}, by=BY) == 1
    assert record_attendance(event=event, came={booking.key: Came.NO}, by=BY) == 0
    booking.refresh_from_db()
    assert (booking.entry, booking.is_absent) == ("", True)
    assert kinds_of(family) == ["enquired"]


def test_booking_follows_what_becomes_of_its_entry(make_enquiry, make_event, today):
    family = take_on(enquiry=make_enquiry(ago=90), by=BY)
    event = make_event(ahead=-1)
    booking = book(event=event, who=family, people=1, on=today, by=BY)
    record_attendance(event=event, came={booking.key: Came.YES}, by=BY)
    booking.refresh_from_db()
    first = Event.objects.get(key=booking.entry)
    second = correct_event(event=first, by=BY, why="Another day.", happened_on=today, seen=None)
    booking.refresh_from_db()
    assert booking.entry == second.events[0].key
    withdraw_event(event=second.events[0], by=BY, why="They did not come.", seen=None)
    booking.refresh_from_db()
    assert booking.entry == ""


def test_event_cancelled_stays_with_its_reason_and_loses_its_bookings(
    make_enquiry, make_event, officer, today
):
    event = make_event(EventKind.PREPARATION)
    booking = book(event=event, who=make_enquiry(), people=2, on=today, by=BY)
    cancel_event(event=event, reason=EventCancelled.TOO_FEW, on=today, by=BY)
    booking.refresh_from_db()
    assert booking.cancelled_reason == BookingEnd.EVENT_CANCELLED
    shown = officer.client.get("/recruitment/events/?when=cancelled").content.decode()
    assert "too few people booked" in shown
    for act in (
        lambda: book(event=event, who=make_enquiry("Late"), people=1, on=today, by=BY),
        lambda: cancel_event(event=event, reason=EventCancelled.OTHER, on=today, by=BY),
        lambda: record_attendance(event=event, came={booking.key: Came.YES}, by=BY),
    ):
        with pytest.raises(BelongError, match="was cancelled"):
            act()


def test_event_is_overbooked_with_a_warning_and_never_refused(
    make_enquiry, make_event, officer, today
):
    event = make_event(places=2)
    book(event=event, who=make_enquiry("First"), people=2, on=today, by=BY)
    second = make_enquiry("Second")
    page = f"/recruitment/events/{event.key}/"
    asked = officer.client.get(f"{page}book/?number={second.number}").content.decode()
    assert "All places are taken" in asked
    assert second.number in asked
    officer.client.post(f"{page}book/", {"number": second.number.lower(), "people": "1"})
    assert "Overbooked: 1 person more" in officer.client.get(page).content.decode()


def test_household_books_once_and_again_after_cancelling(make_enquiry, make_event, today):
    enquiry, event = make_enquiry(), make_event()
    booking = book(event=event, who=enquiry, people=1, on=today, by=BY)
    with pytest.raises(BelongError, match="a place already"):
        book(event=event, who=enquiry, people=1, on=today, by=BY)
    cancel_booking(booking=booking, reason=BookingEnd.ILLNESS, on=today, by=BY)
    with pytest.raises(BelongError, match="is over"):
        cancel_booking(booking=booking, reason=BookingEnd.ILLNESS, on=today, by=BY)
    book(event=event, who=enquiry, people=1, on=today, by=BY)
    assert Booking.objects.count() == 2


def test_enquiry_that_ended_is_not_booked(make_enquiry, make_event, today):
    enquiry = make_enquiry()
    end_enquiry(enquiry=enquiry, reason=LeftReason.TIMING, on=today, by=BY)
    with pytest.raises(BelongError, match="not open"):
        book(event=make_event(), who=enquiry, people=1, on=today, by=BY)


def test_event_keeps_its_day_once_somebody_came(make_enquiry, make_event, today):
    event = make_event(ahead=-3)
    booking = book(event=event, who=make_enquiry(ago=30), people=1, on=today, by=BY)
    record_attendance(event=event, came={booking.key: Came.YES}, by=BY)
    plan = EventPlan(
        EventKind.INFORMATION, event.from_on, event.to_on, "7pm", event.venue, event.places
    )
    assert change_event(event=event, plan=plan, by=BY).time == "7pm"
    with pytest.raises(BelongError, match="come on that day"):
        change_event(event=event, plan=replace(plan, to_on=today), by=BY)
    with pytest.raises(BelongError, match="having come"):
        cancel_event(event=event, reason=EventCancelled.STAFF, on=today, by=BY)


def test_lists_name_households_for_the_trainer_and_nobody_for_the_venue(
    make_enquiry, make_event, officer, today
):
    event = make_event()
    enquiry = make_enquiry("Harkaway")
    book(event=event, who=enquiry, people=2, on=today, by=BY)
    page = f"/recruitment/events/{event.key}/"
    assert "Harkaway" in officer.client.get(f"{page}list/").content.decode()
    places = officer.client.get(f"{page}places/").content.decode()
    assert "Harkaway" not in places
    assert enquiry.number not in places
    assert "Party 1" in places


def test_adopters_social_worker_reads_no_name_of_a_colleagues_family(
    make_enquiry, make_event, signed_in, today
):
    event = make_event()
    family = take_on(enquiry=make_enquiry("Harkaway"), by=BY)
    book(event=event, who=family, people=2, on=today, by=BY)
    worker = signed_in("adopters_social_worker").client
    for page in ("", "list/", "came/"):
        shown = worker.get(f"/recruitment/events/{event.key}/{page}").content.decode()
        assert "Harkaway" not in shown
        assert family.pseudonym not in shown
    posted = worker.post(
        f"/recruitment/events/{event.key}/book/", {"number": family.pseudonym, "people": "1"}
    )
    assert posted.status_code == 422


def test_attendance_is_recorded_on_its_page(make_enquiry, make_event, officer, today):
    event = make_event(ahead=0)
    bookings = [
        book(event=event, who=make_enquiry(name), people=1, on=today, by=BY)
        for name in ("Came", "Stayed")
    ]
    page = f"/recruitment/events/{event.key}/came/"
    answers = {f"came-{bookings[0].key}": "came", f"came-{bookings[1].key}": "absent"}
    assert officer.client.post(page, answers).status_code == 302
    assert FamilyRecord.objects.count() == 1
    assert Booking.objects.filter(is_absent=True).count() == 1
    assert Enquiry.objects.filter(application=None).count() == 1


def test_nobody_came_to_what_has_not_begun(make_enquiry, make_event, officer, today):
    event = make_event(ahead=5)
    booking = book(event=event, who=make_enquiry(), people=1, on=today, by=BY)
    page = f"/recruitment/events/{event.key}/came/"
    answer = officer.client.post(page, {f"came-{booking.key}": "came"})
    assert answer.status_code == 422
    assert not FamilyRecord.objects.exists()
