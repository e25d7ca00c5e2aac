"""Run every test with branch coverage, and hold each package to its floor.

Pytest's own closing line comes last, whatever else there is to say, so that nobody has to look
for it. Arguments are handed on to pytest.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tools.check_coverage import shortfalls

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    data = ROOT / "var" / "coverage"
    data.mkdir(parents=True, exist_ok=True)
    report = data / "coverage.json"
    report.unlink(missing_ok=True)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "auto",
        "--dist=loadgroup",
        "--cov=belong",
        "--cov-branch",
        f"--cov-report=json:{report}",
        *arguments,
    ]
    environment = {**os.environ, "COVERAGE_FILE": str(data / ".coverage")}
    closing = ""
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as run:
        assert run.stdout is not None  # noqa: S101 - it is, with PIPE
        for line in run.stdout:
            sys.stdout.write(line)
            sys.stdout.flush()
            closing = line if line.strip() else closing
    missing = shortfalls(report) if report.exists() else ["no coverage was measured"]
    for words in missing:
        print(f"coverage: {words}")
    sys.stdout.write(closing)
    return run.returncode or (1 if missing else 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
