"""The reference page on clocks is what its tables say today."""

from __future__ import annotations

from pathlib import Path

from belong.domain.clocks.page import markdown

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "clocks.md"


def test_clocks_page_is_generated_from_the_tables() -> None:
    assert PAGE.read_text(encoding="utf-8") == markdown(), (
        "docs/reference/clocks.md is out of date: run"
        " python -m belong.domain.clocks.page > docs/reference/clocks.md"
    )
