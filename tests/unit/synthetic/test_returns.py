"""What a council files about a life in each year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from belong.formats.ssda903 import TABLES
from belong.synthetic import History, Region, make_region
from belong.synthetic.histories import (
    Adopters,
    CarePeriod,
    Decision,
    FilingSlip,
    Placement,
    StatusChange,
    year_end,
    year_start,
)
from belong.synthetic.returns import Tables, return_tables

LIFE = History(
    la_code="991",
    child_id="000042",
    index=42,
    kind="by hand",
    born_on=date(2018, 1, 10),
    sex="F",
    ethnicity="WBRI",
    need="N1",
    periods=(
        CarePeriod(
            entered_on=date(2018, 5, 1),
            statuses=(StatusChange(date(2018, 5, 1), "C1"), StatusChange(date(2019, 2, 1), "E1")),
            placements=(
                Placement(date(2018, 5, 1), "U6", 1),
                Placement(date(2018, 6, 1), "U5", 2),
                Placement(date(2019, 4, 1), "A5", 2),
            ),
            decisions=(Decision(date(2018, 12, 3)),),
            matched_on=date(2019, 3, 5),
            adopters=Adopters(2, "MF", "L11", were_carers=True),
            left_on=date(2019, 12, 20),
            left_reason="E11",
        ),
    ),
)


def region_of(*histories: History, last: int = 2021) -> Region:
    return Region(1, ("991",), (2019, last), histories)


def column(tables: Tables, table: str, name: str) -> list[str]:
    at = TABLES[table].columns.index(name)
    return [row[at] for row in tables[table]]


def day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 (a day has no zone)


def test_first_year_tells_what_was_so_on_its_31_march() -> None:
    tables = return_tables(region_of(LIFE), "991", 2019)

    assert column(tables, "Episodes", "DECOM") == ["01/05/2018", "01/06/2018", "01/02/2019"]
    assert column(tables, "Episodes", "RNE") == ["S", "P", "L"]
    assert column(tables, "Episodes", "LS") == ["C1", "C1", "E1"]
    assert column(tables, "Episodes", "DEC") == ["01/06/2018", "01/02/2019", ""]
    assert column(tables, "Episodes", "REC") == ["X1", "X1", ""]
    assert column(tables, "Episodes", "REASON_PLACE_CHANGE") == ["CARPL", "", ""]
    assert column(tables, "PlacedAdoption", "DATE_PLACED") == ["03/12/2018"]
    assert tables["AD1"] == []


def test_an_episode_that_ended_on_1_april_is_open_before_and_closed_in_the_next_year() -> None:
    tables = return_tables(region_of(LIFE), "991", 2020)

    assert column(tables, "Episodes", "DECOM") == ["01/02/2019", "01/04/2019"]
    assert column(tables, "Episodes", "RNE") == ["L", "T"]
    assert column(tables, "Episodes", "DEC") == ["01/04/2019", "20/12/2019"]
    assert column(tables, "Episodes", "REC") == ["X1", "E11"]
    assert column(tables, "Episodes", "REASON_PLACE_CHANGE") == ["PLACE", ""]


def test_adoption_items_are_filed_in_the_year_of_the_order() -> None:
    tables = return_tables(region_of(LIFE), "991", 2020)

    assert tables["AD1"] == [
        ("000042", "10/01/2018", "03/12/2018", "05/03/2019", "1", "2", "MF", "L11")
    ]
    assert return_tables(region_of(LIFE), "991", 2021)["Header"] == []


def test_a_status_and_a_placement_changed_on_one_day_make_one_episode() -> None:
    period = replace(
        LIFE.periods[0],
        statuses=(StatusChange(date(2018, 5, 1), "C1"), StatusChange(date(2019, 4, 1), "E1")),
    )
    both = replace(LIFE, periods=(period,))
    moved = replace(
        both,
        periods=(
            replace(
                period, placements=(*period.placements[:2], Placement(date(2019, 4, 1), "A6", 3))
            ),
        ),
    )

    assert column(return_tables(region_of(both), "991", 2020), "Episodes", "RNE")[-1] == "U"
    assert column(return_tables(region_of(moved), "991", 2020), "Episodes", "RNE")[-1] == "B"


def test_a_wrong_start_is_told_in_one_year_and_put_right_in_the_next() -> None:
    slip = FilingSlip(wrong_start=(date(2019, 2, 1), date(2019, 1, 25), 2019))
    region = region_of(replace(LIFE, slip=slip))

    first = return_tables(region, "991", 2019)
    assert column(first, "Episodes", "DECOM")[-1] == "25/01/2019"
    assert column(first, "Episodes", "DEC")[-2] == "25/01/2019"
    assert column(return_tables(region, "991", 2020), "Episodes", "DECOM")[0] == "01/02/2019"


def test_a_child_is_in_no_table_of_a_year_that_lost_it() -> None:
    region = region_of(replace(LIFE, slip=FilingSlip(absent_years=frozenset({2020}))))

    assert not any(return_tables(region, "991", 2020).values())
    assert return_tables(region, "991", 2019)["Header"]


def test_a_decision_entered_in_error_is_gone_from_later_returns() -> None:
    decision = Decision(date(2018, 12, 3), withdrawn_after=2019)
    period = replace(LIFE.periods[0], decisions=(decision,), adopters=None, left_reason="E4A")
    region = region_of(replace(LIFE, periods=(period,)))

    assert return_tables(region, "991", 2019)["PlacedAdoption"]
    assert return_tables(region, "991", 2020)["PlacedAdoption"] == []


def test_a_reversal_is_told_once_it_has_happened_and_then_no_more() -> None:
    decision = Decision(date(2018, 12, 3), date(2019, 4, 1), "RD4")
    period = replace(
        LIFE.periods[0], decisions=(decision,), adopters=None, left_on=None, left_reason=None
    )
    region = region_of(replace(LIFE, periods=(period,)))
    told = [return_tables(region, "991", year)["PlacedAdoption"] for year in (2019, 2020, 2021)]

    assert [row[2:] for rows in told for row in rows] == [
        ("03/12/2018", "", ""),
        ("03/12/2018", "01/04/2019", "RD4"),
    ]


def test_missing_adoption_items_are_never_filed() -> None:
    region = region_of(replace(LIFE, slip=FilingSlip(lacks_ad1=True)))

    assert return_tables(region, "991", 2020)["AD1"] == []


@pytest.mark.parametrize(
    ("left_on", "code"), [(date(2018, 3, 31), "E43"), (date(2018, 4, 1), "E45")]
)
def test_guardianship_codes_follow_the_year(left_on: date, code: str) -> None:
    period = CarePeriod(
        entered_on=date(2017, 5, 1),
        statuses=(StatusChange(date(2017, 5, 1), "C2"),),
        placements=(Placement(date(2017, 5, 1), "U3", 1),),
        left_on=left_on,
        left_reason="E45",
    )
    region = replace(region_of(replace(LIFE, periods=(period,))), years=(2018, 2019))
    year = 2018 if left_on <= year_end(2018) else 2019

    assert column(return_tables(region, "991", year), "Episodes", "REC") == [code]


def test_codes_and_tables_follow_the_collection_year() -> None:
    region = replace(make_region(2, ["991"], 40, (2023, 2025)), years=(2023, 2025))
    by_year = {year: return_tables(region, "991", year) for year in (2023, 2024, 2025)}

    assert set(column(by_year[2024], "Header", "SEX")) == {"1", "2"}
    assert set(column(by_year[2025], "Header", "SEX")) == {"M", "F"}
    assert "SWEpisodes" not in by_year[2023]
    assert by_year[2024]["SWEpisodes"]


def test_returns_hold_only_rows_of_their_year_and_only_known_columns() -> None:
    region = make_region(5, ["991"], 150, (2019, 2023))
    for year in range(2019, 2024):
        tables = return_tables(region, "991", year)
        first_on, last_on = year_start(year), year_end(year)
        assert len(tables["Episodes"]) > 50
        for name, rows in tables.items():
            assert all(len(row) == len(TABLES[name].columns) for row in rows)
        for start, end in zip(
            column(tables, "Episodes", "DECOM"), column(tables, "Episodes", "DEC"), strict=True
        ):
            assert day(start) <= last_on
            assert not end or first_on <= day(end) <= last_on
        assert all(first_on <= day(text) <= last_on for text in column(tables, "Reviews", "REVIEW"))
        assert all(day(text) <= last_on for text in column(tables, "PlacedAdoption", "DATE_PLACED"))
        headers = column(tables, "Header", "CHILD")
        assert len(set(headers)) == len(headers)
        for name in ("Episodes", "AD1", "PlacedAdoption", "Reviews", "OC2", "PrevPerm"):
            assert set(column(tables, name, "CHILD")) <= set(headers)


def test_young_people_who_left_care_grown_up_are_care_leavers_in_that_year() -> None:
    period = CarePeriod(
        entered_on=date(2018, 1, 10),
        statuses=(StatusChange(date(2018, 1, 10), "V2"),),
        placements=(Placement(date(2018, 1, 10), "K2", 1),),
        left_on=date(2020, 1, 10),
        left_reason="E5",
    )
    region = region_of(replace(LIFE, born_on=date(2002, 1, 10), periods=(period,)))

    assert [len(return_tables(region, "991", year)["OC3"]) for year in (2019, 2020)] == [0, 1]
