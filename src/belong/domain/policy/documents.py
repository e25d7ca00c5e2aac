"""Who may read and add notes and documents: by the side of the wall and by what they tell of.

The matrix decides; what stands here says which part of it each side of a record is. Functions stand
in pairs, as everywhere in policy.
"""

from __future__ import annotations

from belong.domain.documents import Side, Tells
from belong.domain.policy.facts import ActorFacts, RecordFacts
from belong.domain.policy.records import NotAllowed, can_see, grant
from belong.domain.policy.roles import Grant, Part, Role
from belong.domain.policy.tracking import MeetingFacts

__all__ = [
    "can_add_to_child",
    "can_add_to_family",
    "can_read_of_child",
    "can_read_of_family",
    "check_add_to_child",
    "check_add_to_family",
    "check_read_of_child",
    "check_read_of_family",
    "has_role_for_both_sides",
    "meeting_as_record",
]

_WHOLE = (Grant.READ, Grant.WRITE)
#: What somebody must read whole to read what stands on a family's record, by what it tells of.
_PARTS_OF_FAMILY = {
    Tells.ORDINARY: (Part.FAMILY_IDENTITY,),
    Tells.HEALTH: (Part.FAMILY_CHECKS,),
    Tells.CHECKS: (Part.FAMILY_CHECKS, Part.FAMILY_IDENTITY),
}
#: Who may ever hold a paper that carries both sides, where the matrix lets them read each.
_READS_BOTH = (
    Role.FAMILY_FINDER,
    Role.PANEL_ADVISER,
    Role.DECISION_MAKER,
    Role.RECORDS_OFFICER,
    Role.HEAD_OF_SERVICE,
)


def meeting_as_record(key: str, meeting: MeetingFacts) -> RecordFacts:
    """A meeting, for the functions here: as somebody it goes through whose worker is nobody.

    What stands on it tells of anybody in it. So it is for those who read that of every child or
    family of its agency and team, and not for who reads only their own caseload.
    """
    return RecordFacts(key=key, agency_key=meeting.agency_key, team_key=meeting.team_key)


def has_role_for_both_sides(actor: ActorFacts, agency_key: str) -> bool:
    """Whether the person holds a role, in this agency, that may ever read both sides at once."""
    return any(
        each.role in _READS_BOTH and agency_key in each.agencies for each in actor.appointments
    )


def can_read_of_child(
    actor: ActorFacts, record: RecordFacts, side: Side, tells: Tells = Tells.ORDINARY
) -> bool:
    """Whether the person may read what stands on this side of a child's record.

    Birth side: who reads the child's identity, not a summary of it; of health, who reads that, too,
    and whoever writes it. Adoptive side: who reads who adopters are, in the child's agency, and who
    is responsible for a family that the child is tied to. Both: a named role that reads each.
    """
    if not can_see(actor, record, Part.CHILD_DATES):
        return False
    if side is Side.BOTH:
        return has_role_for_both_sides(actor, record.agency_key) and all(
            can_read_of_child(actor, record, each, tells) for each in (Side.BIRTH, Side.ADOPTIVE)
        )
    needs = grant(actor, record, Part.CHILD_NEEDS)
    if side is Side.BIRTH:
        is_reader = grant(actor, record, Part.CHILD_IDENTITY) in _WHOLE
        if tells is Tells.ORDINARY:
            return is_reader
        return needs is Grant.WRITE or (is_reader and needs is Grant.READ)
    is_reader = actor.person_key in record.tied_to
    is_reader = is_reader or grant(actor, record, Part.FAMILY_IDENTITY) in _WHOLE
    return is_reader and (tells is Tells.ORDINARY or needs in _WHOLE)


def check_read_of_child(
    actor: ActorFacts, record: RecordFacts, side: Side, tells: Tells = Tells.ORDINARY
) -> None:
    """Raises NotAllowed where ``can_read_of_child`` is false: answer 404."""
    if not can_read_of_child(actor, record, side, tells):
        raise NotAllowed("There is no such record.")


def can_add_to_child(
    actor: ActorFacts, record: RecordFacts, side: Side, tells: Tells = Tells.ORDINARY
) -> bool:
    """Whether the person may add here: who may read it, and writes the record or its health."""
    writes = grant(actor, record, Part.CHILD_DATES) is Grant.WRITE
    if tells is Tells.HEALTH:
        writes = writes or grant(actor, record, Part.CHILD_NEEDS) is Grant.WRITE
    return writes and can_read_of_child(actor, record, side, tells)


def check_add_to_child(
    actor: ActorFacts, record: RecordFacts, side: Side, tells: Tells = Tells.ORDINARY
) -> None:
    """Raises NotAllowed where ``can_add_to_child`` is false."""
    if not can_add_to_child(actor, record, side, tells):
        raise NotAllowed(
            "You cannot add to this part of the record.",
            mend="Ask the worker responsible for it to add this.",
        )


def can_read_of_family(
    actor: ActorFacts, record: RecordFacts, side: Side, tells: Tells = Tells.ORDINARY
) -> bool:
    """Whether the person may read what stands on this side of a family's record.

    A family's record is of the adoptive side: nothing of the birth side alone stands on it. What
    tells of health is for who reads the checks; references and disclosures are for those among them
    who read who the adopters are, too, which a medical adviser does not.
    """
    if side is Side.BIRTH or not can_see(actor, record, Part.FAMILY_DATES):
        return False
    if any(grant(actor, record, part) not in _WHOLE for part in _PARTS_OF_FAMILY[tells]):
        return False
    return side is Side.ADOPTIVE or has_role_for_both_sides(actor, record.agency_key)


def check_read_of_family(
    actor: ActorFacts, record: RecordFacts, side: Side, tells: Tells = Tells.ORDINARY
) -> None:
    """Raises NotAllowed where ``can_read_of_family`` is false: answer 404."""
    if not can_read_of_family(actor, record, side, tells):
        raise NotAllowed("There is no such record.")


def can_add_to_family(
    actor: ActorFacts, record: RecordFacts, side: Side, tells: Tells = Tells.ORDINARY
) -> bool:
    """Whether the person may add here: who may read it, and writes the record or its checks."""
    part = Part.FAMILY_DATES if tells is Tells.ORDINARY else Part.FAMILY_CHECKS
    return grant(actor, record, part) is Grant.WRITE and can_read_of_family(
        actor, record, side, tells
    )


def check_add_to_family(
    actor: ActorFacts, record: RecordFacts, side: Side, tells: Tells = Tells.ORDINARY
) -> None:
    """Raises NotAllowed where ``can_add_to_family`` is false."""
    if not can_add_to_family(actor, record, side, tells):
        raise NotAllowed(
            "You cannot add to this part of the record.",
            mend="Ask the worker responsible for it to add this.",
        )
