"""From when on, and for which years, records are known; and what that means for a figure.

That is a reason why there is none, or notes beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from belong.analytics.figures import ALL
from belong.analytics.measures.catalogue import LEDGER_ONLY, SIBLINGS
from belong.analytics.measures.gaps import Gap, Lack, pooled, told_since
from belong.analytics.measures.only_kept import OnlyKept, entered_afterwards
from belong.analytics.stored import Measure
from belong.domain.calendar import (
    financial_year,
    financial_year_bounds,
    financial_year_label,
)
from belong.domain.frames import FROM_LEDGER
from belong.domain.periods import Period, a_day

if TYPE_CHECKING:
    from belong.domain.frames import Frames

__all__ = ["Known", "KnownFamilies", "Standing"]

_MATCHES = ("matched", "days_order_to_match", "days_match_to_placed", "stage_now")
_MATCHES_NOTE = (
    "a return tells of a match only once the child is adopted, so that recent matches are missing"
)
_NO_GROUPS = "no sibling group is on record"
#: Kinds of event that every council meets with in every year.
_ALWAYS_MET = (
    "entered_care",
    "left_care",
    "plan_decided",
    "plan_reversed",
    "placement_order",
    "placed_for_adoption",
    "adopted",
)
#: Days after the last event for which a council is taken to have had no more.
_GOES_ON = 31


class Standing(Protocol):
    """What is known of the areas of a book."""

    @property
    def areas(self) -> Mapping[str, str]:
        """Names by code, ``all`` among them."""

    def gap(self, area: str, period: Period) -> Gap:
        """What the period lacks."""

    def not_held(self, measure: Measure, area: str, period: Period) -> Gap:
        """What the records cannot tell of this measure."""


@dataclass(frozen=True)
class Known:
    """areas: names by code, ``all`` among them. years: financial years known of each council;
    returned: those of which there is a return.

    joined: the day from which a council's records are whole, where that is known. partners_from:
    the day each council joined the body, where it did so later than the others. kept: what is
    known of what no return holds. grouped: councils with a sibling group on record. recorded_from:
    the day on which the first of a council's records was made that no return told of, where that
    is known. until: the last day known of.
    """

    areas: Mapping[str, str]
    years: Mapping[str, frozenset[int]]
    returned: Mapping[str, frozenset[int]]
    joined: Mapping[str, date]
    partners_from: Mapping[str, date]
    kept: OnlyKept
    grouped: frozenset[str]
    recorded_from: Mapping[str, date]
    until: date

    @classmethod
    def of(
        cls,
        frames: Frames,
        areas: Mapping[str, str],
        joined: Mapping[str, date],
        partners_from: Mapping[str, date],
        recorded_from: Mapping[str, date],
        until: date,
    ) -> Known:
        """What the frames tell: years returned, and since then those of which events were recorded.

        Where nothing was recorded that a council must meet with in a year, such as a child entering
        care, nobody kept its cases in Belong in it. Of a council that said when it joined, every
        year since is known. The last year goes on from the one before for a month.
        """
        import polars as pl

        returned: dict[str, set[int]] = {}
        for code, year in frames.coverage.select("la_code", "year").iter_rows():
            returned.setdefault(code, set()).add(year)
        recorded: dict[str, list[date]] = {}
        told = frames.events.filter(
            (pl.col("source") == FROM_LEDGER) & pl.col("kind").is_in(_ALWAYS_MET)
        )
        for code, on in told.select("la_code", "happened_on").unique().iter_rows():
            recorded.setdefault(code, []).append(on)
        groups = frames.children.filter(pl.col("sibling_group_id").is_not_null())
        years = {}
        for code in areas:
            days = recorded.get(code, [])
            known = set(returned.get(code, ()))
            known |= {year for year in map(financial_year, days) if year > max(known, default=0)}
            if code in joined:
                known |= set(range(financial_year(joined[code]), financial_year(until) + 1))
            if days and (until - max(days)).days <= _GOES_ON:
                known.add(financial_year(until))
            years[code] = frozenset(known)
        sent = {code: frozenset(found) for code, found in returned.items()}
        first = min(partners_from.values(), default=date.min)
        late = {code: on for code, on in partners_from.items() if on > first}
        return cls(
            areas=areas,
            years=years,
            returned=sent,
            joined=joined,
            partners_from=late,
            kept=OnlyKept.of(frames, areas, sent, recorded_from),
            grouped=frozenset(groups["la_code"]),
            recorded_from=recorded_from,
            until=until,
        )

    def with_returns_to_care(self, councils: Iterable[str]) -> Known:
        """The same, where these councils have a return to care after an adoption on record."""
        return replace(self, kept=replace(self.kept, came_back=frozenset(councils)))

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

    def gap(self, area: str, period: Period) -> Gap:
        """What an area lacks in a period, council by council."""
        if why := _to_come(period, self.until):
            return Gap(why)
        end = min(period.last_on, self.until)
        gaps = {code: self._council_gap(code, period, end) for code in self.councils(area)}
        if not gaps:
            return Gap("no council is part of this body")
        found = pooled(gaps, self.areas, self._nobody(period, end))
        if area == ALL:
            late = tuple(
                f"{self.areas[code]} joined on {a_day(on).words}; its children count throughout"
                for code, on in self.partners_from.items()
                if code in (found.councils or ()) and period.first_on < on
            )
            found = replace(found, notes=(*found.notes, *late))
        return replace(found, notes=(*found.notes, *_so_far(period, self.until)))

    def not_held(self, measure: Measure, area: str, period: Period) -> Gap:
        """What is not on record of a measure: what returns do not hold, or sibling groups."""
        code = measure.code
        councils = self.councils(area)
        if code in LEDGER_ONLY:
            return self.kept.gap(code, councils, period)
        if code == SIBLINGS:
            grouped = self.grouped
            return pooled(
                {one: ("" if one in grouped else _NO_GROUPS, ()) for one in councils}, self.areas
            )
        if code in _MATCHES and any(
            self.kept.not_kept(one, period) != ("", ()) for one in councils
        ):
            return Gap(notes=(_MATCHES_NOTE,))
        return Gap()

    def _nobody(self, period: Period, end: date) -> str:
        """Why there is no figure of several councils, of each of whom there is none."""
        return f"no return or record of any of the councils for {_labels(_years(period, end))}"

    def _council_gap(self, code: str, period: Period, end: date) -> Lack:
        name = self.areas[code]
        joined = self.joined.get(code)
        if joined is not None and end < joined:
            return f"{name} joined on {a_day(joined).words}", ()
        wanted = _years(period, end)
        missing = [year for year in wanted if year not in self.years[code]]
        if len(missing) == len(wanted):
            return f"no return or record of {name} for {_labels(missing)}", ()
        notes = []
        if missing:
            notes.append(f"no return or record of {name} for {_labels(missing)}")
        elif period.first_on == period.last_on and (lacking := self._not_followed(code, end)):
            notes.append(
                f"no return or record of {name} for {_labels(lacking)}: some counted on this day "
                "may have moved on"
            )
        if joined is not None and period.first_on < joined:
            notes.append(
                f"{name} joined on {a_day(joined).words}; its records before that day may lack some"
            )
        began = self.recorded_from.get(code)
        if began is not None and period.first_on < began and not self.returned.get(code):
            notes.append(entered_afterwards(name, began))
        return "", tuple(notes)

    def _not_followed(self, code: str, on: date) -> list[int]:
        """Years after the last return and before a day of which nothing is known."""
        sent = self.returned.get(code)
        if not sent:
            return []
        between = range(max(sent) + 1, financial_year(on))
        return [year for year in between if year not in self.years[code]]


def _years(period: Period, end: date) -> range:
    return range(financial_year(period.first_on), financial_year(end) + 1)


def _labels(years: Iterable[int]) -> str:
    return ", ".join(financial_year_label(year) for year in years)


#: What is recorded before an approval, and not at all where families came to Belong approved.
_MAY_NOT_BE_RECORDED = {
    "enquiries": "enquiry",
    "registrations": "registration",
    "withdrawals": "enquiry or registration",
}


@dataclass(frozen=True)
class KnownFamilies:
    """The same of families, who are the whole body's or a council's.

    told_apart: councils of which families are told. begins: from when on families are on record;
    first_on: the first day known of any family. told_from: by measure, the day of the first on
    record of each area, of those things that an agency may not record of its families.
    """

    areas: Mapping[str, str]
    told_apart: frozenset[str]
    begins: date | None
    first_on: date | None
    told_from: Mapping[str, Mapping[str, date]]
    until: date

    def gap(self, area: str, period: Period) -> Gap:
        """What an area lacks in a period."""
        if area != ALL and area not in self.told_apart:
            return Gap(f"families of {self.areas[ALL]} are not told apart by council")
        if why := _to_come(period, self.until):
            return Gap(why)
        if self.first_on is None:
            return Gap(f"no family of {self.areas[area]} is on record")
        begins = self.begins or financial_year_bounds(financial_year(self.first_on))[0]
        if period.last_on < begins:
            return Gap(f"families are on record from {a_day(begins).words}")
        notes = _so_far(period, self.until)
        if period.first_on < begins:
            notes = (f"families are on record from {a_day(begins).words}", *notes)
        return Gap("", notes, None if area == ALL else (area,))

    def not_held(self, measure: Measure, area: str, period: Period) -> Gap:
        """Enquiries and registrations, where none was ever recorded, or none yet."""
        words = _MAY_NOT_BE_RECORDED.get(measure.code)
        if words is None:
            return Gap()
        first = self.told_from[measure.code].get(area)
        return Gap(*told_since(first, words, self.areas[area], period))


def _to_come(period: Period, until: date) -> str:
    """Why there is no figure of a period that is still to come; "" for one that has begun."""
    if period.first_on <= until:
        return ""
    return f"{period.words[:1].upper()}{period.words[1:]} has not begun"


def _so_far(period: Period, until: date) -> tuple[str, ...]:
    """The note of a period that has not ended."""
    return (f"to {a_day(until).words}",) if until < period.last_on else ()
