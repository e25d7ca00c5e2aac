"""The time that children spend in each stage, and the cohorts that are not the scorecard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from belong.reports.model import Section

__all__ = ["TimeRow", "times_sections"]
TimeRow = dict[str, Any]


def times_sections(rows: Sequence[TimeRow], key: str, year: int, *, is_full: bool) -> list[Section]:
    return []
