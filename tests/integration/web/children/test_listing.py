"""The list of children: who is in it for whom, names, filters, order, pages, and what is logged."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from belong.web.agencies import reach
from belong.web.agencies.models import Agency, RaaMembership, Team
from belong.web.audit.models import AuditEvent
from belong.web.children.listing import SORTS
from belong.web.children.models import BirthIdentity, ChildIdentifier, ChildRecord, SiblingGroup

from .conftest import FIRST_DAY, text


def listed(client, **query):
    return client.get(reverse("children_list"), query)


@pytest.fixture
def second_council(region) -> Agency:
    """Another council of the region."""
    council = Agency.objects.create(kind="council", name="Eastvale Council", dfe_code="992")
    RaaMembership.objects.create(council=council, raa=region, from_on=FIRST_DAY)
    return council


def test_worker_sees_the_team_and_nobody_else(worker, child, make_child, council):
    other_team = Team.objects.create(agency=council, name="Care 2")
    make_child(surname="Hidden", of_team=other_team)
    shown = text(listed(worker.client))
    assert "1 child" in shown
    assert "Elsie Thorne" in shown
    assert "Hidden" not in shown


@pytest.mark.parametrize("few", [0, 1000])
def test_search_by_name_number_and_reference_is_logged(
    worker, child, make_child, council, monkeypatch, few
):
    monkeypatch.setattr(reach, "_FEW", few)  # as though more were found than are named one by one
    make_child(surname="Marsh", forenames="Rory")
    ChildIdentifier.objects.create(child=child, agency=council, scheme="ssda903", value="77123")
    for terms, name in (
        ("thorn", "Elsie Thorne"),
        ("rory marsh", "Rory Marsh"),
        ("77123", "Elsie Thorne"),
        ("c-0002", "Rory Marsh"),
    ):
        shown = text(listed(worker.client, q=terms))
        assert "1 child" in shown
        assert name in shown
    logged = AuditEvent.objects.filter(action="search").values_list("detail", flat=True)
    assert {each["terms"] for each in logged} == {"thorn", "rory marsh", "77123", "c-0002"}


def test_search_reveals_nothing_of_a_name_that_is_not_shown(signed_in, child, region):
    performance = signed_in("performance_officer")
    assert "C-0001" in text(listed(performance.client))
    shown = text(listed(performance.client, q="Thorne"))
    assert "0 children" in shown
    assert "C-0001" in text(listed(performance.client, q="C-0001"))


def test_list_over_several_councils_shows_pseudonyms(
    signed_in, child, make_child, second_council, council
):
    make_child(surname="Far", agency=second_council)
    finder = signed_in("family_finder")
    shown = text(listed(finder.client))
    assert "2 children" in shown
    assert "Thorne" not in shown
    assert "C-0001" in shown
    one = text(listed(finder.client, council=council.key))
    assert "Elsie Thorne" in one
    assert "1 child" in one


def test_filters_narrow_by_stage_siblings_and_waiting(worker, child, make_child, council):
    today = timezone.localdate()
    decided = (today - timedelta(days=250)).isoformat()
    waiting = make_child(
        ("care_entered", (today - timedelta(days=300)).isoformat()),
        ("decision_made", decided),
        surname="Marsh",
        born_on=(today - timedelta(days=400)).isoformat(),
    )
    waiting.sibling_group = SiblingGroup.objects.create(label="S-0001")
    waiting.save()
    for query, is_there in (
        ({"stage": "C3"}, True),
        ({"stage": "C9"}, False),
        ({"waiting": "6_to_12"}, True),
        ({"waiting": "over_18"}, False),
        ({"siblings": "yes"}, True),
        ({"siblings": "no"}, False),
        ({"early_permanence": "yes"}, False),
    ):
        shown = text(listed(worker.client, **query))
        assert ("Marsh" in shown) is is_there, query


def test_filter_that_is_not_on_offer_finds_no_more(worker, child, far_council):
    shown = text(listed(worker.client, council=far_council.key, stage="<script>"))
    assert "Elsie Thorne" in shown


def test_filter_by_worker_and_team(worker, child, make_child, responsible, person, council, region):
    other = person(role="child_social_worker", agency=council)
    responsible(other, child)
    make_child(surname="Marsh")
    manager = text(listed(worker.client, worker=other.key))
    assert "Thorne" in manager
    assert "Marsh" not in manager


def test_list_is_sorted_and_paged(worker, make_child):
    for number in range(53):
        make_child(surname=f"Name{number:02d}", born_on=f"2023-01-{number % 28 + 1:02d}")
    first = text(listed(worker.client))
    assert "1 to 50 of 53 children" in first
    last = text(listed(worker.client, page=2, sort="-born"))
    assert "51 to 53 of 53 children" in last


@pytest.mark.parametrize("backwards", ["", "-"])
@pytest.mark.parametrize("sort", SORTS)
def test_leafing_through_any_order_shows_everybody_once(
    worker, council, team, make_child, sort, backwards
):
    for number in range(52):
        entered = [("care_entered", f"2024-02-{number % 9 + 1:02d}", {"order": "E"})]
        make_child(*entered[: number % 2], born_on=f"2023-01-{number % 28 + 1:02d}")
    unborn = make_child()
    BirthIdentity.objects.filter(child=unborn).update(born_on=None, expected_on="2030-01-01")
    for number in range(2):  # nothing is known of these but that they are there
        ChildRecord.objects.create(pseudonym=f"C-9{number:03d}", council=council, team=team)
    told = [
        reference
        for page in (1, 2)
        for reference in re.findall(
            r"/children/(\w{32})/", listed(worker.client, page=page, sort=f"{backwards}{sort}").text
        )
    ]
    assert sorted(set(told)) == sorted(ChildRecord.objects.values_list("key", flat=True))
    assert len(told) == 55


def test_list_asks_at_most_twelve_queries(
    worker, make_child, responsible, django_assert_max_num_queries
):
    for number in range(12):
        responsible(worker.user, make_child(surname=f"Name{number}"))
    worker.client.get("/")
    with django_assert_max_num_queries(12):
        shown = listed(worker.client, q="name", sort="-care")
    assert len(shown.content) < 200_000


@pytest.mark.parametrize("role", ["administrator", "committee_member", "recruitment_officer"])
def test_list_is_not_for_those_without_children(signed_in, child, role):
    assert listed(signed_in(role).client).status_code == 403


def test_list_of_nobodys_records_is_empty(stranger, child):
    shown = text(listed(stranger.client))
    assert "0 children" in shown
    assert "Thorne" not in shown


def test_closed_record_is_in_no_list(worker, child):
    child.closed_at = timezone.now()
    child.save()
    assert "Thorne" not in text(listed(worker.client))
