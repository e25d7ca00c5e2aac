"""The clocks of one child: a journey and a day in; clocks open, met and missed out.

Pure. Limits chain from what was done, not from what was due: a review held early or late moves the
next one. A planned event meets nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from belong.domain.calendar import add_months
from belong.domain.clocks.case import Case, Stretch, earliest, with_delays
from belong.domain.clocks.child_rules import ClockKey
from belong.domain.clocks.clock import Clock
from belong.domain.clocks.policy import NATIONAL, Policy
from belong.domain.clocks.rules import Anchor, Moment, OnlyIf, PauseKind
from belong.domain.events import EventKind
from belong.domain.journey.child import Journey
from belong.domain.journey.spells import Spell
from belong.domain.journey.states import Outcome

__all__ = ["clocks_of"]

K = EventKind
_TOLD_ABOUT = frozenset(
    {
        K.PANEL_MET,
        K.PANEL_RECOMMENDED,
        K.MINUTES_FINAL,
        K.TOLD_ORALLY,
        K.TOLD_IN_WRITING,
        K.COURT_APPLICATION_MADE,
    }
)
_PANEL_ON_THE_PLAN = tuple(
    (kind, "plan") for kind in (K.PANEL_MET, K.PANEL_RECOMMENDED, K.MINUTES_FINAL)
)
_CARE_ORDER = "C2"
_BABY_MONTHS = 6
_FIRST_YEAR_MONTHS = 12
_PAUSES = (
    (K.APPEAL_MADE, (K.APPEAL_DECIDED,)),
    (K.LEAVE_SOUGHT, (K.LEAVE_DECIDED,)),
    (K.REVOCATION_APPLIED_FOR, (K.REVOCATION_REFUSED, K.PLACEMENT_ORDER_REVOKED)),
)


def clocks_of(journey: Journey, today: date, policy: Policy = NATIONAL) -> tuple[Clock, ...]:
    """Every clock of the child that has started, as it stands today, the soonest due first.

    A limit in working days outside the bank-holiday table is left out: nobody can say when it was
    due. Raises: nothing for any journey.
    """
    case = _ChildCase(journey, today, policy)
    case.start_by_events()
    case.start_by_anchors()
    clocks = case.finished()
    if journey.delays:
        return with_delays(clocks, ((one.happened_on, one.details) for one in journey.delays))
    return clocks


class _ChildCase(Case):
    """One child's journey, laid out for its clocks."""

    def __init__(self, journey: Journey, today: date, policy: Policy) -> None:
        is_open = journey.axes.outcome is Outcome.OPEN or not journey.stages
        super().__init__(today, policy.for_children, None if is_open else journey.stages[-1].on)
        self.journey = journey
        days = self.days
        for event in journey.events:
            on, kind = event.happened_on, event.kind
            if on is None:
                continue
            days.setdefault(kind, []).append(on)
            if kind in _TOLD_ABOUT:
                about = event.details.get("about") or "plan"
                days.setdefault((kind, about), []).append(on)
        self.spells: dict[str, list[Spell]] = {}
        for spell in journey.spells:
            self.spells.setdefault(spell.axis, []).append(spell)
        orders = [
            one.seen_from_on for one in self.spells.get("legal", ()) if one.value == _CARE_ORDER
        ]
        if orders:
            days[Moment.CARE_ORDER_MADE] = orders
        self.stays = self.spells.get("adoptive_stay", [])
        self._has_consent = K.CONSENT_GIVEN in days or K.PARENT_AGREED_IN_WRITING in days
        self._has_panel = any(asked in days for asked in _PANEL_ON_THE_PLAN)

    # --- conditions and pauses ---------------------------------------------------------------

    def holds(self, condition: OnlyIf, started_on: date) -> bool:
        """Whether the condition is so for a clock that starts on a day."""
        days = self.days
        match condition:
            case OnlyIf.CONSENT:
                return self._has_consent or self._has_panel
            case OnlyIf.NO_PANEL:
                return not self._has_panel
            case OnlyIf.RELINQUISHED:
                return self._has_consent
            case OnlyIf.BABY:
                return self._is_baby(started_on)
            case OnlyIf.NOT_BABY:
                return not self._is_baby(started_on)
            case OnlyIf.ADOPTION_CONSIDERED:
                return any(
                    kind in days for kind in (K.REFERRED, K.PARALLEL_PLAN_MADE, K.DECISION_MADE)
                )
            case OnlyIf.ADOPTION_DECIDED:
                return bool(self.journey.decisions)
            case OnlyIf.PLACED:
                return any(one.is_live_on(started_on) for one in self.stays)
            case OnlyIf.NOT_PLACED:
                return not any(one.is_live_on(started_on) for one in self.stays)

    def _is_baby(self, day: date) -> bool:
        born_on = self.journey.born_on
        return self._has_consent and born_on is not None and day < add_months(born_on, _BABY_MONTHS)

    def pauses(self, kind: PauseKind) -> Sequence[Stretch]:
        """The times in which the court was asked something; a child knows no other pause."""
        if kind is not PauseKind.COURT:
            return ()
        found: list[Stretch] = []
        for asked, answers in _PAUSES:
            answered = sorted(day for kind in answers for day in self.days.get(kind, ()))
            found += [
                (on, next((day for day in answered if day >= on), None))
                for on in self.days.get(asked, ())
            ]
        return found

    # --- what starts clocks ------------------------------------------------------------------

    def start_by_anchors(self) -> None:
        """Run every clock that more than an event of a kind starts."""
        journey, by_anchor = self.journey, self.book.by_anchor
        self._care()
        for decision in {one.on: one for one in journey.decisions}.values():
            for entry in by_anchor[Anchor.DECISION]:
                self.chain(entry, decision.on, decision.reversed_on)
        for spell in self.spells.get("authority", ()):
            self._authority(spell)
        for stay in self.stays:
            self._stay(stay)
        if journey.born_on is not None and self._has_consent:
            for entry in by_anchor[Anchor.BIRTH]:
                self.chain(entry, journey.born_on, None)
        for on in dict.fromkeys(self.days.get(K.CONSENT_WITHDRAWN, ())):
            self._withdrawal(on)

    def _care(self) -> None:
        """From care: stopped by its end; the clock to moving in, by the plan's reversal too."""
        journey = self.journey
        moved_in = [one.moved_in_on for one in journey.milestones if one.moved_in_on]
        moved_in += [one.seen_from_on for one in self.stays[:1]]
        if moved_in:
            self.days[Moment.MOVED_IN] = sorted(moved_in)
        last = journey.decisions[-1] if journey.decisions else None
        for period in journey.milestones:
            if period.entered_care_on is None:
                continue
            for entry in self.book.by_anchor[Anchor.CARE]:
                stop_on = period.left_care_on
                if entry.key == ClockKey.PLACED_AFTER_CARE and last is not None:
                    stop_on = earliest(stop_on, last.reversed_on)
                self.chain(entry, period.entered_care_on, stop_on)

    def _authority(self, spell: Spell) -> None:
        from_on = spell.seen_from_on
        if spell.value == "placement_order" and not any(
            one.on <= from_on and (one.ended_on is None or one.ended_on > from_on)
            for one in self.journey.matches
        ):
            for entry in self.book.by_anchor[Anchor.ORDER]:
                self.chain(entry, from_on, spell.to_on)
        if any(one.is_live_on(from_on) for one in self.stays):
            return
        placed = [day for day in self.days.get(K.PLACED_FOR_ADOPTION, ()) if day >= from_on]
        for entry in self.book.by_anchor[Anchor.UNPLACED]:
            self.chain(entry, from_on, earliest(spell.to_on, *placed[:1]))

    def _stay(self, stay: Spell) -> None:
        on, by_anchor = stay.seen_from_on, self.book.by_anchor
        for entry in by_anchor[Anchor.STAY]:
            self.chain(entry, on, stay.to_on)
        homes = [one.stay_from_on for one in self.journey.placements if one.from_on == on]
        for entry in by_anchor[Anchor.MOVED_IN]:
            self.chain(entry, homes[-1] if homes else on, stay.to_on)
        self._visits(stay)

    def _visits(self, stay: Spell) -> None:
        """Weekly until the first review is held, then as local practice has it."""
        on, by_anchor = stay.seen_from_on, self.book.by_anchor
        visits = [day for day in self.days.get(K.VISITED, ()) if day >= on]
        reviewed = next((day for day in self.days.get(K.REVIEWED, ()) if day >= on), None)
        stop_on = earliest(stay.to_on, reviewed)
        if visits:
            for entry in by_anchor[Anchor.VISIT]:
                self.chain(entry, visits[0], stop_on, after_start=True)
        if reviewed is not None:
            self._later_visits(reviewed, add_months(on, _FIRST_YEAR_MONTHS), stay.to_on)
        for entry in by_anchor[Anchor.EACH_VISIT]:
            for day, report_on in self._reports().items():
                if stay.is_live_on(day):
                    self.run(entry, day, None, meets=_stated(report_on))

    def _reports(self) -> dict[date, str | None]:
        """The day of each visit, and the day that it states for its written report."""
        return {
            one.happened_on: one.details.get("report_on")
            for one in self.journey.events
            if one.kind is K.VISITED and one.happened_on is not None
        }

    def _later_visits(self, reviewed_on: date, year_on: date, stop_on: date | None) -> None:
        """From the first review on, one after the other; year_on: the placement's first year ends.

        A visit that policy leaves to itself starts no clock.
        """
        started_on: date | None = reviewed_on
        while started_on is not None:
            is_early = started_on < year_on
            key = ClockKey.LATER_VISIT if is_early else ClockKey.VISIT_AFTER_FIRST_YEAR
            entry = self.book.entries.get(key)
            if entry is None:
                return
            started_on = self.run(entry, started_on, stop_on, after_start=True)

    def _withdrawal(self, on: date) -> None:
        """A parent asks for the child back: unless an order is asked for first, the child goes."""
        asked = (
            *self.days.get((K.COURT_APPLICATION_MADE, "placement_order"), ()),
            *self.days.get(K.PLACEMENT_ORDER_MADE, ()),
        )
        if any(day <= on for day in asked):
            return
        for entry in self.book.by_anchor[Anchor.WITHDRAWAL]:
            self.chain(entry, on, earliest(*asked))


def _stated(day: str | None) -> tuple[date, ...]:
    """The day that a detail states, if it is one."""
    try:
        return (date.fromisoformat(day),) if day else ()
    except ValueError:
        return ()
