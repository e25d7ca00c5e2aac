"""Published tables in, values with status and vintage out."""

from __future__ import annotations

from pathlib import Path

import pytest

from belong.domain.comparators import ComparatorSet
from belong.domain.errors import BelongError
from belong.formats.comparators import import_comparators, load, save, shipped
from belong.formats.comparators.cells import read_cell

WIDE = """dfe_code,area,year_ending_march,adopted_n,adopted_pct,ceased_n
801,Testshire,2024,-,0,12
970,England,2024,"3,020",9,33780
989,South East,2024,390,,11150
"""
LONG = """\
time_period,geographic_level,geo_breakdown,old_la_code,new_la_code,characteristic,number,percentage
2024,Local authority,Testshire,801,E01,Adopted,c,c
2024,Local authority,Testshire,801,E01,Total,0,z
2024,National,England,,,Special guardianship order,3890,12
2024,Regional,South East,,,Died,k,k
"""
VINTAGES = """time_period,stage,age_start_poc,2024-05-22,2025-07-24,revised
2020,decision -> matching,Aged 1,1:4,01:05,True
2020,decision -> matching,Total,01:04,1:4,False
2020,decision -> matching,Aged 2,,k,False
"""


def _file(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8-sig")
    return path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1:4", (16, "value")),
        ("01:04", (16, "value")),
        ("0", (0, "value")),
        ("1,234.5", (1234.5, "value")),
        ("9%", (9, "value")),
        ("c", (None, "suppressed")),
        ("x", (None, "suppressed")),
        ("-", (None, "suppressed")),
        ("z", (None, "not_applicable")),
        ("k", (None, "rounds_to_zero")),
        ("", (None, "blank")),
        ("1:12", None),
        ("some", None),
    ],
)
def test_read_cell_keeps_signs_and_nought_apart(text: str, expected: object) -> None:
    assert read_cell(text) == expected


def test_wide_table_gives_a_value_per_measure_and_passes_over_empty_cells(tmp_path: Path) -> None:
    found = import_comparators(_file(tmp_path, WIDE), vintage="2026-04-08")

    assert len(found) == 8
    hidden = found.stood("adopted_n", "801", "2023-24")
    assert hidden is not None
    assert (hidden.newest.status, hidden.newest.value) == ("suppressed", None)
    nought = found.stood("adopted_pct", "801", "2023-24")
    assert nought is not None
    assert (nought.newest.status, nought.newest.value) == ("value", 0)
    assert found.number("adopted_n", "England", "2023-24") == 3020
    assert found.number("adopted_n", "region:South East", "2023-24") == 390
    assert found.authorities == ("801",)


def test_long_table_gives_number_and_percentage(tmp_path: Path) -> None:
    found = import_comparators(_file(tmp_path, LONG))
    cells = [(v.measure, v.area, v.status, v.value) for v in found.values]

    assert cells == [
        ("adopted_n", "801", "suppressed", None),
        ("adopted_pct", "801", "suppressed", None),
        ("ceased_n", "801", "value", 0),
        ("ceased_pct", "801", "not_applicable", None),
        ("ceased_sgo_n", "England", "value", 3890),
        ("ceased_sgo_pct", "England", "value", 12),
        ("ceased_died_n", "region:South East", "rounds_to_zero", None),
        ("ceased_died_pct", "region:South East", "rounds_to_zero", None),
    ]
    assert {v.vintage for v in found.values} == {"table"}


def test_vintages_both_stand_and_the_newest_is_preferred(tmp_path: Path) -> None:
    found = import_comparators(_file(tmp_path, VINTAGES))
    changed = found.stood("decision_to_match_months", "England", "2019-20", "Aged 1")
    same = found.stood("decision_to_match_months", "England", "2019-20")

    assert changed is not None
    assert (changed.newest.value, changed.newest.vintage) == (17, "2025-07-24")
    assert [old.value for old in changed.before] == [16]
    assert changed.is_revised
    assert same is not None
    assert not same.is_revised


def test_same_vintage_with_another_value_stands_beside_it_under_a_number(tmp_path: Path) -> None:
    first = import_comparators(_file(tmp_path, WIDE))
    again = import_comparators(_file(tmp_path, WIDE))
    other = import_comparators(_file(tmp_path, WIDE.replace("33780", "33790")))

    assert first.with_values(again.values) == first
    both = first.with_values(other.values)
    stood = both.stood("ceased_n", "England", "2023-24")
    assert len(both) == len(first) + 1
    assert stood is not None
    assert (stood.newest.value, stood.newest.vintage) == (33790, "table (2)")
    assert stood.is_revised


def test_saved_values_come_back_with_what_ships(tmp_path: Path) -> None:
    store = tmp_path / "a new folder"
    assert load(store) == shipped()

    ours = load(store).with_values(import_comparators(_file(tmp_path, VINTAGES)).values)
    path = save(ours, store)

    assert load(store).values == ours.values
    assert [p.name for p in store.iterdir()] == [path.name]


def test_shipped_england_has_the_scorecards_averages_and_no_a1_after_2018() -> None:
    england = shipped()
    a1 = {v.period: v.value for v in england.values if v.measure == "A1_average_days"}

    assert a1 == {"2009-12": 636, "2011-14": 628, "2014-17": 520, "2015-18": 486}
    assert england.number("A2_average_days", "England", "2015-18") == 201
    assert england.number("A10_average_days", "England", "2016-19") == 376
    assert england.number("adopted_n", "England", "2024-25") == 3040
    assert england.number("care_to_move_in_months", "England", "2019-20") == 15
    assert all(v.source and v.vintage for v in england.values)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "its columns are a, b"),
        ("", "it holds no rows"),
        (WIDE.replace("33780", "many"), "row 2, column ceased_n"),
        (WIDE.replace("801,Testshire,2024", "801,Testshire,March"), '"March" is no year'),
        (WIDE.replace("33780", "33780,1"), "row 2 has not as many cells"),
        (WIDE.replace("9,33780", "9"), "row 2 has not as many cells"),
        (VINTAGES.replace("decision -> matching", "waiting"), 'no stage "waiting"'),
        (WIDE + '"unclosed', "cannot be read as CSV"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_place(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(BelongError) as fault:
        import_comparators(_file(tmp_path, text))
    assert message in str(fault.value)


def test_no_such_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(BelongError, match="no such file"):
        import_comparators(tmp_path / "nowhere.csv")


def test_table_in_windows_1252_is_read(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(WIDE.replace("Testshire", "Testshire \N{EN DASH} new").encode("cp1252"))

    assert import_comparators(path).number("ceased_n", "801", "2023-24") == 12


def test_store_that_somebody_changed_is_refused(tmp_path: Path) -> None:
    save(ComparatorSet(), tmp_path)
    (tmp_path / "comparators.csv").write_text("measure,area\nx,y\n", encoding="utf-8")

    with pytest.raises(BelongError, match="not as Belong wrote it"):
        load(tmp_path)
