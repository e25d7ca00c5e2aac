"""From frames to answers: everything that the three questions are computed from, in one place.

This is work for a job or a command, never for a page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from belong.analytics.case_mix import case_mix, chances, together
from belong.analytics.change import change_of_mean
from belong.analytics.comparison import with_comparisons
from belong.analytics.definitions import DEFINITIONS
from belong.analytics.engine import compute
from belong.analytics.figures import ALL, Figure, FigureSet
from belong.analytics.forecasting import (
    FORECAST,
    backtests,
    figures_of,
    forecasts,
    testable_years,
)
from belong.analytics.funnel import Funnel, funnel
from belong.analytics.windows import Window, window_ending
from belong.domain.calendar import financial_year
from belong.domain.comparators import ComparatorSet
from belong.domain.errors import BelongError
from belong.domain.periods import Period
from belong.reports.answers.changes import DelaysSaid, change_answer
from belong.reports.answers.compared import AreaRow, Comparison
from belong.reports.answers.comparing import COMPARABLE, comparison_answer
from belong.reports.answers.forecasts import forecast_answer
from belong.reports.answers.forecasts_together import EVERY, every_answer
from belong.reports.answers.model import Answer
from belong.reports.answers.published import published_beside

if TYPE_CHECKING:
    import polars as pl

    from belong.domain.frames import Frames
    from belong.reports.measures import Row

__all__ = [
    "Sources",
    "answer_change",
    "answer_comparison",
    "answer_forecast",
    "answer_forecasts",
]

#: Windows of the table of the last ones.
_TREND = 5
#: The area that stands for all others of the region, pooled.
_REST = "rest"
_TESTED = 3


@dataclass(frozen=True)
class Sources:
    """What answers are computed from.

    name: of the whole body. names: of its areas by code. joined: the day on which an area joined
    the body. delays: reasons recorded by child_id, in words; None where the source knows of none.
    """

    frames: Frames
    journeys: pl.DataFrame
    name: str
    names: Mapping[str, str]
    comparators: ComparatorSet
    joined: Mapping[str, date] = field(default_factory=dict)
    delays: Mapping[str, Collection[str]] | None = None

    @property
    def siblings(self) -> Mapping[str, str] | None:
        """The sibling group of each child in one; None where no group is known."""
        known = self.frames.children.drop_nulls("sibling_group_id")
        groups = dict(known.select("child_id", "sibling_group_id").iter_rows())
        return groups or None

    def name_of(self, area: str) -> str:
        """What people call an area."""
        return self.name if area == ALL else self.names.get(area, area)


def answer_forecast(
    sources: Sources, indicator: str, area: str, *, year: int, plays: int = 1000
) -> Answer:
    """One answer of ``answer_forecasts``."""
    return answer_forecasts(sources, [indicator], area, year=year, plays=plays)[indicator]


def answer_forecasts(
    sources: Sources, indicators: Collection[str], area: str, *, year: int, plays: int = 1000
) -> dict[str, Answer]:
    """What figures will be a year after the financial year, all from the same plays, by indicator.

    indicators: some of FORECAST, and EVERY for all of them in one table. Raises BelongError.
    """
    frames, journeys, name = sources.frames, sources.journeys, sources.name_of(area)
    as_of = window_ending("year", year).last_on
    codes = FORECAST if EVERY in indicators else tuple(indicators)
    told = forecasts(frames, journeys, area=area, as_of=as_of, codes=codes, plays=plays)
    years = testable_years(frames, year, _TESTED)
    past = backtests(frames, journeys, area=area, years=years, codes=codes, plays=plays)
    now = figures_of(frames, journeys, area=area, year=year, codes=codes)
    found = {
        one.indicator: forecast_answer(one, past[one.indicator], name, now[one.indicator])
        for one in told
        if one.indicator in indicators
    }
    if EVERY in indicators:
        found[EVERY] = every_answer(told, past, name, now)
    return found


def answer_change(
    sources: Sources, indicator: str, area: str, *, before: str, after: str
) -> Answer:
    """Why a mean changed between two windows, by their labels.

    Raises BelongError where it is no mean, a window is none of its kind, or one counts no child.
    """
    first, last = (_year_of(indicator, label) for label in (before, after))
    if first >= last:
        raise BelongError(
            f"{before} is not before {after}.", mend="Choose the earlier window first."
        )
    figures = compute(
        sources.frames,
        sources.journeys,
        year=last,
        windows=last - first + 1,
        codes=[indicator],
    )
    then, now = (figures.figure(indicator, area, label) for label in (before, after))
    change = change_of_mean(then, now, sources.journeys)
    joined = [
        f"{sources.name_of(code)} joined {sources.name} on {on.day} {on:%B %Y}: its children from "
        "before are counted, too, as the department counts today's members."
        for code, on in sources.joined.items()
        if area == ALL and _first_on(indicator, first) <= on
    ]
    return change_answer(
        change, sources.name_of(area), delays=_delays_of(now, sources.delays), notes=joined
    )


def _year_of(indicator: str, label: str) -> int:
    """The year in which a window of the indicator's kind ends. Raises BelongError."""
    definition = DEFINITIONS.get(indicator)
    if definition is None:
        raise BelongError(f"There is no indicator {indicator}.", mend="Choose one of the list.")
    year = financial_year(Period.parse(label).last_on)
    if window_ending(definition.window, year).label != label:
        raise BelongError(
            f"{label} is no window of {indicator}.", mend="Choose a window such as 2019-22."
        )
    return year


def _first_on(indicator: str, year: int) -> date:
    return window_ending(DEFINITIONS[indicator].window, year).first_on


def _delays_of(figure: Figure, delays: Mapping[str, Collection[str]] | None) -> DelaysSaid | None:
    """Reasons recorded of the members of a figure, the most frequent first."""
    if delays is None:
        return None
    members = {member.child_id for member in figure.members}
    counts: dict[str, int] = {}
    children = 0
    for child in members:
        told = set(delays.get(child, ()))
        children += bool(told)
        for reason in told:
            counts[reason] = counts.get(reason, 0) + 1
    ordered = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    return DelaysSaid(ordered, children, len(members))


def answer_comparison(sources: Sources, indicator: str, area: str, *, year: int) -> Answer:
    """How the areas compare in the window that ends in a year.

    area: ``all`` for every area beside the others; a code for that one beside the rest of them,
    pooled, so that no other is told apart. Raises BelongError for an indicator that is a count.
    """
    if indicator not in COMPARABLE:
        raise BelongError(
            f"{indicator} is a count, and a count alone is not compared.",
            mend=f"Choose from {', '.join(COMPARABLE)}.",
        )
    window = window_ending(DEFINITIONS[indicator].window, year)
    figures = with_comparisons(
        compute(sources.frames, sources.journeys, year=year, windows=_TREND, codes=[indicator]),
        sources.comparators,
    )
    rows = {(row["area"], row["window"]): row for row in figures.figures.iter_rows(named=True)}
    compared, groups, opened = _compared(sources, area, figures, rows, window)
    found, why_none = _funnel_of(opened)
    beside = published_beside(
        sources.comparators,
        indicator,
        window,
        names=sources.names,
        area=area,
        own={one.area: one.value for one in opened},
    )
    mixes = case_mix(
        sources.journeys,
        list(sources.names),
        first_on=window.first_on,
        last_on=window.last_on,
        siblings=sources.siblings,
    )
    if area != ALL:
        own = tuple(one for one in mixes if one.area == area)
        rest = tuple(one for one in mixes if one.area != area)
        mixes = (*own, together(_REST, rest)) if rest else own
    return comparison_answer(
        Comparison(
            indicator=indicator,
            window=window.label,
            areas=compared,
            whole=AreaRow(sources.name, rows.get((ALL, window.label), {})),
            funnel=found,
            why_no_funnel=why_none,
            mixes=mixes,
            chances=chances(sources.frames, groups, year=year),
            beside=beside,
            trend=tuple(row for (code, _), row in rows.items() if code == area),
            trend_name=sources.name_of(area),
            mix_names=sources.names,
            code=area,
        )
    )


def _compared(
    sources: Sources,
    area: str,
    figures: FigureSet,
    rows: Mapping[tuple[str, str], Row],
    window: Window,
) -> tuple[tuple[AreaRow, ...], dict[str, list[str]], list[Figure]]:
    """The areas shown, the codes behind each name, and their figures with members."""
    [indicator] = figures.figures["indicator"].unique()
    codes = [code for code in sources.names if (code, window.label) in rows]

    def joined(code: str) -> date | None:
        on = sources.joined.get(code)
        return on if on is not None and window.first_on < on <= window.last_on else None

    if area == ALL:
        shown = tuple(
            AreaRow(sources.names[code], rows[code, window.label], joined(code)) for code in codes
        )
        opened = [figures.figure(indicator, code, window.label) for code in codes]
        return shown, {sources.names[code]: [code] for code in sources.names}, opened
    own = figures.figure(indicator, area, window.label)
    rest = _pooled(
        [figures.figure(indicator, code, window.label) for code in codes if code != area]
    )
    others = [code for code in sources.names if code != area]
    if rest is None:
        return (
            (AreaRow(sources.name_of(area), rows[area, window.label], joined(area)),),
            {sources.name_of(area): [area]},
            [own],
        )
    row = rows[area, window.label]
    rest_row = row | {
        "area": _REST,
        "value": rest.value,
        "denominator": rest.denominator,
        "rank_position": None,
        "rank_of": None,
        "rank_among": None,
        "years_missing": [],
    }
    name = f"The rest of {sources.name}"
    shown = (AreaRow(sources.name_of(area), row, joined(area)), AreaRow(name, rest_row))
    return shown, {sources.name_of(area): [area], name: others}, [own, rest]


def _pooled(parts: Sequence[Figure]) -> Figure | None:
    """Several areas' figure as one, as ``all`` pools them; None where there is no other area."""
    if not parts:
        return None
    members = tuple(member for one in parts for member in one.members)
    total = sum(member.value for member in members)
    value = total / len(members) if members else None
    if value is not None and parts[0].unit == "percent":
        value *= 100
    return replace(
        parts[0],
        area=_REST,
        value=value,
        numerator=total,
        denominator=len(members),
        members=members,
    )


def _funnel_of(figures: Sequence[Figure]) -> tuple[Funnel | None, str]:
    try:
        return funnel(figures), ""
    except BelongError as refused:
        return None, f"No funnel is drawn. {refused}"
