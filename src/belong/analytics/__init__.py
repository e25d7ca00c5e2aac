"""From frames to figures: the fold, the indicators, and what stands beside and behind each."""

from __future__ import annotations

from belong.analytics.definitions import DEFINITIONS, STAGES, Check, Definition, Source, Stage
from belong.analytics.engine import compute
from belong.analytics.figures import ALL, Figure, FigureSet, LeftOut, Member, Rank, figures
from belong.analytics.frames import journeys

__all__ = [
    "ALL",
    "DEFINITIONS",
    "STAGES",
    "Check",
    "Definition",
    "Figure",
    "FigureSet",
    "LeftOut",
    "Member",
    "Rank",
    "Source",
    "Stage",
    "compute",
    "figures",
    "journeys",
]
