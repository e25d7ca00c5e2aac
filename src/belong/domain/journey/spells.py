"""A spell: one dated state of one child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Spell"]


@dataclass(frozen=True)
class Spell:
    """One dated state, as a row of the frame ``spells``: half-open, to_on None = still so.

    from_on None = began before anything supplied can show, and from_reason says so;
    seen_from_on is then the first day on which it was seen.
    """

    axis: str
    value: str
    seen_from_on: date
    to_on: date | None
    from_reason: str | None = None
    to_reason: str | None = None

    @property
    def from_on(self) -> date | None:
        """The first day, or None where the spell began before anything supplied can show."""
        return None if self.from_reason else self.seen_from_on

    def is_live_on(self, day: date) -> bool:
        """Whether the spell had been seen to begin by that day, and had not ended by it."""
        return self.seen_from_on <= day and (self.to_on is None or self.to_on > day)
