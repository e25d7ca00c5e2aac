"""Who keeps an agency's register of approved papers and reports due, and who reads it.

It holds papers that are published anyway and days on which reports were presented, and no child or
family. Functions stand in pairs, as everywhere in policy.
"""

from __future__ import annotations

from belong.domain.policy.facts import ActorFacts
from belong.domain.policy.records import NotAllowed
from belong.domain.policy.roles import Role

__all__ = [
    "agencies_governed",
    "agencies_with_register",
    "can_govern",
    "can_read_register",
    "check_govern",
    "check_read_register",
]

_KEEPS = (Role.HEAD_OF_SERVICE, Role.PARTNER_MANAGER)
_READS = (*_KEEPS, Role.PERFORMANCE_OFFICER, Role.PANEL_ADVISER, Role.DECISION_MAKER, Role.AUDITOR)


def agencies_governed(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies whose register this person keeps: where they manage the service.

    A region's head keeps the region's; a member council's own is kept by its manager.
    """
    return frozenset(each.agency_key for each in actor.appointments if each.role in _KEEPS)


def agencies_with_register(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies whose register this person may read: a region's members' too."""
    found: set[str] = set()
    for each in actor.appointments:
        if each.role in _READS:
            found |= each.agencies
    return frozenset(found)


def can_read_register(actor: ActorFacts, agency_key: str | None = None) -> bool:
    """Whether the person may read the register of this agency (None: of any)."""
    held = agencies_with_register(actor)
    return bool(held) if agency_key is None else agency_key in held


def check_read_register(actor: ActorFacts, agency_key: str | None = None) -> None:
    """Raises NotAllowed where ``can_read_register`` is false."""
    if not can_read_register(actor, agency_key):
        raise NotAllowed(
            "The register is for those who manage the service, its panel and its figures, and for"
            " auditors."
        )


def can_govern(actor: ActorFacts, agency_key: str | None = None) -> bool:
    """Whether the person keeps the register of this agency (None: of any)."""
    held = agencies_governed(actor)
    return bool(held) if agency_key is None else agency_key in held


def check_govern(actor: ActorFacts, agency_key: str | None = None) -> None:
    """Raises NotAllowed where ``can_govern`` is false."""
    if not can_govern(actor, agency_key):
        raise NotAllowed("An agency's register is kept by its head of service or manager.")
