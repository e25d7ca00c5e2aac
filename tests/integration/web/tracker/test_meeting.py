"""A tracking meeting: opened, gone through, closed, and what the next one begins with."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from belong.web.audit.models import AuditEvent
from belong.web.documents.models import Note
from belong.web.ledger.models import Event
from belong.web.ledger.once import new_token
from belong.web.tracker.models import Meeting, MeetingAction, SnapshotRow

from .conftest import ago, parts, record


def text(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def at(meeting):
    return reverse("meeting", args=[meeting.key])


def close(who, meeting):
    return who.client.post(reverse("meeting_close", args=[meeting.key]), follow=True)


def go_through(who, meeting, child, **told):
    address = reverse("meeting_child", args=[meeting.key, child.key])
    return who.client.post(address, {"token": new_token(), "then": "back", **told}, follow=True)


def test_meeting_of_a_team_shows_its_children_by_name(
    manager, council, team, waiting, open_meeting
):
    meeting = open_meeting(manager, council, team)
    shown = text(manager.client.get(at(meeting)))
    assert "Tracking meeting: Northmere Council, Care 1" in shown
    assert "Elsie Thorne" in shown
    assert "350" in shown


def test_note_action_and_delay_are_saved_together(
    manager, worker, council, team, waiting, open_meeting
):
    meeting = open_meeting(manager, council, team)
    saved = go_through(
        manager,
        meeting,
        waiting,
        note="No family in the region.",
        action="Ask the neighbouring region",
        owner=worker.user.key,
        **parts("due_on", ago(-14)),
        clock=f"match_after_order {ago(350)}",
        delay_reason="no_suitable_family",
        agreed_by=manager.user.key,
    )
    shown = text(saved)
    assert "Saved: Elsie Thorne" in shown
    note = Note.objects.get()
    assert (note.child, note.meeting_key, note.words) == (
        waiting,
        meeting.key,
        "No family in the region.",
    )
    action = MeetingAction.objects.get()
    assert (action.owner, action.due_on) == (worker.user, ago(-14))
    delayed = Event.objects.get(kind="delayed")
    assert delayed.details["delay_reason"] == "no_suitable_family"
    assert delayed.details["agreed_by"] == manager.user.key
    for words in ("No family in the region.", "Ask the neighbouring region", "no suitable family"):
        assert words in shown


def test_closing_keeps_rows_as_they_stood_and_the_next_begins_with_what_changed(
    manager, worker, council, team, waiting, make_child, open_meeting
):
    first = open_meeting(manager, council, team)
    go_through(
        manager,
        first,
        waiting,
        action="Chase the medical",
        owner=worker.user.key,
        **parts("due_on", ago(-7)),
    )
    assert "The meeting is closed" in text(close(manager, first))
    row = SnapshotRow.objects.get()
    assert row.told["stage"] == "C4"
    assert "Thorne" not in str(row.told)
    record(waiting, ("family_finding_began", 1))
    make_child(
        ("care_entered", 90, {"legal_status": "C1"}), ("parallel_plan_made", 30), surname="Marsh"
    )
    second = open_meeting(manager, council, team)
    action = MeetingAction.objects.get()
    worker.client.post(
        reverse("action_done", args=[action.key]),
        {**parts("done_on", timezone.localdate()), "outcome": "It is back"},
    )
    shown = text(manager.client.get(at(second)))
    assert "Since last time" in shown
    assert "1 new child" in shown
    assert "1 moved on" in shown
    assert "Authority to place for adoption to Looking for a family" in shown
    assert "1 action done" in shown
    assert "It is back" in shown
    then = text(manager.client.get(at(first)))
    assert "Looking for a family" not in then
    assert "Authority to place for adoption" in then


def test_action_to_be_finished_hides_its_words_from_who_reads_none_on_the_record(
    manager, worker, signed_in, council, team, waiting, open_meeting
):
    told = {"action": "Chase the medical", "owner": worker.user.key, **parts("due_on", ago(-7))}
    go_through(manager, open_meeting(manager, council, team), waiting, **told)
    address = reverse("action_done", args=[MeetingAction.objects.get().key])
    head, finder = signed_in("head_of_service"), signed_in("family_finder")
    for person, is_reader in ((worker, True), (manager, True), (finder, True), (head, False)):
        shown = person.client.get(address)
        assert shown.status_code == 200
        assert ("Chase the medical" in text(shown)) is is_reader
    assert "for those who read the record" in text(shown)


def test_meeting_closed_twice_says_who_closed_it(
    manager, finder, council, team, waiting, open_meeting
):
    meeting = open_meeting(manager, council, team)
    close(manager, meeting)
    again = close(finder, meeting)
    assert f"This meeting was closed by {manager.user.name}" in text(again)
    assert SnapshotRow.objects.count() == 1


def test_what_is_written_after_closing_is_refused_and_not_lost(
    manager, finder, council, team, waiting, open_meeting
):
    meeting = open_meeting(manager, council, team)
    close(manager, meeting)
    late = go_through(finder, meeting, waiting, note="")
    assert late.status_code == 422
    late = go_through(manager, meeting, waiting, note="Typed for a while")
    assert late.status_code == 422
    assert "This meeting was closed by" in text(late)
    assert "Typed for a while" in late.content.decode()
    assert not Note.objects.exists()


def test_second_meeting_of_a_team_waits_until_the_first_is_closed(
    manager, finder, council, team, open_meeting
):
    open_meeting(manager, council, team)
    answer = finder.client.post(
        reverse("meeting_open"),
        {
            "place": f"children:{council.key}:{team.key}",
            "kind": "clinic",
            **parts("held_on", timezone.localdate()),
        },
    )
    assert answer.status_code == 422
    assert "open already" in text(answer)
    assert Meeting.objects.count() == 1


def test_snapshot_is_shown_with_the_permission_of_today(
    manager, finder, council, team, waiting, open_meeting
):
    from belong.web.agencies.models import Team
    from belong.web.children.models import ChildRecord

    meeting = open_meeting(finder, council)
    close(finder, meeting)
    assert "Elsie Thorne" in text(manager.client.get(at(meeting)))
    other = Team.objects.create(agency=council, name="Care 2")
    ChildRecord.objects.filter(pk=waiting.pk).update(team=other)
    shown = text(manager.client.get(at(meeting)))
    assert "Thorne" not in shown
    assert "C-0001" not in shown
    assert "0 children" in shown


def test_snapshot_cannot_be_changed_even_at_the_database(
    manager, council, team, waiting, open_meeting
):
    from django.db import DatabaseError, transaction

    meeting = open_meeting(manager, council, team)
    close(manager, meeting)
    for change in (lambda: SnapshotRow.objects.update(told={}), SnapshotRow.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert AuditEvent.objects.filter(action="meeting_closed").count() == 1
