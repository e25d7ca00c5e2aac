"""What addresses of records are made of."""

from __future__ import annotations

__all__ = ["Key"]


class Key:
    """A key in an address, ``<key:name>``: 32 hexadecimal digits, or there is no such page.

    So nothing else reaches a query, and what cannot be a key is answered as what is nobody's.
    """

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        """The key as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The key as it stands."""
        return value
