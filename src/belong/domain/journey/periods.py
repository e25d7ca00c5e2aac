"""What the fold over episodes takes and gives: episodes, decisions, matches; periods of care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from belong.domain.journey.spells import Spell

__all__ = ["ChildFacts", "Decision", "Episode", "Match", "PeriodOfCare"]


@dataclass(frozen=True)
class ChildFacts:
    """What is true of the child and not of a day; None = not supplied."""

    child_id: str = ""
    la_code: str = ""
    born_on: date | None = None
    sex: str | None = None
    ethnicity: str | None = None


@dataclass(frozen=True)
class Episode:
    """One merged episode of a return, dates and codes as filed.

    dec None = open at the end of the latest return. ends_unknown: the child was lost between
    returns; dec is then the first day that nothing is known of (a 1 April) and rec is not read.
    """

    decom: date
    rne: str | None
    ls: str | None
    place: str | None
    dec: date | None = None
    rec: str | None = None
    ends_unknown: bool = False


@dataclass(frozen=True)
class Decision:
    """A decision that the child should be placed for adoption: DATE_PLACED, and its reversal."""

    on: date
    ceased_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Match:
    """An AD1 row: DATE_MATCH, DATE_INT, and the year end of the return that it stood in."""

    on: date | None
    int_on: date | None
    year: int | None = None


@dataclass(frozen=True)
class PeriodOfCare:
    """One row of the frame ``journeys``, with the spells that it was made from.

    period_of_care counts from 1. A None date with a reason beside it cannot be known from what was
    supplied; a None date with no reason has not happened.
    """

    child_id: str
    la_code: str
    period_of_care: int
    born_on: date | None
    sex: str | None
    ethnicity: str | None
    entered_care_on: date | None
    entered_care_reason: str | None
    plan_decided_on: date | None
    has_order: bool
    placement_order_on: date | None
    placement_order_reason: str | None
    matched_on: date | None
    was_placed: bool
    placed_for_adoption_on: date | None
    placed_for_adoption_reason: str | None
    moved_in_on: date | None
    moved_in_reason: str | None
    adopted_on: date | None
    is_carer_adoption: bool
    is_early_permanence: bool
    plan_ended_on: date | None
    plan_ended_reason: str | None
    left_care_on: date | None
    left_care_reason: str | None
    left_care_legal_status: str | None
    spells: tuple[Spell, ...]

    def spells_of(self, axis: str) -> tuple[Spell, ...]:
        """The spells of one axis, oldest first."""
        return tuple(spell for spell in self.spells if spell.axis == axis)
