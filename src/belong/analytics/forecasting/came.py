"""What came about: the figures that a forecast is held against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from belong.analytics.definitions import DEFINITIONS
from belong.analytics.engine import compute
from belong.analytics.figures import ALL
from belong.analytics.forecasting.pace import YEARS_BACK
from belong.analytics.measures.flows import Happenings
from belong.analytics.measures.rows import PERIOD
from belong.analytics.windows import Window, WindowKind, window_ending

if TYPE_CHECKING:
    import polars as pl

    from belong.domain.frames import Frames

__all__ = ["FLOWS", "MATCHES_KNOWN", "figures_of", "testable_years", "window_of"]

#: What happens in a year, beside the scorecard's figures.
FLOWS = ("adopted", "placed", "matched")
#: Of the children placed, the share that must have a match on record for matches to be told.
MATCHES_KNOWN = 0.9


def window_of(code: str, year: int) -> Window:
    """The window that a figure is told of; what happens in a year is of the year."""
    kind: WindowKind = DEFINITIONS[code].window if code in DEFINITIONS else "year"
    return window_ending(kind, year)


def figures_of(
    frames: Frames,
    journeys: pl.DataFrame,
    *,
    area: str = ALL,
    year: int,
    codes: Sequence[str],
) -> dict[str, tuple[float | None, int]]:
    """Each figure of the window that ends in the year, None where nobody counts; and of how many.

    They are the scorecard's own, and of what happens in a year those of the quarter's table.
    Matches are None where they are not on record of most of the children placed.
    """
    import polars as pl

    official = [code for code in codes if code in DEFINITIONS]
    rows = compute(frames, journeys, year=year, windows=1, codes=official).figures.filter(
        pl.col("area") == area
    )
    found: dict[str, tuple[float | None, int]] = dict.fromkeys(official, (None, 0))
    for code, value, n in rows.select("indicator", "value", "denominator").iter_rows():
        found[code] = (value, int(value or 0) if n is None else n)
    window = window_ending("year", year)
    happenings = Happenings(frames, journeys)
    for code in codes:
        if code in FLOWS:
            of_year = pl.col("on").is_between(window.first_on, window.last_on)
            of_area = pl.lit(value=True) if area == ALL else pl.col("la_code") == area
            n = getattr(happenings, code).filter(of_year & of_area).height
            is_told = code != "matched" or _matches_are_known(happenings, of_year & of_area)
            found[code] = (float(n), n) if is_told else (None, 0)
    return found


def _matches_are_known(happenings: Happenings, among: pl.Expr) -> bool:
    """Whether of most placements among these a match is on record."""
    placed = happenings.placed.filter(among)
    known = placed.join(happenings.matched.select(PERIOD), on=PERIOD, how="semi")
    return known.height >= MATCHES_KNOWN * placed.height


def testable_years(frames: Frames, last: int, most: int) -> tuple[int, ...]:
    """Year ends at which a forecast can be tried, oldest first: what came is known by ``last``.

    Those that end three years of returns of every authority, from which the pace is known;
    without returns (as in a service that records itself) the last ``most`` years.
    """
    coverage = frames.coverage
    wanted = range(last - most, last)
    if coverage.is_empty():
        return tuple(wanted)
    begins: dict[str, int] = {}
    for code, year in coverage.select("la_code", "year").iter_rows():
        begins[code] = min(year, begins.get(code, year))
    first = max(begins.values())
    return tuple(year for year in wanted if year > first + YEARS_BACK - 2)
