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


def test_forecast_of_a_share_is_refused(run, region):
    ran = run("forecast", region, "--indicator", "A4")
    assert ran.code == 2
    assert "only a mean of days has one" in ran.err


def test_forecast_without_earlier_years_says_that_it_cannot_be_tried(run, region):
    out = " ".join(run("forecast", region, "--year", 2021, "--plays", 100).out.split())
    assert "It cannot be tried on past years" in out
