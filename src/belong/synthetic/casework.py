"""What workers would have recorded of the made-up children, beside what the returns tell.

Reports, panels, minutes, hearings listed and put off, links, introductions, reviews, visits, delays
with their reasons, and plans for brothers and sisters: dated around what a life says happened. Days
that a life leaves open are invented and keep to the order of the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from belong.domain.events import DelayReason, EventKind
from belong.synthetic.histories import CarePeriod, History, Region
from belong.synthetic.homes import Home, homes_of

__all__ = ["Recorded", "SiblingPlan", "make_casework", "sibling_plans"]

K = EventKind
_ORDERS = ("E1",)
#: Nobody is searched for longer than this.
_LONGEST_SEARCH = timedelta(days=1500)
#: Where children stay for whom long-term fostering was agreed.
_LASTING = "U4"
#: How far ahead a hearing or a panel is in the diary.
_DIARY = timedelta(days=75)
#: From this age on parents may consent (ACA 2002, section 52).
_SIX_WEEKS = timedelta(weeks=6)
#: Days from the decision, or the order, after which a wait is explained.
_LONG_WAIT = 183
_REASONS = {
    "match_after_order": (
        DelayReason.NO_SUITABLE_FAMILY,
        DelayReason.SIBLING_GROUP,
        DelayReason.CHILD_NEEDS,
        DelayReason.STAFFING,
    ),
    "court": (
        DelayReason.COURT_LISTING,
        DelayReason.FAMILY_ASSESSMENT,
        DelayReason.APPEAL_OR_LEAVE,
        DelayReason.HEALTH,
    ),
}


@dataclass(frozen=True)
class Recorded:
    """One event of a child as workers would have recorded it; is_planned: it is yet to come.

    home: the home that it is about, whose family stands in the details once that is known.
    """

    la_code: str
    child_id: str
    kind: EventKind
    on: date
    details: Mapping[str, str] = field(default_factory=dict)
    home: Home | None = None
    is_planned: bool = False


@dataclass(frozen=True)
class SiblingPlan:
    """The plan for a group of brothers and sisters, made on a day and perhaps changed."""

    la_code: str
    group: int
    children: tuple[str, ...]
    plans: tuple[tuple[date, str], ...]


def make_casework(region: Region, today: date) -> list[Recorded]:
    """Everything recorded by today, and what is planned within some weeks, in order of time."""
    homes: dict[tuple[str, str, int], list[Home]] = defaultdict(list)
    for home in homes_of(region):
        homes[home.la_code, home.child_id, home.period].append(home)
    told: list[Recorded] = []
    for history in region.histories:
        for number, period in enumerate(history.periods):
            at_home = homes[history.la_code, history.child_id, number]
            told += _of_period(region.seed, history, number, period, at_home)
    return sorted(_until(told, today), key=lambda one: (one.on, one.la_code, one.child_id))


def _until(told: Iterable[Recorded], today: date) -> Iterator[Recorded]:
    for one in told:
        if one.is_planned:
            if today < one.on <= today + _DIARY:
                yield one
        elif one.on <= today:
            yield one


def _of_period(
    seed: int, history: History, number: int, period: CarePeriod, homes: list[Home]
) -> Iterator[Recorded]:
    rng = Random(f"{seed}/{history.la_code}/{history.index}/casework {number}")
    told = _Told(rng, history, period)
    for decision in period.decisions:
        if decision.withdrawn_after is None:
            told.decision(decision.decided_on)
    orders = [one.on for one in period.statuses if one.code in _ORDERS]
    for ordered_on in orders:
        told.order(ordered_on)
        told.reviews_until_placed(ordered_on, homes)
    for home in homes:
        told.home(home, orders)
    told.new_plan()
    return iter(told.events)


class _Told:
    """The events of one period of care, as they build up."""

    def __init__(self, rng: Random, history: History, period: CarePeriod) -> None:
        self.rng = rng
        self.history = history
        self.period = period
        self.events: list[Recorded] = []

    def _add(self, kind: EventKind, on: date, home: Home | None = None, **details: str) -> None:
        """An event of the period of care; one that would fall outside it is left out."""
        left_on = self.period.left_on
        if on >= self.period.entered_on and (left_on is None or on < left_on):
            self._note(kind, on, home, details)

    def _note(
        self, kind: EventKind, on: date, home: Home | None, details: Mapping[str, str]
    ) -> None:
        own = self.history
        self.events.append(Recorded(own.la_code, own.child_id, kind, on, details, home))

    def _plan(self, kind: EventKind, on: date, home: Home | None = None, **details: str) -> None:
        """The same day in the diary, for as long as it is yet to come."""
        own = self.history
        self.events.append(
            Recorded(own.la_code, own.child_id, kind, on, details, home, is_planned=True)
        )

    def _days(self, low: int, high: int) -> timedelta:
        return timedelta(days=self.rng.randint(low, high))

    def decision(self, on: date) -> None:
        """The way to a decision that the child should be placed, and the telling of it."""
        if self.rng.random() < 0.5:
            self._add(K.PARALLEL_PLAN_MADE, on - self._days(50, 110))
        self._add(K.MEDICAL_ADVICE_GIVEN, on - self._days(25, 45))
        self._add(K.PERMANENCE_REPORT_FINISHED, on - self._days(6, 20))
        self._plan(K.DECISION_MADE, on)
        self._add(K.TOLD_ORALLY, on + self._days(0, 2), about="plan")
        self._add(K.TOLD_IN_WRITING, on + self._days(2, 6), about="plan")
        self._add(K.FAMILY_FINDING_BEGAN, on + self._days(3, 20))

    def order(self, on: date) -> None:
        """The way through court to a placement order."""
        decided = [one.decided_on for one in self.period.decisions if one.decided_on < on]
        if not decided:
            return
        gap = (on - decided[-1]).days
        issued_on = decided[-1] + timedelta(days=min(3, max(1, gap - 1)))
        self._add(K.COURT_APPLICATION_MADE, issued_on, about="placement_order")
        self._plan(K.HEARING_LISTED, on, about="placement_order")
        if gap > 45 and self.rng.random() < 0.35:
            reason = self.rng.choice(_REASONS["court"]).value
            on_day = issued_on + timedelta(days=gap // 2)
            self._add(K.HEARING_ADJOURNED, on_day, about="placement_order", delay_reason=reason)
        self._add(K.HEARING_HELD, on, about="placement_order")

    def reviews_until_placed(self, ordered_on: date, homes: Iterable[Home]) -> None:
        """Reviews of a child with an order and no home: after three months, then every six.

        A few come some days late, as they do.
        """
        placed = [home.placed_on or home.from_on for home in homes]
        ended = [one.reversed_on for one in self.period.decisions if one.reversed_on]
        later = [day for day in (*placed, *ended) if day > ordered_on]
        until = min(later, default=date.max)
        on = ordered_on + timedelta(days=78 + self.history.index % 17)
        while on < min(until, ordered_on + _LONGEST_SEARCH):
            self._add(K.REVIEWED, on)
            on += timedelta(days=165 + self.history.index % 21)

    def new_plan(self) -> None:
        """Long-term fostering, agreed with the placement that lasts where adoption is not meant."""
        decisions = self.period.decisions
        ended = [one.reversed_on for one in decisions if one.reversed_on is not None]
        last = self.period.placements[-1]
        is_over = len(ended) == len(decisions) and all(day < last.on for day in ended)
        if last.place == _LASTING and is_over:
            self._add(K.LONG_TERM_FOSTERING_AGREED, last.on)

    def home(self, home: Home, orders: list[date]) -> None:
        """Link, match, introductions, the time in placement, and the adoption order."""
        if home.linked_on is not None:
            self._add(K.LINKED, home.linked_on, home)
        if home.matched_on is not None:
            self._match(home, home.matched_on, orders)
        if home.introduced_on is not None and home.placed_on is not None:
            self._add(K.PLACEMENT_PLAN_AGREED, home.introduced_on)
            self._add(K.INTRODUCTIONS_BEGAN, home.introduced_on, home)
            self._add(K.INTRODUCTIONS_FINISHED, home.placed_on)
        if home.placed_on is not None:
            if home.is_by_consent:
                self._consent(home.placed_on)
            self._plan(K.PLACED_FOR_ADOPTION, home.placed_on, home, place="A6")
            for days in (5, 12, 19, 26):
                self._in_home(home, K.VISITED, home.placed_on + timedelta(days=days))
            for days in (26, 110, 280):
                self._in_home(home, K.REVIEWED, home.placed_on + timedelta(days=days))
        if home.applied_on is not None and home.adopted_on is not None:
            self._add(K.ADOPTION_APPLIED_FOR, home.applied_on, home)
            self._plan(K.HEARING_LISTED, home.adopted_on, about="adoption_order")
            self._after_the_order(home.adopted_on)

    def _consent(self, placed_on: date) -> None:
        """The parents' consent; of a child under six weeks old, their written agreement."""
        given_on = max(placed_on - self._days(1, 9), self.period.entered_on)
        is_old_enough = given_on >= self.history.born_on + _SIX_WEEKS
        kind = K.CONSENT_GIVEN if is_old_enough else K.PARENT_AGREED_IN_WRITING
        self._add(kind, given_on)

    def _in_home(self, home: Home, kind: EventKind, on: date) -> None:
        if home.to_on is None or on < home.to_on:
            self._add(kind, on)

    def _match(self, home: Home, on: date, orders: list[date]) -> None:
        about = "match"
        minutes_on = on - self._days(1, 4)
        met_on = minutes_on - self._days(2, 7)
        earliest = home.linked_on or self.period.entered_on
        if met_on > earliest:
            self._add(K.PLACEMENT_REPORT_FINISHED, max(met_on - self._days(8, 14), earliest))
            self._add(K.PANEL_MET, met_on, about=about)
            self._plan(K.PANEL_MET, met_on, about=about)
            self._add(K.PANEL_RECOMMENDED, met_on, about=about, recommendation="agree")
            self._add(K.MINUTES_FINAL, minutes_on, about=about)
        self._add(K.TOLD_ORALLY, on + self._days(0, 2), about=about)
        self._add(K.TOLD_IN_WRITING, on + self._days(1, 5), about=about)
        waited = [(on - day).days for day in orders if day < on]
        if waited and waited[-1] > _LONG_WAIT:
            clock = "match_after_order"
            reason = self.rng.choice(_REASONS[clock]).value
            late_on = on - timedelta(days=waited[-1] - _LONG_WAIT)
            self._add(K.DELAYED, late_on, clock=clock, delay_reason=reason)

    def _after_the_order(self, on: date) -> None:
        held_on = on + self._days(14, 45)
        self._note(K.CELEBRATION_HELD, held_on, None, {})
        self._note(K.LIFE_STORY_BOOK_GIVEN, held_on + self._days(1, 12), None, {})
        self._note(K.LATER_LIFE_LETTER_GIVEN, held_on + self._days(3, 30), None, {})


def sibling_plans(region: Region, today: date) -> list[SiblingPlan]:
    """The plan of every group: together for most, and for some changed after months of search."""
    groups: dict[tuple[str, int], list[History]] = defaultdict(list)
    for history in region.histories:
        if history.sibling_group is not None:
            groups[history.la_code, history.sibling_group].append(history)
    found = []
    for (la_code, group), members in groups.items():
        rng = Random(f"{region.seed}/{la_code}/plan {group}")
        made_on = members[0].periods[-1].entered_on + timedelta(days=rng.randint(40, 110))
        plans = [(made_on, "together")]
        if rng.random() < 0.25:
            changed_on = made_on + timedelta(days=rng.randint(120, 260))
            plans.append((changed_on, rng.choice(("apart", "partly"))))
        told = tuple(plan for plan in plans if plan[0] <= today)
        children = tuple(one.child_id for one in members)
        found.append(SiblingPlan(la_code, group, children, told))
    return found
