"""Forecasts of made-up regions: what is certain is certain, and nine in ten come about as told.

Means, shares and counts are read off the same plays, so they must agree with one another, and with
a computation of what is expected that shares no line with them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from belong.analytics import Forecast, backtests, compute, forecasts, journeys
from belong.analytics.definitions import DEFINITIONS
from belong.analytics.forecasting import FORECAST
from belong.domain.errors import BelongError
from belong.domain.frames import FROM_LEDGER, Frames
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


def forecast(frames: Frames, folded: pl.DataFrame, code: str, **more: Any) -> Forecast:
    """One figure alone."""
    [told] = forecasts(frames, folded, codes=[code], **more)
    return told


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
    sure = told.part("certain")
    assert told.window == "2021-24"
    assert (sure.children, sure.total) == (len(kept), sum(m.value for m in kept))
    assert told.low is not None
    assert told.median is not None
    assert told.high is not None
    assert told.low < told.median < told.high
    for key in ("placed", "waiting"):
        assert told.part(key).children
        assert told.part(key).counted > 0


def test_forecast_looks_at_nothing_after_its_day(region: Frames) -> None:
    folded = journeys(region)
    told = forecasts(region, folded, as_of=AS_OF, plays=50)
    late = pl.col("happened_on") > AS_OF
    ends = pl.col("to_on") > AS_OF
    cut = replace(
        region,
        events=region.events.filter(~late.fill_null(value=False)),
        spells=region.spells.filter(
            (pl.col("from_on") <= AS_OF) | pl.col("from_on").is_null()
        ).with_columns(
            to_on=pl.when(ends).then(None).otherwise("to_on"),
            to_reason=pl.when(ends).then(None).otherwise("to_reason"),
        ),
    )
    again = journeys(cut)
    assert again.height != folded.height or not again.equals(folded)
    assert forecasts(cut, again, as_of=AS_OF, plays=50) == told
    assert forecasts(region, folded, as_of=AS_OF, plays=50, seed=2) != told


def test_forecasts_of_one_set_of_plays_agree_with_one_another(region: Frames) -> None:
    told = {
        one.indicator: one for one in forecasts(region, journeys(region), as_of=AS_OF, plays=100)
    }
    assert tuple(told) == FORECAST

    def brings(code: str) -> float:
        return sum(part.total for part in told[code].parts if part.key != "certain")

    def counts(code: str) -> float:
        return sum(part.counted for part in told[code].parts if part.key != "certain")

    assert brings("A9") >= brings("A14") > 0
    assert brings("A4") == pytest.approx(brings("adopted"))
    assert counts("A1") <= brings("adopted")
    assert counts("A20") <= counts("A1")
    assert counts("A5") >= counts("A1") * 0.5
    assert told["A15"].part("placed").counted == told["A15"].part("waiting").counted == 0
    for one in told.values():
        if one.median is not None and one.low is not None and one.high is not None:
            assert one.low <= one.median <= one.high
            assert one.statistic != "share" or 0 <= one.low <= one.high <= 100


def test_forecast_of_one_figure_is_that_among_all_of_them(region: Frames) -> None:
    folded = journeys(region)
    [among] = [
        one for one in forecasts(region, folded, as_of=AS_OF, plays=50) if one.indicator == "A4"
    ]
    assert forecast(region, folded, "A4", as_of=AS_OF, plays=50) == among


def test_adoptions_expected_of_children_placed_match_a_plain_computation(region: Frames) -> None:
    """Aalen and Johansen's estimate in days, child by child, with loops over plain spells."""
    began = AS_OF.replace(year=AS_OF.year - 3)
    orders = {
        (row["la_code"], row["child_id"], row["adopted_on"])
        for row in region.spells.filter(pl.col("axis") == "care")
        .with_columns(adopted_on=pl.when(pl.col("to_reason").is_in(("E11", "E12"))).then("to_on"))
        .iter_rows(named=True)
    }
    stays = []
    for row in region.spells.filter(pl.col("axis") == "adoptive_stay").iter_rows(named=True):
        since, to = row["from_on"], row["to_on"]
        if since is None or since > AS_OF or (to is not None and to <= began):
            continue
        ended = to if to is not None and to <= AS_OF else None
        is_adopted = ended is not None and (row["la_code"], row["child_id"], ended) in orders
        stays.append((since, ended, is_adopted))
    left: dict[int, list[bool]] = defaultdict(list)
    for since, ended, is_adopted in stays:
        if ended is not None:
            left[(ended - since).days].append(is_adopted)

    def at_risk(age: int) -> int:
        return sum(
            since + timedelta(days=age) > began and age <= ((ended or AS_OF) - since).days
            for since, ended, _ in stays
        )

    risk = {age: at_risk(age) for age in left}
    expected = 0.0
    for since, ended, _ in stays:
        if ended is None:
            age, still = (AS_OF - since).days, 1.0
            for on in sorted(one for one in left if age < one <= age + 365):
                if risk[on]:
                    expected += still * sum(left[on]) / risk[on]
                    still *= 1 - len(left[on]) / risk[on]
    told = forecast(region, journeys(region), "adopted", as_of=AS_OF, plays=400)
    placed = told.part("placed")
    assert placed.children == sum(ended is None for _, ended, _ in stays)
    assert placed.total == pytest.approx(expected, rel=0.07)


def test_decisions_expected_are_those_of_the_recent_years(region: Frames) -> None:
    decided = region.events.filter(
        (pl.col("kind") == "plan_decided")
        & pl.col("happened_on").is_between(date(2020, 4, 1), AS_OF)
    )
    told = forecast(region, journeys(region), "A15", as_of=AS_OF, plays=1000)
    assert sum(told.begun) >= decided.height
    assert told.part("new").total == pytest.approx(decided.height / 3, rel=0.08)


def test_forecast_of_nobody_says_why_it_is_not_there(region: Frames) -> None:
    nobody = replace(region, spells=region.spells.clear(), events=region.events.clear())
    for told in forecasts(nobody, journeys(nobody), as_of=AS_OF, plays=20):
        if told.indicator == "A15":
            assert (told.low, told.median) == (0, 0)
        else:
            assert (told.median, told.low, told.high) == (None, None, None)
            assert told.why_not


def test_forecast_of_a_council_alone_with_a_few_children_tells_of_no_pace(
    region: Frames, tmp_path: Path
) -> None:
    frames = replace(frames_of(tmp_path, seed=4, children=6), coverage=region.coverage)
    alone = replace(
        frames,
        events=frames.events.filter(pl.col("la_code") == "991"),
        spells=frames.spells.filter(pl.col("la_code") == "991"),
        children=frames.children.filter(pl.col("la_code") == "991"),
        coverage=frames.coverage.filter(pl.col("la_code") == "991"),
    )
    told = {one.indicator: one for one in forecasts(alone, journeys(alone), as_of=AS_OF, plays=50)}
    assert "too few children were on their way" in told["A10"].why_not
    assert told["A15"].median is not None
    folded = journeys(frames)
    beside = forecast(frames, folded, "placed", area="991", as_of=AS_OF, plays=50)
    assert not beside.own_pace


def test_forecast_of_a_year_without_a_return_says_so(region: Frames) -> None:
    lacks = replace(region, coverage=region.coverage.filter(pl.col("year") != 2023))
    told = forecast(lacks, journeys(lacks), "A9", as_of=AS_OF, plays=20)
    assert told.why_not == "nothing of the last year is on record"
    kept = replace(lacks, events=lacks.events.with_columns(source=pl.lit(FROM_LEDGER)))
    assert not forecast(kept, journeys(kept), "A9", as_of=AS_OF, plays=20).why_not
    before = kept.events.filter(pl.col("happened_on") < date(2022, 4, 1))
    stopped = replace(kept, events=before)
    assert forecast(stopped, journeys(stopped), "A9", as_of=AS_OF, plays=20).why_not


def test_forecast_of_a_service_that_records_itself_rests_on_the_years_it_has(
    region: Frames,
) -> None:
    own = replace(region, coverage=region.coverage.clear())
    folded = journeys(own)
    assert len(forecast(own, folded, "A15", as_of=AS_OF, plays=20).begun) == 3
    begun = replace(own, events=own.events.filter(pl.col("happened_on") > date(2021, 3, 31)))
    assert len(forecast(begun, folded, "A15", as_of=AS_OF, plays=20).begun) == 2


def test_matches_are_not_told_where_returns_tell_of_them_too_late(region: Frames) -> None:
    told = forecast(region, journeys(region), "matched", as_of=AS_OF, plays=20)
    assert told.median is None
    assert "only once the child is adopted" in told.why_not


def test_matches_are_told_where_they_are_recorded_as_they_are_made(region: Frames) -> None:
    folded = journeys(region)
    stays = region.spells.filter(
        (pl.col("axis") == "adoptive_stay") & pl.col("from_on").is_not_null()
    )
    made = stays.select(
        "child_id", "la_code", "period_of_care", kind=pl.lit("match_decided"),
        happened_on=pl.col("from_on").dt.offset_by("-20d"),
    )  # fmt: skip
    events = pl.concat([region.events, made], how="diagonal_relaxed")
    recorded = replace(region, events=events)
    [one] = backtests(recorded, folded, years=[2022], codes=["matched"], plays=100)["matched"]
    placed = forecast(recorded, folded, "placed", as_of=date(2022, 3, 31), plays=100)
    assert one.forecast.median == pytest.approx(placed.median, rel=0.2)
    assert one.held is not None


def test_forecast_of_no_figure_or_an_odd_day_is_refused(region: Frames) -> None:
    with pytest.raises(BelongError, match="A99 has no forecast"):
        forecast(region, journeys(region), "A99", as_of=AS_OF)
    with pytest.raises(BelongError, match="not the last day of a financial year"):
        forecast(region, journeys(region), "A10", as_of=date(2023, 4, 1))


@pytest.mark.slow
def test_backtests_hold_about_nine_times_in_ten(tmp_path: Path) -> None:
    outcomes: dict[str, list[bool]] = defaultdict(list)
    for seed in range(11, 17):
        frames = frames_of(tmp_path / str(seed), seed=seed, children=250)
        folded = journeys(frames)
        for area in ("991", "992", "993"):
            found = backtests(frames, folded, area=area, years=(2021, 2022, 2023), plays=200)
            for code, past in found.items():
                kind = DEFINITIONS[code].statistic if code in DEFINITIONS else "count"
                outcomes[kind] += [one.held for one in past if one.held is not None]
    assert {kind: len(told) > 130 for kind, told in outcomes.items()} == {
        "mean": True,
        "share": True,
        "count": True,
    }
    for of, told in outcomes.items():
        assert 0.85 <= sum(told) / len(told) <= 0.98, of
