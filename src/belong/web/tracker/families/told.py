"""How a meeting goes through families: by reference, whoever reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from belong.domain.journey.family import FamilyStage
from belong.domain.policy import ActorFacts
from belong.domain.policy.tracking import MeetingFacts, can_take_part
from belong.web.tracker.cases import Cases, Tracked
from belong.web.tracker.families.presenters import (
    family_columns,
    family_rows,
    reads_words_of_family,
)
from belong.web.tracker.families.queries import (
    families_as_closed,
    families_gathered,
    families_of_meeting,
    snapshot_of_families,
)
from belong.web.tracker.models import Meeting
from belong.web.tracker.presenters import LinksOf, OpenRow, no_links

__all__ = ["FAMILIES"]


def _rows(
    actor: ActorFacts,
    meeting: Meeting,
    facts: MeetingFacts,
    tracked: Sequence[Tracked[Any]],
    today: date,
) -> tuple[OpenRow, ...]:
    is_writing = meeting.closed_at is None and can_take_part(actor, facts)
    links = _links(meeting) if is_writing else no_links
    return family_rows(actor, tracked, today, links=links, facts=facts)


def _links(meeting: Meeting) -> LinksOf:
    def links(key: str) -> tuple[tuple[str, str], ...]:
        work = reverse("meeting_family", args=[meeting.key, key])
        return ((work, "Write a note or agree an action"),)

    return links


FAMILIES = Cases(
    field="family",
    noun=("family", "families"),
    page="family",
    in_meeting=families_of_meeting,
    gathered=families_gathered,
    as_closed=families_as_closed,
    snapshot=snapshot_of_families,
    columns=lambda meeting: family_columns(None, QueryDict()),
    rows=_rows,
    name=lambda actor, meeting, each: each.line.reference,
    reads_words=reads_words_of_family,
    stage_words=lambda code: FamilyStage(code).label,
    shows_names=lambda meeting: True,
)
