"""``belong forget``: names and addresses go that are kept no longer."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

__all__ = ["forget"]


def forget(
    demo: Annotated[bool, typer.Option("--demo", help="Of the demo's database.")] = False,
) -> None:
    """Remove contact details of enquiries that ended longer ago than they are kept.

    The service does it each morning by itself. That there was an enquiry, when, and what came of
    it, stays.
    """
    from belong.cli.console import say
    from belong.cli.service import open_database

    open_database(is_demo=demo)
    from belong.web.recruitment.actions import remove_old_contacts

    done = remove_old_contacts(today=date.today())  # noqa: DTZ011 (a day is no matter here)
    say(f"Removed the contact details of {done:,} enquiries that had ended.")
