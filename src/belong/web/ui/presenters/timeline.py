"""The timeline of a journey: drawn as lanes of time, and the same as a table.

The geometry is computed here, in units of the drawing, so that it can be tested; the macro prints
it as SVG. Nothing in the drawing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from belong.web.ui.words import day

__all__ = [
    "Band",
    "Clock",
    "ClockState",
    "Drawing",
    "Lane",
    "Mark",
    "Timeline",
    "TimelineRow",
]

#: Gives the x of a day.
At = Callable[[date], float]

WIDTH = 1000
LEFT = 120
RIGHT = 20
TOP = 42
LEVEL = 26
#: Width of a letter in units of the drawing, for deciding what fits.
LETTER = 6.8
#: Months between two ticks, by how many months the drawing spans.
MONTHS_A_TICK = ((18, 1), (48, 3), (120, 6))


class ClockState(StrEnum):
    """How a clock stands."""

    OPEN = "open"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True)
class Band:
    """Something that was so from a day up to, not including, another; to_on None: still so."""

    label: str
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True)
class Mark:
    """Something that happened, or is planned, on a day."""

    label: str
    on: date
    is_planned: bool = False


@dataclass(frozen=True)
class Clock:
    """A time limit. met_on: the day on which what it waits for happened, or None."""

    label: str
    from_on: date
    due_on: date
    state: ClockState
    met_on: date | None = None
    reason: str = ""

    @property
    def words(self) -> str:
        """The state in words, never by colour alone."""
        if self.state is ClockState.MET:
            return f"met on {day(self.met_on)}" if self.met_on else "met"
        if self.state is ClockState.MISSED:
            late = f"missed: due by {day(self.due_on)}"
            late += f", happened on {day(self.met_on)}" if self.met_on else ""
            return late + (f" ({self.reason})" if self.reason else "")
        return f"due by {day(self.due_on)}"


@dataclass(frozen=True)
class Lane:
    """A row of the drawing. kind: care, legal, placement or plan gives the bands' colour."""

    name: str
    kind: str = ""
    bands: tuple[Band, ...] = ()
    marks: tuple[Mark, ...] = ()
    clocks: tuple[Clock, ...] = ()


@dataclass(frozen=True)
class TimelineRow:
    """One line of the table that says the same as the drawing."""

    on: date
    when: str
    lane: str
    what: str


@dataclass(frozen=True)
class Shape:
    """A band, mark or clock in its place. words: everything about it, for a tooltip."""

    kind: str
    x: float
    y: float
    width: float
    text: str
    words: str
    state: str = ""

    @property
    def text_x(self) -> float:
        """Where the text of a clock begins: at the clock, or further left to fit in."""
        return max(float(LEFT), min(self.x + 2, WIDTH - len(self.text) * LETTER))


@dataclass(frozen=True)
class DrawnLane:
    """A lane in its place."""

    name: str
    y: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Tick:
    """A line of the grid; major ones start a year."""

    x: float
    text: str
    is_major: bool


@dataclass(frozen=True)
class Drawing:
    """Everything that the macro prints, in units of the drawing."""

    width: int
    height: float
    ticks: tuple[Tick, ...]
    lanes: tuple[DrawnLane, ...]
    today_x: float | None


@dataclass(frozen=True)
class Timeline:
    """A journey as lanes. title: of whom. today: the day that it is seen from."""

    title: str
    lanes: tuple[Lane, ...]
    today: date
    id: str = "timeline"

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(lane.bands or lane.marks or lane.clocks for lane in self.lanes)

    def rows(self) -> list[TimelineRow]:
        """The same as a table, in order of date."""
        found = []
        for lane in self.lanes:
            for band in lane.bands:
                until = f"to {day(band.to_on)}" if band.to_on else "still so"
                found.append(
                    TimelineRow(
                        band.from_on, f"{day(band.from_on)}, {until}", lane.name, band.label
                    )
                )
            for mark in lane.marks:
                when = f"{day(mark.on)}{' (planned)' if mark.is_planned else ''}"
                found.append(TimelineRow(mark.on, when, lane.name, mark.label))
            for clock in lane.clocks:
                when = f"{day(clock.from_on)} to {day(clock.due_on)}"
                what = f"{clock.label}: {clock.words}"
                found.append(TimelineRow(clock.from_on, when, lane.name, what))
        return sorted(found, key=lambda row: row.on)

    def draw(self) -> Drawing:
        """The drawing. Lanes with nothing in them are left out."""
        start, end = self._span()
        days = (end - start).days

        def at(on: date) -> float:
            clipped = min(max(on, start), end)
            return round(LEFT + (WIDTH - LEFT - RIGHT) * (clipped - start).days / days, 1)

        lanes, y = [], float(TOP)
        for lane in self.lanes:
            shapes, levels = _shapes(lane, at, y, self.today)
            if not shapes:
                continue
            height = levels * LEVEL + 10
            lanes.append(DrawnLane(lane.name, y, height, tuple(shapes)))
            y += height
        return Drawing(
            width=WIDTH,
            height=y + 6,
            ticks=tuple(_ticks(start, end, at)),
            lanes=tuple(lanes),
            today_x=at(self.today) if start <= self.today <= end else None,
        )

    def _span(self) -> tuple[date, date]:
        """The first of the first month, and the first of the month after the last day shown."""
        days = {self.today}
        for lane in self.lanes:
            for band in lane.bands:
                days |= {band.from_on, band.to_on or self.today}
            days |= {mark.on for mark in lane.marks}
            for clock in lane.clocks:
                days |= {clock.from_on, clock.due_on, clock.met_on or clock.due_on}
        start = min(days).replace(day=1)
        end = (max(days).replace(day=28) + timedelta(days=4)).replace(day=1)
        return start, end


def _shapes(lane: Lane, at: At, y: float, today: date) -> tuple[list[Shape], int]:
    """The shapes of a lane, on as many levels as keep them apart, and how many levels that is."""
    taken: list[float] = []

    def level(x: float, to: float) -> float:
        for number, until in enumerate(taken):
            if x >= until:
                taken[number] = to
                return y + 5 + number * LEVEL
        taken.append(to)
        return y + 5 + (len(taken) - 1) * LEVEL

    shapes = []
    for band in sorted(lane.bands, key=lambda b: b.from_on):
        x, to = at(band.from_on), at(max(band.to_on or today, band.from_on))
        width = max(3.0, round(to - x, 1))
        until = f"to {day(band.to_on)}" if band.to_on else "still so"
        words = f"{band.label}: {day(band.from_on)}, {until}"
        fits = _fitting(band.label, width - 8)
        shapes.append(Shape("band", x, level(x, x + width), width, fits, words, lane.kind))
    for clock in sorted(lane.clocks, key=lambda c: c.from_on):
        x, to = at(clock.from_on), at(clock.due_on)
        sign = {ClockState.MET: "✓ ", ClockState.MISSED: "✗ "}.get(clock.state, "")
        text = f"{sign}{clock.label}"
        words = f"{clock.label}: {clock.words}"
        width = max(3.0, round(to - x, 1))
        room = max(x + width, x + len(text) * LETTER + 8)
        shapes.append(Shape("clock", x, level(x, room), width, text, words, clock.state.value))
    for mark in sorted(lane.marks, key=lambda m: m.on):
        x = at(mark.on)
        wide = len(mark.label) * LETTER + 16
        words = f"{mark.label}: {day(mark.on)}{' (planned)' if mark.is_planned else ''}"
        is_left = x + wide > WIDTH
        begins = x - wide if is_left else x - 6
        shapes.append(
            Shape(
                "mark",
                x,
                level(begins, x + 8 if is_left else x + wide),
                -1.0 if is_left else 1.0,
                mark.label,
                words,
                "planned" if mark.is_planned else "",
            )
        )
    return shapes, len(taken)


def _fitting(text: str, width: float) -> str:
    """As much of a text as fits, or nothing where too little would."""
    room = int(width / LETTER)
    if len(text) <= room:
        return text
    return text[: room - 1].rstrip() + "…" if room >= len("Foster") else ""


def _ticks(start: date, end: date, at: At) -> Iterator[Tick]:
    """Lines at months, the closer the shorter the time; January's names the year.

    The first line names its month and year, unless January follows too close for both names.
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    named = float(LEFT)
    step = next((each for limit, each in MONTHS_A_TICK if months <= limit), 12)
    for number in range(months + 1):
        month = start.month - 1 + number
        on = date(start.year + month // 12, month % 12 + 1, 1)
        if on.month == 1:
            yield Tick(at(on), str(on.year), True)
        elif on == start:
            named = at(on) + len("Jan 2024") * LETTER
            yield Tick(at(on), f"{on:%b %Y}" if named < at(date(on.year + 1, 1, 1)) else "", False)
        elif (on.month - 1) % step == 0:
            yield Tick(at(on), f"{on:%b}" if at(on) > named else "", False)
