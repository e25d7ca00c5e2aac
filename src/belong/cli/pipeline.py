"""From paths to frames: what every command that reads returns does first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from belong.cli.console import progress_bar
from belong.domain.errors import BelongError

if TYPE_CHECKING:
    import polars as pl

    from belong.analytics import FigureSet
    from belong.domain.frames import Frames
    from belong.formats.ssda903.model import ReturnSet

__all__ = [
    "Supplied",
    "check_area",
    "check_year",
    "compared",
    "latest_complete_year",
    "names_of",
    "open_returns",
]

MARCH, LAST_OF_MARCH = 3, 31


@dataclass(frozen=True)
class Supplied:
    """What the person gave: the returns as read, merged into frames, folded into journeys."""

    returns: ReturnSet
    frames: Frames
    journeys: pl.DataFrame

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the authorities supplied, in order."""
        return tuple(sorted({info.la_code for info in self.returns.returns}))

    @property
    def years(self) -> tuple[int, ...]:
        """Years of the returns supplied, in order, each once."""
        return tuple(sorted({info.year for info in self.returns.returns if info.year}))


def open_returns(paths: Sequence[Path], la: str | None, *, with_rules: bool = False) -> Supplied:
    """Read, merge and fold every return under the paths. Raises BelongError.

    with_rules: read every column, because the rules of the return will be run too.
    """
    from belong.analytics import journeys
    from belong.formats.ssda903 import SCORECARD_COLUMNS, read_returns
    from belong.formats.ssda903.frames import coverage_of, frames_of
    from belong.formats.ssda903.merge import merge_years

    columns = None if with_rules else SCORECARD_COLUMNS
    with progress_bar("Reading returns") as progress:
        returns = read_returns(list(paths), la=la, columns=columns, progress=progress)
    merged = merge_years(returns)
    if not with_rules:
        returns = _children_only(returns)
    frames = frames_of(merged, coverage_of(returns))
    return Supplied(returns, frames, journeys(frames))


def _children_only(returns: ReturnSet) -> ReturnSet:
    """The returns with no more of their rows than whom they are of: the rest is merged."""
    kept = ("_return", "CHILD")
    tables = {
        name: table.select([column for column in kept if column in table.columns])
        for name, table in returns.tables.items()
    }
    return replace(returns, tables=tables)


def names_of(areas: Sequence[str]) -> dict[str, str]:
    """What people call each area; a made-up council says that it is made up."""
    from belong.formats.authorities import authorities, is_fictional
    from belong.synthetic import council_name

    names = {"all": "All together", "unknown": "Authority not named (--la names it)"}
    known = authorities()
    for code in areas:
        if is_fictional(code):
            names[code] = f"{code} {council_name(code)} (made up)"
        elif code in known:
            names[code] = f"{code} {known[code].name}"
    return names


def compared(figures: FigureSet) -> FigureSet:
    """The figures beside England's and, where tables were imported, other authorities'."""
    from belong.analytics import with_comparisons
    from belong.cli.places import data_folder
    from belong.formats.comparators import load

    return with_comparisons(figures, load(data_folder()))


def latest_complete_year(supplied: Supplied, today: date) -> int:
    """The latest year over by ``today`` that every authority supplied, else the latest of any.

    Raises BelongError where no return has a date from which its year could be told.
    """
    last_over = today.year if (today.month, today.day) > (MARCH, LAST_OF_MARCH) else today.year - 1
    by_area: dict[str, set[int]] = {}
    for info in supplied.returns.returns:
        if info.year is not None:
            by_area.setdefault(info.la_code, set()).add(info.year)
    years = set().union(*by_area.values()) if by_area else set()
    if not years:
        raise BelongError(
            "no return holds a date from which its year could be told.",
            mend="Are these episodes with DECOM and DEC as dd/mm/yyyy?",
        )
    over = {year for year in years if year <= last_over}
    shared = over.intersection(*by_area.values())
    return max(shared or over or years)


def today_here() -> date:
    """Today by this computer's clock and time zone."""
    return datetime.now(tz=UTC).astimezone().date()


def check_year(supplied: Supplied, year: int | None) -> int:
    """The year asked for, if a return of it was supplied; without one, the latest complete year."""
    if year is None:
        return latest_complete_year(supplied, today_here())
    if supplied.years and year not in supplied.years:
        have = ", ".join(str(held) for held in supplied.years)
        raise BelongError(
            f"no return for the year ending 31 March {year} was supplied.",
            mend=f"There are returns for: {have}. Choose one with --year.",
        )
    return year


def check_area(supplied: Supplied, area: str | None) -> str | None:
    """The area asked for as the returns name it (an ONS code is understood), if it was supplied.

    Raises BelongError.
    """
    from belong.formats.authorities import code_of

    if area is None or area == "all" or area in supplied.areas:
        return area
    if (code := code_of(area)) in supplied.areas:
        return code
    have = ", ".join(supplied.areas)
    raise BelongError(
        f"no return of authority {area} was supplied.",
        mend=f"There are: {have}. 'all' stands for all together.",
    )
