"""The calendar file, its secret address, and reminders: what is due, and of nobody by name."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from belong.web.agencies.models import Appointment, Block
from belong.web.audit.models import AuditEvent
from belong.web.children.models import Responsibility
from belong.web.due.calendar import calendar_of, folded
from belong.web.due.digests import send_digests
from belong.web.due.models import CalendarLink, DueRow, Reminder

from .conftest import ago

WORKER = "child_social_worker"


@pytest.fixture
def worker(signed_in, council, team) -> Any:
    """A child's social worker of the team."""
    return signed_in(WORKER, agency=council, team=team)


def make_address(somebody: Any) -> str:
    """Makes the address as a person would, and reads it off the page."""
    page = somebody.client.post(reverse("due-calendar-make"))
    assert page.status_code == 200
    return re.search(r"http://testserver(/due/calendar/[\w-]+\.ics)", page.content.decode())[1]  # type: ignore[index]


def unfolded(file: bytes) -> list[str]:
    return file.decode().replace("\r\n ", "").split("\r\n")


def test_calendar_tells_reference_limit_and_day_without_a_name(worker, child, responsible):
    responsible(worker.user, child, WORKER)
    address = make_address(worker)
    answer = Client().get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    lines = unfolded(answer.content)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert f"SUMMARY:{child.pseudonym}: Match\\, after the decision on the plan" in lines
    due_on = child.due_rows.get(clock="match_after_decision").due_on
    assert f"DTSTART;VALUE=DATE:{due_on:%Y%m%d}" in lines
    assert "DESCRIPTION:Whose move: family finder" in lines
    words = answer.content.decode()
    assert "Thorne" not in words
    assert "Elsie" not in words
    assert child.key not in words
    assert Client().get(address).content.count(b"BEGIN:VEVENT") == words.count("BEGIN:VEVENT")


def test_calendar_of_a_wrong_or_ended_address_is_not_there(worker, child, responsible):
    responsible(worker.user, child, WORKER)
    first = make_address(worker)
    second = make_address(worker)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    assert Client().get(reverse("due-calendar", args=["x" * 43])).status_code == 404
    assert worker.client.post(reverse("due-calendar-end")).status_code == 302
    assert Client().get(second).status_code == 404
    assert not CalendarLink.objects.exists()
    actions = AuditEvent.objects.filter(by_person=worker.user.key).values_list("action", flat=True)
    assert {"calendar_made", "calendar_ended"} <= set(actions)


def test_address_is_not_kept_and_is_shown_once(worker):
    token = make_address(worker).rsplit("/", 1)[1].removesuffix(".ics")
    assert not CalendarLink.objects.filter(token_hash__contains=token).exists()
    assert token not in worker.client.get(reverse("due-own")).content.decode()


def test_calendar_holds_the_own_caseload_as_permitted_today(worker, make_child, responsible):
    mine, other = make_child(), make_child()
    responsible(worker.user, mine, WORKER)
    address = make_address(worker)
    assert mine.pseudonym.encode() in Client().get(address).content
    assert other.pseudonym.encode() not in Client().get(address).content
    block = Block.objects.create(user=worker.user, record_key=mine.key)
    assert mine.pseudonym.encode() not in Client().get(address).content
    block.delete()
    Responsibility.objects.update(to_on=ago(0))
    assert mine.pseudonym.encode() not in Client().get(address).content
    Appointment.objects.update(to_on=ago(0))
    assert Client().get(address).status_code == 404


def test_calendar_of_a_closed_account_is_not_there(worker):
    address = make_address(worker)
    worker.user.is_active, worker.user.left_at = False, timezone.now()
    worker.user.save()
    assert Client().get(address).status_code == 404


def test_calendar_is_read_and_never_sent_to(worker):
    assert Client().post(make_address(worker)).status_code == 405


def test_who_has_no_caseload_is_told_so(signed_in, council):
    manager = signed_in("partner_manager", agency=council).client
    for name in ("due-own", "due-calendar-make", "due-calendar-end", "due-reminders"):
        assert manager.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("text", ["", "x" * 75, "x" * 76, "é" * 80, "x" * 74 + "é", "🙂" * 60])
def test_long_lines_are_folded_between_characters(text):
    pieces = list(folded(text))
    assert all(len(piece) <= 77 for piece in pieces)
    assert all(piece.endswith(b"\r\n") for piece in pieces)
    assert b"".join(pieces).decode().replace("\r\n ", "").removesuffix("\r\n") == text


def test_file_is_in_order_line_by_line():
    row = DueRow(
        clock="visit",
        label="Visit; weekly, \\ and so on\n until the first review is held and has been written",
        started_on=ago(3),
        due_on=ago(0),
        whose_move="child's social worker",
        severity="red",
    )
    now = datetime(2026, 6, 1, 12, 30, 5, tzinfo=timezone.get_default_timezone())
    file = calendar_of([(row, "C-0001", "a" * 32)], now)
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    lines = unfolded(file)
    assert lines[-1] == ""
    assert f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}" in lines
    assert f"DTEND;VALUE=DATE:{ago(-1):%Y%m%d}" in lines
    assert any(r"Visit\; weekly\, \\ and so on\n until" in line for line in lines)
    begun = [line for line in lines if line.startswith("BEGIN:")]
    ended = [line for line in lines if line.startswith("END:")]
    assert [line[6:] for line in begun] == [line[4:] for line in reversed(ended)]
    again = unfolded(calendar_of([(row, "C-0001", "a" * 32)], now + timedelta(days=1)))
    assert [line for line in lines if "UID" in line] == [line for line in again if "UID" in line]


# --- reminders ---------------------------------------------------------------------------------


def on_a(monkeypatch: pytest.MonkeyPatch, weekday: int) -> None:
    """Lets the job run on the next such day of the week; 0 is Monday."""
    today = timezone.localdate()
    day = today + timedelta(days=(weekday - today.weekday()) % 7)
    monkeypatch.setattr("belong.web.due.digests.timezone.localdate", lambda *moment: day)
    monkeypatch.setattr("belong.web.due.digests.is_working_day", lambda day: day.weekday() < 5)


def choose(somebody: Any, often: str) -> None:
    answer = somebody.client.post(reverse("due-reminders"), {"often": often})
    assert answer.status_code == 302


def test_nobody_is_told_who_has_not_asked_for_it(worker, child, responsible, monkeypatch):
    responsible(worker.user, child, WORKER)
    on_a(monkeypatch, 0)
    assert send_digests.call() == 0
    assert mail.outbox == []


def test_reminder_counts_and_names_nobody(worker, child, responsible, monkeypatch):
    responsible(worker.user, child, WORKER)
    choose(worker, "weekly")
    on_a(monkeypatch, 0)
    assert send_digests.call() == 1
    (message,) = mail.outbox
    assert message.subject == "What is due"
    assert message.to == [worker.user.email]
    assert "overdue" in message.body
    for words in ("Thorne", "Elsie", child.pseudonym, child.key, "http"):
        assert words not in message.body
    assert send_digests.call() == 0
    choose(worker, "never")
    Reminder.objects.update(sent_on=None)
    assert send_digests.call() == 0


@pytest.mark.parametrize(("often", "weekday", "told"), [
    ("weekly", 0, 1), ("weekly", 1, 0), ("daily", 1, 1), ("daily", 5, 0),
])  # fmt: skip
def test_reminder_goes_out_on_its_days(
    worker, child, responsible, monkeypatch, often, weekday, told
):
    responsible(worker.user, child, WORKER)
    choose(worker, often)
    on_a(monkeypatch, weekday)
    assert send_digests.call() == told


def test_nothing_due_is_not_worth_a_message(worker, monkeypatch):
    choose(worker, "daily")
    on_a(monkeypatch, 2)
    assert send_digests.call() == 0


def test_message_that_cannot_be_sent_keeps_nobody_elses_back(
    signed_in, council, team, child, responsible, monkeypatch
):
    people = [signed_in(WORKER, agency=council, team=team) for _ in range(2)]
    for each in people:
        responsible(each.user, child, WORKER)
        choose(each, "weekly")
    on_a(monkeypatch, 0)
    from django.core.mail import send_mail

    from belong.web.due import digests

    real = send_mail

    def refuses_first(subject: str, words: str, sender: None, to: list[str]) -> int:
        if to == [people[0].user.email]:
            raise SMTPException("no such host")
        return real(subject, words, sender, to)

    monkeypatch.setattr(digests, "send_mail", refuses_first)
    assert send_digests.call() == 1
    monkeypatch.setattr(digests, "send_mail", real)
    assert send_digests.call() == 1
    assert sorted(to for message in mail.outbox for to in message.to) == sorted(
        each.user.email for each in people
    )
