"""What the commands that run the web service share."""

from __future__ import annotations

from importlib.util import find_spec

from belong.domain.errors import BelongError

__all__ = ["need_web"]


def need_web() -> None:
    """Raises BelongError, with how to mend it, where the web service is not installed."""
    if find_spec("django") is None or find_spec("allauth") is None:
        raise BelongError(
            "This command needs the web service, which is not installed.",
            mend="Install it with: pip install 'belong[web]'",
        )
