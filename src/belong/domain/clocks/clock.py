"""A clock: one time limit as it runs, or ran, for one child or family; and how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from belong.domain.clocks.rules import ClockRule, Easing, Severity
from belong.domain.events import DelayReason

__all__ = ["Clock", "ClockState", "Delay", "missed_without_reason", "standing"]


class ClockState(StrEnum):
    """How a clock stands. VOID: what it waited for is no longer to come."""

    OPEN = "open"
    DUE_SOON = "due soon"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met late"
    VOID = "void"


LIVE = frozenset({ClockState.OPEN, ClockState.DUE_SOON, ClockState.OVERDUE})


class Delay(NamedTuple):
    """The reason recorded for a clock. agreed_by: key of who agreed, "" where nobody is named."""

    on: date
    reason: DelayReason
    agreed_by: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether it says who agreed."""
        return bool(self.agreed_by)


class Clock(NamedTuple):
    """One limit as it runs, or ran.

    subject: opaque key of whom or what it is about, where a case has several ("" = the case).
    due_on: the last day in time, pauses counted in. amber_on: from that day it is due soon, None =
    never, and once it is met or void. met_on: the day of what it waited for, in time or late.
    void_on: the day from which it waits for nothing. paused_days: days not counted; is_paused: they
    are still being added to.

    state and days_left are of the day that was asked about: days until the due day, less than 0
    where it is over; of a clock met or void, as they were on that day.
    """

    key: str
    rule: ClockRule
    subject: str
    started_on: date
    due_on: date
    amber_on: date | None
    met_on: date | None
    void_on: date | None
    paused_days: int
    is_paused: bool
    state: ClockState
    days_left: int
    delay: Delay | None = None

    @property
    def days_over(self) -> int:
        """Days past the due day; 0 in time."""
        return max(0, -self.days_left)

    @property
    def is_live(self) -> bool:
        """Whether it still waits for something."""
        return self.state in LIVE

    @property
    def is_missed(self) -> bool:
        """Whether it was not met in time: overdue, met late, or overdue when it became void."""
        return self.days_left < 0

    @property
    def whose_move(self) -> str:
        """Who must act."""
        return self.rule.who

    @property
    def easing(self) -> Easing | None:
        """The temporary easing that it fell under, or None."""
        for one in self.rule.easings:
            if one.covers(self.started_on, self.due_on):
                return one
        return None

    @property
    def severity(self) -> Severity:
        """What a miss means: of its rule, softened by an easing or, where so ruled, a reason."""
        stated = self.rule.severity
        if stated is not Severity.RED:
            return stated
        eased = self.easing
        is_softened = bool(eased and eased.softens) or bool(self.delay and self.rule.reason_softens)
        return Severity.AMBER if is_softened else stated

    @property
    def asks_for_reason(self) -> bool:
        """Whether it was missed and no reason with who agreed is recorded; nobody is blamed for a
        period that merely passed or for what people should only know."""
        asked = self.severity in (Severity.RED, Severity.AMBER)
        return asked and self.is_missed and not (self.delay and self.delay.is_complete)

    def seen_on(self, today: date) -> Clock:
        """The same clock as it stands on another day, as long as its case does not change.

        A clock that is paused stands still.
        """
        if self.is_paused or self.void_on or (self.met_on and not self.rule.is_period):
            return self
        if self.rule.is_period and today >= self.due_on:
            return self._replace(met_on=self.due_on, state=ClockState.MET, days_left=0)
        state = standing(today, self.due_on, self.amber_on)
        return self._replace(met_on=None, state=state, days_left=(self.due_on - today).days)


def standing(today: date, due_on: date, amber_on: date | None) -> ClockState:
    """How a clock that still waits stands on a day. Due today is not overdue yet."""
    if today > due_on:
        return ClockState.OVERDUE
    if amber_on is not None and today >= amber_on:
        return ClockState.DUE_SOON
    return ClockState.OPEN


def missed_without_reason(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """The missed clocks for which no reason, or nobody who agreed to it, is recorded."""
    return tuple(one for one in clocks if one.asks_for_reason)
