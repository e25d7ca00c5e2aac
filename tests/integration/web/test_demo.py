"""The demo: the made-up region in the ledger, the same figures as its returns, nothing twice."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from belong.analytics import compute, journeys
from belong.domain.frames import Frames
from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.frames import merge_returns
from belong.synthetic.names import ADOPTIVE_TOKEN, BIRTH_TOKEN
from belong.web.accounts.models import User
from belong.web.agencies.demo import prepare_agencies
from belong.web.agencies.demo_people import COUNCILS
from belong.web.children.folding import journeys_of
from belong.web.children.frames import frames_at
from belong.web.children.models import (
    AdoptiveIdentity,
    BirthIdentity,
    ChildIdentifier,
    ChildRecord,
    ChildRow,
    Responsibility,
)
from belong.web.demo import load_demo
from belong.web.families.folding import families_journeys
from belong.web.families.models import FamilyRecord, FamilyRow, HouseholdMember
from belong.web.ledger.models import Change, Event
from belong.web.ledger.projection import rebuild

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
LAST = 2026
FAMILIES = 130


def load(folder: Path) -> bool:
    prepare_agencies(today=TODAY)
    return load_demo(today=TODAY, folder=folder, children_per_council=24, families=FAMILIES)


def rows() -> list[list[Any]]:
    return [list(model.objects.order_by("pk").values()) for model in (ChildRow, FamilyRow)]


def figures(frames: Frames, names: dict[str, str]) -> dict[Any, Any]:
    computed = compute(frames, journeys(frames), year=LAST, windows=9)
    return {
        (f.indicator, f.area, f.window): (
            f.value,
            f.numerator,
            f.denominator,
            sorted((m.la_code, names.get(m.child_id, m.child_id), m.value) for m in f.members),
            sorted((m.la_code, names.get(m.child_id, m.child_id), m.reason) for m in f.excluded),
            sorted(
                (m.la_code, names.get(m.child_id, m.child_id), m.reason) for m in f.not_computable
            ),
        )
        for f in computed.opened()
    }


def test_demo_has_the_figures_of_its_returns_and_a_second_start_changes_nothing(
    tmp_path: Path,
) -> None:
    assert load(tmp_path / "returns")
    names = dict(ChildIdentifier.objects.values_list("child__pseudonym", "value"))
    from_files = figures(merge_returns(read_returns([tmp_path / "returns"])), {})
    from_ledger = figures(frames_at(tuple(COUNCILS)), names)
    assert from_files.keys() == from_ledger.keys()
    assert {k: (v, from_ledger[k]) for k, v in from_files.items() if v != from_ledger[k]} == {}
    before = (Event.objects.count(), Change.objects.count(), ChildRecord.objects.count())
    assert not load(tmp_path / "returns")
    assert (Event.objects.count(), Change.objects.count(), ChildRecord.objects.count()) == before
    moments = list(Change.objects.order_by("number").values_list("recorded_at", flat=True))
    assert moments == sorted(moments)


def test_demo_tells_whole_stories_marks_each_side_and_is_what_a_rebuild_makes(
    tmp_path: Path,
) -> None:
    load(tmp_path / "returns")
    children = journeys_of(ChildRecord.objects.values_list("key", flat=True))
    assert len(children) == ChildRecord.objects.count() == ChildRow.objects.count()
    assert len({journey.stage for journey, _ in children.values()}) > 12
    assert any(journey.planned for journey, _ in children.values())
    families = families_journeys(FamilyRecord.objects.values_list("key", flat=True))
    assert len(families) == FamilyRow.objects.count() == FAMILIES
    assert not any(journey.flags for journey, _ in families.values())
    known = set(families)
    for journey, _ in children.values():
        for event in (*journey.events, *journey.planned):
            assert event.family_id is None or event.family_id in known
    for birth in BirthIdentity.objects.all():
        forenames = [birth.forenames] if birth.born_on else []
        for words in (*forenames, birth.surname, birth.home_address):
            assert BIRTH_TOKEN in words.lower()
            assert ADOPTIVE_TOKEN not in words.lower()
    adoptive = [
        words
        for rows in (
            AdoptiveIdentity.objects.values_list("forenames", "surname", "address"),
            HouseholdMember.objects.values_list("forenames", "surname"),
        )
        for row in rows
        for words in row
    ]
    addresses = list(FamilyRecord.objects.values_list("address", flat=True))
    assert adoptive
    for words in (*adoptive, *addresses):
        assert ADOPTIVE_TOKEN in words.lower()
        assert BIRTH_TOKEN not in words.lower()
    assert Responsibility.objects.filter(user__email="child-social-worker@demo.example").exists()
    before = [list(model.objects.order_by("pk").values()) for model in (ChildRow, FamilyRow)]
    rebuild()
    assert [
        list(model.objects.order_by("pk").values()) for model in (ChildRow, FamilyRow)
    ] == before


def test_demo_is_a_service_as_it_would_be_on_its_day(tmp_path: Path) -> None:
    load(tmp_path / "returns")
    unborn = BirthIdentity.objects.filter(born_on=None)
    assert unborn.count() > 1
    for one in unborn:
        assert one.expected_on is not None
        assert one.expected_on > TODAY
        assert one.child.row.stage == "C0"
        assert one.child.responsibilities.exists()
    assert not ChildRow.objects.filter(stage="C0").exclude(child__in=unborn.values("child"))
    open_cases = Responsibility.objects.filter(to_on=None).values("child")
    grown_up = BirthIdentity.objects.filter(born_on__lt=date(TODAY.year - 18, TODAY.month, 1))
    assert not grown_up.filter(child__in=open_cases).exists()
    waiting = FamilyRow.objects.filter(stage="A4", limit="review", left_on=None)
    assert not waiting.filter(limit_due_on__lt=TODAY - timedelta(days=120)).exists()
    decided = Event.objects.filter(kind__in=["decision_made", "match_decided", "approved"])
    named = {event.details.get("decision_maker", "") for event in decided} - {""}
    assert named <= set(User.objects.values_list("key", flat=True))
    changes = Event.objects.filter(
        subject_kind="child", kind__in=["care_entered", "legal_status_began", "care_left"]
    ).order_by("subject_key", "happened_on", "pk")
    for change, after in pairwise(changes):
        if change.details.get("legal_status") == "L1" and change.subject_key == after.subject_key:
            assert change.happened_on is not None
            assert after.happened_on is not None
            assert after.happened_on - change.happened_on <= timedelta(days=3)
