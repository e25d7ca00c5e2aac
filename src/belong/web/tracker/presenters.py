"""The tracker and its meetings as rows, cells and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from belong.domain.events import DelayReason
from belong.domain.journey.states import Stage
from belong.domain.policy import ActorFacts
from belong.domain.policy.children import can_read_words
from belong.domain.policy.tracking import MeetingFacts, can_finish_action
from belong.web.children.presenters.who import (
    born_words,
    identity_shown,
    is_named,
    name_of,
    stage_tag,
)
from belong.web.children.queries import child_facts, is_own
from belong.web.tracker.children.listing import Wanted
from belong.web.tracker.children.queries import TrackedChild
from belong.web.tracker.lines import ChildLine
from belong.web.tracker.models import Meeting, MeetingAction
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag
from belong.web.ui.words import counted, day, moment, short_day

__all__ = [
    "PAGE",
    "ActionShown",
    "OpenRow",
    "OpenTable",
    "action_shown",
    "child_columns",
    "child_rows",
    "delay_words",
    "meetings_table",
    "sort_columns",
]

#: Lines of one page: as many as fit its weight with everything that they open to.
PAGE = 40
_HIDDEN_WORDS = "(its words are for those who read the record)"


@dataclass(frozen=True)
class ActionShown:
    """An action: what, whose, by when. state: done or overdue, "" for neither. href: to say that it
    is done; "" for who may not.
    """

    words: str
    owner: str
    due: str
    about: str = ""
    state: str = ""
    href: str = ""


@dataclass(frozen=True)
class OpenRow:
    """A line that opens in place. name: who it is about. links: address and words."""

    cells: tuple[Cell, ...]
    name: str
    opens_to: str
    note: str = ""
    note_of: str = ""
    delay: str = ""
    actions: tuple[ActionShown, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class OpenTable:
    """A table of lines that open in place."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[OpenRow, ...]
    empty: str


def delay_words(code: str) -> str:
    """The reason for a delay in words; "" for none."""
    return DelayReason(code).label if code in set(DelayReason) else code


def sort_columns(
    heads: Sequence[tuple[str, str, bool]], sort: str, query: QueryDict, *, is_descending: bool
) -> tuple[Column, ...]:
    """Columns that sort by their heads. heads: text, name to sort by or "", whether a number."""

    def column(head: str, name: str, is_number: bool) -> Column:
        if not name:
            return Column(head, is_number)
        address = query.copy()
        address["sort"] = f"-{name}" if name == sort and not is_descending else name
        address.pop("page", None)
        now = ("descending" if is_descending else "ascending") if name == sort else ""
        return Column(head, is_number, "?" + address.urlencode(), now)

    return tuple(column(*head) for head in heads)


def child_columns(
    wanted: Wanted | None, query: QueryDict, *, shows_council: bool
) -> tuple[Column, ...]:
    """The columns of the tracker of children; wanted: None where it cannot be sorted."""
    heads = [
        ("Child", "reference", False),
        *([("Council", "council", False)] if shows_council else []),
        ("Stage", "stage", False),
        ("Days in care", "care", True),
        ("Since decision", "decision", True),
        ("Since order", "order", True),
        ("Next, and whose move", "due", False),
        ("Reason for delay", "", False),
        ("Social worker", "", False),
        ("Last note", "", False),
        ("Actions", "", True),
    ]
    if wanted is None:
        return tuple(Column(head, is_number) for head, _, is_number in heads)
    return sort_columns(heads, wanted.sort, query, is_descending=wanted.is_descending)


def child_rows(
    actor: ActorFacts,
    tracked: Sequence[TrackedChild],
    today: date,
    *,
    shows_council: bool,
    shows_names: bool,
    meeting: Meeting | None = None,
    facts: MeetingFacts | None = None,
    is_writing: bool = False,
) -> tuple[OpenRow, ...]:
    """One line a child, as far as this person may see each.

    shows_names: all that the person may see, else only those of their own caseload. meeting: in
    which they are gone through; is_writing: whether this person writes in it.
    """
    rows = []
    for each in tracked:
        child, line = each.child, each.line
        of_child = child_facts(actor, child)
        identity = (
            identity_shown(actor, of_child, child) if shows_names or is_own(actor, child) else None
        )
        name = name_of(child, identity)
        below = [line.reference] if is_named(identity) else []
        below += [born_words(identity)] if identity else []
        below += [f"sibling group {line.siblings}"] if line.siblings else []
        reads = can_read_words(actor, of_child, is_adoptive_side=False)
        page = reverse("child_page", args=[line.key])
        links = [(page, "Open the record")]
        if meeting is not None and is_writing:
            work = reverse("meeting_child", args=[meeting.key, line.key])
            links.insert(0, (work, "Write a note, agree an action or give a reason"))
        rows.append(
            OpenRow(
                cells=_child_cells(line, Cell(name, page, (), ", ".join(below)), shows_council),
                name=name,
                opens_to=_opens_to(line),
                note=each.note.words if each.note else "",
                note_of=_note_of(each),
                delay=delay_words(line.delay),
                actions=tuple(
                    action_shown(actor, one, today, facts=facts, reads_words=reads)
                    for one in each.actions
                ),
                links=tuple(links),
            )
        )
    return tuple(rows)


def _child_cells(line: ChildLine, who: Cell, shows_council: bool) -> tuple[Cell, ...]:
    tags = [stage_tag(Stage(line.stage))]
    if line.is_early_permanence and line.stage != Stage.EARLY_PERMANENCE_PLACED:
        tags.append(Tag("Early permanence", Colour.TEAL))
    return (
        who,
        *((Cell(line.agency, below=line.team),) if shows_council else ()),
        Cell(tags=tuple(tags)),
        *(
            Cell("" if days is None else f"{days:,}")
            for days in (line.days_in_care, line.days_since_decision, line.days_since_order)
        ),
        _next_cell(line),
        Cell(delay_words(line.delay)),
        Cell(line.owner),
        Cell(short_day(line.noted_on)),
        Cell(str(line.actions) if line.actions else ""),
    )


def _next_cell(line: ChildLine) -> Cell:
    """The next clock: what, by when, whose move; and how long it is over."""
    if line.next_due_on is None:
        return Cell()
    tags = []
    if line.days_over:
        more = f", {line.overdue - 1} more" if line.overdue > 1 else ""
        tags.append(Tag(f"{counted(line.days_over, 'day')} over{more}", Colour.RED))
    below = f"by {short_day(line.next_due_on)}: {line.whose_move}"
    return Cell(line.next_clock, tags=tuple(tags), below=below)


def _opens_to(line: ChildLine) -> str:
    parts = ["Note" if line.noted_on else "No note"]
    parts.append(counted(line.actions, "action") if line.actions else "no action")
    return ", ".join(parts)


def _note_of(each: TrackedChild) -> str:
    return f"{each.note.by_name or 'Somebody'}, {day(each.note.on)}" if each.note else ""


def action_shown(
    actor: ActorFacts,
    action: MeetingAction,
    today: date,
    *,
    facts: MeetingFacts | None,
    reads_words: bool,
    about: str = "",
) -> ActionShown:
    """One action. reads_words: whether the person reads words on the record that it is about."""
    is_theirs = actor.person_key in (action.owner.key, action.added_by)
    state = ""
    if action.done_on is not None:
        came = f": {action.outcome}" if action.outcome and (reads_words or is_theirs) else ""
        state = f"done on {day(action.done_on)}{came}"
    elif action.due_on < today:
        state = f"{counted((today - action.due_on).days, 'day')} over"
    may_finish = action.done_on is None and (
        actor.person_key == action.owner.key
        if facts is None
        else can_finish_action(actor, facts, action.owner.key)
    )
    return ActionShown(
        words=action.words if reads_words or is_theirs else _HIDDEN_WORDS,
        owner=action.owner.name,
        due=f"by {day(action.due_on)}",
        about=about,
        state=state,
        href=reverse("action_done", args=[action.key]) if may_finish else "",
    )


def meetings_table(meetings: Sequence[Any]) -> Table:
    """Meetings from ``meetings_visible_to``."""
    return Table(
        "Meetings",
        (Column("Meeting"), Column("Date"), Column("Goes through"), Column("State")),
        tuple(
            Row.of(
                Cell(one.title, reverse("meeting", args=[one.key])),
                day(one.held_on),
                one.get_about_display(),
                Cell(below=f"Closed by {one.closed_by_name}, {moment(one.closed_at)}")
                if one.closed_at
                else Cell(tags=(Tag("Open", Colour.GREEN),)),
            )
            for one in meetings
        ),
        empty="No meeting has been held yet.",
        is_caption_hidden=True,
    )
