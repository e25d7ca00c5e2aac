"""From frames to figures: the fold, the indicators, and what stands beside and behind each."""

from __future__ import annotations

from belong.analytics.change import Change, How, Moved, StagePart, change_of_mean
from belong.analytics.comparison import with_comparisons
from belong.analytics.definitions import DEFINITIONS, STAGES, Check, Definition, Source, Stage
from belong.analytics.engine import compute
from belong.analytics.figures import ALL, Figure, FigureSet, LeftOut, Member, Rank, figures
from belong.analytics.forecasting import Backtest, Forecast, backtests, forecasts
from belong.analytics.frames import journeys
from belong.analytics.funnel import Funnel, FunnelPoint, Limits, Standing, funnel
from belong.analytics.influence import Influence, influence
from belong.analytics.stages import (
    cohorts,
    early_permanence_at_home,
    stage_times,
    waiting_bands,
)

__all__ = [
    "ALL",
    "DEFINITIONS",
    "STAGES",
    "Backtest",
    "Change",
    "Check",
    "Definition",
    "Figure",
    "FigureSet",
    "Forecast",
    "Funnel",
    "FunnelPoint",
    "How",
    "Influence",
    "LeftOut",
    "Limits",
    "Member",
    "Moved",
    "Rank",
    "Source",
    "Stage",
    "StagePart",
    "Standing",
    "backtests",
    "change_of_mean",
    "cohorts",
    "compute",
    "early_permanence_at_home",
    "figures",
    "forecasts",
    "funnel",
    "influence",
    "journeys",
    "stage_times",
    "waiting_bands",
    "with_comparisons",
]
