"""How areas compare, in words: the funnel, case mix beside it, and whether some are crowded out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from belong.analytics.case_mix import AGES, CaseMix, Chances
from belong.analytics.definitions import DEFINITIONS
from belong.analytics.funnel import Funnel, Standing
from belong.reports.answers.model import Answer, Block, Dot, FunnelChart
from belong.reports.measures import FEW, SHORT_NAMES, rank_text
from belong.reports.model import Column, Table
from belong.reports.words import NOT_AVAILABLE, count_of, day, half_up, joined, value_text

if TYPE_CHECKING:
    from belong.reports.measures import Row

__all__ = ["COMPARABLE", "AreaRow", "Comparison", "Published", "comparison_answer"]

#: Indicators that are compared: means and shares; a count alone tells how large an area is.
COMPARABLE = tuple(code for code in SHORT_NAMES if DEFINITIONS[code].statistic != "count")
#: Limits are drawn at this many numbers of children at most.
_DRAWN = 60

_CHANCE = (
    "Limits: of areas that differ by chance alone, 19 in 20 lie within the inner lines and 499 in "
    "500 within the outer, dashed ones. They are wide where there are few children."
)
_MIX = (
    "Case mix: the children adopted in the window. Older children, sibling groups and early "
    "permanence bear on days, so a mean is never read without them."
)


@dataclass(frozen=True)
class Published:
    """A published value of another area. n: of how many, None where that is not published."""

    name: str
    value: float
    source: str
    n: float | None = None


@dataclass(frozen=True)
class AreaRow:
    """One area: its name, the row of its figure, and since when it is in the region.

    joined_on: the day it joined, where that lies within the window; else None.
    """

    name: str
    row: Row
    joined_on: date | None = None


@dataclass(frozen=True)
class Comparison:
    """Everything that areas are compared on.

    areas: those compared, in the order shown. whole: the row of all of them together, and its name.
    funnel: None where too few children stand behind it, and then why_no_funnel says so. mixes: by
    area, in order. chances: whose children are placed as often as the others'. neighbours:
    published values of statistical neighbours; why_no_neighbours: where there are none. breaks:
    sentences on where the series breaks. trend: window, value, children and England's value,
    oldest first.
    """

    indicator: str
    window: str
    areas: tuple[AreaRow, ...]
    whole: AreaRow
    funnel: Funnel | None
    why_no_funnel: str
    mixes: tuple[CaseMix, ...]
    chances: Chances
    neighbours: tuple[Published, ...] = ()
    why_no_neighbours: str = ""
    trend: tuple[Row, ...] = ()
    mix_names: Mapping[str, str] | None = None


def comparison_answer(told: Comparison) -> Answer:
    """The comparison in words, one funnel, and tables beside it."""
    name = SHORT_NAMES[told.indicator]
    blocks: list[Block] = []
    if told.funnel is not None:
        blocks.append(_chart(told, told.funnel))
    blocks += [_areas_table(told), _mix_table(told), _chances_table(told)]
    if told.neighbours:
        blocks.append(_neighbours_table(told))
    if told.trend:
        blocks.append(_trend_table(told))
    return Answer(
        title=f"{told.indicator} in {told.window}: {name}",
        words=(_standings(told), _crowding(told), _england(told)),
        blocks=tuple(blocks),
        notes=tuple(_notes(told)),
    )


def _standings(told: Comparison) -> str:
    whole = told.whole.row
    words = f"No child of {told.whole.name} counts in {told.indicator} of {told.window}."
    if whole["value"] is not None:
        words = (
            f"{told.indicator} of {told.whole.name} in {told.window} is "
            f"{_with_unit(whole)}, of {_children(whole)}."
        )
    if told.funnel is None:
        return f"{words} {told.why_no_funnel}"
    out = [one for one in told.funnel.points if one.standing is not Standing.WITHIN]
    if not out:
        return f"{words} Every area lies {Standing.WITHIN}."
    names = {one.row["area"]: one for one in told.areas}
    said = joined(
        f"{names[one.area].name} ({_with_unit(names[one.area].row)}, "
        f"{_children(names[one.area].row)}) lies {one.standing}"
        for one in out
    )
    return f"{words} {said}; all others lie {Standing.WITHIN}."


def _crowding(told: Comparison) -> str:
    found = told.chances
    if found.share is None:
        return f"No child waited for adoption in {found.year}."
    words = (
        f"Of {count_of(found.waited, 'child', 'children')} who waited with a decision at some time "
        f"in {found.year}, {found.placed:,} were placed in the year "
        f"({value_text(found.share, 'percent')}): "
    )
    words += joined(f"{one.area} {one.placed:,} of {one.waited:,}" for one in found.turns)
    far = [one.area for one in found.turns if one.standing is not Standing.WITHIN]
    if far:
        return f"{words}. Chance alone hardly explains the share of {joined(far)}."
    return f"{words}. Chance alone explains such differences."


def _england(told: Comparison) -> str:
    row = told.whole.row
    if row["england"] is not None:
        return (
            f"England in {told.window}: {value_text(row['england'], row['unit'])} "
            f"({row['england_source']})."
        )
    words = (
        f"England's {told.indicator} of {told.window} is not published, or nobody has imported it."
    )
    last = next((one for one in reversed(told.trend) if one["england"] is not None), None)
    if last is not None:
        words += (
            f" The last one here is of another window, {last['window']}: "
            f"{value_text(last['england'], last['unit'])}."
        )
    return words


def _chart(told: Comparison, found: Funnel) -> FunnelChart:
    numbers = {one.row["area"]: str(at) for at, one in enumerate(told.areas, start=1)}
    names = {one.row["area"]: one.name for one in told.areas}
    most = half_up(max(point.n for point in found.points) * 1.15) + 1
    step = max(1, most // _DRAWN)
    limits = [found.limits(n) for n in range(1, most + 1, step)]
    unit = told.whole.row["unit"]
    said = "; ".join(
        f"{names[point.area]} {value_text(point.value, unit)} of "
        f"{count_of(point.n, 'child', 'children')}, {point.standing}"
        for point in found.points
    )
    return FunnelChart(
        title=f"{told.indicator} in {told.window} by number of children, with limits of chance",
        description=f"All together {value_text(found.centre, unit)}. {said}.",
        unit=unit,
        centre=found.centre,
        limits=tuple((one.n, *one.inner, *one.outer) for one in limits),
        dots=tuple(
            Dot(numbers[p.area], p.n, p.value, is_out=p.standing is not Standing.WITHIN)
            for p in found.points
        ),
        england=told.whole.row["england"],
    )


def _areas_table(told: Comparison) -> Table:
    points = {one.area: one for one in told.funnel.points} if told.funnel else {}
    rows = []
    for at, one in enumerate([*told.areas, told.whole], start=1):
        point = points.get(one.row["area"]) if one is not told.whole else None
        unit = one.row["unit"]
        rows.append(
            (
                str(at) if one is not told.whole else "",
                one.name,
                value_text(one.row["value"], unit),
                f"{one.row['denominator'] or 0:,}",
                _limits_text(point.limits.inner, unit) if point else NOT_AVAILABLE,
                str(point.standing) if point else NOT_AVAILABLE,
                rank_text(one.row) or NOT_AVAILABLE,
            )
        )
    return Table(
        caption=f"{told.indicator} in {told.window}, area by area",
        columns=(
            Column("Area"),
            Column("No."),
            Column("Value", is_number=True),
            Column("Children", is_number=True),
            Column("19 in 20 within", is_number=True),
            Column("It lies"),
            Column("Rank", is_number=True),
        ),
        rows=tuple((name, no, *rest) for no, name, *rest in rows),
        note=_rank_note(told),
    )


def _limits_text(ends: tuple[float, float], unit: str) -> str:
    return f"{value_text(ends[0], unit)} to {value_text(ends[1], unit)}"


def _rank_note(told: Comparison) -> str:
    among = sorted({one.row["rank_among"] for one in told.areas if one.row["rank_among"]})
    if among:
        return f"Rank: among {joined(among)}; 1st is best."
    return "No rank: fewer than 10 areas have a value to be ranked among."


def _mix_table(told: Comparison) -> Table:
    names = {one.row["area"]: one.name for one in told.areas} | dict(told.mix_names or {})
    rows = []
    for mix in told.mixes:
        groups = NOT_AVAILABLE
        if mix.groups is not None:
            groups = f"{mix.groups:,} ({count_of(mix.in_groups or 0, 'child', 'children')})"
        rows.append(
            (
                names.get(mix.area, mix.area),
                f"{mix.n:,}",
                *(f"{n:,}" for n in mix.ages),
                f"{mix.age_unknown:,}",
                f"{mix.early_permanence:,} of {mix.n:,}",
                groups,
            )
        )
    return Table(
        caption=f"Case mix: children adopted in {told.window}",
        columns=(
            Column("Area"),
            Column("Adopted", is_number=True),
            *(Column(f"Entered care aged {age}", is_number=True) for age in AGES),
            Column("Age not known", is_number=True),
            Column("Early permanence", is_number=True),
            Column("Sibling groups", is_number=True),
        ),
        rows=tuple(rows),
        note=(
            None
            if any(mix.groups is not None for mix in told.mixes)
            else "Sibling groups are not known to the source of these figures."
        ),
    )


def _chances_table(told: Comparison) -> Table:
    found = told.chances

    def share(part: int, whole: int) -> str:
        return value_text(100 * part / whole, "percent") if whole else NOT_AVAILABLE

    rows = [
        (
            one.area,
            f"{one.waited:,}",
            share(one.waited, found.waited),
            f"{one.placed:,}",
            share(one.placed, found.placed),
            f"{share(one.placed, one.waited)}",
            str(one.standing) if one.waited else NOT_AVAILABLE,
        )
        for one in found.turns
    ]
    return Table(
        caption=f"Whose children were placed in {found.year}, of those who waited in it",
        columns=(
            Column("Area"),
            Column("Waited", is_number=True),
            Column("Share of all who waited", is_number=True),
            Column("Placed", is_number=True),
            Column("Share of all placed", is_number=True),
            Column("Placed of its own", is_number=True),
            Column("It lies"),
        ),
        rows=tuple(rows),
        note=(
            f"All together: {found.placed:,} placed of {found.waited:,} who waited. An area whose "
            "share of those placed is far under its share of those who waited may be crowded out."
        ),
    )


def _neighbours_table(told: Comparison) -> Table:
    unit = told.whole.row["unit"]
    return Table(
        caption=f"Statistical neighbours in {told.window}, as published",
        columns=(
            Column("Area"),
            Column("Value", is_number=True),
            Column("Children", is_number=True),
            Column("Source"),
        ),
        rows=tuple(
            (
                one.name,
                value_text(one.value, unit),
                "not published" if one.n is None else f"{half_up(one.n):,}",
                one.source,
            )
            for one in told.neighbours
        ),
    )


def _trend_table(told: Comparison) -> Table:
    rows = [
        (
            one["window"],
            value_text(one["value"], one["unit"]),
            f"{one['denominator'] or 0:,}",
            value_text(one["england"], one["unit"]),
        )
        for one in told.trend
    ]
    return Table(
        caption=f"{told.indicator} of {told.whole.name} over the last windows",
        columns=(
            Column("Window"),
            Column("Value", is_number=True),
            Column("Children", is_number=True),
            Column("England", is_number=True),
        ),
        rows=tuple(rows),
        note=" ".join(_breaks(told.indicator)) or None,
    )


def _breaks(indicator: str) -> list[str]:
    """Where the national series begins, ends, and must not be joined to another."""
    definition = DEFINITIONS[indicator]
    words = list(definition.notes)
    if definition.last_edition is not None:
        words.append(
            f"Series break: the department published {indicator} last for the window to 31 March "
            f"{definition.last_edition}; later windows are Belong's own."
        )
    return words


def _notes(told: Comparison) -> list[str]:
    notes = []
    for one in told.areas:
        n = one.row["denominator"]
        if one.row["value"] is None:
            notes.append(f"{one.name}: no child counts in {told.window}, so it has no value.")
        elif n is not None and n < FEW:
            notes.append(
                f"{one.name} rests on {count_of(n, 'child', 'children')}: one child decides it."
            )
        if one.joined_on is not None:
            notes.append(
                f"{one.name} joined the region on {day(one.joined_on)}, within the window: its "
                "children from before are counted, too, as the department counts today's members."
            )
        if one.row["years_missing"]:
            notes.append(f"{one.name}: the returns of part of the window were not supplied.")
    if told.why_no_neighbours:
        notes.append(told.why_no_neighbours)
    if told.funnel is not None:
        notes.append(_CHANCE)
    return [*notes, _MIX]


def _with_unit(row: Row) -> str:
    text = value_text(row["value"], row["unit"])
    return f"{text} days" if row["unit"] == "days" else text


def _children(row: Row) -> str:
    return count_of(row["denominator"] or 0, "child", "children")
