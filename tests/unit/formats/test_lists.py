"""Lists that leave as files: what is written reads back the same, and nothing acts as a formula."""

from __future__ import annotations

from datetime import date

import pytest

from belong.domain.errors import BelongError
from belong.formats import annex_a, asglb
from belong.formats.annex_a import (
    LIST_10,
    LIST_11,
    disability_choice,
    ethnicity_choice,
    gender_choice,
)
from belong.formats.lists import (
    Holds,
    ListColumn,
    ListFormat,
    as_csv,
    as_xlsx,
    read_csv,
    read_xlsx,
)

FORM = ListFormat(
    "some",
    "Some list",
    "Everybody.",
    (
        ListColumn("who", "Who", source="a public source"),
        ListColumn("on", "On", Holds.DAY),
        ListColumn("n", "Number", Holds.NUMBER),
    ),
)
ROWS: list[dict[str, str | int | date | None]] = [
    {"who": "007", "on": date(2024, 2, 29), "n": 0},
    {"who": "=1+1", "on": None, "n": -1},
    {"who": "'@quoted", "on": date(2000, 1, 1), "n": None},
    {"who": None, "on": None, "n": None},
]


def test_list_written_as_csv_reads_back_the_same():
    assert read_csv(FORM, as_csv(FORM, ROWS)) == ROWS


def test_list_written_as_a_workbook_reads_back_the_same():
    rows = [row for row in ROWS if any(value is not None for value in row.values())]
    content = as_xlsx([(FORM, rows)], title="Some", facts=[("Period", "a year")])
    assert read_xlsx([FORM], content) == {"some": rows}


def test_csv_guards_what_a_spreadsheet_would_take_for_a_formula():
    lines = as_csv(FORM, ROWS).decode("utf-8-sig").splitlines()
    assert lines[2].startswith("'=1+1,")
    assert lines[1] == "007,29/02/2024,0"


def test_list_refuses_a_column_that_it_does_not_have():
    with pytest.raises(BelongError, match="no column 'name'"):
        as_csv(FORM, [{"name": "somebody"}])


def test_reading_another_list_is_refused():
    with pytest.raises(BelongError, match="headings are not those"):
        read_csv(LIST_10, as_csv(FORM, ROWS))
    with pytest.raises(BelongError, match="no sheet List 10"):
        read_xlsx([LIST_10], as_xlsx([(FORM, ROWS)], title="Some"))


@pytest.mark.parametrize("form", [*annex_a.LISTS, *asglb.LISTS], ids=lambda form: form.name)
def test_list_of_a_return_has_columns_and_a_sheet_name_that_excel_takes(form):
    names = [column.name for column in form.columns]
    heads = [column.head for column in form.columns]
    assert len(set(names)) == len(names)
    assert len(set(heads)) == len(heads)
    assert len(form.title) <= 31


def test_only_sourced_headings_are_called_official():
    marks = {column.head: column.mark for column in LIST_11.columns}
    assert marks["Age (years)"] == "Belong's own heading"
    assert marks["Date enquiry received"].startswith("official (Ofsted Annex A")
    assert {column.mark for form in asglb.LISTS for column in form.columns} == {
        "Belong's own heading"
    }


@pytest.mark.parametrize(
    ("told", "choice"),
    [("M", "a) Male"), ("2", "b) Female"), ("", "c) Not stated/recorded"), ("I", "d) Neither")],
)
def test_gender_is_a_lettered_choice(told, choice):
    assert gender_choice(told) == choice


def test_ethnicity_and_disability_are_lettered_choices():
    assert ethnicity_choice("WBRI") == "a) WBRI"
    assert ethnicity_choice("NOBT") == "t) NOBT"
    assert ethnicity_choice("anything") == ethnicity_choice(None) == "u) UNKNOWN"
    assert [disability_choice(each) for each in (True, False, None)] == ["a) Yes", "b) No", None]
