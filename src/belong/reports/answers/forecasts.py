"""What comes next, in words: a forecast with its interval, what it rests on, and how it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from belong.analytics.forecasting import FLOWS, FORECAST, Backtest, Forecast, window_of
from belong.analytics.measures.catalogue import MEASURES
from belong.reports.answers.model import Answer, Spread, SpreadChart
from belong.reports.measures import FEW, SHORT_NAMES
from belong.reports.model import Column, Table
from belong.reports.words import (
    NOT_AVAILABLE,
    count_of,
    day,
    half_up,
    joined,
    short_window,
    value_text,
)

__all__ = [
    "FORECASTABLE",
    "forecast_answer",
    "forecast_data",
    "interval",
    "name_of",
    "notes_on_all",
    "stood_that_day",
]

#: Figures that have a forecast, in the order they are shown.
FORECASTABLE = FORECAST

_LIMITS = (
    "It carries on the service's own pace of the last three years. A change of pace, of the law "
    "or of who comes into care is not in it."
)
_CHILDREN_WAITING = (
    "Children who still wait count for as long as they have waited, so that long waits are not "
    "left out because they have not ended."
)
#: What the children in the numerator of a share have in common.
_IN_SHARE = {
    "A3": "waited less than the threshold",
    "A4": "were adopted",
    "A5": "had the decision changed",
}
_SUBJECTS = {
    "adopted": "The number of adoption orders",
    "placed": "The number of placements for adoption begun",
    "matched": "The number of matches",
}
_PARTS = {
    "certain": "In the two years that are over: certain",
    "placed": "Placed, awaiting an order",
    "waiting": "Waiting with a decision",
    "new": "Not decided for yet",
    "others": "Leaving care otherwise than by adoption",
}


def name_of(code: str) -> str:
    """What a figure is called where it is chosen: 'A10 Entering care to ...', or its name alone."""
    return MEASURES[code].name if code in FLOWS else f"{code} {SHORT_NAMES[code]}"


def forecast_answer(
    told: Forecast,
    past: Sequence[Backtest],
    area_name: str,
    now: tuple[float | None, int],
) -> Answer:
    """One figure of one area. past: back-tests, oldest first; they may be none. now: the figure of
    the window that ended on the last day known, and of how many."""
    return Answer(
        title=f"{name_of(told.indicator)}, {_when(told.window)}",
        words=(
            _expected(told, area_name, now),
            " ".join(_rests_on(told)),
            _how_it_did(past),
        ),
        blocks=(_chart(told, past, area_name), _past_table(told, past), _parts_table(told)),
        notes=tuple(_notes(told, area_name)),
    )


def forecast_data(told: Forecast, past: Sequence[Backtest]) -> dict[str, Any]:
    """The same as plain data: dates as 2024-03-31, days and shares exact."""
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


def _when(window: str) -> str:
    """'in 2021-24', 'on 31 Mar 2024'."""
    short = short_window(window)
    return f"in {short}" if short == window else f"on {short}"


def _value(value: float | None, told: Forecast) -> str:
    """'312 days', '47%', '35'."""
    text = value_text(value, told.unit)
    return f"{text} days" if told.unit == "days" and value is not None else text


def interval(told: Forecast) -> str:
    """'290 to 340', '38% to 56%', or a dash."""
    if told.low is None or told.high is None:
        return NOT_AVAILABLE
    return f"{value_text(told.low, told.unit)} to {value_text(told.high, told.unit)}"


def _expected(told: Forecast, area_name: str, now: tuple[float | None, int]) -> str:
    subject = f"{_SUBJECTS.get(told.indicator, told.indicator)} of {area_name} {_when(told.window)}"
    if told.median is None:
        words = f"{subject} cannot be told: {told.why_not}."
    else:
        lie = f"lie within {interval(told)}"
        if told.low == told.high:
            lie = "be just that"
        words = (
            f"{subject} is expected to be about {_value(told.median, told)}; about 9 outcomes in "
            f"10 would {lie}."
        )
    value, n = now
    if value is not None:
        of = "" if told.statistic == "count" else f", of {count_of(n, 'child', 'children')}"
        when = _when(window_of(told.indicator, told.as_of.year).label)
        words += f" {when[:1].upper()}{when[1:]} it was {value_text(value, told.unit)}{of}."
    return words


def stood_that_day(told: Forecast) -> str:
    """Where children stood on the last day known."""
    placed, waiting = told.part("placed").children or 0, told.part("waiting").children or 0
    stood = "no child was" if not placed else count_of(placed, "child was", "children were")
    waited = "none" if not waiting else f"{waiting:,}"
    return (
        f"On {day(told.as_of)} {stood} placed and awaiting an order, and {waited} waited with a "
        "decision."
    )


def _rests_on(told: Forecast) -> list[str]:
    words = []
    sure = told.part("certain")
    if told.statistic != "count":
        if sure.children:
            what = f"{_value(sure.total / sure.counted, told)} on average"
            if told.statistic == "share":
                what = f"of whom {half_up(sure.total):,} {_IN_SHARE[told.indicator]}"
            words.append(
                "Certain already, from the two years of the window that are over: "
                f"{count_of(sure.children, 'child', 'children')}, {what}."
            )
        else:
            words.append("Of the window's years that are over, no child counts for certain.")
    words.append(stood_that_day(told))
    if told.begun:
        counts = joined(f"{n:,}" for n in told.begun)
        years = count_of(len(told.begun), "year", "years")
        words.append(
            "Children of whom nothing is decided yet are taken to come as in the last "
            f"{years} ({counts} new plans for adoption), each on the way that one of those took."
        )
    if told.part("others").counted:
        counts = joined(f"{n:,}" for n in told.left_otherwise)
        words.append(
            f"Children leaving care otherwise are taken to be as many as in those years ({counts})."
        )
    return words


def _how_it_did(past: Sequence[Backtest]) -> str:
    tried = [one for one in past if one.held is not None]
    if not tried:
        return (
            "It cannot be tried on past years: too few years, or too few children, are on record."
        )
    years = count_of(len(tried), "past year", "past years")
    words = (
        f"Tried on {years}, with nothing looked at that came later: what came about lay within the "
        f"interval {sum(bool(one.held) for one in tried)} of {len(tried)} times."
    )
    for one in tried:
        if not one.held:
            told = one.forecast
            words += (
                f" It did not {_when(told.window)}: {interval(told)} was told, "
                f"{value_text(one.came, told.unit)} came."
            )
    for one in past:
        if one.forecast.why_not:
            when = _when(one.forecast.window)
            words += f" What came {when} could not have been told: {one.forecast.why_not}."
    return words


def _notes(told: Forecast, area_name: str) -> list[str]:
    notes = []
    sure = told.part("certain")
    if told.median is not None and told.statistic != "count" and sure.counted < FEW:
        children = count_of(half_up(sure.counted), "child is", "children are")
        notes.append(f"Only {children} certain, so one child can decide this figure.")
    return [*notes, *notes_on_all([told], area_name), _CHILDREN_WAITING]


def notes_on_all(told: Sequence[Forecast], area_name: str) -> list[str]:
    """What must be known beside one forecast, or beside several of an area."""
    since = (
        f"It looks a whole year ahead from {day(told[0].as_of)}: what happened since is not in it."
    )
    # decisions come at no pace: they are those of recent years
    if all(one.own_pace or one.median is None or one.indicator == "A15" for one in told):
        return [since, _LIMITS]
    pace = (
        f"{area_name} has too few children on their way for a pace of its own: the pace is that of "
        "all councils together. How many come is its own."
    )
    return [pace, since, _LIMITS]


def _chart(told: Forecast, past: Sequence[Backtest], area_name: str) -> SpreadChart:
    points = [
        Spread(
            one.forecast.window, one.came, one.forecast.low, one.forecast.median, one.forecast.high
        )
        for one in past
    ]
    points.append(Spread(told.window, None, told.low, told.median, told.high))
    said = [
        f"{short_window(one.label)}: told {value_text(one.low, told.unit)} to "
        f"{value_text(one.high, told.unit)}"
        + (f", came {value_text(one.value, told.unit)}" if one.value is not None else "")
        for one in points
        if one.low is not None
    ]
    subject = _SUBJECTS.get(told.indicator, told.indicator)
    if told.indicator in _SUBJECTS:
        subject = f"{subject[:1].lower()}{subject[1:]}"
    return SpreadChart(
        title=f"What was forecast for {subject} of {area_name}, and what came about",
        description=f"{'; '.join(said) or 'No window has a forecast'}.",
        unit=told.unit,
        points=tuple(points),
    )


_HELD = {True: "yes", False: "no", None: NOT_AVAILABLE}
_UNITS = {"days": "days", "percent": "%", "children": "children", "families": "families"}


def _past_table(told: Forecast, past: Sequence[Backtest]) -> Table:
    unit = _UNITS[told.unit]
    is_count = told.statistic == "count"
    rows = [
        (
            short_window(one.forecast.window),
            value_text(one.forecast.median, told.unit),
            interval(one.forecast),
            value_text(one.came, told.unit),
            *([] if is_count else [f"{one.came_n:,}"]),
            _HELD[one.held],
        )
        for one in past
    ]
    rows.append(
        (
            short_window(told.window),
            value_text(told.median, told.unit),
            interval(told),
            "yet to come",
            *([] if is_count else [NOT_AVAILABLE]),
            NOT_AVAILABLE,
        )
    )
    columns = [
        Column("Window"),
        Column(f"Forecast, {unit}", is_number=True),
        Column("Interval", is_number=True),
        Column(f"Came about, {unit}", is_number=True),
        Column("Children", is_number=True),
        Column("Within"),
    ]
    if is_count:
        del columns[4]
    return Table(
        caption="Each window as it was forecast a year before it ended, and what came about",
        columns=tuple(columns),
        rows=tuple(rows),
        note="Intervals are rounded outward to whole numbers.",
    )


def _parts_table(told: Forecast) -> Table:
    """Who the figure is made of, and what each group brings to it."""
    is_count = told.statistic == "count"
    average = "Days on average" if told.statistic == "mean" else "Of these, %"
    rows = []
    for part in told.parts:
        if not part.children and part.counted < 0.05:
            continue
        known = "not known yet" if part.children is None else f"{part.children:,}"
        each = NOT_AVAILABLE
        if part.counted >= 0.05 and not is_count:
            share = part.total / part.counted * (100 if told.statistic == "share" else 1)
            each = value_text(share, told.unit)
        brings = part.total if is_count else part.counted
        rows.append((_PARTS[part.key], known, _about(brings), *([] if is_count else [each])))
    says = f" The last column: the share of them who {_IN_SHARE[told.indicator]}." if (
        told.statistic == "share"
    ) else ""  # fmt: skip
    return Table(
        caption=(f"Whom the figure {_when(told.window)} is made of, as known on {day(told.as_of)}"),
        columns=(
            Column("Children"),
            Column("Known that day", is_number=True),
            Column("Count in the figure, about", is_number=True),
            *([] if is_count else [Column(average, is_number=True)]),
        ),
        rows=tuple(rows),
        note=(
            f"The year was simulated {told.plays:,} times; these are averages, each rounded for "
            f"itself. The forecast is the middle one of the {told.plays:,}.{says}"
        ),
    )


def _about(number: float) -> str:
    """A number of children, on average over plays."""
    return "fewer than 1" if 0.05 <= number < 0.5 else f"{half_up(number):,}"
