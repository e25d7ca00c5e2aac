"""``belong serve`` and ``belong migrate``: running the web service."""

from __future__ import annotations

import os
from typing import Annotated

import typer

__all__ = ["SERVE_EXAMPLES", "migrate", "serve"]

SERVE_EXAMPLES = """Examples:

  belong serve --demo

  belong migrate && belong serve --port 8080
"""

Demo = Annotated[bool, typer.Option("--demo", help="The made-up region, in a database of its own.")]


def serve(
    demo: Demo = False,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port.")] = 8000,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen at. The demo: this computer only.")
    ] = "127.0.0.1",
) -> None:
    """Serve the pages and work through jobs, until Ctrl-C.

    For service, put a web server with HTTPS in front, and set DATABASE_URL and BELONG_HOSTS. For a
    trial on this computer alone, BELONG_PLAIN_HTTP=1 serves without HTTPS.
    """
    from belong.cli.accounts import print_demo_accounts
    from belong.cli.console import say
    from belong.cli.service import need_web
    from belong.domain.errors import BelongError

    need_web()
    from belong.web.config import running

    if demo and host not in ("127.0.0.1", "localhost"):
        raise BelongError("The demo is served to this computer only.", mend="Leave --host away.")
    running.start_django(is_demo=demo)
    if demo:
        _prepare_demo()
        print_demo_accounts()
    elif not running.is_prepared():
        raise BelongError("The database is not ready for this version.", mend="Run: belong migrate")
    from belong.web.imports.jobs import recover

    if broken_off := recover():
        say(f"Imports that the last stop broke off begin anew: {broken_off}")
    running.serve(
        host=host,
        port=port,
        when_ready=lambda address: say(f"Belong is at {address}  (Ctrl-C stops it)"),
        ends_when_ready=demo and os.environ.get("DEMO_EXIT") == "1",
    )


def _prepare_demo() -> None:
    from belong.cli.console import say
    from belong.web.config import running
    from belong.web.config.demo import prepare_demo

    say("Preparing the demo")
    running.prepare()
    prepare_demo(say)


def migrate(demo: Demo = False) -> None:
    """Bring the database up to date with this version of Belong; safe to repeat.

    With --demo the made-up region is loaded too, where it is not there yet.
    """
    from belong.cli.console import say
    from belong.cli.service import need_web

    need_web()
    from belong.web.config import running

    running.start_django(is_demo=demo)
    if demo:
        _prepare_demo()
    else:
        running.prepare()
    say("The database is up to date.")
