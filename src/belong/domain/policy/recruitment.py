"""Who records enquiries, campaigns, information events and courses, who reads them, who counts.

An enquiry comes to the agency and is of nobody's caseload yet: those who may add a family to an
agency record its enquiries, and its head of service reads them. A recruitment officer's reach is
that of their appointment, a region's members with it. Counts are for all who read the agency's
figures. Functions stand in pairs, as everywhere in policy.
"""

from __future__ import annotations

from belong.domain.policy.facts import ActorFacts
from belong.domain.policy.records import NotAllowed
from belong.domain.policy.roles import MATRIX, Grant, Part, Role, Scope

__all__ = [
    "agencies_counted",
    "agencies_recruited_for",
    "agencies_with_enquiries",
    "can_count_recruitment",
    "can_read_enquiries",
    "can_recruit",
    "check_count_recruitment",
    "check_read_enquiries",
    "check_recruit",
]


def agencies_recruited_for(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies for which the person records enquiries, events and campaigns."""
    found: set[str] = set()
    for each in actor.appointments:
        given, scope = MATRIX[each.role].get(Part.FAMILY_IDENTITY, (Grant.NOTHING, Scope.CASELOAD))
        if given is Grant.WRITE:
            found |= each.agencies if scope is Scope.AGENCY else {each.agency_key}
    return frozenset(found)


def agencies_with_enquiries(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies whose enquiries the person reads, names and all."""
    found = set(agencies_recruited_for(actor))
    for each in actor.appointments:
        if each.role is Role.HEAD_OF_SERVICE:
            found |= each.agencies
    return frozenset(found)


def agencies_counted(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies whose enquiries and families the person reads as counts."""
    found = set(agencies_with_enquiries(actor))
    for each in actor.appointments:
        if Part.FIGURES in MATRIX[each.role]:
            found |= each.agencies
    return frozenset(found)


def can_recruit(actor: ActorFacts, agency_key: str | None = None) -> bool:
    """Whether the person records enquiries of this agency (None: of any)."""
    agencies = agencies_recruited_for(actor)
    return bool(agencies) if agency_key is None else agency_key in agencies


def check_recruit(actor: ActorFacts, agency_key: str | None = None) -> None:
    """Raises NotAllowed where ``can_recruit`` is false."""
    if not can_recruit(actor, agency_key):
        raise NotAllowed(
            "Enquiries and events are recorded by recruitment officers and adopters' social"
            " workers."
        )


def can_read_enquiries(actor: ActorFacts) -> bool:
    """Whether the person reads any agency's enquiries."""
    return bool(agencies_with_enquiries(actor))


def check_read_enquiries(actor: ActorFacts) -> None:
    """Raises NotAllowed where ``can_read_enquiries`` is false."""
    if not can_read_enquiries(actor):
        raise NotAllowed("Enquiries are for those who recruit adopters and their head of service.")


def can_count_recruitment(actor: ActorFacts) -> bool:
    """Whether the person reads any agency's recruitment as counts."""
    return bool(agencies_counted(actor))


def check_count_recruitment(actor: ActorFacts) -> None:
    """Raises NotAllowed where ``can_count_recruitment`` is false."""
    if not can_count_recruitment(actor):
        raise NotAllowed("Counts of recruitment are for those who read the agency's figures.")
