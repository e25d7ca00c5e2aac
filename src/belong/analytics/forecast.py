"""What a mean will be next year: from adoptions already certain, and from children on their way.

A window of three years keeps two of its years: those adoptions are certain. Of the year to come,
children who are placed, and children who wait with a live decision, move on at the pace that the
service showed in its last three years, estimated so that children who still wait count as long as
they have waited (a hazard for each week, from everybody who was there in that week). Children of
whom nothing is decided yet come as they came in those years. All of it is played through many
times; how well the past is known varies from play to play, too (a weight for each child, drawn
anew), so that few children give a wide interval.

What is not in it: a change of pace, of the law, or of who comes into care.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import ModuleType
from typing import TYPE_CHECKING

from belong.analytics.definitions import DEFINITIONS, Definition
from belong.analytics.figures import ALL
from belong.analytics.on_the_way import (
    YEARS_BACK,
    OnTheWay,
    Seen,
    StageTime,
    adopted_until,
    seen_on,
)
from belong.analytics.windows import window_ending
from belong.domain.errors import BelongError

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from belong.domain.frames import Frames

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["Backtest", "Forecast", "backtest", "forecast", "testable_years"]

#: How long a stage is followed, in weeks.
_WEEKS = 52 * 6
#: How alike years are: the shape of the weight of each, larger where they differ less.
_YEARS_DIFFER = 4.0
#: The share of plays that lie within the interval. Plays know nothing of what changes from outside,
#: so fewer outcomes than plays do: about 9 in 10, in back-tests over made-up regions.
WITHIN = 0.95


@dataclass(frozen=True)
class Forecast:
    """One mean of the next window.

    median, low, high: of the plays, in days; about 9 of 10 outcomes lie from low to high. None,
    with the reason in why_not, where too little is certain and too few are on the way.
    certain_n, certain_days: adoptions of the window's years that are over. placed, waiting: on
    their way on the last day known. expected_n: adoptions in the year to come, on average over the
    plays. plays: how many.
    """

    indicator: str
    area: str
    window: str
    as_of: date
    median: float | None
    low: float | None
    high: float | None
    certain_n: int
    certain_days: int
    placed: int
    waiting: int
    expected_n: float
    plays: int
    own_pace: bool
    why_not: str = ""


@dataclass(frozen=True)
class Backtest:
    """A forecast made as of a day in the past, and what came about.

    came: the mean, None where nobody did. came_n: of how many children.
    """

    forecast: Forecast
    came: float | None
    came_n: int

    @property
    def held(self) -> bool | None:
        """Whether what came lay within the interval; None where either is not there."""
        told = self.forecast
        if self.came is None or told.low is None or told.high is None:
            return None
        return told.low <= self.came <= told.high


def forecast(
    frames: Frames,
    journeys: pl.DataFrame,
    indicator: str,
    *,
    area: str = ALL,
    as_of: date,
    seed: int = 1,
    plays: int = 1000,
) -> Forecast:
    """The window that ends a year after the financial year of ``as_of``.

    as_of: the last day known, the 31 March of a year; nothing after it is looked at. seed: the same
    gives the same. Raises BelongError for an indicator that is no mean of days, for a day that is
    no 31 March, and where the library for numbers is not installed.
    """
    definition = _definition(indicator)
    if (as_of.month, as_of.day) != (3, 31):
        raise BelongError(
            f"{as_of:%d/%m/%Y} is not the last day of a financial year.", mend="Use a 31 March."
        )
    np = _numbers()
    window = window_ending("three_year", as_of.year + 1)
    seen = seen_on(frames, journeys, area, as_of, definition)
    rng = np.random.default_rng([seed, as_of.year])
    certain = [value for on, value in seen.adopted if window.first_on <= on]
    told = Forecast(
        indicator=indicator,
        area=area,
        window=window.label,
        as_of=as_of,
        median=None,
        low=None,
        high=None,
        certain_n=len(certain),
        certain_days=sum(certain),
        placed=len(seen.placed),
        waiting=len(seen.waiting),
        expected_n=0.0,
        plays=plays,
        own_pace=seen.own_pace,
    )
    totals, counts = _played(seen, rng, plays, np)
    totals, counts = totals + sum(certain), counts + len(certain)
    there = counts > 0
    told = replace(told, expected_n=float(counts.mean()) - len(certain))
    if not there.mean() > WITHIN:
        return replace(told, why_not="too few adoptions are certain or on their way")
    means = totals[there] / counts[there]
    low, median, high = np.quantile(means, [(1 - WITHIN) / 2, 0.5, (1 + WITHIN) / 2])
    return replace(told, low=float(low), median=float(median), high=float(high))


def backtest(
    frames: Frames,
    journeys: pl.DataFrame,
    indicator: str,
    *,
    area: str = ALL,
    years: Sequence[int],
    seed: int = 1,
    plays: int = 1000,
) -> tuple[Backtest, ...]:
    """What would have been forecast at the end of each of these financial years, and what came."""
    definition = _definition(indicator)
    found = []
    for year in years:
        as_of = window_ending("year", year).last_on
        told = forecast(frames, journeys, indicator, area=area, as_of=as_of, seed=seed, plays=plays)
        window = window_ending("three_year", year + 1)
        after = adopted_until(journeys, area, definition, until=window.last_on)
        values = [value for on, value in after if window.first_on <= on]
        came = sum(values) / len(values) if values else None
        found.append(Backtest(told, came, len(values)))
    return tuple(found)


def testable_years(frames: Frames, last: int, most: int) -> tuple[int, ...]:
    """Year ends at which a forecast can be tried, oldest first: what came is known by ``last``.

    Those that end three years of returns of every authority, from which the pace is known;
    without returns (as in a service that records itself) the last ``most`` years.
    """
    coverage = frames.coverage
    wanted = range(last - most, last)
    if coverage.is_empty():
        return tuple(wanted)
    begins: dict[str, int] = {}
    for code, year in coverage.select("la_code", "year").iter_rows():
        begins[code] = min(year, begins.get(code, year))
    first = max(begins.values())
    return tuple(year for year in wanted if year > first + YEARS_BACK - 2)


def _definition(indicator: str) -> Definition:
    definition = DEFINITIONS.get(indicator)
    if definition is None or definition.statistic != "mean":
        raise BelongError(
            f"{indicator} is no mean of days, so it has no forecast.",
            mend="Choose from "
            + ", ".join(code for code, d in DEFINITIONS.items() if d.statistic == "mean")
            + ".",
        )
    return definition


def _numbers() -> ModuleType:
    try:
        import numpy as np
    except ModuleNotFoundError as error:
        raise BelongError(
            "A forecast needs a library that is not installed here.",
            mend="Install Belong with its reports: belong[reports].",
        ) from error
    return np


def _played(
    seen: Seen, rng: np.random.Generator, plays: int, np: ModuleType
) -> tuple[Floats, Floats]:
    """Days and number of adoptions in the year to come, one of each for each play."""
    to_adoption = _Pace.of(seen.stays, seen.as_of, rng, plays, np)
    to_placement = _Pace.of(seen.waits, seen.as_of, rng, plays, np)
    year = (seen.as_of.replace(year=seen.as_of.year + 1) - seen.as_of).days
    totals, counts = np.zeros(plays), np.zeros(plays)
    for children, is_placed in ((seen.placed, True), (seen.waiting, False)):
        if not children:
            continue
        since = np.array([(seen.as_of - one.since).days for one in children])
        if is_placed:
            placed_in = np.zeros((plays, len(children)))
            adopted_in = to_adoption.ends_in(since, rng)
        else:
            placed_in = to_placement.ends_in(since, rng)
            nothing = np.zeros(len(children), dtype=np.int64)
            adopted_in = placed_in + to_adoption.ends_in(nothing, rng)
        values = _values(children, seen, placed_in, is_placed, rng, np)
        counted = (adopted_in <= year) & np.isfinite(values)
        totals += np.where(counted, values, 0).sum(axis=1)
        counts += counted.sum(axis=1)
    late_days, late_counts = _not_decided_yet(seen, rng, plays, np)
    return totals + late_days, counts + late_counts


def _values(
    children: Sequence[OnTheWay],
    seen: Seen,
    placed_in: Floats,
    is_placed: bool,
    rng: np.random.Generator,
    np: ModuleType,
) -> Floats:
    """What each child would count, in days, by play; not finite where it cannot be told.

    placed_in: days from the last day known to the placement, 0 for those who are placed. Days that
    are not known yet are the placement's, less or plus a stretch as others took.
    """
    size = placed_in.shape

    def drawn(lags: Sequence[int]) -> Floats:
        found: Floats = rng.choice(np.array(lags or [0]), size=size).astype(float)
        return found

    def from_day(days: Sequence[date | None]) -> Floats:
        told = [np.nan if day is None else (day - seen.as_of).days for day in days]
        found: Floats = np.broadcast_to(np.array(told, dtype=float), size)
        return found

    decided = from_day([one.decided_on for one in children])
    ends = from_day([one.end_on for one in children])
    starts = from_day([one.start_on for one in children])
    match = placed_in - drawn(seen.match_to_placement)
    order = np.minimum(decided + _longer(seen.decision_to_order, -decided, rng, np), placed_in)
    end = {
        "matched_on": match,
        "placement_order_on": order,
        "moved_in_on": placed_in - drawn(seen.lived_there_before),
    }.get(str(seen.definition.end), placed_in)
    if seen.definition.end == "moved_in_on":
        stays = rng.random(size=size) < np.array([one.stays_at_home for one in children])
        since = from_day([one.home_since for one in children])
        end = np.where(stays & ~np.isnan(since), since, end)
    ends = np.where(np.isnan(ends), end, ends)
    values: Floats = np.maximum(0, ends - starts)
    if seen.definition.start == "placement_order_on":
        # a match waits for its order: together they are as others' were
        values = np.where(np.isnan(starts), drawn(seen.recent), values)
    if "placement_order_on" in (seen.definition.start, seen.definition.end):
        # some are placed by consent: where a child is placed without an order, none is to come
        is_ordered = np.array([one.ordered for one in children])
        consents = is_placed | (rng.random(size=size) < seen.without_order)
        values = np.where(~is_ordered & consents, np.nan, values)
    return values


def _longer(lags: Sequence[int], than: Floats, rng: np.random.Generator, np: ModuleType) -> Floats:
    """A stretch for each, of those longer than the days that have passed; else a week more."""
    known = np.sort(np.array(lags or [0], dtype=float))
    first = np.searchsorted(known, than, side="right")
    at = first + np.floor(rng.random(size=than.shape) * (len(known) - first)).astype(np.int64)
    found: Floats = np.where(first < len(known), known[np.minimum(at, len(known) - 1)], than + 7)
    return found


def _not_decided_yet(
    seen: Seen, rng: np.random.Generator, plays: int, np: ModuleType
) -> tuple[Floats, Floats]:
    """Adoptions in the year of children of whom nothing was decided when it began."""
    days, counts = np.zeros(plays), np.zeros(plays)
    if not seen.late:
        return days, counts
    expected = rng.gamma(len(seen.late), 1 / YEARS_BACK, size=plays)
    counts = rng.poisson(expected)
    drawn = rng.choice(np.array(seen.late), size=int(counts.sum()))
    np.add.at(days, np.repeat(np.arange(plays), counts), drawn)
    return days, counts.astype(float)


@dataclass(frozen=True)
class _Pace:
    """How children leave a stage, week by week, by play.

    cumulative: plays by weeks + 1, the hazard of leaving summed over the weeks before. moving_on:
    plays by weeks, the share of those leaving in the week who move on.
    """

    cumulative: Floats
    moving_on: Floats

    @classmethod
    def of(
        cls,
        stages: Sequence[StageTime],
        as_of: date,
        rng: np.random.Generator,
        plays: int,
        np: ModuleType,
    ) -> _Pace:
        """From everybody who was in the stage in the recent past, each with a weight by play."""
        recent = as_of.replace(year=as_of.year - YEARS_BACK)
        there = np.zeros((len(stages), _WEEKS))
        left = np.zeros((len(stages), _WEEKS))
        moved = np.zeros((len(stages), _WEEKS))
        for row, one in enumerate(stages):
            first = max(0, (recent - one.from_on).days // 7)
            last = ((one.to_on or as_of) - one.from_on).days // 7
            there[row, first : last + (one.to_on is not None)] = 1
            if one.to_on is not None and first <= last < _WEEKS:
                left[row, last] = 1
                moved[row, last] = one.moved_on
        weights = rng.exponential(size=(plays, len(stages)))
        # a year to come is like one of those past, not like their average
        ago = np.array([(as_of - (one.to_on or as_of)).days // 366 for one in stages], dtype=int)
        weights *= rng.gamma(_YEARS_DIFFER, size=(plays, YEARS_BACK))[
            :, np.minimum(ago, YEARS_BACK - 1)
        ]
        exposed, leaving, moving = weights @ there, weights @ left, weights @ moved
        # past the longest stage seen, and in weeks that nobody was in, the pace of all weeks
        overall = leaving.sum(axis=1, keepdims=True) / np.maximum(
            exposed.sum(axis=1, keepdims=True), 1e-9
        )
        hazard = np.where(exposed > 0, leaving / np.maximum(exposed, 1e-9), overall)
        share = moving.sum(axis=1, keepdims=True) / np.maximum(
            leaving.sum(axis=1, keepdims=True), 1e-9
        )
        moving_on = np.where(leaving > 0, moving / np.maximum(leaving, 1e-9), share)
        steps = -np.log1p(-np.minimum(hazard, 0.999))
        cumulative = np.concatenate([np.zeros((plays, 1)), np.cumsum(steps, axis=1)], axis=1)
        return cls(cumulative, moving_on)

    def ends_in(self, since: Ints, rng: np.random.Generator) -> Floats:
        """Days from now until each child moves on, by play; infinite where it never does.

        since: for how many days each has been in the stage.
        """
        import numpy as np

        plays = len(self.cumulative)
        weeks = np.minimum(since // 7, _WEEKS - 1)
        sought = self.cumulative[:, weeks] + rng.exponential(size=(plays, len(since)))
        ends = np.empty((plays, len(since)), dtype=np.int64)
        for play in range(plays):
            ends[play] = np.searchsorted(self.cumulative[play], sought[play]) - 1
        goes = ends < _WEEKS
        at = np.minimum(ends, _WEEKS - 1)
        chance = np.take_along_axis(self.moving_on, at, axis=1)
        goes &= rng.random(size=goes.shape) < chance
        days = ends * 7 + rng.integers(0, 7, size=ends.shape) - since
        return np.where(goes, np.maximum(1, days), np.inf)
