"""What the commands that run the web service share."""

from __future__ import annotations

from importlib.util import find_spec

from belong.domain.errors import BelongError

__all__ = ["need_web", "open_database"]


def need_web() -> None:
    """Raises BelongError, with how to mend it, where the web service is not installed."""
    if find_spec("django") is None or find_spec("allauth") is None:
        raise BelongError(
            "This command needs the web service, which is not installed.",
            mend="Install it with: pip install 'belong[web]'",
        )


def open_database(*, is_demo: bool = False) -> None:
    """Read the settings and look at the database, for a command that reads or changes the record.

    Raises BelongError where the web service is not installed, and where the database does not
    answer or is not of this version.
    """
    need_web()
    from belong.web.config import running

    running.start_django(is_demo=is_demo)
    if not running.is_up_to_date():
        raise BelongError(
            "The database is not ready for this version.",
            mend=f"Run: belong migrate{' --demo' if is_demo else ''}",
        )
