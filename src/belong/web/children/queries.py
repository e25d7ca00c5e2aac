"""Reading children's records. Everything starts from ``visible_to(actor)``, which fails closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from belong.domain.policy import ActorFacts, Grant, Part, RecordFacts, can_open_with_reason
from belong.web.agencies import reach as reaching
from belong.web.agencies.reach import ANY, NAMED, WHOLE, record_facts
from belong.web.children.models import (
    ChildRecord,
    ChildTie,
    EventNote,
    Merge,
    Opening,
    Responsibility,
)
from belong.web.due.queries_policies import has_terms
from belong.web.families.models import FamilyResponsibility

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Reach(TypedDict):
        """How the person who reads is related to the row."""

        is_responsible: bool
        is_tied: bool
        is_opened: bool

    #: A row of ``visible_to``, for the person who reads.
    VisibleChild = WithAnnotations[ChildRecord, _Reach]

__all__ = [
    "child_facts",
    "find_child",
    "find_openable",
    "is_own",
    "key_of_kept",
    "named_to",
    "notes_of",
    "numbered_to",
    "reach",
    "responsible_for",
    "siblings_of",
    "visible_to",
]


def visible_to(
    actor: ActorFacts, *, now: datetime | None = None, with_closed: bool = False
) -> QuerySet[VisibleChild]:
    """The children who exist for this person today, by pseudonym at least.

    Each row is annotated with is_responsible, is_tied and is_opened (for this person), which
    ``child_facts`` turns into the facts of access. A person with no appointment sees nobody.
    with_closed: only for reviewing who opened a record, which shows nothing that stands in it.
    """
    moment = now or timezone.now()
    reached = _related_to(actor, moment).filter(reach(actor, Part.CHILD_DATES))
    if with_closed:
        return reached
    # Asked as a list of its own, for PostgreSQL to count a region's children in half the time.
    opened = Opening.objects.filter(user__key=actor.person_key, until__gt=moment)
    return reached.filter(Q(closed_at=None) | Q(pk__in=opened.values("child")))


def named_to(actor: ActorFacts) -> Q:
    """The condition, on rows of ``visible_to(actor)``, that the person may see who the child is."""
    return reach(actor, Part.CHILD_IDENTITY, NAMED)


def numbered_to(actor: ActorFacts) -> Q:
    """The same, that the person may see the council's number: not for a summary of who it is."""
    return reach(actor, Part.CHILD_IDENTITY, WHOLE)


def _related_to(actor: ActorFacts, now: datetime) -> QuerySet[VisibleChild]:
    """Every record that the person is not blocked from, with how the person is related to it.

    A record that was merged into another is not there: the one that was kept tells of both, and
    whoever is blocked from the one is blocked from both.
    """
    today = timezone.localdate(now)
    mine = Responsibility.objects.filter(
        Q(to_on=None) | Q(to_on__gt=today), child=OuterRef("pk"), user__key=actor.person_key
    )
    my_families = FamilyResponsibility.objects.filter(
        Q(to_on=None) | Q(to_on__gt=today),
        family__key=OuterRef("family_key"),
        user__key=actor.person_key,
    )
    tied = ChildTie.objects.filter(Exists(my_families), child=OuterRef("pk"))
    opened = Opening.objects.filter(child=OuterRef("pk"), user__key=actor.person_key, until__gt=now)
    merged = Merge.objects.filter(undone_at=None)
    blocked = Q(key__in=actor.blocked)
    if actor.blocked:
        of_two = Merge.objects.filter(
            kept=OuterRef("pk"), undone_at=None, other__key__in=actor.blocked
        )
        blocked |= Q(Exists(of_two))
    return (
        ChildRecord.objects.annotate(
            is_responsible=Exists(mine), is_tied=Exists(tied), is_opened=Exists(opened)
        )
        .exclude(pk__in=merged.values("other"))
        .exclude(blocked)
        .select_related("council", "team", "row", "sibling_group", "birth_identity")
    )


def reach(actor: ActorFacts, part: Part, grants: Collection[Grant] = ANY) -> Q:
    """Whose records the person's appointments reach for a part, by grants that count."""
    return reaching.reach(actor, part, grants, agency="council")


def child_facts(actor: ActorFacts, child: VisibleChild) -> RecordFacts:
    """What access to a row of ``visible_to(actor)`` depends on, for that same person."""
    return record_facts(actor, child, child.council, is_closed=child.closed_at is not None)


def is_own(actor: ActorFacts, child: VisibleChild) -> bool:
    """Whether the child is in the person's own caseload or team, or tied to a family of theirs."""
    teams = {each.team_key for each in actor.appointments} - {None}
    return (
        child.is_responsible
        or child.is_tied
        or (child.team is not None and child.team.key in teams)
    )


def find_child(actor: ActorFacts, key: str) -> VisibleChild | None:
    """The child with this key if it exists for this person, else None: answer 404."""
    return visible_to(actor).filter(key=key).annotate(has_own_limits=has_terms("council")).first()


def key_of_kept(actor: ActorFacts, key: str) -> str | None:
    """The key of the record that tells of both, for one that was merged into it.

    None where the key is of no such record, and where the one that was kept is not for this person.
    """
    kept = visible_to(actor).filter(merged_from__other__key=key, merged_from__undone_at=None)
    return kept.values_list("key", flat=True).first()


def find_openable(actor: ActorFacts, *, reference: str) -> ChildRecord | None:
    """The record that the person may ask to open with a reason, by key, pseudonym or number.

    By pseudonym or number of a record that was merged into it, too. None where there is none, where
    it may not be opened, and where opening it would show no more than is seen now.
    """
    agencies = {key for each in actor.appointments for key in each.agencies}
    known_by = ChildRecord.objects.filter(
        Q(pseudonym__iexact=reference)
        | Q(identifiers__value=reference, identifiers__agency__key__in=agencies)
    ).values("pk")
    merged = Merge.objects.filter(undone_at=None, other__in=known_by)
    found = (
        _related_to(actor, timezone.now())
        .filter(council__key__in=agencies)
        .filter(Q(key=reference) | Q(pk__in=known_by) | Q(pk__in=merged.values("kept")))
        .first()
    )
    if found is None:
        return None
    may_open = can_open_with_reason(actor, child_facts(actor, found), Part.CHILD_IDENTITY)
    return found if may_open else None


def siblings_of(actor: ActorFacts, child: ChildRecord) -> list[VisibleChild]:
    """The others of the child's sibling group who exist for this person, eldest first."""
    if child.sibling_group_id is None:
        return []
    return list(
        visible_to(actor)
        .filter(sibling_group=child.sibling_group_id)
        .exclude(pk=child.pk)
        .order_by("birth_identity__born_on", "pk")
    )


def responsible_for(children: Iterable[ChildRecord]) -> dict[int, list[Responsibility]]:
    """Who is or was responsible for each of these children, the present ones first; one query."""
    found: dict[int, list[Responsibility]] = defaultdict(list)
    held = Responsibility.objects.filter(child__in=[child.pk for child in children])
    for each in held.select_related("user").order_by("-from_on", "-pk"):
        found[each.child_id].append(each)
    for of_child in found.values():
        of_child.sort(key=lambda each: each.to_on is not None)
    return found


def notes_of(child: ChildRecord) -> dict[str, list[EventNote]]:
    """What was written with the child's events, by the event's key; one query."""
    found: dict[str, list[EventNote]] = defaultdict(list)
    for note in EventNote.objects.filter(
        Q(child=child) | Q(child__merged_into__kept=child, child__merged_into__undone_at=None)
    ).order_by("pk"):
        found[note.event_key].append(note)
    return found
