"""One arithmetic: figures from the ledger are those from the files, as known at every return."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from belong.analytics import compute, journeys
from belong.domain.errors import BelongError
from belong.domain.frames import Frames
from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.frames import merge_returns
from belong.synthetic import council_name, make_region, write_region
from belong.web.agencies.models import Agency
from belong.web.children.frames import frames_at
from belong.web.children.loading import load_returns
from belong.web.children.models import ChildIdentifier, ChildRecord, ChildRow
from belong.web.ledger.actions import withdraw_event
from belong.web.ledger.models import Change, Event, SubjectKind
from belong.web.ledger.projection import rebuild
from belong.web.ledger.queries import believed

pytestmark = pytest.mark.django_db

LAS = ("991", "992", "993")
FIRST, LAST = 2016, 2024
Told = dict[tuple[str, str, str], dict[str, Any]]


def figures(frames: Frames, year: int, names: dict[str, str] | None = None) -> Told:
    """Every figure up to a year, opened; names: CHILD by pseudonym."""
    computed = compute(frames, journeys(frames), year=year, windows=year - FIRST + 1)
    named = names or {}

    def who(people: Any) -> list[Any]:
        told = ((p.la_code, named.get(p.child_id, p.child_id), p) for p in people)
        return sorted(
            (
                la,
                child,
                *[getattr(p, name, None) for name in ("value", "start_on", "end_on", "reason")],
            )
            for la, child, p in told
        )

    return {
        (f.indicator, f.area, f.window): {
            "value": f.value,
            "parts": (f.numerator, f.denominator),
            "members": who(f.members),
            "excluded": who(f.excluded),
            "not_computable": who(f.not_computable),
            "years_missing": f.years_missing,
        }
        for f in computed.opened()
    }


def differences(one: Told, other: Told) -> dict[Any, Any]:
    assert one.keys() == other.keys()
    return {key: (told, other[key]) for key, told in one.items() if told != other[key]}


def add_councils() -> None:
    for la in LAS:
        Agency.objects.create(kind="council", name=council_name(la), dfe_code=la)


def child_by_pseudonym() -> dict[str, str]:
    rows = ChildIdentifier.objects.values_list("child__pseudonym", "value")
    return dict(rows)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_figures_from_the_ledger_are_those_from_the_files(seed: int, tmp_path: Path) -> None:
    write_region(make_region(seed, LAS, 60, (FIRST, LAST)), tmp_path)
    add_councils()
    loaded = load_returns(returns=read_returns([tmp_path]), process="import")
    names = child_by_pseudonym()
    assert loaded.children == ChildRecord.objects.count() == len(names)
    for year in range(FIRST, LAST + 1):
        folders = [tmp_path / la / str(each) for la in LAS for each in range(FIRST, year + 1)]
        from_files = figures(merge_returns(read_returns(folders)), year)
        change = max(loaded.changes[la, year] for la in LAS)
        from_ledger = figures(frames_at(LAS, change=change), year, names)
        assert differences(from_files, from_ledger) == {}
    assert differences(from_files, figures(frames_at(LAS), LAST, names)) == {}
    one = figures(frames_at(LAS[:1]), LAST, names)
    only = merge_returns(read_returns([tmp_path / LAS[0]]))
    assert differences(figures(only, LAST), one) == {}


def test_a_missing_return_is_not_known_from_the_ledger_either(tmp_path: Path) -> None:
    region = make_region(5, LAS, 60, (FIRST, LAST), not_supplied=[("991", 2019), ("992", 2020)])
    write_region(region, tmp_path)
    add_councils()
    load_returns(returns=read_returns([tmp_path]), process="import")
    from_files = figures(merge_returns(read_returns([tmp_path])), LAST)
    from_ledger = figures(frames_at(LAS), LAST, child_by_pseudonym())
    assert differences(from_files, from_ledger) == {}
    assert any(told["years_missing"] for told in from_ledger.values())


def test_loading_again_writes_nothing_and_a_later_return_only_what_is_new(tmp_path: Path) -> None:
    write_region(make_region(4, LAS[:1], 60, (FIRST, LAST)), tmp_path)
    add_councils()
    years = [tmp_path / "991" / str(year) for year in range(FIRST, LAST + 1)]
    load_returns(returns=read_returns(years[:-1]), process="import")
    before = Event.objects.count()
    assert load_returns(returns=read_returns(years[:-1]), process="import").changes == {}
    assert Event.objects.count() == before
    last = load_returns(returns=read_returns(years), process="import")
    assert list(last.changes) == [("991", LAST)]
    assert 0 < last.events == Event.objects.count() - before < before / 3
    assert Change.objects.count() == LAST - FIRST + 1
    from_ledger = figures(frames_at(["991"]), LAST, child_by_pseudonym())
    assert differences(figures(merge_returns(read_returns(years)), LAST), from_ledger) == {}


def test_what_a_person_corrected_is_not_written_again_by_a_later_return(tmp_path: Path) -> None:
    write_region(make_region(4, LAS[:1], 60, (FIRST, LAST)), tmp_path)
    add_councils()
    years = [tmp_path / "991" / str(year) for year in range(FIRST, LAST + 1)]
    load_returns(returns=read_returns(years[:-1]), process="import")
    standing = Event.objects.filter(kind="decision_made", superseded_by=None, is_withdrawal=False)
    decision = standing.latest("happened_on")
    assert decision.happened_on is not None
    withdraw_event(event=decision, by="a" * 32, why="another child's decision", seen=None)
    load_returns(returns=read_returns(years), process="import")
    now = believed(SubjectKind.CHILD, decision.subject_key).filter(kind="decision_made")
    assert decision.happened_on not in {event.happened_on for event in now}


def test_load_of_a_council_that_is_no_agency_is_refused(tmp_path: Path) -> None:
    write_region(make_region(4, LAS[:1], 10, (2023, 2024)), tmp_path)
    with pytest.raises(BelongError, match="No council with the code 991"):
        load_returns(returns=read_returns([tmp_path]), process="import")
    assert not Change.objects.exists()


def test_rows_after_loading_are_those_that_a_rebuild_makes(tmp_path: Path) -> None:
    write_region(make_region(6, LAS[:1], 60, (FIRST, LAST)), tmp_path)
    add_councils()
    load_returns(returns=read_returns([tmp_path]), process="import")
    before = list(ChildRow.objects.order_by("child").values())
    rebuild()
    assert list(ChildRow.objects.order_by("child").values()) == before
    assert len(before) == ChildRecord.objects.count()
