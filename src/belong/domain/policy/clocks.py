"""Who sets an agency's own time limits. What may be set at all stands in ``domain.clocks.policy``.

Functions stand in pairs, as everywhere in policy.
"""

from __future__ import annotations

from belong.domain.policy.facts import ActorFacts
from belong.domain.policy.records import NotAllowed
from belong.domain.policy.roles import Role

__all__ = ["agencies_timed_by", "can_set_clocks", "check_set_clocks"]

_SETS = (Role.HEAD_OF_SERVICE, Role.PARTNER_MANAGER)


def agencies_timed_by(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies whose own limits this person sets: where they manage the service.

    A region's head sets those of the region, which hold for its members' children; a member
    council's own are set by its manager.
    """
    return frozenset(each.agency_key for each in actor.appointments if each.role in _SETS)


def can_set_clocks(actor: ActorFacts, agency_key: str | None = None) -> bool:
    """Whether the person sets the limits of this agency, or of any where none is named."""
    timed = agencies_timed_by(actor)
    return agency_key in timed if agency_key else bool(timed)


def check_set_clocks(actor: ActorFacts, agency_key: str | None = None) -> None:
    """Raises NotAllowed where ``can_set_clocks`` is false."""
    if not can_set_clocks(actor, agency_key):
        raise NotAllowed("An agency's own time limits are set by its head of service or manager.")
