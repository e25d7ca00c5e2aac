"""The time limits of one child: when each began to run, when it is due, and whether it was met.

Pure: the journey goes in, clocks come out; today is handed in where a state is asked for. Limits
chain from what was done, not from what was due: a review held early or late moves the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from belong.domain.calendar import CalendarError
from belong.domain.clocks.limits import CLOCKS, ClockKey, ClockRule
from belong.domain.events import DelayReason, Event, EventKind
from belong.domain.journey.child import Journey
from belong.domain.journey.states import Outcome

__all__ = ["ClockState", "RunningClock", "clocks_of"]

K = EventKind


class ClockState(StrEnum):
    """How a limit stands. STOPPED: what it waited for is no longer to come."""

    RUNNING = "running"
    MET = "met"
    MISSED = "missed"
    STOPPED = "stopped"


@dataclass(frozen=True)
class RunningClock:
    """One limit as it runs, or ran, for one child.

    met_on: the day of what it waited for, in time or late. stopped_on: the day from which it waits
    for nothing, such as when the plan changed. delay_reason: the latest recorded for it, if any.
    """

    key: ClockKey
    from_on: date
    due_on: date
    met_on: date | None = None
    stopped_on: date | None = None
    delay_reason: DelayReason | None = None

    @property
    def rule(self) -> ClockRule:
        """The limit in words, its source, and who must act."""
        return CLOCKS[self.key]

    @property
    def is_waiting(self) -> bool:
        """Whether it still waits for something to be done."""
        return self.met_on is None and self.stopped_on is None

    def state(self, today: date) -> ClockState:
        """How it stands on a day. Due today is not missed yet."""
        if self.met_on is not None:
            return ClockState.MET if self.met_on <= self.due_on else ClockState.MISSED
        if self.stopped_on is not None and self.stopped_on <= self.due_on:
            return ClockState.STOPPED
        return ClockState.MISSED if (self.stopped_on or today) > self.due_on else ClockState.RUNNING


def clocks_of(journey: Journey) -> tuple[RunningClock, ...]:
    """Every limit that began to run, in the order of the days on which they are due.

    A limit in working days outside the bank-holiday table is left out: nobody can say when it was
    due. Raises: nothing for any journey.
    """
    finder = _Finder(journey)
    return tuple(sorted(finder.found(), key=lambda one: (one.due_on, one.key)))


class _Finder:
    """Looks through one journey for what begins and what meets each limit."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.ended_on = _ended_on(journey)

    def found(self) -> Iterator[RunningClock]:
        """Every clock, in no order."""
        yield from self._care()
        yield from self._decisions()
        yield from self._family_finding()
        yield from self._unplaced_reviews()
        yield from self._placements()
        yield from self._afterwards()

    def days(self, *kinds: EventKind, about: str | None = None) -> list[date]:
        """The days of events of these kinds, oldest first. about: only of that subject."""
        return [
            one.happened_on
            for one in self.journey.events
            if one.happened_on is not None
            and one.kind in kinds
            and (about is None or _about(one) == about)
        ]

    def clock(
        self,
        key: ClockKey,
        from_on: date,
        met: Iterable[date],
        *,
        stopped_on: date | None = None,
        outlives_journey: bool = False,
    ) -> Iterator[RunningClock]:
        """The clock, if the limit was in force then. met: days, oldest first, that can meet it.

        outlives_journey: it is for after the order that ended the journey.
        """
        rule = CLOCKS[key]
        if not rule.holds_on(from_on):
            return
        try:
            due_on = rule.limit.after(from_on)
        except (CalendarError, OverflowError, ValueError):
            return
        met_on = next((day for day in met if day >= from_on), None)
        ended_on = None if outlives_journey else self.ended_on
        stops = min((day for day in (stopped_on, ended_on) if day), default=None)
        if stops is not None and stops < from_on:
            return
        if met_on is not None and stops is not None and met_on > stops:
            met_on = None
        yield RunningClock(
            key, from_on, due_on, met_on, None if met_on else stops, self._delay(key, from_on)
        )

    def _delay(self, key: ClockKey, from_on: date) -> DelayReason | None:
        given = [
            one.details.get("delay_reason")
            for one in self.journey.delays
            if one.details.get("clock") == key and one.happened_on and one.happened_on >= from_on
        ]
        known = [DelayReason(each) for each in given if each in set(DelayReason)]
        return known[-1] if known else None

    def _care(self) -> Iterator[RunningClock]:
        orders = self.days(K.PLACEMENT_ORDER_MADE, K.SPECIAL_GUARDIANSHIP_MADE)
        orders += [one.seen_from_on for one in self.journey.spells_of("legal") if one.value == "C2"]
        for on in self.days(K.COURT_APPLICATION_MADE, about="care_proceedings"):
            yield from self.clock(ClockKey.CARE_PROCEEDINGS, on, sorted(orders))
        plans = self.days(K.REFERRED, K.PARALLEL_PLAN_MADE, K.DECISION_MADE)
        for period in self.journey.milestones:
            entered_on = period.entered_care_on
            if entered_on is None or not plans:
                continue
            earlier = [entered_on] if plans[0] <= entered_on else []
            yield from self.clock(
                ClockKey.PERMANENCE_PLAN,
                entered_on,
                [*earlier, *plans],
                stopped_on=period.left_care_on,
            )
            if self.journey.decisions:
                stays = self.journey.spells_of("adoptive_stay")
                moved_in_on = period.moved_in_on or (stays[0].seen_from_on if stays else None)
                yield from self.clock(
                    ClockKey.PLACED_AFTER_CARE,
                    entered_on,
                    [moved_in_on] if moved_in_on else [],
                    stopped_on=period.left_care_on or self._reversed_on(),
                )

    def _reversed_on(self) -> date | None:
        """The day of the last reversal where no decision is live."""
        last = self.journey.decisions[-1] if self.journey.decisions else None
        return last.reversed_on if last else None

    def _decisions(self) -> Iterator[RunningClock]:
        for about, minutes_key, oral_key, written_key, kinds in (
            (
                "plan",
                ClockKey.DECISION_AFTER_MINUTES,
                ClockKey.PLAN_TOLD_ORALLY,
                ClockKey.PLAN_TOLD_IN_WRITING,
                (K.DECISION_MADE,),
            ),
            (
                "match",
                ClockKey.MATCH_AFTER_MINUTES,
                ClockKey.MATCH_TOLD_ORALLY,
                ClockKey.MATCH_TOLD_IN_WRITING,
                (K.MATCH_DECIDED, K.MATCH_REFUSED),
            ),
        ):
            decided = self.days(*kinds)
            for on in self.days(K.MINUTES_FINAL, about=about):
                yield from self.clock(minutes_key, on, decided)
            orally = self.days(K.TOLD_ORALLY, about=about)
            in_writing = self.days(K.TOLD_IN_WRITING, about=about)
            for on in decided:
                yield from self.clock(oral_key, on, orally)
                yield from self.clock(written_key, on, in_writing)

    def _family_finding(self) -> Iterator[RunningClock]:
        matched = [one.on for one in self.journey.matches]
        placed = self.days(K.PLACED_FOR_ADOPTION)
        for decision in self.journey.decisions:
            for key, met in (
                (ClockKey.MATCH_AFTER_DECISION, matched),
                (ClockKey.PLACED_AFTER_DECISION, placed),
            ):
                yield from self.clock(key, decision.on, met, stopped_on=decision.reversed_on)
        for order in self._orders():
            is_matched = any(
                one.on <= order[0] and (one.ended_on is None or one.ended_on > order[0])
                for one in self.journey.matches
            )
            if not is_matched:
                yield from self.clock(
                    ClockKey.MATCH_AFTER_ORDER, order[0], matched, stopped_on=order[1]
                )

    def _orders(self) -> list[tuple[date, date | None]]:
        return [
            (one.seen_from_on, one.to_on)
            for one in self.journey.spells_of("authority")
            if one.value == "placement_order"
        ]

    def _unplaced_reviews(self) -> Iterator[RunningClock]:
        for authority in self.journey.spells_of("authority"):
            began_on = authority.seen_from_on
            placed = self.days(K.PLACED_FOR_ADOPTION)
            already = [
                one for one in self.journey.spells_of("adoptive_stay") if one.is_live_on(began_on)
            ]
            if already:
                continue
            until = min(
                (day for day in (*placed, authority.to_on) if day and day >= began_on), default=None
            )
            yield from self._chain(
                began_on,
                until,
                (ClockKey.FIRST_UNPLACED_REVIEW, ClockKey.LATER_UNPLACED_REVIEW),
            )

    def _placements(self) -> Iterator[RunningClock]:
        visits = self.days(K.VISITED)
        for stay in self.journey.spells_of("adoptive_stay"):
            on = stay.seen_from_on
            yield from self.clock(ClockKey.FIRST_VISIT, on, visits, stopped_on=stay.to_on)
            yield from self._chain(
                on,
                stay.to_on,
                (
                    ClockKey.FIRST_PLACED_REVIEW,
                    ClockKey.SECOND_PLACED_REVIEW,
                    ClockKey.LATER_PLACED_REVIEW,
                ),
            )

    def _chain(
        self, on: date, until: date | None, keys: Sequence[ClockKey]
    ) -> Iterator[RunningClock]:
        """Reviews, each due from the day on which the one before was held; the last key repeats."""
        reviews = self.days(K.REVIEWED)
        from_on, step = on, 0
        while True:
            key = keys[min(step, len(keys) - 1)]
            held = [day for day in reviews if day > from_on or (step == 0 and day == from_on)]
            made = list(self.clock(key, from_on, held, stopped_on=until))
            yield from made
            if not made or made[0].met_on is None:
                return
            from_on, step = made[0].met_on, step + 1

    def _afterwards(self) -> Iterator[RunningClock]:
        reviews = self.days(K.REVIEWED)
        for on in self.days(K.DISRUPTED):
            yield from self.clock(ClockKey.DISRUPTION_REVIEW, on, [r for r in reviews if r > on])
        for key, kind in (
            (ClockKey.LIFE_STORY_BOOK, K.LIFE_STORY_BOOK_GIVEN),
            (ClockKey.LATER_LIFE_LETTER, K.LATER_LIFE_LETTER_GIVEN),
        ):
            for on in self.days(K.CELEBRATION_HELD):
                given = self.days(kind)
                earlier = [on] if given and given[0] <= on else []
                yield from self.clock(key, on, [*earlier, *given], outlives_journey=True)


def _about(event: Event) -> str:
    return event.details.get("about") or "plan"


def _ended_on(journey: Journey) -> date | None:
    """The day on which the journey closed, None while it is open."""
    if journey.axes.outcome is Outcome.OPEN:
        return None
    return journey.stages[-1].on if journey.stages else None
