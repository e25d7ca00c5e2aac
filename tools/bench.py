"""Run every benchmark, one after the other; arguments are handed on.

A benchmark measures and prints, and passes no judgement: a shared machine is slow now and then.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCHMARKS = (
    "startup",
    "scorecard_england",
    "validate_against_peer",
    "clocks",
    "imports",
    "report_documents",
    "web",
    "forecast",
    "figure_sets",
)


def main(arguments: list[str]) -> int:
    failed = [
        name
        for name in BENCHMARKS
        if subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}", *arguments], cwd=ROOT, check=False
        ).returncode
    ]
    for name in failed:
        print(f"bench: {name} could not be measured")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
