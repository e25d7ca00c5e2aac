"""Statistical neighbours: for each authority the ten most like it, nearest first.

Source: the department's children's social care outcomes tool of 27 April 2026, model of 2025 (Open
Government Licence v3).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["neighbours_of"]


def neighbours_of(dfe_code: str) -> tuple[str, ...]:
    """DfE codes of the authority's neighbours, nearest first; empty where none are listed."""
    return _all().get(dfe_code, ())


@lru_cache(maxsize=1)
def _all() -> Mapping[str, tuple[str, ...]]:
    text = (
        resources.files("belong.formats")
        .joinpath("data", "statistical_neighbours.csv")
        .read_text(encoding="utf-8")
    )
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in csv.DictReader(text.splitlines()):
        rank = int(row["neighbour_rank"])
        found[row["dfe_code"]].append((rank, row["neighbour_dfe_code"]))
    return MappingProxyType(
        {code: tuple(other for _, other in sorted(ranked)) for code, ranked in found.items()}
    )
