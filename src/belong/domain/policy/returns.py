"""Who makes the statutory returns: Annex A lists, the quarterly data, the adoption part of the 903.

A return names every child of the agency by the council's own number and date of birth, those whose
record is closed after the order too, and nobody by name. So it is for those who file returns and
who answer for them, whatever else their roles show; each page and each file is noted. Functions
stand in pairs, as everywhere in policy.
"""

from __future__ import annotations

from belong.domain.policy.facts import ActorFacts
from belong.domain.policy.records import NotAllowed
from belong.domain.policy.roles import Role

__all__ = ["agencies_returned_for", "can_make_returns", "check_make_returns"]

_MAKES = (Role.PERFORMANCE_OFFICER, Role.HEAD_OF_SERVICE)


def agencies_returned_for(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies whose returns this person makes today."""
    found: set[str] = set()
    for appointment in actor.appointments:
        if appointment.role in _MAKES:
            found |= appointment.agencies
    return frozenset(found)


def can_make_returns(actor: ActorFacts, agency_key: str | None = None) -> bool:
    """Whether the person makes returns of this agency (None: of any)."""
    held = agencies_returned_for(actor)
    return bool(held) if agency_key is None else agency_key in held


def check_make_returns(actor: ActorFacts, agency_key: str | None = None) -> None:
    """Raises NotAllowed where ``can_make_returns`` is false."""
    if not can_make_returns(actor, agency_key):
        raise NotAllowed(
            "Returns are made by performance officers and heads of service of the agency."
        )
