"""The tracker of families: checks outstanding, time limits, and one line for each family."""

from __future__ import annotations

__all__: list[str] = []
