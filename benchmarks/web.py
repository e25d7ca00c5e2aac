"""The web service with a large region on record: pages, people at once, rebuilding.

Each database has a process of its own, because Django reads its settings once.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import with_postgres

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def database(engine: str) -> Iterator[dict[str, str]]:
    """What names a database of its own for the while; empty for SQLite."""
    if engine == "sqlite":
        yield {}
        return
    with with_postgres.server() as address:
        yield {"DATABASE_URL": address}


@contextmanager
def folder_of(engine: str, keep: Path | None) -> Iterator[Path]:
    """The folder of an installation: one that stays, for SQLite, or one that goes."""
    if keep is not None and engine == "sqlite":
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def has_postgres() -> bool:
    """Whether the programs of PostgreSQL are on this machine."""
    try:
        with_postgres.programs()
    except SystemExit:
        return False
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="5,000 children, 20 seconds")
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="one database")
    parser.add_argument(
        "--keep", type=Path, help="a folder for SQLite's region, which is used again if it is there"
    )
    asked = parser.parse_args()
    engines = [asked.only] if asked.only else ["sqlite", "postgresql"]
    if "postgresql" in engines and not has_postgres():
        print("web: PostgreSQL is not here; only SQLite is measured")
        engines.remove("postgresql")
    failed = False
    for engine in engines:
        with folder_of(engine, asked.keep) as folder, database(engine) as named:
            environment = {
                **os.environ,
                "BELONG_HOME": str(folder),
                "BELONG_PLAIN_HTTP": "1",
                "BELONG_SECOND_FACTOR": "0",
                "SECRET_KEY": "for measuring only",  # pragma: allowlist secret
                "DJANGO_SETTINGS_MODULE": "belong.web.config.settings",
                **named,
            }
            command = [sys.executable, "-m", "benchmarks.web_pages", engine]
            command += ["--quick"] if asked.quick else []
            failed |= bool(
                subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
            )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
