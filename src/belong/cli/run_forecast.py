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

#: A figure, None where nobody counts; and of how many.
Now = tuple[float | None, int]

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
    from belong.reports.answers import as_report, every_answer, forecast_answer, forecast_data
    from belong.reports.data import as_json
    from belong.reports.text import as_text

    check_room(out)
    codes = _codes(indicator)
    supplied = open_returns(paths, la)
    area = check_area(supplied, area)
    chosen = area or (supplied.areas[0] if len(supplied.areas) == 1 else "all")
    last = check_year(supplied, year)
    name = names_of(supplied.areas).get(chosen, chosen)
    told, past, now = _told(supplied, codes, chosen, last, plays, tested)
    if style is ShortFormat.json:
        deliver(as_json({"forecasts": [forecast_data(o, past[o.indicator]) for o in told]}), out)
        return
    answers = [forecast_answer(o, past[o.indicator], name, now[o.indicator]) for o in told]
    if indicator is None:
        answers.insert(0, every_answer(told, past, name, now))
    report = as_report(f"What comes next after 31 March {last}: {name}", (_LEAD,), tuple(answers))
    deliver(as_text(report, width_of_terminal()), out)


def _codes(indicator: str | None) -> tuple[str, ...]:
    """The figures asked for, by their codes. Raises BelongError for one that has no forecast."""
    from belong.reports.answers import FORECASTABLE

    if indicator is None:
        return FORECASTABLE
    by_name = {code.lower(): code for code in FORECASTABLE}
    code = by_name.get(indicator.strip().lower())
    if code is None:
        raise BelongError(
            f"{indicator} has no forecast.", mend=f"Choose from {', '.join(FORECASTABLE)}."
        )
    return (code,)


def _told(
    supplied: Supplied, codes: Sequence[str], area: str, last: int, plays: int, tested: int
) -> tuple[tuple[Forecast, ...], dict[str, tuple[Backtest, ...]], dict[str, Now]]:
    """The forecasts as of the year's end, those of the years before of which the end is known, and
    the figures of the year itself.

    A past year is tried only where the returns reach back three years before it.
    """
    from belong.analytics import backtests, forecasts
    from belong.analytics.forecasting import figures_of, testable_years
    from belong.analytics.windows import window_ending

    years = testable_years(supplied.frames, last, tested)
    frames, journeys = supplied.frames, supplied.journeys
    as_of = window_ending("year", last).last_on
    return (
        forecasts(frames, journeys, area=area, as_of=as_of, codes=codes, plays=plays),
        backtests(frames, journeys, area=area, years=years, codes=codes, plays=plays),
        figures_of(frames, journeys, area=area, year=last, codes=codes),
    )
