"""The scorecard's measures over three years, over one, and on each quarter's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belong.analytics.comparison import with_comparisons
from belong.analytics.definitions import DEFINITIONS
from belong.analytics.engine import compute_windows
from belong.analytics.figures import FigureSet
from belong.analytics.measures.spans import Spans
from belong.analytics.windows import Window
from belong.domain.calendar import financial_year
from belong.domain.periods import Period

if TYPE_CHECKING:
    import polars as pl

    from belong.domain.comparators import ComparatorSet
    from belong.domain.frames import Frames

__all__ = ["scorecard", "scorecard_periods"]


def scorecard_periods(code: str, spans: Spans) -> tuple[Period, ...]:
    """The periods for which a book has this measure."""
    kind = DEFINITIONS[code].window
    if kind == "snapshot":
        return spans.days
    if kind == "three_year":
        return spans.windows
    return tuple(one for one in spans.windows if one.name in _years(spans))


def scorecard(
    frames: Frames, journeys: pl.DataFrame, spans: Spans, comparators: ComparatorSet | None
) -> FigureSet:
    """Every definition over its periods that have begun, up to the last day known of.

    England's value and rank stand beside the definition's own window only.
    """
    import polars as pl

    asked = [
        (definition, _window(period, spans))
        for code, definition in DEFINITIONS.items()
        for period in scorecard_periods(code, spans)
        if period.first_on <= spans.until
    ]
    found = compute_windows(frames, journeys, asked)
    if comparators is None:
        return found
    alone = pl.col("window").is_in(list(_years(spans))) & pl.col("indicator").is_in(
        [code for code, one in DEFINITIONS.items() if one.window == "three_year"]
    )
    beside = with_comparisons(
        FigureSet(found.figures.filter(~alone), found.membership), comparators
    )
    columns = beside.figures.columns
    figures = pl.concat([beside.figures, found.figures.filter(alone).select(columns)])
    return FigureSet(figures, found.membership)


def _years(spans: Spans) -> frozenset[str]:
    return frozenset(one.name for one in spans.windows if (one.last_on - one.first_on).days < 366)


def _window(period: Period, spans: Spans) -> Window:
    """The window of a period, which ends on the last day known of at the latest."""
    last_on = min(period.last_on, spans.until)
    first, year = financial_year(period.first_on), financial_year(period.last_on)
    kind = "snapshot" if period.first_on == period.last_on else "year"
    if year - first > 0:
        kind = "three_year"
    return Window(
        kind,  # type: ignore[arg-type]
        year,
        period.name,
        period.first_on,
        last_on,
        tuple(range(first, year + 1)),
    )
