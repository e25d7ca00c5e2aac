"""What a return is made from: children and families as known at a change, folded once each.

Plain values in, plain values out: who reads them from where is the web's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from belong.domain.calendar import add_months, financial_year, financial_year_bounds, quarter_bounds
from belong.domain.events import Event, EventKind
from belong.domain.journey.child import Journey
from belong.domain.journey.episodes_from_events import Filed, episodes_from_events
from belong.domain.journey.family import FamilyEvent, FamilyJourney, fold_family
from belong.domain.journey.fold import fold
from belong.domain.journey.from_episodes import periods_of_care
from belong.domain.journey.periods import ChildFacts, PeriodOfCare

__all__ = [
    "WAY_KINDS",
    "Adopter",
    "ApplicationCase",
    "ChildCase",
    "FamilyCase",
    "Siblings",
    "Window",
    "last_twelve_months",
    "of_quarter",
    "of_year",
]

_K = EventKind
#: Kinds that put a child on the way to adoption: of whom none is believed, no return here tells.
WAY_KINDS = frozenset(
    {
        _K.DECISION_MADE,
        _K.DECISION_REVERSED,
        _K.PLACEMENT_ORDER_MADE,
        _K.MATCH_DECIDED,
        _K.EARLY_PERMANENCE_PLACED,
        _K.PLACED_FOR_ADOPTION,
        _K.ADOPTION_ORDER_MADE,
    }
)


@dataclass(frozen=True)
class Window:
    """A period of whole days, both ends included."""

    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Whether the day lies in it; None does not."""
        return day is not None and self.first <= day <= self.last

    def meets(self, from_on: date, to_on: date | None) -> bool:
        """Whether something that began and ended (None: has not) on these days was so in it."""
        return from_on <= self.last and (to_on is None or to_on >= self.first)

    @property
    def year_to_date(self) -> Window:
        """From the first day of the financial year of the last day."""
        return Window(financial_year_bounds(financial_year(self.last))[0], self.last)


def last_twelve_months(until: date) -> Window:
    """The twelve months that end with a day: to 31 March 2024 from 1 April 2023."""
    following = date.fromordinal(until.toordinal() + 1)
    return Window(add_months(following, -12), until)


def of_year(year: int) -> Window:
    """The financial year that ends in ``year``."""
    return Window(*financial_year_bounds(year))


def of_quarter(year: int, number: int) -> Window:
    """A quarter, 1 to 4, of the financial year that ends in ``year``."""
    return Window(*quarter_bounds(year, number))


@dataclass(frozen=True)
class Siblings:
    """A child's sibling group on the last day: how many live with the same family, and elsewhere.

    together counts the child; both are None while the child is not placed with a family.
    """

    together: int | None
    apart: int | None


@dataclass(frozen=True)
class Adopter:
    """One applicant. key: opaque; reference: what the files name them by, such as F-0208-1."""

    key: str
    reference: str
    sex: str = ""
    born_on: date | None = None


@dataclass(frozen=True)
class ChildCase:
    """One child as known at a change, up to the last day of a period.

    key: opaque, as in the ledger. reference: the pseudonym. number: the council's own, "" where
    there is none. events: those believed, with their keys; nothing after the last day. families:
    reference by opaque key, of those who are named. adopters: those of the family that the child
    is placed with, or adopted by.
    """

    key: str
    reference: str
    number: str
    la_code: str
    events: tuple[Event, ...]
    sex: str = ""
    ethnicity: str = ""
    families: Mapping[str, str] = field(default_factory=dict)
    adopters: tuple[Adopter, ...] = ()
    siblings: Siblings | None = None

    @property
    def named(self) -> str:
        """What a file names the child by: the council's number, else the pseudonym."""
        return self.number or self.reference

    @cached_property
    def filed(self) -> Filed:
        """Episodes, decisions and items of adoptions, as a return would hold them."""
        return episodes_from_events(self.events)

    @cached_property
    def journey(self) -> Journey:
        """The fold of the events."""
        return fold(self.events)

    @cached_property
    def periods(self) -> tuple[PeriodOfCare, ...]:
        """Periods of care, oldest first, as every figure reads them."""
        facts = ChildFacts(self.reference, self.la_code, self.born_on, self.sex, self.ethnicity)
        told = self.filed
        return tuple(periods_of_care(told.episodes, told.decisions, told.matches, facts))

    @property
    def born_on(self) -> date | None:
        """The birth that is believed; None for a child not yet born."""
        return next((one.happened_on for one in self.events if one.kind is _K.BORN), None)

    def days_of(self, *kinds: EventKind) -> list[date]:
        """The days of the believed events of these kinds, oldest first."""
        return [one.happened_on for one in self.events if one.kind in kinds and one.happened_on]

    @cached_property
    def family(self) -> str:
        """Reference of the family that the child is matched or placed with, or adopted by."""
        live = [one.family_id for one in self.journey.matches if one.ended_on is None]
        live += [
            one.family_id
            for one in self.journey.placements
            if one.family_id and (one.to_on is None or self.journey.milestones[-1].adopted_on)
        ]
        return next((self.families.get(key, "") for key in reversed(live) if key), "")


@dataclass(frozen=True)
class ApplicationCase:
    """An application's people, by its opaque key."""

    key: str
    adopters: tuple[Adopter, ...]


@dataclass(frozen=True)
class FamilyCase:
    """One family as known at a change: the believed events, nothing after the last day."""

    key: str
    reference: str
    events: tuple[FamilyEvent, ...]
    applications: tuple[ApplicationCase, ...] = ()

    @cached_property
    def journey(self) -> FamilyJourney:
        """The fold of the events: the applications, oldest first."""
        return fold_family(self.events)

    def adopters_of(self, application: str) -> tuple[Adopter, ...]:
        """The people of an application; of one that names nobody, those of the latest."""
        for one in self.applications:
            if one.key == application and one.adopters:
                return one.adopters
        return self.applications[-1].adopters if self.applications else ()
