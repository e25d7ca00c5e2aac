"""Files in and out: one home per format, each with a public face of its own."""

from __future__ import annotations

__all__: list[str] = []
