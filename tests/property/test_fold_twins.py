"""The fold stands twice, vectorised and as plain loops; on any history they must say the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from belong.analytics.frames import journeys
from belong.domain.frames import AXES, JOURNEYS_COLUMNS
from belong.domain.journey.from_episodes import (
    ChildFacts,
    Decision,
    Episode,
    Match,
    PeriodOfCare,
    periods_of_care,
)
from belong.formats.ssda903.frames import merge_returns
from belong.formats.ssda903.model import ReturnInfo, ReturnSet

YEAR = 2024
FIRST, LAST = date(2022, 1, 1), date(2024, 3, 31)
COLUMNS = {
    "Episodes": ("DECOM", "RNE", "LS", "PLACE", "DEC", "REC"),
    "PlacedAdoption": ("DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED"),
    "AD1": ("DATE_MATCH", "DATE_INT"),
}

days = st.integers(0, (LAST - FIRST).days).map(lambda n: FIRST + timedelta(days=n))
lengths = st.one_of(
    st.none(),
    st.tuples(st.integers(0, 500), st.sampled_from(["X1", "X1", "X1", "E11", "E12", "E4A", "E45"])),
)
episode = st.tuples(
    days,
    st.sampled_from(["S", "L", "P", "T", "B", "U", None]),
    st.sampled_from(["C1", "C2", "E1", "D1", "V2", "V4", None]),
    st.sampled_from(["A3", "A4", "A5", "A6", "U2", "U5", "U6", "K2", None]),
    lengths,
).map(
    # an episode that runs backward is a finding (BEL rules); no fold promises anything of it
    lambda e: (*e[:4], *((e[0] + timedelta(days=e[4][0]), e[4][1]) if e[4] else (None, None)))
)
decision = st.tuples(days, st.one_of(st.none(), days), st.sampled_from(["RD1", "RD4", None]))
maybe_day = st.one_of(st.none(), days)
life = st.tuples(
    st.lists(episode, min_size=1, max_size=7, unique_by=lambda e: e[0]),
    st.lists(decision, max_size=3, unique_by=lambda d: d[0]),
    st.lists(st.tuples(maybe_day, maybe_day), max_size=1),
)
lives = st.lists(life, min_size=1, max_size=30)

#: One row each of a table, of one child.
Life = tuple[list[Any], list[Any], list[Any]]


def _as_return(given_lives: list[Life]) -> ReturnSet:
    tables = {}
    for index, (name, columns) in enumerate(COLUMNS.items()):
        rows = [(f"K{n}", *row) for n, one in enumerate(given_lives) for row in one[index]]
        tables[name] = pl.DataFrame(
            rows,
            schema={"CHILD": pl.String}
            | {c: pl.Date if c.startswith("D") else pl.String for c in columns},
            orient="row",
        ).with_columns(
            pl.lit(0, dtype=pl.UInt16).alias("_return"),
            pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).alias("_row"),
        )
    return ReturnSet((ReturnInfo("991", YEAR, "made up", frozenset(tables)),), tables)


def _plain(number: int, one: Life) -> list[PeriodOfCare]:
    episodes, decisions, matches = one
    return periods_of_care(
        [Episode(*row) for row in episodes],
        [Decision(*row) for row in decisions],
        [Match(on, int_on, YEAR) for on, int_on in matches],
        ChildFacts(f"K{number}", "991"),
    )


@settings(max_examples=12)
@given(lives)
def test_fold_of_any_history_vectorised_equals_plain(given_lives: list[Life]) -> None:
    frames = merge_returns(_as_return(given_lives))
    found = {
        (row["child_id"], row["period_of_care"]): row
        for row in journeys(frames).iter_rows(named=True)
    }
    expected = {
        (p.child_id, p.period_of_care): p
        for number, one in enumerate(given_lives)
        for p in _plain(number, one)
    }
    assert found.keys() == expected.keys()
    for key, period in expected.items():
        for column in JOURNEYS_COLUMNS:
            told, plain = found[key][column], getattr(period, column)
            if column.endswith("_reason") and not column.startswith(("left_care", "plan_ended")):
                # the words differ between the two; that there is a reason must not
                told, plain = told is None, plain is None
            assert told == plain, (key, column)


@settings(max_examples=12)
@given(lives)
def test_spells_of_any_history_vectorised_equal_plain(given_lives: list[Life]) -> None:
    frames = merge_returns(_as_return(given_lives))
    for axis in AXES:
        found = frames.spells.filter(pl.col("axis") == axis).select(
            "child_id", "period_of_care", "value", "from_on", "to_on", "to_reason"
        )
        expected = [
            (p.child_id, p.period_of_care, s.value, s.from_on, s.to_on, s.to_reason)
            for number, one in enumerate(given_lives)
            for p in _plain(number, one)
            for s in p.spells_of(axis)
        ]
        assert sorted(found.iter_rows(), key=str) == sorted(expected, key=str), axis
