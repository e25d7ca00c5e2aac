"""Keeping a person from one record by name, through the pages that managers have for it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from belong.domain.policy import Role
from belong.web.agencies.models import Block
from belong.web.audit.models import AuditEvent
from belong.web.children.models import ChildRecord, Merge
from belong.web.families.models import FamilyRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(signed_in, council):
    """A function that gives a person of the council with a role, and their browser."""

    def make(role):
        made = signed_in(role=role.value, agency=council)
        return made.user, made.client

    return make


@pytest.fixture
def child(council):
    return ChildRecord.objects.create(pseudonym="C-0001", council=council)


@pytest.fixture
def family(council):
    return FamilyRecord.objects.create(pseudonym="F-0001", agency=council)


PAGES = {"child": ("child_page", "child_kept_from", "child_let_back")}
PAGES["family"] = ("family", "family-kept-from", "family-let-back")


@pytest.mark.parametrize(
    ("kind", "keeper", "kept"),
    [
        ("child", Role.PARTNER_MANAGER, Role.MEDICAL_ADVISER),
        ("family", Role.HEAD_OF_SERVICE, Role.MEDICAL_ADVISER),
    ],
)
def test_kept_from_a_record_it_is_gone_until_let_back(kind, keeper, kept, somebody, child, family):
    record = {"child": child, "family": family}[kind]
    page, kept_from, let_back = PAGES[kind]
    manager, of_manager = somebody(keeper)
    user, of_user = somebody(kept)
    address = reverse(page, args=[record.key])
    assert of_user.get(address).status_code == 200

    listed = reverse(kept_from, args=[record.key])
    told = {"email": user.email.upper(), "reason": "Her niece"}
    assert of_manager.post(listed, told).status_code == 302
    assert of_user.get(address).status_code == 404
    assert user.name in of_manager.get(listed).content.decode()

    back = reverse(let_back, args=[record.key, user.key])
    assert of_manager.post(back, {"reason": ""}).status_code == 422
    assert of_manager.post(back, {"reason": "Another family"}).status_code == 302
    assert of_user.get(address).status_code == 200
    assert of_manager.get(back).status_code == 404
    noted = AuditEvent.objects.filter(action__endswith="_record", subject_key=user.key)
    assert [(one.action, one.by_person, one.detail["record"]) for one in noted.order_by("id")] == [
        ("kept_from_record", manager.key, record.key),
        ("let_back_to_record", manager.key, record.key),
    ]
    assert {one.agency_key for one in noted} == {child.council.key}


def test_kept_from_a_record_nobody_known_by_that_address_is_asked_again(somebody, child):
    _, browser = somebody(Role.PARTNER_MANAGER)
    answer = browser.post(
        reverse("child_kept_from", args=[child.key]),
        {"email": "nobody@region.example", "reason": "Her niece"},
    )
    assert answer.status_code == 422
    assert "Nobody signs in with this e-mail address" in answer.content.decode()
    assert not Block.objects.exists()


def test_kept_from_a_record_by_oneself_one_is_led_elsewhere(somebody, child):
    user, browser = somebody(Role.PARTNER_MANAGER)
    answer = browser.post(
        reverse("child_kept_from", args=[child.key]), {"email": user.email, "reason": "My niece"}
    )
    assert answer["Location"] == reverse("children_list")
    assert browser.get(reverse("child_page", args=[child.key])).status_code == 404


def test_kept_from_a_merged_record_one_is_kept_from_both(somebody, child, council):
    user, browser = somebody(Role.PARTNER_MANAGER)
    other = ChildRecord.objects.create(pseudonym="C-0002", council=council)
    Block.objects.create(user=user, record_key=other.key)
    made = Merge.objects.create(kept=child, other=other, merged_at=timezone.now())
    address = reverse("child_page", args=[child.key])
    assert browser.get(address).status_code == 404
    made.undone_at = timezone.now()
    made.save()
    assert browser.get(address).status_code == 200
