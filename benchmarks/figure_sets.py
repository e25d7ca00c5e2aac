"""How long every figure of a body takes, from frames that are made already.

That is the middle of the job: reading the ledger before it, and storing after it, are measured
with it by ``benchmarks.web``, against the bar of 30 seconds for a region. Beside it, in the same
run, the time that this machine takes to fold the same frames into journeys, and to compute the
scorecard's three windows alone. The larger body holds the same children many times over, each
under a name of its own.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path

import polars as pl

from belong.analytics import compute, journeys
from belong.analytics.measures import measure
from belong.analytics.stored import FigureBook
from belong.domain.frames import Frames
from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.frames import merge_returns
from belong.synthetic import council_name, make_region, write_region
from benchmarks.forecast import best
from benchmarks.measure import Bar, table

COUNCILS = {code: council_name(code) for code in map(str, range(990, 998))}
YEARS = (2015, 2024)
CHILDREN_A_COUNCIL = 190
#: Times the region is repeated in the large body: 100,000 children.
TIMES = 66
SECONDS, SECONDS_LARGE = 3, 15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the region alone, one run")
    is_quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as folder:
        write_region(make_region(7, tuple(COUNCILS), CHILDREN_A_COUNCIL, YEARS), Path(folder))
        region = merge_returns(read_returns([Path(folder)]))
    rows = _rows("region", region, SECONDS, 1 if is_quick else 3)
    if not is_quick:
        rows += _rows("large body", _repeated(region, TIMES), SECONDS_LARGE, 1)
    print(table(f"Every figure of a body of {len(COUNCILS)} councils, five years", rows))


def _rows(what: str, frames: Frames, seconds: int, times: int) -> list[tuple[str, str, str]]:
    folded = journeys(frames)
    fold = best(times, lambda: journeys(frames))
    scorecard = best(times, lambda: compute(frames, folded, year=YEARS[1]))
    took = best(times, lambda: _book(frames))
    book = _book(frames)
    return [
        (what, f"{frames.children.height:,} children", f"{len(book.figures):,} figures"),
        ("  folding the frames into journeys", f"{1000 * fold:,.0f} ms", "for comparison"),
        ("  the scorecard's three windows", f"{1000 * scorecard:,.0f} ms", "for comparison"),
        Bar("  every figure, folding included", 1000 * took, 1000 * seconds, "ms").row,
        ("  the same, in scorecards", f"{took / scorecard:.1f}", ""),
        ("  a figure", f"{1_000_000 * took / len(book.figures):,.0f} µs", ""),
    ]


def _book(frames: Frames) -> FigureBook:
    return measure(
        frames,
        body="region",
        body_name="Four Rivers",
        areas=COUNCILS,
        change=1,
        years=range(YEARS[1] - 4, YEARS[1] + 1),
    )


def _repeated(frames: Frames, times: int) -> Frames:
    """The same children many times over, each under a name of its own."""

    def repeated(rows: pl.DataFrame) -> pl.DataFrame:
        return pl.concat(
            [
                rows.with_columns(child_id=pl.col("child_id") + f"-{number}")
                for number in range(times)
            ]
        )

    return replace(
        frames,
        events=repeated(frames.events),
        spells=repeated(frames.spells),
        children=repeated(frames.children),
    )


if __name__ == "__main__":
    main()
