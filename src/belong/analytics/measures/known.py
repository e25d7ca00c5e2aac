"""From when on, and for which years, each council's records are known; and what that means for a
figure: a reason why there is none, or a note beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from belong.analytics.figures import ALL
from belong.domain.calendar import financial_year, financial_year_label
from belong.domain.periods import Period, a_day

if TYPE_CHECKING:
    from belong.domain.frames import Frames

__all__ = ["FROM_LEDGER", "Known"]

#: ``source`` of the events of councils whose cases are kept in Belong.
FROM_LEDGER = "ledger"


@dataclass(frozen=True)
class Known:
    """areas: names by code, ``all`` among them. years: financial years known of each council.

    joined: the day from which a council's records are whole, where that is known. live: councils
    whose cases are kept in Belong, not only returned. until: the last day known of.
    """

    areas: Mapping[str, str]
    years: Mapping[str, frozenset[int]]
    joined: Mapping[str, date]
    live: frozenset[str]
    until: date

    @classmethod
    def of(
        cls, frames: Frames, areas: Mapping[str, str], joined: Mapping[str, date], until: date
    ) -> Known:
        """What the frames tell: years returned, and for live councils every year since.

        A live council without returns is known from the day it joined, else from the financial
        year of the first event on record.
        """
        import polars as pl

        returned: dict[str, set[int]] = {}
        for code, year in frames.coverage.select("la_code", "year").iter_rows():
            returned.setdefault(code, set()).add(year)
        firsts = dict(
            frames.events.filter(pl.col("source") == FROM_LEDGER)
            .group_by("la_code")
            .agg(pl.col("happened_on").min())
            .iter_rows()
        )
        years = {}
        for code in areas:
            known = set(returned.get(code, ()))
            if code in firsts:
                begin = joined.get(code) or firsts[code]
                first = max(known) + 1 if known else financial_year(begin)
                known |= set(range(first, financial_year(until) + 1))
            years[code] = frozenset(known)
        return cls(areas, years, joined, frozenset(firsts), until)

    def councils(self, area: str) -> tuple[str, ...]:
        """The councils that make up an area."""
        return tuple(code for code in self.areas if code != ALL) if area == ALL else (area,)

    def frames(self, frames: Frames) -> Frames:
        """The frames with every known year as coverage, so that none is told of as missing."""
        import polars as pl

        rows = [
            (code, year, FROM_LEDGER)
            for code, known in self.years.items()
            for year in sorted(known)
        ]
        coverage = pl.DataFrame(rows, schema=frames.coverage.schema, orient="row")
        return replace(frames, coverage=coverage)

    def gap(self, area: str, period: Period) -> tuple[str, tuple[str, ...]]:
        """Why there is no figure ("" where there is one), and the notes beside the figure."""
        if period.first_on > self.until:
            return f"{_words(period)} has not begun", ()
        if period.first_on == period.last_on:
            end = period.last_on
        else:
            end = min(period.last_on, self.until)
        gaps = {code: self._council_gap(code, period, end) for code in self.councils(area)}
        nothing = [why for why, _ in gaps.values() if why]
        if len(nothing) == len(gaps):
            if len(gaps) == 1 or not gaps:
                return (nothing[0] if nothing else "no council is part of this body"), ()
            return f"nothing is on record of any council: {'; '.join(nothing)}", ()
        notes = [f"without {self.areas[code]}: {why}" for code, (why, _) in gaps.items() if why]
        notes += [note for _, told in gaps.values() for note in told]
        if end < period.last_on:
            notes.append(f"to {a_day(end).words}")
        return "", tuple(notes)

    def _council_gap(self, code: str, period: Period, end: date) -> tuple[str, tuple[str, ...]]:
        name = self.areas[code]
        joined = self.joined.get(code)
        if joined is not None and end < joined:
            return f"{name} joined on {a_day(joined).words}", ()
        first, last = financial_year(period.first_on), financial_year(end)
        missing = [year for year in range(first, last + 1) if year not in self.years[code]]
        labels = ", ".join(financial_year_label(year) for year in missing)
        if len(missing) == last - first + 1:
            return f"no return of {name} for {labels} was supplied", ()
        notes = []
        if missing:
            notes.append(f"returns of {name} for {labels} are missing")
        if joined is not None and period.first_on < joined:
            notes.append(
                f"{name} joined on {a_day(joined).words}; its records before that day may lack some"
            )
        return "", tuple(notes)


def _words(period: Period) -> str:
    return period.words[:1].upper() + period.words[1:]
