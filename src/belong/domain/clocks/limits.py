"""Lengths of time, as the law and guidance count them: working days, days, weeks, months."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from belong.domain.calendar import CalendarError, add_months, add_working_days

__all__ = ["Limit", "Unit"]

#: So many days are kept per limit; more than the days of a long career, far less than memory.
_KEPT = 20_000


class Unit(StrEnum):
    """What a limit is counted in. Months are calendar months, clipped to the month's last day."""

    WORKING_DAYS = "working days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True)
class Limit:
    """A length of time: so many of a unit. The day that it starts from is not counted."""

    number: int
    unit: Unit
    _known: dict[date, date | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def after(self, start_on: date) -> date:
        """The last day of the limit. Raises CalendarError outside the bank-holiday table."""
        if self.unit is Unit.WORKING_DAYS:
            return add_working_days(start_on, self.number)
        if self.unit is Unit.MONTHS:
            return add_months(start_on, self.number)
        return start_on + timedelta(days=self.number * (7 if self.unit is Unit.WEEKS else 1))

    def last_day(self, start_on: date) -> date | None:
        """The same, or None where nobody can say: outside the bank-holiday table or the calendar.

        Remembers what it has worked out: many children start a clock on the same day.
        """
        known = self._known
        if start_on in known:
            return known[start_on]
        try:
            last: date | None = self.after(start_on)
        except (CalendarError, OverflowError, ValueError):
            last = None
        if len(known) >= _KEPT:
            known.clear()
        known[start_on] = last
        return last

    def __str__(self) -> str:
        unit = self.unit.value
        return f"{self.number} {unit if self.number != 1 else unit.removesuffix('s')}"
