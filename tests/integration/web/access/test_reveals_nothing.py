"""What is not theirs does not exist: the same page, the same work, the same words as for nothing.

A key of somebody else's record, a name searched for, a reference typed into a form: each is
answered just as one that nobody has.
"""

from __future__ import annotations

import re

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from belong.domain.policy import Role
from belong.web.agencies.models import Block
from belong.web.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

NOT_THERE = 404
#: What differs from one answer to the next whoever asks.
CHANGING = re.compile(r"nonce=\"[^\"]*\"|name=\"(csrfmiddlewaretoken|token)\" value=\"[^\"]*\"")


def shown(answer):
    return CHANGING.sub("", answer.content.decode())


def asked(region, role, address, data=None, method="get"):
    """What one person is told, and in how many queries; what it wrote is taken back."""
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        answer = getattr(region.browser(role), method)(address, data)
        text = shown(answer)
        transaction.set_rollback(True)
    return answer.status_code, text, len(queries)


@pytest.mark.slow
def test_record_that_is_not_theirs_is_answered_as_a_wrong_address(one_page, door_of, small_region):
    answers = door_of(one_page)
    if "nobody's" not in answers:
        return
    region = small_region
    nobodys = one_page.address(region, "nobody's")
    for role in (Role.CHILD_SOCIAL_WORKER, Role.FAMILY_FINDER, Role.VOLUNTARY_AGENCY_WORKER):
        if answers["nobody's"][role] != NOT_THERE:
            continue
        as_nobodys = asked(region, role, nobodys)
        wrong = asked(region, role, f"{nobodys}/no/such/address/")
        assert as_nobodys[:2] == wrong[:2]
        for whose in [one for one, roles in answers.items() if roles[role] == NOT_THERE]:
            got = asked(region, role, one_page.address(region, whose))
            if whose in ("outside", "farside", "lanternlight"):
                assert got == as_nobodys, whose
            assert got[:2] == as_nobodys[:2], whose


@pytest.mark.parametrize(
    "key", ["x", "0" * 31, "F" * 32, "..%2f..%2f", "%00", "1 or 1=1", "٣" * 32]
)
@pytest.mark.parametrize("page", ["/children/{}/", "/families/{}/", "/children/{}/record"])
def test_key_that_is_forged_is_answered_as_a_wrong_address(small_region, page, key):
    region, role = small_region, Role.FAMILY_FINDER
    status, text, _ = asked(region, role, page.format(key))
    assert status == NOT_THERE
    assert text == asked(region, role, page.format("nonesuch-address"))[1]


@pytest.mark.parametrize(
    ("page", "role", "terms"),
    [
        ("/children/", Role.CHILD_SOCIAL_WORKER, "PlantedBirthNameOfneighboursqz"),
        ("/children/", Role.CHILD_SOCIAL_WORKER, "PlantedNumberOfcolleaguesqz"),
        ("/children/", Role.FAMILY_FINDER, "PlantedBirthOfoutsideqz"),
        ("/children/", Role.PERFORMANCE_OFFICER, "PlantedBirthNameOfplainqz"),
        ("/children/", Role.PERFORMANCE_OFFICER, "PlantedNumberOfplainqz"),
        ("/children/", Role.ADOPTERS_SOCIAL_WORKER, "PlantedNumberOflinkedqz"),
        ("/children/", Role.ADOPTERS_SOCIAL_WORKER, "PlantedBirthHomeOflinkedqz"),
        ("/children/", Role.CHILD_SOCIAL_WORKER, "PlantedNewNameOfplacedqz"),
        ("/children/", Role.CHILD_SOCIAL_WORKER, "PlantedAdopterNameOfvoluntaryqz"),
        ("/families/", Role.ADOPTERS_SOCIAL_WORKER, "PlantedAdopterNameOfcolleaguesqz"),
        ("/families/", Role.FAMILY_FINDER, "PlantedAdopterNameOfvoluntaryqz"),
        ("/families/", Role.FINANCE_OFFICER, "PlantedAdopterNameOfoursqz"),
        ("/families/", Role.FINANCE_OFFICER, "PlantedHomeOfoursqz"),
        ("/families/", Role.ADOPTERS_SOCIAL_WORKER, "PlantedBirthNameOflinkedqz"),
    ],
)
def test_search_for_what_is_not_theirs_finds_what_nonsense_finds(small_region, page, role, terms):
    nonsense = "N" * len(terms)
    asked(small_region, role, page, {})  # what another test left to be said is said here
    real = asked(small_region, role, page, {"q": terms})
    none = asked(small_region, role, page, {"q": nonsense})
    assert real[1].replace(terms, nonsense) == none[1]
    assert real[2] == none[2]


def test_search_for_what_is_theirs_finds_it(small_region):
    _, text, _ = asked(
        small_region, Role.CHILD_SOCIAL_WORKER, "/children/", {"q": "PlantedBirthNameOfplainqz"}
    )
    assert "1 child" in text


@pytest.mark.parametrize(
    ("role", "page", "field"),
    [
        (Role.CHILD_SOCIAL_WORKER, "/children/{child}/sibling", "reference"),
        (Role.CHILDREN_TEAM_MANAGER, "/children/{child}/merge", "reference"),
        (Role.CHILD_SOCIAL_WORKER, "/children/open", "reference"),
        (Role.RECORDS_OFFICER, "/children/open", "reference"),
        (Role.RECORDS_OFFICER, "/families/open/", "reference"),
        (Role.ADOPTERS_SOCIAL_WORKER, "/families/open/", "reference"),
        (Role.CHILD_SOCIAL_WORKER, "/children/{child}/record/linked", "family"),
        (Role.CHILDREN_TEAM_MANAGER, "/children/{child}/record/placed_for_adoption", "family"),
    ],
)
def test_reference_that_is_not_theirs_is_answered_as_one_that_is_none(
    small_region, role, page, field
):
    region = small_region
    address = page.format(child=region.children["plain"].key)
    rest = {
        **{"reason": "because", "is_sure": "yes", "when": "happened", "state": "happened"},
        **{"on-day": "1", "on-month": "2", "on-year": "2024"},
    }
    references = ["C-9999", region.children["outside"].pseudonym]
    if field == "family":
        references = ["F-9999", *(region.families[one].pseudonym for one in ("ours", "outside"))]
    elif "open" in page:
        references += [region.children["outside"].key, "PlantedNumberOfoutsideqz"]
    texts = set()
    for reference in references:
        _, text, _ = asked(region, role, address, {**rest, field: reference}, "post")
        texts.add(text.replace(reference, "…"))
    assert len(texts) == 1


def test_child_like_another_councils_is_added_without_a_word(small_region):
    """A warning of a duplicate names only children whose names the reader may see."""
    region, role = small_region, Role.CHILD_SOCIAL_WORKER

    def adding(whose):
        answer = region.browser(role).post(
            "/children/add",
            {
                **{"council": region.agencies["northmere"].key, "is_born": "yes", "sex": "F"},
                **{"surname": f"PlantedBirthNameOf{whose}qz", "forenames": "Somebody"},
                **{"on-day": "10", "on-month": "1", "on-year": "2022"},
            },
        )
        return answer.status_code, "is_other" in answer.content.decode()

    assert adding("plain") == (200, True)
    for whose in ("neighbours", "colleagues", "outside", "closed"):
        assert adding(whose) == (302, False), whose


def test_list_counts_what_is_theirs_only(small_region):
    """The count over a list never tells how many there are besides."""
    for role, page, wanted in (
        (Role.CHILD_SOCIAL_WORKER, "/children/", "3 children"),
        (Role.FAMILY_FINDER, "/children/", "5 children"),
        (Role.PARTNER_MANAGER, "/children/", "4 children"),
        (Role.ADOPTERS_SOCIAL_WORKER, "/children/", "1 child"),
        (Role.RECORDS_OFFICER, "/children/", "0 children"),
        (Role.ADOPTERS_SOCIAL_WORKER, "/families/", "1 family"),
        (Role.FAMILY_FINDER, "/families/", "3 families"),
        (Role.VOLUNTARY_AGENCY_WORKER, "/families/", "1 family"),
    ):
        assert wanted in asked(small_region, role, page)[1], (role, page)


def test_person_blocked_from_a_record_does_not_find_it(small_region):
    region, role = small_region, Role.CHILD_SOCIAL_WORKER
    child, address = region.children["plain"], f"/children/{region.children['plain'].key}/"
    Block.objects.create(user=region.people[role], record_key=child.key)
    assert asked(region, role, address)[:2] == asked(region, role, "/children/nonesuch/")[:2]
    assert "2 children" in asked(region, role, "/children/")[1]


def test_attempt_at_what_is_not_theirs_stands_in_the_log(small_region):
    region, role = small_region, Role.CHILD_SOCIAL_WORKER
    child = region.children["neighbour's"]
    region.browser(role).get(f"/children/{child.key}/")
    noted = AuditEvent.objects.get(by_person=region.people[role].key, action="no_such_record")
    assert noted.subject_key == child.key
