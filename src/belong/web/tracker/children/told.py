"""A meeting about children as it is shown: its rows, since last time, and what was agreed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from belong.domain.journey.states import Stage
from belong.domain.policy import ActorFacts
from belong.domain.policy.children import can_read_words
from belong.domain.policy.tracking import MeetingFacts, can_take_part
from belong.web.agencies.models import Kind
from belong.web.children.presenters.who import identity_shown, name_of
from belong.web.children.queries import child_facts, is_own
from belong.web.tracker.children.queries import (
    TrackedChild,
    children_as_closed,
    children_gathered,
    children_of_meeting,
    snapshot_of_children,
    standings_of,
)
from belong.web.tracker.lines import Changes, ChildLine, changes_between
from belong.web.tracker.models import Meeting, MeetingAction
from belong.web.tracker.presenters import (
    PAGE,
    ActionShown,
    OpenRow,
    OpenTable,
    action_shown,
    child_columns,
    child_rows,
)
from belong.web.tracker.queries import actions_of_meeting
from belong.web.tracker.since import NAMED, MeetingTold, Since, SinceList
from belong.web.ui.presenters import pages_of
from belong.web.ui.words import counted

__all__ = ["children_told", "rows_of_meeting", "shows_names_of", "standing_pairs"]


def children_told(
    actor: ActorFacts, meeting: Any, facts: MeetingFacts, query: QueryDict, today: date
) -> MeetingTold:
    """The meeting as this person sees it today; open: as things stand, closed: as it was left."""
    left: dict[int, ChildLine] = {}
    before: dict[int, ChildLine] = {}
    if meeting.previous is not None:
        before = snapshot_of_children(actor, meeting.previous)
    if meeting.closed_at is not None:
        left = snapshot_of_children(actor, meeting)
        now = {pk: line.standing for pk, line in left.items()}
    else:
        now = standings_of(children_of_meeting(actor, meeting, today), today)
    changes = changes_between({pk: line.standing for pk, line in before.items()}, now)
    pages = pages_of(query, total=len(now), size=PAGE)
    shown = list(now)[pages.rows]
    named = _named(changes) if meeting.previous else []
    told_actions = actions_of_meeting(actor, meeting, shown)
    wanted = list(
        dict.fromkeys([*shown, *named, *(one.child_id for one in told_actions if one.child_id)])
    )
    if meeting.closed_at is not None:
        lines = before | left
        kept = {pk: lines[pk] for pk in wanted if pk in lines}
        gathered = children_as_closed(actor, meeting, kept)
    else:
        gathered = children_gathered(actor, wanted, today, actions=_open(told_actions))
    is_of_council = shows_names_of(meeting)
    names = {pk: _name(actor, each, is_of_council) for pk, each in gathered.items()}
    told = _actions_told(actor, told_actions, gathered, names, facts, today)
    return MeetingTold(
        pages=pages,
        table=OpenTable(
            "Children of the meeting",
            child_columns(None, query, shows_council=not is_of_council),
            rows_of_meeting(
                actor, meeting, facts, [gathered[pk] for pk in shown if pk in gathered], today
            ),
            empty="No child of yours is gone through in this meeting.",
        ),
        shows_names=is_of_council,
        agreed=[
            told[one.pk] for one in told_actions if one.meeting_id == meeting.pk and one.pk in told
        ],
        since=_since(meeting, changes, gathered, names, told_actions, told)
        if meeting.previous
        else None,
    )


def rows_of_meeting(
    actor: ActorFacts,
    meeting: Any,
    facts: MeetingFacts,
    tracked: Sequence[TrackedChild],
    today: date,
) -> tuple[OpenRow, ...]:
    """The rows of a meeting's table, or of some of its children."""
    is_of_council = shows_names_of(meeting)
    return child_rows(
        actor,
        tracked,
        today,
        shows_council=not is_of_council,
        shows_names=is_of_council,
        meeting=meeting,
        facts=facts,
        is_writing=meeting.closed_at is None and can_take_part(actor, facts),
    )


def shows_names_of(meeting: Meeting) -> bool:
    """A list over several councils shows names of the reader's own caseload only."""
    return meeting.agency.kind == Kind.COUNCIL


def standing_pairs(row: OpenRow, *, is_of_council: bool) -> list[tuple[str, str]]:
    """How one child stands, as labels and values; what is not known is left out."""
    columns = child_columns(None, QueryDict(), shows_council=not is_of_council)
    pairs = []
    for column, cell in list(zip(columns, row.cells, strict=True))[1:-2]:
        parts = [cell.text, *(tag.text for tag in cell.tags), cell.below]
        if any(parts):
            pairs.append((column.head, ", ".join(part for part in parts if part)))
    return pairs


def _named(changes: Changes) -> list[int]:
    """Those who are named under "since last time": the first of each list."""
    lists = (changes.new, tuple(changes.moved), changes.newly_overdue, changes.left)
    return [pk for each in lists for pk in each[:NAMED]]


def _open(actions: Iterable[MeetingAction]) -> dict[int, list[MeetingAction]]:
    found: dict[int, list[MeetingAction]] = defaultdict(list)
    for one in actions:
        if one.child_id is not None and one.done_on is None:
            found[one.child_id].append(one)
    return found


def _name(actor: ActorFacts, each: TrackedChild, is_of_council: bool) -> str:
    child = each.child
    is_named = is_of_council or is_own(actor, child)
    identity = identity_shown(actor, child_facts(actor, child), child) if is_named else None
    return name_of(child, identity)


def _actions_told(
    actor: ActorFacts,
    actions: Iterable[MeetingAction],
    gathered: Mapping[int, TrackedChild],
    names: Mapping[int, str],
    facts: MeetingFacts,
    today: date,
) -> dict[int, ActionShown]:
    """Each action by its number, with whom it is about."""
    told = {}
    for one in actions:
        reads, about = True, ""
        if one.child_id is not None:
            each = gathered.get(one.child_id)
            reads = each is not None and can_read_words(
                actor, child_facts(actor, each.child), is_adoptive_side=False
            )
            about = names.get(one.child_id) or (one.child.pseudonym if one.child else "")
        told[one.pk] = action_shown(actor, one, today, facts=facts, reads_words=reads, about=about)
    return told


def _since(
    meeting: Any,
    changes: Changes,
    gathered: Mapping[int, TrackedChild],
    names: Mapping[int, str],
    actions: Sequence[MeetingAction],
    told: Mapping[int, ActionShown],
) -> Since:
    def listed(title: str, pks: Sequence[int], words: Mapping[int, str] | None = None) -> SinceList:
        rows = [
            (
                names[pk],
                reverse("child_page", args=[gathered[pk].line.key]),
                (words or {}).get(pk, ""),
            )
            for pk in pks[:NAMED]
            if pk in gathered
        ]
        return SinceList(title, len(pks), rows)

    moved = {
        pk: f"{Stage(was).label} to {Stage(gathered[pk].line.stage).label}"
        for pk, was in changes.moved.items()
        if pk in gathered
    }
    earlier = [one for one in actions if one.meeting_id != meeting.pk]
    return Since(
        last_on=meeting.previous.held_on,
        lists=[
            listed(counted(len(changes.new), "new child", "new children"), changes.new),
            listed(f"{len(changes.moved)} moved on", tuple(changes.moved), moved),
            listed(f"{len(changes.newly_overdue)} newly overdue", changes.newly_overdue),
            listed(f"{len(changes.left)} no longer here", changes.left),
        ],
        done=[told[one.pk] for one in earlier if one.done_on is not None],
        not_done=[told[one.pk] for one in earlier if one.done_on is None],
    )
