"""The scorecard of a made-up region, in every format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

FIGURE_KEYS = [
    "indicator",
    "area",
    "window",
    "value",
    "published",
    "numerator",
    "denominator",
    "unit",
    "threshold",
    "members",
    "excluded",
    "not_computable",
]


def children_of(region: Path) -> set[str]:
    """Every CHILD of the region's returns."""
    found = set()
    for header in region.glob("*/*/header.csv"):
        with header.open(encoding="utf-8") as file:
            found |= {row["CHILD"] for row in csv.DictReader(file)}
    return found


def test_scorecard_json_has_the_keys_of_the_contract_in_order(run, region):
    data = run("scorecard", region, "--format", "json").data

    assert list(data)[:3] == ["figures", "stage_times", "cohorts"]
    assert all(list(figure)[: len(FIGURE_KEYS)] == FIGURE_KEYS for figure in data["figures"])
    assert {figure["area"] for figure in data["figures"]} == {"991", "992", "all"}
    assert {figure["window"] for figure in data["figures"] if figure["indicator"] == "A10"} == {
        "2019-22",
        "2020-23",
        "2021-24",
    }


def test_scorecard_json_equals_the_region_s_own_truth(run, region):
    truth = json.loads((region / "truth.json").read_text(encoding="utf-8"))
    wanted = {(f["indicator"], f["area"], f["window"]): f for f in truth["figures"]}
    compared = 0
    for figure in run("scorecard", region, "--format", "json").data["figures"]:
        true = wanted[figure["indicator"], figure["area"], figure["window"]]
        assert figure["value"] == true["value"], figure["indicator"]
        compared += 1
    assert compared == 11 * 3 * 3


def test_scorecard_json_mean_members_sum_to_the_numerator(run, region):
    for figure in run("scorecard", region, "--format", "json").data["figures"]:
        if figure["unit"] == "days" and figure["value"] is not None:
            values = [member["value"] for member in figure["members"]]
            assert sum(values) == figure["numerator"]
            assert len(values) == figure["denominator"]


def test_scorecard_threshold_of_a10_says_that_it_is_custom(run, region):
    figures = run("scorecard", region, "--format", "json").data["figures"]
    bases = {f["threshold_basis"] for f in figures if f["indicator"] == "A10"}
    assert bases == {"custom, not official"}


def test_scorecard_table_shows_every_indicator_and_area(run, region):
    ran = run("scorecard", region)

    assert ran.code == 0
    for code in ("A1", "A2", "A3", "A4", "A5", "A9", "A10", "A14", "A15", "A16", "A20"):
        assert f"\n{code} " in ran.out
    for title in ("All together", "991 Brackenfold (made up)", "992 Cindermoor (made up)"):
        assert f"\n{title}\n---" in ran.out
    assert "This is not the scorecard" in ran.out


def test_scorecard_table_can_be_printed_in_cp1252(run, region):
    run("scorecard", region).out.encode("cp1252")


def test_scorecard_area_shows_only_that_area(run, region):
    data = run("scorecard", region, "--area", "991", "--format", "json").data

    assert {figure["area"] for figure in data["figures"]} == {"991"}
    assert {row["area"] for row in data["stage_times"]} == {"991"}
    assert {row["la"] for row in data["returns"]} == {"991"}


def test_scorecard_one_window_gives_one_window(run, region):
    data = run("scorecard", region, "--year", 2023, "--windows", 1, "--format", "json").data
    assert {f["window"] for f in data["figures"]} == {"2020-23", "2022-23", "2023-03-31"}


def test_scorecard_csv_has_a_row_for_every_figure(run, region):
    rows = list(csv.DictReader(io.StringIO(run("scorecard", region, "--format", "csv").out)))
    assert len(rows) == 11 * 3 * 3
    assert rows[0]["indicator"] == "A1"


@pytest.mark.parametrize("style", ["json", "csv", "xlsx", "html", "table"])
def test_scorecard_file_holds_no_case_number(run, region, tmp_path, style):
    out = tmp_path / f"scorecard.{style}"
    ran = run("scorecard", region, "--format", style, "--out", out)

    assert (ran.code, ran.out) == (0, "")
    assert str(out) in ran.err
    text = out.read_bytes().decode("latin-1")
    if style == "xlsx":
        book = openpyxl.load_workbook(out)
        text = " ".join(
            str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None
        )
    words = set(text.replace('"', " ").replace(">", " ").replace("<", " ").split())
    assert not words & children_of(region)


def test_scorecard_file_has_the_format_of_its_ending(run, region, tmp_path):
    out = tmp_path / "scorecard.html"
    assert run("scorecard", region, "--out", out).code == 0
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_scorecard_with_ids_keeps_case_numbers_in_a_file(run, region, tmp_path):
    out = tmp_path / "scorecard.json"
    run("scorecard", region, "--format", "json", "--out", out, "--with-ids")
    figures = json.loads(out.read_text(encoding="utf-8"))["figures"]
    shown = {member["child"] for figure in figures for member in figure["members"]}
    assert shown
    assert shown <= children_of(region)


def test_scorecard_key_file_says_which_key_is_which_child(run, region, tmp_path):
    out, keys = tmp_path / "scorecard.json", tmp_path / "keys.csv"
    run("scorecard", region, "--format", "json", "--out", out, "--key-file", keys)
    with keys.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    figures = json.loads(out.read_text(encoding="utf-8"))["figures"]
    shown = {member["child"] for figure in figures for member in figure["members"]}
    assert shown <= {row["key"] for row in rows}
    assert {row["child"] for row in rows} == children_of(region)


def test_scorecard_key_file_without_new_keys_is_refused(run, region, tmp_path):
    ran = run("scorecard", region, "--key-file", tmp_path / "keys.csv")
    assert ran.code == 2
    assert "no new keys" in ran.err


def test_scorecard_key_file_over_the_output_is_refused(run, region, tmp_path):
    out = tmp_path / "same.json"
    ran = run("scorecard", region, "--format", "json", "--out", out, "--key-file", out)
    assert ran.code == 2
    assert not out.exists()


@pytest.mark.parametrize("style", ["json", "html", "xlsx", "csv", "table"])
def test_scorecard_public_names_the_profile_and_no_child(run, region, tmp_path, style):
    out = tmp_path / f"public.{style}"
    ran = run("scorecard", region, "--public", "--format", style, "--out", out)
    assert ran.code == 0
    text = out.read_bytes().decode("latin-1")
    if style == "xlsx":
        sheet = openpyxl.load_workbook(out)["About"]
        text = " ".join(str(cell) for row in sheet.values for cell in row if cell)
    if style != "csv":
        assert "scorecard-public" in text
    assert "Child 0" not in text


def test_scorecard_public_json_has_no_members(run, region):
    data = run("scorecard", region, "--public", "--format", "json").data
    assert not any("members" in figure for figure in data["figures"])
    assert data["notices"] == []


def test_scorecard_html_is_one_file_without_requests(run, region, tmp_path):
    out = tmp_path / "scorecard.html"
    run("scorecard", region, "--format", "html", "--out", out)
    page = out.read_text(encoding="utf-8")
    assert "<script" not in page
    assert 'src="http' not in page
    assert "url(" not in page
    assert page.count("<h1") == 1
    assert page.count("<svg") == page.count("<title id=")


def test_scorecard_columns_and_wide_terminals_fit(run, region, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    lines = run("scorecard", region, "--area", "991").out.splitlines()
    assert max(map(len, lines)) <= 80
