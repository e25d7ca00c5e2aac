"""Care that is left and entered again on one day: two periods, in whatever order it is told."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import permutations

import pytest

from belong.domain.events import Event, EventKind
from belong.domain.journey import Stage, fold
from belong.domain.journey.events_from_episodes import events_from_episodes
from belong.domain.journey.fold import GrowingFold
from belong.domain.journey.from_episodes import periods_of_care
from belong.domain.journey.periods import ChildFacts, Decision, Episode
from belong.domain.journey.rules import RuleKey

K = EventKind
START, DAY = date(2023, 1, 5), date(2023, 9, 4)


def event(kind, on=DAY, **details):
    return Event(kind=kind, happened_on=on, details=details, event_id=f"{kind} {on}")


ENTERED = event(K.CARE_ENTERED, START, legal_status="V2")


@pytest.mark.parametrize("left", [K.CARE_LEFT, K.WENT_HOME, K.TRANSFERRED])
def test_leaving_and_entering_on_one_day_is_two_periods_in_any_order(left):
    told = [
        ENTERED,
        event(K.PLACEMENT_BEGAN, START, place="U6"),
        event(left),
        event(K.CARE_ENTERED, legal_status="C1"),
        event(K.PLACEMENT_BEGAN, place="U4"),
    ]
    journeys = {repr(fold(order)) for order in permutations(told)}
    assert len(journeys) == 1
    journey = fold(told)
    assert journey.stage is Stage.LOOKED_AFTER
    assert journey.circumstances.is_looked_after
    assert [(one.from_on, one.to_on) for one in journey.spells_of("care")] == [
        (START, DAY),
        (DAY, None),
    ]
    assert [(one.value, one.from_on, one.to_on) for one in journey.spells_of("legal")] == [
        ("V2", START, DAY),
        ("C1", DAY, None),
    ]
    assert [(one.place, one.from_on, one.to_on) for one in journey.placements] == [
        ("U6", START, DAY),
        ("U4", DAY, None),
    ]
    assert journey.placements[-1].stay_from_on == DAY
    growing = GrowingFold()
    growing.tell(told[:2], told[:2])
    assert growing.tell(told, told[2:]) == journey


def test_entering_and_leaving_on_the_first_day_is_one_period_of_no_days():
    journey = fold([event(K.CARE_ENTERED), event(K.WENT_HOME)])
    assert journey.stage is Stage.REUNIFIED
    assert [(one.from_on, one.to_on) for one in journey.spells_of("care")] == [(DAY, DAY)]


def test_what_ended_on_the_day_is_of_the_old_period_and_what_began_is_of_the_new():
    journey = fold(
        [
            ENTERED,
            event(K.DECISION_MADE, date(2023, 6, 1)),
            event(K.DECISION_REVERSED),
            event(K.WENT_HOME),
            event(K.CARE_ENTERED, legal_status="C2"),
            event(K.PLACEMENT_ORDER_MADE),
        ]
    )
    assert {one.rule for one in journey.flags} == {
        RuleKey.DECISION_RECORD_INCOMPLETE,
        RuleKey.ORDER_WITHOUT_DECISION,
    }
    assert journey.stage is Stage.AUTHORISED
    before, after = journey.milestones
    assert (before.left_care_on, before.placement_order_on) == (DAY, None)
    assert (after.entered_care_on, after.placement_order_on) == (DAY, DAY)


def returning(rng):
    """A child's episodes with two or three periods of care, each begun on the day of leaving."""
    on, episodes = START, []
    for _ in range(rng.choice([2, 3])):
        count = rng.randint(1, 3)
        for number in range(count):
            days = rng.choice([10, 40, 200])
            rne = "S" if number == 0 else rng.choice(["L", "P", "B", "U"])
            end = rng.choice(["E4A", "E8", "E41"]) if number == count - 1 else "X1"
            episodes.append(
                Episode(
                    decom=on,
                    rne=rne,
                    ls=rng.choice(["C1", "C2", "E1"]),
                    place=rng.choice(["U6", "U4", "A6", "A5", "U5"]),
                    dec=on + timedelta(days=days),
                    rec=end,
                )
            )
            on += timedelta(days=days)
    decided_on = START + timedelta(days=rng.randrange((on - START).days))
    at_a_border = rng.choice([one.decom for one in episodes])
    decisions = [Decision(rng.choice([decided_on, at_a_border]))]
    return episodes, decisions


@pytest.mark.parametrize("seed", range(150))
def test_pages_and_figures_tell_the_same_dates_of_children_who_return_the_same_day(seed):
    rng = random.Random(seed)
    episodes, decisions = returning(rng)
    child = ChildFacts("1", "991", START - timedelta(days=400))
    periods = periods_of_care(episodes, decisions, [], child)
    journey = fold(events_from_episodes(episodes, decisions, [], child))
    told = [
        (one.entered_care_on, one.left_care_on, one.plan_decided_on) for one in journey.milestones
    ]
    counted = [(one.entered_care_on, one.left_care_on, one.plan_decided_on) for one in periods]
    assert told == counted
