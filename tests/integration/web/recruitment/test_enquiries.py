"""Enquiries: one truth before and after they become a family's record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from belong.cli import main
from belong.domain.errors import BelongError
from belong.domain.journey.family import EnquirySource, LeftReason
from belong.domain.recruitment import CONTACT_RETENTION, RESPONSE, answer_by
from belong.web.audit.models import AuditEvent
from belong.web.config import running
from belong.web.due.jobs import every_morning
from belong.web.due.models import PolicyTerm
from belong.web.families.models import FamilyRecord
from belong.web.ledger.models import Event
from belong.web.recruitment.actions import (
    answer_enquiry,
    end_enquiry,
    remove_old_contacts,
    reopen_enquiry,
    take_on,
)
from belong.web.recruitment.models import Contact, Enquiry

pytestmark = pytest.mark.django_db
BY = "a" * 32


def test_enquiry_taken_on_has_its_dates_in_the_ledger_alone(make_enquiry, today):
    enquiry = make_enquiry(ago=20, source=EnquirySource.COMMUNITY)
    answer_enquiry(enquiry=enquiry, on=today - timedelta(days=15), by=BY)
    family = take_on(enquiry=enquiry, by=BY)
    enquiry.refresh_from_db()
    assert (enquiry.enquired_on, enquiry.answered_on, enquiry.source) == (None, None, "")
    assert enquiry.application.family == family
    told = {
        one.kind: (one.happened_on, one.details.get("source"))
        for one in Event.objects.filter(subject_key=family.key)
    }
    assert told == {
        "enquired": (today - timedelta(days=20), "community"),
        "information_sent": (today - timedelta(days=15), None),
    }
    assert not Contact.objects.exists()
    assert [one.forenames for one in family.people.order_by("pk")] == ["Ottoline", "Bram"]
    assert "01632 960001" in family.address
    row = enquiry.application.recruited
    assert (row.enquired_on, row.answered_on) == (
        today - timedelta(days=20),
        today - timedelta(days=15),
    )


def test_enquiry_cannot_hold_a_day_beside_the_ledger(make_enquiry, today):
    enquiry = make_enquiry()
    take_on(enquiry=enquiry, by=BY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.filter(pk=enquiry.pk).update(enquired_on=today)


def test_enquiry_taken_on_twice_is_refused(make_enquiry):
    enquiry = make_enquiry()
    take_on(enquiry=enquiry, by=BY)
    with pytest.raises(BelongError, match="become a family"):
        take_on(enquiry=enquiry, by=BY)
    assert FamilyRecord.objects.count() == 1


def test_contacts_of_what_came_to_nothing_are_removed_after_the_set_time(make_enquiry, today):
    long_ago = make_enquiry("Longago", ago=CONTACT_RETENTION.days + 10)
    lately = make_enquiry("Lately", ago=CONTACT_RETENTION.days + 10)
    still = make_enquiry("Still", ago=CONTACT_RETENTION.days + 10)
    end_enquiry(
        enquiry=long_ago,
        reason=LeftReason.INELIGIBLE_AGE,
        why="Both are nineteen.",
        on=today - timedelta(days=CONTACT_RETENTION.days + 1),
        by=BY,
    )
    end_enquiry(
        enquiry=lately,
        reason=LeftReason.TIMING,
        on=today - timedelta(days=CONTACT_RETENTION.days),
        by=BY,
    )
    assert remove_old_contacts(today=today) == 1
    assert remove_old_contacts(today=today) == 0
    long_ago.refresh_from_db()
    assert not Contact.objects.filter(enquiry=long_ago).exists()
    assert Contact.objects.filter(enquiry__in=[lately, still]).count() == 2
    assert (long_ago.contact_removed_on, long_ago.why) == (today, "")
    assert long_ago.ended_reason == LeftReason.INELIGIBLE_AGE
    noted = AuditEvent.objects.get(action="enquiry_contact_removed")
    assert (noted.by_process, noted.subject_key) == ("contacts-removed", long_ago.key)
    with pytest.raises(BelongError, match="removed"):
        reopen_enquiry(enquiry=long_ago, by=BY)


def test_contacts_of_what_came_to_nothing_go_each_morning(make_enquiry, today):
    enquiry = make_enquiry(ago=CONTACT_RETENTION.days + 10)
    ended_on = today - timedelta(days=CONTACT_RETENTION.days + 5)
    end_enquiry(enquiry=enquiry, reason=LeftReason.NO_RESPONSE, on=ended_on, by=BY)
    every_morning.call()
    assert not Contact.objects.exists()
    assert AuditEvent.objects.get(action="enquiry_contact_removed").by_process


def test_forget_says_how_many_it_removed(make_enquiry, today, monkeypatch, capsys):
    monkeypatch.setattr(running, "start_django", lambda **options: None)
    enquiry = make_enquiry(ago=CONTACT_RETENTION.days + 10)
    ended_on = today - timedelta(days=CONTACT_RETENTION.days + 5)
    end_enquiry(enquiry=enquiry, reason=LeftReason.NO_RESPONSE, on=ended_on, by=BY)
    assert main(["forget"]) == 0
    assert "of 1 enquiries" in capsys.readouterr().err
    assert not Contact.objects.exists()


def test_enquiry_not_suitable_without_a_reason_is_refused(make_enquiry, today):
    with pytest.raises(BelongError, match="has its reasons"):
        end_enquiry(enquiry=make_enquiry(), reason=LeftReason.INELIGIBLE_RESIDENCE, on=today, by=BY)


def test_list_shows_overdue_enquiries_first_oldest_at_the_top(make_enquiry, officer, today):
    make_enquiry("Newest", ago=0)
    make_enquiry("Overduemost", ago=60)
    answered = make_enquiry("Answered", ago=70)
    answer_enquiry(enquiry=answered, on=today, by=BY)
    make_enquiry("Lessover", ago=30)
    shown = officer.client.get("/recruitment/").content.decode()
    names = ["Overduemost", "Lessover", "Newest", "Answered"]
    places = [shown.index(name) for name in names]
    assert places == sorted(places)
    assert "2 enquiries are overdue" in shown
    narrowed = officer.client.get("/recruitment/?state=overdue").content.decode()
    assert "Overduemost" in narrowed
    assert "Newest" not in narrowed


@pytest.mark.parametrize("ago", range(0, 40, 3))
def test_enquiry_is_overdue_the_day_after_its_last_day(make_enquiry, officer, today, ago):
    make_enquiry("Onlyone", ago=ago)
    is_over = answer_by(today - timedelta(days=ago)) < today
    shown = officer.client.get("/recruitment/?state=overdue").content.decode()
    assert ("Onlyone" in shown) is is_over


def test_enquiry_is_overdue_by_the_shorter_limit_of_the_agency_asked(
    make_enquiry, officer, region, today
):
    make_enquiry("Onlyone", ago=8)
    assert "Onlyone" not in officer.client.get("/recruitment/?state=overdue").content.decode()
    PolicyTerm.objects.create(
        agency=region,
        clock=RESPONSE.key,
        says=PolicyTerm.Says.LIMIT,
        number=3,
        unit="days",
        source="Recruitment standard",
        from_on=today - timedelta(days=100),
        set_by=BY,
    )
    shown = officer.client.get("/recruitment/?state=overdue").content.decode()
    assert "Onlyone" in shown
    assert "5 days over" in shown
    assert "1 enquiry is overdue" in shown


def test_enquiry_is_taken_down_answered_and_taken_on_through_its_pages(officer, today):
    browser = officer.client
    form = {
        "enquired_on-day": today.day,
        "enquired_on-month": today.month,
        "enquired_on-year": today.year,
        "source": "web",
        "channel": "telephone",
        "forenames": "Ada",
        "surname": "Cole",
        "telephone": "01632 960002",
    }
    assert browser.post("/recruitment/enquiries/add/", {**form, "telephone": ""}).status_code == 422
    browser.post("/recruitment/enquiries/add/", form)
    enquiry = Enquiry.objects.get()
    page = f"/recruitment/enquiries/{enquiry.key}/"
    assert "Ada Cole" in browser.get(page).content.decode()
    day = {"on-day": today.day, "on-month": today.month, "on-year": today.year}
    browser.post(f"{page}answered/", day)
    enquiry.refresh_from_db()
    assert enquiry.answered_on == today
    answer = browser.post(f"{page}take-on/", {})
    family = FamilyRecord.objects.get()
    assert answer.url == f"/families/{family.key}/"
    shown = browser.get(page).content.decode()
    assert family.pseudonym in shown
    assert "Ada Cole" not in shown
    assert family.responsibilities.get().user == officer.user
    for act in ("change", "answered", "ended", "reopen", "take-on"):
        said = browser.get(f"{page}{act}/")
        assert said.status_code == 200
        assert b"recorded there" in said.content
