"""What an installation tells Belong through its environment, read and checked in one place.

BELONG_HOME        folder of the installation; its data are in `var` below it (default: here)
BELONG_DEMO        1: the made-up region, in a database of its own
BELONG_HOSTS       names that the service answers to beside this computer, with commas
BELONG_PLAIN_HTTP  1: serve without HTTPS, for a trial on one computer
BELONG_BEHIND_PROXY 1: trust X-Forwarded-Proto, and read the caller's address after one proxy
BELONG_NAME        the name in the header (default: Belong)
BELONG_VIRUS_SCANNER where clamd listens: the path of its socket, or host:port (default: no scanner)
BELONG_SECOND_FACTOR 0: let people sign in without a code from an app
DATABASE_URL       address of PostgreSQL: postgres://..., as usual (default: SQLite in `var`)
SECRET_KEY         signs sessions (default: made once and kept in `var`, readable by its owner only)

The settings read beside them BELONG_EMAIL_HOST, _PORT, _USER, _PASSWORD and _FROM (default: mail is
printed, not sent) and BELONG_DATA, the folder of published tables (default: `var`);
WEB_CONCURRENCY is the number of processes that serve pages (default: 2).
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

__all__ = ["data_folder", "database", "flag", "hosts", "scanner", "secret_key"]

#: Seconds that a connection to SQLite waits for another's write to end.
PATIENCE = 20
#: Kilobytes of SQLite's file that each connection keeps at hand, and bytes that all share.
CACHED, MAPPED = 32_000, 4 * 1024**3

_THIS_COMPUTER = ("localhost", "127.0.0.1", "[::1]")

_YES, _NO = {"1", "yes", "true", "on"}, {"0", "no", "false", "off", ""}


def flag(name: str, *, default: bool = False) -> bool:
    """Whether a switch is on. Raises ImproperlyConfigured for a word that is neither yes nor no."""
    word = os.environ.get(name)
    if word is None:
        return default
    if word.lower() in _YES:
        return True
    if word.lower() in _NO:
        return False
    raise ImproperlyConfigured(f"{name} is {word!r}. Set it to 1 or 0.")


def hosts() -> list[str]:
    """The names that the service answers to: those of BELONG_HOSTS, and this computer always.

    `belong serve` asks at its own address whether the service is well, and so may a watchdog.
    """
    named = [name.strip() for name in os.environ.get("BELONG_HOSTS", "").split(",")]
    return [*(name for name in named if name), *_THIS_COMPUTER]


def scanner() -> str | tuple[str, int]:
    """Where the virus scanner listens: a path, or host and port; empty where none is set up.

    Raises ImproperlyConfigured for what is neither.
    """
    named = os.environ.get("BELONG_VIRUS_SCANNER", "").strip()
    if not named or named.startswith("/"):
        return named
    host, _, port = named.rpartition(":")
    if not host or not port.isascii() or not port.isdigit():
        raise ImproperlyConfigured(
            f"BELONG_VIRUS_SCANNER is {named!r}. Set it to the path of clamd's socket, beginning"
            " with /, or to host:port."
        )
    return host.strip("[]"), int(port)


def data_folder() -> Path:
    """The folder of the installation's data, made if it is not there, closed to other people."""
    folder = Path(os.environ.get("BELONG_HOME", ".")).resolve() / "var"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The key that signs sessions: SECRET_KEY, else one made once and kept beside the data."""
    named = os.environ.get("SECRET_KEY")
    if named:
        return named
    file = folder / "secret-key"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        kept = file.read_text(encoding="ascii").strip()
        if kept:
            return kept
        raise ImproperlyConfigured(f"{file} is empty. Remove it and start again.") from None
    key = secrets.token_urlsafe(60)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(key + "\n")
    return key


def database(folder: Path, *, is_demo: bool) -> dict[str, Any]:
    """The database: what DATABASE_URL says, else SQLite, the demo's apart from the real one."""
    address = os.environ.get("DATABASE_URL", "")
    if address:
        return _from_address(address)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / ("demo.sqlite3" if is_demo else "belong.sqlite3"),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": PATIENCE,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
                f"PRAGMA busy_timeout={PATIENCE * 1000};PRAGMA foreign_keys=ON;"
                f"PRAGMA cache_size=-{CACHED};PRAGMA mmap_size={MAPPED};"
            ),
        },
    }


def _from_address(address: str) -> dict[str, Any]:
    """Settings of PostgreSQL from an address; `?host=/folder` names a socket.

    Raises ImproperlyConfigured, without repeating the address, which may hold a password.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        raise ImproperlyConfigured(
            "DATABASE_URL is not understood. It has the form postgres://user:password@host:port/name"
        )
    options = dict(parse_qsl(parts.query))
    # Compiling a query takes longer than answering any of ours: a quarter of a second for each of
    # the larger lists.
    options.setdefault("options", "-c jit=off")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
