"""The home page of who works with children and families: what waits for that person, and why."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from belong.domain.journey.family import FamilyEventKind
from belong.web.audit.models import AuditEvent
from belong.web.children.models import Responsibility
from belong.web.due.models import Look
from belong.web.ledger.actions import Draft, correct_event, record_events, withdraw_event
from belong.web.ledger.models import Event, SubjectKind
from belong.web.ledger.queries import last_change
from belong.web.ui.words import day

from .conftest import BY, FIRST_DAY, ago

MOST_QUERIES = 12
WORKER = "child_social_worker"


@pytest.fixture
def worker(signed_in, council, team) -> Any:
    """A child's social worker of the team."""
    return signed_in(WORKER, agency=council, team=team)


def part(shown: str, heading: str) -> str:
    """The words below one heading of the page, up to the next."""
    after = shown.split(f"<h2 {heading}", 1)[1]
    return after.split("<h2 ", 1)[0]


def shown_to(somebody: Any) -> str:
    """The words of the home page, each heading marked with <h2; asked within 12 queries."""
    somebody.client.get(reverse("home"))
    with CaptureQueriesContext(connection) as asked:
        page = somebody.client.get(reverse("home"))
    assert page.status_code == 200
    assert len(asked) <= MOST_QUERIES, "\n".join(each["sql"][:200] for each in asked)
    marked = re.sub(r"<h2[^>]*>", "@@h2 ", page.content.decode())
    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", marked)).split())
    return words.replace("@@h2 ", "<h2 ")


def test_overdue_names_the_child_the_limit_whose_move_and_asks_for_the_reason(
    worker, child, responsible
):
    responsible(worker.user, child, WORKER)
    told = part(shown_to(worker), "Overdue (")
    assert "Elsie Thorne" in told
    assert "born" in told
    assert "Match, after the decision on the plan" in told
    assert "days over" in told
    assert "Family finder" in told
    assert "Give the reason" in told
    page = worker.client.get(reverse("home")).content.decode()
    address = reverse("child_record_kind", args=[child.key, "delayed"])
    assert f"{address}?clock=match_after_decision&amp;clock_started_on={ago(200)}" in page


def test_colleagues_child_is_not_in_the_own_work(worker, make_child, responsible):
    mine, other = make_child(surname="Mine"), make_child(surname="Colleague")
    responsible(worker.user, mine, WORKER)
    shown = shown_to(worker)
    assert "Elsie Mine" in shown
    assert "Colleague" not in shown
    assert other.pseudonym not in shown


def test_responsibility_that_ended_is_work_no_more(worker, child):
    Responsibility.objects.create(
        child=child, user=worker.user, role=WORKER, from_on=FIRST_DAY, to_on=ago(0)
    )
    shown = shown_to(worker)
    assert "Thorne" not in shown
    assert "No child or family is yours by name yet." in shown


def test_nothing_to_do_is_said_in_words(worker, make_child, responsible, happen):
    child = make_child(decided=None)
    happen(child, "special_guardianship_made", 20)
    responsible(worker.user, child, WORKER)
    shown = shown_to(worker)
    for words in (
        "Nothing is overdue.",
        "Nothing is due in the next 14 days.",
        "Nobody on your caseload has waited so long with nobody considered.",
    ):
        assert words in shown


def test_due_within_14_days_is_told_and_later_is_not(worker, make_child, responsible, happen):
    child = make_child(decided=None)
    responsible(worker.user, child, WORKER)
    happen(child, "minutes_final", 0, about="plan")
    told = part(shown_to(worker), "Due in the next 14 days (1)")
    assert "Decision on the plan, after the panel's final minutes" in told
    assert "Agency decision maker" in told
    assert "days left" in told


def test_what_others_decided_stands_until_it_is_read(worker, child, responsible, happen):
    responsible(worker.user, child, WORKER)
    order = happen(child, "placement_order_made", 5)
    told = part(shown_to(worker), "Decided since you last read this")
    assert "Placement order made" in told
    assert f"Match, after the placement order: due {day(ago(5 - 121))}" in told
    page = worker.client.get(reverse("home")).content.decode()
    assert f'name="change" value="{order.change_id}"' in page
    answer = worker.client.post(reverse("home-read"), {"change": order.change_id}, follow=True)
    assert "Nothing was decided on your caseload." in answer.content.decode()
    assert Look.objects.get(user=worker.user).change == order.change_id
    logged = AuditEvent.objects.get(action="home_read")
    assert (logged.by_person, logged.detail) == (worker.user.key, {"change": order.change_id})
    correct_event(event=order, by=BY, why="Misread", happened_on=ago(6), seen=None)
    assert "Corrected: Placement order made" in shown_to(worker)
    last = Event.objects.get(supersedes=order)
    withdraw_event(event=last, by=BY, why="Another child", seen=None)
    assert "Taken back: Placement order made" in shown_to(worker)


def test_what_one_recorded_oneself_and_visits_are_not_told(worker, child, responsible, happen):
    responsible(worker.user, child, WORKER)
    worker.client.post(reverse("home-read"), {"change": last_change()})
    draft = Draft(SubjectKind.CHILD, child.key, "placement_order_made", ago(3))
    record_events(drafts=[draft], by=worker.user.key, seen=None)
    happen(child, "reviewed", 2)
    assert "Nothing was decided on your caseload." in shown_to(worker)


@pytest.mark.parametrize("change", ["", "-1", "many", "9" * 40, "²"])
def test_reading_up_to_what_is_no_change_marks_nothing(worker, change):
    assert worker.client.post(reverse("home-read"), {"change": change}).status_code == 302
    assert not Look.objects.exists()


def test_reading_never_goes_back_nor_beyond_what_was_made(worker, child):
    worker.client.post(reverse("home-read"), {"change": "999999"})
    assert Look.objects.get().change == last_change()
    worker.client.post(reverse("home-read"), {"change": "1"})
    assert Look.objects.get().change == last_change()


def test_child_for_whom_nobody_was_considered_is_told_until_a_link(
    worker, make_child, responsible, happen
):
    for surname, decided in (("Long", 120), ("Short", 60)):
        responsible(worker.user, make_child(decided, surname), WORKER)
    told = part(shown_to(worker), "Nobody considered for 90 days")
    assert "Elsie Long" in told
    assert "Short" not in told
    child = worker.user.children_responsible_for.get(child__pseudonym="C-0001").child
    happen(child, "linked", 10, family="f" * 32)
    assert "Long" not in part(shown_to(worker), "Nobody considered for 90 days")
    happen(child, "link_ended", 5, family="f" * 32, reason="other")
    assert "Long" not in part(shown_to(worker), "Nobody considered for 90 days")


def test_late_without_a_reason_is_asked_for_until_it_is_given(worker, child, responsible, happen):
    responsible(worker.user, child, WORKER)
    happen(child, "match_decided", 2)
    told = part(shown_to(worker), "Late, and no reason recorded")
    assert "Match, after the decision on the plan" in told
    assert "done on" in told
    reason = {"clock": "match_after_decision", "delay_reason": "health", "agreed_by": BY}
    happen(child, "delayed", 1, **reason)
    shown = shown_to(worker)
    late = part(shown, "Late, and no reason recorded") if "Late, and" in shown else ""
    assert "Match, after the decision on the plan" not in late


def test_adopters_worker_sees_the_own_family_and_what_it_waits_for(
    signed_in, family, responsible, happen_to_family
):
    worker = signed_in("adopters_social_worker")
    assert "No child or family is yours by name yet." in shown_to(worker)
    responsible(worker.user, family, "adopters_social_worker")
    person = family.people.get().key
    happen_to_family(family, FamilyEventKind.CHECK_SOUGHT, 60, check="health", person=person)
    told = part(shown_to(worker), "Overdue (")
    assert "Ottoline Fenwright" in told
    assert family.pseudonym in told
    assert "Stage 1" in told
    assert "check outstanding, for longest:" in told


def test_family_nobody_was_considered_for_is_told_unless_it_waits_by_choice(
    signed_in, make_family, responsible, happen_to_family
):
    worker = signed_in("adopters_social_worker")
    waiting, choosing = make_family(300, "Waiter"), make_family(300, "Chooser")
    for family in (waiting, choosing):
        responsible(worker.user, family, "adopters_social_worker")
        happen_to_family(family, FamilyEventKind.STAGE_1_PASSED, 250)
        happen_to_family(family, FamilyEventKind.STAGE_2_BEGAN, 240)
        happen_to_family(family, FamilyEventKind.APPROVED, 120)
    happen_to_family(choosing, FamilyEventKind.CHOICE_WAIT_BEGAN, 20)
    told = part(shown_to(worker), "Nobody considered for 90 days")
    assert "Ottoline Waiter" in told
    assert "Chooser" not in told


def test_first_twenty_are_shown_and_it_is_said(worker, make_child, responsible):
    for number in range(11):
        responsible(worker.user, make_child(400, f"Number{number}"), WORKER)
    shown = shown_to(worker)
    assert "Only the first 20 are shown." in shown
