"""The demo: the made-up region in the ledger, the same figures as its returns, nothing twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from belong.analytics import compute, journeys
from belong.domain.frames import Frames
from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.frames import merge_returns
from belong.synthetic.names import ADOPTIVE_TOKEN, BIRTH_TOKEN
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
        for words in (birth.forenames, birth.surname, birth.home_address):
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
