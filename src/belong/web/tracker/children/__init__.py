"""The tracker of children: who is in it, and one line of plain values for each."""

from __future__ import annotations

__all__: list[str] = []
