"""What is not theirs does not exist: an unknown key and another's are alike, by every way in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from belong.web.agencies.models import Block
from belong.web.audit.models import AuditEvent
from belong.web.children.models import ChildTie, EventNote, Merge, Opening
from belong.web.families.models import FamilyResponsibility
from belong.web.ledger.models import Event

from .conftest import FIRST_DAY, hidden, kinds_of, on, text

UNKNOWN = "0" * 32
PAGES = (
    "child_page",
    "child_record",
    "child_manage",
    "child_identity",
    "child_team",
    "child_worker",
    "child_identifier",
    "child_sibling",
    "child_sibling_leave",
    "child_open",
    "child_merge",
    "child_close",
)


def page(client, child):
    return client.get(reverse("child_page", args=[child.key]))


@pytest.mark.parametrize("name", PAGES)
def test_another_councils_child_is_no_page_by_any_address(stranger, child, name):
    theirs = stranger.client.get(reverse(name, args=[child.key]))
    nobodys = stranger.client.get(reverse(name, args=[UNKNOWN]))
    assert theirs.status_code == nobodys.status_code == 404
    assert text(theirs) == text(nobodys)
    assert len(theirs.content) == len(nobodys.content)


def test_refused_attempt_is_logged_and_asks_the_same_queries(stranger, child):
    stranger.client.get("/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as theirs:
        page(stranger.client, child)
    with CaptureQueriesContext(connection) as nobodys:
        stranger.client.get(reverse("child_page", args=[UNKNOWN]))
    assert len(theirs) == len(nobodys)
    logged = AuditEvent.objects.filter(action="no_such_record", by_person=stranger.user.key)
    assert set(logged.values_list("subject_key", flat=True)) == {child.key, UNKNOWN}


def test_posting_to_anothers_child_writes_nothing(stranger, child):
    answers = {**on("2023-03-01"), "step": "save", "token": "a" * 32, "seen": "99"}
    address = reverse("child_record_kind", args=[child.key, "referred"])
    assert stranger.client.post(address, answers).status_code == 404
    assert "referred" not in kinds_of(child)


def test_reader_reads_and_does_not_record(signed_in, council, child):
    reader = signed_in("partner_manager", agency=council)
    shown = text(page(reader.client, child))
    assert "Elsie Thorne" in shown
    assert "Record what happened" not in shown
    refused = reader.client.get(reverse("child_record", args=[child.key]))
    assert refused.status_code == 403
    assert "You can read this record but not add to it." in text(refused)


def test_performance_officer_sees_a_pseudonym_and_no_day_of_birth(signed_in, child):
    shown = text(page(signed_in("performance_officer").client, child))
    assert "C-0001" in shown
    assert "Thorne" not in shown
    assert "Elsie" not in shown


def test_blocked_person_finds_nothing(worker, child):
    Block.objects.create(user=worker.user, record_key=child.key)
    assert page(worker.client, child).status_code == 404
    assert "Thorne" not in text(worker.client.get(reverse("children_list")))


def test_adopters_worker_sees_the_child_once_tied_and_no_words_of_the_birth_side(
    signed_in, make_child, family, region
):
    child = make_child(("care_entered", "2023-01-08"), ("decision_made", "2023-06-14"))
    theirs = signed_in("adopters_social_worker")
    FamilyResponsibility.objects.create(
        family=family, user=theirs.user, role="adopters_social_worker", from_on=FIRST_DAY
    )
    assert page(theirs.client, child).status_code == 404
    ChildTie.objects.create(
        child=child, family_key=family.key, strength="linked", from_on=FIRST_DAY
    )
    decision = Event.objects.get(kind="decision_made")
    for side, words in (("birth", "Canary of birth"), ("adoptive", "Canary of adopters")):
        EventNote.objects.create(
            event_key=decision.key, child=child, side=side, about="note", words=words,
            by_person="1" * 32,
        )  # fmt: skip
    shown = text(page(theirs.client, child))
    assert "Elsie Thorne" in shown
    assert "Canary of birth" not in shown
    assert "Canary of adopters" in shown


def test_open_with_a_reason_shows_the_name_until_it_runs_out(signed_in, child, council):
    officer = signed_in("performance_officer", agency=council)
    address = reverse("child_open", args=[child.key])
    assert officer.client.post(address, {"reason": "", "hours": "4"}).status_code == 422
    assert officer.client.post(address, {"reason": "x", "hours": "999"}).status_code == 422
    opened = officer.client.post(address, {"reason": "Mend a date", "hours": "4"}, follow=True)
    assert "Elsie Thorne" in text(opened)
    logged = AuditEvent.objects.get(action="opened_with_reason")
    assert logged.detail["reason"] == "Mend a date"
    Opening.objects.update(
        opened_at=timezone.now() - timedelta(hours=9),
        until=timezone.now() - timedelta(hours=1),
    )
    assert "Thorne" not in text(page(officer.client, child))


def test_records_officer_opens_by_reference_and_sees_no_list(signed_in, child, council):
    officer = signed_in("records_officer", agency=council)
    assert page(officer.client, child).status_code == 404
    address = reverse("children_open")
    wrong = officer.client.post(address, {"reference": "C-9999"})
    assert "no record with this reference that you may open" in text(wrong)
    led = officer.client.post(address, {"reference": "c-0001"})
    assert led["Location"] == reverse("child_open", args=[child.key])
    opened = officer.client.post(
        led["Location"], {"reason": "Access request", "hours": "2"}, follow=True
    )
    assert "Elsie Thorne" in text(opened)


def test_records_officer_opens_by_the_reference_of_a_merged_record(
    signed_in, child, make_child, council
):
    twin = make_child(surname="Marsh")
    merge = Merge.objects.create(kept=child, other=twin, merged_at=timezone.now())
    officer, address = signed_in("records_officer", agency=council), reverse("children_open")
    led = officer.client.post(address, {"reference": twin.pseudonym})
    assert led["Location"] == reverse("child_open", args=[child.key])
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    led = officer.client.post(address, {"reference": twin.pseudonym})
    assert led["Location"] == reverse("child_open", args=[twin.key])


def test_administrator_may_open_nothing(signed_in, child, council):
    administrator = signed_in("administrator", agency=council)
    assert administrator.client.get(reverse("child_open", args=[child.key])).status_code == 404
    answer = administrator.client.post(reverse("children_open"), {"reference": "C-0001"})
    assert answer.status_code in (403, 422)


def test_permission_is_todays_however_old_the_page(worker, child, stranger):
    known = reverse("child_page", args=[child.key]) + "?as_known=2026-01-01"
    assert stranger.client.get(known).status_code == 404
    worker.user.appointments.update(to_on=FIRST_DAY)
    assert worker.client.get(known).status_code == 404


def test_seal_takes_two_people_and_empties_details_and_words(
    worker, child, family, appoint, region, record, signed_in, council, team
):
    appoint(worker.user, "family_finder", region)
    record(worker.client, child, "linked", "2023-08-15", family="F-0208", note="Their street")
    entry = Event.objects.get(kind="linked", subject_kind="child")
    asked = reverse("child_seal", args=[child.key, entry.key])
    assert worker.client.post(asked, {"reason": ""}).status_code == 422
    worker.client.post(asked, {"reason": "Another child's family"})
    agree = reverse("child_seal_agree", args=[child.key, entry.key])
    assert worker.client.get(agree).status_code == 403
    manager = signed_in("children_team_manager", agency=council, team=team)
    waiting = manager.client.get(reverse("child_seals"))
    assert "Another child's family" in text(waiting)
    sealed = manager.client.post(agree, follow=True)
    assert "The entry is sealed." in text(sealed)
    entry.refresh_from_db()
    assert entry.details == {"sealed": True}
    note = EventNote.objects.get(event_key=entry.key)
    assert note.words == ""
    assert note.words_hash
    shown = text(page(worker.client, child))
    assert "Sealed" in shown
    assert "Their street" not in shown
    assert "F-0208" not in shown
    assert not ChildTie.objects.exists()
    mirror = Event.objects.get(kind="linked", subject_kind="family", is_withdrawal=False)
    assert mirror.details == {"sealed": True}
    assert Event.objects.filter(supersedes=mirror, is_withdrawal=True).exists()
    assert manager.client.get(agree).status_code == 404


def test_seal_of_another_councils_child_is_in_no_list(worker, child, stranger):
    entry = Event.objects.get(kind="parallel_plan_made")
    worker.client.post(reverse("child_seal", args=[child.key, entry.key]), {"reason": "wrong"})
    assert "No seal waits" in text(stranger.client.get(reverse("child_seals")))
    agree = reverse("child_seal_agree", args=[child.key, entry.key])
    assert stranger.client.post(agree).status_code == 404


def test_closing_checklist_then_ordinary_roles_lose_the_record(worker, make_child):
    child = make_child(
        ("care_entered", "2023-01-08"),
        ("placed_for_adoption", "2023-11-03", {"place": "A6"}),
        ("adoption_order_made", "2024-05-09"),
    )
    address = reverse("child_close", args=[child.key])
    steps = (
        "last_visit_report",
        "life_story_book",
        "later_life_letter",
        "file_transferred",
        "section_56_record",
    )
    for step in steps:
        assert "Close the record" not in text(worker.client.get(address))
        assert worker.client.post(address, {"step": "forged", **on("2024-06-01", "done_on")})
        worker.client.post(address, {"step": step, **on("2024-06-01", "done_on")})
    assert "Close the record" in text(worker.client.get(address))
    worker.client.post(address)
    child.refresh_from_db()
    assert child.closed_at is not None
    assert page(worker.client, child).status_code == 404


def test_closing_checklist_is_not_there_before_the_order(worker, child):
    assert worker.client.get(reverse("child_close", args=[child.key])).status_code == 403


def test_form_posted_after_the_session_ended_comes_back_filled(worker, child, client):
    address = reverse("child_record_kind", args=[child.key, "referred"])
    answers = {**hidden(worker.client.get(address)), **on("2023-03-01"), "note": "My words"}
    worker.client.get(address)
    del worker.client.cookies["sessionid"]
    sent = worker.client.post(address, {**answers, "step": "check"})
    assert sent.status_code == 302
    worker.client.force_login(worker.user)
    back = text(worker.client.get(address))
    assert "My words" in back
