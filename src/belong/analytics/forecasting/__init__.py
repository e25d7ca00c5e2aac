"""What may come in a year: children's ways to adoption, played through many times.

``ways`` is what was known on a day; ``evidence`` gathers what a forecast rests on; ``pace`` is how
children leave a stage; ``plays`` carries every child on for a year; ``reading`` reads means, shares
and counts off the same plays; ``came`` is what came about in the end; ``telling`` is all together.
"""

from __future__ import annotations

from belong.analytics.forecasting.came import FLOWS, figures_of, testable_years, window_of
from belong.analytics.forecasting.telling import (
    FORECAST,
    Backtest,
    Forecast,
    Part,
    backtests,
    forecasts,
)

__all__ = [
    "FLOWS",
    "FORECAST",
    "Backtest",
    "Forecast",
    "Part",
    "backtests",
    "figures_of",
    "forecasts",
    "testable_years",
    "window_of",
]
