"""Which side of a record each role reads and adds to, by what a paper tells of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from belong.domain.documents import DOCUMENT_KINDS, DocumentKind, Side, Tells
from belong.domain.policy import ActorFacts, Appointment, NotAllowed, RecordFacts, Role
from belong.domain.policy.documents import (
    can_add_to_child,
    can_add_to_family,
    can_read_of_child,
    can_read_of_family,
    check_add_to_child,
    check_add_to_family,
    check_read_of_child,
    check_read_of_family,
    meeting_as_record,
)
from belong.domain.policy.tracking import MeetingFacts, Subjects

ME = "m" * 32
AGENCY = "a" * 32
RECORD = RecordFacts(key="r" * 32, agency_key=AGENCY, responsible=frozenset({ME}))


def actor(*roles: Role, agency: str = AGENCY) -> ActorFacts:
    held = tuple(Appointment(role, agency, frozenset({agency})) for role in roles)
    return ActorFacts(person_key=ME, appointments=held)


def reads(role: Role, **facts: object) -> set[Side]:
    record = replace(RECORD, **facts)  # type: ignore[arg-type]
    return {side for side in Side if can_read_of_child(actor(role), record, side)}


@pytest.mark.parametrize(
    ("role", "sides"),
    [
        (Role.CHILD_SOCIAL_WORKER, {Side.BIRTH}),
        (Role.CHILDREN_TEAM_MANAGER, {Side.BIRTH}),
        (Role.REVIEWING_OFFICER, {Side.BIRTH}),
        (Role.PARTNER_MANAGER, {Side.BIRTH}),
        (Role.SUPPORT_WORKER, {Side.ADOPTIVE}),
        (Role.FAMILY_FINDER, set(Side)),
        (Role.PANEL_ADVISER, set(Side)),
        (Role.DECISION_MAKER, set(Side)),
        (Role.HEAD_OF_SERVICE, {Side.ADOPTIVE}),
        (Role.RECORDS_OFFICER, set()),
        (Role.PERFORMANCE_OFFICER, set()),
        (Role.FINANCE_OFFICER, set()),
        (Role.AUDITOR, set()),
        (Role.RECRUITMENT_OFFICER, set()),
        (Role.ADMINISTRATOR, set()),
    ],
)
def test_side_of_a_child_is_read_by_role(role, sides):
    assert reads(role) == sides


@pytest.mark.parametrize("role", [Role.ADOPTERS_SOCIAL_WORKER, Role.VOLUNTARY_AGENCY_WORKER])
def test_worker_of_a_tied_family_reads_the_adoptive_side_only(role):
    tied = {"responsible": frozenset(), "tied_to": frozenset({ME})}
    assert reads(role, **tied) == {Side.ADOPTIVE}
    assert reads(role, responsible=frozenset()) == set()


def test_two_roles_that_read_a_side_each_do_not_read_a_paper_of_both():
    both = actor(Role.CHILD_SOCIAL_WORKER, Role.SUPPORT_WORKER)
    assert can_read_of_child(both, RECORD, Side.BIRTH)
    assert can_read_of_child(both, RECORD, Side.ADOPTIVE)
    assert not can_read_of_child(both, RECORD, Side.BOTH)


def test_opening_with_a_reason_opens_what_needs_one():
    opened = {"opened_by": frozenset({ME})}
    assert reads(Role.RECORDS_OFFICER, **opened) == set(Side)
    assert reads(Role.HEAD_OF_SERVICE, **opened) == set(Side)
    assert reads(Role.CHILD_SOCIAL_WORKER, is_closed=True) == set()


def test_health_is_for_who_reads_it_whole_and_who_writes_it():
    for role, is_reader in (
        (Role.MEDICAL_ADVISER, True),
        (Role.CHILD_SOCIAL_WORKER, True),
        (Role.FAMILY_FINDER, True),
        (Role.PANEL_ADVISER, False),
    ):
        assert can_read_of_child(actor(role), RECORD, Side.BIRTH, Tells.HEALTH) is is_reader
    assert not can_read_of_child(actor(Role.MEDICAL_ADVISER), RECORD, Side.BIRTH)
    assert can_add_to_child(actor(Role.MEDICAL_ADVISER), RECORD, Side.BIRTH, Tells.HEALTH)
    assert not can_add_to_child(actor(Role.MEDICAL_ADVISER), RECORD, Side.ADOPTIVE, Tells.HEALTH)


def test_family_has_no_birth_side_and_checks_are_for_who_reads_them():
    worker, adviser = actor(Role.ADOPTERS_SOCIAL_WORKER), actor(Role.MEDICAL_ADVISER)
    finder = actor(Role.FAMILY_FINDER)
    assert not can_read_of_family(worker, RECORD, Side.BIRTH)
    assert not can_read_of_family(worker, RECORD, Side.BOTH)
    assert can_read_of_family(finder, RECORD, Side.BOTH)
    for tells, readers in (
        (Tells.ORDINARY, {worker, finder}),
        (Tells.HEALTH, {worker, adviser}),
        (Tells.CHECKS, {worker}),
    ):
        for each in (worker, adviser, finder):
            is_reader = each in readers
            assert can_read_of_family(each, RECORD, Side.ADOPTIVE, tells) is is_reader
    assert can_add_to_family(adviser, RECORD, Side.ADOPTIVE, Tells.HEALTH)
    assert not can_add_to_family(actor(Role.HEAD_OF_SERVICE), RECORD, Side.ADOPTIVE)


def test_checks_raise_where_the_answer_is_no():
    nobody = actor(Role.ADMINISTRATOR)
    for check in (
        check_read_of_child,
        check_read_of_family,
        check_add_to_child,
        check_add_to_family,
    ):
        with pytest.raises(NotAllowed):
            check(nobody, RECORD, Side.ADOPTIVE)


def test_record_of_another_agency_gives_nothing():
    for role in Role:
        stranger = actor(role, agency="b" * 32)
        for side in Side:
            assert not can_read_of_child(stranger, RECORD, side)
            assert not can_read_of_family(stranger, RECORD, side)


def test_every_kind_has_facts_and_stands_on_some_record():
    assert set(DOCUMENT_KINDS) == set(DocumentKind)
    assert all(one.on for one in DOCUMENT_KINDS.values())


@pytest.mark.parametrize(
    ("role", "sides"),
    [
        (Role.FAMILY_FINDER, set(Side)),
        (Role.PANEL_ADVISER, set(Side)),
        (Role.PARTNER_MANAGER, {Side.BIRTH}),
        (Role.HEAD_OF_SERVICE, {Side.ADOPTIVE}),
        (Role.CHILD_SOCIAL_WORKER, set()),
        (Role.DECISION_MAKER, set()),
        (Role.ADOPTERS_SOCIAL_WORKER, set()),
        (Role.PERFORMANCE_OFFICER, set()),
        (Role.AUDITOR, set()),
    ],
)
def test_papers_of_a_meeting_of_an_agency_are_for_who_reads_all_of_it(role, sides):
    record = meeting_as_record("k" * 32, MeetingFacts(Subjects.CHILDREN, AGENCY))
    assert {side for side in Side if can_read_of_child(actor(role), record, side)} == sides
