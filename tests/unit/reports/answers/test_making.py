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
from belong.reports.answers import Answer, FunnelChart, as_report
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
