"""The made-up region of the demo: its lives, its returns, and where today stands in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from belong.domain.calendar import financial_year
from belong.domain.events import Event
from belong.domain.journey.events_from_episodes import events_from_episodes
from belong.domain.journey.periods import ChildFacts, Decision, Episode
from belong.formats.ssda903 import SCORECARD_COLUMNS, read_returns
from belong.formats.ssda903.model import ReturnSet
from belong.synthetic import History, Region, make_region, write_region
from belong.synthetic.families import Household, make_families
from belong.synthetic.homes import Home, homes_of
from belong.web.agencies.demo_people import COUNCILS

__all__ = ["DemoRegion"]

YEARS = 9


@dataclass(frozen=True)
class DemoRegion:
    """Lives that go on past the last return; the same for the same seed, sizes and day."""

    seed: int
    today: date
    children_per_council: int
    family_count: int

    @property
    def last_year(self) -> int:
        """The year of the last return: the financial year that was over before today."""
        return financial_year(self.today) - 1

    @property
    def years(self) -> tuple[int, int]:
        """The first and last year of returns."""
        return self.last_year - YEARS + 1, self.last_year

    @property
    def returned_on(self) -> date:
        """The last day that the returns tell of."""
        return date(self.last_year, 3, 31)

    @cached_property
    def lives(self) -> Region:
        """The lives, children who came into care since the last return included."""
        first, last = self.years
        return make_region(self.seed, tuple(COUNCILS), self.children_per_council, (first, last + 1))

    @cached_property
    def histories(self) -> tuple[History, ...]:
        """The lives of children who had come into care by today."""
        return tuple(one for one in self.lives.histories if one.periods[0].entered_on <= self.today)

    @cached_property
    def homes(self) -> tuple[Home, ...]:
        """The homes with adopters that had begun by today."""
        return tuple(home for home in homes_of(self.lives) if home.begins_on <= self.today)

    @cached_property
    def households(self) -> list[Household]:
        """The families."""
        return make_families(self.lives, self.today, self.family_count)

    def write_returns(self, folder: Path) -> None:
        """Write the returns that the councils have made by now."""
        write_region(replace(self.lives, years=self.years), folder)

    def read_returns(self, folder: Path) -> ReturnSet:
        """The returns as anybody would read them from the files."""
        return read_returns([folder], columns=SCORECARD_COLUMNS)

    @cached_property
    def lost_from(self) -> dict[tuple[str, str], date]:
        """The first day on which nothing is known of a child whom the last return left out."""
        return {
            (one.la_code, one.child_id): date(min(one.slip.absent_years) - 1, 4, 1)
            for one in self.histories
            if self.last_year in one.slip.absent_years
        }

    def since_the_returns(self, history: History) -> list[Event]:
        """What happened to a child from the last return to today, as the life has it.

        Nothing for a child whom the last return did not hold although it should have.
        """
        if self.last_year in history.slip.absent_years:
            return []
        told = events_from_episodes(
            self._episodes(history),
            self._decisions(history),
            child=ChildFacts(history.child_id, history.la_code, history.born_on),
        )
        is_new = history.periods[0].entered_on > self.returned_on
        return [
            event
            for event in told
            if event.happened_on is not None
            and (is_new or event.happened_on > self.returned_on)
            and event.happened_on <= self.today
        ]

    def _episodes(self, history: History) -> list[Episode]:
        """The whole life as episodes; a leaving of care after today is yet to come."""
        made = []
        for period in history.periods:
            cut = period.episodes()
            for number, one in enumerate(cut):
                is_last = number == len(cut) - 1
                placing = "P" if one.is_new_carer else "T"
                with_status = "B" if one.is_new_carer else "U"
                rne = "L"
                if number == 0:
                    rne = "S"
                elif one.is_new_placement:
                    rne = with_status if one.is_new_status else placing
                made.append(
                    Episode(
                        decom=one.start_on,
                        rne=rne,
                        ls=one.legal_status,
                        place=one.placement.place,
                        dec=one.end_on,
                        rec=None if one.end_on is None else period.left_reason if is_last else "X1",
                    )
                )
        return made

    def _decisions(self, history: History) -> list[Decision]:
        return [
            Decision(one.decided_on, one.reversed_on, one.reversal_reason)
            for period in history.periods
            for one in period.decisions
            if one.withdrawn_after is None
        ]
