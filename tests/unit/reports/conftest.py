"""Small hand-made figures to render."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Row = dict[str, Any]


@pytest.fixture
def row() -> Callable[..., Row]:
    """Makes one row of ``FigureSet.figures``; any column may be given."""

    def make(**given: Any) -> Row:
        plain: Row = {
            "indicator": "A10",
            "area": "991",
            "window": "2021-24",
            "year": 2024,
            "value": 206.5,
            "published": 207,
            "numerator": 2065,
            "denominator": 10,
            "unit": "days",
            "threshold": 426,
            "threshold_basis": "custom, not official",
            "england": None,
            "england_source": None,
            "rank_position": None,
            "rank_of": None,
            "rank_among": None,
            "years_missing": [],
            "notes": [],
            "not_computable": 0,
        }
        return plain | given

    return make
