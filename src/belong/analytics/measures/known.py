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
from belong.analytics.stored import Measure
from belong.domain.calendar import (
    financial_year,
    financial_year_bounds,
    financial_year_label,
)
from belong.domain.frames import EVENT_KINDS_OF_LEDGER, FROM_LEDGER
from belong.domain.periods import Period, a_day

if TYPE_CHECKING:
    import polars as pl

    from belong.domain.frames import Frames

__all__ = ["Gap", "Known", "KnownFamilies", "Standing"]

_MATCHES = ("matched", "days_order_to_match", "days_match_to_placed", "stage_now")
_MATCHES_NOTE = (
    "a return tells of a match only once the child is adopted, so that recent matches are missing"
)
_NOT_RETURNED = "SSDA903 returns do not hold this; it is known where cases are kept in Belong"
_NO_GROUPS = "no sibling group is on record"
_NEVER_REFERRED = "no referral or parallel plan was ever recorded, so that none can be counted"
#: Kinds of event that no return can tell of, so that they show that cases are kept in Belong.
_NEVER_RETURNED = tuple(
    kind for kind in EVENT_KINDS_OF_LEDGER if kind not in ("match_decided", "match_ended")
)
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

#: Of one council: why there is no figure, or "", and notes.
_Lack = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Gap:
    """why: there is no figure, or "" where there is one. notes: beside the figure. councils: those
    that count in it; None: everybody, of a council or not."""

    why: str = ""
    notes: tuple[str, ...] = ()
    councils: tuple[str, ...] | None = None

    def and_also(self, other: Gap) -> Gap:
        """What is lacking by this or by the other."""
        councils = self.councils
        if councils is not None and other.councils is not None:
            councils = tuple(code for code in councils if code in other.councils)
        notes = (*self.notes, *other.notes)
        why = self.why or other.why
        if not why and councils == ():
            why = "; ".join(notes)
        return Gap(why, notes, councils)


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
    the day each council joined the body, where it did so later than the others. kept_from: the
    first day of which anything is on record that no return holds, of councils that keep cases in
    Belong. grouped: councils with a sibling group on record. referring: councils of which a
    referral or a parallel plan is on record. recorded_from: the day on which the first of a
    council's records was made, where that is known. until: the last day known of.
    """

    areas: Mapping[str, str]
    years: Mapping[str, frozenset[int]]
    returned: Mapping[str, frozenset[int]]
    joined: Mapping[str, date]
    partners_from: Mapping[str, date]
    kept_from: Mapping[str, date]
    grouped: frozenset[str]
    referring: frozenset[str]
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
        kept = _first_days(frames.events.filter(pl.col("kind").is_in(_NEVER_RETURNED)))
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
        referrals = frames.events.filter(pl.col("kind").is_in(("referred", "parallel_plan_made")))
        return cls(
            areas=areas,
            years=years,
            returned=sent,
            joined=joined,
            partners_from=late,
            kept_from=kept,
            grouped=frozenset(groups["la_code"]),
            referring=frozenset(referrals["la_code"]),
            recorded_from=recorded_from,
            until=until,
        )

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
        found = self._pooled(gaps, self._nobody(period, end))
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
            gaps = {one: self._not_kept(one, period) for one in councils}
            if code == "referrals":
                never = {one for one in councils if one not in self.referring}
                gaps |= {one: (_NEVER_REFERRED, ()) for one in never if not gaps[one][0]}
            return self._pooled(gaps)
        if code == SIBLINGS:
            grouped = self.grouped
            return self._pooled(
                {one: ("" if one in grouped else _NO_GROUPS, ()) for one in councils}
            )
        if code in _MATCHES and any(self._not_kept(one, period) != ("", ()) for one in councils):
            return Gap(notes=(_MATCHES_NOTE,))
        return Gap()

    def _pooled(self, gaps: Mapping[str, _Lack], nobody: str = "") -> Gap:
        """The lack of several councils together: those without a figure do not count.

        nobody: why there is none where no council has one; "": as of the first.
        """
        nothing = {code: why for code, (why, _) in gaps.items() if why}
        if len(nothing) == len(gaps):
            return Gap(nobody if nobody and len(gaps) > 1 else next(iter(nothing.values())))
        notes = [f"without {self.areas[code]}: {why}" for code, why in nothing.items()]
        notes += [note for _, told in gaps.values() for note in told]
        return Gap("", tuple(notes), tuple(code for code in gaps if code not in nothing))

    def _not_kept(self, council: str, period: Period) -> _Lack:
        """Why a council has nothing on record that returns do not hold, or a note.

        Without a return of any year of the period, all that is known was recorded in Belong.
        """
        years = range(financial_year(period.first_on), financial_year(period.last_on) + 1)
        if not self.returned.get(council, frozenset()).intersection(years):
            return "", ()
        kept_from = self.kept_from.get(council)
        if kept_from is None or period.last_on < kept_from:
            return _NOT_RETURNED, ()
        if period.first_on < kept_from:
            return "", (f"{self.areas[council]}: on record from {a_day(kept_from).words}",)
        return "", ()

    def _nobody(self, period: Period, end: date) -> str:
        """Why there is no figure of several councils, of each of whom there is none."""
        return f"no return or record of any of the councils for {_labels(_years(period, end))}"

    def _council_gap(self, code: str, period: Period, end: date) -> _Lack:
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
            notes.append(
                f"{name} began its records on {a_day(began).words}; what happened before was "
                "entered afterwards and may lack some"
            )
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


def _first_days(events: pl.DataFrame) -> dict[str, date]:
    """The first day of these events of each council."""
    import polars as pl

    return dict(events.group_by("la_code").agg(pl.col("happened_on").min()).iter_rows())


@dataclass(frozen=True)
class KnownFamilies:
    """The same of families, who are the whole body's or a council's.

    told_apart: councils of which families are told. begins: from when on families are on record;
    first_on: the first day known of any family.
    """

    areas: Mapping[str, str]
    told_apart: frozenset[str]
    begins: date | None
    first_on: date | None
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
        """Nothing: records of families hold all that is measured."""
        return Gap()


def _to_come(period: Period, until: date) -> str:
    """Why there is no figure of a period that is still to come; "" for one that has begun."""
    if period.first_on <= until:
        return ""
    return f"{period.words[:1].upper()}{period.words[1:]} has not begun"


def _so_far(period: Period, until: date) -> tuple[str, ...]:
    """The note of a period that has not ended."""
    return (f"to {a_day(until).words}",) if until < period.last_on else ()
