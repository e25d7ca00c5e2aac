"""The clocks of one application to adopt: the application and a day in; its clocks out.

Pure. A hold and waiting by choice pause what practice counts, never what the law times.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from belong.domain.clocks.case import Case, Stretch, earliest, with_delays
from belong.domain.clocks.clock import Clock
from belong.domain.clocks.policy import NATIONAL, Policy
from belong.domain.clocks.rulebook import Entry
from belong.domain.clocks.rules import Anchor, OnlyIf, PauseKind
from belong.domain.journey.family import ApplicationJourney, FamilyEvent, FamilyEventKind
from belong.domain.journey.family.application import Pause

__all__ = ["family_clocks"]

K = FamilyEventKind


def family_clocks(
    application: ApplicationJourney, today: date, policy: Policy = NATIONAL
) -> tuple[Clock, ...]:
    """Every clock of the application that has started, as it stands today, the soonest due first.

    A limit in working days outside the bank-holiday table is left out: nobody can say when it was
    due. Raises: nothing for any application.
    """
    case = _FamilyCase(application, today, policy)
    case.start_by_events()
    case.start_by_anchors()
    clocks = case.finished()
    if application.delays:
        return with_delays(clocks, ((one.happened_on, one.details) for one in application.delays))
    return clocks


class _FamilyCase(Case):
    """One application, laid out for its clocks."""

    def __init__(self, told: ApplicationJourney, today: date, policy: Policy) -> None:
        super().__init__(today, policy.for_families, earliest(told.left_on, told.adopted_on))
        self.told = told
        for event in told.events:
            on = event.happened_on
            if on is None:
                continue
            self.days.setdefault(event.kind, []).append(on)
            if event.kind is K.MINUTES_FINAL:
                about = event.details.get("about") or "suitability"
                self.days.setdefault((event.kind, about), []).append(on)

    def holds(self, condition: OnlyIf, started_on: date) -> bool:
        """Whether the condition is so; the conditions known here are all of children."""
        return False

    def pauses(self, kind: PauseKind) -> Sequence[Stretch]:
        """The times on hold, or of waiting by choice."""
        if kind is PauseKind.HOLD:
            return _stretches(self.told.holds)
        return _stretches(self.told.choice_waits) if kind is PauseKind.CHOICE else ()

    def start_by_anchors(self) -> None:
        """Run every clock that more than an event of a kind starts."""
        told, by_anchor = self.told, self.book.by_anchor
        if told.approved_on is not None:
            placed_on = earliest(*(one.on for one in told.placements if one.ended_on is None))
            for entry in by_anchor[Anchor.APPROVAL]:
                self.chain(entry, told.approved_on, placed_on)
        for tie in {(one.child, one.on): one for one in told.placements}.values():
            for entry in by_anchor[Anchor.TIED]:
                self.chain(entry, tie.on, tie.ended_on, tie.child)
        received: dict[tuple[str, str], list[FamilyEvent]] = {}
        for event in told.events:
            if event.kind is K.CHECK_RECEIVED and event.happened_on is not None:
                whose = (event.details.get("check", ""), event.details.get("person", ""))
                received.setdefault(whose, []).append(event)
        for entry in by_anchor[Anchor.CHECK]:
            for (check, person), events in received.items():
                if _is_for(entry, check):
                    self._renewals(entry, person, events)

    def _renewals(self, entry: Entry, person: str, events: Sequence[FamilyEvent]) -> None:
        """Each certificate of one person, until the next one comes."""
        by_day = {one.happened_on: one for one in events if one.happened_on is not None}
        for on, event in by_day.items():
            later = [day for day in by_day if day > on]
            due_on = _stated(event.details.get("expires_on"), on)
            self.run(entry, on, None, person, meets=later, due_on=due_on)


def _stretches(pauses: Iterable[Pause]) -> tuple[Stretch, ...]:
    return tuple((one.from_on, one.to_on) for one in pauses)


def _is_for(entry: Entry, check: str) -> bool:
    """Whether the clock is for this kind of check."""
    return any((K.CHECK_RECEIVED, check) == trigger for trigger in entry.meets)


def _stated(day: str | None, on: date) -> date | None:
    """The last day on which a certificate holds, if one was recorded and can be."""
    try:
        expires_on = date.fromisoformat(day) if day else None
    except ValueError:
        return None
    return expires_on - timedelta(days=1) if expires_on and expires_on > on else None
