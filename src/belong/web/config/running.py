"""Running the service: preparing the database, and serving pages and jobs with one command."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from types import FrameType

from belong.domain.errors import BelongError

__all__ = ["is_prepared", "is_up_to_date", "prepare", "serve", "start_django"]

#: Seconds: until the first answer, and from asking a process to end to ending it.
UNTIL_READY, UNTIL_ENDED = 60, 10
THREADS = 4


def start_django(*, is_demo: bool = False) -> None:
    """Read the settings, for the demo or for this installation."""
    if is_demo:
        os.environ["BELONG_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belong.web.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        raise BelongError(str(wrong)) from wrong


def prepare() -> None:
    """Bring the database and the static files up to date; safe to repeat."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    _count_for_sqlite()


def _count_for_sqlite() -> None:
    """Have SQLite look through its tables, as PostgreSQL does of its own accord.

    Without, it takes an index that helps little, and lists of a large region come late. A look at
    samples only led it astray.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def is_up_to_date() -> bool:
    """Whether the tables of the database are those of this version.

    Raises BelongError where the database does not answer.
    """
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise BelongError(
            "The database does not answer.", mend="Check DATABASE_URL, and that it is running."
        ) from error


def is_prepared() -> bool:
    """Whether the database and the static files are those of this version. Raises as above."""
    from django.conf import settings

    return is_up_to_date() and (settings.STATIC_ROOT / "staticfiles.json").exists()


def _check_free(host: str, port: int) -> None:
    """Raises BelongError where something else answers at this port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BelongError(
                f"Port {port} is taken, or may not be used.",
                mend="Give another with --port, or stop what uses it.",
            ) from error


def _commands(host: str, port: int) -> dict[str, list[str]]:
    workers = os.environ.get("WEB_CONCURRENCY", "2")
    return {
        "web": [
            *(sys.executable, "-m", "gunicorn", "belong.web.config.wsgi:application"),
            *("--bind", f"{host}:{port}", "--workers", workers, "--threads", str(THREADS)),
            *("--worker-class", "gthread", "--log-level", "warning"),
        ],
        "jobs": [
            *(sys.executable, "-m", "django", "db_worker"),
            *("--interval", "1", "--no-startup-delay", "--no-reload"),
        ],
    }


def serve(
    *, host: str, port: int, when_ready: Callable[[str], None], ends_when_ready: bool = False
) -> int:
    """Serve pages and work through jobs until Ctrl-C or SIGTERM; both end together.

    when_ready is called with the address once it answers. ends_when_ready: stop then. Gives 0 when
    told to stop; raises BelongError where either process ends by itself or nothing answers.
    """
    from django.core.management import call_command

    from belong.web.due.jobs import keep_going
    from belong.web.performance.jobs import compute_missing
    from belong.web.performance.jobs_answers import answer_missing

    if os.name == "nt":
        raise BelongError("belong serve runs on Linux and macOS; Windows lacks what it needs.")
    _check_free(host, port)
    call_command("clearsessions", verbosity=0)
    keep_going()
    compute_missing()
    answer_missing()
    # Sessions of their own: Ctrl-C reaches this process alone, which ends them in good order.
    running = {
        name: subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own commands
        for name, command in _commands(host, port).items()
    }
    asked = _Asked()
    try:
        address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104
        _wait_until_ready(address, running, asked)
        if not asked.to_stop:
            when_ready(address)
        while not asked.to_stop and not ends_when_ready:
            _check_running(running)
            time.sleep(0.3)
    finally:
        _end(running)
    return 0


class _Asked:
    """Whether somebody has asked for an end, by Ctrl-C or by SIGTERM."""

    def __init__(self) -> None:
        self.to_stop = False
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.to_stop = True


def _check_running(running: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, process in running.items():
        if process.poll() is not None:
            raise BelongError(
                f"The {name} process ended by itself (exit code {process.returncode}).",
                mend="Its last words are above. Start again.",
            )


def _wait_until_ready(
    address: str, running: dict[str, subprocess.Popen[bytes]], asked: _Asked
) -> None:
    deadline = time.monotonic() + UNTIL_READY
    while not asked.to_stop:
        _check_running(running)
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, HTTPException, OSError):
            if time.monotonic() > deadline:
                raise BelongError("The service did not answer within a minute.") from None
            time.sleep(0.2)


def _end(running: dict[str, subprocess.Popen[bytes]]) -> None:
    for process in running.values():
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + UNTIL_ENDED
    for process in running.values():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
