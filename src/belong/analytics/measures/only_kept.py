"""What only records kept in Belong tell, and from which day each council's do.

0 is said only where things of the kind are recorded: never where nobody ever recorded one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from belong.analytics.measures.gaps import Gap, Lack, pooled, told_since
from belong.domain.calendar import financial_year
from belong.domain.frames import EVENT_KINDS_NEVER_RETURNED
from belong.domain.periods import Period, a_day

if TYPE_CHECKING:
    import polars as pl

    from belong.domain.frames import Frames

__all__ = ["OnlyKept", "entered_afterwards"]

_NOT_RETURNED = "SSDA903 returns do not hold this; it is known where cases are kept in Belong"
_NONE_CAME_BACK = "no return to care was ever recorded"


@dataclass(frozen=True)
class _Told:
    """Events that show that a council records what a measure counts, and what one is called."""

    kinds: tuple[str, ...]
    words: str


_TOLD_BY = {
    "referrals": _Told(("referred", "parallel_plan_made"), "referral or parallel plan"),
    "court_delay_by": _Told(
        ("hearing_vacated", "hearing_adjourned", "delayed"), "hearing put off or other delay"
    ),
}


@dataclass(frozen=True)
class OnlyKept:
    """areas: names by code. returned: financial years of which there is a return, by council.

    kept_from: the first day of which anything is on record that no return holds, of councils that
    keep cases in Belong. told_from: by measure, the day of each council's first event that shows
    that it records such things. recorded_from: the day on which the first of a council's records
    was made that no return told of, where that is known. came_back: councils with a return to care
    after an adoption on record.
    """

    areas: Mapping[str, str]
    returned: Mapping[str, frozenset[int]]
    kept_from: Mapping[str, date]
    told_from: Mapping[str, Mapping[str, date]]
    recorded_from: Mapping[str, date]
    came_back: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        frames: Frames,
        areas: Mapping[str, str],
        returned: Mapping[str, frozenset[int]],
        recorded_from: Mapping[str, date],
    ) -> OnlyKept:
        """What the events of the frames tell; ``came_back`` is told once care is read."""
        import polars as pl

        kinds = pl.col("kind").is_in(EVENT_KINDS_NEVER_RETURNED)
        kept = frames.events.filter(kinds).select("la_code", "kind", "happened_on")
        told = {code: _first_days(kept, one.kinds) for code, one in _TOLD_BY.items()}
        kept_from = _first_days(kept, EVENT_KINDS_NEVER_RETURNED)
        return cls(areas, returned, kept_from, told, recorded_from)

    def gap(self, measure: str, councils: Collection[str], period: Period) -> Gap:
        """What is not on record of a measure, of these councils together.

        Who never recorded a return to care counts nonetheless where another council did: by those
        alone whom somebody came back to, the share of adoptions would come out too high.
        """
        found = pooled({one: self._lack(measure, one, period) for one in councils}, self.areas)
        if measure in _TOLD_BY or found.why:
            return found
        counted = found.councils or ()
        never = [code for code in counted if code not in self.came_back]
        if len(never) == len(counted):
            return found.and_also(Gap(_NONE_CAME_BACK))
        notes = tuple(
            f"{self.areas[code]}: {_NONE_CAME_BACK}; its adoptions count all the same"
            for code in never
        )
        return found.and_also(Gap("", notes))

    def not_kept(self, council: str, period: Period) -> Lack:
        """Why a council has nothing on record that returns do not hold, or a note.

        Without a return of any year of the period, all that is known was recorded in Belong.
        """
        if not self._is_returned(council, period):
            return "", ()
        kept_from = self.kept_from.get(council)
        if kept_from is None or period.last_on < kept_from:
            return _NOT_RETURNED, ()
        if period.first_on < kept_from:
            return "", (f"{self.areas[council]}: on record from {a_day(kept_from).words}",)
        return "", ()

    def _lack(self, measure: str, council: str, period: Period) -> Lack:
        why, notes = self.not_kept(council, period)
        if not why and measure in _TOLD_BY:
            first = self.told_from[measure].get(council)
            words, name = _TOLD_BY[measure].words, self.areas[council]
            why, notes = told_since(first, words, name, period)
        if why:
            return why, ()
        began = self.recorded_from.get(council)
        if began is not None and period.first_on < began and self.returned.get(council):
            notes = (*notes, entered_afterwards(self.areas[council], began))
        return "", notes

    def _is_returned(self, council: str, period: Period) -> bool:
        years = range(financial_year(period.first_on), financial_year(period.last_on) + 1)
        return not self.returned.get(council, frozenset()).isdisjoint(years)


def entered_afterwards(name: str, began: date) -> str:
    """The note of what happened before a council began its records."""
    return (
        f"{name} began its records on {a_day(began).words}; what happened before was entered "
        "afterwards and may lack some"
    )


def _first_days(events: pl.DataFrame, kinds: Collection[str]) -> dict[str, date]:
    """The first day of events of these kinds of each council."""
    import polars as pl

    found = events.filter(pl.col("kind").is_in(kinds))
    return dict(found.group_by("la_code").agg(pl.col("happened_on").min()).iter_rows())
