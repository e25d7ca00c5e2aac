"""Reading children's records. Everything starts from ``visible_to(actor)``, which fails closed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from belong.domain.policy import MATRIX, ActorFacts, Grant, Part, RecordFacts, Scope
from belong.web.children.models import ChildRecord, ChildTie, Opening, Responsibility
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

__all__ = ["child_facts", "find_child", "visible_to"]


def visible_to(actor: ActorFacts, *, now: datetime | None = None) -> QuerySet[VisibleChild]:
    """The children who exist for this person today, by pseudonym at least.

    Each row is annotated with is_responsible, is_tied and is_opened (for this person), which
    ``child_facts`` turns into the facts of access. A person with no appointment sees nobody.
    """
    now = now or timezone.now()
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
    return (
        ChildRecord.objects.annotate(
            is_responsible=Exists(mine), is_tied=Exists(tied), is_opened=Exists(opened)
        )
        .filter(_reach(actor))
        .exclude(key__in=actor.blocked)
        .filter(Q(closed_at=None) | Q(is_opened=True))
        .select_related("council", "team", "row")
    )


def _reach(actor: ActorFacts) -> Q:
    """Whose records the person's appointments reach; the same matrix as ``policy.grant``."""
    reach = Q(pk__in=[])
    for appointment in actor.appointments:
        found = MATRIX[appointment.role].get(Part.CHILD_DATES)
        if found is None or found[0] is Grant.NOTHING:
            continue
        given, scope = found
        here = Q(council__key__in=appointment.agencies)
        if scope is Scope.LINKED:
            here = Q(is_tied=True)
        elif scope is Scope.CASELOAD:
            team = Q(team__key=appointment.team_key) if appointment.team_key else Q(pk__in=[])
            here &= Q(is_responsible=True) | team
        if given is Grant.WITH_REASON:
            here &= Q(is_opened=True)
        reach |= here
    return reach


def child_facts(actor: ActorFacts, child: VisibleChild) -> RecordFacts:
    """What access to a row of ``visible_to(actor)`` depends on, for that same person."""
    me = frozenset({actor.person_key})
    return RecordFacts(
        key=child.key,
        agency_key=child.council.key,
        team_key=child.team.key if child.team else None,
        responsible=me if child.is_responsible else frozenset(),
        tied_to=me if child.is_tied else frozenset(),
        is_closed=child.closed_at is not None,
        opened_by=me if child.is_opened else frozenset(),
    )


def find_child(actor: ActorFacts, key: str) -> VisibleChild | None:
    """The child with this key if it exists for this person, else None: answer 404."""
    return visible_to(actor).filter(key=key).first()
