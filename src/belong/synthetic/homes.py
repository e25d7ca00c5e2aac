"""Which made-up children lived with which made-up adopters, read from the children's lives.

A home is the unbroken time with one set of carers who adopt, mean to, or foster for adoption. A
group of siblings placed on one day shares it. The days of linking, matching and introductions that
a life leaves open are invented here, once, for the child's story and the family's alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from random import Random

from belong.synthetic.histories import ADOPTIVE_PLACES, CarePeriod, History, Placement, Region

__all__ = ["Home", "homes_of"]

_EARLY_PERMANENCE = frozenset({"U2", "U5"})
_BY_CONSENT = frozenset({"A3", "A4"})
#: The child has lived with those who apply for ten weeks (ACA 2002, section 42).
_BEFORE_APPLYING = timedelta(days=71)
#: Foster carers who adopt are approved as adopters shortly before the match.
_CARERS_APPROVED_BEFORE = timedelta(days=14)


@dataclass(frozen=True)
class Home:
    """A child's time with adopters. Days are as the life has them, past today too.

    period: of care, counted from 0. from_on: the first day with these carers. to_on: the first day
    no longer with them as a looked-after child; None = not ended. were_carers: they fostered the
    child before. is_by_consent: placed with the parents' consent. matched_on: None where they never
    came to be matched.
    """

    la_code: str
    child_id: str
    sibling_group: int | None
    period: int
    from_on: date
    to_on: date | None
    early_permanence_on: date | None
    placed_on: date | None
    is_by_consent: bool
    were_carers: bool
    linked_on: date | None
    matched_on: date | None
    introduced_on: date | None
    applied_on: date | None
    adopted_on: date | None

    @property
    def begins_on(self) -> date:
        """The day on which the family comes into the child's story as adopters."""
        if self.were_carers:
            return (self.matched_on or self.placed_on or self.from_on) - _CARERS_APPROVED_BEFORE
        days = (self.linked_on, self.early_permanence_on, self.matched_on, self.placed_on)
        return min(day for day in (*days, self.from_on) if day is not None)


def homes_of(region: Region) -> list[Home]:
    """Every home of the region, in order of council, child and time."""
    return [home for history in region.histories for home in _homes(region.seed, history)]


def _homes(seed: int, history: History) -> Iterator[Home]:
    shared = history.index if history.sibling_group is None else f"group {history.sibling_group}"
    for number, period in enumerate(history.periods):
        for carer, stay in groupby(period.placements, key=lambda one: one.carer):
            placements = list(stay)
            if not {one.place for one in placements} & (ADOPTIVE_PLACES | _EARLY_PERMANENCE):
                continue
            rng = Random(f"{seed}/{history.la_code}/{shared}/home {number} {carer}")
            yield _home(rng, history, number, period, placements)


def _first(placements: Iterable[Placement], places: frozenset[str]) -> date | None:
    return next((one.on for one in placements if one.place in places), None)


def _home(
    rng: Random, history: History, number: int, period: CarePeriod, placements: list[Placement]
) -> Home:
    after = [one.on for one in period.placements if one.on > placements[-1].on]
    is_last = not after
    placed_on = _first(placements, ADOPTIVE_PLACES)
    early_on = _first(placements, _EARLY_PERMANENCE)
    adopted_on = period.left_on if is_last and period.is_adopted else None
    were_carers = placements[0].place not in ADOPTIVE_PLACES | _EARLY_PERMANENCE
    matched_on = period.matched_on if is_last else None
    if matched_on is None and placed_on is not None:
        matched_on = placed_on - timedelta(days=rng.randint(8, 30))
    linked_on = introduced_on = applied_on = None
    known_from = early_on or placements[0].on if were_carers or early_on else None
    if matched_on is not None and known_from is None:
        linked_on = max(matched_on - timedelta(days=rng.randint(15, 60)), period.entered_on)
    if placed_on is not None and matched_on is not None and known_from is None:
        introduced_on = _between(rng, matched_on, placed_on)
    if adopted_on is not None:
        lived_there = placements[0].on + _BEFORE_APPLYING
        earliest = max(placed_on or lived_there, lived_there)
        applied_on = _between(rng, earliest, adopted_on)
    return Home(
        la_code=history.la_code,
        child_id=history.child_id,
        sibling_group=history.sibling_group,
        period=number,
        from_on=placements[0].on,
        to_on=after[0] if after else period.left_on,
        early_permanence_on=early_on,
        placed_on=placed_on,
        is_by_consent=_first(placements, _BY_CONSENT) == placed_on is not None,
        were_carers=were_carers,
        linked_on=linked_on,
        matched_on=matched_on,
        introduced_on=introduced_on,
        applied_on=applied_on,
        adopted_on=adopted_on,
    )


def _between(rng: Random, after: date, before: date, gap: int = 1) -> date | None:
    """A day between two, at least ``gap`` days after the first; None where there is none."""
    days = (before - after).days
    return after + timedelta(days=rng.randint(gap, days - 1)) if days > gap + 1 else None
