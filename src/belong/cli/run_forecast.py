"""The work of ``belong forecast``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from belong.cli.console import check_room, deliver, width_of_terminal
from belong.cli.options import ShortFormat
from belong.cli.pipeline import Supplied, check_area, check_year, names_of, open_returns
from belong.domain.errors import BelongError

if TYPE_CHECKING:
    from belong.analytics import Backtest, Forecast

__all__ = ["run"]

_LEAD = (
    "Computed from the council's own SSDA903 returns. A forecast is no promise: read its interval "
    "and how it did on past years."
)


def run(
    paths: Sequence[Path],
    indicator: str | None,
    year: int | None,
    la: str | None,
    area: str | None,
    plays: int,
    tested: int,
    style: ShortFormat,
    out: Path | None,
) -> None:
    """Forecast, try on past years, render and deliver. Raises BelongError."""
    from belong.reports.answers import as_report, forecast_answer, forecast_data
    from belong.reports.data import as_json
    from belong.reports.text import as_text

    check_room(out)
    codes = _codes(indicator)
    supplied = open_returns(paths, la)
    area = check_area(supplied, area)
    chosen = area or (supplied.areas[0] if len(supplied.areas) == 1 else "all")
    last = check_year(supplied, year)
    told = [_told(supplied, code, chosen, last, plays, tested) for code in codes]
    if style is ShortFormat.json:
        deliver(as_json({"forecasts": [forecast_data(*one) for one in told]}), out)
        return
    name = names_of(supplied.areas).get(chosen, chosen)
    answers = tuple(forecast_answer(now, past, name) for now, past in told)
    report = as_report(f"What comes next after 31 March {last}: {name}", (_LEAD,), answers)
    deliver(as_text(report, width_of_terminal()), out)


def _codes(indicator: str | None) -> tuple[str, ...]:
    """The indicators asked for. Raises BelongError for one that has no forecast."""
    from belong.reports.answers import FORECASTABLE

    if indicator is None:
        return FORECASTABLE
    code = indicator.strip().upper()
    if code not in FORECASTABLE:
        raise BelongError(
            f"{indicator} has no forecast: only a mean of days has one.",
            mend=f"Choose from {', '.join(FORECASTABLE)}.",
        )
    return (code,)


def _told(
    supplied: Supplied, code: str, area: str, last: int, plays: int, tested: int
) -> tuple[Forecast, tuple[Backtest, ...]]:
    """The forecast as of the year's end, and those of the years before of which the end is known.

    A past year is tried only where the returns reach back three years before it.
    """
    from belong.analytics import backtest, forecast
    from belong.analytics.forecast import testable_years
    from belong.analytics.windows import window_ending

    years = testable_years(supplied.frames, last, tested)
    frames, journeys = supplied.frames, supplied.journeys
    as_of = window_ending("year", last).last_on
    return (
        forecast(frames, journeys, code, area=area, as_of=as_of, plays=plays),
        backtest(frames, journeys, code, area=area, years=years, plays=plays),
    )
