"""Who may add, hand over, merge, seal and close children's records.

Reading and recording are decided by the matrix in ``records``; what stands here are the acts that
belong to a role. Functions stand in pairs, as everywhere in policy.
"""

from __future__ import annotations

from belong.domain.policy.facts import ActorFacts, RecordFacts
from belong.domain.policy.records import NotAllowed, can_agree_seal, can_see, grant
from belong.domain.policy.roles import MATRIX, Grant, Part, Role

__all__ = [
    "agencies_added_to",
    "agencies_handed_over",
    "can_add_child",
    "can_be_second_to_seal",
    "can_change_identity",
    "can_hand_over",
    "can_keep_from",
    "can_list_children",
    "can_merge",
    "can_read_words",
    "check_add_child",
    "check_be_second_to_seal",
    "check_change_identity",
    "check_hand_over",
    "check_keep_from",
    "check_list_children",
    "check_merge",
]

_ADDS = (Role.CHILD_SOCIAL_WORKER, Role.CHILDREN_TEAM_MANAGER)
_MANAGES = (Role.CHILDREN_TEAM_MANAGER, Role.PARTNER_MANAGER, Role.HEAD_OF_SERVICE)
_KEEPS_RECORDS = (*_MANAGES, Role.RECORDS_OFFICER)


def _agencies(actor: ActorFacts, roles: tuple[Role, ...]) -> frozenset[str]:
    found: set[str] = set()
    for appointment in actor.appointments:
        if appointment.role in roles:
            found |= appointment.agencies
    return frozenset(found)


def can_list_children(actor: ActorFacts) -> bool:
    """Whether any of the person's roles reaches children's records at all."""
    return any(Part.CHILD_DATES in MATRIX[each.role] for each in actor.appointments)


def check_list_children(actor: ActorFacts) -> None:
    """Raises NotAllowed where ``can_list_children`` is false."""
    if not can_list_children(actor):
        raise NotAllowed("Children's records are for those who work with children.")


def agencies_added_to(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies whose children this person may add."""
    return _agencies(actor, _ADDS)


def can_add_child(actor: ActorFacts, agency_key: str | None = None) -> bool:
    """Whether the person may add a child to this agency, or to any where none is named."""
    agencies = agencies_added_to(actor)
    return agency_key in agencies if agency_key else bool(agencies)


def check_add_child(actor: ActorFacts, agency_key: str | None = None) -> None:
    """Raises NotAllowed where ``can_add_child`` is false."""
    if not can_add_child(actor, agency_key):
        raise NotAllowed("Children are added by their social workers and team managers.")


def can_change_identity(actor: ActorFacts, record: RecordFacts) -> bool:
    """Whether the person may change who the child is, whose worker and team, and the numbers."""
    return grant(actor, record, Part.CHILD_IDENTITY) is Grant.WRITE


def check_change_identity(actor: ActorFacts, record: RecordFacts) -> None:
    """Raises NotAllowed where ``can_change_identity`` is false."""
    if not can_change_identity(actor, record):
        raise NotAllowed("This is for the child's social worker and team manager.")


def agencies_handed_over(actor: ActorFacts) -> frozenset[str]:
    """Keys of the agencies in which this person hands over the caseload of somebody who leaves."""
    return _agencies(actor, _MANAGES)


def can_hand_over(actor: ActorFacts) -> bool:
    """Whether the person may hand over anybody's caseload."""
    return bool(agencies_handed_over(actor))


def check_hand_over(actor: ActorFacts) -> None:
    """Raises NotAllowed where ``can_hand_over`` is false."""
    if not can_hand_over(actor):
        raise NotAllowed("Caseloads are handed over by managers.")


def can_merge(actor: ActorFacts, record: RecordFacts) -> bool:
    """Whether the person may join another record to this one, or undo that."""
    return record.agency_key in _agencies(actor, _KEEPS_RECORDS) and can_see(
        actor, record, Part.CHILD_DATES
    )


def check_merge(actor: ActorFacts, record: RecordFacts) -> None:
    """Raises NotAllowed where ``can_merge`` is false."""
    if not can_merge(actor, record):
        raise NotAllowed("Records are merged by managers and records officers.")


def can_keep_from(actor: ActorFacts, record: RecordFacts) -> bool:
    """Whether the person may keep somebody from this record by name, or let them back."""
    return can_merge(actor, record)


def check_keep_from(actor: ActorFacts, record: RecordFacts) -> None:
    """Raises NotAllowed where ``can_keep_from`` is false."""
    if not can_keep_from(actor, record):
        raise NotAllowed("Managers and records officers keep a person from a child's record.")


def can_be_second_to_seal(actor: ActorFacts, record: RecordFacts, asked_by: str) -> bool:
    """Whether the person may agree to a seal: a manager of the agency, never the one who asked."""
    return can_merge(actor, record) and can_agree_seal(actor, asked_by)


def check_be_second_to_seal(actor: ActorFacts, record: RecordFacts, asked_by: str) -> None:
    """Raises NotAllowed where ``can_be_second_to_seal`` is false."""
    if not can_be_second_to_seal(actor, record, asked_by):
        raise NotAllowed("A seal is agreed by a manager other than the person who asked for it.")


def can_read_words(actor: ActorFacts, record: RecordFacts, *, is_adoptive_side: bool) -> bool:
    """Whether the person may read what was written with an event.

    Words of the birth side are for those who read the child's identity, not a summary of it. Words
    of the adoptive side are also for those responsible for a family that the child is tied to.
    """
    if grant(actor, record, Part.CHILD_IDENTITY) in (Grant.READ, Grant.WRITE):
        return True
    return (
        is_adoptive_side
        and actor.person_key in record.tied_to
        and can_see(actor, record, Part.CHILD_DATES)
    )
