"""The one base of every error that Belong raises on purpose.

An error says what is wrong, where, and how to mend it, and never holds a child's or an
adopter's personal details beyond the identifier that the person at the screen supplied.
"""

__all__ = ["BelongError"]


class BelongError(Exception):
    """What is wrong, where it is, and how to put it right.

    what: one sentence. where: the path, table, row or field, or None. mend: what to do, or None.
    """

    def __init__(self, what: str, *, where: str | None = None, mend: str | None = None) -> None:
        self.what = what
        self.where = where
        self.mend = mend
        super().__init__(str(self))

    def __str__(self) -> str:
        parts = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.mend:
            parts.append(self.mend)
        return " ".join(parts)
