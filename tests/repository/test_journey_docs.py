"""The reference page on journeys is what its tables say today."""

from __future__ import annotations

from pathlib import Path

from belong.domain.journey.diagrams import markdown

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "journeys.md"


def test_journeys_page_is_generated_from_the_tables() -> None:
    assert PAGE.read_text(encoding="utf-8") == markdown(), (
        "docs/reference/journeys.md is out of date: run"
        " python -m belong.domain.journey.diagrams > docs/reference/journeys.md"
    )
