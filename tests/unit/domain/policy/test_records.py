"""Who may see and record: the matrix met by facts, and failing closed."""

from __future__ import annotations

import pytest

from belong.domain.policy import (
    MATRIX,
    ActorFacts,
    Appointment,
    Grant,
    NotAllowed,
    Part,
    RecordFacts,
    Role,
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

COUNCIL, REGION, ELSEWHERE = "council", "region", "elsewhere"
ME, COLLEAGUE = "me", "colleague"


def actor(role: Role, *agencies: str, team: str | None = None, blocked: str = "") -> ActorFacts:
    reached = frozenset(agencies or (COUNCIL,))
    blocks = frozenset({blocked} if blocked else ())
    return ActorFacts(ME, (Appointment(role, COUNCIL, reached, team),), blocks)


def child(**facts: object) -> RecordFacts:
    return RecordFacts(**({"key": "child", "agency_key": COUNCIL} | facts))  # type: ignore[arg-type]


MINE = frozenset({ME})


def test_grant_to_nobody_is_nothing() -> None:
    nobody = ActorFacts(ME, ())
    assert all(grant(nobody, child(responsible=MINE), part) is Grant.NOTHING for part in Part)


def test_grant_on_own_caseload_and_not_on_a_colleagues() -> None:
    worker = actor(Role.CHILD_SOCIAL_WORKER)
    assert grant(worker, child(responsible=MINE), Part.CHILD_DATES) is Grant.WRITE
    theirs = child(responsible=frozenset({COLLEAGUE}))
    assert not can_see(worker, theirs, Part.CHILD_DATES)


def test_grant_by_team_only_to_the_team() -> None:
    manager = actor(Role.CHILDREN_TEAM_MANAGER, team="north")
    assert can_record(manager, child(team_key="north"), Part.CHILD_DATES)
    assert not can_see(manager, child(team_key="south"), Part.CHILD_DATES)
    assert not can_see(actor(Role.CHILDREN_TEAM_MANAGER), child(), Part.CHILD_DATES)


def test_grant_of_a_regional_finder_reaches_members_only() -> None:
    finder = actor(Role.FAMILY_FINDER, REGION, COUNCIL)
    assert can_see_identity(finder, child(), Part.CHILD_IDENTITY)
    assert not can_see(finder, child(agency_key=ELSEWHERE), Part.CHILD_DATES)


def test_grant_across_the_sides_only_while_tied() -> None:
    adopters_worker = actor(Role.ADOPTERS_SOCIAL_WORKER)
    assert not can_see(adopters_worker, child(agency_key=ELSEWHERE), Part.CHILD_DATES)
    tied = child(agency_key=ELSEWHERE, tied_to=MINE)
    assert can_see(adopters_worker, tied, Part.CHILD_DATES)
    assert grant(adopters_worker, tied, Part.CHILD_IDENTITY) is Grant.SUMMARY
    assert not can_record(adopters_worker, tied, Part.CHILD_DATES)


def test_performance_sees_dates_under_a_pseudonym_and_may_ask_for_a_name() -> None:
    officer = actor(Role.PERFORMANCE_OFFICER)
    assert grant(officer, child(), Part.CHILD_DATES) is Grant.PSEUDONYM
    assert not can_see_identity(officer, child(), Part.CHILD_IDENTITY)
    assert can_open_with_reason(officer, child(), Part.CHILD_IDENTITY)
    opened = child(opened_by=MINE)
    assert can_see_identity(officer, opened, Part.CHILD_IDENTITY)
    assert not can_open_with_reason(officer, opened, Part.CHILD_IDENTITY)


def test_closed_record_is_gone_until_opened_with_a_reason() -> None:
    worker = actor(Role.CHILD_SOCIAL_WORKER)
    closed = child(responsible=MINE, is_closed=True)
    assert not can_see(worker, closed, Part.CHILD_DATES)
    assert can_open_with_reason(worker, closed, Part.CHILD_IDENTITY)
    reopened = child(responsible=MINE, is_closed=True, opened_by=MINE)
    assert grant(worker, reopened, Part.CHILD_DATES) is Grant.READ


def test_closed_record_cannot_be_opened_from_another_agency() -> None:
    finder = actor(Role.FAMILY_FINDER)
    away = child(agency_key=ELSEWHERE, is_closed=True)
    assert not can_open_with_reason(finder, away, Part.CHILD_IDENTITY)
    opened_wrongly = child(agency_key=ELSEWHERE, is_closed=True, opened_by=MINE)
    assert not can_see(finder, opened_wrongly, Part.CHILD_DATES)


def test_block_by_name_wins_over_every_role() -> None:
    for role in Role:
        kept_away = actor(role, blocked="child")
        facts = child(responsible=MINE, tied_to=MINE, opened_by=MINE)
        assert all(grant(kept_away, facts, part) is Grant.NOTHING for part in Part)
        assert not can_open_with_reason(kept_away, facts, Part.CHILD_IDENTITY)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COMMITTEE_MEMBER, Role.PANEL_MEMBER])
def test_roles_without_case_data_see_no_record_whatever_the_facts(role: Role) -> None:
    facts = child(responsible=MINE, tied_to=MINE, opened_by=MINE, team_key="north")
    person = actor(role, team="north")
    assert not can_see(person, facts, Part.CHILD_DATES)
    assert not can_see(person, facts, Part.FAMILY_DATES)


@pytest.mark.parametrize("role", list(Role))
def test_matrix_lets_nobody_write_on_the_other_side(role: Role) -> None:
    linked = {p: g for p, (g, scope) in MATRIX[role].items() if scope.value == "linked"}
    assert Grant.WRITE not in linked.values()


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_words_and_a_row(role: Role) -> None:
    assert role.label
    assert role in MATRIX


def test_checks_raise_where_their_pairs_say_no() -> None:
    stranger, record = actor(Role.FAMILY_FINDER), child(agency_key=ELSEWHERE)
    for check, part in (
        (check_see, Part.CHILD_DATES),
        (check_see_identity, Part.CHILD_IDENTITY),
        (check_record, Part.CHILD_DATES),
        (check_open_with_reason, Part.CHILD_IDENTITY),
    ):
        with pytest.raises(NotAllowed):
            check(stranger, record, part)
    with pytest.raises(NotAllowed, match="cannot also agree"):
        check_agree_seal(stranger, ME)


def test_checks_pass_where_their_pairs_say_yes() -> None:
    worker, record = actor(Role.CHILD_SOCIAL_WORKER), child(responsible=MINE)
    check_see(worker, record, Part.CHILD_DATES)
    check_see_identity(worker, record, Part.CHILD_IDENTITY)
    check_record(worker, record, Part.CHILD_DATES)
    check_open_with_reason(actor(Role.RECORDS_OFFICER), child(), Part.CHILD_IDENTITY)
    check_agree_seal(worker, COLLEAGUE)
