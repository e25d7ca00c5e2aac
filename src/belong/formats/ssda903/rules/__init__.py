"""The SSDA903 return's rules that touch adoption, and Belong's own."""

from belong.formats.ssda903.rules.needs import LAST_YEAR_COLUMNS, RULE_COLUMNS
from belong.formats.ssda903.rules.run import Finding, Findings, Location, NotChecked, validate

__all__ = [
    "LAST_YEAR_COLUMNS",
    "RULE_COLUMNS",
    "Finding",
    "Findings",
    "Location",
    "NotChecked",
    "validate",
]
