"""The facts that access is decided from: always today's."""

from __future__ import annotations

from datetime import date

import pytest

from belong.domain.policy import Role
from belong.web.accounts.actions import close_account
from belong.web.agencies.actions import add_membership
from belong.web.agencies.blocks import keep_from_record, let_back
from belong.web.agencies.facts import NOBODY, actor_facts
from belong.web.agencies.models import Appointment
from belong.web.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 6)


def test_facts_role_not_yet_or_no_longer_held_is_left_out(person, region):
    user = person()
    for from_on, to_on in ((date(2026, 5, 7), None), (date(2020, 1, 1), TODAY)):
        Appointment.objects.create(
            user=user, role="family_finder", agency=region, from_on=from_on, to_on=to_on
        )
    assert actor_facts(user, TODAY).appointments == ()


def test_facts_role_on_its_first_and_last_day_is_held(person, region):
    user = person()
    Appointment.objects.create(
        user=user,
        role="family_finder",
        agency=region,
        from_on=TODAY,
        to_on=date(2026, 5, 7),
    )
    assert actor_facts(user, TODAY).holds(Role.FAMILY_FINDER)


def test_facts_role_at_a_region_reaches_its_members_of_today(person, region, council):
    user = person(role="family_finder")
    add_membership(
        council=council, raa=region, from_on=date(2026, 1, 1), to_on=TODAY, process="test"
    )
    day_before = actor_facts(user, date(2026, 5, 5))
    assert day_before.appointments[0].agencies == {region.key, council.key}
    assert actor_facts(user, TODAY).appointments[0].agencies == {region.key}


def test_facts_role_at_a_council_does_not_reach_its_region(person, region, council):
    add_membership(council=council, raa=region, from_on=date(2020, 1, 1), process="test")
    user = person(role="children_team_manager", agency=council)
    assert actor_facts(user, TODAY).appointments[0].agencies == {council.key}


def test_facts_block_counts_until_it_is_lifted(person):
    user = person(role="family_finder")
    for _ in range(2):
        block = keep_from_record(user=user, record_key="c" * 32, by="m", reason="Her niece")
    assert actor_facts(user, TODAY).blocked == {"c" * 32}
    let_back(block=block, by="m", reason="Another child of that name")
    assert actor_facts(user, TODAY).blocked == frozenset()
    noted = AuditEvent.objects.values_list("action", flat=True).order_by("id")
    assert list(noted) == ["kept_from_record", "let_back_to_record"]


def test_facts_of_a_closed_account_are_nobodys(person):
    user = person(role="family_finder")
    close_account(user=user, process="test")
    assert actor_facts(user, TODAY) == NOBODY


def test_facts_take_two_questions_at_most(person, region, django_assert_max_num_queries):
    user = person(role="family_finder")
    with django_assert_max_num_queries(2):
        actor_facts(user, TODAY)
