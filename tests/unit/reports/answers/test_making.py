"""Answers made of a made-up region: partners, one council beside the rest, and what is missing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from belong.analytics import journeys
from belong.domain.comparators import ENGLAND, ComparatorSet, PublishedValue
from belong.domain.errors import BelongError
from belong.domain.frames import Frames
from belong.formats.ssda903 import read_returns
from belong.formats.ssda903.frames import merge_returns
from belong.reports.answers import Answer, FunnelChart, TrendChart, as_report, svg
from belong.reports.answers.making import (
    Sources,
    answer_change,
    answer_comparison,
    answer_forecast,
)
from belong.reports.model import Table
from belong.reports.text import as_text
from belong.synthetic import make_region, write_region

NAMES = {"991": "Northmere", "992": "Eastvale"}


def published(area: str, value: float, measure: str = "A10_average_days") -> PublishedValue:
    return PublishedValue(
        measure=measure,
        area=area,
        period="2021-24",
        value=value,
        status="value",
        unit="days",
        source="DfE, made up",
        vintage="2025-01-01",
        as_printed=str(value),
    )


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    folder = tmp_path_factory.mktemp("returns")
    write_region(make_region(3, list(NAMES), 120, (2019, 2024)), folder)
    frames = merge_returns(read_returns([folder]))
    return Sources(frames, journeys(frames), "Four Rivers", NAMES, ComparatorSet())


def words_of(answer: Answer) -> str:
    return " ".join(as_text(as_report("", (), (answer,)), 4000).split())


def table_of(answer: Answer, start: str) -> Table:
    return next(
        one for one in answer.blocks if isinstance(one, Table) and one.caption.startswith(start)
    )


def test_comparison_of_partners_shows_n_limits_mix_and_turns(sources: Sources) -> None:
    answer = answer_comparison(sources, "A10", "all", year=2024)
    areas = table_of(answer, "A10 in 2021-24, area by area")
    assert [row[0] for row in areas.rows] == ["Northmere", "Eastvale", "Four Rivers"]
    n = [int(str(row[3])) for row in areas.rows]
    assert n[0] + n[1] == n[2]
    assert areas.note == "No rank: fewer than 10 areas have a value to be ranked among."
    turns = table_of(answer, "Whose children were placed in 2023-24")
    assert len(turns.rows) == 2
    assert any(isinstance(one, FunnelChart) for one in answer.blocks)
    assert Answer.from_data(json.loads(json.dumps(answer.as_data()))) == answer


def test_comparison_of_one_council_tells_no_other_apart(sources: Sources) -> None:
    three = replace(sources, names={**NAMES, "993": "Southwick"})
    answer = answer_comparison(three, "A10", "991", year=2024)
    text = words_of(answer)
    assert "The rest of Four Rivers: " in text
    assert "A10 of Northmere over the last windows" in text
    assert "Eastvale" not in text
    assert "Southwick" not in text


def test_comparison_without_england_says_that_it_is_not_published_or_imported(
    sources: Sources,
) -> None:
    assert "England's A10 of 2021-24 is not published, or nobody has imported it." in words_of(
        answer_comparison(sources, "A10", "all", year=2024)
    )
    with_it = replace(sources, comparators=ComparatorSet((published(ENGLAND, 480.0),)))
    assert "England in 2021-24: 480 (DfE, made up)." in words_of(
        answer_comparison(with_it, "A10", "all", year=2024)
    )


def test_comparison_ranks_among_published_councils_with_of_how_many(sources: Sources) -> None:
    others = ComparatorSet(tuple(published(str(300 + n), 200.0) for n in range(9)))
    answer = answer_comparison(replace(sources, comparators=others), "A10", "all", year=2024)
    areas = table_of(answer, "A10 in 2021-24, area by area")
    assert areas.rows[0][-1] == "10th of 10"
    assert "authorities with a published value" in str(areas.note)


def test_comparison_sets_statistical_neighbours_beside_a_real_council(sources: Sources) -> None:
    as_real = replace(
        sources,
        frames=_renamed(sources, "991", "301"),
        journeys=journeys(_renamed(sources, "991", "301")),
        names={"301": "Exampleton", "992": "Eastvale"},
        comparators=ComparatorSet((published("308", 410.0),)),
    )
    answer = answer_comparison(as_real, "A10", "301", year=2024)
    neighbours = table_of(answer, "Statistical neighbours in 2021-24")
    assert [row[1:3] for row in neighbours.rows] == [("410", "not published")]
    assert "9 of its 10 neighbours have no value here." in words_of(answer)
    none = answer_comparison(replace(as_real, comparators=ComparatorSet()), "A10", "301", year=2024)
    assert "no value of 2021-24 has been imported" in words_of(none)


def test_comparison_of_a_region_sets_each_council_beside_its_own_neighbours(
    sources: Sources,
) -> None:
    plain = answer_comparison(sources, "A10", "all", year=2024)
    assert "a region has none. None are listed for any of its councils." in words_of(plain)
    renamed = _renamed(sources, "991", "301")
    as_real = replace(
        sources,
        frames=renamed,
        journeys=journeys(renamed),
        names={"301": "Exampleton", "992": "Eastvale"},
        comparators=ComparatorSet((published("308", 410.0), published("304", 430.0))),
    )
    told = table_of(
        answer_comparison(as_real, "A10", "all", year=2024),
        "Each council beside its statistical neighbours in 2021-24",
    )
    [row] = told.rows
    assert row[0] == "Exampleton"
    assert row[-1] in ("1 of 10", "2 of 10")
    without = replace(as_real, comparators=ComparatorSet())
    text = words_of(answer_comparison(without, "A10", "all", year=2024))
    assert "Of those of its councils no value of 2021-24 has been imported" in text


def shares(area: str, adopted: float, ceased: float | None) -> list[PublishedValue]:
    """What A4 of another council is made of, in each year of the window."""
    found = []
    for period in ("2021-22", "2022-23", "2023-24"):
        for measure, value in (("adopted_n", adopted), ("ceased_n", ceased)):
            one = replace(published(area, 0.0, measure), period=period, unit="children")
            found.append(replace(one, value=value, as_printed=str(value)))
    return found


def test_comparison_draws_published_councils_whose_number_of_children_is_known(
    sources: Sources,
) -> None:
    others = ComparatorSet((*shares("301", 10, 50), *shares("302", 400, 800)))
    answer = answer_comparison(replace(sources, comparators=others), "A4", "all", year=2024)
    [chart] = [one for one in answer.blocks if isinstance(one, FunnelChart)]
    rings = [(dot.n, dot.value) for dot in chart.dots if dot.is_published]
    assert rings == [(150, 20.0), (2400, 50.0)]
    assert "2 other councils as published" in chart.description
    assert "2 other councils have a published A4 of 2021-24. All are in the funnel" in words_of(
        answer
    )
    assert svg(chart, "f").count('r="3"') == 2
    table = table_of(answer, "A4 in 2021-24 of other councils, as published")
    assert [row[1:3] for row in table.rows] == [("20%", "150"), ("50%", "2,400")]
    assert Answer.from_data(json.loads(json.dumps(answer.as_data()))) == answer


def test_comparison_says_why_published_means_are_not_in_the_funnel(sources: Sources) -> None:
    others = ComparatorSet((published("301", 410.0),))
    text = words_of(
        answer_comparison(replace(sources, comparators=others), "A10", "all", year=2024)
    )
    assert "1 other council has a published A10 of 2021-24. None is in the funnel" in text
    assert "how many children each rests on is not published" in text
    alone = words_of(answer_comparison(sources, "A10", "all", year=2024))
    assert "No other council is in the funnel: no A10 of 2021-24 of any has been imported" in alone
    own = words_of(answer_comparison(sources, "A5", "all", year=2024))
    assert "A5 of others is not published" in own


def test_comparison_breaks_the_line_where_the_official_series_ended(sources: Sources) -> None:
    answer = answer_comparison(sources, "A4", "all", year=2024)
    [trend] = [one for one in answer.blocks if isinstance(one, TrendChart)]
    assert trend.breaks == (("2018-21", "official series ended"),)
    assert "series break, official series ended; 2018-21" in trend.description
    drawn = svg(trend, "t")
    assert "official series ended</text>" in drawn
    joined_windows = drawn.count("<polyline")  # one window stands alone before the break
    assert joined_windows == 1
    unbroken = answer_comparison(sources, "A10", "all", year=2024)
    [trend] = [one for one in unbroken.blocks if isinstance(one, TrendChart)]
    assert trend.breaks == ()


def test_comparison_opens_the_figure_behind_each_value(sources: Sources) -> None:
    opens = dict(answer_comparison(sources, "A10", "all", year=2024).opens)
    assert opens["Northmere"] == "A10:991:2021-24"
    assert opens["Four Rivers"] == "A10:all:2021-24"
    assert opens["2020-23"] == "A10:all:2020-23"
    own = dict(answer_comparison(sources, "A10", "991", year=2024).opens)
    assert own["2020-23"] == "A10:991:2020-23"
    assert "The rest of Four Rivers" not in own


def _renamed(sources: Sources, old: str, new: str) -> Frames:
    def renamed(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.with_columns(la_code=pl.col("la_code").replace(old, new))

    frames = sources.frames
    return replace(
        frames,
        events=renamed(frames.events),
        spells=renamed(frames.spells),
        children=renamed(frames.children),
        coverage=renamed(frames.coverage),
    )


def test_comparison_says_that_a_partner_joined_within_the_window(sources: Sources) -> None:
    joined = replace(sources, joined={"992": date(2022, 10, 1)})
    text = words_of(answer_comparison(joined, "A10", "all", year=2024))
    assert "Eastvale joined the region on 1 Oct 2022, within the window" in text
    text = words_of(answer_change(joined, "A10", "all", before="2020-23", after="2021-24"))
    assert "Eastvale joined Four Rivers on 1 October 2022" in text
    before = replace(sources, joined={"992": date(2011, 10, 1)})
    assert "joined" not in answer_comparison(before, "A10", "all", year=2024).notes[0]


def test_comparison_of_siblings_counts_groups_of_whom_two_were_adopted(sources: Sources) -> None:
    adopted = sources.journeys.filter(sources.journeys["adopted_on"].is_between(
        date(2021, 4, 1), date(2024, 3, 31)))  # fmt: skip
    first, second, third = adopted.filter(adopted["la_code"] == "991")["child_id"].to_list()[:3]
    groups = pl.col("child_id").replace_strict(
        {first: "1", second: "1", third: "2"}, default=None, return_dtype=pl.String
    )
    grouped = sources.frames.children.with_columns(sibling_group_id=groups)
    known = replace(sources, frames=replace(sources.frames, children=grouped))
    mix = table_of(answer_comparison(known, "A10", "all", year=2024), "Case mix")
    assert mix.rows[0][-1] == "1 (2 children)"
    assert mix.note is None


def test_comparison_of_a_small_council_says_that_one_child_decides(
    sources: Sources, tmp_path: Path
) -> None:
    write_region(make_region(5, ["991", "992"], 14, (2021, 2024)), tmp_path)
    frames = merge_returns(read_returns([tmp_path]))
    small = replace(sources, frames=frames, journeys=journeys(frames))
    answer = answer_comparison(small, "A10", "all", year=2024)
    assert any("one child decides it" in note or "no child counts" in note for note in answer.notes)


def test_comparison_of_a_count_and_windows_that_are_none_are_refused(sources: Sources) -> None:
    with pytest.raises(BelongError, match="a count alone is not compared"):
        answer_comparison(sources, "A9", "all", year=2024)
    with pytest.raises(BelongError, match="no window of A10"):
        answer_change(sources, "A10", "all", before="2022-23", after="2021-24")
    with pytest.raises(BelongError, match="is not before"):
        answer_change(sources, "A10", "all", before="2021-24", after="2021-24")
    with pytest.raises(BelongError, match="no indicator"):
        answer_change(sources, "X", "all", before="2020-23", after="2021-24")


def test_change_sets_recorded_delays_of_the_members_beside_it(sources: Sources) -> None:
    children = sources.journeys["child_id"].unique()
    delayed = replace(sources, delays={child: ["staffing"] for child in children})
    answer = answer_change(delayed, "A10", "991", before="2020-23", after="2021-24")
    delays = table_of(answer, "Reasons for delay")
    members = int(str(delays.rows[0][1]))
    assert members > 0
    assert f"Of {members} children, {members} have a reason recorded" in str(delays.note)


def test_forecast_of_the_region_is_tried_on_the_years_that_reach_back(sources: Sources) -> None:
    pytest.importorskip("numpy", reason="A forecast needs the extra 'reports'")
    answer = answer_forecast(sources, "A10", "all", year=2024, plays=100)
    past = table_of(answer, "Each window as it was forecast")
    assert [row[0] for row in past.rows] == ["2019-22", "2020-23", "2021-24", "2022-25"]
