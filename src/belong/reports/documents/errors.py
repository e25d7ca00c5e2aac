"""What stands in the way of a document."""

from __future__ import annotations

from belong.domain.errors import BelongError

__all__ = ["DocumentError", "NotInstalled"]


class DocumentError(BelongError):
    """A document that cannot be made of this report, template or logo."""


class NotInstalled(DocumentError):
    """A library of the extra ``reports`` is not there. name: of the library."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"This document needs {name}, which is not installed.",
            mend="Install it with: pip install 'belong[reports]'",
        )
