"""What comes next, every figure of an area in one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from belong.analytics.forecasting import FLOWS, Backtest, Forecast, window_of
from belong.analytics.stored import FigureRef
from belong.reports.answers.forecasts import interval, name_of, notes_on_all, stood_that_day
from belong.reports.answers.model import LAST, NEXT, Answer
from belong.reports.measures import FEW
from belong.reports.model import Column, Table
from belong.reports.words import NOT_AVAILABLE, day, joined, short_window, value_text

__all__ = ["EVERY", "every_answer"]

#: The name under which all figures are asked for together.
EVERY = "every"
_NOT_COMPUTABLE = "not computable"
_ALL_AT_ONCE = (
    "All figures come from the same simulated years, in which each known child is carried on from "
    "where it stands: so means, shares and counts agree with one another."
)


def every_answer(
    told: Sequence[Forecast],
    past: Mapping[str, Sequence[Backtest]],
    area_name: str,
    now: Mapping[str, tuple[float | None, int]],
) -> Answer:
    """Every figure of one area. past, now: by figure, as ``forecast_answer`` has them."""
    tried = [one.held for some in past.values() for one in some if one.held is not None]
    first = told[0]
    first_words = (
        f"{stood_that_day(first)} Each figure of {area_name} a year later stands below as it is "
        "expected, with the interval that about 9 outcomes in 10 would lie in. Choose one of them "
        "to see what it rests on."
    )
    how_it_did = "It cannot be tried on past years: too few years are on record."
    if tried:
        how_it_did = (
            "The same was done for past years, with nothing looked at that came later: of "
            f"{len(tried):,} figures so tried, {sum(tried):,} came about within their interval."
        )
    return Answer(
        title=f"Every figure of {area_name}, a year after {day(first.as_of)}",
        words=(first_words, how_it_did),
        blocks=(_every_table(told, past, now),),
        notes=(*_notes(told, area_name), _ALL_AT_ONCE),
        opens=tuple((name_of(one.indicator), str(_last(one))) for one in told),
    )


def _last(told: Forecast) -> FigureRef:
    """The figure of the window that ended on the last day known."""
    window = window_of(told.indicator, told.as_of.year)
    return FigureRef(told.indicator, told.area, window.label)


def _notes(told: Sequence[Forecast], area_name: str) -> list[str]:
    reasons: dict[str, list[str]] = {}
    for one in told:
        if one.why_not:
            name = name_of(one.indicator) if one.indicator in FLOWS else one.indicator
            reasons.setdefault(one.why_not, []).append(name)
    notes = [f"Not computable: {joined(names)}, because {why}." for why, names in reasons.items()]
    few = [
        one.indicator
        for one in told
        if one.median is not None and one.statistic != "count" and one.part("certain").counted < FEW
    ]
    if few:
        notes.append(
            f"{joined(few)}: fewer than {FEW} children are certain, so one child can decide them."
        )
    return [*notes, *notes_on_all(told, area_name)]


def _every_table(
    told: Sequence[Forecast],
    past: Mapping[str, Sequence[Backtest]],
    now: Mapping[str, tuple[float | None, int]],
) -> Table:
    rows = []
    for one in told:
        tried = [each.held for each in past.get(one.indicator, ()) if each.held is not None]
        value, n = now[one.indicator]
        last = value_text(value, one.unit)
        if value is not None and one.statistic != "count":
            last += f" (of {n:,})"
        rows.append(
            (
                name_of(one.indicator),
                last,
                short_window(one.window),
                value_text(one.median, one.unit) if one.median is not None else _NOT_COMPUTABLE,
                interval(one),
                f"{sum(tried)} of {len(tried)}" if tried else NOT_AVAILABLE,
            )
        )
    return Table(
        caption="Every figure, as it is and as it is expected a year later",
        columns=(
            Column("Figure"),
            Column(LAST, is_number=True),
            Column("Expected for"),
            Column(NEXT, is_number=True),
            Column("Interval", is_number=True),
            Column("Held in past years", is_number=True),
        ),
        rows=tuple(rows),
        note=(
            "In brackets: of how many children. Intervals are rounded outward to whole numbers. "
            "Held: how many past years came about within the interval told a year before."
        ),
    )
