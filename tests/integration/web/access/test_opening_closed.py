"""Opening with a reason: whoever may ask to may then read what was opened, and nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from belong.domain.policy import Grant, Part, Role, grant
from belong.web.agencies.facts import actor_facts
from belong.web.children.models import ChildRecord, Opening
from belong.web.children.queries import child_facts, find_child, find_openable
from belong.web.families.models import FamilyOpening
from belong.web.families.queries import family_facts
from belong.web.families.queries import find_openable as find_openable_family
from belong.web.families.queries import visible_to as families_visible_to

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CLOSED = ("closed", "colleague's", "neighbour's", "outside")
#: Who may open which closed record: those whose role reaches it, or has it with a reason.
MAY_OPEN = {
    Role.CHILD_SOCIAL_WORKER: {"closed"},
    Role.CHILDREN_TEAM_MANAGER: {"closed"},
    Role.REVIEWING_OFFICER: {"closed"},
    Role.DECISION_MAKER: {"closed"},
    Role.PARTNER_MANAGER: {"closed", "colleague's"},
    Role.FAMILY_FINDER: {"closed", "colleague's", "neighbour's"},
    Role.PANEL_ADVISER: {"closed", "colleague's", "neighbour's"},
    Role.RECORDS_OFFICER: {"closed", "colleague's", "neighbour's"},
    Role.PERFORMANCE_OFFICER: {"closed", "colleague's", "neighbour's"},
    Role.HEAD_OF_SERVICE: {"closed", "colleague's", "neighbour's"},
}


def _until():
    return timezone.now() + timedelta(hours=1)


def _opened(model, user, **about):
    now = timezone.now()
    model.objects.create(user=user, reason="asked for", opened_at=now, until=_until(), **about)


@pytest.mark.parametrize("whose", CLOSED)
def test_closed_child_opens_for_exactly_those_who_may_then_read_it(small_region, whose):
    child = small_region.children[whose]
    ChildRecord.objects.filter(pk=child.pk).update(closed_at=timezone.now())
    for role, user in small_region.people.items():
        actor = actor_facts(user, timezone.localdate())
        may_open = find_openable(actor, reference=child.key) is not None
        assert may_open is (whose in MAY_OPEN.get(role, set())), role
        assert find_child(actor, child.key) is None, role
        browser = small_region.browser(role)
        asked = browser.get(f"/children/{child.key}/open")
        assert asked.status_code == (200 if may_open else 404), role
        _opened(Opening, user, child=child, part=Part.CHILD_IDENTITY)
        found = find_child(actor, child.key)
        if may_open:
            assert found is not None, role
            assert grant(actor, child_facts(actor, found), Part.CHILD_IDENTITY) is Grant.READ
            assert browser.get(f"/children/{child.key}/").status_code == 200, role
        if found is not None:  # an opening that was never asked for shows no name and no more
            facts = child_facts(actor, found)
            assert all(grant(actor, facts, part) is not Grant.WRITE for part in Part), role
            named = grant(actor, facts, Part.CHILD_IDENTITY)
            assert may_open or named in (Grant.NOTHING, Grant.SUMMARY), role


@pytest.mark.parametrize("whose", ["ours", "colleague's", "council's", "voluntary", "outside"])
def test_family_opens_for_exactly_those_who_may_then_read_it(small_region, whose):
    family = small_region.families[whose]
    for role, user in small_region.people.items():
        actor = actor_facts(user, timezone.localdate())
        may_open = find_openable_family(actor, family.key) is not None
        assert not may_open or role is Role.RECORDS_OFFICER, role
        if not may_open:
            continue
        assert not families_visible_to(actor).filter(pk=family.pk).exists()
        _opened(FamilyOpening, user, family=family)
        found = families_visible_to(actor).get(pk=family.pk)
        assert grant(actor, family_facts(actor, found), Part.FAMILY_IDENTITY) is Grant.READ
        page = small_region.browser(role).get(f"/families/{family.key}/")
        assert page.status_code == 200


def test_records_officer_may_open_every_family_of_the_region(small_region):
    actor = actor_facts(small_region.people[Role.RECORDS_OFFICER], timezone.localdate())
    openable = {
        whose
        for whose, family in small_region.families.items()
        if find_openable_family(actor, family.key)
    }
    assert openable == {"ours", "colleague's", "council's"}
