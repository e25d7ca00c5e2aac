"""Time limits of a child's journey: data, each with its source, and how they run for one child."""

from __future__ import annotations

from belong.domain.clocks.child import ClockState, RunningClock, clocks_of
from belong.domain.clocks.limits import CLOCKS, Basis, ClockKey, ClockRule, Limit, Unit

__all__ = [
    "CLOCKS",
    "Basis",
    "ClockKey",
    "ClockRule",
    "ClockState",
    "Limit",
    "RunningClock",
    "Unit",
    "clocks_of",
]
