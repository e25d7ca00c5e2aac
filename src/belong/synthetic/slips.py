"""What a council may get wrong or leave out about one child, fitted to that child's life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from belong.synthetic.histories import (
    CarePeriod,
    Decision,
    Episode,
    FilingSlip,
    History,
    financial_year,
    year_end,
    year_start,
)

__all__ = ["with_slip"]


def with_slip(history: History, name: str, years: tuple[int, int], rng: Random) -> History | None:
    """The history with one slip of this name (``lives.SLIPS``), or None where it does not fit.

    years: first and last year of returns. A slip that a later return corrects is put before the
    last year, so that the correction is on file.
    """
    if name in ("lost", "missing_once", "missing_and_moved"):
        found = _absences(history, name, years)
        if not found:
            return None
        return replace(history, slip=FilingSlip(absent_years=found[rng.randrange(len(found))]))
    if name == "wrong_start":
        starts = _wrong_starts(history, years, rng)
        if not starts:
            return None
        return replace(history, slip=FilingSlip(wrong_start=starts[rng.randrange(len(starts))]))
    if name == "withdrawn_decision":
        return _with_withdrawn_decision(history, years, rng)
    if name == "lacks_ad1":
        first, last = years
        for period in history.periods:
            if period.is_adopted and period.left_on is not None:
                is_in_full_view = period.entered_on >= year_start(first)
                if is_in_full_view and period.left_on <= year_end(last):
                    return replace(history, slip=FilingSlip(lacks_ad1=True))
        return None
    raise ValueError(f"There is no slip called {name}.")


def _is_open_at(episode: Episode, day: date) -> bool:
    return episode.start_on <= day and (episode.end_on is None or episode.end_on > day)


def _absences(history: History, name: str, years: tuple[int, int]) -> list[frozenset[int]]:
    first, last = years
    found: list[frozenset[int]] = []
    for period in history.periods:
        for episode in period.episodes():
            for year in range(first + 1, last + 1):
                if not _is_open_at(episode, year_end(year - 1)):
                    continue
                if name == "lost":
                    found.append(frozenset(range(year, last + 1)))
                elif year < last and _fits_one_year(history, period, episode, name, year):
                    found.append(frozenset({year}))
    return found


def _fits_one_year(
    history: History, period: CarePeriod, episode: Episode, name: str, year: int
) -> bool:
    """Whether the child may be left out of this year's return only.

    missing_once: the same episode is open before and after, and nothing was decided meanwhile.
    missing_and_moved: the episode ended meanwhile and the child is still in care afterwards.
    """
    next_year = year_start(year + 1)
    goes_on = episode.end_on is None or episode.end_on >= next_year
    if name == "missing_once":
        return goes_on and not _was_decided_in(history, year)
    is_in_care_after = period.left_on is None or period.left_on >= next_year
    return not goes_on and is_in_care_after and not period.decisions


def _was_decided_in(history: History, year: int) -> bool:
    days = [
        day
        for period in history.periods
        for decision in period.decisions
        for day in (decision.decided_on, decision.reversed_on)
    ]
    return any(day is not None and financial_year(day) == year for day in days)


def _wrong_starts(
    history: History, years: tuple[int, int], rng: Random
) -> list[tuple[date, date, int]]:
    first, last = years
    found: list[tuple[date, date, int]] = []
    earliest = history.born_on
    for period in history.periods:
        for number, episode in enumerate(period.episodes()):
            true_on, year = episode.start_on, financial_year(episode.start_on)
            days = rng.randint(1, 12)
            sign = 1 if number == 0 and rng.random() < 0.5 else -1
            filed_on = true_on + timedelta(days=sign * days)
            is_filed_open = financial_year(filed_on) == year and _is_open_at(
                episode, year_end(year)
            )
            is_corrected = first <= year < last
            if is_filed_open and is_corrected and filed_on > earliest:
                between = (min(true_on, filed_on), max(true_on, filed_on))
                if not _has_decision_between(period, *between):
                    found.append((true_on, filed_on, year))
            earliest = episode.start_on
        if period.left_on is not None:
            earliest = period.left_on
    return found


def _has_decision_between(period: CarePeriod, low: date, high: date) -> bool:
    days = [decision.decided_on for decision in period.decisions]
    if period.matched_on is not None:
        days.append(period.matched_on)
    return any(low <= day <= high for day in days)


def _with_withdrawn_decision(
    history: History, years: tuple[int, int], rng: Random
) -> History | None:
    first, last = years
    fits: list[tuple[int, int]] = []
    for number, period in enumerate(history.periods):
        for year in range(first, last):
            earliest = max(period.entered_on, year_start(year))
            stays = period.left_on is None or period.left_on > year_end(year)
            if not period.decisions and stays and (year_end(year) - earliest).days > 60:
                fits.append((number, year))
    if not fits:
        return None
    number, year = fits[rng.randrange(len(fits))]
    period = history.periods[number]
    decided_on = year_end(year) - timedelta(days=rng.randint(0, 50))
    error = Decision(decided_on, withdrawn_after=year)
    periods = list(history.periods)
    periods[number] = replace(period, decisions=(error,))
    return replace(history, periods=tuple(periods))
