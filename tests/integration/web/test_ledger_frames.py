"""One arithmetic: figures from the ledger are those from the files, as known at every return."""

from __future__ import annotations

from pathlib import Path

import pytest

from belong.domain.errors import BelongError
from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.frames import merge_returns
from belong.synthetic import council_name, make_region, write_region
from belong.web.agencies.models import Agency
from belong.web.children.frames import frames_at
from belong.web.children.loading import load_returns
from belong.web.children.models import ChildRecord, ChildRow
from belong.web.ledger.actions import withdraw_event
from belong.web.ledger.models import Change, Event, SubjectKind
from belong.web.ledger.projection import rebuild
from belong.web.ledger.queries import believed

from .conftest import FIRST, LAST, child_by_pseudonym, differences, figures

pytestmark = pytest.mark.django_db

LAS = ("991", "992", "993")


def add_councils() -> None:
    for la in LAS:
        Agency.objects.create(kind="council", name=council_name(la), dfe_code=la)


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
