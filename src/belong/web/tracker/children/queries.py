"""Reading the tracker of children: the line of each, and how a meeting's scope stands.

What a person reads starts from ``visible_to(actor)``; only what a meeting closes with is taken of
everybody in its scope, to be shown later to those who may see each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT

from belong.domain.documents import Side
from belong.domain.events import EventKind
from belong.domain.policy import ActorFacts, Role
from belong.domain.policy.documents import can_read_of_child
from belong.web.children.models import ChildRecord, Merge, Responsibility
from belong.web.children.queries import child_facts, visible_to
from belong.web.documents.models import Note
from belong.web.due.models import DueRow
from belong.web.ledger.models import Event
from belong.web.tracker.cases import Tracked, snapshot_of
from belong.web.tracker.children.listing import is_tracked
from belong.web.tracker.clocks import (
    clock_facts,
    clocks_waiting,
    next_due_on,
    soonest_first,
)
from belong.web.tracker.lines import ChildLine
from belong.web.tracker.models import Meeting, MeetingAction
from belong.web.tracker.notes import (
    SIDES,
    NoteTold,
    last_note,
    latest,
    notes_of_case,
)
from belong.web.tracker.queries import actions_at_close, notes_with_keys, open_actions, scope_of

if TYPE_CHECKING:
    from belong.web.children.queries import VisibleChild

__all__ = [
    "child_lines",
    "children_as_closed",
    "children_gathered",
    "children_in_scope",
    "children_of_meeting",
    "children_shown",
    "every_line",
    "snapshot_of_children",
]


def children_shown(children: QuerySet[Any], today: date) -> QuerySet[Any]:
    """The same children with owner (who is responsible today) and delay (the latest reason's code).

    And with the last note of each side that is not struck, as note_birth and note_adoptive: a note
    on a record that was merged into a child's is the child's. For the rows of one page: all are
    looked up child by child.
    """
    held = Responsibility.objects.filter(
        Q(to_on=None) | Q(to_on__gt=today),
        child=OuterRef("pk"),
        role=Role.CHILD_SOCIAL_WORKER,
    )
    merged = Merge.objects.filter(kept=OuterRef(OuterRef("pk")), undone_at=None)
    delays = Event.objects.filter(
        Q(subject_key=OuterRef("key")) | Q(subject_key__in=merged.values("other__key")),
        kind=EventKind.DELAYED,
        is_withdrawal=False,
        superseded_by=None,
    )
    notes = Note.objects.filter(Q(child=OuterRef("pk")) | Q(child__in=merged.values("other")))
    return children.annotate(
        owner=Subquery(held.order_by("-from_on", "-pk").values("user__name")[:1]),
        delay=Subquery(
            delays.order_by("-happened_on", "-pk").values(code=KT("details__delay_reason"))[:1]
        ),
        **{f"note_{side}": last_note(notes.filter(side=side)) for side in SIDES},
    )


def child_lines(
    children: Collection[Any],
    today: date,
    *,
    notes: Mapping[int, NoteTold | None],
    clocks: Mapping[int, Sequence[DueRow]],
    actions: Mapping[int, Sequence[MeetingAction]],
) -> dict[int, ChildLine]:
    """The line of each of these children, rows of ``children_shown``; by child.

    notes: the last one of each. clocks: those that wait, the first due first. actions: open ones.
    """
    return {
        child.pk: _child_line(
            child,
            clocks.get(child.pk, []),
            notes.get(child.pk),
            len(actions.get(child.pk, ())),
            today,
        )
        for child in children
    }


def children_gathered(
    actor: ActorFacts,
    pks: Sequence[int],
    today: date,
    *,
    actions: Mapping[int, Sequence[MeetingAction]] | None = None,
    clocks: Mapping[int, Sequence[DueRow]] | None = None,
) -> dict[int, Tracked[ChildLine]]:
    """Some of the children who exist for this person, with all that a row opens to; three queries.

    actions, clocks: of these children, where they are at hand; each saves a query. The note is the
    last that the person may read; the line's day of a note is of that one, too.
    """
    if actions is None:
        actions = open_actions(child__in=pks)
    if clocks is None:
        clocks = clocks_waiting("child", pks, today)
    children = list(children_shown(visible_to(actor).filter(pk__in=pks), today))
    notes = {child.pk: _note_read(actor, child) for child in children}
    lines = child_lines(children, today, notes=notes, clocks=clocks, actions=actions)
    return {
        child.pk: Tracked(
            child, lines[child.pk], notes.get(child.pk), tuple(actions.get(child.pk, ()))
        )
        for child in children
    }


def _note_read(actor: ActorFacts, child: Any) -> NoteTold | None:
    """The last note that the person may read; the rules are those of ``documents.queries``."""
    facts = child_facts(actor, child)
    return latest(
        notes_of_case(child, [side for side in SIDES if can_read_of_child(actor, facts, side)])
    )


def children_as_closed(
    actor: ActorFacts, meeting: Meeting, lines: Mapping[int, ChildLine]
) -> dict[int, Tracked[ChildLine]]:
    """The same of a closed meeting; lines: what it left of some of the children; three queries.

    The notes and actions are those of then, as far as the person may read them today; an action
    that was done since says so.
    """
    children = list(visible_to(actor).filter(pk__in=lines))
    notes = notes_with_keys(line.note_key for line in lines.values())
    actions: dict[int, list[MeetingAction]] = defaultdict(list)
    for one in actions_at_close(meeting, child__in=list(lines)):
        actions[one.child_id or 0].append(one)
    found = {}
    for child in children:
        side, note = notes.get(lines[child.pk].note_key, (Side.BOTH, None))
        if note is not None and not can_read_of_child(actor, child_facts(actor, child), side):
            note = None
        found[child.pk] = Tracked(child, lines[child.pk], note, tuple(actions.get(child.pk, ())))
    return found


def _child_line(
    child: Any, clocks: Sequence[DueRow], note: NoteTold | None, actions: int, today: date
) -> ChildLine:
    row = child.row
    return ChildLine(
        key=child.key,
        reference=child.pseudonym,
        agency=child.council.name,
        team=child.team.name if child.team else "",
        stage=row.stage,
        **clock_facts(clocks, today),
        delay=child.delay or "",
        owner=child.owner or "",
        note_key=note.key if note else "",
        noted_on=note.on if note else None,
        actions=actions,
        days_in_care=_days(row.entered_care_on, today),
        days_since_decision=_days(row.plan_decided_on, today),
        days_since_order=_days(row.placement_order_on, today),
        siblings=child.sibling_group.label if child.sibling_group else "",
        is_early_permanence=row.is_early_permanence,
    )


def _days(since: date | None, today: date) -> int | None:
    return (today - since).days if since else None


def children_of_meeting(
    actor: ActorFacts, meeting: Meeting, today: date
) -> QuerySet[VisibleChild, VisibleChild]:
    """The children of the tracker in a meeting's scope who exist for this person, by next clock."""
    return (
        visible_to(actor)
        .filter(scope_of(meeting, today), is_tracked())
        .annotate(next_due_on=next_due_on("child", today))
        .order_by(soonest_first(), "pk")
    )


def children_in_scope(meeting: Meeting, today: date) -> QuerySet[Any]:
    """Every child of the tracker in a meeting's scope, whoever may see them, by next clock."""
    merged = Merge.objects.filter(other=OuterRef("pk"), undone_at=None)
    return (
        ChildRecord.objects.filter(scope_of(meeting, today), is_tracked(), closed_at=None)
        .filter(~Exists(merged))
        .annotate(next_due_on=next_due_on("child", today))
        .order_by(soonest_first(), "pk")
    )


def every_line(meeting: Meeting, today: date, *, at_once: int) -> dict[int, ChildLine]:
    """The line of everybody in a meeting's scope, in order, whoever may see them."""
    pks = list(children_in_scope(meeting, today).values_list("pk", flat=True))
    lines: dict[int, ChildLine] = {}
    for start in range(0, len(pks), at_once):
        part = pks[start : start + at_once]
        children = ChildRecord.objects.filter(pk__in=part).select_related(
            "council", "team", "row", "sibling_group"
        )
        shown = list(children_shown(children, today))
        lines |= child_lines(
            shown,
            today,
            notes={child.pk: latest(notes_of_case(child, SIDES)) for child in shown},
            clocks=clocks_waiting("child", part, today),
            actions=open_actions(child__in=part),
        )
    return {pk: lines[pk] for pk in pks}


def snapshot_of_children(actor: ActorFacts, meeting: Meeting) -> dict[int, ChildLine]:
    """What a closed meeting left of the children who exist for this person today; one query."""
    return snapshot_of(meeting, "child", visible_to(actor), ChildLine)
