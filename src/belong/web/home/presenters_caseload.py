"""One person's own work in tables: overdue, coming, decided by others, nobody considered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from belong.domain.journey.family import CHECKS, FAMILY_EVENT_KINDS, CheckKind, FamilyEventKind
from belong.web.children.presenters.story import title_of
from belong.web.due.models import DueRow
from belong.web.due.presenters_clocks import reason_address
from belong.web.families.words import sentence
from belong.web.home.queries import MOST
from belong.web.ledger.models import SubjectKind
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag
from belong.web.ui.words import counted, day

if TYPE_CHECKING:
    from belong.web.due.queries import DecidedEvent
    from belong.web.families.models import FamilyRow

__all__ = [
    "Known",
    "coming_table",
    "decided_table",
    "forgotten_table",
    "overdue_table",
    "unexplained_table",
]

#: A clock that a family's checks hold up.
_STAGE_1 = "stage_1"


@dataclass(frozen=True)
class Known:
    """A child or family of the caseload, as the reader may see it today.

    below: what tells it from others of the same name. may_record: whether the reader may say why
    something is late. row: of a family, what its list shows.
    """

    key: str
    name: str
    page: str
    below: str = ""
    may_record: bool = False
    row: FamilyRow | None = None


Find = Callable[[DueRow], Known | None]


def _who(known: Known) -> Cell:
    return Cell(known.name, href=known.page, below=known.below)


def _table(caption: str, heads: Sequence[str], rows: Sequence[Row], empty: str) -> Table:
    columns = tuple(Column(head) for head in heads)
    return Table(caption, columns, tuple(rows), empty=empty, is_caption_hidden=True)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def overdue_table(rows: Sequence[DueRow], find: Find, today: date) -> Table:
    """What is over and still waits, the longest over first, and where its reason is given."""
    return _table(
        "Overdue",
        ("Who", "What", "Due", "Whose move", "Reason"),
        [
            Row.of(
                _who(known),
                Cell(row.label, below=_waits_for(row, known)),
                Cell(
                    day(row.due_on),
                    tags=(Tag(f"{counted(-row.days_left(today), 'day')} over", Colour.RED),),
                ),
                _capital(row.whose_move),
                _reason(row, known),
            )
            for row, known in _found(rows, find)
        ],
        "Nothing is overdue.",
    )


def coming_table(rows: Sequence[DueRow], find: Find, today: date) -> Table:
    """What is due in the next days, the soonest first."""
    return _table(
        "Due in the next 14 days",
        ("Due", "Who", "What", "Whose move"),
        [
            Row.of(
                Cell(f"{row.due_on:%a} {day(row.due_on)}", below=_left(row, today)),
                _who(known),
                Cell(row.label, below=_waits_for(row, known)),
                _capital(row.whose_move),
            )
            for row, known in _found(rows, find)
        ],
        "Nothing is due in the next 14 days.",
    )


def unexplained_table(rows: Sequence[DueRow], find: Find) -> Table:
    """What was missed and is done or no longer needed, and has no reason yet."""
    return _table(
        "Late, and no reason recorded",
        ("Who", "What", "Due", "Ended", "Reason"),
        [
            Row.of(
                _who(known),
                row.label,
                day(row.due_on),
                f"done on {day(row.met_on)}" if row.met_on else f"stopped on {day(row.void_on)}",
                _reason(row, known),
            )
            for row, known in _found(rows, find)
        ],
        "Nothing was late without a reason.",
    )


def _found(rows: Sequence[DueRow], find: Find) -> list[tuple[DueRow, Known]]:
    return [(row, known) for row in rows if (known := find(row)) is not None][:MOST]


def _left(row: DueRow, today: date) -> str:
    left = row.days_left(today)
    return f"{counted(left, 'day')} left" if left else "today"


def _waits_for(row: DueRow, known: Known) -> str:
    """What holds a family's stage 1 up, where checks do."""
    of = known.row
    if row.is_paused:
        return "Not counted at the moment: the day will move."
    if row.clock != _STAGE_1 or of is None or not of.checks_outstanding:
        return ""
    longest = CHECKS[CheckKind(of.waits_for)].label if of.waits_for in set(CheckKind) else ""
    words = f"{counted(of.checks_outstanding, 'check')} outstanding"
    return f"{words}, for longest: {longest}" if longest else words


def _reason(row: DueRow, known: Known) -> Cell:
    if row.has_reason:
        return Cell("Recorded")
    if not row.asks or not known.may_record:
        return Cell("Not recorded" if row.asks else "Not asked for")
    kind = SubjectKind.CHILD if row.child_id else SubjectKind.FAMILY
    address = reason_address(kind, known.key, row.clock, row.started_on)
    return Cell("Give the reason", href=address)


def decided_table(
    events: Sequence[DecidedEvent], known: Mapping[str, Known], begun: Sequence[DueRow], find: Find
) -> Table:
    """What others decided, newest first, each with the time limits that it started.

    begun: clocks that began lately.
    """
    started: dict[tuple[str, date | None], list[str]] = {}
    for row in begun:
        of = find(row)
        if of is not None and not row.only_tells:
            words = f"{row.label}: due {day(row.due_on)}"
            started.setdefault((of.key, row.started_on), []).append(words)
    return _table(
        "Decided since you last read this",
        ("Who", "What", "When", "Recorded by"),
        [
            Row.of(
                _who(of),
                Cell(
                    _title(event),
                    below="; ".join(started.get((event.told_with, event.happened_on), [])),
                ),
                day(event.happened_on),
                Cell(
                    event.by_name or _capital(event.change.source),
                    below=f"change {event.change_id}",
                ),
            )
            for event in events
            if (of := known.get(event.told_with)) is not None
        ],
        "Nothing was decided on your caseload.",
    )


def _title(event: DecidedEvent) -> str:
    if event.subject_kind == SubjectKind.CHILD:
        words = title_of(event.kind)
    else:
        words = sentence(FAMILY_EVENT_KINDS[FamilyEventKind(event.kind)].label)
    if event.is_withdrawal:
        return f"Taken back: {words}"
    return f"Corrected: {words}" if event.supersedes_id else words


def forgotten_table(children: Collection[Known], families: Collection[Known]) -> Table:
    """Children and families for whom nobody was considered for 90 days."""
    rows = [Row.of(_who(one), "No family considered") for one in children]
    rows += [Row.of(_who(one), "No child considered") for one in families]
    return _table(
        "Nobody considered for 90 days",
        ("Who", "What"),
        rows[:MOST],
        "Nobody on your caseload has waited so long with nobody considered.",
    )
