"""The right answers about a made-up region, computed from its lives in plain loops.

Nothing here is shared with the merge or the indicators: both follow
docs/reference/how-figures-are-made.md, and tests hold them equal. What a life was is taken from its
facts; what of it the returns can show is worked out by ``sights``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from belong.synthetic.histories import Region, financial_year, year_end, year_start
from belong.synthetic.sights import Sight, sights_of

__all__ = ["INDICATORS", "truth"]

#: Thresholds in days for A3, by the end year of the window: 21, 20, 18 and 16 months, then 14.
#: Source: the scorecards' editions of those windows; 20 months (2010-13) is general knowledge.
_A3_THRESHOLDS = MappingProxyType({2011: 639, 2012: 639, 2013: 608, 2014: 547, 2015: 487})
_A3_THRESHOLD_NOW = 426


@dataclass(frozen=True)
class _Told:
    """One child in a figure: counted with a value, or left out for a reason."""

    la_code: str
    child_id: str
    value: int | None = None
    excluded: str | None = None
    not_computable: str | None = None


@dataclass(frozen=True)
class _Window:
    """label, first and last day (both included), and the financial year that it ends with."""

    label: str
    first_on: date
    last_on: date
    year: int


def _three_years(year: int) -> _Window:
    label = f"{year - 3}-{year % 100:02d}"
    return _Window(label, year_start(year - 2), year_end(year), year)


def _one_year(year: int) -> _Window:
    return _Window(f"{year - 1}-{year % 100:02d}", year_start(year), year_end(year), year)


def _on_the_day(year: int) -> _Window:
    return _Window(year_end(year).isoformat(), year_end(year), year_end(year), year)


def _is_in(day: date | None, window: _Window) -> bool:
    return day is not None and window.first_on <= day <= window.last_on


def _adopted(sights: Iterable[Sight], window: _Window) -> Iterator[Sight]:
    for sight in sights:
        if sight.adopted_on is not None and _is_in(sight.adopted_on, window):
            yield sight


def _days(sight: Sight, start_on: date | None, end_on: date | None) -> _Told:
    if start_on is None or end_on is None:
        return _out(sight, not_computable="a date that is needed is not in any return")
    return _in(sight, max(0, (end_on - start_on).days))


def _in(sight: Sight, value: int) -> _Told:
    return _Told(sight.la_code, sight.child_id, value=value)


def _out(sight: Sight, *, excluded: str | None = None, not_computable: str | None = None) -> _Told:
    return _Told(sight.la_code, sight.child_id, excluded=excluded, not_computable=not_computable)


_NOT_PLACED = "adopted without first being placed for adoption"
_NO_ORDER = "no placement order"


def _a1(sights: Sequence[Sight], window: _Window) -> Iterator[_Told]:
    for sight in _adopted(sights, window):
        if not sight.is_placed_last:
            yield _out(sight, excluded=_NOT_PLACED)
        else:
            yield _days(sight, sight.entered_on, sight.placed_on)


def _a10(sights: Sequence[Sight], window: _Window) -> Iterator[_Told]:
    for sight in _adopted(sights, window):
        if not sight.is_placed_last:
            yield _out(sight, excluded=_NOT_PLACED)
        else:
            yield _days(sight, sight.entered_on, sight.moved_in_on)


def _a2(sights: Sequence[Sight], window: _Window) -> Iterator[_Told]:
    for sight in _adopted(sights, window):
        order = sight.order_of_adoption
        if not sight.is_placed_last:
            yield _out(sight, excluded=_NOT_PLACED)
        elif order is None:
            yield _out(sight, excluded=_NO_ORDER)
        else:
            yield _days(sight, order.made_on, sight.matched_on)


def _a20(sights: Sequence[Sight], window: _Window) -> Iterator[_Told]:
    for sight in _adopted(sights, window):
        order = sight.order_of_adoption
        if not sight.is_placed_last:
            yield _out(sight, excluded=_NOT_PLACED)
        elif order is None:
            yield _out(sight, excluded=_NO_ORDER)
        else:
            yield _days(sight, sight.entered_on, order.made_on)


def _a3(sights: Sequence[Sight], window: _Window) -> Iterator[_Told]:
    threshold = _A3_THRESHOLDS.get(window.year, _A3_THRESHOLD_NOW)
    waits = [*_a1(sights, window), *_still_going(sights, window.last_on)]
    for told in waits:
        if told.value is None:
            yield told
        else:
            yield _Told(told.la_code, told.child_id, value=1 if told.value < threshold else 0)


def _still_going(sights: Sequence[Sight], day: date) -> Iterator[_Told]:
    for sight in sights:
        if not sight.has_decision_on(day):
            continue
        stay = sight.adoptive_stay_on(day)
        if stay is None:
            yield _days(sight, sight.entered_on, day)
        else:
            yield _days(sight, sight.entered_on, stay.began_on)


def _a4(sights: Sequence[Sight], window: _Window) -> Iterator[_Told]:
    last: dict[tuple[str, str, int], Sight] = {}
    for sight in sights:
        if sight.left_on is not None and _is_in(sight.left_on, window):
            key = (sight.la_code, sight.child_id, financial_year(sight.left_on))
            before = last.get(key)
            if before is None or before.left_on is None or before.left_on < sight.left_on:
                last[key] = sight
    for sight in last.values():
        if sight.last_legal_status in ("V3", "V4"):
            yield _out(sight, excluded="short breaks")
        else:
            yield _in(sight, 1 if sight.adopted_on is not None else 0)


def _a5(sights: Sequence[Sight], window: _Window) -> Iterator[_Told]:
    home = "early permanence that ended at home"
    children: dict[tuple[str, str], list[Sight]] = {}
    for sight in sights:
        children.setdefault((sight.la_code, sight.child_id), []).append(sight)
    for mine in children.values():
        changed = [s for s in mine if any(_is_in(d.reversed_on, window) for d in s.decisions)]
        adopted = [s for s in mine if _is_in(s.adopted_on, window)]
        true_changes = [s for s in changed if not s.is_early_permanence_home]
        if true_changes:
            yield _in(true_changes[0], 1)
        elif adopted:
            yield _in(adopted[0], 0)
        elif changed:
            yield _out(changed[0], excluded=home)


def _a9(sights: Sequence[Sight], window: _Window) -> Iterator[_Told]:
    for sight in sights:
        if sight.has_decision_on(window.last_on):
            if sight.adoptive_stay_on(window.last_on) is not None:
                yield _out(sight, excluded="placed for adoption")
            else:
                yield _in(sight, 1)


def _a14(sights: Sequence[Sight], window: _Window) -> Iterator[_Told]:
    for sight in sights:
        if sight.has_decision_on(window.last_on):
            if sight.adoptive_stay_on(window.last_on) is not None:
                yield _out(sight, excluded="placed for adoption")
            elif not any(order.is_live_on(window.last_on) for order in sight.orders):
                yield _out(sight, excluded=_NO_ORDER)
            else:
                yield _in(sight, 1)


def _a15(sights: Sequence[Sight], window: _Window) -> Iterator[_Told]:
    for sight in sights:
        for decision in sight.decisions:
            if _is_in(decision.decided_on, window):
                yield _in(sight, 1)


def _a16(sights: Sequence[Sight], window: _Window) -> Iterator[_Told]:
    for sight in sights:
        for order in sight.orders:
            if _is_in(order.made_on, window):
                yield _in(sight, 1)


@dataclass(frozen=True)
class _Indicator:
    unit: str
    window: Callable[[int], _Window]
    tell: Callable[[Sequence[Sight], _Window], Iterator[_Told]]


#: Every indicator that the truth knows, in the scorecard's order.
INDICATORS = MappingProxyType(
    {
        "A1": _Indicator("days", _three_years, _a1),
        "A2": _Indicator("days", _three_years, _a2),
        "A3": _Indicator("percent", _three_years, _a3),
        "A4": _Indicator("percent", _three_years, _a4),
        "A5": _Indicator("percent", _three_years, _a5),
        "A9": _Indicator("children", _on_the_day, _a9),
        "A10": _Indicator("days", _three_years, _a10),
        "A14": _Indicator("children", _on_the_day, _a14),
        "A15": _Indicator("children", _one_year, _a15),
        "A16": _Indicator("children", _one_year, _a16),
        "A20": _Indicator("days", _three_years, _a20),
    }
)


def truth(region: Region) -> dict[str, Any]:
    """The right answers, as they stand in truth.json.

    Keys: seed, years, figures. Each figure: indicator, area (authority or ``all``), window, value
    (never rounded; None where nobody counts), numerator and denominator (None for a count), unit,
    members, excluded and not_computable, each with la and child. One figure for every indicator,
    area, and year of returns as the window's end.
    """
    first, last = region.years
    sights = [sight for history in region.histories for sight in sights_of(region, history)]
    figures: list[dict[str, Any]] = []
    for code, indicator in INDICATORS.items():
        for year in range(first, last + 1):
            window = indicator.window(year)
            told = sorted(
                indicator.tell(sights, window), key=lambda t: (t.la_code, t.child_id, t.value or 0)
            )
            for area in (*region.la_codes, "all"):
                mine = [t for t in told if area in ("all", t.la_code)]
                figures.append(_figure(code, indicator.unit, area, window.label, mine))
    return {"seed": region.seed, "years": [first, last], "figures": figures}


def _figure(code: str, unit: str, area: str, window: str, told: Sequence[_Told]) -> dict[str, Any]:
    values = [t.value for t in told if t.value is not None]
    value: float | int | None
    numerator: int | None = sum(values)
    denominator: int | None = len(values)
    if unit == "children":
        value, numerator, denominator = len(values), None, None
    elif not values:
        value = None
    elif unit == "percent":
        value = 100 * sum(values) / len(values)
    else:
        value = sum(values) / len(values)
    return {
        "indicator": code,
        "area": area,
        "window": window,
        "value": value,
        "numerator": numerator,
        "denominator": denominator,
        "unit": unit,
        "members": [
            {"la": t.la_code, "child": t.child_id, "value": t.value}
            for t in told
            if t.value is not None
        ],
        "excluded": [
            {"la": t.la_code, "child": t.child_id, "reason": t.excluded}
            for t in told
            if t.excluded is not None
        ],
        "not_computable": [
            {"la": t.la_code, "child": t.child_id, "reason": t.not_computable}
            for t in told
            if t.not_computable is not None
        ],
    }
