"""Episodes told as events and back again: nothing that a figure hangs on is lost on the way."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from belong.domain.journey.episodes_from_events import episodes_from_events
from belong.domain.journey.events_from_episodes import events_from_episodes
from belong.domain.journey.fold import fold
from belong.domain.journey.from_episodes import periods_of_care
from belong.domain.journey.periods import ChildFacts, Decision, Episode, Match

RNES = ["S", "L", "P", "T", "B", "U"]
STATUSES = ["C1", "C2", "E1", "E1", "D1", "V2", None]
PLACES = ["A3", "A4", "A5", "A6", "U2", "U5", "U6", "U4", "K2", None]
ENDS = ["X1", "X1", "X1", "X1", "E11", "E12", "E4A", "E45", "E17", None]
START = date(2012, 1, 1)
CHILDREN = 400


def random_episodes(rng: random.Random) -> list[Episode]:
    """Up to six episodes with different first days; gaps, overlaps, missing ends, lost children."""
    episodes: list[Episode] = []
    on = START + timedelta(days=rng.randrange(300))
    for index in range(rng.randint(1, 6)):
        days = rng.choice([-3, 0, 1, 30, 60, 200])
        dec = None if rng.random() < 0.12 else on + timedelta(days=days)
        lost = dec is None and rng.random() < 0.5
        episodes.append(
            Episode(
                decom=on,
                rne="S" if index == 0 and rng.random() < 0.8 else rng.choice([*RNES, None]),
                ls=rng.choice(STATUSES),
                place=rng.choice(PLACES),
                dec=date(on.year + 1, 4, 1) if lost else dec,
                rec=rng.choice(ENDS) if dec else None,
                ends_unknown=lost,
            )
        )
        on += timedelta(days=max(1, days + rng.choice([0, 0, 0, 0, 10, -20])))
    return episodes


def random_decisions(rng: random.Random) -> list[Decision]:
    days = rng.sample(range(1500), rng.choice([0, 1, 1, 2, 3]))
    return [
        Decision(
            on=START + timedelta(days=day),
            ceased_on=START + timedelta(days=day + rng.randint(-30, 500))
            if rng.random() < 0.5
            else None,
            reason=rng.choice(["RD1", "RD4", None]),
        )
        for day in days
    ]


def random_matches(rng: random.Random) -> list[Match]:
    def day() -> date | None:
        return START + timedelta(days=rng.randrange(1200)) if rng.random() < 0.8 else None

    years = rng.sample([2012, 2013, 2014, 2015], rng.choice([0, 1, 2]))
    return [Match(day(), day(), year) for year in years]


@pytest.mark.parametrize("seed", range(CHILDREN))
def test_episodes_told_as_events_and_back_give_the_same_periods_of_care(seed: int) -> None:
    rng = random.Random(seed)
    child = ChildFacts("1", "991", START - timedelta(days=rng.choice([0, 900, 6500])), "M", "WBRI")
    episodes, decisions, matches = (
        random_episodes(rng),
        random_decisions(rng),
        random_matches(rng),
    )
    events = events_from_episodes(episodes, decisions, matches, child)
    rng.shuffle(events)
    back = episodes_from_events(events)
    assert back.episodes == tuple(episodes)
    without_reason = [one if one.ceased_on else replace(one, reason=None) for one in decisions]
    assert sorted(back.decisions, key=lambda one: one.on) == sorted(
        without_reason, key=lambda one: one.on
    )
    assert periods_of_care(back.episodes, back.decisions, back.matches, child) == periods_of_care(
        episodes, decisions, matches, child
    )
    fold(events)
