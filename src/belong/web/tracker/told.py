"""A meeting as one person sees it: its rows, since last time, and what was agreed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from belong.domain.policy import ActorFacts
from belong.domain.policy.tracking import MeetingFacts
from belong.web.tracker.cases import Cases, Tracked, standings_of
from belong.web.tracker.lines import Changes, changes_between
from belong.web.tracker.models import MeetingAction
from belong.web.tracker.presenters import PAGE, ActionShown, OpenTable, action_shown
from belong.web.tracker.queries import actions_of_meeting
from belong.web.tracker.since import NAMED, MeetingTold, Since, SinceList
from belong.web.ui.presenters import pages_of
from belong.web.ui.words import counted

__all__ = ["meeting_told"]


def meeting_told(
    cases: Cases,
    actor: ActorFacts,
    meeting: Any,
    facts: MeetingFacts,
    query: QueryDict,
    today: date,
) -> MeetingTold:
    """The meeting as this person sees it today; open: as things stand, closed: as it was left."""
    left: dict[int, Any] = {}
    before: dict[int, Any] = {}
    if meeting.previous is not None:
        before = cases.snapshot(actor, meeting.previous)
    if meeting.closed_at is not None:
        left = cases.snapshot(actor, meeting)
        now = {pk: line.standing for pk, line in left.items()}
    else:
        now = standings_of(cases.in_meeting(actor, meeting, today), cases.field, today)
    changes = changes_between({pk: line.standing for pk, line in before.items()}, now)
    pages = pages_of(query, total=len(now), size=PAGE)
    shown = list(now)[pages.rows]
    acts = actions_of_meeting(actor, meeting, shown)
    about = {one.pk: getattr(one, f"{cases.field}_id") for one in acts}
    named = _named(changes) if meeting.previous else []
    wanted = list(dict.fromkeys([*shown, *named, *filter(None, about.values())]))
    if meeting.closed_at is not None:
        lines = before | left
        kept = {pk: lines[pk] for pk in wanted if pk in lines}
        gathered = cases.as_closed(actor, meeting, kept)
    else:
        gathered = cases.gathered(actor, wanted, today, actions=_open(acts, about))
    names = {pk: cases.name(actor, meeting, each) for pk, each in gathered.items()}
    told = {
        one.pk: _action(cases, actor, one, gathered.get(about[one.pk]), names, facts, today)
        for one in acts
    }
    rows = [gathered[pk] for pk in shown if pk in gathered]
    return MeetingTold(
        pages=pages,
        table=OpenTable(
            "Rows of the meeting",
            cases.columns(meeting),
            cases.rows(actor, meeting, facts, rows, today),
            empty="Nobody of yours is gone through in this meeting.",
        ),
        shows_names=cases.shows_names(meeting),
        agreed=[told[one.pk] for one in acts if one.meeting_id == meeting.pk],
        since=_since(cases, meeting, changes, gathered, names, acts, told)
        if meeting.previous
        else None,
    )


def _named(changes: Changes) -> list[int]:
    """Those who are named under "since last time": the first of each list."""
    lists = (changes.new, tuple(changes.moved), changes.newly_overdue, changes.left)
    return [pk for each in lists for pk in each[:NAMED]]


def _open(
    actions: Iterable[MeetingAction], about: Mapping[int, int | None]
) -> dict[int, list[MeetingAction]]:
    found: dict[int, list[MeetingAction]] = defaultdict(list)
    for one in actions:
        of = about[one.pk]
        if of is not None and one.done_on is None:
            found[of].append(one)
    return found


def _action(
    cases: Cases,
    actor: ActorFacts,
    action: MeetingAction,
    of: Tracked[Any] | None,
    names: Mapping[int, str],
    facts: MeetingFacts,
    today: date,
) -> ActionShown:
    """One action with whom it is about: a case that left the tracker by its reference."""
    case = action.child or action.family
    about = names[of.case.pk] if of is not None else case.pseudonym if case else ""
    reads = case is None or (of is not None and cases.reads_words(actor, of))
    return action_shown(actor, action, today, facts=facts, reads_words=reads, about=about)


def _since(
    cases: Cases,
    meeting: Any,
    changes: Changes,
    gathered: Mapping[int, Tracked[Any]],
    names: Mapping[int, str],
    actions: Sequence[MeetingAction],
    told: Mapping[int, ActionShown],
) -> Since:
    def listed(title: str, pks: Sequence[int], words: Mapping[int, str] | None = None) -> SinceList:
        rows = [
            (
                names[pk],
                reverse(cases.page, args=[gathered[pk].line.key]),
                (words or {}).get(pk, ""),
            )
            for pk in pks[:NAMED]
            if pk in gathered
        ]
        return SinceList(title, len(pks), rows)

    moved = {
        pk: f"{cases.stage_words(was)} to {cases.stage_words(gathered[pk].line.stage)}"
        for pk, was in changes.moved.items()
        if pk in gathered
    }
    one, many = cases.noun
    earlier = [each for each in actions if each.meeting_id != meeting.pk]
    return Since(
        last_on=meeting.previous.held_on,
        lists=[
            listed(counted(len(changes.new), f"new {one}", f"new {many}"), changes.new),
            listed(f"{len(changes.moved)} moved on", tuple(changes.moved), moved),
            listed(f"{len(changes.newly_overdue)} newly overdue", changes.newly_overdue),
            listed(f"{len(changes.left)} no longer here", changes.left),
        ],
        done=[told[each.pk] for each in earlier if each.done_on is not None],
        not_done=[told[each.pk] for each in earlier if each.done_on is None],
    )
