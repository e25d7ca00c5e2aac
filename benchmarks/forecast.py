"""How long forecasts take for a region: 1,000 plays of every figure, returns read already.

Beside it the time that this machine takes to fold the same returns into journeys.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from belong.analytics import forecasts, journeys
from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.frames import merge_returns
from belong.synthetic import make_region, write_region
from benchmarks.measure import Bar, table

COUNCILS = ["991", "992", "993", "994", "995"]
YEARS = (2016, 2024)
AS_OF = date(2024, 3, 31)
PLAYS = 1000
SECONDS = 2


def best(times: int, work: Callable[[], object]) -> float:
    """Seconds of the quickest of several runs."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small region, one run of each")
    is_quick = parser.parse_args().quick
    children, times = (300, 1) if is_quick else (2000, 3)
    with tempfile.TemporaryDirectory() as folder:
        write_region(make_region(1, COUNCILS, children, YEARS), Path(folder))
        frames = merge_returns(read_returns([Path(folder)]))
    folded = journeys(frames)
    fold = best(times, lambda: journeys(frames))
    took = best(times, lambda: forecasts(frames, folded, as_of=AS_OF, plays=PLAYS))
    council = best(times, lambda: forecasts(frames, folded, area="991", as_of=AS_OF, plays=PLAYS))
    every = f"every figure of the region, {PLAYS:,} plays"
    print(
        table(
            f"Forecasts, {len(COUNCILS)} councils of {children:,} children, best of {times}",
            [
                ("folding the returns into journeys", f"{1000 * fold:,.0f} ms", "for comparison"),
                Bar(every, 1000 * took, 1000 * SECONDS, "ms").row,
                ("the same, in foldings", f"{took / fold:.1f}", "for comparison"),
                Bar("every figure of one council", 1000 * council, 1000 * SECONDS, "ms").row,
            ],
        )
    )


if __name__ == "__main__":
    main()
