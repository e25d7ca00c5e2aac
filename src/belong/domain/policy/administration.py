"""Who may manage agencies, people and roles, and who may read the audit log.

Neither opens a child's or a family's record. Functions stand in pairs, as everywhere in policy.
"""

from __future__ import annotations

from belong.domain.policy.facts import ActorFacts
from belong.domain.policy.records import NotAllowed
from belong.domain.policy.roles import MATRIX, Grant, Part

__all__ = [
    "agencies_managed",
    "agencies_with_log",
    "can_appoint",
    "can_change_person",
    "can_manage",
    "can_manage_regions",
    "can_read_log",
    "check_appoint",
    "check_change_person",
    "check_manage",
    "check_manage_regions",
    "check_read_log",
]


def _agencies(actor: ActorFacts, part: Part, grants: frozenset[Grant]) -> frozenset[str]:
    found: set[str] = set()
    for appointment in actor.appointments:
        held = MATRIX[appointment.role].get(part)
        if held and held[0] in grants:
            found |= appointment.agencies
    return frozenset(found)


def agencies_managed(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies whose people, teams and roles this person manages today."""
    return _agencies(actor, Part.PEOPLE_AND_ROLES, frozenset({Grant.WRITE}))


def can_manage(actor: ActorFacts, agency_key: str | None = None) -> bool:
    """Whether the person manages this agency, or any at all where none is named."""
    managed = agencies_managed(actor)
    return agency_key in managed if agency_key else bool(managed)


def check_manage(actor: ActorFacts, agency_key: str | None = None) -> None:
    """Raises NotAllowed where ``can_manage`` is false."""
    if not can_manage(actor, agency_key):
        raise NotAllowed("Agencies, people and roles are managed by administrators.")


def can_manage_regions(actor: ActorFacts, regions: frozenset[str]) -> bool:
    """Whether the person may add agencies and change memberships.

    regions: keys of the regional agencies there are. It takes an administrator of one itself.
    """
    return bool(agencies_managed(actor) & regions)


def check_manage_regions(actor: ActorFacts, regions: frozenset[str]) -> None:
    """Raises NotAllowed where ``can_manage_regions`` is false."""
    if not can_manage_regions(actor, regions):
        raise NotAllowed("Agencies and memberships are managed by administrators of a region.")


def can_appoint(actor: ActorFacts, agency_key: str, person_key: str) -> bool:
    """Whether the person may give or end this other person's roles in an agency.

    Never their own: nobody opens records to themselves.
    """
    return can_manage(actor, agency_key) and actor.person_key != person_key


def check_appoint(actor: ActorFacts, agency_key: str, person_key: str) -> None:
    """Raises NotAllowed where ``can_appoint`` is false."""
    check_manage(actor, agency_key)
    if not can_appoint(actor, agency_key, person_key):
        raise NotAllowed(
            "You cannot change your own roles or account.",
            mend="Ask another administrator of your agency.",
        )


def can_change_person(actor: ActorFacts, person_key: str, agencies: frozenset[str]) -> bool:
    """Whether the person may change another's name, e-mail or account.

    agencies: where that other holds a role. All of them must be managed by the person, or an
    administrator of one agency could take over an account that opens another's records.
    """
    return actor.person_key != person_key and bool(agencies) and agencies <= agencies_managed(actor)


def check_change_person(actor: ActorFacts, person_key: str, agencies: frozenset[str]) -> None:
    """Raises NotAllowed where ``can_change_person`` is false."""
    if not can_change_person(actor, person_key, agencies):
        raise NotAllowed(
            "This account is your own, or opens records of an agency that you do not manage.",
            mend="Ask an administrator of that agency.",
        )


def agencies_with_log(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies whose part of the audit log this person reads today."""
    return _agencies(actor, Part.AUDIT_LOG, frozenset({Grant.READ, Grant.WRITE}))


def can_read_log(actor: ActorFacts) -> bool:
    """Whether the person may read the audit log of any agency."""
    return bool(agencies_with_log(actor))


def check_read_log(actor: ActorFacts) -> None:
    """Raises NotAllowed where ``can_read_log`` is false."""
    if not can_read_log(actor):
        raise NotAllowed("The audit log is read by managers and auditors.")
