"""Answers to three questions: how we compare, why it changed, and what comes next."""

from __future__ import annotations

from belong.reports.answers.drawing import svg
from belong.reports.answers.forecasts import FORECASTABLE, forecast_answer, forecast_data
from belong.reports.answers.model import (
    Answer,
    Children,
    FunnelChart,
    SpreadChart,
    StepsChart,
    as_report,
)

__all__ = [
    "FORECASTABLE",
    "Answer",
    "Children",
    "FunnelChart",
    "SpreadChart",
    "StepsChart",
    "as_report",
    "forecast_answer",
    "forecast_data",
    "svg",
]
