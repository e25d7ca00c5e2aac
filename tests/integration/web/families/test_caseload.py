"""Handing over all families of somebody who leaves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from belong.web.agencies.models import Agency
from belong.web.audit.models import AuditEvent
from belong.web.families.models import FamilyResponsibility

pytestmark = pytest.mark.django_db

PAGE = "/families/hand-over/"
TODAY = date.today()  # noqa: TID251, DTZ011


@pytest.fixture
def held(make_family, person, team):
    """Two families of one worker, the second shared with a colleague; worker and colleague."""
    leaver, colleague = (person(role="adopters_social_worker", team=team) for _ in range(2))
    families = [make_family(surname).record for surname in ("Fenwright", "Oake")]
    for user, family in ((leaver, 0), (leaver, 1), (colleague, 1)):
        FamilyResponsibility.objects.create(
            family=families[family],
            user=user,
            role="adopters_social_worker",
            from_on=TODAY - timedelta(days=90),
        )
    return leaver, colleague, families


def sent(leaver, successor) -> dict[str, str]:
    return {
        "leaver": leaver.key,
        "successor": successor.key,
        "from_on-day": str(TODAY.day),
        "from_on-month": str(TODAY.month),
        "from_on-year": str(TODAY.year),
    }


def test_caseload_of_families_goes_to_the_successor_once_each(held, signed_in) -> None:
    leaver, colleague, families = held
    head = signed_in("head_of_service")
    assert "Hand over a caseload" in head.client.get("/families/").content.decode()
    done = head.client.post(PAGE, sent(leaver, colleague), follow=True)
    assert f"2 families are handed over to {colleague.name}." in done.content.decode()
    going_on = FamilyResponsibility.objects.filter(to_on=None)
    assert not going_on.filter(user=leaver).exists()
    assert set(going_on.filter(user=colleague).values_list("family", flat=True)) == {
        one.pk for one in families
    }
    assert going_on.count() == 2
    assert AuditEvent.objects.filter(action="family_handed_over").count() == 2


def test_caseload_of_families_to_the_same_person_is_refused(held, signed_in) -> None:
    leaver, _, _ = held
    refused = signed_in("head_of_service").client.post(PAGE, sent(leaver, leaver))
    assert refused.status_code == 422
    assert "handed over to somebody else" in refused.content.decode()


def test_caseload_of_another_agency_is_not_offered(held, signed_in) -> None:
    leaver, colleague, _ = held
    far = Agency.objects.create(kind="raa", name="Far Adoption")
    stranger = signed_in("head_of_service", agency=far)
    assert leaver.name not in stranger.client.get(PAGE).content.decode()
    assert stranger.client.post(PAGE, sent(leaver, colleague)).status_code == 422
    assert FamilyResponsibility.objects.filter(user=leaver, to_on=None).count() == 2


@pytest.mark.parametrize("role", ["adopters_social_worker", "family_finder"])
def test_caseload_of_families_is_not_handed_over_by_a_worker(held, signed_in, role) -> None:
    worker = signed_in(role)
    assert worker.client.get(PAGE).status_code == 403
    assert "Hand over a caseload" not in worker.client.get("/families/").content.decode()
