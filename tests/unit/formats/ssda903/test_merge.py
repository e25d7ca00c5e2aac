"""Merging years of returns: docs/reference/how-figures-are-made.md, sections 1 to 3."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from belong.analytics.frames import journeys
from belong.domain.frames import (
    CHILDREN_COLUMNS,
    EVENTS_COLUMNS,
    JOURNEYS_COLUMNS,
    SPELLS_COLUMNS,
    Frames,
)
from belong.formats.ssda903.frames import merge_returns
from belong.formats.ssda903.model import ReturnInfo, ReturnSet

EPISODES = ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC")
DECISIONS = ("CHILD", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED")
ADOPTIONS = ("CHILD", "DATE_INT", "DATE_MATCH")
HEADERS = ("CHILD", "DOB", "SEX", "ETHNIC", "UPN")
DATES = {"DECOM", "DEC", "DATE_PLACED", "DATE_PLACED_CEASED", "DATE_INT", "DATE_MATCH", "DOB"}
TABLES = {
    "Episodes": EPISODES,
    "PlacedAdoption": DECISIONS,
    "AD1": ADOPTIONS,
    "Header": HEADERS,
}


def returns(*given: tuple[str, int, dict[str, str]]) -> ReturnSet:
    """Returns from text: one line a row, '-' for an empty cell; tables not given are absent."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    infos = []
    for index, (la, year, tables) in enumerate(given):
        infos.append(ReturnInfo(la, year, f"{la}/{year}", frozenset(tables)))
        for name, text in tables.items():
            for number, line in enumerate(text.strip().splitlines(), start=1):
                cells = [None if c == "-" else c for c in line.split()]
                cells += [None] * (len(TABLES[name]) - len(cells))
                row: dict[str, object] = dict(zip(TABLES[name], cells, strict=True))
                for column in DATES & set(row):
                    row[column] = date.fromisoformat(str(row[column])) if row[column] else None
                rows[name].append(row | {"_return": index, "_row": number})
    supplied = {name for _, _, tables in given for name in tables}
    frames = {
        name: pl.DataFrame(
            rows[name],
            schema={c: pl.Date if c in DATES else pl.String for c in TABLES[name]}
            | {"_return": pl.UInt16, "_row": pl.UInt32},
        )
        for name in supplied
    }
    return ReturnSet(tuple(infos), frames)


def care(frames: Frames, child: str) -> list[tuple[date | None, date | None, str | None]]:
    rows = frames.spells.filter((pl.col("axis") == "care") & (pl.col("child_id") == child))
    return list(rows.select("from_on", "to_on", "to_reason").sort("to_on").iter_rows())


def codes(frames: Frames) -> list[tuple[str, str | None]]:
    return sorted((n.code, n.child) for n in frames.notices)


def journey(frames: Frames, child: str) -> dict[str, object]:
    rows = journeys(frames).filter(pl.col("child_id") == child)
    assert rows.height == 1
    return rows.row(0, named=True)


def test_merge_corrected_start_date_leaves_one_episode() -> None:
    frames = merge_returns(
        returns(
            ("991", 2023, {"Episodes": "K1 2022-05-01 S C2 U6 - -"}),
            ("991", 2024, {"Episodes": "K1 2022-05-08 S C2 U6 2023-09-01 E4A"}),
        )
    )
    assert care(frames, "K1") == [(date(2022, 5, 8), date(2023, 9, 1), "E4A")]
    assert codes(frames) == [("episode_dropped", "K1")]


def test_merge_closed_episode_of_earlier_return_stays() -> None:
    frames = merge_returns(
        returns(
            (
                "991",
                2023,
                {"Episodes": "K1 2022-05-01 S C1 U6 2022-08-01 X1\nK1 2022-08-01 L C2 U6 - -"},
            ),
            ("991", 2024, {"Episodes": "K1 2022-08-01 L C2 U6 2023-09-01 E4A"}),
        )
    )
    assert care(frames, "K1") == [(date(2022, 5, 1), date(2023, 9, 1), "E4A")]
    assert codes(frames) == []


def test_merge_child_missing_while_open_is_lost_not_looked_after_for_ever() -> None:
    frames = merge_returns(
        returns(
            ("991", 2022, {"Episodes": "K1 2021-05-01 S C2 U6 - -\nK2 2021-05-01 S C2 U6 - -"}),
            ("991", 2023, {"Episodes": "K2 2021-05-01 S C2 U6 - -"}),
            ("991", 2024, {"Episodes": "K2 2021-05-01 S C2 U6 - -"}),
        )
    )
    assert care(frames, "K1") == [(date(2021, 5, 1), date(2022, 4, 1), "lost")]
    assert care(frames, "K2") == [(date(2021, 5, 1), None, None)]
    assert codes(frames) == [("lost_between_returns", "K1")]
    assert journey(frames, "K1")["left_care_on"] is None


def test_merge_child_missing_from_one_return_but_back_was_never_away() -> None:
    others = "K2 2021-05-01 S C2 U6 - -"
    frames = merge_returns(
        returns(
            ("991", 2022, {"Episodes": "K1 2021-05-01 S C2 U6 - -\n" + others}),
            ("991", 2023, {"Episodes": others}),
            ("991", 2024, {"Episodes": "K1 2021-05-01 S C2 U6 2023-07-01 E4A\n" + others}),
        )
    )
    assert care(frames, "K1") == [(date(2021, 5, 1), date(2023, 7, 1), "E4A")]
    assert codes(frames) == [("missing_from_one_return", "K1")]


def test_merge_year_not_supplied_ends_what_cannot_be_followed() -> None:
    frames = merge_returns(
        returns(
            ("991", 2021, {"Episodes": "K1 2020-05-01 S C2 U6 - -"}),
            ("991", 2023, {"Episodes": "K1 2021-09-01 P C2 U6 - -"}),
        )
    )
    spells = frames.spells.filter(pl.col("axis") == "care").sort("period_of_care")
    assert spells["from_on"].to_list() == [date(2020, 5, 1), None]
    assert spells["to_on"].to_list() == [date(2021, 4, 1), None]
    assert codes(frames) == [("year_not_supplied", "K1")]


def test_merge_open_decision_absent_later_is_dropped_and_reported() -> None:
    episodes = "K1 2021-05-01 S C2 U6 - -"
    frames = merge_returns(
        returns(
            ("991", 2022, {"Episodes": episodes, "PlacedAdoption": "K1 2021-11-01 - -"}),
            ("991", 2023, {"Episodes": episodes, "PlacedAdoption": ""}),
        )
    )
    assert frames.spells.filter(pl.col("axis") == "decision").is_empty()
    assert codes(frames) == [("decision_dropped", "K1")]


def test_merge_open_decision_stays_where_the_later_table_is_absent() -> None:
    episodes = "K1 2021-05-01 S C2 U6 - -"
    frames = merge_returns(
        returns(
            ("991", 2022, {"Episodes": episodes, "PlacedAdoption": "K1 2021-11-01 - -"}),
            ("991", 2023, {"Episodes": episodes}),
        )
    )
    assert frames.spells.filter(pl.col("axis") == "decision")["from_on"].to_list() == [
        date(2021, 11, 1)
    ]
    assert codes(frames) == [("table_not_supplied", "K1")]


def test_merge_decision_of_child_who_left_care_stays() -> None:
    frames = merge_returns(
        returns(
            (
                "991",
                2022,
                {
                    "Episodes": "K1 2021-05-01 S E1 A6 2022-02-01 E12",
                    "PlacedAdoption": "K1 2021-06-01 - -",
                },
            ),
            (
                "991",
                2023,
                {"Episodes": "K2 2021-05-01 S C2 U6 - -", "PlacedAdoption": ""},
            ),
        )
    )
    assert frames.spells.filter(pl.col("axis") == "decision")["to_on"].to_list() == [
        date(2022, 2, 1)
    ]


def test_merge_two_birth_dates_are_reported_and_the_later_holds() -> None:
    episodes = "K1 2021-05-01 S C2 U6 - -"
    frames = merge_returns(
        returns(
            ("991", 2022, {"Episodes": episodes, "Header": "K1 2020-01-01 1 WBRI UN1"}),
            ("991", 2023, {"Episodes": episodes, "Header": "K1 2020-02-01 1 WBRI UN1"}),
        )
    )
    assert frames.children["born_on"].to_list() == [date(2020, 2, 1)]
    assert codes(frames) == [("two_birth_dates", "K1")]


def test_merge_child_of_ad1_alone_is_reported_once() -> None:
    frames = merge_returns(
        returns(
            ("991", 2023, {"Episodes": "1 2022-05-01 S C2 U6", "PlacedAdoption": "2 2022-06-01"}),
            ("991", 2024, {"Episodes": "1 2022-05-01 S C2 U6", "AD1": "2 2022-06-01 2023-05-01"}),
        )
    )
    found = [(n.child, n.year) for n in frames.notices if n.code == "no_episodes"]
    assert found == [("2", 2024)]


def test_merge_same_child_number_in_two_authorities_is_two_children() -> None:
    frames = merge_returns(
        returns(
            ("991", 2023, {"Episodes": "K1 2022-05-01 S C2 U6 - -"}),
            ("992", 2024, {"Episodes": "K1 2023-06-01 S C2 U6 - -"}),
        )
    )
    assert frames.children.height == 2
    assert codes(frames) == []


def test_journey_order_begun_before_the_returns_is_not_known() -> None:
    frames = merge_returns(
        returns(
            (
                "991",
                2024,
                {
                    "Episodes": "K1 2022-05-01 P E1 A6 2023-09-01 E12",
                    "AD1": "K1 2021-01-01 2022-04-01",
                },
            )
        )
    )
    row = journey(frames, "K1")
    assert row["has_order"] is True
    assert row["placement_order_on"] is None
    assert row["entered_care_on"] is None
    assert "before the first return" in str(row["entered_care_reason"])
    assert row["placed_for_adoption_on"] == date(2022, 5, 1)


@pytest.mark.parametrize(
    ("rne", "moved_in", "placed"),
    [("T", date(2022, 1, 1), date(2022, 9, 1)), ("P", date(2022, 9, 1), date(2022, 9, 1))],
)
def test_journey_carer_adoption_goes_back_only_with_the_same_carer(
    rne: str, moved_in: date, placed: date
) -> None:
    frames = merge_returns(
        returns(
            (
                "991",
                2024,
                {
                    "Episodes": f"""K1 2021-12-01 S C2 U6 2022-01-01 X1
                    K1 2022-01-01 P C2 U4 2022-06-01 X1
                    K1 2022-06-01 L E1 U4 2022-09-01 X1
                    K1 2022-09-01 {rne} E1 A5 2023-09-01 E12""",
                    "AD1": "K1 2022-05-01 2022-08-01",
                },
            )
        )
    )
    row = journey(frames, "K1")
    assert (row["moved_in_on"], row["placed_for_adoption_on"]) == (moved_in, placed)
    assert row["is_carer_adoption"] is True


def test_journey_after_disruption_only_the_last_adoptive_stay_counts() -> None:
    frames = merge_returns(
        returns(
            (
                "991",
                2024,
                {
                    "Episodes": """K1 2021-01-01 S E1 U6 2021-06-01 X1
                    K1 2021-06-01 P E1 A6 2021-10-01 X1
                    K1 2021-10-01 P E1 U6 2022-06-01 X1
                    K1 2022-06-01 P E1 A6 2022-08-01 X1
                    K1 2022-08-01 T E1 A6 2023-09-01 E12"""
                },
            )
        )
    )
    assert journey(frames, "K1")["placed_for_adoption_on"] == date(2022, 6, 1)
    stays = frames.spells.filter(pl.col("axis") == "adoptive_stay").sort("from_on")
    assert stays["to_on"].to_list() == [date(2021, 10, 1), date(2023, 9, 1)]


def test_frames_have_the_declared_columns_and_types() -> None:
    frames = merge_returns(returns(("991", 2024, {"Episodes": "K1 2023-05-01 S C2 U6 - -"})))
    for frame, declared in (
        (frames.events, EVENTS_COLUMNS),
        (frames.spells, SPELLS_COLUMNS),
        (frames.children, CHILDREN_COLUMNS),
        (journeys(frames), JOURNEYS_COLUMNS),
    ):
        assert {c: str(t) for c, t in frame.schema.items()} == declared


def test_merge_the_same_return_again_changes_nothing() -> None:
    one = (
        "991",
        2024,
        {
            "Episodes": "K1 2023-05-01 S E1 A6 2024-01-01 E11\nK2 2023-05-01 S C2 U6 - -",
            "PlacedAdoption": "K1 2023-06-01 - -",
            "AD1": "K1 2023-06-01 2023-07-01",
            "Header": "K1 2022-01-01 F WBRI UN1",
        },
    )
    once, twice = merge_returns(returns(one)), merge_returns(returns(one, one))
    for name in ("events", "spells", "children"):
        a, b = getattr(once, name), getattr(twice, name)
        assert a.sort(a.columns).equals(b.sort(b.columns))
