"""How first sentences say a number: who it is of, and which way it went."""

from __future__ import annotations

from collections.abc import Sequence

from belong.analytics.stored import StoredFigure
from belong.domain.periods import Period
from belong.reports.layouts.desk import Column, Desk
from belong.reports.words import half_up

__all__ = ["children_are", "compared", "families_are", "lacks_many", "moved", "way"]

_TENTH = 10


def children_are(number: float) -> str:
    """'child was' after 1, else 'children were'."""
    return "child was" if number == 1 else "children were"


def families_are(number: float) -> str:
    """'family was' after 1, else 'families were'."""
    return "family was" if number == 1 else "families were"


def way(before: float, now: float) -> str:
    """rose, fell, or stayed: of the numbers as they are printed."""
    if half_up(before) == half_up(now):
        return "stayed"
    return "rose" if now > before else "fell"


def compared(desk: Desk, measure: str, columns: Sequence[Column], what: str) -> str:
    """ "Fewer children were adopted in 2019/20 than in 2017/18": of the last two columns.

    what: the words after more, fewer or as many. "" where one of the two has no certain number.
    The checker reads a chart's title so, and holds it to the chart's numbers.
    """
    (then, old), (now, new) = (
        (one.title, desk.number(measure, one.period)) for one in columns[-2:]
    )
    if old is None or new is None:
        return ""
    if _is_uncertain(desk, measure, *(one.period for one in columns[-2:])):
        return ""
    if half_up(old) == half_up(new):
        return f"As many {what} in {now} as in {then}"
    return f"{'More' if new > old else 'Fewer'} {what} in {now} than in {then}"


def lacks_many(figure: StoredFigure) -> bool:
    """Whether a mean leaves out more than one for each ten whom it counts, as a day is not known.

    Of returns of a few years these are the children who waited longest: their care began before.
    """
    return figure.not_computable * _TENTH > (figure.n or 0)


def _is_uncertain(desk: Desk, measure: str, before: Period, now: Period) -> bool:
    """Whether so many could not be counted that the number may have gone the other way."""
    old, new = desk.figure(measure, before), desk.figure(measure, now)
    if old is None or new is None or old.value is None or new.value is None:
        return True
    if old.unit == "days":
        return lacks_many(old) or lacks_many(new)
    if not old.not_computable + new.not_computable:
        return False
    has_risen = new.value > old.value + old.not_computable
    has_fallen = new.value + new.not_computable < old.value
    return not (has_risen or has_fallen)


def moved(desk: Desk, measure: str, before: Period, now: Period) -> str:
    """ ", fewer than in 2018/19, when there were 25", or the same number as then.

    Nothing where there is no number of then, or where so many could not be counted that the
    number may have gone the other way.
    """
    old, new = desk.number(measure, before), desk.number(measure, now)
    if old is None or new is None or _is_uncertain(desk, measure, before, now):
        return ""
    if half_up(old) == half_up(new):
        return f", the same number as in {before.words} ({desk.cite(measure, before)})"
    more = "more" if new > old else "fewer"
    there = "there was" if half_up(old) == 1 else "there were"
    return f", {more} than in {before.words}, when {there} {desk.cite(measure, before)}"
