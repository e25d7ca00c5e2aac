"""Whose work a person oversees, whose openings they review, and who has a caseload of their own.

What they may see of a record is decided by the matrix in ``records``; nothing here widens it.
"""

from __future__ import annotations

from belong.domain.policy.facts import ActorFacts
from belong.domain.policy.roles import MATRIX, Grant, Part, Role

__all__ = ["agencies_overseen", "can_oversee", "can_review_opening", "has_caseload"]

_OVERSEES = (Role.CHILDREN_TEAM_MANAGER, Role.PARTNER_MANAGER, Role.HEAD_OF_SERVICE)
_WORKS_WITH = (Grant.READ, Grant.WRITE)


def agencies_overseen(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies where this person is told of broken rules and reviews openings."""
    overseen: set[str] = set()
    for each in actor.appointments:
        if each.role in _OVERSEES:
            overseen |= each.agencies
    return frozenset(overseen)


def can_oversee(actor: ActorFacts) -> bool:
    """Whether the person oversees anybody's work."""
    return bool(agencies_overseen(actor))


def can_review_opening(actor: ActorFacts, agency_key: str, opened_by: str) -> bool:
    """Whether the person may review an opening of an agency's record: never one of their own."""
    return agency_key in agencies_overseen(actor) and actor.person_key != opened_by


def has_caseload(actor: ActorFacts) -> bool:
    """Whether any role of the person works with children or families, and oversees nobody."""
    return any(
        each.role not in _OVERSEES and MATRIX[each.role][part][0] in _WORKS_WITH
        for each in actor.appointments
        for part in (Part.CHILD_DATES, Part.FAMILY_DATES)
        if part in MATRIX[each.role]
    )
