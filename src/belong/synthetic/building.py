"""A life in the making: a cursor that walks through time and writes down what happens."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from belong.synthetic.histories import (
    Adopters,
    CarePeriod,
    Decision,
    Placement,
    StatusChange,
    financial_year,
    year_end,
    year_start,
)

__all__ = ["Life"]

#: How often a wait ends on a day that programs get wrong: 31 March, 1 April or a leap day.
BOUNDARY_SHARE = 0.06

#: Adopters by number, sex code, legal status code, and how often (invented weights).
ADOPTERS = (
    (2, "MF", "L11", 60),
    (2, "MF", "L3", 12),
    (2, "MF", "L2", 1),
    (2, "MM", "L12", 6),
    (2, "FF", "L12", 5),
    (2, "MM", "L2", 1),
    (2, "FF", "L4", 3),
    (1, "F1", "L0", 10),
    (1, "M1", "L0", 2),
)


class Life:
    """Builds the periods of care of one child. ``on`` is the day that the story has come to.

    Every step forward is at least one day, so no episode begins and ends on the same day.
    """

    def __init__(self, rng: Random, entered_on: date, born_on: date) -> None:
        self.rng = rng
        self.on = entered_on
        self.born_on = born_on
        self.periods: list[CarePeriod] = []
        self._carers = 0
        self._statuses: list[StatusChange] = []
        self._placements: list[Placement] = []
        self._decisions: list[Decision] = []
        self._matched_on: date | None = None

    def chance(self, share: float) -> bool:
        """True in about this share (0 to 1) of lives."""
        return self.rng.random() < share

    def after(self, low: int, high: int) -> None:
        """Let between low and high days pass, both included; low is at least 1 for a change."""
        earliest, latest = self.on + timedelta(days=low), self.on + timedelta(days=high)
        if self.rng.random() < BOUNDARY_SHARE:
            awkward = _boundary_days(earliest, latest)
            if awkward:
                self.on = awkward[self.rng.randrange(len(awkward))]
                return
        self.on = earliest + timedelta(days=self.rng.randint(0, high - low))

    def after_year_end(self, low: int, high: int) -> None:
        """Go to the next 1 April, and between low and high days beyond it."""
        self.on = year_start(financial_year(self.on) + 1)
        self.after(low, high)

    def within_year(self, low: int, high: int) -> None:
        """As ``after``, but not beyond 31 March of the financial year that the story is in."""
        last = year_end(financial_year(self.on))
        self.after(low, high)
        self.on = min(self.on, last)

    def enter(self, status: str, place: str) -> None:
        """The child begins to be looked after."""
        self._statuses = [StatusChange(self.on, status)]
        self._carers += 1
        self._placements = [Placement(self.on, place, self._carers)]
        self._decisions = []
        self._matched_on = None

    def status(self, code: str) -> None:
        """The legal status becomes this one."""
        self._statuses.append(StatusChange(self.on, code))

    def status_within(self, days: int, code: str) -> None:
        """The legal status becomes this one so many days from now; the story stays where it is."""
        self._statuses.append(StatusChange(self.on + timedelta(days=days), code))

    def place(self, code: str, *, same_carer: bool = False) -> None:
        """The placement becomes this one, with a new carer or with the same."""
        if not same_carer:
            self._carers += 1
        self._placements.append(Placement(self.on, code, self._carers))

    def decide(self) -> None:
        """The decision maker decides that the child should be placed for adoption."""
        self._decisions.append(Decision(self.on))

    def reverse(self, reason: str) -> None:
        """The latest decision is reversed."""
        self._decisions[-1] = Decision(self._decisions[-1].decided_on, self.on, reason)

    def match(self) -> None:
        """The child is matched with a family; a later match takes its place."""
        self._matched_on = self.on

    def leave(self, reason: str) -> None:
        """The child ceases to be looked after."""
        self._close(self.on, reason)

    def adopt(self) -> None:
        """The court makes the adoption order."""
        self._close(self.on, "E11" if self.chance(0.7) else "E12")

    def stay(self) -> None:
        """The story ends with the child in care, until the 18th birthday at the latest."""
        self._grow_up("E5")

    def _grow_up(self, reason: str) -> None:
        eighteenth = date(self.born_on.year + 18, self.born_on.month, min(self.born_on.day, 28))
        last = max(self._statuses[-1].on, self._placements[-1].on)
        self._close(max(eighteenth, last + timedelta(days=1)), reason)

    def _close(self, left_on: date | None, reason: str | None) -> None:
        adopters = None
        if reason in ("E11", "E12"):
            weights = [weight for *_, weight in ADOPTERS]
            number, sex, legal_status, _ = self.rng.choices(ADOPTERS, weights)[0]
            last_place = self._placements[-1].place
            were_carers = last_place not in ("A4", "A6")
            adopters = Adopters(number, sex, legal_status, were_carers)
        self.periods.append(
            CarePeriod(
                entered_on=self._statuses[0].on,
                statuses=tuple(self._statuses),
                placements=tuple(self._placements),
                decisions=tuple(self._decisions),
                matched_on=self._matched_on if adopters else None,
                adopters=adopters,
                left_on=left_on,
                left_reason=reason,
            )
        )
        self._statuses, self._placements = [], []


def _boundary_days(earliest: date, latest: date) -> list[date]:
    """Every 31 March, 1 April and 29 February from earliest to latest, both included."""
    days: list[date] = []
    for year in range(earliest.year, latest.year + 1):
        days += [date(year, 3, 31), date(year, 4, 1)]
        if year % 4 == 0:
            days.append(date(year, 2, 29))
    return sorted(day for day in days if earliest <= day <= latest)
