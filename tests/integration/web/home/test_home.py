"""The home page: what waits for each kind of reader, and nothing of another agency's."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from belong.domain.journey.family import FamilyEventKind
from belong.web.agencies.models import Agency, Appointment, RaaMembership, Team
from belong.web.audit.models import AuditEvent
from belong.web.children.actions.keeping import merge
from belong.web.children.models import BirthIdentity, ChildRecord, EventNote, Opening
from belong.web.families.actions import Person, add_family, open_with_reason, record_family_event
from belong.web.families.models import FamilyOpening, HouseholdMember
from belong.web.home.presenters import days_left
from belong.web.keeping.models import DrillResult
from belong.web.ledger.actions import Draft, ask_to_seal, record_events
from belong.web.ledger.models import Event, SubjectKind

WORKER = "9" * 32
MOST_QUERIES = 12


def shown_to(somebody):
    """The words of the home page, without tags; asked within the number of queries.

    Asked a second time: the first keeps the time of the visit in the session.
    """
    somebody.client.get(reverse("home"))
    with CaptureQueriesContext(connection) as asked:
        page = somebody.client.get(reverse("home"))
    assert page.status_code == 200
    assert len(asked) <= MOST_QUERIES, "\n".join(each["sql"][:200] for each in asked)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


@pytest.fixture
def team(council, region):
    """A children's team of the council, which is in the region."""
    RaaMembership.objects.create(council=council, raa=region, from_on=date(2020, 4, 1))
    return Team.objects.create(agency=council, name="Care 1")


@pytest.fixture
def far_council(db):
    return Agency.objects.create(kind="council", name="Farside Council", dfe_code="993")


@pytest.fixture
def make_child(council, team):
    """Makes a child with an order before the decision, and the reason that was given for it."""

    def make(surname="Thorne", agency=None):
        child = ChildRecord.objects.create(
            pseudonym=f"C-{ChildRecord.objects.count() + 1:04d}",
            council=agency or council,
            team=None if agency else team,
        )
        BirthIdentity.objects.create(
            child=child, forenames="Elsie", surname=surname, born_on=date(2023, 1, 5)
        )
        told: tuple[tuple[str, date, dict[str, str]], ...] = (
            ("born", date(2023, 1, 5), {}),
            ("care_entered", date(2023, 1, 8), {"legal_status": "C1"}),
            ("placement_order_made", date(2023, 7, 20), {}),
        )
        drafts = [
            Draft(SubjectKind.CHILD, child.key, kind, happened_on=on, details=details)
            for kind, on, details in told
        ]
        record_events(drafts=drafts, by=WORKER, seen=0)
        EventNote.objects.create(
            event_key=order_of(child).key,
            child=child,
            side=EventNote.Side.BIRTH,
            about=EventNote.About.RULE_BROKEN,
            words=f"The court did so, {surname}.",
            by_person=WORKER,
        )
        return child

    return make


def order_of(child):
    return Event.objects.get(subject_key=child.key, kind="placement_order_made")


@pytest.fixture
def child(make_child):
    return make_child()


@pytest.fixture
def family(region):
    """A family of the region whose stage 2 was begun without stage 1, with a reason."""
    made = add_family(
        agency=region,
        people=[
            Person(HouseholdMember.Part.APPLICANT, "Ottoline", "Fenwright", date(1988, 5, 1)),
        ],
        enquired_on=date(2025, 1, 6),
        by=WORKER,
    )
    record_family_event(
        family=made,
        application_key=made.applications.get().key,
        kind=FamilyEventKind.STAGE_2_BEGAN,
        happened_on=date(2025, 2, 6),
        details={},
        by=WORKER,
        seen=None,
        why="They came from another agency.",
    )
    return made


@pytest.fixture
def opened(person, council):
    """Opens a child's record as somebody else, so many days ago."""

    def do(child, *, days=0, by=None):
        now = timezone.now() - timedelta(days=days)
        return Opening.objects.create(
            child=child,
            user=by or person(role="performance_officer", agency=council),
            part="child_identity",
            reason="Mend a date",
            opened_at=now,
            until=now + timedelta(hours=4),
        )

    return do


def test_manager_is_told_of_broken_rules_with_reason_and_source(signed_in, council, child):
    shown = shown_to(signed_in("partner_manager", agency=council))
    assert "Elsie Thorne" in shown
    assert "A placement order follows the decision" in shown
    assert "SSDA903 validation rule 554" in shown
    assert "The court did so, Thorne." in shown


def test_head_of_service_is_told_by_reference_and_of_families(signed_in, child, family):
    shown = shown_to(signed_in("head_of_service"))
    assert child.pseudonym in shown
    assert "Thorne" not in shown
    assert "Open the record with a reason to read it." in shown
    assert family.pseudonym in shown
    assert "They came from another agency." in shown


def test_managers_of_another_agency_are_told_nothing(
    signed_in, far_council, make_child, child, family, opened
):
    opened(child)
    ask_to_seal(event=order_of(child), by=WORKER, reason="Wrong record")
    shown = shown_to(signed_in("partner_manager", agency=far_council))
    assert child.pseudonym not in shown
    assert "No rule was broken" in shown
    assert "No seal waits" in shown
    assert "No opening waits" in shown


def test_team_manager_is_told_of_the_own_team_only(signed_in, council, team, child):
    other = Team.objects.create(agency=council, name="Care 2")
    assert "Elsie Thorne" in shown_to(signed_in("children_team_manager", agency=council, team=team))
    shown = shown_to(signed_in("children_team_manager", agency=council, team=other))
    assert "Thorne" not in shown
    assert child.pseudonym not in shown


def test_alert_ends_after_thirty_days_and_with_the_entry(signed_in, council, make_child):
    old, withdrawn = make_child("Oldham"), make_child("Withdrawn")
    EventNote.objects.filter(child=old).update(written_at=timezone.now() - timedelta(days=31))
    event = order_of(withdrawn)
    draft = Draft(
        SubjectKind.CHILD, withdrawn.key, event.kind, supersedes=event, is_withdrawal=True
    )
    record_events(drafts=[draft], by=WORKER, seen=None, why="It was another child.")
    shown = shown_to(signed_in("partner_manager", agency=council))
    assert "No rule was broken" in shown


def test_rule_broken_on_a_merged_record_is_told_with_the_one_that_was_kept(
    signed_in, council, make_child
):
    kept, other = make_child("Kept"), make_child("Other")
    manager = signed_in("partner_manager", agency=council)
    merge(kept=kept, other=other, by=WORKER, reason="One child")
    shown = shown_to(manager)
    assert "The court did so, Other." in shown
    assert "Elsie Other" not in shown
    address = f"{reverse('child_page', args=[kept.key])}#entry-{order_of(other).key}"
    assert address in manager.client.get(reverse("home")).content.decode()


def test_seal_waits_for_another_manager_than_who_asked(signed_in, council, child):
    asking, other = (signed_in("partner_manager", agency=council) for _ in range(2))
    ask_to_seal(event=order_of(child), by=asking.user.key, reason="Wrong record")
    assert "No seal waits" in shown_to(asking)
    shown = shown_to(other)
    assert "Wrong record" in shown
    assert child.pseudonym in shown


def test_seal_on_a_merged_record_waits_with_the_one_that_was_kept(signed_in, council, make_child):
    kept, other = make_child("Kept"), make_child("Other")
    manager = signed_in("partner_manager", agency=council)
    merge(kept=kept, other=other, by=WORKER, reason="One child")
    entry = order_of(other)
    ask_to_seal(event=entry, by=WORKER, reason="Wrong record")
    shown = shown_to(manager)
    assert "Wrong record" in shown
    assert kept.pseudonym in shown
    agree = reverse("child_seal_agree", args=[kept.key, entry.key])
    assert agree in manager.client.get(reverse("home")).content.decode()
    assert manager.client.get(agree).status_code == 200


def test_opening_is_reviewed_by_somebody_else_once(signed_in, council, child, opened):
    manager = signed_in("partner_manager", agency=council)
    opening = opened(child)
    assert "5 working days" in shown_to(manager)
    address = reverse("child_opening_review", args=[child.key, opening.pk])
    assert "Mend a date" in manager.client.get(address).content.decode()
    assert manager.client.post(address).status_code == 302
    opening.refresh_from_db()
    assert opening.reviewed_by == manager.user
    assert opening.reviewed_at is not None
    logged = AuditEvent.objects.get(action="opening_reviewed")
    assert (logged.by_person, logged.subject_key) == (manager.user.key, child.key)
    assert "No opening waits" in shown_to(manager)
    assert manager.client.post(address).status_code == 404


def test_own_opening_is_not_there_to_review(signed_in, council, child, opened):
    manager = signed_in("partner_manager", agency=council)
    opening = opened(child, by=manager.user)
    assert "No opening waits" in shown_to(manager)
    address = reverse("child_opening_review", args=[child.key, opening.pk])
    assert manager.client.post(address).status_code == 404


@pytest.mark.parametrize("role", ["child_social_worker", "performance_officer", "administrator"])
def test_opening_is_not_there_for_who_does_not_manage(signed_in, council, child, opened, role):
    address = reverse("child_opening_review", args=[child.key, opened(child).pk])
    assert signed_in(role, agency=council).client.get(address).status_code == 404


def test_opening_of_another_agency_is_not_there(signed_in, far_council, child, opened):
    address = reverse("child_opening_review", args=[child.key, opened(child).pk])
    stranger = signed_in("partner_manager", agency=far_council)
    assert stranger.client.post(address).status_code == 404
    assert Opening.objects.get().reviewed_at is None


def test_opening_of_a_closed_record_is_reviewed_too(signed_in, council, child, opened):
    ChildRecord.objects.update(closed_at=timezone.now())
    opening = opened(child)
    manager = signed_in("partner_manager", agency=council)
    shown = shown_to(manager)
    assert f"Review {child.pseudonym}" in shown
    assert "Thorne" not in shown
    address = reverse("child_opening_review", args=[child.key, opening.pk])
    assert manager.client.post(address).status_code == 302


def test_opening_of_a_family_is_reviewed(signed_in, person, family):
    head = signed_in("head_of_service")
    opening = open_with_reason(
        family=family, user=person(role="records_officer"), reason="A complaint", by=WORKER
    )
    assert "A complaint" in shown_to(head)
    address = reverse("family-opening-review", args=[family.key, opening.pk])
    assert head.client.post(address).status_code == 302
    assert FamilyOpening.objects.get().reviewed_by == head.user
    assert head.client.get(address).status_code == 404


def test_days_left_are_working_days():
    friday, monday = date(2026, 6, 5), date(2026, 6, 8)
    assert days_left(friday, friday) == 5
    assert days_left(friday, monday) == 4
    assert days_left(friday, date(2026, 6, 15)) == -1


def test_administrator_sees_who_has_no_role_and_the_last_drill(
    administrator, person, region, far_council
):
    for agency, email in ((region, "gone@x.example"), (far_council, "far@x.example")):
        gone = person(role="family_finder", agency=agency, email=email)
        Appointment.objects.filter(user=gone).update(to_on=date(2021, 1, 1))
    shown = shown_to(administrator)
    assert "gone@x.example" in shown
    assert "far@x.example" not in shown
    assert "No backup has been restored as a drill yet" in shown
    now = timezone.now()
    DrillResult.objects.create(
        run_at=now, made_at=now, change=1, tables=1, rows=1, figures=1, passed=True
    )
    assert "The last backup drill passed on" in shown_to(administrator)


def test_everybody_else_finds_links_to_what_they_may_open(signed_in, child):
    shown = shown_to(signed_in("auditor"))
    assert "What you may open" in shown
    assert child.pseudonym not in shown
    assert "Reports" in shown_to(signed_in("committee_member"))
    assert "Nothing is here for your roles yet." in shown_to(signed_in(""))
