"""What comes next, in words: a forecast with its interval, what it rests on, and how it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from belong.analytics.definitions import DEFINITIONS
from belong.analytics.forecast import Backtest, Forecast
from belong.reports.answers.model import Answer, Spread, SpreadChart
from belong.reports.measures import SHORT_NAMES
from belong.reports.model import Column, Table
from belong.reports.words import NOT_AVAILABLE, count_of, day, half_up, value_text

__all__ = ["FORECASTABLE", "forecast_answer", "forecast_data"]

#: Indicators that have a forecast: the means of days.
FORECASTABLE = tuple(code for code in SHORT_NAMES if DEFINITIONS[code].statistic == "mean")
#: With fewer certain adoptions than this, one child decides.
_FEW = 6

_LIMITS = (
    "It carries on the service's own pace of the last three years. A change of pace, of the law "
    "or of who comes into care is not in it."
)
_CHILDREN_WAITING = (
    "Children who still wait count for as long as they have waited, so that long waits are not "
    "left out because they have not ended."
)


def forecast_answer(told: Forecast, past: Sequence[Backtest], area_name: str) -> Answer:
    """One indicator of one area. past: back-tests, oldest first; they may be none."""
    words = [_expected(told, past, area_name), _rests_on(told), _how_it_did(past)]
    notes = [_LIMITS, _CHILDREN_WAITING]
    if not told.own_pace:
        notes.insert(
            0,
            f"{area_name} has too few children on their way for a pace of its own: the pace is "
            "that of all councils supplied together.",
        )
    if told.median is not None and told.certain_n < _FEW:
        adoptions = count_of(told.certain_n, "adoption is", "adoptions are")
        notes.insert(0, f"Only {adoptions} certain, so one child can decide this figure.")
    return Answer(
        title=f"{told.indicator} in {told.window}: {SHORT_NAMES[told.indicator]}",
        words=tuple(words),
        blocks=(_chart(told, past, area_name), _past_table(told, past), _parts_table(told)),
        notes=tuple(notes),
    )


def forecast_data(told: Forecast, past: Sequence[Backtest]) -> dict[str, Any]:
    """The same as plain data: dates as 2024-03-31, days exact."""
    return {
        **asdict(told),
        "as_of": told.as_of.isoformat(),
        "back_test": [
            {
                "window": one.forecast.window,
                "told": one.forecast.median,
                "low": one.forecast.low,
                "high": one.forecast.high,
                "came": one.came,
                "children": one.came_n,
                "held": one.held,
            }
            for one in past
        ],
    }


def _interval(told: Forecast) -> str:
    return f"{value_text(told.low, 'days')} to {value_text(told.high, 'days')}"


def _expected(told: Forecast, past: Sequence[Backtest], area_name: str) -> str:
    if told.median is None:
        return (
            f"{told.indicator} of {area_name} in {told.window} cannot be told: {told.why_not} "
            f"(certain: {told.certain_n:,}; placed: {told.placed:,}; waiting: {told.waiting:,})."
        )
    words = (
        f"{told.indicator} of {area_name} in {told.window} is expected to be about "
        f"{value_text(told.median, 'days')} days; about 9 outcomes in 10 would lie within "
        f"{_interval(told)}."
    )
    if past and past[-1].came is not None:
        last = past[-1]
        words += (
            f" In {last.forecast.window} it was {value_text(last.came, 'days')}, of "
            f"{count_of(last.came_n, 'child', 'children')}."
        )
    return words


def _rests_on(told: Forecast) -> str:
    certain = "No adoption of the window's years that are over is known."
    if told.certain_n:
        mean = value_text(told.certain_days / told.certain_n, "days")
        certain = (
            f"Certain already, from the two years of the window that are over: "
            f"{count_of(told.certain_n, 'adoption')}, {mean} days on average."
        )
    placed = count_of(told.placed, "child was", "children were")
    return (
        f"{certain} On {day(told.as_of)} {placed} placed and awaiting an order, and "
        f"{told.waiting:,} waited with a decision; about {half_up(told.expected_n):,} adoptions "
        "are expected in the year to come."
    )


def _how_it_did(past: Sequence[Backtest]) -> str:
    held = [one.held for one in past if one.held is not None]
    if not held:
        return (
            "It cannot be tried on past years: too few years, or too few adoptions, are on record."
        )
    years = count_of(len(held), "past year", "past years")
    return (
        f"Tried on {years}, with nothing looked at that came later: what came about lay "
        f"within the interval {sum(held)} of {len(held)} times."
    )


def _chart(told: Forecast, past: Sequence[Backtest], area_name: str) -> SpreadChart:
    points = [
        Spread(
            one.forecast.window, one.came, one.forecast.low, one.forecast.median, one.forecast.high
        )
        for one in past
    ]
    points.append(Spread(told.window, None, told.low, told.median, told.high))
    said = [
        f"{one.label}: told {value_text(one.low, 'days')} to {value_text(one.high, 'days')}"
        + (f", came {value_text(one.value, 'days')}" if one.value is not None else "")
        for one in points
        if one.low is not None
    ]
    return SpreadChart(
        title=f"What was forecast for {told.indicator} of {area_name}, and what came about",
        description=f"{'; '.join(said) or 'No window has a forecast'}.",
        unit="days",
        points=tuple(points),
    )


def _past_table(told: Forecast, past: Sequence[Backtest]) -> Table:
    held = {True: "yes", False: "no", None: NOT_AVAILABLE}
    rows = [
        (
            one.forecast.window,
            value_text(one.forecast.median, "days"),
            NOT_AVAILABLE if one.forecast.low is None else _interval(one.forecast),
            value_text(one.came, "days"),
            f"{one.came_n:,}",
            held[one.held],
        )
        for one in past
    ]
    rows.append(
        (
            told.window,
            value_text(told.median, "days"),
            NOT_AVAILABLE if told.low is None else _interval(told),
            "yet to come",
            NOT_AVAILABLE,
            NOT_AVAILABLE,
        )
    )
    return Table(
        caption="Each window as it was forecast a year before it ended, and what came about",
        columns=(
            Column("Window"),
            Column("Forecast, days", is_number=True),
            Column("Interval", is_number=True),
            Column("Came about, days", is_number=True),
            Column("Children", is_number=True),
            Column("Within"),
        ),
        rows=tuple(rows),
    )


def _parts_table(told: Forecast) -> Table:
    return Table(
        caption=f"What {told.window} is made of, as known on {day(told.as_of)}",
        columns=(Column("Part"), Column("Children", is_number=True)),
        rows=(
            ("Adopted in the two years that are over: certain", f"{told.certain_n:,}"),
            ("Placed, awaiting an order", f"{told.placed:,}"),
            ("Waiting with a decision", f"{told.waiting:,}"),
            (
                "Adoptions expected in the year to come, those not yet decided for among them",
                f"about {half_up(told.expected_n):,}",
            ),
        ),
        note=f"Played through {told.plays:,} times.",
    )
