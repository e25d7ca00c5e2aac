"""Answers to three questions: how we compare, why it changed, and what comes next."""

from __future__ import annotations

from belong.reports.answers.changes import change_answer
from belong.reports.answers.comparing import COMPARABLE, comparison_answer
from belong.reports.answers.drawing import drawn_for_page, svg
from belong.reports.answers.forecasts import (
    FORECASTABLE,
    forecast_answer,
    forecast_data,
    name_of,
)
from belong.reports.answers.forecasts_together import EVERY, every_answer
from belong.reports.answers.model import (
    LAST,
    NEXT,
    VALUE,
    Answer,
    Children,
    FunnelChart,
    SpreadChart,
    StepsChart,
    TrendChart,
    as_report,
)
from belong.reports.answers.trends import series_breaks, trend_chart

__all__ = [
    "COMPARABLE",
    "EVERY",
    "FORECASTABLE",
    "LAST",
    "NEXT",
    "VALUE",
    "Answer",
    "Children",
    "FunnelChart",
    "SpreadChart",
    "StepsChart",
    "TrendChart",
    "as_report",
    "change_answer",
    "comparison_answer",
    "drawn_for_page",
    "every_answer",
    "forecast_answer",
    "forecast_data",
    "name_of",
    "series_breaks",
    "svg",
    "trend_chart",
]
