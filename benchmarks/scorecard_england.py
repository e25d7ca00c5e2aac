"""The scorecard of ten years of all England, from CSV files to figures, as a whole process.

Beside it, in the same run: how long this machine takes only to read, with Polars and without a look
at them, the files that a scorecard needs; and how long the engine takes once journeys are there.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.england import ENGLAND, SMALL, write_england
from benchmarks.measure import BELONG, measure, table

READ_ONLY = """
import sys
from pathlib import Path
import polars as pl
from belong.formats.ssda903 import SCORECARD_COLUMNS, TABLES
names = {TABLES[table].file_name for table in SCORECARD_COLUMNS}
files = [f for f in sorted(Path(sys.argv[1]).glob("*/*/*.csv")) if f.name in names]
print(sum(pl.read_csv(f, infer_schema=False, glob=False).height for f in files))
"""

ENGINE_ONLY = """
import sys, time
from pathlib import Path
from belong.analytics import compute, journeys
from belong.cli.pipeline import open_returns
supplied = open_returns([Path(sys.argv[1])], None)
started = time.perf_counter()
journeys(supplied.frames)
folded = time.perf_counter()
compute(supplied.frames, supplied.journeys, year=2024, windows=3)
print(folded - started, time.perf_counter() - folded)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a hundredth of England")
    size = SMALL if parser.parse_args().quick else ENGLAND
    with tempfile.TemporaryDirectory() as folder:
        returns = Path(folder) / "returns"
        episodes = write_england(returns, size)
        figures = Path(folder) / "figures.json"
        reading = measure([sys.executable, "-c", READ_ONLY, str(returns)])
        scorecard = measure(
            [str(BELONG), "scorecard", str(returns), "--format", "json", "--out", str(figures)]
        )
        shown = measure([str(BELONG), "scorecard", str(returns), "--area", "all"])
        fold, engine = map(
            float, measure([sys.executable, "-c", ENGINE_ONLY, str(returns)]).output.split()
        )
    title = (
        f"All England's scorecard: {episodes:,} episode rows, {size.councils} authorities, 10 years"
    )
    if size is SMALL:
        title = title.replace("All England's", "A small country's")
    print(
        table(
            title,
            [
                (
                    "only reading the files it needs, with Polars",
                    f"{reading.seconds:.1f} s",
                    "for comparison",
                ),
                ("scorecard of all together", f"{shown.seconds:.1f} s", "under 15 s"),
                ("  memory", f"{shown.megabytes:,.0f} MB", "under 3,000 MB"),
                ("  times reading alone", f"{shown.seconds / reading.seconds:.1f}", ""),
                ("every authority's, as JSON with each child", f"{scorecard.seconds:.1f} s", ""),
                ("  memory", f"{scorecard.megabytes:,.0f} MB", ""),
                ("folding frames to journeys", f"{fold:.2f} s", ""),
                ("the engine: journeys to figures", f"{engine:.2f} s", "under 1 s"),
            ],
        )
    )


if __name__ == "__main__":
    main()
