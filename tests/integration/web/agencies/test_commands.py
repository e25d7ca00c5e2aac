"""What the command line does with agencies and people, and what the demo starts with."""

from __future__ import annotations

from datetime import date

import pytest

from belong.domain.errors import BelongError
from belong.domain.policy import Role
from belong.web.accounts.actions import set_password
from belong.web.accounts.models import User
from belong.web.agencies.commands import add_agency_in_region, add_user_with_role
from belong.web.agencies.demo import prepare_agencies
from belong.web.agencies.demo_people import PASSWORD, demo_accounts
from belong.web.agencies.models import Agency, Appointment, RaaMembership
from belong.web.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_agency_and_user_added_by_their_names(region):
    words = add_agency_in_region(
        name="Northmere Council", kind="council", code="991", region="four rivers ADOPTION"
    )
    assert words == (
        "Northmere Council is added, and a member of Four Rivers Adoption from today on."
    )
    add_user_with_role(
        email="jo@x.example", name="Jo", role="Child-social-worker", agency="991", password=PASSWORD
    )
    held = Appointment.objects.get()
    assert (held.role, held.agency.name) == (Role.CHILD_SOCIAL_WORKER, "Northmere Council")
    assert held.user.check_password(PASSWORD)
    assert set(AuditEvent.objects.values_list("by_process", flat=True)) == {"command line"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"role": "king"}, "no such role"),
        ({"agency": "Nowhere"}, "no such agency"),
        ({"team": "None"}, "no such team"),
        ({"password": "short"}, "too short"),
    ],
)
def test_user_that_cannot_be_is_refused_and_nobody_added(region, change, words):
    right = {"email": "jo@x.example", "name": "Jo", "role": "administrator", "agency": region.name}
    with pytest.raises(BelongError, match=words):
        add_user_with_role(**{**right, **change})
    assert not User.objects.exists()


def test_password_easy_to_guess_is_refused(person):
    with pytest.raises(BelongError, match="too common"):
        set_password(user=person(), password="password1234", process="test")  # noqa: S106


def test_demo_prepared_has_a_sign_in_for_every_role():
    prepare_agencies(today=date(2026, 5, 6))
    assert {account.role for account in demo_accounts()} == set(Role)
    for account in demo_accounts():
        user = User.objects.get(email=account.email)
        assert user.check_password(PASSWORD)
        assert user.appointments.get().role == account.role


def test_demo_prepared_again_changes_nothing_that_was_entered():
    prepare_agencies(today=date(2026, 5, 6))
    User.objects.filter(email="auditor@demo.example").update(name="Entered")
    before = AuditEvent.objects.count()
    prepare_agencies(today=date(2027, 5, 6))
    assert AuditEvent.objects.count() == before
    assert User.objects.filter(name="Entered").exists()
    assert Agency.objects.filter(kind="council").count() == 8
    assert RaaMembership.objects.count() == 8
