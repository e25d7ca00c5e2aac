"""Who may do what: pairs check_x (raises, with reason) and can_x (bool) over plain facts."""

from belong.domain.policy.facts import ActorFacts, Appointment, RecordFacts
from belong.domain.policy.records import (
    NotAllowed,
    can_agree_seal,
    can_open_with_reason,
    can_record,
    can_see,
    can_see_identity,
    check_agree_seal,
    check_open_with_reason,
    check_record,
    check_see,
    check_see_identity,
    grant,
)
from belong.domain.policy.roles import MATRIX, Grant, Part, Role, Scope

__all__ = [
    "MATRIX",
    "ActorFacts",
    "Appointment",
    "Grant",
    "NotAllowed",
    "Part",
    "RecordFacts",
    "Role",
    "Scope",
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
