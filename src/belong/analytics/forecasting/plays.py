"""Every child on its way carried on for a year, many times; and children not decided for yet.

Known children go on from the stage they stand at. Children of whom nothing is decided yet come as
many as in the service's own recent years, each on the way that one of those decided for in these
years took, a year or more later; where that way is not over, it goes on as it does in the play.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from belong.analytics.forecasting.pace import YEAR, YEARS_BACK, Pace
from belong.analytics.forecasting.ways import Stage, StageTime, Step, Way

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.integer[Any]]
    Bools = NDArray[np.bool_]

__all__ = ["BEYOND", "Cells", "Inflow", "play_through"]

#: Days played beyond the year, because who is placed soon after it is matched within it.
BEYOND = 120
#: Steps of one child within a year: placed, back, placed again and adopted are four.
_MOST = 6
#: Stages seen of children in early permanence from which these have a pace of their own.
_ENOUGH_APART = 5
#: No step.
_NONE = -1
_TO = {
    Step.ORDERED: Stage.ORDERED,
    Step.UNORDERED: Stage.DECIDED,
    Step.PLACED: Stage.PLACED,
}


@dataclass(frozen=True)
class Inflow:
    """Ways begun in each of the recent years, the last first, by children of the area."""

    counts: tuple[int, ...]

    def drawn(self, rng: np.random.Generator, plays: int) -> Ints:
        """How many come in the year, by play: some years differ, and chance besides."""
        import numpy as np

        years = len(self.counts)
        if not years:
            return np.zeros(plays, dtype=np.int64)
        of_year = rng.dirichlet(np.full(years, 4.0), size=plays) @ np.array(self.counts, float)
        # how well so few are known: wide where few came
        known = rng.gamma(sum(self.counts) + 0.5, size=plays) / max(sum(self.counts), 0.5)
        found: Ints = rng.poisson(np.where(of_year > 0, of_year, 0.5 / years) * known)
        return found


@dataclass(frozen=True)
class Cells:
    """Children in plays, one place each: way (its place among the ways), play, and steps to come.

    days, steps: turns by places, in order; the day counted from the last day known, and none (-1)
    after the last. shift: days that a way begins later than the one that it repeats. is_new:
    whether they are children not decided for yet on the last day known. Known children stand play
    by play, each play in the same order.
    """

    way: Ints
    play: Ints
    days: Ints
    steps: Ints
    shift: Ints
    is_new: bool


def play_through(
    ways: Sequence[Way], own: Sequence[bool], inflow: Inflow, plays: int, rng: np.random.Generator
) -> tuple[Cells, Cells]:
    """Known children of the area, and those to come. own: of each way, whether of the area."""
    import numpy as np

    live = np.array([at for at, way in enumerate(ways) if way.stage is not Stage.OUT], dtype=int)
    days, steps = _carried_on([ways[at] for at in live], _paces(ways, rng, plays), plays, rng)
    mine = np.flatnonzero([own[at] for at in live])
    rows = (np.arange(plays)[:, None] * len(live) + mine).ravel()
    is_all = len(mine) == len(live)
    known = Cells(
        way=np.tile(live[mine], plays),
        play=np.repeat(np.arange(plays), len(mine)),
        days=days if is_all else days[:, rows],
        steps=steps if is_all else steps[:, rows],
        shift=np.zeros(len(rows), dtype=np.int64),
        is_new=False,
    )
    return known, _to_come(ways, live, days, steps, inflow, plays, rng)


def _paces(
    ways: Sequence[Way], rng: np.random.Generator, plays: int
) -> dict[tuple[Stage, bool], Pace]:
    """The pace of each stage, of children in early permanence apart where they are enough."""
    begin = -YEARS_BACK * YEAR
    found = {}
    for stage in (Stage.DECIDED, Stage.ORDERED, Stage.PLACED):
        times: dict[bool, list[StageTime]] = {True: [], False: []}
        for way in ways:
            told = [one for one in way.stages if one.stage is stage and _since(one, begin)]
            if way.stage is stage:
                told.append(StageTime(stage, way.since, None, None))
            times[way.is_early_permanence] += told
        if len(times[True]) < _ENOUGH_APART:
            found[stage, False] = Pace.of(times[False] + times[True], rng, plays)
            found[stage, True] = found[stage, False]
        else:
            for is_early, told in times.items():
                found[stage, is_early] = Pace.of(told, rng, plays)
    return found


def _since(one: StageTime, begin: int) -> bool:
    return one.to is not None and one.to > begin


def _carried_on(
    ways: Sequence[Way],
    paces: dict[tuple[Stage, bool], Pace],
    plays: int,
    rng: np.random.Generator,
) -> tuple[Ints, Ints]:
    """Days and steps, turns by children: play by play, in each the ways in their order."""
    import numpy as np

    def told(values: Sequence[int]) -> Ints:
        return np.tile(np.array(values, dtype=np.int64), plays)

    size = len(ways) * plays
    stage = told([way.stage for way in ways])
    since = told([way.since for way in ways])
    is_ordered = told([way.is_ordered for way in ways]).astype(bool)
    is_decided = told([way.is_decided for way in ways]).astype(bool)
    is_early = told([way.is_early_permanence for way in ways]).astype(bool)
    play = np.repeat(np.arange(plays), len(ways))
    now = np.zeros(size, dtype=np.int64)
    days = np.zeros((_MOST, size), dtype=np.int32)
    steps = np.full((_MOST, size), _NONE, dtype=np.int8)
    active = np.arange(size)
    for turn in range(_MOST):
        moved = []
        for (one, early), pace in paces.items():
            at = active[(stage[active] == one) & (is_early[active] == early)]
            if not len(at):
                continue
            goes, after, step = pace.exits(
                play[at], now[at] - since[at], YEAR + BEYOND - now[at], rng
            )
            at = at[goes]
            # a placement without a decision has nowhere to go back to
            step = np.where((step == Step.BACK) & ~is_decided[at], Step.LEFT, step)
            now[at] += after
            days[turn, at], steps[turn, at] = now[at], step
            moved.append(at)
        if not moved:
            break
        active = np.concatenate(moved)
        step = steps[turn, active]
        is_ordered[active] = (is_ordered[active] | (step == Step.ORDERED)) & (
            step != Step.UNORDERED
        )
        to = np.full(len(active), int(Stage.OUT))
        for kind, goal in _TO.items():
            to[step == kind] = goal
        back = step == Step.BACK
        to[back] = np.where(is_ordered[active[back]], int(Stage.ORDERED), int(Stage.DECIDED))
        stage[active], since[active] = to, now[active]
        active = active[to != Stage.OUT]
    return days, steps


def _to_come(
    ways: Sequence[Way],
    live: Ints,
    days: Ints,
    steps: Ints,
    inflow: Inflow,
    plays: int,
    rng: np.random.Generator,
) -> Cells:
    """Ways that begin in the year, each as another of the recent years went."""
    import numpy as np

    donors = np.array(
        [at for at, way in enumerate(ways) if -YEARS_BACK * YEAR < way.began <= 0], dtype=np.int64
    )
    counts = inflow.drawn(rng, plays) if len(donors) else np.zeros(plays, dtype=np.int64)
    play = np.repeat(np.arange(plays), counts)
    way = rng.choice(donors, size=len(play)) if len(donors) else play[:0]
    widest = max((len(ways[at].path) for at in donors), default=1)
    past_days = np.zeros((widest, len(ways)), dtype=np.int32)
    past_steps = np.full((widest, len(ways)), _NONE, dtype=np.int8)
    for at in donors:
        for turn, (on, step) in enumerate(ways[at].path):
            past_days[turn, at], past_steps[turn, at] = on, step
    of_live = np.full(len(ways), _NONE, dtype=np.int64)
    of_live[live] = np.arange(len(live))
    later_days = np.zeros((_MOST, len(play)), dtype=np.int32)
    later_steps = np.full((_MOST, len(play)), _NONE, dtype=np.int8)
    goes_on = np.flatnonzero(of_live[way] >= 0)
    rows = play[goes_on] * len(live) + of_live[way[goes_on]]
    later_days[:, goes_on], later_steps[:, goes_on] = days[:, rows], steps[:, rows]
    began = np.array([one.began for one in ways], dtype=np.int64)
    # at the same time of the year: who is decided for in April may be adopted by March
    shift = (-began // YEAR + 1)[way] * YEAR if len(way) else way
    return Cells(
        way=way,
        play=play,
        days=np.concatenate([past_days[:, way], later_days]) + shift,
        steps=np.concatenate([past_steps[:, way], later_steps]),
        shift=shift,
        is_new=True,
    )
