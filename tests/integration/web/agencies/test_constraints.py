"""What the database itself refuses, whatever the code would do."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from belong.web.accounts.models import User
from belong.web.agencies.models import Agency, Appointment, Block, RaaMembership, Team

pytestmark = pytest.mark.django_db

DAY, BEFORE = date(2026, 5, 6), date(2026, 5, 5)


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_council_without_a_code_and_region_with_one_are_refused():
    refused(lambda: Agency.objects.create(kind="council", name="X"))
    refused(lambda: Agency.objects.create(kind="raa", name="X", dfe_code="991"))


def test_two_councils_of_one_code_are_refused_but_not_two_agencies_without():
    Agency.objects.create(kind="council", name="X", dfe_code="991")
    refused(lambda: Agency.objects.create(kind="council", name="Y", dfe_code="991"))
    Agency.objects.create(kind="raa", name="R")
    Agency.objects.create(kind="voluntary", name="V")


def test_membership_that_ends_before_it_begins_or_is_of_itself_is_refused(council, region):
    refused(
        lambda: RaaMembership.objects.create(council=council, raa=region, from_on=DAY, to_on=BEFORE)
    )
    refused(lambda: RaaMembership.objects.create(council=region, raa=region, from_on=DAY))


def test_role_unknown_backwards_or_endless_for_an_auditor_is_refused(person, region):
    user = person()

    def role(name, to_on=None):
        return Appointment.objects.create(
            user=user, role=name, agency=region, from_on=DAY, to_on=to_on
        )

    refused(lambda: role("king"))
    refused(lambda: role("family_finder", BEFORE))
    refused(lambda: role("auditor"))
    assert role("auditor", date(2027, 1, 1)).pk


def test_two_teams_of_one_name_in_an_agency_are_refused(council):
    Team.objects.create(agency=council, name="Court")
    refused(lambda: Team.objects.create(agency=council, name="Court"))


def test_block_twice_at_a_time_is_refused(person):
    user = person()
    Block.objects.create(user=user, record_key="c")
    refused(lambda: Block.objects.create(user=user, record_key="c"))


@pytest.mark.parametrize("change", [{"is_active": False}, {"left_at": timezone.now()}])
def test_account_closed_by_half_is_refused(person, change):
    user = person()
    refused(lambda: User.objects.filter(pk=user.pk).update(**change))


def test_two_accounts_of_one_address_whatever_the_case_are_refused(person):
    person(email="jo@x.example")
    other = person(email="other@x.example")
    refused(lambda: User.objects.filter(pk=other.pk).update(email="JO@x.example"))
