"""Performance thresholds in days, by indicator and by the window for which they were set.

Each was announced in months and turned into days by rounding down (14 months are 426 days).
"Below the threshold" means fewer days than it.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["OFFICIAL", "THRESHOLDS", "Threshold", "threshold_for"]

_DFE_NOTES = (
    "DfE measure notes in the local authority interactive tool, data dictionary of September 2024"
)
_DFE_2014 = "DfE, Adoption scorecards and thresholds published, 14 January 2014"
_WOLVERHAMPTON = "Wolverhampton, Analysis of adoption scorecard information 2011-2014, January 2015"


@dataclass(frozen=True)
class Threshold:
    """A number of days, in force for windows ending in ``first_year`` until the next one begins.

    basis: ``official`` where DfE set it for this indicator; otherwise words that say what it is.
    """

    indicator: str
    first_year: int
    days: int
    months: int
    basis: str
    source: str


OFFICIAL = "official"
CUSTOM = "custom, not official"

THRESHOLDS: tuple[Threshold, ...] = (
    Threshold("A1", 2011, 639, 21, OFFICIAL, _DFE_NOTES),
    Threshold("A1", 2013, 608, 20, OFFICIAL, _DFE_NOTES),
    Threshold("A1", 2014, 547, 18, OFFICIAL, _DFE_NOTES),
    Threshold("A1", 2015, 487, 16, OFFICIAL, _DFE_NOTES),
    Threshold("A1", 2016, 426, 14, OFFICIAL, _DFE_NOTES),
    Threshold("A2", 2011, 213, 7, OFFICIAL, _WOLVERHAMPTON),
    Threshold("A2", 2014, 182, 6, OFFICIAL, _WOLVERHAMPTON),
    Threshold("A2", 2015, 152, 5, OFFICIAL, _WOLVERHAMPTON),
    Threshold("A2", 2016, 121, 4, OFFICIAL, _DFE_2014),
    Threshold("A10", 2016, 426, 14, CUSTOM, "A1's threshold, by custom shown beside A10"),
)


def threshold_for(indicator: str, year: int) -> Threshold | None:
    """The threshold for the indicator's window ending in ``year``; None where there was none."""
    found = None
    for threshold in THRESHOLDS:
        if threshold.indicator == indicator and threshold.first_year <= year:
            found = threshold
    return found
