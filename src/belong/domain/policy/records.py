"""Who may see and do what with a child's or a family's record.

Functions stand in pairs: check_x raises NotAllowed with the reason, can_x tells it as a bool.
``grant`` is the one place where the matrix meets the facts; it fails closed.
"""

from __future__ import annotations

from dataclasses import replace

from belong.domain.errors import BelongError
from belong.domain.policy.facts import ActorFacts, Appointment, RecordFacts
from belong.domain.policy.roles import MATRIX, Grant, Part, Scope

__all__ = [
    "NotAllowed",
    "can_agree_seal",
    "can_open_with_reason",
    "can_record",
    "can_see",
    "can_see_identity",
    "check_agree_seal",
    "check_open_with_reason",
    "check_record",
    "check_see",
    "check_see_identity",
    "grant",
]

_STRENGTH = {
    Grant.NOTHING: 0,
    Grant.PSEUDONYM: 1,
    Grant.SUMMARY: 2,
    Grant.READ: 3,
    Grant.WRITE: 4,
}


class NotAllowed(BelongError):
    """What the person may not do, in words that reveal nothing about the record."""


def grant(actor: ActorFacts, record: RecordFacts, part: Part) -> Grant:
    """The strongest grant that the person holds today on one part of one record.

    A record that the person is blocked from grants nothing. A closed record grants nothing but by
    an opening that has not run out, and then to read only, what it would if it were not closed: no
    part is support's, the letterbox's or finance's own yet, which they would keep. A
    grant that needs a reason counts as reading while it is open, and as nothing before
    (``can_open_with_reason`` tells whether it may be asked for).
    """
    if record.key in actor.blocked:
        return Grant.NOTHING
    is_open = actor.person_key in record.opened_by
    held = [
        _counted(MATRIX[appointment.role].get(part, (Grant.NOTHING, Scope.CASELOAD))[0], is_open)
        for appointment in actor.appointments
        if _reaches(actor, appointment, record, part)
    ]
    strongest = max(held, key=_STRENGTH.__getitem__, default=Grant.NOTHING)
    if record.is_closed:
        strongest = min(strongest, Grant.READ, key=_STRENGTH.__getitem__)
        return strongest if is_open else Grant.NOTHING
    return strongest


def _counted(held: Grant, is_open: bool) -> Grant:
    if held is Grant.WITH_REASON:
        return Grant.READ if is_open else Grant.NOTHING
    return held


def _reaches(actor: ActorFacts, appointment: Appointment, record: RecordFacts, part: Part) -> bool:
    found = MATRIX[appointment.role].get(part)
    if found is None:
        return False
    scope = found[1]
    if scope is Scope.LINKED:
        return actor.person_key in record.tied_to
    if record.agency_key not in appointment.agencies:
        return False
    if scope is Scope.AGENCY:
        return True
    return actor.person_key in record.responsible or (
        appointment.team_key is not None and appointment.team_key == record.team_key
    )


def can_see(actor: ActorFacts, record: RecordFacts, dates: Part) -> bool:
    """Whether the record exists for this person at all (by pseudonym at least)."""
    return grant(actor, record, dates) is not Grant.NOTHING


def check_see(actor: ActorFacts, record: RecordFacts, dates: Part) -> None:
    """Raises NotAllowed where ``can_see`` is false: answer 404."""
    if not can_see(actor, record, dates):
        raise NotAllowed("There is no such record.")


def can_see_identity(actor: ActorFacts, record: RecordFacts, identity: Part) -> bool:
    """Whether names and dates of birth are shown, not a pseudonym."""
    return grant(actor, record, identity) in (Grant.SUMMARY, Grant.READ, Grant.WRITE)


def check_see_identity(actor: ActorFacts, record: RecordFacts, identity: Part) -> None:
    """Raises NotAllowed where ``can_see_identity`` is false."""
    if not can_see_identity(actor, record, identity):
        raise NotAllowed("You may not see who this is.", mend="Open it with a reason if you must.")


def can_record(actor: ActorFacts, record: RecordFacts, dates: Part) -> bool:
    """Whether the person may record, correct or withdraw events on this record."""
    return grant(actor, record, dates) is Grant.WRITE


def check_record(actor: ActorFacts, record: RecordFacts, dates: Part) -> None:
    """Raises NotAllowed where ``can_record`` is false."""
    if not can_record(actor, record, dates):
        raise NotAllowed(
            "You can read this record but not add to it.",
            mend="Ask the worker responsible for it to record this.",
        )


def can_open_with_reason(actor: ActorFacts, record: RecordFacts, identity: Part) -> bool:
    """Whether the person may ask to open an identity, or a closed record, with a reason.

    Only where it shows nothing of it now, and opening it would show it whole: a role that the
    matrix gives the identity with a reason, or a closed record of those that the role reaches.
    """
    opened = replace(record, opened_by=record.opened_by | {actor.person_key})
    is_shown = grant(actor, record, identity) is not Grant.NOTHING
    return not is_shown and grant(actor, opened, identity) in (Grant.READ, Grant.WRITE)


def check_open_with_reason(actor: ActorFacts, record: RecordFacts, identity: Part) -> None:
    """Raises NotAllowed where ``can_open_with_reason`` is false."""
    if not can_open_with_reason(actor, record, identity):
        raise NotAllowed("There is no such record.")


def can_agree_seal(actor: ActorFacts, asked_by: str) -> bool:
    """Whether this person may be the second of the two who seal: never the one who asked."""
    return actor.person_key != asked_by


def check_agree_seal(actor: ActorFacts, asked_by: str) -> None:
    """Raises NotAllowed where ``can_agree_seal`` is false."""
    if not can_agree_seal(actor, asked_by):
        raise NotAllowed("The person who asked for a seal cannot also agree it.")
