"""How first sentences say a number: who it is of, and which way it went."""

from __future__ import annotations

from belong.domain.periods import Period
from belong.reports.layouts.desk import Desk
from belong.reports.words import half_up

__all__ = ["children_are", "families_are", "moved", "way"]


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


def moved(desk: Desk, measure: str, before: Period, now: Period) -> str:
    """ ", as in 2018/19" or ", after 25 in 2018/19"; nothing where there is no number of then."""
    old, new = desk.number(measure, before), desk.number(measure, now)
    if old is None or new is None:
        return ""
    if half_up(old) == half_up(new):
        return f", as many as in {before.words}"
    more = "more" if new > old else "fewer"
    return f", {more} than in {before.words}, when there were {desk.cite(measure, before)}"
