"""Who records, reads and counts recruitment."""

from __future__ import annotations

import pytest

from belong.domain.policy import ActorFacts, Appointment, NotAllowed, Role
from belong.domain.policy.recruitment import (
    agencies_counted,
    agencies_recruited_for,
    agencies_with_enquiries,
    can_count_recruitment,
    can_read_enquiries,
    can_recruit,
    check_count_recruitment,
    check_read_enquiries,
    check_recruit,
)

RECRUITS = {
    Role.RECRUITMENT_OFFICER,
    Role.ADOPTERS_SOCIAL_WORKER,
    Role.VOLUNTARY_AGENCY_WORKER,
}
COUNTS_NOT = {
    Role.REVIEWING_OFFICER,
    Role.MEDICAL_ADVISER,
    Role.PANEL_CHAIR,
    Role.PANEL_MEMBER,
    Role.FINANCE_OFFICER,
    Role.COMMITTEE_MEMBER,
    Role.ADMINISTRATOR,
}


def actor(role: Role) -> ActorFacts:
    """Somebody with a role in a region that has one member."""
    return ActorFacts("p", (Appointment(role, "raa", frozenset({"raa", "council"})),))


@pytest.mark.parametrize("role", list(Role))
def test_recruitment_is_open_to_the_roles_named(role):
    who = actor(role)
    allowed = (
        (role in RECRUITS, can_recruit, check_recruit),
        (role in RECRUITS | {Role.HEAD_OF_SERVICE}, can_read_enquiries, check_read_enquiries),
        (role not in COUNTS_NOT, can_count_recruitment, check_count_recruitment),
    )
    for is_allowed, can, check in allowed:
        assert can(who) is is_allowed
        if is_allowed:
            check(who)
        else:
            with pytest.raises(NotAllowed):
                check(who)


def test_reach_of_a_region_is_the_officers_and_not_the_social_workers():
    both = {"raa", "council"}
    assert agencies_recruited_for(actor(Role.RECRUITMENT_OFFICER)) == both
    assert agencies_recruited_for(actor(Role.ADOPTERS_SOCIAL_WORKER)) == {"raa"}
    assert agencies_with_enquiries(actor(Role.HEAD_OF_SERVICE)) == both
    assert agencies_counted(actor(Role.PERFORMANCE_OFFICER)) == both
    assert not can_recruit(actor(Role.ADOPTERS_SOCIAL_WORKER), "council")
