"""Who may add families, change who is in them, hand them over, and agree to a seal.

Reading and recording are decided by the matrix in ``records``; what stands here are the acts that
belong to a role. Functions stand in pairs, as everywhere in policy.
"""

from __future__ import annotations

from belong.domain.policy.facts import ActorFacts, RecordFacts
from belong.domain.policy.records import NotAllowed, can_agree_seal, can_see, grant
from belong.domain.policy.roles import MATRIX, Grant, Part, Role, Scope

__all__ = [
    "agencies_of_new_families",
    "can_add_family",
    "can_change_people",
    "can_hand_over_families",
    "can_hand_over_family",
    "can_keep_from_family",
    "can_list_families",
    "can_read_adopters",
    "can_read_checks",
    "can_read_reasons",
    "can_record_checks",
    "can_second_family_seal",
    "can_see_address",
    "can_see_checks",
    "check_add_family",
    "check_change_people",
    "check_hand_over_families",
    "check_hand_over_family",
    "check_keep_from_family",
    "check_list_families",
    "check_read_adopters",
    "check_record_checks",
    "check_second_family_seal",
]

_MANAGES = (Role.HEAD_OF_SERVICE, Role.RECORDS_OFFICER)


def can_list_families(actor: ActorFacts) -> bool:
    """Whether any of the person's roles reaches families' records at all."""
    return any(Part.FAMILY_DATES in MATRIX[each.role] for each in actor.appointments)


def check_list_families(actor: ActorFacts) -> None:
    """Raises NotAllowed where ``can_list_families`` is false."""
    if not can_list_families(actor):
        raise NotAllowed("Families' records are for those who work with adopters.")


def agencies_of_new_families(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies to which this person may add a family."""
    found: set[str] = set()
    for appointment in actor.appointments:
        given = MATRIX[appointment.role].get(Part.FAMILY_IDENTITY, (Grant.NOTHING, Scope.CASELOAD))
        if given[0] is Grant.WRITE:
            found.add(appointment.agency_key)
    return frozenset(found)


def can_add_family(actor: ActorFacts) -> bool:
    """Whether the person may add a family to any agency."""
    return bool(agencies_of_new_families(actor))


def check_add_family(actor: ActorFacts, agency_key: str | None = None) -> None:
    """Raises NotAllowed where the person may not add a family to this agency (None: to any)."""
    agencies = agencies_of_new_families(actor)
    if not agencies or (agency_key is not None and agency_key not in agencies):
        raise NotAllowed("Families are added by recruitment officers and adopters' social workers.")


def can_change_people(actor: ActorFacts, record: RecordFacts) -> bool:
    """Whether the person may change who is in the household, its home and its applications."""
    return grant(actor, record, Part.FAMILY_IDENTITY) is Grant.WRITE


def check_change_people(actor: ActorFacts, record: RecordFacts) -> None:
    """Raises NotAllowed where ``can_change_people`` is false."""
    if not can_change_people(actor, record):
        raise NotAllowed("This is for the family's own social worker.")


def can_see_address(actor: ActorFacts, record: RecordFacts) -> bool:
    """Whether the family's home is shown: to those who read who they are, not a summary of it."""
    return grant(actor, record, Part.FAMILY_IDENTITY) in (Grant.READ, Grant.WRITE)


def can_read_adopters(actor: ActorFacts) -> bool:
    """Whether any of the person's roles may learn who the adopters of a child are, in some case."""
    return any(Part.FAMILY_IDENTITY in MATRIX[each.role] for each in actor.appointments)


def check_read_adopters(actor: ActorFacts) -> None:
    """Raises NotAllowed where ``can_read_adopters`` is false."""
    if not can_read_adopters(actor):
        raise NotAllowed("Who the adopters are is for those who work with the child or with them.")


def can_read_reasons(actor: ActorFacts, record: RecordFacts) -> bool:
    """Whether words that somebody wrote as a reason are shown: they may say who it is about."""
    return can_see_address(actor, record)


def can_see_checks(actor: ActorFacts, record: RecordFacts) -> bool:
    """Whether it is shown which checks there are and which are still out."""
    return grant(actor, record, Part.FAMILY_CHECKS) in (Grant.SUMMARY, Grant.READ, Grant.WRITE)


def can_read_checks(actor: ActorFacts, record: RecordFacts) -> bool:
    """Whether it is shown whom each check is about and what came of it."""
    return grant(actor, record, Part.FAMILY_CHECKS) in (Grant.READ, Grant.WRITE)


def can_record_checks(actor: ActorFacts, record: RecordFacts) -> bool:
    """Whether the person may record checks, as well as the family's other events."""
    return grant(actor, record, Part.FAMILY_CHECKS) is Grant.WRITE


def check_record_checks(actor: ActorFacts, record: RecordFacts) -> None:
    """Raises NotAllowed where ``can_record_checks`` is false."""
    if not can_record_checks(actor, record):
        raise NotAllowed("Checks are recorded by the family's social worker.")


def can_hand_over_family(actor: ActorFacts, record: RecordFacts) -> bool:
    """Whether the person may say who is responsible: who works with the family, or manages it."""
    return can_change_people(actor, record) or (
        _manages(actor, record) and can_see(actor, record, Part.FAMILY_DATES)
    )


def check_hand_over_family(actor: ActorFacts, record: RecordFacts) -> None:
    """Raises NotAllowed where ``can_hand_over_family`` is false."""
    if not can_hand_over_family(actor, record):
        raise NotAllowed("A family is handed over by its social worker or the head of service.")


def agencies_of_families_handed_over(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies in which this person hands over all families of somebody who leaves."""
    found: set[str] = set()
    for each in actor.appointments:
        if each.role in (Role.HEAD_OF_SERVICE, Role.VOLUNTARY_AGENCY_WORKER):
            found |= each.agencies
    return frozenset(found)


def can_hand_over_families(actor: ActorFacts) -> bool:
    """Whether the person may hand over anybody's caseload of families."""
    return bool(agencies_of_families_handed_over(actor))


def check_hand_over_families(actor: ActorFacts) -> None:
    """Raises NotAllowed where ``can_hand_over_families`` is false."""
    if not can_hand_over_families(actor):
        raise NotAllowed("Caseloads of families are handed over by the head of service.")


def can_keep_from_family(actor: ActorFacts, record: RecordFacts) -> bool:
    """Whether the person may keep somebody from this record by name, or let them back."""
    return can_hand_over_family(actor, record)


def check_keep_from_family(actor: ActorFacts, record: RecordFacts) -> None:
    """Raises NotAllowed where ``can_keep_from_family`` is false."""
    if not can_keep_from_family(actor, record):
        raise NotAllowed("The family's worker or the head of service keeps a person from it.")


def can_second_family_seal(actor: ActorFacts, record: RecordFacts, asked_by: str) -> bool:
    """Whether the person may agree to a seal: a manager of the agency, never the one who asked."""
    return (
        _manages(actor, record)
        and can_see(actor, record, Part.FAMILY_DATES)
        and can_agree_seal(actor, asked_by)
    )


def check_second_family_seal(actor: ActorFacts, record: RecordFacts, asked_by: str) -> None:
    """Raises NotAllowed where ``can_second_family_seal`` is false."""
    if not can_second_family_seal(actor, record, asked_by):
        raise NotAllowed("A seal is agreed by a manager other than the person who asked for it.")


def _manages(actor: ActorFacts, record: RecordFacts) -> bool:
    return any(
        each.role in _MANAGES and record.agency_key in each.agencies for each in actor.appointments
    )
