"""What each child in each play brings to the figures of the year: days, shares and counts.

All figures are read off the same plays, so that they agree with one another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from belong.analytics.forecasting.plays import Cells
from belong.analytics.forecasting.ways import PeriodKey, Stage, Step, Way

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.integer[Any]]
    Bools = NDArray[np.bool_]

__all__ = ["READERS", "Brought", "Lags", "Played", "followed"]


@dataclass(frozen=True)
class Lags:
    """Stretches of those adopted in the recent past, in days, from which those unknown are drawn.

    match_to_placement, lived_there_before: before the placement. stays_at_home: by kind of
    placement when decided for, the share of those who lived so whose carers adopted them.
    """

    match_to_placement: Sequence[int] = ()
    lived_there_before: Sequence[int] = ()
    stays_at_home: Mapping[str, float] = field(default_factory=dict)


@dataclass
class Played:
    """How each place of ``Cells`` stands at the end of the year.

    Days are from the last day known; NaN = not known or not happened. year: its length in days.
    counted_before: whose change of plan is among the certain already.
    """

    cells: Cells
    year: int
    care: Floats
    placed: Floats
    moved_in: Floats
    matched: Floats
    ordered: Floats
    adopted: Bools
    was_placed: Bools
    has_order: Bools
    is_decided: Bools
    is_changed: Bools
    counted_before: Bools
    stage: Ints
    n_begun: Ints
    n_ordered: Ints
    n_placed: Ints
    n_matched: Ints


@dataclass(frozen=True)
class Brought:
    """What rows bring: value: days, or 1 and 0; counts: whether the row counts at all."""

    value: Floats
    counts: Bools


def followed(
    ways: Sequence[Way],
    cells: Cells,
    lags: Lags,
    *,
    year: int,
    counted_before: frozenset[PeriodKey],
    rng: np.random.Generator,
) -> Played:
    """Every row taken through its steps of the year."""
    import numpy as np

    size, is_new = len(cells.way), cells.is_new

    def days_of(values: Sequence[int | None]) -> Floats:
        told = np.array([np.nan if value is None else value for value in values], dtype=float)
        found: Floats = told[cells.way] + cells.shift if len(told) else np.zeros(0)
        return found

    def so_far(values: Sequence[int | None]) -> Floats:
        return np.full(size, np.nan) if is_new else days_of(values)

    def flags(values: Sequence[bool]) -> Bools:
        if is_new or not values:
            return np.zeros(size, dtype=bool)
        return np.array(values, dtype=bool)[cells.way]

    homes = [one.home if is_new else one.home_now for one in ways]
    home_since = days_of([since for _, since in homes])
    chance = np.array([lags.stays_at_home.get(place, 0.0) for place, _ in homes] or [0.0])
    stays = (rng.random(size=size) < chance[cells.way]) & ~np.isnan(home_since)
    stage = np.array([int(one.stage) for one in ways], dtype=np.int64)
    none = np.zeros(size, dtype=np.int64)
    played = Played(
        cells=cells,
        year=year,
        care=days_of([one.entered_care for one in ways]),
        placed=so_far([one.placed_on for one in ways]),
        moved_in=so_far([one.moved_in_on for one in ways]),
        matched=so_far([one.matched_on for one in ways]),
        ordered=so_far([one.ordered_on for one in ways]),
        adopted=np.zeros(size, dtype=bool),
        was_placed=flags([one.stage is Stage.PLACED for one in ways]),
        has_order=flags([one.is_ordered for one in ways]),
        is_decided=flags([one.is_decided for one in ways]),
        is_changed=np.zeros(size, dtype=bool),
        counted_before=flags([one.key in counted_before for one in ways]),
        stage=np.full(size, int(Stage.OUT)) if is_new else stage[cells.way],
        n_begun=none.copy(),
        n_ordered=none.copy(),
        n_placed=none.copy(),
        n_matched=none.copy(),
    )
    match_lag = rng.choice(np.array(lags.match_to_placement or [0]), size=size)
    home_lag = rng.choice(np.array(lags.lived_there_before or [0]), size=size)
    unknown = played.was_placed & np.isnan(played.matched)
    played.matched[unknown] = played.placed[unknown] - match_lag[unknown]
    for step, day in zip(cells.steps, cells.days, strict=True):
        at = np.flatnonzero(step >= 0)
        placing = at[step[at] == Step.PLACED]
        _take_match(played, placing, day[placing] - match_lag[placing])
        at = at[day[at] <= year]
        _take_step(played, at, step[at], day[at])
        placing = placing[day[placing] <= year]
        played.moved_in[placing] = np.where(
            stays[placing], home_since[placing], day[placing] - home_lag[placing]
        )
    return played


def _take_match(played: Played, at: Ints, on: Ints) -> None:
    """A match that leads to a placement, within the year or after it; known ones are not new."""
    import numpy as np

    is_new = np.isnan(played.matched[at])
    is_in_year = is_new & (on > 0) & (on <= played.year)
    played.n_matched[at[is_in_year]] += 1
    played.matched[at[is_new]] = on[is_new]


def _take_step(played: Played, at: Ints, step: Ints, day: Ints) -> None:
    import numpy as np

    def of(*kinds: Step) -> Ints:
        return at[np.logical_or.reduce([step == kind for kind in kinds])]

    begun = of(Step.BEGUN)
    played.n_begun[begun] += 1
    played.is_decided[begun] = True
    played.stage[begun] = Stage.DECIDED
    ordered = of(Step.ORDERED)
    played.n_ordered[ordered] += 1
    played.has_order[ordered] = True
    played.ordered[ordered] = day[step == Step.ORDERED]
    not_placed = ordered[played.stage[ordered] != Stage.PLACED]
    played.stage[not_placed] = Stage.ORDERED
    unordered = of(Step.UNORDERED)
    played.has_order[unordered] = False
    played.stage[unordered] = Stage.DECIDED
    placed = of(Step.PLACED)
    played.n_placed[placed] += 1
    played.was_placed[placed] = True
    played.placed[placed] = day[step == Step.PLACED]
    played.stage[placed] = Stage.PLACED
    back = of(Step.BACK)
    played.was_placed[back] = False
    played.matched[back] = np.nan
    has = played.has_order[back]
    played.stage[back] = np.where(has, int(Stage.ORDERED), int(Stage.DECIDED))
    played.adopted[of(Step.ADOPTED)] = True
    played.is_changed[of(Step.REVERSED)] = True
    out = of(Step.ADOPTED, Step.REVERSED, Step.HOME, Step.LEFT)
    played.stage[out] = Stage.OUT
    played.is_decided[of(Step.REVERSED, Step.HOME, Step.LEFT)] = False


def _mean(days: Callable[[Played], Floats]) -> Callable[[Played, int], Brought]:
    def read(played: Played, _: int) -> Brought:
        import numpy as np

        told = days(played)
        counts = played.adopted & played.was_placed & np.isfinite(told)
        return Brought(np.where(counts, np.maximum(0, told), 0), counts)

    return read


def _until_order(played: Played) -> Floats:
    import numpy as np

    found: Floats = np.where(played.has_order, played.ordered - played.care, np.nan)
    return found


def _order_to_match(played: Played) -> Floats:
    import numpy as np

    found: Floats = np.where(played.has_order, played.matched - played.ordered, np.nan)
    return found


def _below_threshold(played: Played, threshold: int) -> Brought:
    import numpy as np

    is_placed = (played.stage == Stage.PLACED) & played.is_decided
    is_waiting = played.stage <= Stage.ORDERED
    is_adopted = played.adopted & played.was_placed
    waited = np.where(is_waiting, played.year, played.placed) - played.care
    counts = (is_adopted | is_placed | is_waiting) & np.isfinite(waited)
    return Brought((counts & (waited < threshold)).astype(float), counts)


def _adopted_of_leavers(played: Played, _: int) -> Brought:
    return Brought(played.adopted.astype(float), played.adopted)


def _changed(played: Played, _: int) -> Brought:
    counts = (played.adopted | played.is_changed) & ~played.counted_before
    return Brought((counts & played.is_changed).astype(float), counts)


def _count(of: Callable[[Played], Ints | Bools]) -> Callable[[Played, int], Brought]:
    def read(played: Played, _: int) -> Brought:
        told = of(played)
        return Brought(told.astype(float), told > 0)

    return read


def _waiting(played: Played) -> Bools:
    return played.stage <= Stage.ORDERED


#: What rows bring to each figure: the second argument is the threshold in days, where there is one.
READERS: dict[str, Callable[[Played, int], Brought]] = {
    "A10": _mean(lambda played: played.moved_in - played.care),
    "A1": _mean(lambda played: played.placed - played.care),
    "A20": _mean(_until_order),
    "A2": _mean(_order_to_match),
    "A3": _below_threshold,
    "A4": _adopted_of_leavers,
    "A5": _changed,
    "A15": _count(lambda played: played.n_begun),
    "A16": _count(lambda played: played.n_ordered),
    "A9": _count(_waiting),
    "A14": _count(lambda played: played.stage == Stage.ORDERED),
    "matched": _count(lambda played: played.n_matched),
    "placed": _count(lambda played: played.n_placed),
    "adopted": _count(lambda played: played.adopted),
}
