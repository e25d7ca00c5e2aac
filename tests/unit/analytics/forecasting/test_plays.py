"""Plays of a year, where what must come about is certain; and what is read off them."""

from __future__ import annotations

import pytest

from belong.analytics.forecasting.pace import YEAR
from belong.analytics.forecasting.plays import Inflow, play_through
from belong.analytics.forecasting.reading import READERS, Lags, followed
from belong.analytics.forecasting.ways import Stage, StageTime, Step, Way

np = pytest.importorskip("numpy", reason="A forecast needs the extra 'reports'")
PLAYS = 40


def adopted(number: int, begin: int) -> Way:
    """A way whose every stage took 100 days: decided, ordered, placed, adopted."""
    days = [begin, begin + 100, begin + 200, begin + 300]
    steps = [Step.BEGUN, Step.ORDERED, Step.PLACED, Step.ADOPTED]
    stages = [Stage.DECIDED, Stage.ORDERED, Stage.PLACED]
    return Way(
        ("991", f"past {number}", 1),
        begin - 50,
        begin,
        path=list(zip(days, steps, strict=True)),
        stages=[
            StageTime(stage, days[at], days[at + 1], steps[at + 1])
            for at, stage in enumerate(stages)
        ],
    )


def waiting(stage: Stage, since: int, **facts: object) -> Way:
    way = Way(("991", f"{stage.name} {since}", 1), -400, -300, stage=stage, since=since)
    way.is_decided, way.is_ordered = True, stage is not Stage.DECIDED
    way.path = [(-300, Step.BEGUN)]
    for name, value in facts.items():
        setattr(way, name, value)
    return way


def read(ways: list[Way], code: str, *, come: tuple[int, ...] = (0, 0, 0), threshold: int = 426):
    """Of known children and of those to come: by play, how many count and the sum."""
    rng = np.random.default_rng(5)
    found = []
    for cells in play_through(ways, [True] * len(ways), Inflow(come), PLAYS, rng):
        played = followed(ways, cells, Lags((20,)), year=YEAR, counted_before=frozenset(), rng=rng)
        brought = READERS[code](played, threshold)
        found.append(
            (
                np.bincount(cells.play, brought.counts, minlength=PLAYS),
                np.bincount(cells.play, brought.value, minlength=PLAYS),
            )
        )
    return found


PAST = [adopted(number, -700 + 20 * number) for number in range(15)]


def test_child_placed_is_adopted_after_as_long_as_every_other() -> None:
    placed = waiting(Stage.PLACED, -30, placed_on=-30, moved_in_on=-30, ordered_on=-130)
    known, _ = read([*PAST, placed], "adopted")
    assert set(known[0]) == {1}
    days, _ = read([*PAST, placed], "A1")
    assert set(days[1]) == {370}
    order, _ = read([*PAST, placed], "A20")
    assert set(order[1]) == {270}
    match, _ = read([*PAST, placed], "A2")
    assert set(match[1]) == {80}


def test_child_with_an_order_is_placed_then_adopted_within_the_year() -> None:
    ordered = waiting(Stage.ORDERED, -10, ordered_on=-10)
    for code in ("placed", "matched", "adopted"):
        known, _ = read([*PAST, ordered], code)
        assert set(known[0]) == {1}, code
    for code in ("A9", "A14", "A15", "A16"):
        known, _ = read([*PAST, ordered], code)
        assert set(known[1]) == {0}, code
    days, _ = read([*PAST, ordered], "A1")
    # placed 100 days after the order, to the week
    assert all(483 <= one <= 496 for one in days[1])


def test_child_matched_before_the_year_is_not_matched_again_in_it() -> None:
    matched = waiting(Stage.ORDERED, -90, ordered_on=-90, matched_on=-5)
    known, _ = read([*PAST, matched], "matched")
    assert set(known[0]) == {0}
    placed, _ = read([*PAST, matched], "placed")
    assert set(placed[0]) == {1}


def test_child_below_the_threshold_counts_so_while_it_waits() -> None:
    stuck = [
        Way(("991", f"stuck {n}", 1), -900, -800, stage=Stage.DECIDED, since=-800, is_decided=True)
        for n in range(9)
    ]
    fresh = waiting(Stage.DECIDED, -1, entered_care=-20)
    ways = [*stuck, fresh]
    known, _ = read(ways, "A3")
    assert set(known[0]) == {10}
    assert set(known[1]) == {1}
    none, _ = read(ways, "A3", threshold=300)
    assert set(none[1]) == {0}
    stock, _ = read(ways, "A9")
    assert set(stock[1]) == {10}


def test_children_to_come_are_as_many_as_in_recent_years_on_their_ways() -> None:
    _, new = read(PAST, "A15", come=(12, 12, 12))
    assert 9 < new[1].mean() < 15
    _, orders = read(PAST, "A16", come=(12, 12, 12))
    _, placed = read(PAST, "placed", come=(12, 12, 12))
    assert new[1].mean() >= orders[1].mean() >= placed[1].mean() > 0


def test_nobody_known_and_nobody_to_come_brings_nothing() -> None:
    for code in READERS:
        known, new = read([], code)
        assert not known[0].any()
        assert not new[0].any()


def test_child_whose_plan_is_given_up_counts_as_a_change() -> None:
    past = [
        Way(
            ("991", f"past {n}", 1),
            -500,
            -400,
            path=[(-400, Step.BEGUN), (-200, Step.REVERSED)],
            stages=[StageTime(Stage.DECIDED, -400, -200, Step.REVERSED)],
        )
        for n in range(9)
    ]
    known, _ = read([*past, waiting(Stage.DECIDED, -50)], "A5")
    assert set(known[0]) == {1}
    assert set(known[1]) == {1}
