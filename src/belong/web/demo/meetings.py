"""Meetings that were held in the demo: what they closed with, and the actions agreed in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from belong.domain.clocks import Severity, clocks_of
from belong.domain.documents import Side
from belong.domain.policy import Role
from belong.domain.policy.tracking import Subjects
from belong.web.accounts.models import User
from belong.web.agencies.demo_people import REGION, demo_accounts
from belong.web.agencies.facts import actor_facts
from belong.web.agencies.models import Agency, Team
from belong.web.audit.actions import record_audit
from belong.web.children.folding import journeys_of
from belong.web.children.queries import visible_to
from belong.web.demo.events import moment
from belong.web.documents.actions import write_note
from belong.web.due.folding import rows_of
from belong.web.due.models import DueRow
from belong.web.ledger.actions import DEMO
from belong.web.ledger.queries import change_at
from belong.web.tracker.children.listing import TRACKED
from belong.web.tracker.children.queries import every_line
from belong.web.tracker.clocks import clock_facts
from belong.web.tracker.families.queries import every_family_line
from belong.web.tracker.lines import ChildLine, FamilyLine
from belong.web.tracker.models import Meeting, MeetingAction, SnapshotRow

__all__ = ["write_meetings"]

#: Days ago on which each series met.
_HELD = (56, 28)
#: What was to be done, within how many days of the meeting, and after how many it was (None: not).
_ACTIONS = (
    ("Ask the neighbouring regions for a family", 14, 10),
    ("Chase the adult health summary", 7, 12),
    ("Book the linking meeting", 21, None),
    ("Finish the permanence report", 21, 20),
    ("Agree the contact plan with the reviewing officer", 42, None),
)
_NOTES = (
    "The carers report that sleep has settled. Profile to be updated before the next exchange day.",
    "Two families were looked at; neither can take the whole sibling group.",
)
_AT_ONCE = 400


def write_meetings(today: date) -> None:
    """Two tracking meetings of a team, one clinic of another council, one about families."""
    manager, worker = _person(Role.CHILDREN_TEAM_MANAGER), _person(Role.CHILD_SOCIAL_WORKER)
    finder, head = _person(Role.FAMILY_FINDER), _person(Role.HEAD_OF_SERVICE)
    account = next(one for one in demo_accounts() if one.role is Role.CHILDREN_TEAM_MANAGER)
    council = Agency.objects.get(name=account.agency)
    team = Team.objects.get(agency=council, name=account.team)
    region = Agency.objects.get(name=REGION)
    held = 0
    before: Meeting | None = None
    for days in _HELD:
        meeting = _held(Subjects.CHILDREN, council, team, today - timedelta(days=days), manager)
        meeting.previous = before
        meeting.save()
        lines = _children_then(meeting, meeting.held_on, today)
        _keep(meeting, "child_id", lines)
        _agree(meeting, "child_id", list(lines)[held::3], (worker, manager), today)
        _note(meeting, list(lines)[:2], manager)
        before, held = meeting, held + 1
    clinic = _held(Subjects.CHILDREN, region, None, today - timedelta(days=_HELD[0]), finder)
    clinic.kind = Meeting.Kind.CLINIC
    clinic.save()
    lines = _children_then(clinic, clinic.held_on, today)
    _keep(clinic, "child_id", lines)
    _agree(clinic, "child_id", list(lines)[:3], (finder,), today)
    about = _held(Subjects.FAMILIES, region, None, today - timedelta(days=_HELD[1]), head)
    about.save()
    families = every_family_line(about, today, at_once=_AT_ONCE)
    _keep(about, "family_id", families)
    _agree(about, "family_id", list(families)[:3], (finder,), today)
    record_audit(action="meetings_loaded", process=DEMO, detail={"meetings": held + 2})


def _person(role: Role) -> User:
    email = next(one.email for one in demo_accounts() if one.role is role)
    return User.objects.get(email=email)


def _at(day: date) -> datetime:
    """Ten in the morning."""
    return moment(day) + timedelta(hours=10)


def _held(about: Subjects, agency: Agency, team: Team | None, on: date, by: User) -> Meeting:
    """A meeting that was opened and closed on a day, not saved yet."""
    return Meeting(
        about=about,
        agency=agency,
        team=team,
        held_on=on,
        opened_by=by.key,
        opened_at=_at(on),
        closed_by=by.key,
        closed_at=_at(on) + timedelta(minutes=90),
    )


def _children_then(meeting: Meeting, day: date, today: date) -> dict[int, ChildLine]:
    """The lines of a meeting's children as the record told on an earlier day."""
    now = every_line(meeting, today, at_once=_AT_ONCE)
    told = journeys_of([line.key for line in now.values()], at=change_at(_at(day)))
    back = (today - day).days
    lines = {}
    for pk, today_line in now.items():
        line = today_line
        journey, _ = told.get(line.key, (None, 0))
        if journey is None or journey.stage not in TRACKED:
            continue
        clocks = [
            row
            for row in rows_of(clocks_of(journey, day), is_open=True, child_id=pk)
            if _waits(row, day)
        ]
        empty = {"next_clock": "", "next_due_on": None, "overdue": 0, "days_over": 0}
        facts = empty | clock_facts(sorted(clocks, key=lambda row: row.due_on), day)
        if line.noted_on is not None and line.noted_on > day:
            line = replace(line, note_key="", noted_on=None)
        lines[pk] = replace(
            line,
            actions=0,
            stage=journey.stage.value,
            days_in_care=_then(line.days_in_care, back),
            days_since_decision=_then(line.days_since_decision, back),
            days_since_order=_then(line.days_since_order, back),
            **facts,
        )
    return lines


def _waits(row: DueRow, day: date) -> bool:
    """Whether the clock of a row that is not saved waits on a day."""
    is_over = row.due_on < day and row.severity == Severity.INFO
    is_passed = row.is_period and row.due_on <= day
    return row.met_on is None and row.void_on is None and not is_over and not is_passed


def _then(days: int | None, back: int) -> int | None:
    return None if days is None or days < back else days - back


def _keep(meeting: Meeting, field: str, lines: Mapping[int, ChildLine | FamilyLine]) -> None:
    SnapshotRow.objects.bulk_create(
        [
            SnapshotRow(meeting=meeting, place=place, told=line.as_json(), **{field: pk})
            for place, (pk, line) in enumerate(lines.items())
        ],
        batch_size=_AT_ONCE,
    )


def _agree(
    meeting: Meeting, field: str, pks: Sequence[int], owners: Sequence[User], today: date
) -> None:
    """Actions about these, the owners in turn; of those done, on which day."""
    made = []
    for place, (pk, (words, due_in, done_in)) in enumerate(zip(pks, _ACTIONS, strict=False)):
        owner = owners[place % len(owners)]
        done_on = None if done_in is None else meeting.held_on + timedelta(days=done_in)
        is_done = done_on is not None and done_on <= today
        made.append(
            MeetingAction(
                meeting=meeting,
                words=words,
                owner=owner,
                due_on=meeting.held_on + timedelta(days=due_in),
                added_by=meeting.opened_by,
                added_at=meeting.opened_at,
                done_on=done_on if is_done else None,
                done_by=owner.key if is_done else "",
                **{field: pk},
            )
        )
    MeetingAction.objects.bulk_create(made)


def _note(meeting: Meeting, children: Sequence[int], by: User) -> None:
    reader = actor_facts(by, meeting.held_on)
    for child, words in zip(
        visible_to(reader).filter(pk__in=children).order_by("pk"), _NOTES, strict=False
    ):
        write_note(
            words=words,
            on=meeting.held_on,
            side=Side.BIRTH,
            by=by.key,
            child=child,
            meeting_key=meeting.key,
        )
