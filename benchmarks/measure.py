"""Time and memory of a whole process, as the system counts them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

#: What ru_maxrss counts in: kilobytes, but bytes on macOS.
RSS_UNITS_A_MEGABYTE = 1024 * 1024 if sys.platform == "darwin" else 1024

BELONG = Path(sys.executable).parent / "belong"


@dataclass(frozen=True)
class Measured:
    """seconds: of wall time. megabytes: the most memory held at once. output: of stdout."""

    seconds: float
    megabytes: float
    output: str


@dataclass(frozen=True)
class Bar:
    """A number promised, beside what was measured; less is better. unit: "" for a count."""

    what: str
    measured: float
    bar: float
    unit: str

    @property
    def row(self) -> tuple[str, str, str]:
        """A row of ``table``: the measured number, and which share of the bar it is."""
        measured = f"{self.measured:,.0f} {self.unit}".strip()
        bar = f"{self.bar:,.0f} {self.unit}".strip()
        if not self.bar:
            return self.what, measured, f"{bar}{'' if self.measured <= 0 else '  MISSED'}"
        missed = "" if self.measured <= self.bar else "  MISSED"
        return self.what, measured, f"{bar}; {self.measured / self.bar:.2f} of it{missed}"


def measure(command: list[str], *, accept: tuple[int, ...] = (0,)) -> Measured:
    """Run a command to its end. Raises RuntimeError when it ends with a code not accepted."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None  # noqa: S101 - it is, with PIPE
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in accept:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return Measured(seconds, usage.ru_maxrss / RSS_UNITS_A_MEGABYTE, output)


def best_of(times: int, command: list[str]) -> Measured:
    """The quickest of several runs: the one that other work on the machine disturbed least."""
    return min((measure(command) for _ in range(times)), key=lambda run: run.seconds)


def table(title: str, rows: list[tuple[str, str, str]]) -> str:
    """Rows of what, measured and bar, aligned."""
    lines = ["", title, f"  {'what':<46}{'measured':>16}  bar"]
    lines += [f"  {what:<46}{measured:>16}  {bar}" for what, measured, bar in rows]
    return "\n".join(lines)
