"""A table is recognised by its columns, whatever their order, case or company."""

from __future__ import annotations

import pytest

from belong.formats.ssda903.tables import SCORECARD_COLUMNS, TABLES, recognise


@pytest.mark.parametrize("name", TABLES)
def test_recognise_official_columns_reversed_and_in_small_letters_gives_the_table(name):
    names = tuple(f" {column.lower()} " for column in reversed(TABLES[name].columns))
    layout = recognise(names)
    assert layout is not None
    assert layout.table.name == name
    assert layout.positions["CHILD"] == len(names) - 1
    assert (layout.missing, layout.extra, layout.repeated) == ((), (), ())


@pytest.mark.parametrize("name", TABLES)
def test_recognise_with_a_further_column_tells_it(name):
    layout = recognise((*TABLES[name].columns, "Team name"))
    assert layout is not None
    assert (layout.table.name, layout.extra) == (name, ("Team name",))


@pytest.mark.parametrize("name", TABLES)
def test_recognise_without_the_last_column_that_does_not_identify_tells_it_is_missing(name):
    table = TABLES[name]
    lost = [column for column in table.columns if column not in table.identifying][-1]
    layout = recognise(tuple(column for column in table.columns if column != lost))
    assert layout is not None
    assert (layout.table.name, layout.missing) == (name, (lost,))


@pytest.mark.parametrize("name", TABLES)
def test_recognise_without_an_identifying_column_gives_none(name):
    table = TABLES[name]
    for lost in table.identifying:
        layout = recognise(tuple(column for column in table.columns if column != lost))
        assert layout is None or layout.table.name != name


def test_recognise_uasc_with_ethnicity_is_still_uasc():
    layout = recognise(("CHILD", "SEX", "DOB", "DUC", "ETHNIC"))
    assert layout is not None
    assert layout.table.name == "UASC"


def test_recognise_header_with_duc_is_still_header():
    layout = recognise((*TABLES["Header"].columns, "DUC"))
    assert layout is not None
    assert layout.table.name == "Header"


def test_recognise_few_columns_of_a_wide_table_gives_none():
    assert recognise(("CHILD", "DECOM", "LS")) is None


def test_recognise_two_whole_tables_of_one_width_in_one_file_gives_none():
    both = dict.fromkeys((*TABLES["OC3"].columns, *TABLES["PrevPerm"].columns))
    assert recognise(tuple(both)) is None


def test_recognise_a_repeated_column_takes_the_first():
    layout = recognise(("CHILD", "DOB", "REVIEW", "REVIEW_CODE", "CHILD"))
    assert layout is not None
    assert layout.repeated == ("CHILD",)
    assert layout.positions["CHILD"] == 0


def test_every_column_is_of_one_kind():
    for table in TABLES.values():
        kinds = (table.dates, table.codes, table.identifiers, table.postcodes)
        assert sum(len(kind) for kind in kinds) == len(frozenset().union(*kinds))
        assert frozenset().union(*kinds) <= set(table.columns)
        assert "CHILD" in table.identifiers


def test_scorecard_columns_are_official_and_hold_the_child():
    for name, columns in SCORECARD_COLUMNS.items():
        assert set(columns) <= set(TABLES[name].columns)
        assert "CHILD" in columns
