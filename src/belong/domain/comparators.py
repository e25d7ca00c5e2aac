"""Published values to stand beside a figure: England's, and other authorities'.

A value is never a bare number: it has a status (a suppressed cell is no zero), a source and a
vintage (the release that printed it). A revised value stands beside the one it revises.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

__all__ = ["ENGLAND", "ComparatorSet", "PublishedValue", "Status", "Stood"]

ENGLAND = "England"
_ISO_DAY_LENGTH = len("2024-05-22")

#: value: a number, 0 included. suppressed: hidden for privacy, or not to be had. not_applicable:
#: no such number exists. rounds_to_zero: above nothing and too small to print. blank: empty cell.
Status = Literal["value", "suppressed", "not_applicable", "rounds_to_zero", "blank"]

#: (measure, area, period, breakdown)
Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class PublishedValue:
    """One printed cell.

    measure: such as ``A1_average_days`` or ``adopted_n``. area: three-digit DfE code, ``England``,
    or ``region:`` and its name. period: ``2014-17`` for three years, ``2023-24`` for one.
    breakdown: such as ``Aged 1``, empty for all. value: None unless status is ``value``.
    as_printed: the cell as it stood. vintage: day of the release (2024-05-22), else a name.
    """

    measure: str
    area: str
    period: str
    value: float | None
    status: Status
    unit: str
    source: str
    vintage: str
    as_printed: str
    breakdown: str = ""

    @property
    def key(self) -> Key:
        """What the cell is about; vintages of one cell share it."""
        return (self.measure, self.area, self.period, self.breakdown)


@dataclass(frozen=True)
class Stood:
    """The newest value of a cell and, oldest first, those that stood before it.

    is_revised: whether any of them was another number or status.
    """

    newest: PublishedValue
    before: tuple[PublishedValue, ...]

    @property
    def is_revised(self) -> bool:
        """Whether the value was once printed otherwise."""
        now = (self.newest.status, self.newest.value)
        return any((old.status, old.value) != now for old in self.before)


@dataclass(frozen=True)
class ComparatorSet:
    """Published values in the order in which they were taken in; later ones are newer.

    Vintages that are days come in order of the day; a vintage with another name is held to be
    newer than those before it, since somebody has just supplied it.
    """

    values: tuple[PublishedValue, ...] = ()

    def __len__(self) -> int:
        return len(self.values)

    def with_values(self, values: Iterable[PublishedValue]) -> ComparatorSet:
        """Both together. The same cell, vintage and value twice is there once.

        Where a vintage that is there already prints another value, the new one stands beside it
        under the vintage's name with a number.
        """
        kept = dict.fromkeys(self.values)
        printed = {(v.key, v.vintage): v for v in self.values}
        for value in values:
            new, number = value, 1
            while (old := printed.get((new.key, new.vintage))) is not None and (
                (old.status, old.value) != (value.status, value.value)
            ):
                number += 1
                new = replace(value, vintage=f"{value.vintage} ({number})")
            if (new.key, new.vintage) not in printed:
                printed[new.key, new.vintage] = new
                kept[new] = None
        return ComparatorSet(tuple(kept))

    def stood(self, measure: str, area: str, period: str, breakdown: str = "") -> Stood | None:
        """The newest value of the cell and its forerunners; None where nobody printed one."""
        found = self._by_key.get((measure, area, period, breakdown))
        return Stood(found[-1], tuple(found[:-1])) if found else None

    def number(self, measure: str, area: str, period: str, breakdown: str = "") -> float | None:
        """The newest value as a number; None where there is none or it is hidden."""
        stood = self.stood(measure, area, period, breakdown)
        return stood.newest.value if stood else None

    @cached_property
    def authorities(self) -> tuple[str, ...]:
        """Areas that are neither England nor a region, in order of their codes."""
        areas = {value.area for value in self.values}
        return tuple(sorted(a for a in areas if a != ENGLAND and not a.startswith("region:")))

    @cached_property
    def _by_key(self) -> dict[Key, list[PublishedValue]]:
        found: dict[Key, list[tuple[str, int, PublishedValue]]] = {}
        for position, value in enumerate(self.values):
            is_day = len(value.vintage[:_ISO_DAY_LENGTH]) == _ISO_DAY_LENGTH and (
                value.vintage[:4].isdigit() and value.vintage[4] == "-"
            )
            order = value.vintage if is_day else "~"
            found.setdefault(value.key, []).append((order, position, value))
        return {
            key: [value for _, _, value in sorted(rows, key=lambda row: row[:2])]
            for key, rows in found.items()
        }
