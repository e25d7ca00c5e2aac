"""What bad input gets: one clear line, exit code 2, no traceback; or the good part computed."""

from __future__ import annotations

import shutil

import pytest

COMMANDS = [("scorecard",), ("validate",), ("figure", "A10"), ("child",)]


@pytest.fixture
def refused(run):
    """Runs a command over a path and checks that it was refused in one plain line."""

    def check(command, path):
        after = ["000001"] if command == ("child",) else []
        ran = run(*command, path, *after)
        assert ran.code == 2
        assert ran.out == ""
        assert ran.err.startswith("belong: ")
        assert ran.err.count("\n") == 1
        assert "Traceback" not in ran.err
        return ran.err

    return check


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
class TestRefused:
    def test_path_that_does_not_exist(self, refused, command, tmp_path):
        assert "no such file or folder" in refused(command, tmp_path / "nowhere")

    def test_empty_folder(self, refused, command, tmp_path):
        assert "empty" in refused(command, tmp_path)

    def test_folder_with_no_known_table(self, refused, command, tmp_path):
        (tmp_path / "list.csv").write_text("NAME,TOWN\nA,B\n")
        assert "no table" in refused(command, tmp_path)

    def test_corrupt_workbook(self, refused, command, tmp_path):
        (tmp_path / "return.xlsx").write_bytes(b"PK\x03\x04 and then nothing of use")
        assert "damaged" in refused(command, tmp_path)

    def test_truncated_xml(self, refused, command, tmp_path):
        (tmp_path / "return.xml").write_text("<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID>")
        assert "not complete" in refused(command, tmp_path)

    def test_xml_bomb(self, refused, command, tmp_path):
        entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 9}">' for n in range(1, 9))
        (tmp_path / "return.xml").write_text(
            f'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY e0 "x">{entities}]>'
            "<EXPSSDA903><CHILD><HEADER><CHILDID>&e8;</CHILDID></HEADER></CHILD></EXPSSDA903>"
        )
        assert "entities" in refused(command, tmp_path)

    def test_file_of_one_line(self, refused, command, tmp_path):
        header = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE"
        (tmp_path / "episodes.csv").write_text(header + "x" * 5_000_000)
        refused(command, tmp_path)


def test_year_with_no_data_says_which_there_are(run, region):
    ran = run("scorecard", region, "--year", 2011)
    assert ran.code == 2
    assert "2020, 2021, 2022, 2023, 2024" in ran.err


def test_area_that_was_not_supplied_says_which_were(run, region):
    ran = run("scorecard", region, "--area", "993")
    assert ran.code == 2
    assert "991, 992" in ran.err


def test_unknown_indicator_says_which_there_are(run, region):
    ran = run("figure", "A17", region)
    assert ran.code == 2
    assert "A10" in ran.err


def test_unknown_option_is_a_usage_error(run, region):
    ran = run("scorecard", region, "--colour")
    assert ran.code == 2
    assert "--colour" in ran.err
    assert "Traceback" not in ran.err


def test_same_return_twice_changes_no_figure(run, region):
    once = run("scorecard", region, "--format", "json").data["figures"]
    twice = run("scorecard", region, region / "991" / "2024", "--format", "json").data["figures"]
    assert once == twice


def test_children_only_in_ad1_are_computed_without(run, region, tmp_path):
    folder = tmp_path / "991" / "2024"
    folder.mkdir(parents=True)
    shutil.copy(region / "991" / "2024" / "ad1.csv", folder)
    ran = run("scorecard", tmp_path, "--format", "json")
    assert ran.code in (0, 2)
    assert "Traceback" not in ran.err


def test_future_dates_are_findings_and_no_fault(run, tmp_path):
    folder = tmp_path / "991" / "2024"
    folder.mkdir(parents=True)
    (folder / "episodes.csv").write_text(
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
        "HOME_POST,PL_POST,URN\n"
        "000001,01/05/2023,S,C2,N1,U6,PR1,01/02/2024,E4A,,,,\n"
        "000003,02/05/2023,S,C2,N1,U6,PR1,03/02/2024,E4A,,,,\n"
        "000002,01/06/2023,S,C2,N1,U6,PR1,01/02/2099,E4A,,,,\n"
    )
    ran = run("validate", tmp_path, "--format", "json")
    assert ran.code == 1
    assert "000002" in {finding["child"] for finding in ran.data["findings"]}
    assert run("scorecard", tmp_path).code == 0


def test_out_into_a_folder_that_is_not_there_is_refused(run, region, tmp_path):
    ran = run("scorecard", region, "--out", tmp_path / "not" / "there.txt")
    assert ran.code == 2
    assert "does not exist" in ran.err


def test_unforeseen_fault_is_one_line_and_no_traceback(run, region, monkeypatch):
    def broken(*_args, **_options):
        raise RuntimeError("secret 123456")

    monkeypatch.setattr("belong.cli.run_scorecard.open_returns", broken)
    ran = run("scorecard", region)
    assert ran.code == 2
    assert "RuntimeError" in ran.err
    assert "123456" not in ran.err
    assert "Traceback" not in ran.err


def test_unforeseen_fault_with_debugging_shows_the_traceback(run, region, monkeypatch):
    def broken(*_args, **_options):
        raise RuntimeError("why")

    monkeypatch.setattr("belong.cli.run_scorecard.open_returns", broken)
    monkeypatch.setenv("BELONG_DEBUG", "1")
    assert "Traceback" in run("scorecard", region).err
