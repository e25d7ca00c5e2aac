"""All that a forecast looks at: what was known of an area on the last day of a financial year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from belong.analytics.definitions import DEFINITIONS
from belong.analytics.engine import compute_windows
from belong.analytics.figures import ALL
from belong.analytics.forecasting.pace import YEAR, YEARS_BACK
from belong.analytics.forecasting.plays import Inflow
from belong.analytics.forecasting.reading import Lags
from belong.analytics.forecasting.ways import PeriodKey, Stage, Way, ways_until
from belong.analytics.windows import Window, window_ending
from belong.domain.calendar import financial_year, financial_year_bounds
from belong.domain.frames import FROM_LEDGER

if TYPE_CHECKING:
    import polars as pl

    from belong.domain.frames import Frames

__all__ = ["Seen", "seen_on"]

#: With fewer ways than this in the recent past, of all supplied, no pace can be told.
_LEAST = 10
#: An area with fewer stages than this in the recent past goes by the pace of all supplied.
OWN_PACE = 30
_KEY = ["la_code", "child_id", "period_of_care"]


@dataclass(frozen=True)
class Seen:
    """What was known on the day. ways: of the area, or of all where its own are too few to tell a
    pace; own: of each way, whether it is of the area. years: recent years on record, at most 3; 0
    where the last is not. leavers: who left care other than by adoption, by recent year. certain:
    children counted already, and the sum of what they count, by indicator. counted_before: periods
    of children counted in A5 already.
    """

    as_of: date
    ways: tuple[Way, ...]
    own: tuple[bool, ...]
    own_pace: bool
    years: int
    inflow: Inflow
    leavers: Inflow
    lags: Lags
    certain: dict[str, tuple[int, int]]
    counted_before: frozenset[PeriodKey]

    @property
    def has_pace(self) -> bool:
        """Whether enough children were on their way in the recent past to tell how they go on."""
        begin = -YEARS_BACK * YEAR
        recent = [
            way
            for way in self.ways
            if way.stage is not Stage.OUT or any((one.to or 0) > begin for one in way.stages)
        ]
        return len(recent) >= _LEAST

    @cached_property
    def live(self) -> list[Way]:
        """Ways of the area's children who are on their way on the day."""
        told = zip(self.ways, self.own, strict=True)
        return [way for way, is_own in told if is_own and way.stage is not Stage.OUT]


def seen_on(frames: Frames, journeys: pl.DataFrame, area: str, as_of: date) -> Seen:
    """What was known of the area on the day, a 31 March; nothing after it is looked at."""
    known = _as_known(journeys, as_of)
    ways = ways_until(frames, known, as_of, area=None if area == ALL else area)
    years = _years_known(frames, area, as_of)
    inflow = Inflow(_by_year((way.began for way in ways), years))
    own_pace = area == ALL or _is_enough(ways)
    if not own_pace:
        ways = ways_until(frames, known, as_of)
    certain, counted, leavers = _certain(frames, known, area, as_of, years)
    return Seen(
        as_of=as_of,
        ways=tuple(ways),
        own=tuple(area in (ALL, way.key[0]) for way in ways),
        own_pace=own_pace,
        years=years,
        inflow=inflow,
        leavers=leavers,
        lags=_lags(frames, known, area if own_pace else ALL, as_of),
        certain=certain,
        counted_before=frozenset(way.key for way in ways if way.key[:2] in counted),
    )


def _as_known(journeys: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Journeys as they stood on the day: ends after it had not come."""
    import polars as pl

    columns = ("adopted_on", "left_care_on", "left_care_reason", "left_care_legal_status")
    has_come = pl.col("left_care_on") <= as_of
    return journeys.with_columns(pl.when(has_come).then(pl.col(name)) for name in columns)


def _is_enough(ways: Iterable[Way]) -> bool:
    """Whether stages of the recent past, placed and waiting, are enough to tell a pace."""
    placed = waiting = 0
    begin = -YEARS_BACK * YEAR
    for way in ways:
        held = [one.stage for one in way.stages if one.to is not None and one.to > begin]
        held += [] if way.stage is Stage.OUT else [way.stage]
        placed += held.count(Stage.PLACED)
        waiting += len(held) - held.count(Stage.PLACED)
    return min(placed, waiting) >= OWN_PACE


def _by_year(days: Iterable[int], years: int) -> tuple[int, ...]:
    """How many of the days lie in each of the last years, the last first."""
    counts = [0] * years
    for on in days:
        if -on // YEAR < years:
            counts[-on // YEAR] += 1
    return tuple(counts)


def _years_known(frames: Frames, area: str, as_of: date) -> int:
    """How many of the last three years are on record; 0 where the return of the last is missing."""
    import polars as pl

    last = financial_year(as_of)
    told = frames.coverage
    if told.is_empty():
        made = frames.events.filter(pl.col("kind") == "plan_decided")["happened_on"].min()
        first = financial_year(made) if isinstance(made, date) else last
        return max(1, min(YEARS_BACK, last - first + 1))
    if area != ALL:
        told = told.filter(pl.col("la_code") == area)
    begins: dict[str, int] = {}
    for code, year in told.select("la_code", "year").iter_rows():
        begins[code] = min(year, begins.get(code, year))
    # a service may keep records of its own after the last return; with none it knows of no year
    in_year = pl.col("happened_on").is_between(*financial_year_bounds(last))
    is_kept = not frames.events.filter((pl.col("source") == FROM_LEDGER) & in_year).is_empty()
    if not begins or not (is_kept or (told["year"] == last).any()):
        return 0
    return max(0, min(YEARS_BACK, last - max(begins.values()) + 1))


def _certain(
    frames: Frames, known: pl.DataFrame, area: str, as_of: date, years: int
) -> tuple[dict[str, tuple[int, int]], frozenset[tuple[str, str]], Inflow]:
    """Of the window's years that are over: children and sums by indicator, and who is in A5.

    The third: who left care other than by adoption in the recent years.
    """
    import polars as pl

    year = financial_year(as_of) + 1
    window = replace(window_ending("three_year", year), last_on=as_of)
    recent = Window("three_year", year, "recent", as_of.replace(year=as_of.year - YEARS_BACK),
                    as_of, ())  # fmt: skip
    asked = [
        # of those still waiting nothing is certain
        (replace(one, population=one.population[:1]), window)
        for one in DEFINITIONS.values()
        if one.window == "three_year"
    ]
    found = compute_windows(frames, known, [*asked, (DEFINITIONS["A4"], recent)]).membership
    members = found.filter((pl.col("status") == "member") & pl.col("value").is_not_null())
    if area != ALL:
        members = members.filter(pl.col("la_code") == area)
    leavers = members.filter((pl.col("window") == "recent") & (pl.col("value") == 0))["end_on"]
    members = members.filter(pl.col("window") == window.label)
    told = members.group_by("indicator").agg(n=pl.len(), total=pl.col("value").sum())
    changed = members.filter(pl.col("indicator") == "A5").select("la_code", "child_id")
    return (
        {code: (n, total) for code, n, total in told.iter_rows()},
        frozenset((code, child) for code, child in changed.iter_rows()),
        Inflow(_by_year(((on - as_of).days for on in leavers), years)),
    )


def _lags(frames: Frames, known: pl.DataFrame, area: str, as_of: date) -> Lags:
    """How those adopted in the recent past came: stretches, and with whom they lived."""
    import polars as pl

    recent = known.filter(pl.col("adopted_on") > as_of.replace(year=as_of.year - YEARS_BACK))
    if area != ALL:
        recent = recent.filter(pl.col("la_code") == area)
    homes = (
        frames.spells.filter(pl.col("axis") == "placement")
        .select(*_KEY, "from_on", "to_on", home="value")
        .join(recent.select(*_KEY, "plan_decided_on"), on=_KEY)
        .filter(
            (pl.col("from_on") <= pl.col("plan_decided_on"))
            & (pl.col("to_on").is_null() | (pl.col("to_on") > pl.col("plan_decided_on")))
        )
        .unique(_KEY, keep="last", maintain_order=True)
        .select(*_KEY, "home")
    )
    columns = ["plan_decided_on", "matched_on", "placed_for_adoption_on", "moved_in_on", "home"]
    at_home: dict[str, list[bool]] = {}
    to_placement, before = [], []
    told = recent.join(homes, on=_KEY, how="left").sort(_KEY).select(columns)
    for decided_on, matched_on, placed_on, moved_in_on, home in told.rows():
        if matched_on and placed_on:
            to_placement.append(max(0, (placed_on - matched_on).days))
        if home and placed_on and moved_in_on:
            at_home.setdefault(home, []).append(moved_in_on <= decided_on)
            if moved_in_on > decided_on:
                before.append((placed_on - moved_in_on).days)
    shares = {home: sum(stayed) / len(stayed) for home, stayed in at_home.items()}
    return Lags(tuple(to_placement), tuple(before), shares)
