"""How areas compare, in words: the funnel, case mix beside it, and whether some are crowded out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belong.analytics.case_mix import Turn
from belong.analytics.definitions import DEFINITIONS
from belong.analytics.figures import ALL
from belong.analytics.funnel import Funnel, Standing
from belong.analytics.stored import FigureRef
from belong.reports.answers.compared import Comparison
from belong.reports.answers.comparing_tables import (
    areas_table,
    chances_table,
    mix_table,
    neighbours_table,
    others_table,
    partners_table,
    trend_picture,
    trend_table,
)
from belong.reports.answers.model import Answer, Block, Dot, FunnelChart
from belong.reports.measures import FEW, SHORT_NAMES
from belong.reports.words import count_of, day, half_up, joined, value_text

if TYPE_CHECKING:
    from belong.reports.measures import Row

__all__ = ["COMPARABLE", "comparison_answer"]

#: Indicators that are compared: means and shares; a count alone tells how large an area is.
COMPARABLE = tuple(code for code in SHORT_NAMES if DEFINITIONS[code].statistic != "count")
#: Limits are drawn at this many numbers of children at most.
_DRAWN = 60

#: Of so few areas each value is told in words, too.
_TOLD_EACH = 2

_CHANCE = (
    "Limits: of areas that differ by chance alone, 19 in 20 lie within the inner lines and 499 in "
    "500 within the outer, dashed ones. They are wide where there are few children. Of 20 areas "
    "that do not differ at all, one lies beyond the inner lines."
)
_MIX = (
    "Case mix: the children adopted in the window. Older children, sibling groups and early "
    "permanence bear on days, so a mean is never read without them."
)


def comparison_answer(told: Comparison) -> Answer:
    """The comparison in words, one funnel, and tables beside it."""
    name = SHORT_NAMES[told.indicator]
    blocks: list[Block] = []
    if told.funnel is not None:
        blocks.append(_chart(told, told.funnel))
    blocks += [areas_table(told), mix_table(told), chances_table(told)]
    if told.beside.neighbours:
        blocks.append(neighbours_table(told))
    if told.beside.partners:
        blocks.append(partners_table(told))
    if told.trend:
        picture = trend_picture(told)
        blocks += [picture, trend_table(told)] if picture else [trend_table(told)]
    if told.funnel is not None and told.beside.others:
        blocks.append(others_table(told, told.funnel))
    return Answer(
        title=f"{told.indicator} in {told.window}: {name}",
        words=(_standings(told), _crowding(told), _england(told)),
        blocks=tuple(blocks),
        notes=tuple(_notes(told)),
        opens=tuple(_opens(told)),
    )


def _opens(told: Comparison) -> list[tuple[str, str]]:
    """The figure behind the value of each row: of a named area, and of each window."""
    rows = [one for one in (*told.areas, told.whole) if one.row.get("area") in told.mix_names]
    found = [
        (one.name, str(FigureRef(told.indicator, one.row["area"], told.window))) for one in rows
    ]
    found.append((told.whole.name, str(FigureRef(told.indicator, ALL, told.window))))
    found += [
        (one["window"], str(FigureRef(told.indicator, told.code, one["window"])))
        for one in told.trend
    ]
    return found


def _standings(told: Comparison) -> str:
    whole = told.whole.row
    words = f"No child of {told.whole.name} counts in {told.indicator} of {told.window}."
    if whole["value"] is not None:
        words = (
            f"{told.indicator} of {told.whole.name} in {told.window} is "
            f"{_with_unit(whole)}, of {_children(whole)}."
        )
    if len(told.areas) <= _TOLD_EACH:
        words += "".join(
            f" {one.name}: {_with_unit(one.row)}, of {_children(one.row)}."
            for one in told.areas
            if one.row["value"] is not None
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
    far = [one for one in found.turns if one.standing is not Standing.WITHIN]
    if not far:
        return f"{words}. Differences like these can come by chance alone."
    said = joined(
        f"the share of {one.area} is {_side(one, found.share)} and {one.standing}" for one in far
    )
    return f"{words}. Of these, {said}."


def _side(one: Turn, share: float) -> str:
    own = 100 * one.placed / one.waited if one.waited else share
    return "higher than that of all" if own > share else "lower than that of all"


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
    others = told.beside.others
    numbers_of = [*(point.n for point in found.points), *(half_up(one.n or 0) for one in others)]
    most = half_up(max(numbers_of) * 1.15) + 1
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
        description=f"All together {value_text(found.centre, unit)}. {said}.{_rings(told)}",
        unit=unit,
        centre=found.centre,
        limits=tuple((one.n, *one.inner, *one.outer) for one in limits),
        dots=(
            *(
                Dot(numbers[p.area], p.n, p.value, is_out=p.standing is not Standing.WITHIN)
                for p in found.points
            ),
            *(Dot("", half_up(one.n or 0), one.value, is_published=True) for one in others),
        ),
        england=told.whole.row["england"],
    )


def _rings(told: Comparison) -> str:
    n = len(told.beside.others)
    return f" {count_of(n, 'other council', 'other councils')} as published." if n else ""


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
    if told.beside.why_no_neighbours:
        notes.append(told.beside.why_no_neighbours)
    if told.funnel is not None:
        notes += [told.beside.of_others, _CHANCE]
    return [*notes, _MIX]


def _with_unit(row: Row) -> str:
    text = value_text(row["value"], row["unit"])
    return f"{text} days" if row["unit"] == "days" else text


def _children(row: Row) -> str:
    return count_of(row["denominator"] or 0, "child", "children")
