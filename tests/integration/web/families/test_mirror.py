"""A match or placement recorded on a child is on the family too, and is mended with it."""

from __future__ import annotations

from datetime import date

import pytest

from belong.web.children.models import ChildRecord
from belong.web.families.models import FamilyRow
from belong.web.ledger.actions import Draft, correct_event, record_events, withdraw_event
from belong.web.ledger.models import Event, SubjectKind
from belong.web.ledger.queries import believed

pytestmark = pytest.mark.django_db

BY, DAY = "b" * 32, date(2026, 1, 12)


@pytest.fixture
def child(council) -> ChildRecord:
    return ChildRecord.objects.create(pseudonym="C-0001", council=council)


def happens(child: ChildRecord, kind: str, on: date = DAY, **details: str) -> Event:
    draft = Draft(SubjectKind.CHILD, child.key, kind, happened_on=on, details=details)
    return record_events(drafts=[draft], by=BY, why="birth-side words", seen=None).events[0]


def told(family, kind: str) -> list[tuple[date | None, str]]:
    rows = believed(SubjectKind.FAMILY, family.key).filter(kind=kind)
    return [(row.happened_on, row.details["child"]) for row in rows]


def stage(family) -> str:
    return FamilyRow.objects.get(family=family.record).stage


def test_childs_way_to_a_family_is_the_familys_way_too(family, child) -> None:
    happens(child, "linked", family=family.key)
    happens(child, "match_decided", date(2026, 2, 3), family=family.key)
    assert stage(family) == "A6"
    happens(child, "placed_for_adoption", date(2026, 3, 3), family=family.key, place="A6")
    assert stage(family) == "A7"
    happens(child, "adoption_order_made", date(2026, 8, 3))
    assert stage(family) == "A8"
    assert told(family, "matched") == [(date(2026, 2, 3), child.key)]
    row = Event.objects.get(kind="matched")
    assert row.details["application"] == family.application
    assert "birth-side" not in row.change.why


def test_correction_of_the_day_is_made_on_both(family, child) -> None:
    event = happens(child, "match_decided", family=family.key)
    correct_event(event=event, by=BY, why="a day out", happened_on=date(2026, 1, 13), seen=None)
    assert told(family, "matched") == [(date(2026, 1, 13), child.key)]


def test_correction_of_the_family_takes_it_from_the_one_and_gives_it_to_the_other(
    family, make_family, child
) -> None:
    right = make_family("Tolliver")
    event = happens(child, "match_decided", family=family.key)
    correct_event(
        event=event, by=BY, why="wrong family", happened_on=DAY,
        details={"family": right.key}, seen=None,
    )  # fmt: skip
    assert told(family, "matched") == []
    assert told(right, "matched") == [(DAY, child.key)]


def test_withdrawal_is_made_on_both(family, child) -> None:
    event = happens(child, "match_decided", family=family.key)
    withdraw_event(event=event, by=BY, why="it was not decided", seen=None)
    assert told(family, "matched") == []
    assert stage(family) == "A1"


def test_event_that_is_not_about_a_family_or_about_an_unknown_one_writes_nothing(
    family, child
) -> None:
    before = Event.objects.filter(subject_kind="family").count()
    happens(child, "reviewed")
    happens(child, "linked")
    happens(child, "linked", family="0" * 32)
    assert Event.objects.filter(subject_kind="family").count() == before
