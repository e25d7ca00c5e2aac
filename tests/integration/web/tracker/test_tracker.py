"""The trackers: who is in them for whom, names, filters, order, files, and what is printed."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from belong.domain.documents import Side
from belong.web.accounts.models import User
from belong.web.agencies.models import Agency, RaaMembership, Team
from belong.web.audit.models import AuditEvent
from belong.web.children.models import ChildRecord, Merge, Responsibility
from belong.web.documents.actions import write_note
from belong.web.documents.models import Note
from belong.web.families.actions import Person, add_family
from belong.web.families.models import FamilyRecord, HouseholdMember
from belong.web.ledger.actions import Draft, record_events
from belong.web.ledger.models import SubjectKind
from belong.web.tracker.models import Meeting, MeetingAction

from .conftest import FIRST_DAY, ago, parts


def text(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def tracked(who, name="tracker", **query):
    page = who.client.get(reverse(name), query)
    assert page.status_code == 200
    return text(page)


@pytest.fixture
def second_council(region) -> Agency:
    council = Agency.objects.create(kind="council", name="Eastvale Council", dfe_code="992")
    RaaMembership.objects.create(council=council, raa=region, from_on=FIRST_DAY)
    return council


@pytest.fixture
def unborn(make_child) -> ChildRecord:
    """A child in whose proceedings adoption is possible, not looked after."""
    return make_child(("referred", 40), surname="Marsh", forenames="")


def test_tracker_holds_live_and_parallel_plans_from_before_birth_and_no_others(
    manager, waiting, unborn, make_child
):
    make_child(
        ("care_entered", 600, {"legal_status": "C1"}),
        ("decision_made", 400),
        ("placement_order_made", 350),
        ("adoption_order_made", 10),
        surname="Adopted",
    )
    make_child(("care_entered", 90, {"legal_status": "C1"}), surname="Undecided")
    shown = tracked(manager)
    assert "2 children" in shown
    assert "Elsie Thorne" in shown
    assert "Marsh" in shown
    assert "Adopted Elsie" not in shown
    assert "Undecided" not in shown


def test_tracker_over_several_councils_shows_references_and_names_for_one(
    finder, waiting, make_child, second_council, council
):
    make_child(("parallel_plan_made", 30), surname="Far", agency=second_council)
    shown = tracked(finder)
    assert "2 children" in shown
    assert "Thorne" not in shown
    assert "Elsie Thorne" in tracked(finder, council=council.key)


def test_tracker_narrows_to_overdue_team_and_waiting(manager, waiting, unborn, council):
    Team.objects.create(agency=council, name="Care 2")
    assert "1 child " in tracked(manager, overdue="yes") + " "
    assert "Thorne" in tracked(manager, overdue="yes")
    assert "Thorne" not in tracked(manager, overdue="no")
    assert "Thorne" in tracked(manager, waiting="12_to_18")
    assert "0 children" in tracked(manager, waiting="under_6")
    assert "2 children" in tracked(manager, overdue="nonsense", sort="-nonsense", page="x")


@pytest.mark.parametrize(
    "sort", ["due", "-due", "reference", "stage", "care", "-decision", "order"]
)
def test_tracker_sorts_by_each_column(manager, waiting, unborn, sort):
    assert "2 children" in tracked(manager, sort=sort)


def test_file_has_the_same_lines_by_reference_and_no_formula(manager, waiting, worker, council):
    User.objects.filter(pk=worker.user.pk).update(name="=HYPERLINK(A1)")
    Responsibility.objects.create(
        child=waiting, user=worker.user, role="child_social_worker", from_on=FIRST_DAY
    )
    answer = manager.client.get(reverse("tracker_download"))
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert row["Child"] == waiting.pseudonym
    assert row["Days since order"] == "350"
    assert row["Social worker"] == "'=HYPERLINK(A1)"
    assert "Thorne" not in str(row)
    book = manager.client.get(reverse("tracker_download"), {"as": "xlsx"})
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(book.content))
    cells = [cell for line in sheets.get_sheet_by_index(1).to_python() for cell in line]
    assert waiting.pseudonym in cells
    assert 350 in cells
    assert "Thorne" not in str(cells)
    assert AuditEvent.objects.filter(action="exported", subject_kind="tracker").count() == 2


@pytest.fixture
def stuck(region, signed_in) -> FamilyRecord:
    """A family past the limit of stage 1 that waits for a health report."""
    recruiter = signed_in("recruitment_officer")
    family = add_family(
        agency=region,
        people=[
            Person(HouseholdMember.Part.APPLICANT, "Corin", "Adopterqz"),
            Person(HouseholdMember.Part.APPLICANT, "Wren", "Adopterqz"),
        ],
        enquired_on=ago(130),
        by=recruiter.user.key,
        token="1" * 32,
    )
    for kind, days, told in (
        ("registration_received", 110, {}),
        ("stage_1_began", 100, {}),
        ("check_sought", 95, {"check": "health"}),
    ):
        application = family.applications.get()
        person = application.applicants.order_by("pk")[0]
        details = {"application": application.key, **told}
        if "check" in told:
            details["person"] = person.key
        record_events(
            drafts=[
                Draft(SubjectKind.FAMILY, family.key, kind, happened_on=ago(days), details=details)
            ],
            by=recruiter.user.key,
            seen=None,
        )
    return family


def test_families_are_told_by_check_and_without_a_name(signed_in, stuck):
    head = signed_in("head_of_service")
    shown = tracked(head, "tracker_families")
    assert "1 family is past the limit of stage 1. 1 waits for: health report." in shown
    assert stuck.pseudonym in shown
    assert "Adopterqz" not in shown
    assert "1 family" in tracked(head, "tracker_families", check="health", state="over")
    assert "0 families" in tracked(head, "tracker_families", check="dbs")
    answer = head.client.get(reverse("tracker_families_download"))
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert row["Waits for"] == "health report"
    assert "Adopterqz" not in answer.content.decode()


def test_checks_are_not_told_to_who_may_not_see_them(signed_in, stuck):
    recruiter = signed_in("recruitment_officer")
    shown = tracked(recruiter, "tracker_families")
    assert stuck.pseudonym in shown
    assert "No family waits for a check." in shown
    assert "Health report for" not in shown


def test_meeting_about_families_closes_and_hides_checks_from_who_may_not_see_them(
    signed_in, finder, stuck, region, open_meeting
):
    meeting = open_meeting(finder, region, about="families")
    finder.client.post(reverse("meeting_close", args=[meeting.key]))
    meeting.refresh_from_db()
    assert meeting.closed_at is not None
    address = reverse("meeting", args=[meeting.key])
    assert "Health report" in text(finder.client.get(address))
    recruiter = signed_in("recruitment_officer")
    shown = text(recruiter.client.get(address))
    assert stuck.pseudonym in shown
    assert "Health report" not in shown


def test_owner_finds_the_action_at_home_and_nobody_else_reads_its_words(
    manager, worker, signed_in, waiting, council, team, open_meeting
):
    meeting = open_meeting(manager, council, team)
    MeetingAction.objects.create(
        meeting=meeting,
        child=waiting,
        words="Ask the aunt about contact",
        owner=worker.user,
        due_on=ago(3),
        added_by=manager.user.key,
        added_at=timezone.now(),
    )
    home = text(worker.client.get(reverse("home")))
    assert "Ask the aunt about contact" in home
    assert "3 days over" in home
    performance = signed_in("performance_officer")
    shown = text(performance.client.get(reverse("tracker")))
    assert waiting.pseudonym in shown
    assert "aunt" not in shown
    assert "its words are for those who read the record" in shown


def test_action_is_not_given_to_somebody_who_cannot_see_the_child(
    manager, signed_in, waiting, council, team, open_meeting
):
    outsider = signed_in("child_social_worker", agency=council)
    meeting = open_meeting(manager, council, team)
    answer = manager.client.post(
        reverse("meeting_child", args=[meeting.key, waiting.key]),
        {
            "token": "2" * 32,
            "then": "back",
            "action": "Visit",
            "owner": outsider.user.key,
            **parts("due_on", ago(-3)),
        },
    )
    assert answer.status_code == 422
    assert "cannot see this record" in text(answer)
    assert not MeetingAction.objects.exists()


def test_form_sent_twice_saves_once(manager, waiting, council, team, open_meeting):
    meeting = open_meeting(manager, council, team)
    address = reverse("meeting_child", args=[meeting.key, waiting.key])
    told = {"token": "3" * 32, "then": "back", "note": "Once only"}
    assert manager.client.post(address, told).status_code == 302
    assert manager.client.post(address, told).status_code == 302
    assert Note.objects.count() == 1


def test_meeting_of_a_team_manager_is_the_teams_and_no_other(manager, council, team):
    other = Team.objects.create(agency=council, name="Care 2")
    page = manager.client.get(reverse("meeting_open")).content.decode()
    assert f":{team.key}" in page
    assert other.key not in page
    assert not Meeting.objects.exists()


def test_last_note_is_of_the_readers_side_not_struck_and_of_a_merged_record_too(
    manager, waiting, make_child
):
    def note(child, words, days, side=Side.BIRTH, **more):
        return write_note(child=child, words=words, side=side, on=ago(days), by="b" * 32, **more)

    def shown():
        return manager.client.get(reverse("tracker")).content.decode()

    old = note(waiting, "Her grandmother rang.", 9)
    note(waiting, "The adopters rang.", 2, Side.ADOPTIVE)
    assert "Her grandmother rang." in shown()
    assert "The adopters rang." not in shown()
    note(waiting, "Her aunt rang.", 9, corrects=old)
    assert "Her grandmother rang." not in shown()
    assert "Her aunt rang." in shown()
    other = make_child(forenames="Twice")
    note(other, "Written on the other record.", 1)
    Merge.objects.create(kept=waiting, other=other, merged_at=timezone.now())
    assert "Written on the other record." in shown()
    assert "Her aunt rang." not in shown()
