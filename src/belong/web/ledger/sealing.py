"""What every seal needs, whatever it puts out of reach: a reason, and a hash of what was there."""

from __future__ import annotations

import hashlib

from belong.domain.errors import BelongError

__all__ = ["check_reason_to_seal", "hash_of"]


def check_reason_to_seal(reason: str) -> None:
    """Raises BelongError for a seal that nobody gives a reason for."""
    if not reason.strip():
        raise BelongError("A seal needs a reason.", mend="Say whose details stand where.")


def hash_of(words: str) -> str:
    """What is kept of words that a seal empties."""
    return hashlib.sha256(words.encode()).hexdigest()
