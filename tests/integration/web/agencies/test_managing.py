"""The pages of administrators: what they do, and what they may not."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from belong.web.accounts.models import User
from belong.web.agencies.actions import add_membership, add_team
from belong.web.agencies.models import Agency, Appointment, RaaMembership, Team
from belong.web.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

FIRST = {"from_on-day": "1", "from_on-month": "Apr", "from_on-year": "2026"}
LAST = {"last_day-day": "30", "last_day-month": "4", "last_day-year": "2026"}


def noted(action):
    return AuditEvent.objects.filter(action=action).count()


@pytest.fixture
def member(council, region):
    add_membership(council=council, raa=region, from_on=date(2020, 4, 1), process="test")
    return council


def test_council_joins_and_leaves_a_region(administrator, council, region):
    page = f"/manage/agencies/{region.key}/members/add/"
    answer = administrator.client.post(page, {"council": council.key, **FIRST}, follow=True)
    assert "The council is a member" in answer.content.decode()
    membership = RaaMembership.objects.get()
    assert membership.from_on == date(2026, 4, 1)
    administrator.client.post(f"/manage/memberships/{membership.key}/end/", LAST)
    membership.refresh_from_db()
    assert membership.to_on == date(2026, 5, 1)
    assert (noted("membership_added"), noted("membership_ended")) == (1, 1)


def test_membership_ended_before_it_began_says_so(administrator, member):
    membership = RaaMembership.objects.get()
    wrong = {"last_day-day": "1", "last_day-month": "1", "last_day-year": "2019"}
    answer = administrator.client.post(f"/manage/memberships/{membership.key}/end/", wrong)
    assert answer.status_code == 422
    assert "on or after the day it began" in answer.content.decode()


def test_council_new_to_belong_joins_at_once(administrator, region):
    page = f"/manage/agencies/{region.key}/members/new/"
    administrator.client.post(page, {"name": "Eastvale Council", "dfe_code": "992", **FIRST})
    assert RaaMembership.objects.get().council.dfe_code == "992"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"name": "Eastvale", "dfe_code": "9x2"}, "three digits"),
        ({"name": "northmere council", "dfe_code": "992"}, "name or code already"),
        ({"name": "Eastvale", "dfe_code": "991"}, "name or code already"),
    ],
)
def test_council_that_cannot_be_is_refused_and_nothing_lost(
    administrator, region, council, sent, words
):
    page = f"/manage/agencies/{region.key}/members/new/"
    answer = administrator.client.post(page, {**sent, **FIRST})
    assert words in answer.content.decode()
    assert f'value="{sent["dfe_code"]}"' in answer.content.decode()
    assert Agency.objects.count() == 2


def test_voluntary_agency_is_added_with_its_administrator(administrator):
    administrator.client.post(
        "/manage/agencies/add/",
        {
            "kind": "voluntary",
            "agency_name": "Lanternlight Families",
            "name": "Joss Fennimore",
            "email": "Joss@lantern.example",
        },
    )
    held = Appointment.objects.get(user__email="joss@lantern.example")
    assert (held.role, held.agency.name) == ("administrator", "Lanternlight Families")


def test_agency_renamed_shows_its_new_name(administrator, region):
    answer = administrator.client.post(
        f"/manage/agencies/{region.key}/change/", {"name": "Five Rivers"}, follow=True
    )
    assert '<h1 class="govuk-heading-l">Five Rivers</h1>' in answer.content.decode()


def test_team_is_added_renamed_and_closed(administrator, region):
    administrator.client.post(f"/manage/agencies/{region.key}/teams/add/", {"name": "North"})
    team = Team.objects.get()
    administrator.client.post(f"/manage/teams/{team.key}/change/", {"name": "Far north"})
    administrator.client.post(f"/manage/teams/{team.key}/close/")
    team.refresh_from_db()
    assert (team.name, team.closed_on) == ("Far north", timezone.localdate())


def test_team_with_people_is_not_closed(administrator, region, person):
    team = add_team(agency=region, name="North", process="test")
    person(role="family_finder", team=team)
    answer = administrator.client.post(f"/manage/teams/{team.key}/close/")
    assert "People still hold roles in this team" in answer.content.decode()


def test_person_is_added_with_a_role_in_a_team(administrator, region):
    team = add_team(agency=region, name="North", process="test")
    sent = {"name": "Jo Field", "email": "jo@x.example", "role": "family_finder", **FIRST}
    answer = administrator.client.post(
        "/manage/people/add/", {**sent, "place": f"{region.key}/{team.key}"}, follow=True
    )
    assert "The person is added" in answer.content.decode()
    held = Appointment.objects.get(user__email="jo@x.example")
    assert (held.team, held.from_on, held.to_on) == (team, date(2026, 4, 1), None)


def test_person_known_already_is_given_the_role_alone(administrator, region, person):
    known = person(email="jo@x.example")
    sent = {"name": "Else", "email": "JO@x.example", "role": "family_finder", **FIRST}
    administrator.client.post("/manage/people/add/", {**sent, "place": region.key})
    known.refresh_from_db()
    assert known.name != "Else"
    assert known.appointments.count() == 1


def test_auditor_without_a_last_day_is_refused(administrator, person, region):
    user = person(role="family_finder")
    page = f"/manage/people/{user.key}/roles/add/"
    answer = administrator.client.post(page, {"role": "auditor", "place": region.key, **FIRST})
    assert "limited time" in answer.content.decode()


def test_role_held_already_or_of_another_kind_of_agency_is_refused(administrator, person, region):
    user = person(role="family_finder")
    page = f"/manage/people/{user.key}/roles/add/"
    twice = {"role": "family_finder", "place": region.key, **FIRST}
    assert "already" in administrator.client.post(page, twice).content.decode()
    other = {**twice, "role": "voluntary_agency_worker"}
    words = administrator.client.post(page, other).content.decode()
    assert "Only a voluntary adoption agency" in words


def test_role_ended_opens_nothing_from_the_next_day(administrator, person):
    user = person(role="family_finder")
    held = user.appointments.get()
    administrator.client.post(f"/manage/roles/{held.key}/end/", LAST)
    held.refresh_from_db()
    assert held.to_on == date(2026, 5, 1)
    assert noted("role_ended") == 1


def test_person_changed_closed_and_opened_again(administrator, person):
    user = person(role="family_finder")
    page = f"/manage/people/{user.key}/"
    administrator.client.post(page + "change/", {"name": "New Name", "email": "New@x.example"})
    administrator.client.post(page + "close/")
    user.refresh_from_db()
    assert (user.name, user.email, user.is_active) == ("New Name", "new@x.example", False)
    administrator.client.post(page + "reopen/")
    user.refresh_from_db()
    assert user.is_active
    detail = AuditEvent.objects.get(action="person_changed").detail
    assert detail == {"fields": ["name", "email"]}


def test_person_given_an_address_that_is_taken_is_refused(administrator, person):
    person(role="family_finder", email="jo@x.example")
    user = person(role="family_finder")
    page = f"/manage/people/{user.key}/change/"
    answer = administrator.client.post(page, {"name": "Jo", "email": "JO@x.example"})
    assert "Somebody already signs in" in answer.content.decode()


def test_own_account_and_roles_are_refused(administrator, region):
    me = administrator.user
    page = f"/manage/people/{me.key}/"
    sent = {"role": "head_of_service", "place": region.key, **FIRST}
    assert administrator.client.post(page + "roles/add/", sent).status_code == 403
    assert administrator.client.post(page + "close/").status_code == 403
    held = me.appointments.get()
    assert administrator.client.post(f"/manage/roles/{held.key}/end/", LAST).status_code == 403
    assert me.appointments.count() == 1


def test_account_that_opens_another_agencys_records_is_not_changed(administrator, person, region):
    elsewhere = Agency.objects.create(kind="voluntary", name="Lanternlight Families")
    user = person(role="family_finder")
    Appointment.objects.create(
        user=user, role="voluntary_agency_worker", agency=elsewhere, from_on=date(2020, 1, 1)
    )
    page = f"/manage/people/{user.key}/change/"
    answer = administrator.client.post(page, {"name": "X", "email": "mine@x.example"})
    assert answer.status_code == 403
    user.refresh_from_db()
    assert user.email != "mine@x.example"


def test_another_agencys_pages_are_not_there(signed_in, person, region, council):
    elsewhere = Agency.objects.create(kind="voluntary", name="Lanternlight Families")
    stranger = signed_in("administrator", agency=elsewhere)
    team = add_team(agency=region, name="North", process="test")
    user = person(role="family_finder")
    for path in (
        f"agencies/{region.key}/",
        f"agencies/{region.key}/change/",
        f"agencies/{region.key}/teams/add/",
        f"teams/{team.key}/change/",
        f"teams/{team.key}/close/",
        f"people/{user.key}/",
        f"people/{user.key}/change/",
        f"people/{user.key}/roles/add/",
        f"roles/{user.appointments.get().key}/end/",
        "people/nobody/",
    ):
        assert stranger.client.get(f"/manage/{path}").status_code == 404, path
    assert user.name not in stranger.client.get("/manage/people/").content.decode()


def test_memberships_are_for_administrators_of_a_region(signed_in, member, region):
    of_council = signed_in("administrator", agency=member)
    membership = RaaMembership.objects.get()
    assert of_council.client.get(f"/manage/memberships/{membership.key}/end/").status_code == 404
    assert of_council.client.get("/manage/agencies/add/").status_code == 403
    page = of_council.client.get(f"/manage/agencies/{member.key}/").content.decode()
    assert region.name in page
    assert "End for" not in page


@pytest.mark.parametrize("path", ["agencies/", "people/", "people/add/", "agencies/add/"])
def test_pages_of_administrators_are_refused_to_other_roles(signed_in, path):
    assert signed_in("family_finder").client.get(f"/manage/{path}").status_code == 403


def test_people_are_found_by_part_of_a_name_and_the_search_is_noted(administrator, person):
    user = person(role="family_finder")
    user.name = "Wren Halloran"
    user.save()
    page = administrator.client.get("/manage/people/?terms=hallor").content.decode()
    assert "Wren Halloran" in page
    assert "1 person" in page
    assert AuditEvent.objects.get(action="searched_people").detail == {"terms": "hallor"}


def test_name_that_is_script_is_shown_as_text(administrator, person):
    user = person(role="family_finder")
    user.name = "<script>alert(1)</script>"
    user.save()
    for path in ("", f"{user.key}/", f"{user.key}/change/", f"{user.key}/close/"):
        page = administrator.client.get(f"/manage/people/{path}").content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_pages_take_twelve_questions_at_most(administrator, person, django_assert_max_num_queries):
    for _ in range(30):
        person(role="family_finder")
    region = Agency.objects.get(kind="raa")
    one = User.objects.latest("id")
    for path in ("agencies/", f"agencies/{region.key}/", "people/", f"people/{one.key}/"):
        with django_assert_max_num_queries(12):
            assert len(administrator.client.get(f"/manage/{path}").content) < 200_000
