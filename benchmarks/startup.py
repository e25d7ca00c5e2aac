"""How long people wait for the small things: help, and one small council's scorecard.

Beside them the time that Python itself and the import of Polars take on this machine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import BELONG, best_of, measure, table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one run of each")
    times = 1 if parser.parse_args().quick else 5
    with tempfile.TemporaryDirectory() as folder:
        returns = str(Path(folder) / "council")
        measure(
            [
                str(BELONG),
                "synth",
                returns,
                "--las",
                "991",
                "--children",
                "500",
                "--years",
                "2022-2024",
                "--seed",
                "1",
            ]
        )
        python = best_of(times, [sys.executable, "-c", "pass"])
        polars = best_of(times, [sys.executable, "-c", "import polars"])
        help_ = best_of(times, [str(BELONG), "--help"])
        council = best_of(times, [str(BELONG), "scorecard", returns, "--format", "json"])
        page = best_of(
            times,
            [str(BELONG), "scorecard", returns, "--format", "html", "--out", f"{folder}/page.html"],
        )
    print(
        table(
            f"Whole processes, best of {times}",
            [
                ("python, doing nothing", f"{python.seconds:.2f} s", "for comparison"),
                ("import polars", f"{polars.seconds:.2f} s", "for comparison"),
                ("belong --help", f"{help_.seconds:.2f} s", "under 0.5 s"),
                ("scorecard, 500 children, 3 years", f"{council.seconds:.2f} s", "under 2 s"),
                ("the same as a page", f"{page.seconds:.2f} s", "under 2 s"),
            ],
        )
    )


if __name__ == "__main__":
    main()
