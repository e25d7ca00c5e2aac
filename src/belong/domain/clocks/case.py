"""How clocks run in one case: what the child's clocks and the family's have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from operator import attrgetter

from belong.domain.clocks.clock import Clock, ClockState, Delay, standing
from belong.domain.clocks.rulebook import Entry, Rulebook
from belong.domain.clocks.rules import ClockRule, OnlyIf, PauseKind, Trigger
from belong.domain.events import DelayReason

__all__ = ["Case", "Stretch", "earliest", "with_delays"]

#: Days from one on, up to another that is not counted; None = still going on.
Stretch = tuple[date, date | None]
_DAY = timedelta(days=1)
_BY_DUE_DAY = attrgetter("due_on", "key", "started_on", "subject")
_REASONS = frozenset(reason.value for reason in DelayReason)


def earliest(*days: date | None) -> date | None:
    """The earliest of the days that are known; None where none is."""
    first = None
    for day in days:
        if day is not None and (first is None or day < first):
            first = day
    return first


class Case(ABC):
    """One child, or one application, seen on a day: its clocks so far.

    days: when what can start or meet a clock happened, oldest first. ended_on: from that day no
    clock waits any more, save those that are for afterwards.
    """

    def __init__(self, today: date, book: Rulebook, ended_on: date | None) -> None:
        self.today = today
        self.book = book
        self.ended_on = ended_on
        self.days: dict[Trigger, list[date]] = {}
        self.clocks: list[Clock] = []

    @abstractmethod
    def holds(self, condition: OnlyIf, started_on: date) -> bool:
        """Whether the condition is so for a clock that starts on a day."""

    @abstractmethod
    def pauses(self, kind: PauseKind) -> Sequence[Stretch]:
        """The times in which a limit that knows this pause is not counted, oldest first."""

    def start_by_events(self, stop_on: date | None = None) -> None:
        """Run every clock that an event starts, once for a day on which several could."""
        by_trigger = self.book.by_trigger
        begun: set[tuple[str, date]] = set()
        for trigger, days in list(self.days.items()):
            entries = by_trigger.get(trigger)
            if entries:
                for started_on in dict.fromkeys(days):
                    for entry in entries:
                        if len(entry.starts) > 1:
                            if (entry.key, started_on) in begun:
                                continue
                            begun.add((entry.key, started_on))
                        self.chain(entry, started_on, stop_on)

    def chain(
        self,
        entry: Entry,
        started_on: date,
        stop_on: date | None,
        subject: str = "",
        *,
        after_start: bool = False,
    ) -> None:
        """Run a clock, and those that it starts when it is met: due from what was done.

        What repeats is not met by what was done on the day it started.
        """
        running: Entry | None = entry
        while running is not None:
            met_on = self.run(
                running, started_on, stop_on, subject, after_start=after_start or running.repeats
            )
            if met_on is None:
                return
            if not running.repeats:
                running = running.follower
            started_on, after_start = met_on, True

    def run(
        self,
        entry: Entry,
        started_on: date,
        stop_on: date | None,
        subject: str = "",
        *,
        after_start: bool = False,
        meets: Iterable[date] | None = None,
        due_on: date | None = None,
    ) -> date | None:
        """Run one clock, and tell the day on which it was met.

        stop_on: from that day it waits for nothing. after_start: what was done on the day it
        started does not meet it. meets: the days that can, where not those of the rule's events.
        due_on: the last day, where the record itself states it.
        """
        rule = entry.on(started_on)
        if rule is None:
            return None
        for condition in rule.only_if:
            if not self.holds(condition, started_on):
                return None
        ended_on = None if rule.outlives else self.ended_on
        if ended_on is not None and (stop_on is None or ended_on < stop_on):
            stop_on = ended_on
        if stop_on is not None and (
            stop_on < started_on or (after_start and stop_on == started_on)
        ):
            return None
        if due_on is None:
            due_on = rule.limit.last_day(started_on - _DAY if rule.counts_start else started_on)
            if due_on is None:
                return None
        paused_days, is_paused = 0, False
        if rule.pauses:
            paused_days, is_paused = self._paused(rule, started_on, due_on)
            due_on += timedelta(days=paused_days)
        today = self.today
        if rule.is_period:
            if stop_on is not None and stop_on >= due_on:
                stop_on = None
            met_on = due_on if stop_on is None and today >= due_on else None
        else:
            met_on = self._met(rule, started_on, after_start, meets)
            if met_on is not None and stop_on is not None and met_on > stop_on:
                met_on = None
        amber_on, void_on = None, None
        if met_on is not None:
            state = ClockState.MET if met_on <= due_on else ClockState.MET_LATE
            seen_on, is_paused = met_on, False
        elif stop_on is not None:
            state, void_on = ClockState.VOID, stop_on
            seen_on, is_paused = stop_on, False
        else:
            amber_on = _amber_on(rule, started_on, due_on, paused_days)
            state, seen_on = standing(today, due_on, amber_on), today
        self.clocks.append(
            Clock(
                entry.key,
                rule,
                subject,
                started_on,
                due_on,
                amber_on,
                met_on,
                void_on,
                paused_days,
                is_paused,
                state,
                (due_on - seen_on).days,
            )
        )
        return met_on

    def _met(
        self,
        rule: ClockRule,
        started_on: date,
        after_start: bool,
        meets: Iterable[date] | None,
    ) -> date | None:
        """The first day that meets the rule."""
        from_on = started_on + _DAY if after_start else started_on
        if rule.not_before is not None:
            from_on = rule.not_before.last_day(started_on) or from_on
        first: date | None = None
        for days in (meets,) if meets is not None else map(self.days.get, rule.meets):
            for day in days or ():
                if day >= from_on:
                    if first is None or day < first:
                        first = day
                    break
                if rule.may_precede:
                    return started_on
        return first

    def _paused(self, rule: ClockRule, started_on: date, due_on: date) -> tuple[int, bool]:
        """How many days are not counted, and whether they are still being added to.

        A pause counts from the day it began, if the limit was not over by then.
        """
        stretches = sorted(
            (one for kind in rule.pauses for one in self.pauses(kind)), key=lambda one: one[0]
        )
        total, until, is_paused = 0, started_on, False
        for from_on, to_on in stretches:
            begins = max(from_on, until)
            if begins > due_on + timedelta(days=total):
                break
            ends = self.today if to_on is None else to_on
            is_paused = is_paused or to_on is None
            if ends > begins:
                total += (ends - begins).days
                until = ends
        return total, is_paused

    def finished(self) -> tuple[Clock, ...]:
        """Every clock, in the order of the days on which they are due."""
        self.clocks.sort(key=_BY_DUE_DAY)
        return tuple(self.clocks)


def _amber_on(rule: ClockRule, started_on: date, due_on: date, paused_days: int) -> date | None:
    """The day from which the clock is due soon, never after the day on which it is due."""
    amber_on = rule.amber_after.last_day(started_on) if rule.amber_after else None
    return min(amber_on + timedelta(days=paused_days), due_on) if amber_on else None


def with_delays(
    clocks: Sequence[Clock], told: Iterable[tuple[date | None, Mapping[str, str]]]
) -> tuple[Clock, ...]:
    """The clocks with the reasons that were recorded for them; told: day and details, oldest first.

    A reason that states the day on which its clock started is for that clock. Else it is for the
    latest clock of its key that had started and was missed by then; if none was, for the latest
    that had started. The latest reason stands.
    """
    explained = list(clocks)
    for on, details in told:
        key, reason = details.get("clock"), details.get("delay_reason")
        if on is None or not key or reason not in _REASONS:
            continue
        begun = [
            index for index, one in enumerate(explained) if one.key == key and one.started_on <= on
        ]
        stated = details.get("clock_started_on")
        named = [n for n in begun if explained[n].started_on.isoformat() == stated]
        missed = [n for n in begun if explained[n].due_on < on and explained[n].days_left < 0]
        chosen = named or missed or begun
        if chosen:
            delay = Delay(on, DelayReason(reason), details.get("agreed_by", ""))
            latest = max(chosen, key=lambda n: explained[n].started_on)
            explained[latest] = explained[latest]._replace(delay=delay)
    return tuple(explained)
