"""The periods and days that a book of figures has, from the financial years asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from belong.domain.calendar import quarter_bounds
from belong.domain.periods import Period, a_day, half, quarter_period, stretch
from belong.domain.periods import years as whole_years

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Spans"]

_WINDOW = 3


@dataclass(frozen=True)
class Spans:
    """years: financial years (their ends), ascending. until: the last day known of. more: other
    stretches and days wanted beside the years, halves and quarters."""

    years: tuple[int, ...]
    until: date
    more: tuple[Period, ...] = ()

    @classmethod
    def of(cls, years: Sequence[int], until: date, more: Sequence[Period] = ()) -> Spans:
        """The spans of these years, each once."""
        return cls(tuple(sorted(set(years))), until, tuple(dict.fromkeys(more)))

    @cached_property
    def flows(self) -> tuple[Period, ...]:
        """Every stretch in which happenings are counted: years, halves, quarters, and others.

        Three quarters of a year together are the year to date that a board asks for in January.
        """
        found = []
        for year in self.years:
            found.append(whole_years(year))
            found += [half(year, number) for number in (1, 2)]
            found += [quarter_period(year, number) for number in (1, 2, 3, 4)]
            found.append(stretch(quarter_bounds(year, 1)[0], quarter_bounds(year, 3)[1]))
        found += [one for one in self.more if one.first_on != one.last_on]
        return tuple(dict.fromkeys(found))

    @cached_property
    def days(self) -> tuple[Period, ...]:
        """Each quarter's end that has come, the last day known of, and other days asked for."""
        ends = [quarter_bounds(year, number)[1] for year in self.years for number in (1, 2, 3, 4)]
        ends += [self.until, *(one.last_on for one in self.more)]
        return tuple(a_day(on) for on in sorted(set(ends)) if on <= self.until)

    @cached_property
    def windows(self) -> tuple[Period, ...]:
        """The three years up to each year, and each year alone."""
        return tuple(whole_years(year, count) for year in self.years for count in (_WINDOW, 1))

    def names_of_days(self) -> pl.DataFrame:
        """One row per day and stretch that holds it: ``on``, ``period``; up to ``until`` only."""
        import polars as pl

        parts = [
            pl.DataFrame(
                {"on": pl.date_range(one.first_on, min(one.last_on, self.until), eager=True)}
            ).with_columns(period=pl.lit(one.name))
            for one in self.flows
            if one.first_on <= self.until
        ]
        empty = pl.DataFrame(schema={"on": pl.Date, "period": pl.String})
        return pl.concat([empty, *parts])
