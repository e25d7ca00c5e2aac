"""A made-up region is the same for the same seed and holds every kind of life."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from belong.synthetic import Region, council_name, make_region
from belong.synthetic.building import Life
from belong.synthetic.histories import year_end, year_start
from belong.synthetic.lives import KINDS, SLIPS
from belong.synthetic.region import COUNCIL_NAMES

YEARS = (2018, 2023)


@pytest.fixture(scope="module")
def region() -> Region:
    return make_region(7, ["991", "992"], 300, YEARS)


def test_region_same_seed_is_the_same(region: Region) -> None:
    assert make_region(7, ["991", "992"], 300, YEARS) == region


def test_region_other_seed_is_another(region: Region) -> None:
    assert make_region(8, ["991", "992"], 300, YEARS).histories != region.histories


def test_region_more_children_change_nothing_about_the_first(region: Region) -> None:
    smaller = make_region(7, ["992"], 80, YEARS)

    assert list(smaller.of("992")) == list(region.of("992"))[:80]


def test_region_of_sixty_children_holds_every_kind_of_life() -> None:
    small = make_region(3, ["991"], 60, YEARS)

    assert {history.kind for history in small.histories} == set(KINDS)


@pytest.mark.parametrize("seed", range(1, 6))
def test_region_holds_every_slip(seed: int) -> None:
    histories = make_region(seed, ["991"], 60, (2016, 2024)).histories
    lost = [h for h in histories if 2024 in h.slip.absent_years]
    missing_once = [h for h in histories if len(h.slip.absent_years) == 1 and h not in lost]
    withdrawn = [
        h
        for h in histories
        for p in h.periods
        for d in p.decisions
        if d.withdrawn_after is not None
    ]

    assert set(SLIPS) == {
        "lost",
        "missing_once",
        "missing_and_moved",
        "wrong_start",
        "withdrawn_decision",
        "lacks_ad1",
    }
    assert lost
    assert len(missing_once) >= 2
    assert withdrawn
    assert any(h.slip.wrong_start for h in histories)
    assert any(h.slip.lacks_ad1 for h in histories)


def test_region_about_two_in_five_children_have_an_adoption_plan(region: Region) -> None:
    large = make_region(11, ["991"], 1500, YEARS)
    decided = sum(any(p.decisions for p in h.periods) for h in large.histories)

    assert 0.33 < decided / len(large.histories) < 0.48
    assert any(not h.periods[0].decisions for h in region.histories)


def test_region_siblings_share_their_dates_and_not_their_births(region: Region) -> None:
    groups: dict[tuple[str, int], list[tuple[object, ...]]] = {}
    births: dict[tuple[str, int], set[object]] = {}
    for history in region.histories:
        if history.sibling_group is not None:
            key = (history.la_code, history.sibling_group)
            first = history.periods[0]
            groups.setdefault(key, []).append((first.entered_on, first.placements, first.statuses))
            births.setdefault(key, set()).add(history.born_on)

    assert len(groups) > 10
    assert {len(members) for members in groups.values()} <= {2, 3}
    assert all(len(set(members)) == 1 for members in groups.values())
    assert all(len(births[key]) == len(groups[key]) for key in groups)


def test_region_child_identifiers_are_unique_in_a_council_and_some_begin_with_zero(
    region: Region,
) -> None:
    for la_code in region.la_codes:
        ids = [history.child_id for history in region.of(la_code)]
        assert len(set(ids)) == len(ids)
        assert any(child_id.startswith("0") for child_id in ids)
    shared = Counter(history.child_id for history in region.histories)
    assert max(shared.values()) == 2


def test_region_some_children_enter_care_before_the_first_return(region: Region) -> None:
    entered = [history.periods[0].entered_on for history in region.histories]

    assert min(entered) < year_start(YEARS[0]) - timedelta(days=365)
    assert max(entered) > year_start(YEARS[1])


def test_region_events_fall_on_awkward_days(region: Region) -> None:
    days = {
        (on.month, on.day)
        for history in region.histories
        for period in history.periods
        for on in (
            *(status.on for status in period.statuses),
            *(placement.on for placement in period.placements),
        )
    }

    assert {(3, 31), (4, 1), (2, 29)} <= days


def test_region_returns_missing_means_no_slips() -> None:
    region = make_region(1, ["991", "992"], 60, YEARS, not_supplied=[("991", 2020)])

    assert region.return_years("991") == (2018, 2019, 2021, 2022, 2023)
    assert not any(history.slip.absent_years for history in region.of("991"))
    assert any(history.slip.absent_years for history in region.of("992"))


@pytest.mark.parametrize("name", KINDS)
def test_life_keeps_to_the_order_of_time(name: str) -> None:
    kind = KINDS[name]
    for number in range(60):
        rng = Random(f"order/{name}/{number}")
        entered_on = year_start(2015) + timedelta(days=rng.randint(0, 2500))
        life = Life(rng, entered_on, entered_on - timedelta(days=rng.randint(*kind.ages)))
        kind.live(life)

        before = entered_on - timedelta(days=1)
        for period in life.periods:
            assert period.entered_on > before
            assert period.left_on is not None
            before = period.left_on
            for episode in period.episodes():
                assert episode.end_on is not None
                assert episode.start_on < episode.end_on
            for decision in period.decisions:
                assert period.entered_on <= decision.decided_on < period.left_on
                assert decision.reversed_on is None or (
                    decision.decided_on < decision.reversed_on <= period.left_on
                )
            if period.is_adopted:
                assert period.adopters is not None
                assert period.decisions[-1].reversed_on is None
                assert period.matched_on is not None
                assert period.decisions[-1].decided_on <= period.matched_on
                assert period.matched_on <= period.episodes()[-1].start_on
            else:
                assert all(d.reversed_on is not None for d in period.decisions)


def test_council_names_are_made_up_and_a_code_without_one_says_so() -> None:
    assert set(COUNCIL_NAMES) == {str(code) for code in range(990, 1000)}
    assert council_name("991") == "Brackenfold"
    assert council_name("550") == "Made-up council 550"


def test_year_ends_stand_on_either_side_of_midnight() -> None:
    assert year_end(2019) + timedelta(days=1) == year_start(2020)
