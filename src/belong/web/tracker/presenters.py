"""The tracker and its meetings as rows, cells and words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from belong.web.children.models import BirthIdentity
from belong.web.children.presenters.who import (
    born_words,
    identity_shown,
    is_named,
    name_of,
    stage_tag,
)
from belong.web.children.queries import child_facts, is_own
from belong.web.tracker.cases import Tracked
from belong.web.tracker.children.listing import Wanted
from belong.web.tracker.lines import ChildLine, FamilyLine
from belong.web.tracker.models import MeetingAction
from belong.web.ui.presenters import Cell, Colour, Column, Row, Table, Tag
from belong.web.ui.words import counted, day, moment, short_day

__all__ = [
    "PAGE",
    "ActionShown",
    "LinksOf",
    "OpenRow",
    "OpenTable",
    "action_shown",
    "child_columns",
    "child_rows",
    "delay_words",
    "identity_read",
    "meetings_table",
    "next_cell",
    "no_links",
    "open_row",
    "own_actions_table",
    "reads_words_of_child",
    "sort_columns",
    "standing_pairs",
    "words_of_action",
]

#: Lines of one page: as many as fit its weight with everything that they open to.
PAGE = 40
#: What else a line opens to, by the key of its record: addresses with words.
LinksOf = Callable[[str], tuple[tuple[str, str], ...]]
_HIDDEN_WORDS = "(its words are for those who read the record)"


def no_links(key: str) -> tuple[tuple[str, str], ...]:
    """Nothing but the record itself."""
    return ()


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
    ]
    if wanted is None:
        return tuple(Column(head, is_number) for head, _, is_number in heads)
    return sort_columns(heads, wanted.sort, query, is_descending=wanted.is_descending)


def child_rows(
    actor: ActorFacts,
    tracked: Sequence[Tracked[ChildLine]],
    today: date,
    *,
    shows_council: bool,
    shows_names: bool,
    links: LinksOf = no_links,
    facts: MeetingFacts | None = None,
) -> tuple[OpenRow, ...]:
    """One line a child, as far as this person may see each.

    shows_names: all that the person may see, else only those of their own caseload. links: more of
    what a line opens to. facts: of the meeting in which they are gone through.
    """
    rows = []
    for each in tracked:
        identity = identity_read(actor, each, shows_names=shows_names)
        name = name_of(each.case, identity)
        below = [each.line.reference] if is_named(identity) else []
        below += [born_words(identity)] if identity else []
        below += [f"sibling group {each.line.siblings}"] if each.line.siblings else []
        page = reverse("child_page", args=[each.line.key])
        cells = _child_cells(each.line, Cell(name, page, (), ", ".join(below)), shows_council)
        reads = reads_words_of_child(actor, each)
        rows.append(
            open_row(actor, each, name, cells, today, reads_words=reads, links=links, facts=facts)
        )
    return tuple(rows)


def identity_read(
    actor: ActorFacts, each: Tracked[ChildLine], *, shows_names: bool
) -> BirthIdentity | None:
    """The identity that a line shows; shows_names: of others than the reader's own, too."""
    if not (shows_names or is_own(actor, each.case)):
        return None
    return identity_shown(actor, child_facts(actor, each.case), each.case)


def reads_words_of_child(actor: ActorFacts, each: Tracked[ChildLine]) -> bool:
    """Whether the person reads what is written of a child on the birth side."""
    return can_read_words(actor, child_facts(actor, each.case), is_adoptive_side=False)


def open_row(
    actor: ActorFacts,
    each: Tracked[Any],
    name: str,
    cells: tuple[Cell, ...],
    today: date,
    *,
    reads_words: bool,
    links: LinksOf,
    facts: MeetingFacts | None,
) -> OpenRow:
    """A line of a child or a family with what it opens to; cells: the first leads to its record."""
    return OpenRow(
        cells=cells,
        name=name,
        opens_to=_opens_to(each.line),
        note=each.note.words if each.note else "",
        note_of=f"{each.note.by_name or 'Somebody'}, {day(each.note.on)}" if each.note else "",
        delay=delay_words(each.line.delay),
        actions=tuple(
            action_shown(actor, one, today, facts=facts, reads_words=reads_words)
            for one in each.actions
        ),
        links=(*links(each.line.key), (cells[0].href, "Open the record")),
    )


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
        next_cell(line),
        Cell(delay_words(line.delay)),
        Cell(line.owner),
    )


def next_cell(line: ChildLine | FamilyLine) -> Cell:
    """The next clock: what, by when, whose move; and how long it is over."""
    if line.next_due_on is None:
        return Cell()
    tags = []
    if line.days_over:
        more = f", {line.overdue - 1} more" if line.overdue > 1 else ""
        tags.append(Tag(f"{counted(line.days_over, 'day')} over{more}", Colour.RED))
    below = f"by {short_day(line.next_due_on)}: {line.whose_move}"
    return Cell(line.next_clock, tags=tuple(tags), below=below)


def _opens_to(line: ChildLine | FamilyLine) -> str:
    note = f"Note of {short_day(line.noted_on)}" if line.noted_on else "No note"
    return f"{note}, {counted(line.actions, 'action') if line.actions else 'no action'}"


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
        words=words_of_action(actor, action, reads_words=reads_words),
        owner=action.owner.name,
        due=f"by {day(action.due_on)}",
        about=about,
        state=state,
        href=reverse("action_done", args=[action.key]) if may_finish else "",
    )


def words_of_action(actor: ActorFacts, action: MeetingAction, *, reads_words: bool) -> str:
    """What an action says, to who reads words on its record, owns it or wrote it; else that it is
    not theirs to read.
    """
    is_theirs = actor.person_key in (action.owner.key, action.added_by)
    return action.words if reads_words or is_theirs else _HIDDEN_WORDS


def own_actions_table(actions: Sequence[MeetingAction], today: date) -> Table:
    """The reader's own open actions, as ``queries.actions_of`` gives them, by reference."""
    rows = []
    for one in actions:
        over = (today - one.due_on).days
        about = Cell()
        if one.child is not None:
            about = Cell(one.child.pseudonym, reverse("child_page", args=[one.child.key]))
        elif one.family is not None:
            about = Cell(one.family.pseudonym, reverse("family", args=[one.family.key]))
        tags = (Tag(f"{counted(over, 'day')} over", Colour.RED),) if over > 0 else ()
        rows.append(
            Row.of(
                Cell(one.words, below=f"agreed on {day(one.meeting.held_on)}"),
                about,
                Cell(day(one.due_on), tags=tags),
                Cell("It is done", reverse("action_done", args=[one.key])),
            )
        )
    return Table(
        "Your actions from meetings",
        (Column("What"), Column("About"), Column("By"), Column("Done?")),
        tuple(rows),
        empty="No action of yours is open.",
        is_caption_hidden=True,
    )


def standing_pairs(columns: Sequence[Column], row: OpenRow) -> list[tuple[str, str]]:
    """How one case stands, as labels and values; what is not known is left out, and so is who."""
    pairs = []
    for column, cell in list(zip(columns, row.cells, strict=True))[1:]:
        parts = [cell.text, *(tag.text for tag in cell.tags), cell.below]
        if any(parts):
            pairs.append((column.head, ", ".join(part for part in parts if part)))
    return pairs


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
