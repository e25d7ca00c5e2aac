"""Who releases reports, and who reads which release."""

from __future__ import annotations

import pytest

from belong.domain.policy import ActorFacts, Appointment, NotAllowed, Role
from belong.domain.policy.releases import (
    agencies_read_in_public,
    can_read_full_release,
    can_release,
    check_read_full_release,
    check_release,
)


def who(role: Role, agency: str = "region", reach: tuple[str, ...] = ("region", "council")):
    return ActorFacts("p" * 32, (Appointment(role, agency, frozenset(reach)),))


@pytest.mark.parametrize("role", [Role.HEAD_OF_SERVICE, Role.PERFORMANCE_OFFICER])
def test_who_leads_releases_and_reads_for_members_too(role):
    for key in ("region", "council"):
        assert can_release(who(role), key)
        assert can_read_full_release(who(role), key)
    check_release(who(role), "region")
    check_read_full_release(who(role), "region")


def test_partner_manager_releases_the_own_council_s_and_reads_the_region_s_in_public_only():
    manager = who(Role.PARTNER_MANAGER, "council", ("council",))
    assert can_release(manager, "council")
    assert not can_read_full_release(manager, "region")
    with pytest.raises(NotAllowed):
        check_release(manager, "region")


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DECISION_MAKER])
def test_who_inspects_or_decides_reads_in_full_and_releases_nothing(role):
    assert can_read_full_release(who(role), "region")
    assert not can_release(who(role), "region")


def test_committee_member_reads_public_releases_only():
    member = who(Role.COMMITTEE_MEMBER, "council", ("council",))
    assert agencies_read_in_public(member) == {"council"}
    assert not can_read_full_release(member, "council")
    with pytest.raises(NotAllowed):
        check_read_full_release(member, "council")
