"""What each figure will be next year: from what is certain, and from children on their way.

A window of three years keeps two of its years: what counts in those is certain. Of the year to
come, children who are placed, and children who wait with a live decision, move on at the pace that
the service showed in its last three years, estimated so that children who still wait count as long
as they have waited. Children of whom nothing is decided yet come as they came in those years. All
of it is played through many times (``plays``), and means, shares and counts are read off the
same plays.

What is not in it: a change of pace, of the law, or of who comes into care.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from belong.analytics.definitions import DEFINITIONS, Statistic, Unit
from belong.analytics.figures import ALL
from belong.analytics.forecasting.came import MATCHES_KNOWN, figures_of, window_of
from belong.analytics.forecasting.evidence import Seen, seen_on
from belong.analytics.forecasting.plays import play_through
from belong.analytics.forecasting.reading import READERS, Played, followed
from belong.analytics.forecasting.ways import Stage
from belong.analytics.thresholds import threshold_for
from belong.analytics.windows import Window, window_ending
from belong.domain.errors import BelongError

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from belong.domain.frames import Frames

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Ints = NDArray[np.integer[Any]]

__all__ = [
    "FORECAST",
    "WITHIN",
    "Backtest",
    "Forecast",
    "Part",
    "backtests",
    "forecasts",
]

#: Every figure that has a forecast.
FORECAST: tuple[str, ...] = (*READERS,)
#: The share of plays that lie within the interval. Plays know nothing of what changes from outside,
#: so fewer outcomes than plays do: about 9 in 10, in back-tests over made-up regions.
WITHIN = 0.95


@dataclass(frozen=True)
class Part:
    """What one group of children brings to a figure. key: certain, placed, waiting, new, or others.

    children: how many they are on the last day known, None where they are not known yet. counted:
    how many of them count in the figure, on average over the plays. total: the sum of what these
    count: days of a mean, children in the numerator of a share, children of a count.
    """

    key: str
    children: int | None
    counted: float
    total: float


@dataclass(frozen=True)
class Forecast:
    """One figure of next year.

    window: its label. median, low, high: of the plays, in the unit, 0 to 100 of a percentage; about
    9 of 10 outcomes lie from low to high, which are whole. None, with the reason in why_not, where
    it cannot be told. begun, left_otherwise: how many plans began, and how many children left care
    other than by adoption, in each of the recent years that it rests on, the last year last.
    own_pace: whether the area's own pace was used, else that of all supplied.
    """

    indicator: str
    area: str
    window: str
    as_of: date
    unit: Unit
    statistic: Statistic
    median: float | None
    low: int | None
    high: int | None
    parts: tuple[Part, ...]
    plays: int
    begun: tuple[int, ...]
    left_otherwise: tuple[int, ...]
    own_pace: bool
    why_not: str = ""

    def part(self, key: str) -> Part:
        """The part of a group of children; empty where the figure has none of it."""
        return next((one for one in self.parts if one.key == key), Part(key, 0, 0.0, 0.0))


@dataclass(frozen=True)
class Backtest:
    """A forecast made as of a day in the past, and what came about.

    came: the figure, None where nobody counted. came_n: of how many children; of a count, itself.
    """

    forecast: Forecast
    came: float | None
    came_n: int

    @property
    def held(self) -> bool | None:
        """Whether what came, as it is printed, lay within the interval; None where either is not
        there."""
        told = self.forecast
        if self.came is None or told.low is None or told.high is None:
            return None
        return told.low <= int(self.came + 0.5) <= told.high


def forecasts(
    frames: Frames,
    journeys: pl.DataFrame,
    *,
    area: str = ALL,
    as_of: date,
    codes: Sequence[str] = FORECAST,
    seed: int = 1,
    plays: int = 1000,
) -> tuple[Forecast, ...]:
    """Each figure a year after ``as_of``, all from the same plays, in the order of the codes.

    as_of: the last day known, the 31 March of a year; nothing after it is looked at. seed: the same
    gives the same. Raises BelongError for a figure that has no forecast, for a day that is no 31
    March, and where the library for numbers is not installed.
    """
    for code in codes:
        _check(code)
    if (as_of.month, as_of.day) != (3, 31):
        raise BelongError(
            f"{as_of:%d/%m/%Y} is not the last day of a financial year.", mend="Use a 31 March."
        )
    _check_numbers()
    import numpy as np

    seen = seen_on(frames, journeys, area, as_of)
    rng = np.random.default_rng([seed, as_of.year])
    known, new = (
        followed(
            seen.ways,
            cells,
            seen.lags,
            year=(as_of.replace(year=as_of.year + 1) - as_of).days,
            counted_before=seen.counted_before,
            rng=rng,
        )
        for cells in play_through(seen.ways, seen.own, seen.inflow, plays, rng)
    )
    played = _Plays(plays, known, new, seen.leavers.drawn(rng, plays))
    return tuple(_told(code, area, seen, played) for code in codes)


def backtests(
    frames: Frames,
    journeys: pl.DataFrame,
    *,
    area: str = ALL,
    years: Sequence[int],
    codes: Sequence[str] = FORECAST,
    seed: int = 1,
    plays: int = 1000,
) -> dict[str, tuple[Backtest, ...]]:
    """By figure: what would have been forecast at the end of each financial year, and what came."""
    found: dict[str, tuple[Backtest, ...]] = dict.fromkeys(codes, ())
    for year in years:
        as_of = window_ending("year", year).last_on
        told = forecasts(
            frames, journeys, area=area, as_of=as_of, codes=codes, seed=seed, plays=plays
        )
        came = figures_of(frames, journeys, area=area, year=year + 1, codes=codes)
        for one in told:
            found[one.indicator] += (Backtest(one, *came[one.indicator]),)
    return found


def _check(code: str) -> None:
    if code not in READERS:
        raise BelongError(f"{code} has no forecast.", mend=f"Choose from {', '.join(FORECAST)}.")


def _check_numbers() -> None:
    try:
        import numpy as np  # noqa: F401
    except ModuleNotFoundError as error:
        raise BelongError(
            "A forecast needs a library that is not installed here.",
            mend="Install Belong with its reports: belong[reports].",
        ) from error


@dataclass(frozen=True)
class _Plays:
    """All plays: children known, children to come, and how many leave care otherwise."""

    plays: int
    known: Played
    new: Played
    leavers: Ints

    def of_known(self, code: str, threshold: int) -> tuple[Bools, Floats]:
        """By play and child: whether it counts, and what."""
        brought = READERS[code](self.known, threshold)
        shape = (self.plays, -1) if len(brought.counts) else (self.plays, 0)
        return brought.counts.reshape(shape), brought.value.reshape(shape)

    def of_new(self, code: str, threshold: int) -> tuple[Floats, Floats]:
        """By play: how many count, and the sum of what they count."""
        import numpy as np

        brought, play = READERS[code](self.new, threshold), self.new.cells.play
        n: Floats = np.bincount(play, brought.counts, minlength=self.plays).astype(float)
        total: Floats = np.bincount(play, brought.value, minlength=self.plays).astype(float)
        return n, total


def _told(code: str, area: str, seen: Seen, played: _Plays) -> Forecast:
    """One figure, read off the plays."""
    import numpy as np

    window = window_of(code, seen.as_of.year + 1)
    definition = DEFINITIONS.get(code)
    statistic: Statistic = definition.statistic if definition else "count"
    told = Forecast(
        indicator=code, area=area, window=window.label, as_of=seen.as_of,
        unit=definition.unit if definition else "children", statistic=statistic, median=None,
        low=None, high=None, parts=(), plays=played.plays,
        begun=seen.inflow.counts[::-1], left_otherwise=seen.leavers.counts[::-1],
        own_pace=seen.own_pace,
    )  # fmt: skip
    n, total, parts = _parts(code, statistic, window, seen, played)
    told = replace(told, parts=tuple(parts))
    why_not = _why_not(code, seen)
    there = n > 0
    if not why_not and statistic != "count" and not there.mean() > WITHIN:
        why_not = "too few children are certain or on their way"
    if why_not:
        return replace(told, why_not=why_not)
    figure = total
    if statistic != "count":
        figure = total[there] / n[there] * (100 if statistic == "share" else 1)
    low, median, high = np.quantile(figure, [(1 - WITHIN) / 2, 0.5, (1 + WITHIN) / 2])
    return replace(told, low=int(np.floor(low)), median=float(median), high=int(np.ceil(high)))


def _parts(
    code: str, statistic: Statistic, window: Window, seen: Seen, played: _Plays
) -> tuple[Floats, Floats, list[Part]]:
    """By play: how many count and the sum of what they count; and what each group brings."""
    import numpy as np

    set_for = threshold_for("A1", window.year)
    threshold = set_for.days if set_for else 0
    n, total = np.zeros(played.plays), np.zeros(played.plays)
    parts = []
    if statistic != "count":
        sure_n, sure_total = seen.certain.get(code, (0, 0))
        n, total = n + sure_n, total + sure_total
        parts.append(Part("certain", sure_n, float(sure_n), float(sure_total)))
    counts, value = played.of_known(code, threshold)
    is_placed = np.array([way.stage is Stage.PLACED for way in seen.live], dtype=bool)
    brought = [
        ("placed", int(is_placed.sum()), counts[:, is_placed], value[:, is_placed]),
        ("waiting", int((~is_placed).sum()), counts[:, ~is_placed], value[:, ~is_placed]),
    ]
    groups = [(key, size, c.sum(axis=1), v.sum(axis=1)) for key, size, c, v in brought]
    for key, children, counted, sums in [*groups, ("new", None, *played.of_new(code, threshold))]:
        n, total = n + counted, total + sums
        parts.append(Part(key, children, float(counted.mean()), float(sums.mean())))
    if code == "A4":
        n = n + played.leavers
        parts.append(Part("others", None, float(played.leavers.mean()), 0.0))
    return n, total, parts


def _why_not(code: str, seen: Seen) -> str:
    """Why the figure cannot be told, or ""."""
    if not seen.years:
        return "nothing of the last year is on record"
    if code != "A15" and not seen.has_pace:
        return (
            "too few children were on their way in the last three years, of all councils supplied, "
            "to tell how they go on"
        )
    if code == "matched":
        placed = [way for way in seen.ways if way.stage is Stage.PLACED]
        known = sum(way.matched_on is not None for way in placed)
        if not placed:
            return (
                "no child was placed on the day, so it cannot be seen whether matches are recorded "
                "when they are made"
            )
        if known < MATCHES_KNOWN * len(placed):
            return (
                "matches are not on record of all children placed on the day: a return tells of "
                "one only once the child is adopted"
            )
    return ""
