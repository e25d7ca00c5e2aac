"""Shell sessions in hand-written pages, with output that is always the real one.

A fence such as ::

    ```console lines=20
    $ belong scorecard returns
    ...
    ```

holds one command and what it printed. All commands of a page run one after the other in one empty
folder; ``lines`` keeps the first so many lines. Only ``belong`` is run, and by no shell.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

BELONG = Path(sys.executable).parent / "belong"
FENCE = re.compile(r"^```console(?: lines=(\d+))?\n\$ (.+)\n(?:.*\n)*?```$", re.MULTILINE)
DONE_OR_FINDINGS = (0, 1)
COLUMNS = "100"


def refreshed(page: str) -> str:
    """The page with each session's output as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        return FENCE.sub(lambda session: _again(session, Path(folder)), page)


def _again(session: re.Match[str], folder: Path) -> str:
    kept, command = session.groups()
    program, *arguments = shlex.split(command, comments=True)
    if program != "belong":
        raise ValueError(f"only belong is run in pages, not: {command}")
    done = subprocess.run(
        [str(BELONG), *arguments],
        cwd=folder,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": COLUMNS, "NO_COLOR": "1", "TYPER_USE_RICH": "0"},
    )
    if done.returncode not in DONE_OR_FINDINGS:
        raise RuntimeError(f"in a page, '{command}' ended with {done.returncode}: {done.stdout}")
    lines = [line.rstrip() for line in done.stdout.strip("\n").splitlines()]
    if kept and len(lines) > int(kept):
        lines = [*lines[: int(kept)], "..."]
    info = f" lines={kept}" if kept else ""
    return "\n".join([f"```console{info}", f"$ {command}", *lines, "```"])
