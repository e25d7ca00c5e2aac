"""The other commands over a made-up region, and the command as a process."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import openpyxl
import pytest

from belong import __version__


@pytest.fixture
def opened(run, region):
    """A10 of all, opened as data."""
    return run("figure", "A10", region, "--area", "all", "--format", "json").data


def test_figure_json_holds_definition_and_influence(opened):
    assert opened["figure"]["indicator"] == "A10"
    assert opened["definition"]["source"]["document"].startswith("DfE")
    influence = opened["influence"]
    assert len(influence["without"]) == opened["figure"]["denominator"]
    values = [each["value"] for each in influence["without"]]
    assert values == sorted(values)


def test_figure_leaving_and_staying_make_the_whole(opened):
    leaving = opened["influence"]["leaving"]
    staying = opened["figure"]["denominator"] - len(leaving["children"])
    assert leaving["denominator"] == staying


def test_figure_table_names_who_leaves_the_window(run, region, opened):
    out = " ".join(run("figure", "A10", region, "--area", "all").out.split())
    named = out.split("Who leaves the window next year: ")[1].split(".")[0].split(", ")
    assert sorted(named) == sorted(opened["influence"]["leaving"]["children"])


def test_figure_days_asks_what_one_more_adoption_would_do(run, region):
    data = run("figure", "A10", region, "--days", 1000, "--format", "json").data
    figure = data["figure"]
    (asked,) = [each for each in data["influence"]["one_more"] if each["days"] == 1000]
    expected = (figure["numerator"] + 1000) / (figure["denominator"] + 1)
    assert asked["value"] == pytest.approx(expected)


def test_figure_days_of_a_count_is_refused(run, region):
    ran = run("figure", "A9", region, "--days", 10)
    assert ran.code == 2
    assert "mean" in ran.err


def test_figure_table_shows_sum_members_and_reasons(run, region):
    out = run("figure", "a4", region, "--area", "991").out
    assert "Left care by adoption" in out
    assert "Laid down in: DfE" in out
    assert "Children in it" in out


def test_figure_csv_has_a_row_for_every_child(run, region, opened):
    out = run("figure", "A10", region, "--area", "all", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    members = [row for row in rows if row["status"] == "member"]
    assert len(members) == opened["figure"]["denominator"]
    assert all(row["start"] <= row["end"] for row in members if int(row["value"]) > 0)


def test_figure_xlsx_opens(run, region, tmp_path):
    out = tmp_path / "a10.xlsx"
    assert run("figure", "A10", region, "--format", "xlsx", "--out", out).code == 0
    assert openpyxl.load_workbook(out).sheetnames[:2] == ["About", "Children in it"]


def test_child_table_tells_the_story_and_why_counted(run, region, opened):
    member = opened["figure"]["members"][0]
    out = run("child", region, member["child"], "--area", member["la"]).out
    assert f"counted, {member['value']:,} day" in out
    for words in ("Care began", "Adoption order made", "Matched with the adopters", "E1: "):
        assert words in out


def test_child_not_adopted_says_because(run, region):
    waiting = run("figure", "A9", region, "--area", "all", "--format", "json").data["figure"]
    member = waiting["members"][0]
    figures = run("child", region, member["child"], "--area", member["la"], "--format", "json")
    (a10,) = [each for each in figures.data["figures"] if each["indicator"] == "A10"]
    assert a10["why"].startswith("not counted, because not adopted in the window")


def test_child_in_a_file_has_a_new_key(run, region, opened, tmp_path):
    member = opened["figure"]["members"][0]
    out = tmp_path / "child.json"
    run("child", region, member["child"], "--area", member["la"], "--format", "json", "--out", out)
    text = out.read_text(encoding="utf-8")
    assert member["child"] not in text
    assert json.loads(text)["child"].startswith("Child ")


def test_child_nobody_knows_is_refused(run, region):
    assert run("child", region, "ABCDEF").code == 2


def test_validate_json_has_findings_with_places_and_fixes(run, region):
    ran = run("validate", region, "--year", 2024, "--format", "json")
    assert ran.code == (1 if ran.data["findings"] else 0)
    assert list(ran.data)[:2] == ["findings", "not_checked"]
    for finding in ran.data["findings"]:
        assert list(finding)[:6] == ["rule", "child", "locations", "values", "message", "fix"]
        assert all(location["row"] >= 1 for location in finding["locations"])
        assert not {"HOME_POST", "PL_POST"} & set(finding["values"])


def test_validate_table_shows_the_worst_rule_first(run, region, tmp_path):
    folder = tmp_path / "991"
    folder.mkdir()
    source = region / "991" / "2024"
    for file in source.iterdir():
        text = file.read_text(encoding="utf-8")
        if file.name == "placed_for_adoption.csv":
            text = text.splitlines()[0] + "\n"  # no decision is there any more
        (folder / file.name).write_text(text, encoding="utf-8")
    ran = run("validate", folder, "--last", region / "991" / "2023")
    assert ran.code == 1
    counts = [
        int(line.split()[2])
        for line in ran.out.split("One line for each rule")[1].split("error: ")[0].splitlines()
        if len(line.split()) > 3 and line.split()[1] == "error"
    ]
    assert counts == sorted(counts, reverse=True)
    assert "What to do: " in ran.out


@pytest.mark.parametrize("style", ["csv", "xlsx", "json"])
def test_validate_file_holds_no_case_number(run, region, tmp_path, style):
    out = tmp_path / f"findings.{style}"
    shown = run("validate", region, "--format", "json").data["findings"]
    ran = run("validate", region, "--format", style, "--out", out)
    assert ran.code == (1 if shown else 0)
    assert out.exists()
    if style != "xlsx":
        text = out.read_text(encoding="utf-8")
        assert not any(f'"{finding["child"]}"' in text for finding in shown)


def test_synth_writes_a_region_that_can_be_read_and_made_again(run, tmp_path):
    out = tmp_path / "made-up"
    words = ("synth", out, "--las", "995", "--children", 12, "--years", "2023-2024")
    assert run(*words).code == 0
    assert (out / "truth.json").exists()
    assert sorted(path.name for path in (out / "995").iterdir()) == ["2023", "2024"]
    assert run(*words[:2], "--las", "996", "--children", 12, "--years", "2024").code == 0
    assert not (out / "995").exists()
    assert run("scorecard", out).code == 0


def test_synth_into_a_folder_with_other_things_is_refused(run, tmp_path):
    (tmp_path / "my-file.txt").write_text("mine")
    ran = run("synth", tmp_path)
    assert ran.code == 2
    assert (tmp_path / "my-file.txt").read_text() == "mine"


@pytest.mark.parametrize("words", [("--las", "883"), ("--years", "2024-2016"), ("--las", ",")])
def test_synth_wrong_councils_or_years_are_refused(run, tmp_path, words):
    assert run("synth", tmp_path / "out", *words).code == 2
    assert not (tmp_path / "out").exists()


def test_synth_json_says_what_was_made(run, tmp_path):
    data = run("synth", tmp_path / "x", "--children", 5, "--format", "json").data
    assert data["authorities"] == ["991", "992"]
    assert data["children"] == 10


def test_comparators_import_of_no_table_is_refused(run, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("a,b\n1,2\n")
    ran = run("comparators", "import", file)
    assert ran.code == 2
    assert "layout" in ran.err


def test_version_says_the_version(run):
    assert __version__ in run("version").out


def process(*words, **options):
    return subprocess.run(
        [sys.executable, "-c", "import sys; from belong.cli import main; sys.exit(main())", *words],
        capture_output=True,
        timeout=60,
        check=False,
        **options,
    )


def test_help_names_every_command():
    ran = process("--help")
    assert ran.returncode == 0
    text = ran.stdout.decode()
    for name in ("scorecard", "figure", "child", "validate", "synth", "comparators", "version"):
        assert f"\n  {name} " in text


@pytest.mark.parametrize(
    "command",
    [("scorecard",), ("figure",), ("child",), ("validate",), ("synth",), ("comparators", "import")],
    ids="-".join,
)
def test_help_of_every_command_has_examples(run, command):
    shown = run(*command, "--help")
    assert shown.code == 0
    assert f"belong {' '.join(command)} " in shown.out.split("Examples:")[1]


def test_console_with_an_old_code_page_prints_everything(region):
    import os

    env = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "COLUMNS": "100"}
    ran = process("scorecard", str(region), env=env)
    assert ran.returncode == 0
    assert b"Traceback" not in ran.stderr
    ran.stdout.decode("cp1252")


def test_workbook_to_a_pipe_is_the_workbook(region):
    ran = process("scorecard", str(region), "--format", "xlsx")
    assert ran.returncode == 0
    assert ran.stdout.startswith(b"PK")
