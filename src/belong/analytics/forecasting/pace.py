"""How children leave a stage, week by week, and which way; differently in every play.

Everybody who was in the stage within the recent past counts for as long as it was seen to be there:
who still waits has not left. How well the past is known varies from play to play (a weight for each
child, drawn anew), so that few children give a wide interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from belong.analytics.forecasting.ways import StageTime

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.integer[Any]]

__all__ = ["YEAR", "YEARS_BACK", "Pace"]

#: The service's own recent past, in years.
YEARS_BACK = 3
YEAR = 365
#: How long a stage is followed, in weeks.
_WEEKS = 52 * 6
#: Weeks kept after it, so that a year can be played from the last of them.
_AFTER = 80
_STEPS = 8
#: How alike years are: the shape of the weight of each, larger where they differ less.
_YEARS_DIFFER = 4.0


@dataclass(frozen=True)
class Pace:
    """The pace of one stage. cumulative: plays by weeks + 1, the hazard of leaving summed over the
    weeks before. leaving: plays by weeks by steps, the weight of those who left; of_all: the same
    over all weeks, for weeks in which nobody left."""

    cumulative: Floats
    leaving: Floats
    of_all: Floats

    @classmethod
    def of(cls, stages: Sequence[StageTime], rng: np.random.Generator, plays: int) -> Pace:
        """From everybody who was in the stage in the recent past."""
        import numpy as np

        begin = -YEARS_BACK * YEAR
        since = np.array([one.since for one in stages], dtype=np.int64)
        to = np.array([0 if one.to is None else one.to for one in stages], dtype=np.int64)
        step = np.array([-1 if one.step is None else one.step for one in stages], dtype=np.int64)
        is_open = np.array([one.to is None for one in stages], dtype=bool)
        first = np.minimum(np.maximum(0, begin - since) // 7, _WEEKS)
        last = np.minimum((to - since) // 7, _WEEKS)
        end = np.minimum(last + ~is_open, _WEEKS)
        weights = rng.exponential(size=(plays, len(stages)))
        # a year to come is like one of those past, not like their average
        ago = np.minimum(-to // YEAR, YEARS_BACK - 1)
        weights *= rng.gamma(_YEARS_DIFFER, size=(plays, YEARS_BACK))[:, ago]
        there = _summed(weights, first, _WEEKS + 1) - _summed(weights, end, _WEEKS + 1)
        exposed = np.cumsum(there, axis=1)[:, :_WEEKS]
        seen = np.cumsum(
            np.bincount(first, minlength=_WEEKS + 1) - np.bincount(end, minlength=_WEEKS + 1)
        )[:_WEEKS]
        left = (step >= 0) & (last < _WEEKS) & (first <= last)
        places = last[left] * _STEPS + step[left]
        leaving = _summed(weights[:, left], places, _WEEKS * _STEPS).reshape(plays, _WEEKS, _STEPS)
        return cls(_cumulative(exposed, seen, leaving.sum(axis=2)), leaving, leaving.sum(axis=1))

    def exits(
        self, play: Ints, spent: Ints, within: Ints, rng: np.random.Generator
    ) -> tuple[Ints, Ints, Ints]:
        """Who leaves, in how many days and by which step: places in what was given, days, steps.

        play: of each child; spent: days in the stage so far; within: days looked ahead, at most
        500. Who leaves later is not among them.
        """
        import numpy as np

        week = np.minimum(spent // 7, _WEEKS - 1)
        sought = self.cumulative[play, week] + rng.exponential(size=len(play))
        until = np.minimum(week + (spent % 7 + within) // 7 + 1, self.cumulative.shape[1] - 1)
        goes = np.flatnonzero(sought <= self.cumulative[play, until])
        play, week, spent, within = play[goes], week[goes], spent[goes], within[goes]
        apart = float(self.cumulative.max()) + 1.0
        plays, weeks = self.cumulative.shape
        rows = (self.cumulative + apart * np.arange(plays)[:, None]).ravel()
        at = np.searchsorted(rows, sought[goes] + apart * play) - play * weeks - 1
        at = np.maximum(at, week)
        days = (at - week) * 7 + rng.integers(0, 7, size=len(goes)) - spent % 7
        days = np.maximum(days, (spent > 0).astype(np.int64))
        shares = self.leaving[play, np.minimum(at, _WEEKS - 1)]
        nobody = shares.sum(axis=1) == 0
        shares[nobody] = self.of_all[play[nobody]]
        shares = np.cumsum(shares, axis=1)
        chance = rng.random(size=len(goes)) * shares[:, -1]
        step = np.minimum((shares < chance[:, None]).sum(axis=1), _STEPS - 1)
        kept = days <= within
        return goes[kept], days[kept], step[kept]


def _summed(weights: Floats, places: Ints, size: int) -> Floats:
    """By play, the weights of children summed over the place that each is at."""
    import numpy as np

    found = np.zeros((len(weights), size))
    if not len(places):
        return found
    order = np.argsort(places, kind="stable")
    at, starts = np.unique(places[order], return_index=True)
    found[:, at] = np.add.reduceat(weights[:, order], starts, axis=1)
    return found


def _cumulative(exposed: Floats, seen: Ints, leaving: Floats) -> Floats:
    import numpy as np

    # past the longest stage seen, and in weeks that nobody was in, the pace of all weeks
    overall = leaving.sum(axis=1, keepdims=True) / np.maximum(
        exposed[:, seen > 0].sum(axis=1, keepdims=True), 1e-9
    )
    hazard = np.repeat(overall, _WEEKS + _AFTER, axis=1)
    there = np.flatnonzero(seen > 0)
    hazard[:, there] = leaving[:, there] / np.maximum(exposed[:, there], 1e-9)
    steps = -np.log1p(-np.clip(hazard, 0, 0.999))
    found: Floats = np.concatenate([np.zeros((len(steps), 1)), np.cumsum(steps, axis=1)], axis=1)
    return found
