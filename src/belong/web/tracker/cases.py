"""What trackers of children and of families have in common: a row, and what it opens to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from belong.domain.policy import ActorFacts
from belong.domain.policy.tracking import MeetingFacts
from belong.web.tracker.clocks import Subject, is_overdue
from belong.web.tracker.lines import ChildLine, FamilyLine, Standing
from belong.web.tracker.models import Meeting, MeetingAction, SnapshotRow
from belong.web.tracker.notes import NoteTold

__all__ = ["Cases", "Tracked", "snapshot_of", "standings_of"]

L = TypeVar("L", ChildLine, FamilyLine)


@dataclass(frozen=True)
class Tracked(Generic[L]):
    """A row of a tracker and what it opens to: the last note, and actions, the first due first.

    case: a row of ``visible_to`` of children or families.
    """

    case: Any
    line: L
    note: NoteTold | None
    actions: tuple[MeetingAction, ...]


@dataclass(frozen=True)
class Cases:
    """How a meeting goes through children, or through families.

    in_meeting: those of a meeting who exist for a person, in order. gathered: some of them as rows,
    with open actions where they are at hand. as_closed: the same from the lines that a closed
    meeting left. snapshot: those lines. rows: the table's lines. name: what one is called to the
    reader. reads_words: whether the reader reads words on it. stage_words: a stage's code in words.
    """

    field: Subject
    noun: tuple[str, str]
    page: str
    in_meeting: Callable[[ActorFacts, Meeting, date], QuerySet[Any]]
    gathered: Callable[..., Mapping[int, Tracked[Any]]]
    as_closed: Callable[[ActorFacts, Meeting, Mapping[int, Any]], Mapping[int, Tracked[Any]]]
    snapshot: Callable[[ActorFacts, Meeting], dict[int, Any]]
    columns: Callable[[Meeting], tuple[Any, ...]]
    rows: Callable[
        [ActorFacts, Meeting, MeetingFacts, Sequence[Tracked[Any]], date], tuple[Any, ...]
    ]
    name: Callable[[ActorFacts, Meeting, Tracked[Any]], str]
    reads_words: Callable[[ActorFacts, Tracked[Any]], bool]
    stage_words: Callable[[str], str]
    shows_names: Callable[[Meeting], bool]


def standings_of(cases: QuerySet[Any], of: Any, today: date) -> dict[int, Standing]:
    """How each of these stands now, in their order; one query. of: "child" or "family"."""
    rows = cases.annotate(is_over=is_overdue(of, today))
    return {
        pk: Standing(stage, is_over)
        for pk, stage, is_over in rows.values_list("pk", "row__stage", "is_over")
    }


def snapshot_of(
    meeting: Meeting, field: str, visible: QuerySet[Any], line: type[L]
) -> dict[int, L]:
    """What a closed meeting left of those who exist for a person today, by number; one query.

    field: child or family. visible: those who exist for the person.
    """
    rows = SnapshotRow.objects.filter(meeting=meeting, **{f"{field}__in": visible.values("pk")})
    return {
        pk: line.of_json(told)
        for pk, told in rows.order_by("place").values_list(f"{field}_id", "told")
    }
