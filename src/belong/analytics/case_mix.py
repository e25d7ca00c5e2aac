"""Whose children they are that two areas are compared on: ages, siblings, early permanence; and
whether each area's children come to be placed as often as the others'.

A mean says little of an area unless it is known which children stand behind it, and a smaller area
that shares families with a larger one asks whether its own children are crowded out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from belong.analytics.funnel import Funnel, Standing
from belong.domain.calendar import financial_year_bounds, financial_year_label

if TYPE_CHECKING:
    import polars as pl

    from belong.domain.frames import Frames

__all__ = ["AGES", "CaseMix", "Chances", "Turn", "case_mix", "chances", "together"]

#: Ages in whole years at the entry to care; the last band is open.
AGES = ("under 1", "1", "2", "3 and over")
#: A child's period of care: la_code, child_id, its number.
_Period = tuple[str, str, int]
_KEY = ["la_code", "child_id", "period_of_care"]


@dataclass(frozen=True)
class CaseMix:
    """The children of one area who were adopted in a window.

    ages: how many were of each of ``AGES`` on entering care; age_unknown: of how many a day is
    missing. groups: sibling groups of whom two or more were adopted, in_groups: the children in
    them; None where the source knows of no siblings.
    """

    area: str
    n: int
    ages: tuple[int, ...]
    age_unknown: int
    early_permanence: int
    groups: int | None
    in_groups: int | None


def case_mix(
    journeys: pl.DataFrame,
    areas: Collection[str],
    *,
    first_on: date,
    last_on: date,
    siblings: Mapping[str, str] | None = None,
) -> tuple[CaseMix, ...]:
    """Each area's children adopted from first_on to last_on, both included, in the areas' order.

    siblings: key of the sibling group by child_id, of the children in one; None: not known.
    """
    import polars as pl

    columns = ["la_code", "child_id", "born_on", "entered_care_on", "is_early_permanence"]
    rows = journeys.filter(pl.col("adopted_on").is_between(first_on, last_on)).select(columns)
    told: dict[str, list[tuple[str, date | None, date | None, bool]]] = {}
    for area, *child in rows.iter_rows():
        told.setdefault(area, []).append(tuple(child))
    return tuple(_mix_of(area, told.get(area, []), siblings) for area in areas)


def together(area: str, mixes: Sequence[CaseMix]) -> CaseMix:
    """Several areas as one; a sibling group in two of them stays two."""
    known = [one for one in mixes if one.groups is not None]
    return CaseMix(
        area=area,
        n=sum(one.n for one in mixes),
        ages=tuple(sum(one.ages[at] for one in mixes) for at in range(len(AGES))),
        age_unknown=sum(one.age_unknown for one in mixes),
        early_permanence=sum(one.early_permanence for one in mixes),
        groups=sum(one.groups or 0 for one in known) if known else None,
        in_groups=sum(one.in_groups or 0 for one in known) if known else None,
    )


def _mix_of(
    area: str,
    children: Sequence[tuple[str, date | None, date | None, bool]],
    siblings: Mapping[str, str] | None,
) -> CaseMix:
    ages = [0] * len(AGES)
    unknown = 0
    groups: dict[str, int] = {}
    for child, born_on, entered_on, _ in children:
        if born_on is None or entered_on is None:
            unknown += 1
        else:
            ages[min(_whole_years(born_on, entered_on), len(AGES) - 1)] += 1
        if siblings is not None and child in siblings:
            groups[siblings[child]] = groups.get(siblings[child], 0) + 1
    whole = [n for n in groups.values() if n > 1]
    return CaseMix(
        area=area,
        n=len(children),
        ages=tuple(ages),
        age_unknown=unknown,
        early_permanence=sum(bool(early) for *_, early in children),
        groups=None if siblings is None else len(whole),
        in_groups=None if siblings is None else sum(whole),
    )


def _whole_years(born_on: date, on: date) -> int:
    """Whole years of age; 0 for a child taken into care before the day of birth recorded."""
    years = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    return max(0, years)


@dataclass(frozen=True)
class Turn:
    """One area's children in a year: how many waited at some time in it, how many were placed."""

    area: str
    waited: int
    placed: int
    standing: Standing


@dataclass(frozen=True)
class Chances:
    """Whether areas' children come to be placed alike. share: of all who waited, 0 to 100."""

    year: str
    waited: int
    placed: int
    turns: tuple[Turn, ...]

    @property
    def share(self) -> float | None:
        """The share of all who waited that were placed; None where nobody waited."""
        return 100 * self.placed / self.waited if self.waited else None


def chances(frames: Frames, groups: Mapping[str, Collection[str]], *, year: int) -> Chances:
    """Of the children who waited with a decision at any time in a financial year: who was placed.

    groups: codes of areas by the name under which they are told together. A child who waits twice
    counts twice. Limits of chance are those of the share of all (``funnel``).
    """
    first_on, last_on = financial_year_bounds(year)
    waited: dict[str, int] = {}
    placed: dict[str, int] = {}
    for area, was_placed in _waits_in(frames, first_on, last_on):
        waited[area] = waited.get(area, 0) + 1
        placed[area] = placed.get(area, 0) + was_placed
    counted = {
        name: (sum(waited.get(a, 0) for a in areas), sum(placed.get(a, 0) for a in areas))
        for name, areas in groups.items()
    }
    all_waited = sum(n for n, _ in counted.values())
    all_placed = sum(k for _, k in counted.values())
    share = 100 * all_placed / all_waited if all_waited else 0.0
    limits = Funnel("placed", financial_year_label(year), share, None, (), ())
    turns = tuple(
        Turn(name, n, k, limits.limits(n).standing(100 * k / n) if n else Standing.WITHIN)
        for name, (n, k) in counted.items()
    )
    return Chances(financial_year_label(year), all_waited, all_placed, turns)


def _waits_in(frames: Frames, first_on: date, last_on: date) -> Iterator[tuple[str, bool]]:
    """Each wait that was under way at some time in the stretch: its area, whether it led on.

    A wait goes from the decision, or a placement's end, until the child is placed or the plan is
    given up; as it was known on the last day.
    """
    stays: dict[_Period, list[tuple[date, date | None]]] = {}
    for *period, from_on, to_on in _begun(frames, "adoptive_stay", last_on):
        stays.setdefault(tuple(period), []).append((from_on, to_on))
    for *period, from_on, to_on in _begun(frames, "decision", last_on):
        area, since = period[0], from_on
        for stay_from, stay_to in stays.get(tuple(period), []):
            if since is None or (to_on is not None and stay_from > to_on):
                break
            if since <= stay_from and stay_from >= first_on:
                yield area, True
            since = stay_to
        if since is not None and (to_on is None or (to_on > since and to_on >= first_on)):
            yield area, False


def _begun(frames: Frames, axis: str, as_of: date) -> Iterator[tuple[Any, ...]]:
    """Spells of an axis that began by the day: whose, from, to; ends after it are not known yet."""
    import polars as pl

    return (
        frames.spells.filter((pl.col("axis") == axis) & (pl.col("from_on") <= as_of))
        .select(*_KEY, "from_on", to_on=pl.when(pl.col("to_on") <= as_of).then("to_on"))
        .sort(*_KEY, "from_on")
        .iter_rows()
    )
