"""Who may see a family, its names and its checks: both sides of each line."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from belong.web.agencies import reach
from belong.web.agencies.models import Agency, Block
from belong.web.audit.models import AuditEvent
from belong.web.children.models import BirthIdentity, ChildRecord, ChildTie, Responsibility
from belong.web.families.models import FamilyResponsibility
from belong.web.ledger.actions import withdraw_event
from belong.web.ledger.models import Event

pytestmark = pytest.mark.django_db


def without_tokens(answer) -> str:
    """A page without what differs from one answer to the next."""
    return re.sub(r'(nonce|value)="[^"]*"', "", answer.content.decode())


ADDRESS, SURNAME = "Harebell Rise", "Fenwright"


@pytest.mark.parametrize(
    ("role", "status", "is_named", "has_address", "sees_checks"),
    [
        ("voluntary_agency_worker", 200, True, True, True),
        ("family_finder", 200, True, True, True),
        ("recruitment_officer", 200, True, True, False),
        ("panel_adviser", 200, True, True, True),
        ("medical_adviser", 200, True, False, True),
        ("head_of_service", 200, True, True, True),
        ("performance_officer", 200, False, False, False),
        ("finance_officer", 200, False, False, False),
        ("auditor", 200, False, False, False),
        ("adopters_social_worker", 404, False, False, False),
        ("child_social_worker", 404, False, False, False),
        ("records_officer", 404, False, False, False),
        ("panel_member", 404, False, False, False),
        ("committee_member", 404, False, False, False),
        ("administrator", 404, False, False, False),
    ],
)
def test_family_page_shows_each_role_what_the_matrix_gives_it(
    family, signed_in, role, status, is_named, has_address, sees_checks
) -> None:
    answer = signed_in(role).client.get(family.page)
    text = answer.content.decode()
    assert answer.status_code == status
    assert (SURNAME in text) == is_named
    assert (ADDRESS in text) == has_address
    assert ("Health report" in text) == sees_checks


def test_worker_sees_the_family_once_responsible_or_of_its_team(family, team, signed_in) -> None:
    worker = signed_in("adopters_social_worker")
    assert worker.client.get(family.page).status_code == 404
    FamilyResponsibility.objects.create(
        family=family.record,
        user=worker.user,
        role="adopters_social_worker",
        from_on=date(2024, 1, 1),
    )
    assert worker.client.get(family.page).status_code == 200
    assert signed_in("adopters_social_worker", team=team).client.get(family.page).status_code == 200


def test_another_agencys_worker_gets_the_page_of_an_address_that_never_was(
    family, signed_in
) -> None:
    other = Agency.objects.create(kind="voluntary", name="Lanternlight Families")
    stranger = signed_in("voluntary_agency_worker", agency=other).client
    theirs, nobodys = stranger.get(family.page), stranger.get("/families/nobody/")
    assert theirs.status_code == nobodys.status_code == 404
    assert without_tokens(theirs) == without_tokens(nobodys)
    assert AuditEvent.objects.filter(action="no_such_record", subject_key=family.key).exists()


def test_person_blocked_from_a_family_cannot_find_it(family, signed_in) -> None:
    finder = signed_in("family_finder")
    Block.objects.create(user=finder.user, record_key=family.key)
    assert finder.client.get(family.page).status_code == 404
    assert SURNAME not in finder.client.get("/families/").content.decode()


def test_reading_a_family_is_noted_once(family, signed_in) -> None:
    finder = signed_in("family_finder")
    finder.client.get(family.page)
    noted = AuditEvent.objects.filter(action="read", by_person=finder.user.key)
    assert [one.subject_key for one in noted] == [family.key]


@pytest.mark.parametrize("few", [0, 1000])
def test_search_by_name_finds_nothing_for_those_who_see_no_names(
    family, signed_in, monkeypatch, few
) -> None:
    monkeypatch.setattr(reach, "_FEW", few)  # as though more were found than are named one by one
    pseudonym = family.record.pseudonym
    performance = signed_in("performance_officer").client
    assert pseudonym in performance.get("/families/").content.decode()
    assert pseudonym not in performance.get("/families/?q=Fenwright").content.decode()
    assert pseudonym in performance.get(f"/families/?q={pseudonym}").content.decode()
    assert pseudonym not in performance.get("/families/?check=health").content.decode()
    finder = signed_in("family_finder").client
    assert SURNAME in finder.get("/families/?q=fenwright+bram").content.decode()
    assert SURNAME in finder.get("/families/?check=health").content.decode()
    assert AuditEvent.objects.filter(action="searched").count() == 3


def test_pipeline_names_nobody_and_shows_checks_only_to_those_who_see_them(
    family, signed_in
) -> None:
    finder = signed_in("family_finder").client.get("/families/pipeline/").content.decode()
    performance = signed_in("performance_officer").client.get("/families/pipeline/")
    assert SURNAME not in finder
    assert family.record.pseudonym in finder
    assert "Health report" in finder
    assert "Health report" not in performance.content.decode()


def test_those_with_no_business_with_families_are_told_so(signed_in) -> None:
    for page in ("/families/", "/families/pipeline/", "/families/open/"):
        assert signed_in("child_social_worker").client.get(page).status_code == 403
    assert signed_in("performance_officer").client.get("/families/add/").status_code == 403


@pytest.mark.parametrize(
    "page",
    ["record/", "record/held/", "people/add/", "home/", "applications/add/", "separation/"],
)
def test_those_who_only_read_cannot_write(family, signed_in, page) -> None:
    head = signed_in("head_of_service").client
    assert head.get(family.page).status_code == 200
    assert head.get(family.page + page).status_code == 403


def test_recruitment_officer_records_no_checks(family, signed_in) -> None:
    recruiter = signed_in("recruitment_officer").client
    assert recruiter.get(family.page + "record/held/").status_code == 200
    assert recruiter.get(family.page + "record/check_sought/").status_code == 403
    assert "Check sought" not in recruiter.get(family.page + "record/").content.decode()


@pytest.fixture
def tied(family, council, signed_in) -> Callable[[str], tuple]:
    """A child's worker, whose child is tied to the family as strongly as asked."""

    def make(strength: str) -> tuple:
        worker = signed_in("child_social_worker", agency=council)
        child = ChildRecord.objects.create(pseudonym="C-0001", council=council)
        Responsibility.objects.create(
            child=child, user=worker.user, role="child_social_worker", from_on=date(2024, 1, 1)
        )
        ChildTie.objects.create(
            child=child, family_key=family.key, strength=strength, from_on=date(2024, 1, 1)
        )
        return worker, child

    return make


@pytest.mark.parametrize(
    ("strength", "has_address"), [("linked", False), ("matched", False), ("placed", True)]
)
def test_childs_worker_sees_the_name_after_a_link_and_the_address_once_placed(
    family, tied, strength, has_address
) -> None:
    worker, child = tied(strength)
    page = worker.client.get(f"/families/of-child/{child.key}/").content.decode()
    assert "Ottoline and Bram Fenwright" in page
    assert (ADDRESS in page) == has_address
    assert worker.client.get(family.page).status_code == 404
    noted = AuditEvent.objects.get(action="adopters_read")
    assert (noted.by_person, noted.subject_key) == (worker.user.key, family.key)
    assert noted.detail == {"address": has_address}


def test_page_of_the_adopters_names_the_child_by_reference_only(family, tied) -> None:
    worker, child = tied("placed")
    BirthIdentity.objects.create(
        child=child, forenames="Perdita", surname="Winterbourne", born_on=date(2023, 1, 2)
    )
    page = worker.client.get(f"/families/of-child/{child.key}/").content.decode()
    assert "Perdita" not in page
    assert child.pseudonym in page
    theirs = worker.client.get(f"/children/{child.key}/").content.decode()
    assert "Perdita" in theirs
    assert "Fenwright" not in theirs


def test_address_is_not_shown_for_a_brother_or_sister_who_is_only_linked(family, tied) -> None:
    worker, child = tied("linked")
    other = ChildRecord.objects.create(pseudonym="C-0002", council=child.council)
    Responsibility.objects.create(
        child=other, user=worker.user, role="child_social_worker", from_on=date(2024, 1, 1)
    )
    ChildTie.objects.create(
        child=other, family_key=family.key, strength="placed", from_on=date(2024, 1, 1)
    )
    assert ADDRESS not in worker.client.get(f"/families/of-child/{child.key}/").content.decode()
    assert ADDRESS in worker.client.get(f"/families/of-child/{other.key}/").content.decode()


def test_without_a_tie_the_childs_page_of_adopters_names_nobody(family, tied, signed_in) -> None:
    worker, child = tied("linked")
    ChildTie.objects.all().delete()
    page = worker.client.get(f"/families/of-child/{child.key}/").content.decode()
    assert "with no family today" in page
    assert "Fenwright" not in page
    assert worker.client.get(family.page).status_code == 404
    stranger = signed_in("child_social_worker", agency=child.council)
    assert stranger.client.get(f"/families/of-child/{child.key}/").status_code == 404


def test_records_officer_opens_a_family_with_a_reason_for_a_day(family, signed_in) -> None:
    officer = signed_in("records_officer")
    answers = {
        "reference": family.record.pseudonym,
        "reason": "an adopter asked for their file",
        "is_sure": "yes",
    }
    answer = officer.client.post("/families/open/", answers)
    assert answer.status_code == 302
    assert SURNAME in officer.client.get(family.page).content.decode()
    opening = AuditEvent.objects.get(action="opened_with_reason")
    assert opening.detail["reason"] == answers["reason"]
    unknown = officer.client.post("/families/open/", {**answers, "reference": "F-9999"})
    assert unknown.status_code == 422
    finder = signed_in("panel_member")
    assert finder.client.post("/families/open/", answers).status_code == 403


def test_words_of_a_reason_are_for_those_who_read_who_it_is_about(family, signed_in) -> None:
    withdraw_event(
        event=Event.objects.get(kind="check_sought"), by="a" * 32, why="Bram asked", seen=None
    )
    entry = Event.objects.get(kind="stage_1_began")
    withdraw_event(event=entry, by="a" * 32, why="Ottoline was ill", seen=None)
    for role, is_shown in (("family_finder", True), ("performance_officer", False)):
        text = signed_in(role).client.get(family.page).content.decode()
        assert "Withdrawal" in text
        assert ("Ottoline was ill" in text) == is_shown
        assert ("Bram asked" in text) == is_shown
