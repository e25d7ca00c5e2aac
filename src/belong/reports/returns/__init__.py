"""Returns from the live record: Annex A lists, the quarterly data, the adoption part of the 903."""

from belong.reports.returns.cases import (
    WAY_KINDS,
    Adopter,
    ApplicationCase,
    ChildCase,
    FamilyCase,
    Siblings,
    Window,
    last_twelve_months,
    of_quarter,
    of_year,
)
from belong.reports.returns.findings import Found, Weight

__all__ = [
    "WAY_KINDS",
    "Adopter",
    "ApplicationCase",
    "ChildCase",
    "FamilyCase",
    "Found",
    "Siblings",
    "Weight",
    "Window",
    "last_twelve_months",
    "of_quarter",
    "of_year",
]
