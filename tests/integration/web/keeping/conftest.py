"""Installations of their own: databases that processes of their own write to and are killed in."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

HERE = Path(__file__).parent
COMMAND = "import sys; from belong.cli import main; sys.exit(main())"
PASSPHRASE = "four unusual words here"  # noqa: S105 (of made-up data)


@dataclass(frozen=True)
class Installation:
    """A database that is prepared and empty. environment: what makes a process its own."""

    folder: Path
    environment: dict[str, str]

    def start(self, script: str, *arguments: str) -> subprocess.Popen[str]:
        """A script of this folder, running in this installation, its stdout piped."""
        return subprocess.Popen(
            [sys.executable, str(HERE / script), *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, script: str, *arguments: str) -> str:
        """What a script of this folder prints."""
        return self._done([sys.executable, str(HERE / script), *arguments]).stdout

    def belong(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """A command of Belong in this installation, whatever comes of it."""
        return subprocess.run(
            [sys.executable, "-c", COMMAND, *arguments],
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def _done(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done


def _database(address: str, name: str) -> str:
    """The address of another database of the same server."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"/{name}"))


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Callable[[], Installation]]:
    """Makes an installation, on the kind of database that the tests run on."""
    server = os.environ.get("DATABASE_URL", "")
    made: list[str] = []

    def make() -> Installation:
        folder = tmp_path / f"installation-{len(made) + 1}"
        folder.mkdir()
        name = f"keeping_{uuid.uuid4().hex}"
        made.append(name)
        environment = {
            **os.environ,
            "BELONG_HOME": str(folder),
            "BELONG_PLAIN_HTTP": "1",
            "BELONG_BACKUP_PASSPHRASE": PASSPHRASE,
            "DJANGO_SETTINGS_MODULE": "belong.web.config.settings",
        }
        if server:
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{name}"')
            environment["DATABASE_URL"] = _database(server, name)
        found = Installation(folder, environment)
        found.run("prepare.py", "empty")
        return found

    yield make
    if server:
        with psycopg.connect(server, autocommit=True) as connection:
            for name in made:
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
