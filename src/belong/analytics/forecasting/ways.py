"""Children's ways to adoption as they were known on a day: one path of stages for each plan.

A way begins with the decision (or with the placement, where no decision is known) and ends with
the adoption order, a reversal, or the child leaving care. A decision made again begins another.
Days are counted from the last day known: 0 is that day, -1 the day before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING

from belong.domain.codes import (
    CARER_ADOPTIVE_PLACES,
    EARLY_PERMANENCE_PLACES,
    HOME_RECS,
)

if TYPE_CHECKING:
    import polars as pl

    from belong.domain.frames import Frames

__all__ = ["LONG_AGO", "PeriodKey", "Stage", "StageTime", "Step", "Way", "ways_until"]

#: A day before everything known, for what began before anything supplied can show.
LONG_AGO = -20_000
#: A child's period of care: la_code, child_id, its number.
PeriodKey = tuple[str, str, int]
_KEY = ["la_code", "child_id", "period_of_care"]


class Stage(IntEnum):
    """Where a child stands on its way."""

    DECIDED = 0
    ORDERED = 1
    PLACED = 2
    OUT = 3


class Step(IntEnum):
    """What leads from one stage to another. HOME: reversed after early permanence that ended at
    home, which is no change of plan. LEFT: left care otherwise. BEGUN: the decision itself."""

    ORDERED = 0
    UNORDERED = 1
    PLACED = 2
    BACK = 3
    ADOPTED = 4
    REVERSED = 5
    HOME = 6
    LEFT = 7
    BEGUN = 8


@dataclass(frozen=True)
class StageTime:
    """One stage of one way. to: None = still there. step: how it ended; None = lost sight of."""

    stage: Stage
    since: int
    to: int | None
    step: Step | None


@dataclass
class Way:
    """One way. entered_care, ordered_on, placed_on, moved_in_on, matched_on: days, None = not
    known or not yet. path: each step with its day. stage: on the last day known; since: its first
    day. is_decided: a decision is live. home: kind of placement, and the first day with the carer,
    when the way began; home_now: on the last day known."""

    key: PeriodKey
    entered_care: int | None
    began: int
    path: list[tuple[int, Step]] = field(default_factory=list)
    stages: list[StageTime] = field(default_factory=list)
    stage: Stage = Stage.OUT
    since: int = LONG_AGO
    is_decided: bool = False
    is_ordered: bool = False
    ordered_on: int | None = None
    placed_on: int | None = None
    moved_in_on: int | None = None
    matched_on: int | None = None
    home: tuple[str, int | None] = ("", None)
    home_now: tuple[str, int | None] = ("", None)

    @property
    def is_early_permanence(self) -> bool:
        """Whether the child lived with carers who might adopt it, when the way began."""
        return self.home[0] in EARLY_PERMANENCE_PLACES


@dataclass(frozen=True)
class _Spell:
    axis: str
    value: str
    began: int
    ended: int | None
    reason: str | None


def ways_until(
    frames: Frames, journeys: pl.DataFrame, as_of: date, *, area: str | None = None
) -> list[Way]:
    """Every way that had begun by the day, of the area (None: of all), in the order of the keys.

    journeys: as known on the day.
    """
    spells = _spells(frames, journeys, as_of, area)
    ends = _ends(journeys, as_of, area)
    matches = _matches(frames, as_of, area)
    found = []
    for key in sorted(spells):
        told = spells[key]
        for way in _walked(key, told, ends.get(key)):
            _at_home(way, told)
            _matched(way, matches.get(key, []))
            found.append(way)
    return found


def _spells(
    frames: Frames, journeys: pl.DataFrame, as_of: date, area: str | None
) -> dict[PeriodKey, list[_Spell]]:
    """Spells begun by the day of the periods with any trace of adoption; ends after it not yet."""
    import polars as pl

    told = frames.spells.filter(pl.col("from_on").is_null() | (pl.col("from_on") <= as_of))
    adopted = journeys.filter(pl.col("adopted_on").is_not_null()).select(_KEY)
    if area is not None:
        told = told.filter(pl.col("la_code") == area)
    traced = pl.concat(
        [
            told.filter(pl.col("axis").is_in(("decision", "adoptive_stay"))).select(_KEY),
            adopted,
        ]
    ).unique()
    axes = ("care", "decision", "authority", "adoptive_stay", "carer_stay", "placement")
    ended = pl.col("to_on") <= as_of
    rows = (
        told.filter(pl.col("axis").is_in(axes))
        .join(traced, on=_KEY, how="semi")
        .select(
            *_KEY,
            "axis",
            "value",
            began=(pl.col("from_on") - as_of).dt.total_days(),
            ended=pl.when(ended).then((pl.col("to_on") - as_of).dt.total_days()),
            reason=pl.when(ended).then("to_reason"),
        )
        .sort(*_KEY, "axis", "began", nulls_last=False)
    )
    found: dict[PeriodKey, list[_Spell]] = defaultdict(list)
    for code, child, number, axis, value, began, till, reason in rows.iter_rows():
        first = LONG_AGO if began is None else began
        found[code, child, number].append(_Spell(axis, value, first, till, reason))
    return found


def _ends(
    journeys: pl.DataFrame, as_of: date, area: str | None
) -> dict[PeriodKey, tuple[bool, bool]]:
    """Of periods known to have ended: whether by adoption, and whether at home after early
    permanence."""
    import polars as pl

    rows = journeys.filter(pl.col("left_care_on") <= as_of)
    if area is not None:
        rows = rows.filter(pl.col("la_code") == area)
    at_home = pl.col("is_early_permanence").fill_null(value=False) & pl.col(
        "left_care_reason"
    ).is_in(HOME_RECS).fill_null(value=False)
    told = rows.select(*_KEY, adopted=pl.col("adopted_on").is_not_null(), at_home=at_home)
    return {
        (code, child, number): (adopted, home)
        for code, child, number, adopted, home in told.iter_rows()
    }


def _matches(frames: Frames, as_of: date, area: str | None) -> dict[PeriodKey, list[int]]:
    """Matches recorded when they were made; a return tells of one only after the adoption."""
    import polars as pl

    rows = frames.events.filter(
        pl.col("kind").is_in(("match_decided", "match_ended")) & (pl.col("happened_on") <= as_of)
    ).drop_nulls("period_of_care")
    if area is not None:
        rows = rows.filter(pl.col("la_code") == area)
    found: dict[PeriodKey, list[int]] = defaultdict(list)
    told = rows.sort(*_KEY, "happened_on").select(*_KEY, "kind", "happened_on")
    for code, child, number, kind, on in told.iter_rows():
        days = found[code, child, number]
        if kind == "match_decided":
            days.append((on - as_of).days)
        elif days:
            days.pop()
    return found


def _walked(key: PeriodKey, spells: list[_Spell], end: tuple[bool, bool] | None) -> Iterator[Way]:
    """The ways of one period of care, the last perhaps not over."""
    care = next((one for one in spells if one.axis == "care"), None)
    entered = care.began if care and care.began > LONG_AGO else None
    changes: dict[int, set[str]] = defaultdict(set)
    for one in spells:
        if one.axis in ("decision", "authority", "adoptive_stay"):
            changes[one.began].add(f"{one.axis} begun")
            if one.ended is not None:
                changes[one.ended].add(f"{one.axis} ended")
                if one.axis == "decision" and one.reason != "care_ended":
                    changes[one.ended].add("undone")
    if care and care.ended is not None:
        adopted, at_home = end or (False, False)
        changes[care.ended].add("adopted" if adopted else "left" if end else "lost")
    else:
        at_home = False
    walk = _Walk(key, entered, ended_at_home=at_home)
    for on in sorted(changes):
        done = walk.take(on, changes[on])
        if done is not None:
            yield done
    if walk.way is not None:
        yield walk.way


@dataclass
class _Walk:
    """One period of care, walked through day by day."""

    key: PeriodKey
    entered: int | None
    ended_at_home: bool
    decided: bool = False
    ordered: bool = False
    placed: bool = False
    undone: bool = False
    ordered_on: int | None = None
    had_way: bool = False
    way: Way | None = None

    def take(self, on: int, changes: set[str]) -> Way | None:
        """Take in a day; gives the way that ended on it."""
        was_ordered = self.ordered
        for axis in ("decided", "ordered", "placed"):
            name = {"decided": "decision", "ordered": "authority", "placed": "adoptive_stay"}[axis]
            if f"{name} ended" in changes:
                setattr(self, axis, False)
            if f"{name} begun" in changes:
                setattr(self, axis, True)
        self.undone = self.undone or "undone" in changes
        if self.ordered and not was_ordered:
            self.ordered_on = None if on == LONG_AGO else on
        is_over = bool(changes & {"adopted", "left", "lost"})
        now = self._stage()
        if self.way is None and now is not Stage.OUT and (not is_over or "adopted" in changes):
            self._begin(on, is_ordered=was_ordered)
        if self.way is None:
            if "adopted" in changes and not self.had_way:
                way = Way(self.key, self.entered, on, path=[(on, Step.ADOPTED)])
                way.home = ("", None)
                return way
            return None
        if not is_over and now is not Stage.OUT:
            self._carry_on(on, now, is_newly_ordered=self.ordered and not was_ordered)
            return None
        return self._end(on, changes)

    def _stage(self) -> Stage:
        if self.placed:
            return Stage.PLACED
        if not self.decided:
            return Stage.OUT
        return Stage.ORDERED if self.ordered else Stage.DECIDED

    def _begin(self, on: int, *, is_ordered: bool) -> None:
        way = Way(self.key, self.entered, on, since=on)
        self.had_way, self.undone = True, False
        if self.decided:
            way.path.append((on, Step.BEGUN))
            way.stage = Stage.ORDERED if is_ordered and self.ordered else Stage.DECIDED
        else:
            way.path.append((on, Step.PLACED))
            way.stage, way.placed_on = Stage.PLACED, _known(on)
        self.way = way

    def _carry_on(self, on: int, now: Stage, *, is_newly_ordered: bool) -> None:
        way = self.way
        assert way is not None  # noqa: S101 - only called within a way
        if is_newly_ordered:
            if way.stage is Stage.DECIDED:
                self._step(on, Step.ORDERED, Stage.ORDERED)
            elif way.stage is Stage.PLACED:
                way.path.append((on, Step.ORDERED))
        if now is way.stage:
            pass
        elif now is Stage.PLACED:
            self._step(on, Step.PLACED, now)
            way.placed_on = _known(on)
        elif way.stage is Stage.PLACED:
            self._step(on, Step.BACK, now)
            way.placed_on = None
        else:
            self._step(on, Step.UNORDERED if now is Stage.DECIDED else Step.ORDERED, now)
        way.is_decided, way.is_ordered = self.decided, self.ordered
        way.ordered_on = self.ordered_on if self.ordered else None

    def _step(self, on: int, step: Step | None, to: Stage) -> None:
        way = self.way
        assert way is not None  # noqa: S101 - only called within a way
        way.stages.append(StageTime(way.stage, way.since, on, step))
        if step is not None:
            way.path.append((on, step))
        way.stage, way.since = to, on

    def _end(self, on: int, changes: set[str]) -> Way:
        step: Step | None = Step.LEFT
        if "adopted" in changes:
            step = Step.ADOPTED
        elif "lost" in changes:
            step = None
        elif self.undone:
            step = Step.HOME if self.ended_at_home else Step.REVERSED
        if "adopted" in changes or "left" in changes or "lost" in changes:
            self.decided = self.ordered = self.placed = False
        self._step(on, step, Stage.OUT)
        done, self.way = self.way, None
        assert done is not None  # noqa: S101 - only called within a way
        return done


def _known(on: int) -> int | None:
    return None if on == LONG_AGO else on


def _at_home(way: Way, spells: list[_Spell]) -> None:
    """With whom the child lived when the way began and lives now, and since when."""

    def lived(axis: str, on: int) -> _Spell | None:
        held = [
            one
            for one in spells
            if one.axis == axis and one.began <= on and (one.ended is None or one.ended > on)
        ]
        return held[-1] if held else None

    def home(on: int) -> tuple[str, int | None]:
        place, carer = lived("placement", on), lived("carer_stay", on)
        return (place.value if place else "", _known(carer.began) if carer else None)

    way.home = home(way.began)
    if way.stage is Stage.OUT:
        return
    way.home_now = home(0)
    if way.stage is Stage.PLACED:
        place, since = way.home_now
        way.moved_in_on = since if place in CARER_ADOPTIVE_PLACES else way.placed_on


def _matched(way: Way, matches: list[int]) -> None:
    """The match that stands: since the way began, or since it went back to waiting."""
    if way.stage is Stage.OUT:
        return
    backs = [on for on, step in way.path if step is Step.BACK]
    since = max([way.began, *backs]) if way.stage is not Stage.PLACED else way.began
    own = [on for on in matches if on >= since]
    way.matched_on = own[-1] if own else None
