"""Opening and closing meetings, and what is agreed in them: keyword-only, ``by`` a person's key.

Everything that is written in a meeting locks it first, so that nothing slips in while it closes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from belong.domain.documents import Side
from belong.domain.errors import BelongError
from belong.domain.events import DelayReason, EventKind
from belong.domain.policy.tracking import Subjects
from belong.web.accounts.models import User
from belong.web.agencies.models import Agency, Team
from belong.web.audit.actions import record_audit
from belong.web.children.actions.recording import record_for_child
from belong.web.children.models import ChildRecord
from belong.web.children.recording import Answers
from belong.web.documents.actions import write_note
from belong.web.families.models import FamilyRecord
from belong.web.ledger.once import new_token, save_once
from belong.web.ledger.queries import last_change
from belong.web.tracker import queries
from belong.web.tracker.children.queries import every_line
from belong.web.tracker.families.queries import every_family_line
from belong.web.tracker.lines import ChildLine, FamilyLine
from belong.web.tracker.models import Meeting, MeetingAction, SnapshotRow
from belong.web.ui.words import moment

__all__ = [
    "AlreadyClosed",
    "Delayed",
    "Wanted",
    "add_action",
    "close_meeting",
    "finish_action",
    "go_through",
    "open_meeting",
]

#: Cases read at once while a meeting closes.
_BATCH = 400


class AlreadyClosed(BelongError):
    """The meeting is closed: what it left stays as it is."""


@dataclass(frozen=True)
class Wanted:
    """An action to be agreed: what, by whom, and by which day."""

    words: str
    owner: User
    due_on: date


@dataclass(frozen=True)
class Delayed:
    """A reason for a delay.

    clock: key of what is late; started_on: the first day of it. agreed_by: key of who agreed, or
    "". words: beside the reason.
    """

    clock: str
    started_on: date
    reason: DelayReason
    agreed_by: str = ""
    words: str = ""


@transaction.atomic
def open_meeting(
    *, about: Subjects, kind: str, agency: Agency, team: Team | None, held_on: date, by: str
) -> Meeting:
    """A meeting that goes on from the last closed one of the same agency and team.

    Raises BelongError where one of them is open already, or the team is of another agency.
    """
    if team is not None and team.agency_id != agency.pk:
        raise BelongError("This team belongs to another agency.")
    before = Meeting.objects.filter(about=about, agency=agency, team=team)
    previous = before.exclude(closed_at=None).order_by("-closed_at", "-pk").first()
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(
                about=about,
                kind=kind,
                agency=agency,
                team=team,
                held_on=held_on,
                previous=previous,
                opened_by=by,
                opened_at=timezone.now(),
            )
    except IntegrityError:
        raise BelongError(
            "A meeting of this agency and team is open already.",
            mend="Go on with that one, or close it first.",
        ) from None
    _audit("meeting_opened", meeting, by, held_on=held_on)
    return meeting


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: str) -> Meeting:
    """Keep every row of its scope exactly as it stands now, and close it.

    Of everybody in the scope, whoever may see them: each reader is shown those who are theirs to
    see on the day of reading. Raises AlreadyClosed.
    """
    meeting = _locked(meeting)
    today = timezone.localdate()
    rows = _rows_now(meeting, today)
    SnapshotRow.objects.bulk_create(rows, batch_size=_BATCH)
    meeting.closed_by, meeting.closed_at = by, timezone.now()
    meeting.save(update_fields=["closed_by", "closed_at"])
    _audit("meeting_closed", meeting, by, rows=len(rows))
    return meeting


def _rows_now(meeting: Meeting, today: date) -> list[SnapshotRow]:
    is_about_children = meeting.about == Subjects.CHILDREN
    lines: Mapping[int, ChildLine | FamilyLine] = (
        every_line(meeting, today, at_once=_BATCH)
        if is_about_children
        else every_family_line(meeting, today, at_once=_BATCH)
    )
    field = "child_id" if is_about_children else "family_id"
    return [
        SnapshotRow(meeting=meeting, place=place, told=line.as_json(), **{field: pk})
        for place, (pk, line) in enumerate(lines.items())
    ]


@transaction.atomic
def add_action(
    *,
    meeting: Meeting,
    wanted: Wanted,
    by: str,
    child: ChildRecord | None = None,
    family: FamilyRecord | None = None,
    token: str = "",
) -> MeetingAction:
    """An action with its owner and day, of a child, a family, or the meeting as a whole.

    Raises AlreadyClosed; AlreadySaved; BelongError where the owner may not see the record, or is
    blocked from it.
    """
    meeting = _locked(meeting)
    if token:
        save_once(token=token, by=by)
    if not queries.exists_for(wanted.owner, child=child, family=family):
        raise BelongError(
            f"{wanted.owner.name} cannot see this record.",
            mend="Choose somebody who works with it.",
        )
    action = MeetingAction.objects.create(
        meeting=meeting,
        child=child,
        family=family,
        words=wanted.words,
        owner=wanted.owner,
        due_on=wanted.due_on,
        added_by=by,
        added_at=timezone.now(),
    )
    _audit("action_added", meeting, by, owner=wanted.owner.key, due_on=wanted.due_on)
    return action


@transaction.atomic
def go_through(
    *,
    meeting: Meeting,
    by: str,
    token: str,
    child: ChildRecord | None = None,
    family: FamilyRecord | None = None,
    note: str = "",
    wanted: Wanted | None = None,
    delayed: Delayed | None = None,
) -> None:
    """What a meeting says of one child or family, all of it or nothing: note, action, delay.

    delayed: for a child only. Raises AlreadyClosed; AlreadySaved; BelongError as each part does.
    """
    meeting = _locked(meeting)
    save_once(token=token, by=by)
    if note:
        write_note(
            words=note,
            on=timezone.localdate(),
            side=Side.ADOPTIVE if family is not None else Side.BIRTH,
            by=by,
            child=child,
            family=family,
            meeting_key=meeting.key,
        )
    if wanted is not None:
        add_action(meeting=meeting, wanted=wanted, by=by, child=child, family=family)
    if delayed is not None and child is not None:
        _record_delay(child, delayed, by)


def _record_delay(child: ChildRecord, delayed: Delayed, by: str) -> None:
    """Nobody's work is lost by it: it stands beside whatever else was recorded meanwhile."""
    details = {
        "clock": delayed.clock,
        "clock_started_on": delayed.started_on.isoformat(),
        "delay_reason": delayed.reason.value,
    }
    if delayed.agreed_by:
        details["agreed_by"] = delayed.agreed_by
    record_for_child(
        child=child,
        answers=Answers(
            kind=EventKind.DELAYED,
            happened_on=timezone.localdate(),
            planned_for=None,
            family_id=None,
            details=details,
            words={"note": delayed.words},
        ),
        by=by,
        token=new_token(),
        seen=last_change(),
    )


@transaction.atomic
def finish_action(*, action: MeetingAction, done_on: date, outcome: str, by: str) -> MeetingAction:
    """Say that an action is done. Raises BelongError where it was done already."""
    found = MeetingAction.objects.select_for_update().get(pk=action.pk)
    if found.done_on is not None:
        raise BelongError("This action was said to be done already.")
    found.done_on, found.done_by, found.outcome = done_on, by, outcome
    found.save(update_fields=["done_on", "done_by", "outcome"])
    _audit("action_done", action.meeting, by, done_on=done_on)
    return found


def _locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now, held until the end of the transaction. Raises AlreadyClosed."""
    found = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if found.closed_at is not None:
        who = User.objects.filter(key=found.closed_by).values_list("name", flat=True).first()
        raise AlreadyClosed(
            f"This meeting was closed by {who or 'somebody'} on {moment(found.closed_at)}.",
            mend="What it left stays as it is; open the next meeting to go on.",
        )
    return found


def _audit(what: str, meeting: Meeting, by: str, **detail: object) -> None:
    record_audit(
        action=what,
        by=by,
        subject_kind="meeting",
        subject_key=meeting.key,
        agency_key=meeting.agency.key,
        detail=detail,
    )
