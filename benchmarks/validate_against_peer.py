"""How much quicker ``belong validate`` is than the sector's validator, on the same files.

A made-up return of 100,000 children and the year before it; both programs as whole processes, the
sector's restricted to the same rules and run in the environment that ``make oracle`` builds.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from belong.formats.ssda903.rules.registry import rules_for
from benchmarks.large_return import YEAR, write_large_return
from benchmarks.measure import BELONG, measure, table
from tools.oracle import LA, build_environment

WORKER = Path(__file__).resolve().parent.parent / "tools" / "oracle_worker.py"
FEWER_TIMES, SHARE_OF_MEMORY = 50, 0.1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="5,000 children and one run")
    quick = parser.parse_args().quick
    children, times = (5_000, 1) if quick else (100_000, 3)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        episodes = write_large_return(folder, children)
        this, last = str(folder / "this"), str(folder / "last")
        command = [str(BELONG), "validate", this, "--last", last, "--year", str(YEAR)]
        runs = [measure([*command, "--format", "json"], accept=(0, 1)) for _ in range(times)]
        ours = min(runs, key=lambda run: run.seconds)
        codes = [rule.code for rule in rules_for(YEAR) if not rule.is_own]
        item = {"name": "large", "year": YEAR, "this": this, "last": last, "la": LA}
        request = folder / "request.json"
        request.write_text(json.dumps({"rules": codes, "returns": [item]}), encoding="utf-8")
        peer = measure([str(build_environment()), str(WORKER), str(request)])
        answer = json.loads(peer.output)["large"]
    found = json.loads(ours.output)["findings"]
    ratio = peer.seconds / ours.seconds
    share = ours.megabytes / peer.megabytes
    print(
        table(
            f"Checking a return of {children:,} children and {episodes:,} episodes"
            f" ({len(codes)} rules), whole process",
            [
                ("belong validate", f"{ours.seconds:.2f} s", ""),
                ("the sector's validator", f"{peer.seconds:.2f} s", ""),
                ("times quicker", f"{ratio:.0f}", f"at least {FEWER_TIMES}"),
                ("belong validate, memory", f"{ours.megabytes:.0f} MB", ""),
                ("the sector's validator, memory", f"{peer.megabytes:.0f} MB", ""),
                ("share of its memory", f"{share:.2f}", f"at most {SHARE_OF_MEMORY}"),
                ("findings, the validator's", f"{len(answer['findings']):,}", ""),
                ("findings, ours and BEL rules", f"{len(found):,}", ""),
            ],
        )
    )


if __name__ == "__main__":
    main()
