"""``belong forecast`` over a made-up region."""

from __future__ import annotations

import json


def test_forecast_table_says_interval_parts_and_how_it_did(run, region):
    ran = run("forecast", region, "--indicator", "a10", "--plays", 200)
    out = " ".join(ran.out.split())
    assert ran.code == 0
    assert "A10 of All together in 2022-25 is expected to be about" in out
    assert "Certain already, from the two years of the window that are over" in out
    assert "Tried on 2 past years" in out
    assert "Placed, awaiting an order" in out
    assert "Every figure" not in out


def test_forecast_of_everything_begins_with_all_figures_in_one_table(run, region):
    out = " ".join(run("forecast", region, "--plays", 100).out.split())
    assert "Every figure, as it is and as it is expected a year later" in out
    assert "figures so tried" in out
    for subject in (
        "A4 of All together in 2022-25",
        "A9 of All together on 31 Mar 2025",
        "The number of adoption orders of All together in 2024-25",
    ):
        assert f"{subject} is expected to be about" in out
    assert "a return tells of one only once the child is adopted" in out


def test_forecast_of_one_area_borrows_the_pace_of_all_and_says_so(run, region):
    out = " ".join(run("forecast", region, "--area", "991", "--plays", 100).out.split())
    assert "too few children on their way for a pace of its own" in out
    assert all(f"{code} of 991" in out for code in ("A10", "A1", "A20", "A2"))


def test_forecast_json_is_the_same_twice_and_holds_back_tests(run, region):
    asked = ("forecast", region, "--indicator", "A10", "--plays", 200, "--format", "json")
    first, second = run(*asked).data, run(*asked).data
    assert first == second
    (told,) = first["forecasts"]
    assert [one["window"] for one in told["back_test"]] == ["2020-23", "2021-24"]
    assert all(one["low"] <= one["told"] <= one["high"] for one in told["back_test"])
    assert told["low"] < told["median"] < told["high"]


def test_forecast_writes_a_file_in_the_format_of_its_ending(run, region, tmp_path):
    out = tmp_path / "told.json"
    assert run("forecast", region, "--indicator", "A2", "--plays", 100, "--out", out).code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["forecasts"][0]["indicator"] == "A2"


def test_forecast_of_shares_and_counts_in_json_says_what_each_group_brings(run, region):
    for code, unit in (("A4", "percent"), ("adopted", "children")):
        asked = ("forecast", region, "--indicator", code, "--plays", 100, "--format", "json")
        [told] = run(*asked).data["forecasts"]
        assert (told["indicator"], told["unit"]) == (code, unit)
        assert {"placed", "waiting", "new"} <= {part["key"] for part in told["parts"]}


def test_forecast_of_what_has_none_is_refused(run, region):
    ran = run("forecast", region, "--indicator", "A99")
    assert ran.code == 2
    assert "A99 has no forecast" in ran.err
    assert "adopted" in ran.err


def test_forecast_without_earlier_years_says_that_it_cannot_be_tried(run, region):
    out = " ".join(run("forecast", region, "--year", 2021, "--plays", 100).out.split())
    assert "It cannot be tried on past years" in out
