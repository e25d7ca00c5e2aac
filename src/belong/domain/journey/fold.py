"""The fold: one child's events into the journey.

It takes events in any order and never fails on one: what is out of order or unlawful moves the
axes as the tables say and is flagged. A planned event moves nothing until it has happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import TypeVar

from belong.domain.events import ENDS_CARE, EVENT_KINDS, Axis, Event, EventKind, believed, in_order
from belong.domain.journey.child import Flag, Journey, StageOn
from belong.domain.journey.guards import Standing, broken_rules, impossible
from belong.domain.journey.history import History
from belong.domain.journey.milestones import milestones
from belong.domain.journey.rules import RuleKey
from belong.domain.journey.states import (
    Authority,
    Axes,
    Circumstances,
    Family,
    Outcome,
    Plan,
    stage_of,
)
from belong.domain.journey.transitions import (
    AUTHORITY,
    FAMILY,
    OUTCOME,
    PLAN,
    Condition,
    Move,
    Table,
)

__all__ = ["GrowingFold", "fold"]

S = TypeVar("S", bound=StrEnum)
K = EventKind
_JOURNEY_AXES = frozenset({Axis.PLAN, Axis.AUTHORITY, Axis.FAMILY})
#: Kinds that end something of the time in care that goes on.
_ENDINGS = frozenset(
    {
        K.DISRUPTED,
        K.EARLY_PERMANENCE_ENDED,
        K.DECISION_REVERSED,
        K.CONSENT_WITHDRAWN,
        K.PLACEMENT_ORDER_REVOKED,
        K.PLACEMENT_ORDER_SET_ASIDE,
        K.FAMILY_FINDING_STOPPED,
        K.LINK_ENDED,
        K.MATCH_ENDED,
        K.INTRODUCTIONS_STOPPED,
        K.ADOPTION_APPLICATION_ENDED,
    }
)


def fold(events: Iterable[Event], *, as_of: date | None = None) -> Journey:
    """The journey that the events tell, whatever order they are given in.

    Corrected and withdrawn events are left out first. as_of: only what had happened by the end of
    that day counts, the rest is neither folded nor planned; None = everything.
    Raises: nothing for any sequence of events.
    """
    stated = believed(events)
    happened = [
        one for one in in_order(stated) if as_of is None or (one.happened_on or as_of) <= as_of
    ]
    planned = _in_order_of_plans(stated)
    return _folded(happened).journey(happened, planned)


class GrowingFold:
    """The journey of a history that grows, told after each addition.

    The same as folding all that stands each time, but what is added at the end is folded alone.
    """

    def __init__(self) -> None:
        self._happened: list[Event] = []
        self._planned: list[Event] = []
        self._folder = _Folder(())

    def tell(self, standing: Iterable[Event], added: Sequence[Event] | None = None) -> Journey:
        """The journey of what stands: none of it corrected or withdrawn.

        added: what stands and did not when it was last told, where everything else is as it was;
        None to fold all of it. Raises: nothing.
        """
        if added is not None and self._follow(added):
            self._take(added)
        else:
            standing = list(standing)
            self._happened = in_order(standing)
            self._planned = _in_order_of_plans(standing)
            self._folder = _folded(self._happened)
        return self._folder.journey(self._happened, self._planned)

    def _follow(self, added: Sequence[Event]) -> bool:
        """Whether what happened lies after all that was folded, and changes nothing before it."""
        last = self._happened[-1].happened_on if self._happened else None
        return last is not None and all(
            one.planned_for is not None
            or (one.kind is not K.BORN and one.happened_on is not None and one.happened_on > last)
            for one in added
        )

    def _take(self, added: Sequence[Event]) -> None:
        happened = in_order(added)
        self._happened += happened
        self._folder.take_all(happened)
        if any(one.planned_for is not None for one in added):
            self._planned = _in_order_of_plans([*self._planned, *added])


def _rank_when_left_and_entered(kind: EventKind) -> int:
    """Endings, then leaving care, then entering it, then everything else."""
    if kind in ENDS_CARE:
        return 1
    return 0 if kind in _ENDINGS else 2


def _in_order_of_plans(events: Iterable[Event]) -> list[Event]:
    return sorted(
        (one for one in events if one.planned_for is not None),
        key=lambda one: (one.planned_for or date.max, one.kind, one.event_id),
    )


def _folded(happened: Sequence[Event]) -> _Folder:
    folder = _Folder(happened)
    folder.take_all(happened)
    return folder


class _Folder:
    """The axes as they stand, and the history so far."""

    def __init__(self, happened: Sequence[Event]) -> None:
        self.axes = Axes()
        self.history = History()
        self.flags: list[Flag] = []
        self.stages: list[StageOn] = []
        self._before_closing = Axes()
        self.born_on = min(
            (one.happened_on for one in happened if one.happened_on and one.kind is EventKind.BORN),
            default=None,
        )

    def take_all(self, happened: Iterable[Event]) -> None:
        """Fold events that happened, whole days of them, the oldest first."""
        for _, of_day in groupby(happened, key=lambda one: one.happened_on):
            for event in self._as_it_went(list(of_day)):
                self.take(event)

    def _as_it_went(self, of_day: Sequence[Event]) -> Sequence[Event]:
        """One day's events; care that goes back before that day is left before it is entered anew.

        What ended on that day belongs to the time that was left, what began to the new one.
        """
        kinds = {event.kind for event in of_day}
        if K.CARE_ENTERED not in kinds or not kinds & ENDS_CARE or not self.history.is_looked_after:
            return of_day
        return sorted(of_day, key=lambda event: _rank_when_left_and_entered(event.kind))

    def take(self, event: Event) -> None:
        """Fold one event that happened; events come oldest first."""
        on = event.happened_on
        if on is None:
            return
        before = self.axes
        self.flags += broken_rules(event, self._standing())
        self.axes = self._moved(event, on)
        if before.outcome is Outcome.OPEN and self.axes.outcome is not Outcome.OPEN:
            self._before_closing = before
        self.history.record(event, on, before, self.axes)
        stage = stage_of(self.axes, self.circumstances)
        if self.stages and self.stages[-1].on == on:
            self.stages.pop()
        if not self.stages or self.stages[-1].stage is not stage:
            self.stages.append(StageOn(on, stage))

    @property
    def circumstances(self) -> Circumstances:
        return Circumstances(
            is_looked_after=self.history.is_looked_after,
            has_adoption_application=self.history.applied_on is not None,
            has_left_care=self.history.has_left_care,
        )

    def _standing(self) -> Standing:
        history = self.history
        return Standing(
            axes=self.axes,
            born_on=self.born_on,
            matched_families=[one.family_id for one in history.matches if one.ended_on is None],
            linked_families=[one.family_id for one in history.links if one.ended_on is None],
            lived_with_since_on=history.lived_with_since_on,
            has_written_agreement=history.has_written_agreement,
            has_application=history.applied_on is not None,
            has_panel=history.has_panel,
            leave_to_place=history.leave_to_place,
        )

    def _moved(self, event: Event, on: date) -> Axes:
        """The axes after an event; an outcome other than open means that all three are closed."""
        before, restored = self.axes, self._before_closing
        row = OUTCOME.find(before.outcome, event.kind)
        outcome = self._step(OUTCOME, before.outcome, before.outcome, event, on)
        if outcome is not Outcome.OPEN:
            if row is None and EVENT_KINDS[event.kind].moves & _JOURNEY_AXES:
                self.flags.append(Flag(RuleKey.JOURNEY_CLOSED, on, event.kind, event.event_id))
            return Axes(Plan.CLOSED, Authority.CLOSED, Family.CLOSED, outcome)
        return Axes(
            self._step(PLAN, before.plan, restored.plan, event, on),
            self._step(AUTHORITY, before.authority, restored.authority, event, on),
            self._step(FAMILY, before.family, restored.family, event, on),
            outcome,
        )

    def _step(self, table: Table[S], state: S, restored: S, event: Event, on: date) -> S:
        row = table.find(state, event.kind)
        if row is None or not self._applies(row, event):
            return state
        if row.breaks:
            self.flags.append(Flag(row.breaks, on, event.kind, event.event_id))
        return restored if row.to is None else row.to

    def _applies(self, row: Move[S], event: Event) -> bool:
        if row.only_if is Condition.NO_LINK_LEFT:
            return event.family_id is None or all(
                link.family_id == event.family_id
                for link in self.history.links
                if link.ended_on is None
            )
        return True

    def journey(self, happened: Sequence[Event], planned: Sequence[Event]) -> Journey:
        """What has been folded so far, as the public record."""
        expected = [
            one.planned_for or one.happened_on
            for one in (*happened, *planned)
            if one.kind is EventKind.BIRTH_EXPECTED
        ]
        spells = self.history.finished()
        flags = [*impossible(happened), *self.flags]
        return Journey(
            events=tuple(happened),
            planned=tuple(planned),
            axes=self.axes,
            circumstances=self.circumstances,
            stage=stage_of(self.axes, self.circumstances),
            stages=tuple(self.stages),
            spells=spells,
            placements=tuple(self.history.placements),
            decisions=tuple(self.history.decisions),
            links=tuple(self.history.links),
            matches=tuple(self.history.matches),
            delays=tuple(one for one in happened if one.details.get("delay_reason")),
            milestones=milestones(self.history, spells, happened),
            flags=tuple(sorted(dict.fromkeys(flags), key=lambda one: one.on)),
            born_on=self.born_on,
            expected_on=expected[-1] if expected and self.born_on is None else None,
        )
