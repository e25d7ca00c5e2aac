"""Forecasts of made-up regions: what is certain is certain, and nine in ten come about as told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from belong.analytics import backtest, compute, forecast, journeys
from belong.domain.errors import BelongError
from belong.domain.frames import Frames
from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.frames import merge_returns
from belong.synthetic import make_region, write_region

YEARS = (2016, 2024)
AS_OF = date(2023, 3, 31)


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    return frames_of(tmp_path_factory.mktemp("returns"), seed=1, children=250)


def frames_of(folder: Path, *, seed: int, children: int) -> Frames:
    write_region(make_region(seed, ["991", "992", "993"], children, YEARS), folder)
    return merge_returns(read_returns([folder]))


def test_forecast_counts_as_certain_the_two_years_of_the_window_that_are_over(
    region: Frames,
) -> None:
    folded = journeys(region)
    told = forecast(region, folded, "A10", as_of=AS_OF, plays=50)

    behind = compute(region, folded, year=2023, windows=1, codes=["A10"]).figure(
        "A10", "all", "2020-23"
    )
    ends = {
        (row["la_code"], row["child_id"], row["moved_in_on"])
        for row in folded.filter(pl.col("adopted_on") > date(2021, 3, 31)).iter_rows(named=True)
    }
    kept = [m for m in behind.members if (m.la_code, m.child_id, m.end_on) in ends]
    assert told.window == "2021-24"
    assert (told.certain_n, told.certain_days) == (len(kept), sum(m.value for m in kept))
    assert told.low is not None
    assert told.median is not None
    assert told.high is not None
    assert told.low < told.median < told.high
    assert told.placed > 0
    assert told.waiting > 0
    assert told.expected_n > 0


def test_forecast_looks_at_nothing_after_its_day(region: Frames) -> None:
    folded = journeys(region)
    later = [
        pl.when(pl.col(name) > AS_OF).then(pl.col(name).dt.offset_by("40d")).otherwise(name)
        for name in ("adopted_on", "matched_on", "placed_for_adoption_on", "moved_in_on")
    ]
    changed = folded.with_columns(later)
    assert not changed.equals(folded)
    told = forecast(region, folded, "A10", as_of=AS_OF, plays=50)
    assert forecast(region, changed, "A10", as_of=AS_OF, plays=50) == told
    assert forecast(region, folded, "A10", as_of=AS_OF, plays=50, seed=2) != told


def test_forecast_of_nobody_says_why_it_is_not_there(region: Frames) -> None:
    nobody = replace(region, spells=region.spells.clear(), events=region.events.clear())
    told = forecast(nobody, journeys(nobody), "A10", as_of=AS_OF, plays=20)
    assert (told.median, told.expected_n) == (None, 0.0)
    assert told.why_not


def test_forecast_of_a_share_or_an_odd_day_is_refused(region: Frames) -> None:
    with pytest.raises(BelongError, match="no mean of days"):
        forecast(region, journeys(region), "A9", as_of=AS_OF)
    with pytest.raises(BelongError, match="not the last day of a financial year"):
        forecast(region, journeys(region), "A10", as_of=date(2023, 4, 1))


@pytest.mark.slow
def test_backtests_hold_about_nine_times_in_ten(tmp_path: Path) -> None:
    outcomes = []
    for seed in range(11, 19):
        frames = frames_of(tmp_path / str(seed), seed=seed, children=250)
        folded = journeys(frames)
        for indicator in ("A10", "A2"):
            for area in ("991", "992", "993"):
                found = backtest(
                    frames, folded, indicator, area=area, years=(2021, 2022, 2023), plays=200
                )
                outcomes += [one.held for one in found if one.held is not None]
    assert len(outcomes) > 130
    assert 0.85 <= sum(outcomes) / len(outcomes) <= 0.97
