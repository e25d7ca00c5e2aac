"""Why a mean changed between two windows: who left, who joined, and the pace of each stage.

Exact. With m the mean before and n the number of children after, the change is the sum over those
who joined of (days - m) / n, less the sum over those who left of (days - m) / n, plus what the
days of those who stayed were corrected by, over n. Each child's days are the sum of the days of
its stages, so the same sums by stage add up to the same change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from belong.analytics.definitions import DEFINITIONS
from belong.analytics.figures import Figure, Member
from belong.domain.errors import BelongError

if TYPE_CHECKING:
    import polars as pl

__all__ = ["UNSPLIT", "Change", "How", "Moved", "StagePart", "change_of_mean"]

#: The milestones between entering care and moving in, in the order in which they are meant to come.
_BETWEEN = ("entered_care_on", "plan_decided_on", "placement_order_on", "matched_on")
_STAGE_NAMES = {
    ("entered_care_on", "plan_decided_on"): "entering care to decision",
    ("plan_decided_on", "placement_order_on"): "decision to order",
    ("placement_order_on", "matched_on"): "order to match",
    ("matched_on", "moved_in_on"): "match to moving in",
    ("matched_on", "placed_for_adoption_on"): "match to placement",
}
#: The part of children of whom a day between is not known, and of days that count as 0.
UNSPLIT = "not known by stage"


class How(StrEnum):
    """How a child bears on a change."""

    LEFT = "left"
    JOINED = "joined"
    CORRECTED = "corrected"


@dataclass(frozen=True)
class Moved:
    """One child's part in the change, in days. days: what it counted; of a corrected, counts now.

    was_days: what a corrected child counted before, else None.
    """

    member: Member
    how: How
    days: int
    was_days: int | None
    effect: Fraction


@dataclass(frozen=True)
class StagePart:
    """One stage's part in the change, in days: by those who left, joined or were corrected."""

    name: str
    left: Fraction
    joined: Fraction
    corrected: Fraction

    @property
    def effect(self) -> Fraction:
        """The stage's whole part."""
        return self.left + self.joined + self.corrected


@dataclass(frozen=True)
class Change:
    """The change of one mean. by: days, exact: the sum of ``moved`` and the sum of ``stages``.

    moved: the largest effect first. n_stayed: children in both. n_unsplit: children before and
    after whose days cannot be told apart by stage.
    """

    before: Figure
    after: Figure
    by: Fraction
    moved: tuple[Moved, ...]
    stages: tuple[StagePart, ...]
    n_left: int
    n_joined: int
    n_stayed: int
    n_unsplit: tuple[int, int]

    def effect(self, how: How) -> Fraction:
        """What those who left, joined or were corrected changed together."""
        return sum((one.effect for one in self.moved if one.how is how), Fraction())


def change_of_mean(
    before: Figure,
    after: Figure,
    journeys_before: pl.DataFrame,
    journeys_after: pl.DataFrame | None = None,
) -> Change:
    """Split the change of a mean of days into children and stages, exactly.

    before, after: figures of one indicator and area with their members, of two windows or of one
    as known at two moments. journeys: those from which each was computed; after's default to
    before's.
    Raises BelongError where the indicator is no mean, the two are not of one indicator and area,
    or one of them has no children.
    """
    _check(before, after)
    names = _stage_names(after.indicator)
    old = _days_of(before, journeys_before, names)
    new = _days_of(after, journeys_before if journeys_after is None else journeys_after, names)
    n = len(after.members)
    means = _means(old.values(), len(before.members), [*names.values(), UNSPLIT])
    left: dict[str, Fraction] = defaultdict(Fraction)
    joined: dict[str, Fraction] = defaultdict(Fraction)
    corrected: dict[str, Fraction] = defaultdict(Fraction)
    moved: list[Moved] = []
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key), new.get(key)
        if now is None and was is not None:
            told, how, into = was, How.LEFT, left
            shares = {s: -(was.stages.get(s, 0) - means[s]) / n for s in means}
        elif was is None and now is not None:
            told, how, into = now, How.JOINED, joined
            shares = {s: (now.stages.get(s, 0) - means[s]) / n for s in means}
        elif was is not None and now is not None and was.stages != now.stages:
            told, how, into = now, How.CORRECTED, corrected
            shares = {s: Fraction(now.stages.get(s, 0) - was.stages.get(s, 0), n) for s in means}
        else:
            continue
        for stage, share in shares.items():
            into[stage] += share
        moved.append(
            Moved(
                member=told.member,
                how=how,
                days=told.member.value,
                was_days=was.member.value if was and how is How.CORRECTED else None,
                effect=sum(shares.values(), Fraction()),
            )
        )
    moved.sort(key=lambda one: (-abs(one.effect), one.member.la_code, one.member.child_id))
    return Change(
        before=before,
        after=after,
        by=_mean(after) - _mean(before),
        moved=tuple(moved),
        stages=tuple(StagePart(s, left[s], joined[s], corrected[s]) for s in means),
        n_left=len(old.keys() - new.keys()),
        n_joined=len(new.keys() - old.keys()),
        n_stayed=len(old.keys() & new.keys()),
        n_unsplit=(_unsplit(old.values()), _unsplit(new.values())),
    )


@dataclass(frozen=True)
class _Days:
    """A member and its days by stage; they sum to what it counts."""

    member: Member
    stages: Mapping[str, int]


_Key = tuple[str, str, int]


def _check(before: Figure, after: Figure) -> None:
    if (before.indicator, before.area) != (after.indicator, after.area):
        raise BelongError(
            f"{before.indicator} of {before.area} and {after.indicator} of {after.area} are not"
            " the same figure at two times.",
            mend="Compare one indicator of one area.",
        )
    if DEFINITIONS[after.indicator].statistic != "mean":
        raise BelongError(
            f"{after.indicator} is no mean of days, so its change has no stages.",
            mend="Choose an indicator that is a mean of days.",
        )
    for figure in (before, after):
        if not figure.members:
            raise BelongError(
                f"{figure.indicator} of {figure.window} counts no children.",
                mend="Choose a window with children, or open the figure with its members.",
            )


def _stage_names(indicator: str) -> dict[tuple[str, str], str]:
    """The stages between an indicator's start and end, by the columns of their days."""
    definition = DEFINITIONS[indicator]
    start, end = str(definition.start), str(definition.end)
    chain = list(_BETWEEN[_BETWEEN.index(start) :])
    chain = chain[: chain.index(end) + 1] if end in chain else [*chain, end]
    pairs = list(pairwise(chain))
    if all(pair in _STAGE_NAMES for pair in pairs):
        return {pair: _STAGE_NAMES[pair] for pair in pairs}
    return {(start, end): definition.name}


def _days_of(
    figure: Figure, journeys: pl.DataFrame, names: Mapping[tuple[str, str], str]
) -> dict[_Key, _Days]:
    """Each member's days by stage. A child that counts twice is told apart by its order."""
    import polars as pl

    definition = DEFINITIONS[figure.indicator]
    columns = list(dict.fromkeys(column for pair in names for column in pair))
    ends = (str(definition.start), str(definition.end))
    children = {member.child_id for member in figure.members}
    rows = journeys.filter(pl.col("child_id").is_in(sorted(children)))
    found: dict[tuple[str, str, date | None, date | None], dict[str, date | None]] = {}
    wanted = list(dict.fromkeys([*columns, *ends]))
    for row in rows.select("la_code", "child_id", *wanted).iter_rows(named=True):
        found[row["la_code"], row["child_id"], row[ends[0]], row[ends[1]]] = row
    seen: dict[tuple[str, str], int] = defaultdict(int)
    told: dict[_Key, _Days] = {}
    for member in sorted(figure.members, key=_order):
        number = seen[member.la_code, member.child_id]
        seen[member.la_code, member.child_id] += 1
        row = found.get((member.la_code, member.child_id, member.start_on, member.end_on), {})
        key = (member.la_code, member.child_id, number)
        told[key] = _Days(member, _by_stage(member, row, names))
    return told


def _order(member: Member) -> tuple[str, str, date, date]:
    return (
        member.la_code,
        member.child_id,
        member.end_on or date.max,
        member.start_on or date.max,
    )


def _by_stage(
    member: Member, row: Mapping[str, date | None], names: Mapping[tuple[str, str], str]
) -> dict[str, int]:
    """Days by stage, below 0 where days are out of order; all of it unsplit where one is missing.

    They always sum to what the member counts: days that count as 0 are not split.
    """
    days: dict[str, int] = {}
    for (start, end), name in names.items():
        start_on, end_on = row.get(start), row.get(end)
        if start_on is None or end_on is None:
            return {UNSPLIT: member.value}
        days[name] = (end_on - start_on).days
    return days if sum(days.values()) == member.value else {UNSPLIT: member.value}


def _means(told: Iterable[_Days], count: int, stages: Iterable[str]) -> dict[str, Fraction]:
    """The mean of each stage over all children; the unsplit count 0 in every other stage."""
    sums = dict.fromkeys(stages, 0)
    for one in told:
        for stage, days in one.stages.items():
            sums[stage] += days
    return {stage: Fraction(total, count) for stage, total in sums.items()}


def _mean(figure: Figure) -> Fraction:
    return Fraction(sum(m.value for m in figure.members), len(figure.members))


def _unsplit(told: Iterable[_Days]) -> int:
    return sum(UNSPLIT in one.stages for one in told)
