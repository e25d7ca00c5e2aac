"""How much each page asks of the database: at most twelve queries, however much is on record."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belong.domain.policy import Role
from belong.web.children.models import BirthIdentity, ChildRecord, Responsibility
from belong.web.families.models import FamilyRecord, FamilyResponsibility, HouseholdMember
from belong.web.ledger.actions import Draft, write_change
from belong.web.ledger.models import SubjectKind

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MOST = 12
OPENS = 200


def queries_of(browser, address):
    """What one page asks for, beginnings and ends of transactions left out.

    Asked the second time: the first visit of a session notes when it was.
    """
    browser.get("/health")
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(address)
        if answer.streaming:
            list(answer.streaming_content)
    assert answer.status_code == OPENS
    return [one["sql"] for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def test_page_asks_at_most_twelve_times(one_page, door_of, small_region):
    """For everybody for whom it opens: who sees more may ask for more."""
    astray = []
    for whose, answers in door_of(one_page).items():
        address = one_page.address(small_region, whose)
        for role in [role for role, answer in answers.items() if answer == OPENS]:
            asked = queries_of(small_region.browser(role), address)
            if len(asked) > MOST:
                astray.append(f"{role} {whose}: {len(asked)}\n  " + "\n  ".join(asked))
    assert not astray, astray[0]


def _more_children(region, count):
    team = region.teams["care"]
    for number in range(count):
        child = ChildRecord.objects.create(
            pseudonym=f"C-9{number:03d}", council=team.agency, team=team
        )
        BirthIdentity.objects.create(child=child, surname="More", born_on=date(2022, 1, 1))
        Responsibility.objects.create(
            child=child,
            user=region.people[Role.CHILD_SOCIAL_WORKER],
            role=Role.CHILD_SOCIAL_WORKER,
            from_on=date(2022, 1, 1),
        )
        _visits(SubjectKind.CHILD, child.key, "born")


def _more_families(region, count):
    team = region.teams["north"]
    for number in range(count):
        family = FamilyRecord.objects.create(
            pseudonym=f"F-9{number:03d}", agency=team.agency, team=team
        )
        HouseholdMember.objects.create(
            family=family, part="applicant", forenames="One", surname="More"
        )
        FamilyResponsibility.objects.create(
            family=family,
            user=region.people[Role.ADOPTERS_SOCIAL_WORKER],
            role=Role.ADOPTERS_SOCIAL_WORKER,
            from_on=date(2022, 1, 1),
        )
        _visits(SubjectKind.FAMILY, family.key, "enquired")


def _visits(kind, key, *names):
    for name in names:
        write_change(process="test", drafts=[Draft(kind, key, name, happened_on=date(2022, 1, 1))])


@pytest.mark.parametrize(
    ("address", "role", "more"),
    [
        ("/children/", Role.CHILD_SOCIAL_WORKER, _more_children),
        ("/children/?sort=waiting", Role.FAMILY_FINDER, _more_children),
        ("/children/hand-over", Role.CHILDREN_TEAM_MANAGER, _more_children),
        ("/families/?stage=all", Role.ADOPTERS_SOCIAL_WORKER, _more_families),
        ("/families/pipeline/", Role.FAMILY_FINDER, _more_families),
    ],
)
def test_list_asks_no_more_for_more_rows(small_region, address, role, more):
    before = queries_of(small_region.browser(role), address)
    more(small_region, 15)
    assert len(queries_of(small_region.browser(role), address)) == len(before)


@pytest.mark.parametrize(
    ("kind", "role", "event"),
    [
        (SubjectKind.CHILD, Role.CHILD_SOCIAL_WORKER, "visited"),
        (SubjectKind.FAMILY, Role.ADOPTERS_SOCIAL_WORKER, "assessment_visit_made"),
    ],
)
def test_record_asks_no_more_for_more_events(small_region, kind, role, event):
    region, browser = small_region, small_region.browser(role)
    if kind is SubjectKind.CHILD:
        key = region.children["plain"].key
        address = f"/children/{key}/"
    else:
        key = region.families["ours"].key
        address = f"/families/{key}/"
    before = queries_of(browser, address)
    _visits(kind, key, *[event] * 15)
    assert len(queries_of(browser, address)) == len(before)
