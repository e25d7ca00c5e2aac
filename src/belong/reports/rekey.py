"""New keys for children in whatever leaves the terminal.

CHILD in a return is the council's own case number. A file that is sent on must not carry it, so
children become 'Child 0001' and so on, in an order that a secret made for this run decides: it
tells nothing of age, arrival or name, and two files made at different times cannot be joined.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import secrets
from collections.abc import Iterable

__all__ = ["Rekeyer"]


class Rekeyer:
    """Gives each (authority, child) of one run the same new key wherever it appears.

    children: every pair that may be asked for. secret: 32 random bytes made anew for each run;
    only tests give their own.
    """

    def __init__(self, children: Iterable[tuple[str, str]], secret: bytes | None = None) -> None:
        chosen = secrets.token_bytes(32) if secret is None else secret
        order = sorted(
            set(children),
            key=lambda pair: hashlib.blake2b("\0".join(pair).encode(), key=chosen).digest(),
        )
        width = max(4, len(str(len(order))))
        self._keys = {pair: f"Child {number:0{width}}" for number, pair in enumerate(order, 1)}

    def key(self, la_code: str, child_id: str) -> str:
        """The new key of one child; a child that was not announced is only 'a child'."""
        return self._keys.get((la_code, child_id), "a child")

    def clean(self, text: str, la_code: str | None, child_id: str | None) -> str:
        """The text with this child's number, where it stands as a word, replaced by the key."""
        if not child_id:
            return text
        key = self.key(la_code or "", child_id)
        return re.sub(rf"(?<!\w){re.escape(child_id)}(?!\w)", key, text)

    def key_file(self) -> str:
        """CSV with la, child and key, one row per child, for the council's own keeping."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(("la", "child", "key"))
        writer.writerows((la, child, key) for (la, child), key in sorted(self._keys.items()))
        return out.getvalue()
