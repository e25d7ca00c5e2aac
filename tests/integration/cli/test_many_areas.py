"""A country of authorities: all together in full, and a line or a table for each."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def two_are_many(monkeypatch):
    monkeypatch.setattr("belong.reports.scorecard.MOST_FULL_AREAS", 1)


def test_terminal_shows_a_line_for_each_area_and_all_in_full(run, region):
    out = run("scorecard", region).out
    assert "Areas: 2 authorities" in out
    assert "\nAll together\n---" in out
    assert "\n991 Brackenfold (made up)\n---" not in out
    table = out.split("Every area\n")[1].split("All together\n---")[0]
    assert "991" in table
    assert "992" in table


def test_page_shows_a_table_for_each_area_and_no_child_in_full(run, region, tmp_path):
    out = tmp_path / "page.html"
    run("scorecard", region, "--format", "html", "--out", out)
    page = out.read_text(encoding="utf-8")
    assert 'id="area-991"' in page
    assert 'id="area-991-windows"' not in page
    assert 'id="area-all-windows"' in page
    assert "Child 0" not in page.split('id="quality"')[0]


def test_one_area_asked_for_is_shown_in_full(run, region, tmp_path):
    out = tmp_path / "page.html"
    run("scorecard", region, "--area", "991", "--format", "html", "--out", out)
    assert 'id="area-991-windows"' in out.read_text(encoding="utf-8")
