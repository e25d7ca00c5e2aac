"""Run a command with DATABASE_URL naming a PostgreSQL server of its own, gone again afterwards.

    python -m tools.with_postgres pytest tests/integration/web

The server listens on a socket in a temporary folder and forgets everything: nothing on this machine
is touched. As root it runs as the user `postgres`, since PostgreSQL refuses root.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: A server that lives for minutes need not survive a power cut.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=''")


def programs() -> Path:
    """The folder with initdb and pg_ctl: beside the one on the PATH, else the newest installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if not installed:
        sys.exit("The programs of PostgreSQL are not there: run 'make postgres'.")
    return max(installed, key=lambda p: [int(n) for n in re.findall(r"\d+", str(p))])


def _as_postgres() -> list[str]:
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def _run(*command: str) -> None:
    subprocess.run(
        [*_as_postgres(), *command],
        check=True,
        cwd=tempfile.gettempdir(),
        stdout=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": tempfile.gettempdir()},
    )


@contextmanager
def server() -> Iterator[str]:
    """A server of its own for the while; gives its DATABASE_URL."""
    bin_folder = programs()
    folder = Path(tempfile.mkdtemp(prefix="pg."))
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    control = (str(bin_folder / "pg_ctl"), "-D", str(data), "-s", "-w")
    try:
        _run(
            str(bin_folder / "initdb"),
            *("-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8"),
            *("--locale=C.UTF-8", "--no-sync"),
        )
        options = " ".join(f"-c {each}" for each in QUICK)
        _run(*control, "-l", str(folder / "log"), "-o", f"-k {folder} {options}", "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            _run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    program = Path(sys.executable).parent / command[0]
    with server() as address:
        return subprocess.run(
            [str(program if program.exists() else command[0]), *command[1:]],
            check=False,
            env={**os.environ, "DATABASE_URL": address},
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
