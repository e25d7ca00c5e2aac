"""What waits in one person's own caseload, and whose limits a record goes by.

What is due is read from what is folded, never by folding.

Every read starts from ``visible_to(actor)`` and from who is responsible today.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest

from belong.domain.events import EVENT_KINDS, EventKind
from belong.domain.journey.family import APPROVED_STAGES, FamilyEventKind
from belong.domain.policy import ActorFacts
from belong.web.accounts.models import User
from belong.web.children.models import ChildRecord, ChildTie, Merge, Responsibility
from belong.web.children.queries import visible_to as children_visible_to
from belong.web.due.models import DueRow, Look
from belong.web.families.models import FamilyRecord, FamilyResponsibility
from belong.web.families.queries import visible_to as families_visible_to
from belong.web.ledger.models import Event, SubjectKind
from belong.web.ledger.queries import changes_until

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Own(TypedDict):
        """As of every row that is visible, and whether nobody was considered for 90 days."""

        is_responsible: bool
        is_tied: bool
        is_opened: bool
        is_forgotten: bool

    OwnChild = WithAnnotations[ChildRecord, _Own]
    OwnFamily = WithAnnotations[FamilyRecord, _Own]

    class _ToldWith(TypedDict):
        """On whose record an event stands, and who recorded it."""

        told_with: str
        by_name: str | None

    DecidedEvent = WithAnnotations[Event, _ToldWith]

__all__ = [
    "COMING_DAYS",
    "DECIDED_KINDS",
    "NOT_CONSIDERED_DAYS",
    "Due",
    "children_of",
    "councils_of_children",
    "decided_for",
    "due_of",
    "families_of",
    "keys_of_children",
    "keys_of_families",
    "recorded_on",
]

#: How far ahead the home page looks, and after how long nobody having been considered is said.
COMING_DAYS, NOT_CONSIDERED_DAYS = 14, 90
#: How long what others decided is shown to who never said that they had read it.
_UNREAD_FOR = timedelta(days=30)
#: The largest caseload that one page reads.
_LARGEST = 200
_F = FamilyEventKind
_DECIDED_OF_FAMILIES = (
    *(_F.REGISTRATION_DECLINED, _F.STAGE_1_PASSED, _F.STAGE_1_NOT_PASSED, _F.STAGE_2_BEGAN),
    *(_F.PANEL_RECOMMENDED, _F.DETERMINATION_SENT, _F.REVIEW_PANEL_RECOMMENDED, _F.APPROVED),
    *(_F.NOT_APPROVED, _F.LINKED, _F.LINK_ENDED, _F.MATCHED, _F.MATCH_ENDED, _F.CHILD_PLACED),
    *(_F.EARLY_PERMANENCE_PLACED, _F.PLACEMENT_ENDED, _F.ADOPTION_ORDER_MADE, _F.WITHDREW),
    _F.DEREGISTERED,
)
_DECIDED_OF_CHILDREN = (
    *(kind for kind, facts in EVENT_KINDS.items() if facts.moves),
    *(EventKind.PANEL_RECOMMENDED, EventKind.MATCH_REFUSED, EventKind.LEAVE_DECIDED),
    *(EventKind.APPEAL_DECIDED, EventKind.HEARING_VACATED, EventKind.HEARING_ADJOURNED),
)
#: What counts as decided: whatever moves a child's or a family's journey, and courts and panels.
DECIDED_KINDS = frozenset(str(kind) for kind in (*_DECIDED_OF_CHILDREN, *_DECIDED_OF_FAMILIES))
_CONSIDERED = (
    *(str(EventKind.LINKED), str(EventKind.LINK_ENDED), str(EventKind.MATCH_ENDED)),
    *(str(EventKind.DISRUPTED), str(EventKind.EARLY_PERMANENCE_ENDED)),
    *(str(_F.LINKED), str(_F.LINK_ENDED), str(_F.MATCH_ENDED), str(_F.PLACEMENT_ENDED)),
)


def _lasting(today: date) -> Q:
    return Q(to_on=None) | Q(to_on__gt=today)


def _considered_since(day: date) -> Exists:
    """Whether a family was considered, or stopped being, on a day or after."""
    return Exists(
        Event.objects.filter(
            subject_key=OuterRef("key"),
            kind__in=_CONSIDERED,
            happened_on__gte=day,
            superseded_by=None,
            is_withdrawal=False,
        )
    )


def children_of(actor: ActorFacts, today: date) -> list[OwnChild]:
    """The children whom the person is responsible for and whose record is open; one query.

    Each with is_forgotten: waits for a family, and none has been considered for 90 days.
    """
    since = today - timedelta(days=NOT_CONSIDERED_DAYS)
    mine = Responsibility.objects.filter(_lasting(today), user__key=actor.person_key)
    waits = Q(row__is_waiting=True, row__plan_decided_on__lte=since)
    tied = Exists(ChildTie.objects.filter(child=OuterRef("pk")))
    return list(
        children_visible_to(actor)
        .filter(pk__in=mine.values("child"), is_responsible=True)
        .annotate(is_forgotten=_if_so(waits & ~tied & ~_considered_since(since)))
        .order_by("pk")[:_LARGEST]
    )


def families_of(actor: ActorFacts, today: date) -> list[OwnFamily]:
    """The families whom the person is responsible for; one query. is_forgotten: as of children.

    Who waits by choice or is on hold is not forgotten.
    """
    since = today - timedelta(days=NOT_CONSIDERED_DAYS)
    mine = FamilyResponsibility.objects.filter(_lasting(today), user__key=actor.person_key)
    waits = Q(
        row__stage__in=[str(stage) for stage in APPROVED_STAGES],
        row__approved_on__lte=since,
        row__placed_on=None,
        row__is_on_hold=False,
        row__waits_by_choice=False,
    )
    tied = Exists(ChildTie.objects.filter(family_key=OuterRef("key")))
    return list(
        families_visible_to(actor)
        .filter(pk__in=mine.values("family"), is_responsible=True)
        .annotate(is_forgotten=_if_so(waits & ~tied & ~_considered_since(since)))
        .order_by("pk")[:_LARGEST]
    )


def _if_so(condition: Any) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


@dataclass(frozen=True)
class Due:
    """What is due of one caseload, the longest over, or the soonest, first.

    unexplained: what was missed, waits no more, and has no reason. begun: what began to wait in the
    last 30 days.
    """

    overdue: tuple[DueRow, ...]
    coming: tuple[DueRow, ...]
    unexplained: tuple[DueRow, ...]
    begun: tuple[DueRow, ...]


def due_of(children: Collection[int], families: Collection[int], today: date) -> Due:
    """What is due of these children and families, by primary key; one query."""
    until = today + timedelta(days=COMING_DAYS)
    of_mine = Q(child__in=children) | Q(family__in=families)
    is_near = Q(due_on__lte=until) | Q(started_on__gte=today - _UNREAD_FOR)
    soon = DueRow.objects.waiting(today).filter(of_mine, is_near)
    ended = DueRow.objects.asking(today).filter(
        of_mine, Q(met_on__isnull=False) | Q(void_on__isnull=False)
    )
    rows = sorted(soon | ended, key=lambda row: (row.due_on, row.clock, row.pk))
    waiting = [row for row in rows if row.met_on is None and row.void_on is None]
    return Due(
        overdue=tuple(row for row in waiting if row.due_on < today and not row.only_tells),
        coming=tuple(row for row in waiting if today <= row.due_on <= until),
        unexplained=tuple(row for row in rows if row.met_on or row.void_on),
        begun=tuple(row for row in waiting if row.started_on >= today - _UNREAD_FOR),
    )


def recorded_on(keys: Collection[str]) -> Q:
    """The condition, on events, that they stand with these children and families.

    What was recorded on a child's record that is merged into one of these stands with it.
    """
    merged = Merge.objects.filter(undone_at=None, kept__key__in=keys).values("other__key")
    children = ChildRecord.objects.filter(key__in=keys).values("key")
    families = FamilyRecord.objects.filter(key__in=keys).values("key")
    # One set of keys, and the kinds named: so the database finds the events by their index.
    return Q(
        subject_kind__in=[SubjectKind.CHILD, SubjectKind.FAMILY],
        subject_key__in=children.union(families, merged),
    )


def decided_for(
    actor: ActorFacts, keys: Sequence[str], now: datetime, most: int
) -> list[DecidedEvent]:
    """What others decided on these records since the person last said so, newest first; one query.

    Each with told_with (the record that it stands with) and by_name. Of what was corrected only
    what stands; of what was taken back, that it was. Not longer ago than 30 days.
    """
    if not keys:
        return []
    merges = Merge.objects.filter(undone_at=None)
    kept = merges.filter(other__key=OuterRef("subject_key")).values("kept__key")[:1]
    read = Look.objects.filter(user__key=actor.person_key).values("change")[:1]
    found: QuerySet[Event] = Event.objects.filter(
        recorded_on(keys),
        kind__in=DECIDED_KINDS,
        superseded_by=None,
        planned_for=None,
        change_id__gt=Greatest(
            Coalesce(Subquery(read), 0),
            Coalesce(Subquery(changes_until(now - _UNREAD_FOR)[:1]), 0),
        ),
    )
    return list(
        found.exclude(change__by_person=actor.person_key)
        .annotate(
            told_with=Coalesce(Subquery(kept), F("subject_key")),
            by_name=Subquery(
                User.objects.filter(key=OuterRef("change__by_person")).values("name")[:1]
            ),
        )
        .select_related("change")
        .order_by("-change_id", "-pk")[:most]
    )


def councils_of_children(children: Collection[int]) -> dict[int, int]:
    """The council of each of these children, by primary keys."""
    found = ChildRecord.objects.filter(pk__in=list(children))
    return dict(found.values_list("pk", "council"))


def keys_of_children(agencies: Collection[int]) -> list[str]:
    """Keys of every child of these councils."""
    found = ChildRecord.objects.filter(council__in=list(agencies))
    return list(found.values_list("key", flat=True))


def keys_of_families(agencies: Collection[int]) -> list[str]:
    """Keys of every family of these agencies."""
    found = FamilyRecord.objects.filter(agency__in=list(agencies))
    return list(found.values_list("key", flat=True))
