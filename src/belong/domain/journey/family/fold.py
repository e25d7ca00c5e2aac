"""The fold: one family's events into its applications.

It takes events in any order and never fails on one: what is out of order or unlawful moves the
stage as the table says and is flagged. A planned event moves nothing until it has happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from belong.domain.journey.family.application import (
    ApplicationJourney,
    FamilyDecision,
    FamilyFlag,
    FamilyJourney,
    FamilyStageOn,
)
from belong.domain.journey.family.checks import fold_checks
from belong.domain.journey.family.events import (
    CHECK_KINDS,
    FamilyEvent,
    FamilyEventKind,
    in_order,
)
from belong.domain.journey.family.guards import Before, broken_rules
from belong.domain.journey.family.notes import NOTES, ended
from belong.domain.journey.family.reasons import LeftReason
from belong.domain.journey.family.rules import FamilyRuleKey
from belong.domain.journey.family.states import FamilyStage, Route
from belong.domain.journey.family.transitions import OnlyIf, find_move

__all__ = ["GrowingFamilyFold", "fold_family"]

_K = FamilyEventKind


def fold_family(events: Iterable[FamilyEvent], *, as_of: date | None = None) -> FamilyJourney:
    """The applications that the events tell of, whatever order they are given in.

    The events are those believed: corrections are resolved before. as_of: only what had happened by
    the end of that day counts; None = everything. Raises: nothing for any sequence of events.
    """
    folded = [_application(key, told, as_of) for key, told in _by_application(events).items()]
    return FamilyJourney(tuple(sorted(folded, key=_begun)))


def _by_application(events: Iterable[FamilyEvent]) -> dict[str, list[FamilyEvent]]:
    """The events of each application.

    One that names none, such as one whose details were sealed, belongs to the application that had
    begun last on its day, else to the first.
    """
    told: dict[str, list[FamilyEvent]] = {}
    unnamed = []
    for event in events:
        if event.application:
            told.setdefault(event.application, []).append(event)
        else:
            unnamed.append(event)
    began = sorted(
        (min(days), key)
        for key, named in told.items()
        if (days := [one.happened_on for one in named if one.happened_on])
    )
    for event in unnamed:
        on = event.happened_on or event.planned_for or date.max
        until = [key for day, key in began if day <= on] or [key for _, key in began[:1]]
        told.setdefault(until[-1] if until else "", []).append(event)
    return told


def _begun(application: ApplicationJourney) -> tuple[date, str]:
    days = [one.happened_on or date.max for one in application.events]
    days += [one.planned_for or date.max for one in application.planned]
    return min(days, default=date.max), application.key


def _application(key: str, told: Sequence[FamilyEvent], as_of: date | None) -> ApplicationJourney:
    happened = [
        one for one in in_order(told) if as_of is None or (one.happened_on or as_of) <= as_of
    ]
    return _folded(key, happened).application(happened, _in_order_of_plans(told))


def _in_order_of_plans(events: Iterable[FamilyEvent]) -> list[FamilyEvent]:
    return sorted(
        (one for one in events if one.planned_for is not None),
        key=lambda one: (one.planned_for or date.max, one.kind, one.event_id),
    )


def _folded(key: str, happened: Sequence[FamilyEvent]) -> _Folder:
    folder = _Folder(key, happened)
    for event in happened:
        folder.take(event)
    return folder


class GrowingFamilyFold:
    """The journey of a family's history that grows, told after each addition.

    The same as folding all that stands each time; but where there is one application, and what is
    added to it lies at the end, that is folded alone.
    """

    def __init__(self) -> None:
        self._key = ""
        self._happened: list[FamilyEvent] = []
        self._planned: list[FamilyEvent] = []
        self._folder = _Folder("", ())

    def tell(
        self, standing: Iterable[FamilyEvent], added: Sequence[FamilyEvent] | None = None
    ) -> FamilyJourney:
        """The journey of what stands: none of it corrected or withdrawn.

        added: what stands and did not when it was last told, where everything else is as it was;
        None to fold all of it. Raises: nothing.
        """
        if added is not None and self._follows(added):
            for event in in_order(added):
                self._happened.append(event)
                self._folder.take(event)
            self._planned = _in_order_of_plans([*self._planned, *added])
            return self._told()
        standing = list(standing)
        told = _by_application(standing)
        if len(told) != 1:
            self._key = ""
            return fold_family(standing)
        ((self._key, events),) = told.items()
        self._happened, self._planned = in_order(events), _in_order_of_plans(events)
        self._folder = _folded(self._key, self._happened)
        return self._told()

    def _told(self) -> FamilyJourney:
        return FamilyJourney((self._folder.application(self._happened, self._planned),))

    def _follows(self, added: Sequence[FamilyEvent]) -> bool:
        """Whether all of it is of the one application, after what was folded, on its route."""
        last = self._happened[-1].happened_on if self._key and self._happened else None
        return last is not None and all(
            one.application == self._key
            and (one.happened_on is None or (one.happened_on > last and "route" not in one.details))
            for one in added
        )


class _Folder:
    """An application so far."""

    def __init__(self, key: str, happened: Sequence[FamilyEvent]) -> None:
        self.told = ApplicationJourney(
            key=key,
            route=_route(happened),
            stage=FamilyStage.ENQUIRY,
            stages=(),
            events=(),
            planned=(),
            checks=(),
            decision=FamilyDecision(),
            holds=(),
            choice_waits=(),
            reviewed_on=(),
            links=(),
            matches=(),
            placements=(),
            delays=(),
            flags=(),
        )
        self.check_events: list[FamilyEvent] = []

    def application(
        self, happened: Sequence[FamilyEvent], planned: Sequence[FamilyEvent]
    ) -> ApplicationJourney:
        """What has been folded so far, as the public record."""
        return replace(
            self.told,
            events=tuple(happened),
            planned=tuple(planned),
            delays=tuple(one for one in happened if one.details.get("delay_reason")),
        )

    def take(self, event: FamilyEvent) -> None:
        """Fold one event that happened; events come oldest first."""
        on = event.happened_on
        if on is None:
            return
        told = self.told
        flags = broken_rules(event, self._before())
        if told.stage is FamilyStage.CLOSED and event.kind not in _AFTER_CLOSING:
            flags.append(self._flag(FamilyRuleKey.APPLICATION_CLOSED, on, event))
            self.told = replace(told, flags=(*told.flags, *flags))
            return
        self._note(event, on)
        stage = self._moved(event, on, flags)
        stages = self.told.stages
        if stages and stages[-1].on == on:
            stages = stages[:-1]
        if not stages or stages[-1].stage is not stage:
            stages = (*stages, FamilyStageOn(on, stage))
        if stage is FamilyStage.CLOSED and told.stage is not FamilyStage.CLOSED:
            self._leave(event, on)
        told = self.told
        if flags or stage is not told.stage or stages != told.stages:
            self.told = replace(told, stage=stage, stages=stages, flags=(*told.flags, *flags))

    def _before(self) -> Before:
        told = self.told
        return Before(
            stage=told.stage,
            route=told.route,
            stage_1_passed_on=told.stage_1_passed_on,
            checks=told.checks,
            is_on_hold=told.is_on_hold,
            waits_by_choice=told.waits_by_choice,
            links=told.links,
            matches=told.matches,
            placements=told.placements,
        )

    @staticmethod
    def _flag(rule: FamilyRuleKey, on: date, event: FamilyEvent) -> FamilyFlag:
        return FamilyFlag(rule, on, event.kind, event.event_id)

    def _moved(self, event: FamilyEvent, on: date, flags: list[FamilyFlag]) -> FamilyStage:
        told = self.told
        row = find_move(told.stage, event.kind)
        if row is None:
            return told.stage
        left = {
            OnlyIf.NO_LINK_LEFT: told.links,
            OnlyIf.NO_MATCH_LEFT: told.matches,
            OnlyIf.NO_PLACEMENT_LEFT: told.placements,
        }
        if row.only_if and any(one.ended_on is None for one in left[row.only_if]):
            return told.stage
        if row.breaks:
            flags.append(self._flag(row.breaks, on, event))
        return row.to

    def _leave(self, event: FamilyEvent, on: date) -> None:
        """Close what was open when the application closed."""
        code = event.details.get("reason")
        told = self.told
        self.told = replace(
            told,
            left_on=on,
            left_reason=LeftReason(code) if code in set(LeftReason) else None,
            stage_1_to_on=told.stage_1_to_on or (on if told.stage_1_from_on else None),
            stage_2_to_on=told.stage_2_to_on or (on if told.stage_2_from_on else None),
            holds=ended(told.holds, on),
            choice_waits=ended(told.choice_waits, on),
        )

    def _note(self, event: FamilyEvent, on: date) -> None:
        """What the event says, besides moving the stage."""
        note = NOTES.get(event.kind)
        if event.kind in CHECK_KINDS:
            self.check_events.append(event)
            self.told = replace(self.told, checks=fold_checks(self.check_events))
        elif note is not None:
            self.told = note(self.told, event, on)


_ROUTES = frozenset(Route)
#: What may still be recorded once an application is closed.
_AFTER_CLOSING = frozenset({_K.TOLD_ORALLY, _K.TOLD_IN_WRITING, _K.DELAYED})


def _route(events: Iterable[FamilyEvent]) -> Route:
    """The route named last; an application that names none is a first one."""
    named = [code for one in events if (code := one.details.get("route")) in _ROUTES]
    return Route(named[-1]) if named else Route.FIRST
