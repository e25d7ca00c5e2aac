"""Writing a return: official layout, and no silent loss."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from belong.domain.errors import BelongError
from belong.formats.ssda903 import TABLES, read_returns, write_return


def test_write_csv_has_every_official_column_in_order(tmp_path):
    write_return(
        {
            "AD1": [
                {"DATE_INT": date(2023, 4, 1), "CHILD": "01", "FOSTER_CARE": True, "NB_ADOPTR": 2}
            ]
        },
        tmp_path,
    )
    assert (tmp_path / "ad1.csv").read_text() == (
        ",".join(TABLES["AD1"].columns) + "\n01,,01/04/2023,,1,2,,\n"
    )


def test_write_csv_of_a_table_without_rows_is_its_heading(tmp_path):
    write_return({"DoLo": [], "AD1": pl.DataFrame()}, tmp_path)
    assert (tmp_path / "DoLo.csv").read_text() == "CHILD,DOB,DOLO_START,DOLO_END\n"
    assert (tmp_path / "ad1.csv").read_text() == ",".join(TABLES["AD1"].columns) + "\n"


def test_write_a_date_that_was_no_date_keeps_its_text(tmp_path):
    frame = pl.DataFrame(
        {"CHILD": ["1", "2"], "DOB": [None, date(2020, 1, 2)], "DOB__text": ["soon", "2/1/2020"]}
    )
    write_return({"Header": frame}, tmp_path)
    assert (tmp_path / "header.csv").read_text().splitlines()[1:] == [
        "1,,soon,,,,",
        "2,,2/1/2020,,,,",
    ]


def test_write_values_with_commas_and_quotes_read_back(tmp_path):
    rows = [{"CHILD": 'a,"b"', "UPN": "=1+1"}]
    for form, name in (("csv", "r"), ("xml", "r.xml"), ("xlsx", "r.xlsx")):
        path = write_return({"Header": rows}, tmp_path / name, form)
        frame = read_returns([path]).tables["Header"]
        assert frame.select("CHILD", "UPN").rows() == [('a,"b"', "=1+1")]


@pytest.mark.parametrize(
    ("tables", "form", "reason"),
    [
        ({"Head": []}, "csv", "no table 'Head'"),
        ({"Header": [{"CHILD": "1", "AGE": "2"}]}, "csv", "no column 'AGE'"),
        ({"Header": []}, "pdf", "no form"),
    ],
)
def test_write_what_is_no_return_is_refused(tmp_path, tables, form, reason):
    with pytest.raises(BelongError, match=reason):
        write_return(tables, tmp_path / "r", form)
