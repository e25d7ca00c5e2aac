"""How a meeting goes through children."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from belong.domain.journey.states import Stage
from belong.domain.policy import ActorFacts
from belong.domain.policy.tracking import MeetingFacts, can_take_part
from belong.web.agencies.models import Kind
from belong.web.children.presenters.who import name_of
from belong.web.tracker.cases import Cases, Tracked
from belong.web.tracker.children.queries import (
    children_as_closed,
    children_gathered,
    children_of_meeting,
    snapshot_of_children,
)
from belong.web.tracker.lines import ChildLine
from belong.web.tracker.models import Meeting
from belong.web.tracker.presenters import (
    LinksOf,
    OpenRow,
    child_columns,
    child_rows,
    identity_read,
    no_links,
    reads_words_of_child,
)
from belong.web.ui.presenters import Column

__all__ = ["CHILDREN"]


def _shows_names(meeting: Meeting) -> bool:
    """A list over several councils shows names of the reader's own caseload only."""
    return meeting.agency.kind == Kind.COUNCIL


def _columns(meeting: Meeting) -> tuple[Column, ...]:
    return child_columns(None, QueryDict(), shows_council=not _shows_names(meeting))


def _rows(
    actor: ActorFacts,
    meeting: Meeting,
    facts: MeetingFacts,
    tracked: Sequence[Tracked[Any]],
    today: date,
) -> tuple[OpenRow, ...]:
    is_writing = meeting.closed_at is None and can_take_part(actor, facts)
    return child_rows(
        actor,
        tracked,
        today,
        shows_council=not _shows_names(meeting),
        shows_names=_shows_names(meeting),
        links=_links(meeting) if is_writing else no_links,
        facts=facts,
    )


def _links(meeting: Meeting) -> LinksOf:
    def links(key: str) -> tuple[tuple[str, str], ...]:
        work = reverse("meeting_child", args=[meeting.key, key])
        return ((work, "Write a note, agree an action or give a reason"),)

    return links


def _name(actor: ActorFacts, meeting: Meeting, each: Tracked[ChildLine]) -> str:
    shows_names = _shows_names(meeting)
    return name_of(each.case, identity_read(actor, each, shows_names=shows_names))


CHILDREN = Cases(
    field="child",
    noun=("child", "children"),
    page="child_page",
    in_meeting=children_of_meeting,
    gathered=children_gathered,
    as_closed=children_as_closed,
    snapshot=snapshot_of_children,
    columns=_columns,
    rows=_rows,
    name=_name,
    reads_words=reads_words_of_child,
    stage_words=lambda code: Stage(code).label,
    shows_names=_shows_names,
)
