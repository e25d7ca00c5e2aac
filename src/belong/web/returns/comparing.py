"""Setting the returns and the scorecard of one period side by side, as known at one change."""

from __future__ import annotations

from datetime import date

from belong.domain.calendar import financial_year, financial_year_bounds
from belong.reports.returns import Window, of_year
from belong.reports.returns.counted import Counted
from belong.reports.returns.reconcile import Reconciled, reconcile
from belong.web.children.frames import frames_at
from belong.web.returns.making import Asked
from belong.web.returns.queries import Reach, child_cases

__all__ = ["compare"]

#: The figure that counts each kind: its code, and the date of its members that is the day.
_FIGURES = {
    Counted.DECIDED: ("A15", "start_on"),
    Counted.ORDERED: ("A16", "start_on"),
    Counted.ADOPTED: ("A4", "end_on"),
}


def compare(asked: Asked) -> Reconciled:
    """What the 903, the quarterly data and, of a whole year, the scorecard say of a period."""
    from belong.reports.returns.ssda903 import make_903

    window, year = asked.window, asked.year
    # the year's return is told whole, whichever part of it is compared
    whole = of_year(year)
    cases, _ = child_cases(asked.reach, window, asked.change)
    of_whole_year, _ = child_cases(asked.reach, whole, asked.change)
    made = [make_903(of_whole_year, code, year) for code in asked.reach.codes.values()]
    scorecard = None
    if (window.first, window.last) == financial_year_bounds(year):
        scorecard = _told_by_scorecard(asked.reach, window, asked.change)
    return reconcile(cases, made, window, scorecard)


def _told_by_scorecard(
    reach: Reach, window: Window, change: int | None
) -> dict[Counted, set[tuple[str, date]]]:
    """The members of the figures that count these kinds, by reference and day."""
    from belong.analytics import DEFINITIONS, compute, journeys
    from belong.analytics.windows import window_ending

    year = financial_year(window.last)
    frames = frames_at(list(reach.codes.values()), change=change)
    codes = [code for code, _ in _FIGURES.values()]
    figures = compute(frames, journeys(frames), year=year, windows=1, codes=codes)
    areas = set(figures.figures["area"].to_list())
    told: dict[Counted, set[tuple[str, date]]] = {}
    for what, (code, name) in _FIGURES.items():
        label = window_ending(DEFINITIONS[code].window, year).label
        told[what] = {
            (member.child_id, getattr(member, name))
            for la_code in areas & set(reach.codes.values())
            for member in figures.figure(code, la_code, label).members
            if member.value and window.holds(getattr(member, name))
        }
    return told
