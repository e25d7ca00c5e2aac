"""The stretches of time that a figure speaks of: three financial years, one, or one day.

A financial year is named by the calendar year in which it ends: 2024 runs from 1 April 2023 to
31 March 2024.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from belong.domain.calendar import window_bounds, window_label

__all__ = ["Window", "WindowKind", "window_ending", "windows_ending"]

WindowKind = Literal["three_year", "year", "snapshot"]

_LENGTH_IN_YEARS: dict[WindowKind, int] = {"three_year": 3, "year": 1, "snapshot": 1}


@dataclass(frozen=True)
class Window:
    """A stretch of whole financial years, both ends included, or the 31 March of one.

    label: 2021-24 for three years, 2023-24 for one, 2024-03-31 for a day. year: the financial
    year of the last day. years: every financial year that the window needs returns of.
    """

    kind: WindowKind
    year: int
    label: str
    first_on: date
    last_on: date
    years: tuple[int, ...]


def window_ending(kind: WindowKind, year: int) -> Window:
    """The window of this kind whose last day is 31 March of ``year``."""
    length = _LENGTH_IN_YEARS[kind]
    first_on, last_on = window_bounds(year, length)
    if kind == "snapshot":
        return Window(kind, year, last_on.isoformat(), last_on, last_on, (year,))
    years = tuple(range(year - length + 1, year + 1))
    return Window(kind, year, window_label(year, length), first_on, last_on, years)


def windows_ending(kind: WindowKind, year: int, count: int) -> tuple[Window, ...]:
    """The last ``count`` windows of this kind, a year apart, oldest first, ending at ``year``."""
    return tuple(window_ending(kind, y) for y in range(year - count + 1, year + 1))
