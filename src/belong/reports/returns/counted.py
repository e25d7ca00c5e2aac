"""What happened to children in a period, as the quarterly return counts it.

Days come from the same histories that figures are computed from, so a count here and an indicator
differ only by what they are defined to count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from belong.domain.events import EventKind
from belong.domain.journey.periods import PeriodOfCare
from belong.reports.returns.cases import ChildCase, Window

__all__ = ["Counted", "Happening", "happened", "happenings"]

_K = EventKind


class Counted(StrEnum):
    """What is counted of children, in the order in which it happens."""

    DECIDED = "decided"
    EARLY_PERMANENCE = "early_permanence"
    ORDERED = "ordered"
    MATCHED = "matched"
    PLACED = "placed"
    ADOPTED = "adopted"
    REVERSED = "reversed"

    @property
    def label(self) -> str:
        """What is counted, in words."""
        return _LABELS[self]


_LABELS = {
    Counted.DECIDED: "Decisions that a child should be placed for adoption",
    Counted.EARLY_PERMANENCE: "Children placed in early permanence",
    Counted.ORDERED: "Placement orders",
    Counted.MATCHED: "Matches decided",
    Counted.PLACED: "Children placed for adoption",
    Counted.ADOPTED: "Adoption orders",
    Counted.REVERSED: "Decisions reversed",
}


@dataclass(frozen=True)
class Happening:
    """One thing counted of one child. period: the period of care it belongs to, where there is."""

    what: Counted
    on: date
    period: PeriodOfCare | None = None


def happenings(case: ChildCase) -> list[Happening]:
    """Everything that could be counted of a child, oldest first; one thing once a day.

    A state whose first day nothing supplied can show is counted on no day.
    """
    found = [Happening(Counted.DECIDED, one.on) for one in case.filed.decisions]
    found += [
        Happening(Counted.REVERSED, one.ceased_on)
        for one in case.filed.decisions
        if one.ceased_on is not None
    ]
    for what, kind in (
        (Counted.EARLY_PERMANENCE, _K.EARLY_PERMANENCE_PLACED),
        (Counted.MATCHED, _K.MATCH_DECIDED),
    ):
        found += [Happening(what, on) for on in case.days_of(kind)]
    for period in case.periods:
        if period.adopted_on:
            found.append(Happening(Counted.ADOPTED, period.adopted_on, period))
        for axis, what in (
            ("authority", Counted.ORDERED),
            ("adoptive_stay", Counted.PLACED),
        ):
            found += [
                Happening(what, spell.from_on, period)
                for spell in period.spells_of(axis)
                if spell.from_on is not None
            ]
    once = {(one.what, one.on): one for one in found}
    order = list(Counted)
    return sorted(once.values(), key=lambda one: (one.on, order.index(one.what)))


def happened(
    cases: Sequence[ChildCase], what: Counted, window: Window
) -> list[tuple[ChildCase, Happening]]:
    """Whom it happened to in the period, with the day; a child as often as it happened."""
    return [
        (case, one)
        for case in cases
        for one in happenings(case)
        if one.what is what and window.holds(one.on)
    ]
