"""Who follows the tracker, runs a meeting, takes part in one, and finishes an action."""

from __future__ import annotations

import pytest

from belong.domain.policy import ActorFacts, Appointment, NotAllowed, Role
from belong.domain.policy.tracking import (
    MeetingFacts,
    Subjects,
    can_finish_action,
    can_follow,
    can_read_meeting,
    can_run_meeting,
    can_take_part,
    check_finish_action,
    check_follow,
    check_read_meeting,
    check_run_any_meeting,
    check_run_meeting,
    check_take_part,
    places_run,
)

CHILDREN, FAMILIES = Subjects.CHILDREN, Subjects.FAMILIES
TEAM = MeetingFacts(CHILDREN, "council", "care")
WHOLE = MeetingFacts(CHILDREN, "council")
REGION = MeetingFacts(CHILDREN, "region", members=frozenset({"council"}))
ELSEWHERE = MeetingFacts(CHILDREN, "far")


def somebody(role: Role, *agencies: str, team: str | None = None) -> ActorFacts:
    held = Appointment(role, agencies[0], frozenset(agencies), team)
    return ActorFacts("somebody", (held,))


MANAGER = somebody(Role.CHILDREN_TEAM_MANAGER, "council", team="care")
FINDER = somebody(Role.FAMILY_FINDER, "region", "council", team="finding")
WORKER = somebody(Role.CHILD_SOCIAL_WORKER, "council", team="care")
AUDITOR = somebody(Role.AUDITOR, "region", "council")
NOBODY = ActorFacts("nobody", ())


def test_manager_of_a_team_runs_its_meetings_only():
    assert can_run_meeting(MANAGER, TEAM)
    assert not can_run_meeting(MANAGER, WHOLE)
    assert not can_run_meeting(MANAGER, MeetingFacts(CHILDREN, "council", "court"))
    assert places_run(MANAGER, CHILDREN) == {"council": "care"}
    assert places_run(MANAGER, FAMILIES) == {}


def test_two_roles_reach_as_far_as_the_wider_one():
    both = ActorFacts("somebody", (*MANAGER.appointments, *FINDER.appointments))
    assert places_run(both, CHILDREN) == {"council": None, "region": None}


def test_family_finder_runs_meetings_of_the_region_and_its_members():
    for meeting in (TEAM, WHOLE, REGION):
        assert can_run_meeting(FINDER, meeting)
    assert not can_run_meeting(FINDER, ELSEWHERE)


def test_council_reads_the_meeting_of_its_region():
    for meeting in (TEAM, WHOLE, REGION):
        assert can_read_meeting(WORKER, meeting)
        assert can_take_part(WORKER, meeting)
    assert not can_read_meeting(WORKER, ELSEWHERE)
    assert not can_read_meeting(WORKER, MeetingFacts(FAMILIES, "council"))


def test_auditor_reads_and_does_not_write():
    assert can_read_meeting(AUDITOR, TEAM)
    assert not can_take_part(AUDITOR, TEAM)


def test_action_is_finished_by_its_owner_or_who_runs_the_meeting():
    assert can_finish_action(WORKER, TEAM, "somebody")
    assert not can_finish_action(WORKER, TEAM, "another")
    assert can_finish_action(MANAGER, TEAM, "another")


def test_nobody_may_do_nothing():
    for about in Subjects:
        assert not can_follow(NOBODY, about)
        with pytest.raises(NotAllowed):
            check_follow(NOBODY, about)
    with pytest.raises(NotAllowed):
        check_run_any_meeting(NOBODY)
    for check in (check_read_meeting, check_run_meeting, check_take_part):
        with pytest.raises(NotAllowed):
            check(NOBODY, TEAM)
    with pytest.raises(NotAllowed):
        check_finish_action(NOBODY, TEAM, "another")
