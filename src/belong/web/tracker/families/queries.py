"""Reading the tracker of families: the line of each, and how a meeting's scope stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Count,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KT

from belong.domain.documents import Side
from belong.domain.journey.family import ACTIVE_STAGES, FamilyEventKind
from belong.domain.policy import ActorFacts, Part
from belong.domain.policy.documents import can_read_of_family
from belong.domain.policy.families import can_see_checks
from belong.web.agencies.reach import NAMED, reach
from belong.web.documents.models import Note
from belong.web.due.models import DueRow
from belong.web.families.lists import families_found
from belong.web.families.models import FamilyRecord, FamilyResponsibility
from belong.web.families.queries import family_facts, visible_to
from belong.web.ledger.models import Event
from belong.web.tracker.cases import Tracked, snapshot_of
from belong.web.tracker.clocks import (
    clock_facts,
    clocks_waiting,
    next_due_on,
    soonest_first,
)
from belong.web.tracker.lines import FamilyLine
from belong.web.tracker.models import Meeting, MeetingAction
from belong.web.tracker.notes import last_note, latest, notes_of_case
from belong.web.tracker.queries import (
    actions_at_close,
    family_scope_of,
    notes_with_keys,
    open_actions,
)

__all__ = [
    "Waiting",
    "every_family_line",
    "families_as_closed",
    "families_gathered",
    "families_of_meeting",
    "families_tracked",
    "families_waiting",
    "snapshot_of_families",
]

#: The column by name.
SORTS: Mapping[str, str] = {
    "over": "row__limit_due_on",
    "reference": "pseudonym",
    "stage": "row__stage",
    "days": "row__stage_from_on",
    "check": "row__waits_from_on",
}


def families_tracked(
    actor: ActorFacts, asked: Mapping[str, str], sort: str, today: date
) -> QuerySet[Any]:
    """Families under way who fit, of those who exist for this person. sort: of SORTS, - before.

    asked: values of ``families.forms.FilterForm`` by name.
    """
    name = sort.removeprefix("-")
    column = F(SORTS.get(name, SORTS["over"]))
    is_descending = sort.startswith("-")
    order = column.desc(nulls_last=True) if is_descending else column.asc(nulls_last=True)
    return families_found(actor, asked, today).order_by(order, "pk")


class Waiting(NamedTuple):
    """Families under one time limit that wait for one check, the longest since a day.

    limit, check: "" where none runs, and where they wait for none that the reader may see. past: of
    the families, those past the limit.
    """

    limit: str
    check: str
    families: int
    past: int
    since: date | None


def families_waiting(actor: ActorFacts, asked: Mapping[str, str], today: date) -> list[Waiting]:
    """What families under way wait for, by time limit and check; one query.

    asked: of it, agency and team count.
    """
    wanted = {name: asked[name] for name in ("agency", "team") if asked.get(name)}
    sees = reach(actor, Part.FAMILY_CHECKS, NAMED)
    rows = (
        families_found(actor, wanted, today)
        .annotate(check=Case(When(sees, then=F("row__waits_for")), default=Value("")))
        .order_by()
        .values("row__limit", "check")
        .annotate(
            families=Count("pk"),
            past=Count("pk", filter=Q(row__limit_due_on__lt=today)),
            since=Min("row__waits_from_on"),
        )
    )
    return [
        Waiting(row["row__limit"], row["check"], row["families"], row["past"], row["since"])
        for row in rows
    ]


def families_of_meeting(actor: ActorFacts, meeting: Meeting, today: date) -> QuerySet[Any]:
    """The families under way in a meeting's scope who exist for this person, by time limit."""
    return _in_order(visible_to(actor).filter(family_scope_of(meeting)), today)


def _in_order(families: QuerySet[Any], today: date) -> QuerySet[Any]:
    return (
        families.filter(row__stage__in=ACTIVE_STAGES)
        .annotate(next_due_on=next_due_on("family", today))
        .order_by(soonest_first(), "pk")
    )


def _shown(families: QuerySet[Any], today: date) -> QuerySet[Any]:
    """The same families with owner, delay and note_adoptive, as ``children_shown`` has them."""
    held = FamilyResponsibility.objects.filter(
        Q(to_on=None) | Q(to_on__gt=today), family=OuterRef("pk")
    )
    delays = Event.objects.filter(
        subject_key=OuterRef("key"),
        kind=FamilyEventKind.DELAYED,
        is_withdrawal=False,
        superseded_by=None,
    ).order_by("-happened_on", "-pk")
    return families.annotate(
        owner=Subquery(held.order_by("-from_on", "-pk").values("user__name")[:1]),
        delay=Subquery(delays.values(code=KT("details__delay_reason"))[:1]),
        note_adoptive=last_note(Note.objects.filter(family=OuterRef("pk"))),
    )


def families_gathered(
    actor: ActorFacts,
    pks: Sequence[int],
    today: date,
    *,
    actions: Mapping[int, Sequence[MeetingAction]] | None = None,
    clocks: Mapping[int, Sequence[DueRow]] | None = None,
) -> dict[int, Tracked[FamilyLine]]:
    """Some of the families who exist for this person, with all that a row opens to; three queries.

    What a family waits for is told to those who may see its checks. actions, clocks: of these
    families, where they are at hand; each saves a query.
    """
    if actions is None:
        actions = open_actions(family__in=pks)
    if clocks is None:
        clocks = clocks_waiting("family", pks, today)
    found = {}
    for family in _shown(visible_to(actor).filter(pk__in=pks), today):
        facts = family_facts(actor, family)
        reads = can_read_of_family(actor, facts, Side.ADOPTIVE)
        note = latest(notes_of_case(family, [Side.ADOPTIVE] if reads else []))
        acts = tuple(actions.get(family.pk, ()))
        line = _line(
            family,
            clocks.get(family.pk, ()),
            today,
            note_key=note.key if note else "",
            noted_on=note.on if note else None,
            actions=len(acts),
            sees_checks=can_see_checks(actor, facts),
        )
        found[family.pk] = Tracked(family, line, note, acts)
    return found


def families_as_closed(
    actor: ActorFacts, meeting: Meeting, lines: Mapping[int, FamilyLine]
) -> dict[int, Tracked[FamilyLine]]:
    """The same of a closed meeting; lines: what it left of some of the families; three queries."""
    notes = notes_with_keys(line.note_key for line in lines.values())
    actions: dict[int, list[MeetingAction]] = defaultdict(list)
    for one in actions_at_close(meeting, family__in=list(lines)):
        actions[one.family_id or 0].append(one)
    found = {}
    for family in visible_to(actor).filter(pk__in=lines):
        facts, line = family_facts(actor, family), lines[family.pk]
        side, note = notes.get(line.note_key, (Side.BOTH, None))
        if note is not None and not can_read_of_family(actor, facts, side):
            note = None
        if not can_see_checks(actor, facts):
            line = line.without_checks()
        found[family.pk] = Tracked(family, line, note, tuple(actions.get(family.pk, ())))
    return found


def every_family_line(meeting: Meeting, today: date, *, at_once: int) -> dict[int, FamilyLine]:
    """The line of every family in a meeting's scope, in order, whoever may see them."""
    scope = FamilyRecord.objects.filter(family_scope_of(meeting))
    pks = list(_in_order(scope, today).values_list("pk", flat=True))
    lines: dict[int, FamilyLine] = {}
    for start in range(0, len(pks), at_once):
        part = pks[start : start + at_once]
        clocks = clocks_waiting("family", part, today)
        actions = open_actions(family__in=part)
        families = FamilyRecord.objects.filter(pk__in=part).select_related("agency", "team", "row")
        for family in _shown(families, today):
            note = latest(notes_of_case(family, [Side.ADOPTIVE]))
            lines[family.pk] = _line(
                family,
                clocks.get(family.pk, ()),
                today,
                note_key=note.key if note else "",
                noted_on=note.on if note else None,
                actions=len(actions.get(family.pk, ())),
                sees_checks=True,
            )
    return {pk: lines[pk] for pk in pks}


def snapshot_of_families(actor: ActorFacts, meeting: Meeting) -> dict[int, FamilyLine]:
    """What a closed meeting left of the families who exist for this person today; one query."""
    return snapshot_of(meeting, "family", visible_to(actor), FamilyLine)


def _line(
    family: Any,
    clocks: Collection[DueRow],
    today: date,
    *,
    note_key: str,
    noted_on: date | None,
    actions: int,
    sees_checks: bool,
) -> FamilyLine:
    row = family.row
    line = FamilyLine(
        key=family.key,
        reference=family.pseudonym,
        agency=family.agency.name,
        team=family.team.name if family.team else "",
        stage=row.stage,
        **clock_facts(list(clocks), today),
        delay=family.delay or "",
        owner=family.owner or "",
        note_key=note_key,
        noted_on=noted_on,
        actions=actions,
        days=_days(row.stage_from_on, today),
        limit=row.limit,
        limit_over=_days(row.limit_due_on, today),
        is_on_hold=row.is_on_hold,
        waits_by_choice=row.waits_by_choice,
        waits_for=row.waits_for,
        waits_days=_days(row.waits_from_on, today) if row.waits_for else None,
    )
    return line if sees_checks else line.without_checks()


def _days(since: date | None, today: date) -> int | None:
    return (today - since).days if since else None
