"""Whose records a person's appointments reach: the matrix of ``policy.grant`` as a query.

For every app that keeps records: a child's or a family's has an agency, a team, a key, and, on the
rows that an app's ``visible_to`` gives, is_responsible, is_tied and is_opened for who reads.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from belong.domain.policy import MATRIX, ActorFacts, Grant, Part, RecordFacts, Scope
from belong.web.agencies.models import Agency

__all__ = ["ANY", "NAMED", "WHOLE", "few", "reach", "record_facts"]

#: Grants by which a record is there at all, by which it is named, and by which it is whole.
ANY = frozenset(Grant) - {Grant.NOTHING}
NAMED = frozenset({Grant.SUMMARY, Grant.READ, Grant.WRITE})
WHOLE = frozenset({Grant.READ, Grant.WRITE})
#: As many records that a search finds are named one by one to the database.
_FEW = 1000
#: A key that no record has.
_NOBODY = 0


def reach(
    actor: ActorFacts, part: Part, grants: Collection[Grant] = ANY, *, agency: str = "agency"
) -> Q:
    """The condition, on rows of ``visible_to``, that the person's appointments reach a part.

    grants: those that count; one that needs a reason counts while the record is open with one.
    agency: the relation from the record to the agency whose it is. Nobody is reached without an
    appointment.
    """
    reached = Q(pk__in=[])
    for appointment in actor.appointments:
        given, scope = MATRIX[appointment.role].get(part, (Grant.NOTHING, Scope.CASELOAD))
        if given is Grant.NOTHING or given not in (*grants, Grant.WITH_REASON):
            continue
        here = Q(**{f"{agency}__key__in": appointment.agencies})
        if scope is Scope.LINKED:
            here = Q(is_tied=True)
        elif scope is Scope.CASELOAD:
            team = Q(team__key=appointment.team_key) if appointment.team_key else Q(pk__in=[])
            here &= Q(is_responsible=True) | team
        if given is Grant.WITH_REASON:
            here &= Q(is_opened=True)
        reached |= here
    return reached


def record_facts(
    actor: ActorFacts, record: Any, agency: Agency, *, is_closed: bool = False
) -> RecordFacts:
    """What access to a row of ``visible_to(actor)`` depends on, for that same person."""
    me = frozenset({actor.person_key})
    return RecordFacts(
        key=record.key,
        agency_key=agency.key,
        team_key=record.team.key if record.team else None,
        responsible=me if record.is_responsible else frozenset(),
        tied_to=me if record.is_tied else frozenset(),
        is_closed=is_closed,
        opened_by=me if record.is_opened else frozenset(),
    )


def few(found: QuerySet[Any]) -> list[int] | None:
    """Primary keys of records that fit a search, whoever may see them; None where they are many.

    Every name has to be read for it: this is done once, and not for counting, leafing and showing.
    """
    keys = list(found.values_list("pk", flat=True)[: _FEW + 1])
    # With nobody's key among them no question is left out: to find none takes the same work as to
    # find those whom the person may not see.
    return [_NOBODY, *keys] if len(keys) <= _FEW else None
