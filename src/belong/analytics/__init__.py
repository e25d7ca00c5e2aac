"""From frames to figures: the fold, the indicators, and what stands beside and behind each."""

from __future__ import annotations

from belong.analytics.comparison import with_comparisons
from belong.analytics.definitions import DEFINITIONS, STAGES, Check, Definition, Source, Stage
from belong.analytics.engine import compute
from belong.analytics.figures import ALL, Figure, FigureSet, LeftOut, Member, Rank, figures
from belong.analytics.frames import journeys
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
    "Check",
    "Definition",
    "Figure",
    "FigureSet",
    "Influence",
    "LeftOut",
    "Member",
    "Rank",
    "Source",
    "Stage",
    "cohorts",
    "compute",
    "early_permanence_at_home",
    "figures",
    "influence",
    "journeys",
    "stage_times",
    "waiting_bands",
    "with_comparisons",
]
