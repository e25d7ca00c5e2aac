"""The page on JSON names every key that is printed, and none that is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "json.md"


@pytest.fixture(scope="module")
def named():
    """Keys named in each section of the page, by its heading."""
    sections = re.split(r"^#{2,3} ", PAGE.read_text(encoding="utf-8"), flags=re.M)[1:]
    return {
        section.splitlines()[0]: set(re.findall(r"`([a-z_]+)`", section)) for section in sections
    }


@pytest.fixture
def scorecard(run, region):
    return run("scorecard", region, "--format", "json").data


def test_scorecard_keys_are_named(named, scorecard):
    assert set(scorecard) <= named["belong scorecard"]


def test_figure_keys_are_named(named, scorecard, run, region):
    public = run("scorecard", region, "--public", "--format", "json").data["figures"]
    figures = scorecard["figures"] + public
    assert {key for figure in figures for key in figure} <= named["figures"]
    for group in ("members", "excluded", "not_computable"):
        assert {k for f in scorecard["figures"] for c in f[group] for k in c} <= named["figures"]


@pytest.mark.parametrize(
    ("key", "heading"),
    [
        ("stage_times", "stage_times and cohorts"),
        ("cohorts", "stage_times and cohorts"),
        ("waiting", "waiting"),
        ("notices", "notices"),
    ],
)
def test_row_keys_are_named(named, scorecard, key, heading):
    assert scorecard[key]
    assert {name for row in scorecard[key] for name in row} <= named[heading]


def test_opened_figure_keys_are_named(named, run, region):
    data = run("figure", "A10", region, "--format", "json").data
    influence = data["influence"]
    keys = {*data, *data["definition"], *data["definition"]["source"], *influence}
    keys |= {*influence["without"][0], *influence["leaving"], *influence["one_more"][0]}
    assert keys <= named["belong figure"]


def test_forecast_keys_are_named(named, run, region):
    data = run("forecast", region, "--plays", 100, "--format", "json").data
    keys = {*data, *data["forecasts"][0]}
    keys |= {key for told in data["forecasts"] for past in told["back_test"] for key in past}
    assert keys <= named["belong forecast"]
    assert any(told["back_test"] for told in data["forecasts"])


def test_child_keys_are_named(named, run, region, scorecard):
    member = next(f for f in scorecard["figures"] if f["indicator"] == "A10")["members"][0]
    data = run("child", region, member["child"], "--area", member["la"], "--format", "json").data
    assert {*data, *data["figures"][0]} <= named["belong child"]


def test_validate_keys_are_named(named, run, region):
    data = run("validate", region, "--format", "json").data
    assert {*data, *(key for finding in data["findings"] for key in finding)} <= named[
        "belong validate"
    ]


def test_synth_keys_are_named(named, run, tmp_path):
    data = run("synth", tmp_path / "x", "--children", 2, "--format", "json").data
    assert set(data) <= named["belong synth"]
