"""The yearly returns that a council would file about the made-up lives.

A return of a year holds the episodes open at some time in it, told as they stood on its 31 March:
an episode or decision that ends later is still open in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from belong.synthetic.histories import (
    CarePeriod,
    Decision,
    Episode,
    History,
    Region,
    financial_year,
    year_end,
    year_start,
)

__all__ = ["TABLE_NAMES", "Tables", "return_tables"]

#: Tables of a made-up return. UASC and Missing are there and empty.
TABLE_NAMES = (
    *("Header", "Episodes", "Reviews", "UASC", "OC2", "OC3", "AD1", "PlacedAdoption"),
    *("PrevPerm", "Missing", "SWEpisodes"),
)

#: One return: for each table its rows of text, in the official order of columns.
Tables = dict[str, list[tuple[str, ...]]]

#: Special guardianship codes up to 2017-18, by the codes that took their place.
_OLD_GUARDIANSHIP = {"E45": "E43", "E46": "E43", "E47": "E44", "E48": "E44"}
_SW_FROM_YEAR = 2024
_SEX_LETTERS_FROM_YEAR = 2025


@dataclass(frozen=True)
class _View:
    """One child as one year's return tells of it."""

    history: History
    year: int

    @property
    def begins_on(self) -> date:
        return year_start(self.year)

    @property
    def ends_on(self) -> date:
        return year_end(self.year)

    def holds(self, start_on: date, end_on: date | None) -> bool:
        """Whether something with these dates was so on any day from 1 April to 31 March."""
        return start_on <= self.ends_on and (end_on is None or end_on >= self.begins_on)

    def so_far(self, day: date | None) -> date | None:
        """The day where it has come by 31 March, else None."""
        return day if day is not None and day <= self.ends_on else None

    def filed_start(self, day: date) -> date:
        """An episode's first day as this return tells it, which may be wrong."""
        slip = self.history.slip.wrong_start
        return slip[1] if slip and slip[0] == day and slip[2] == self.year else day


def return_tables(region: Region, la_code: str, year: int) -> Tables:
    """One council's return of one year: every table, with the rows it holds."""
    tables: Tables = {name: [] for name in TABLE_NAMES if _is_in_use(name, year)}
    for history in region.of(la_code):
        if year not in history.slip.absent_years:
            _add_child(tables, _View(history, year))
    return tables


def _is_in_use(table: str, year: int) -> bool:
    return table != "SWEpisodes" or year >= _SW_FROM_YEAR


def _add_child(tables: Tables, view: _View) -> None:
    history = view.history
    periods = [p for p in history.periods if view.holds(p.entered_on, p.left_on)]
    if not periods:
        return
    child, born = history.child_id, _text(history.born_on)
    tables["Header"].append((child, _sex(view), born, history.ethnicity, _upn(view), "", ""))
    for period in periods:
        tables["Episodes"].extend(_episode_rows(view, period))
        tables["PlacedAdoption"].extend(
            (child, born, *row) for row in _decision_rows(view, period.decisions)
        )
        tables["AD1"].extend((child, born, *row) for row in _adoption_rows(view, period))
        tables["Reviews"].extend((child, born, *row) for row in _review_rows(view, period))
        if financial_year(period.entered_on) == view.year:
            tables["PrevPerm"].append((child, born, "Z1", "", ""))
        if "SWEpisodes" in tables:
            tables["SWEpisodes"].append((child, born, *_worker_row(view, period)))
    tables["PrevPerm"] = list(dict.fromkeys(tables["PrevPerm"]))
    last = periods[-1]
    if last.entered_on < view.begins_on and view.so_far(last.left_on) is None:
        tables["OC2"].append((child, born, *_outcomes_row(view)))
    if _has_grown_up(view, last):
        tables["OC3"].append((child, born, "YES", "F2", "Z1"))


def _episode_rows(view: _View, period: CarePeriod) -> Iterable[tuple[str, ...]]:
    episodes = period.episodes()
    for number, episode in enumerate(episodes):
        if not view.holds(episode.start_on, episode.end_on):
            continue
        after = episodes[number + 1] if number + 1 < len(episodes) else None
        ended_on = view.so_far(episode.end_on)
        change = ""
        if ended_on and after and after.is_new_placement:
            change = "CARPL" if after.is_new_carer else "PLACE"
        if ended_on and after:
            ended_on = view.filed_start(ended_on)
        yield (
            view.history.child_id,
            _text(view.filed_start(episode.start_on)),
            _reason_for_new_episode(number, episode),
            episode.legal_status,
            view.history.need,
            episode.placement.place,
            _provider(view.history, episode),
            _text(ended_on),
            "" if ended_on is None else "X1" if after else _reason_ceased(period),
            change,
            _postcode(view.history, 0),
            _postcode(view.history, episode.placement.carer),
            _urn(view.history, episode),
        )


def _reason_for_new_episode(number: int, episode: Episode) -> str:
    if number == 0:
        return "S"
    if episode.is_new_carer:
        return "B" if episode.is_new_status else "P"
    if episode.is_new_placement:
        return "U" if episode.is_new_status else "T"
    return "L"


def _reason_ceased(period: CarePeriod) -> str:
    reason = period.left_reason or ""
    if period.left_on is not None and financial_year(period.left_on) <= 2018:
        return _OLD_GUARDIANSHIP.get(reason, reason)
    return reason


def _decision_rows(view: _View, decisions: Iterable[Decision]) -> Iterable[tuple[str, str, str]]:
    for decision in decisions:
        was_withdrawn = (
            decision.withdrawn_after is not None and view.year > decision.withdrawn_after
        )
        if view.holds(decision.decided_on, decision.reversed_on) and not was_withdrawn:
            reversed_on = view.so_far(decision.reversed_on)
            reason = decision.reversal_reason or "" if reversed_on else ""
            yield _text(decision.decided_on), _text(reversed_on), reason


def _adoption_rows(view: _View, period: CarePeriod) -> Iterable[tuple[str, ...]]:
    adopters = period.adopters
    is_adopted_by_now = view.so_far(period.left_on) is not None
    if adopters is None or not is_adopted_by_now or view.history.slip.lacks_ad1:
        return
    yield (
        _text(period.decisions[-1].decided_on),
        _text(period.matched_on),
        "1" if adopters.were_carers else "0",
        str(adopters.number),
        adopters.sex,
        adopters.legal_status,
    )


def _review_rows(view: _View, period: CarePeriod) -> Iterable[tuple[str, str]]:
    if period.statuses[0].code in ("V3", "V4"):
        return
    day, gap = period.entered_on + timedelta(days=26), 88
    while day <= view.ends_on and (period.left_on is None or day < period.left_on):
        if day >= view.begins_on:
            under_four = (day - view.history.born_on).days < 4 * 365
            yield _text(day), "PN0" if under_four else "PN1"
        day, gap = day + timedelta(days=gap), 178


def _outcomes_row(view: _View) -> tuple[str, ...]:
    age_days = (view.ends_on - view.history.born_on).days
    has_score = 4 * 366 < age_days < 16 * 365
    score = str(5 + view.history.index % 20) if has_score else ""
    return (score, "" if has_score else "SDQ1", "0", "1", "1", "1", "1", "0", "", "")


def _has_grown_up(view: _View, period: CarePeriod) -> bool:
    """Left care in the year to stand on their own feet, after half a year in care or more."""
    if period.left_reason != "E5" or period.left_on is None:
        return False
    was_long = (period.left_on - period.entered_on).days > 182
    return was_long and view.begins_on <= period.left_on < view.ends_on


def _worker_row(view: _View, period: CarePeriod) -> tuple[str, ...]:
    worker = f"SW{1000 + view.history.index % 40}"
    left_on = view.so_far(period.left_on)
    return (worker, _text(period.entered_on), _text(left_on), "LEFTRL" if left_on else "")


def _sex(view: _View) -> str:
    sex = view.history.sex
    if view.year >= _SEX_LETTERS_FROM_YEAR:
        return sex
    return "1" if sex == "M" else "2"


def _upn(view: _View) -> str:
    """UN1 below school age, else a number that is no real pupil's."""
    if (view.ends_on - view.history.born_on).days < 5 * 365:
        return "UN1"
    return f"Z{view.history.la_code:0>3}{view.history.index:09d}"


def _provider(history: History, episode: Episode) -> str:
    if episode.placement.place.startswith("K"):
        return "PR4"
    if episode.placement.place in ("A4", "A6") and history.index % 3 == 0:
        return "PR5"
    return "PR1"


def _postcode(history: History, number: int) -> str:
    """A postcode in ZZ, which is no real postcode area. number: 0 for home, else of the carer."""
    spot = history.index * 31 + number * 7
    return f"ZZ{1 + spot % 90} {1 + spot % 9}{'ABDEFGHJLN'[spot % 10]}{'PQRSTUWXYZ'[number % 10]}"


def _urn(history: History, episode: Episode) -> str:
    agency = "8" if _provider(history, episode) == "PR1" else "7"
    return f"{agency}{history.la_code:0>3}{(history.index + episode.placement.carer) % 30:03d}"


def _text(day: date | None) -> str:
    return "" if day is None else f"{day.day:02d}/{day.month:02d}/{day.year}"
