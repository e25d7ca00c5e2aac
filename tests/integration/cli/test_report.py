"""``belong report`` over a made-up region: laid out, checked, built, and compared."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest


@pytest.fixture
def report(run, region, tmp_path) -> Path:
    """An annual report as it was laid out."""
    folder = tmp_path / "annual"
    asked = ("--kind", "annual", "--period", "2023-24", "--name", "Four Rivers")
    ran = run("report", "new", folder, region, *asked)
    assert ran.code == 0, ran.err
    return folder


def write(folder: Path, words: str) -> None:
    """Put words in place of what stands under the aims."""
    file = folder / "report.toml"
    text = file.read_text(encoding="utf-8")
    assert "No aims for the time to come have been written yet." in text
    file.write_text(
        text.replace("No aims for the time to come have been written yet.", words),
        encoding="utf-8",
    )


def test_a_new_report_is_a_file_to_write_in(report):
    text = (report / "report.toml").read_text(encoding="utf-8")
    assert 'title = "Adoption annual report 2023/24: Four Rivers"' in text
    assert "[[adopted:all:2023-24]] children were adopted in 2023/24" in text
    assert 'income = ""' in text


def test_a_report_that_is_there_is_not_written_over(report, run, region):
    ran = run("report", "new", report, region, "--kind", "annual")
    assert ran.code == 2
    assert "there is a report already" in ran.err


def test_a_clean_report_ends_with_0_and_a_slip_with_1(report, run, region):
    ran = run("report", "check", report, region)
    assert (ran.code, "0 findings to mend or answer." in ran.out) == (0, True), ran.out
    write(report, "We placed 42 of 126 children (35.7%).")
    ran = run("report", "check", report, region)
    assert ran.code == 1
    assert "42 of 126 are 33.3%, not 35.7%." in ran.out


def test_a_finding_that_is_answered_in_the_file_stands_no_more(report, run, region):
    write(report, "Over 4,000 people read our page.")
    found = run("report", "check", report, region, "--format", "json").data["findings"]
    (key,) = (one["key"] for one in found)
    file = report / "report.toml"
    text = file.read_text(encoding="utf-8")
    answer = f'[answers]\n{key} = "Counted by the web team."'
    file.write_text(text.replace("[answers]", answer), encoding="utf-8")
    ran = run("report", "check", report, region)
    assert ran.code == 0
    assert "0 findings to mend or answer; 1 answered." in ran.out
    told = run("report", "check", report, region, "--format", "json").data["findings"]
    assert told[0]["answer"] == "Counted by the web team."


def test_a_file_that_cannot_be_read_is_said_with_its_line(report, run, region):
    file = report / "report.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('kind = "annual"', 'kind = "annual'), encoding="utf-8")
    ran = run("report", "check", report, region)
    assert ran.code == 2
    assert "report.toml" in ran.err
    assert "line 7" in ran.err


def test_a_folder_without_a_report_is_refused(run, region, tmp_path):
    ran = run("report", "check", tmp_path, region)
    assert ran.code == 2
    assert "Lay one out with belong report new" in ran.err


def test_money_that_is_stated_is_in_the_documents(report, run, region):
    file = report / "report.toml"
    text = file.read_text(encoding="utf-8")
    text = text.replace('income = ""', 'income = "302000"', 1)
    text = text.replace('expenditure = ""', 'expenditure = "238850"', 1)
    cited = "The net was [[interagency_net:all:2023-24]]."
    file.write_text(text, encoding="utf-8")
    write(report, cited)
    ran = run("report", "build", report, region, "--format", "json", "--format", "html")
    assert ran.code == 0, ran.err
    page = (report / "built" / "report.html").read_text(encoding="utf-8")
    assert "£63,150" in page
    figures = json.loads((report / "built" / "report.json").read_bytes())["figures"]
    assert figures["interagency_net:all:2023-24"]["text"] == "£63,150"


def test_the_public_version_hides_small_numbers_and_says_its_profile(report, run, region):
    asked = ("--public", "report-public", "--format", "html", "--format", "json")
    ran = run("report", "build", report, region, *asked)
    assert ran.code == 0, ran.err
    page = (report / "built" / "report-public.html").read_text(encoding="utf-8")
    assert "For everybody, under the profile report-public." in page
    figures = json.loads((report / "built" / "report-public.json").read_bytes())["figures"]
    hidden = {ref for ref, one in figures.items() if one["hidden_because"]}
    assert hidden
    assert all(figures[ref]["value"] is None for ref in hidden)
    assert run("report", "check", report, region, "--public", "report-public").code == 0


def test_an_unknown_profile_or_period_is_refused(report, run, region, tmp_path):
    ran = run("report", "check", report, region, "--public", "none")
    assert (ran.code, "There is no disclosure profile" in ran.err) == (2, True)
    ran = run("report", "new", tmp_path / "x", region, "--kind", "annual", "--period", "2023")
    assert (ran.code, "is no period" in ran.err) == (2, True)
    ran = run("report", "new", tmp_path / "x", region, "--kind", "council_sheet")
    assert (ran.code, "A council's sheet is of one council" in ran.err) == (2, True)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("period", ["2005-06", "2035-36", "2035-36-Q1"])
def test_a_report_of_a_time_without_a_return_is_not_begun(run, region, tmp_path, period):
    ran = run(
        "report", "new", tmp_path / "new", region, "--kind", "quarterly_board", "--period", period
    )
    assert ran.code == 2
    assert "no return that tells of" in ran.err
    assert "2023/24" in ran.err
    assert not (tmp_path / "new").exists()


def test_a_report_built_from_the_same_returns_does_not_differ(report, run, region):
    assert run("report", "build", report, region, "--format", "json").code == 0
    ran = run("report", "compare", report / "built" / "report.json", region)
    assert ran.code == 0
    assert ran.out.startswith("0 of ")


def test_a_corrected_return_is_told_by_figure_and_child(report, run, region, tmp_path):
    assert run("report", "build", report, region, "--format", "json").code == 0
    mended = tmp_path / "mended"
    shutil.copytree(region, mended)
    file = mended / "991" / "2024" / "episodes.csv"
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    adopted = [line for line in lines if re.search(r"\bE1[12]\b", line)]
    left_out = "\n".join(line for line in lines if line != adopted[0])
    file.write_text(left_out + "\n", encoding="utf-8")
    built = report / "built" / "report.json"
    ran = run("report", "compare", built, mended, "--then", region, "--format", "json")
    assert ran.code == 0, ran.err
    told = {one["figure"]: one for one in ran.data["differences"]}
    gone = told["adopted:all:2023-24"]
    assert [one["how"] for one in gone["people"]] == ["left"]
    assert gone["people"][0]["child"] in adopted[0]
    text = run("report", "compare", built, mended, "--then", region).out
    assert "left; is not in it any more" in text
    file_told = tmp_path / "told.json"
    asked = ("--then", region, "--out", file_told)
    assert run("report", "compare", built, mended, *asked).code == 0
    sent = json.loads(file_told.read_text(encoding="utf-8"))["differences"]
    keys = {person["child"] for one in sent for person in one["people"]}
    assert all(key.startswith(("Child ", "a child")) for key in keys)


def test_the_time_since_and_the_report_before_are_laid_beside(report, run, region, tmp_path):
    write(report, "- Find families sooner.")
    folder = tmp_path / "next"
    asked = ("--kind", "annual", "--period", "2022-23", "--since", "2023-11-30", "--last", report)
    ran = run("report", "new", folder, region, *asked)
    assert ran.code == 0, ran.err
    text = (folder / "report.toml").read_text(encoding="utf-8")
    assert "- Find families sooner." in text
    assert 'title = "Since the end of 2022/23"' in text
    assert run("report", "check", folder, region).code == 0


def test_a_time_since_that_ends_within_the_period_is_refused(run, region, tmp_path):
    asked = ("--kind", "annual", "--period", "2022-23", "--since", "2023-03-31")
    ran = run("report", "new", tmp_path / "next", region, *asked)
    assert (ran.code, "2023-03-31 is not after the end of 2022/23" in ran.err) == (2, True)


def test_what_is_no_json_of_a_report_is_refused(run, region, tmp_path):
    other = tmp_path / "other.json"
    other.write_text("{}", encoding="utf-8")
    ran = run("report", "compare", other, region)
    assert (ran.code, "holds no figures of a report" in ran.err) == (2, True)
    ran = run("report", "compare", tmp_path / "none.json", region)
    assert (ran.code, "cannot be read" in ran.err) == (2, True)
