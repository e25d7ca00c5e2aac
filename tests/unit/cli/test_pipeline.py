"""Which year and area a command is about, and where imported tables are kept."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from belong.cli.pipeline import Supplied, check_area, check_year, latest_complete_year, names_of
from belong.cli.places import data_folder
from belong.domain.errors import BelongError
from belong.formats.ssda903.model import ReturnInfo, ReturnSet

TODAY = date(2024, 6, 1)


def supplied(*returns: tuple[str, int | None]) -> Supplied:
    """What was supplied, as far as authorities and years go."""
    infos = tuple(ReturnInfo(la, year, "somewhere") for la, year in returns)
    return Supplied(ReturnSet(infos, {}), None, None)  # type: ignore[arg-type]


def test_latest_year_is_the_last_that_every_authority_supplied():
    given = supplied(("991", 2023), ("991", 2024), ("992", 2023))
    assert latest_complete_year(given, TODAY) == 2023


def test_latest_year_without_a_shared_one_is_the_last():
    assert latest_complete_year(supplied(("991", 2022), ("992", 2023)), TODAY) == 2023


def test_latest_year_is_over():
    given = supplied(("991", 2023), ("991", 2024), ("991", 2025))
    assert latest_complete_year(given, TODAY) == 2024
    assert latest_complete_year(given, date(2024, 3, 31)) == 2023
    assert latest_complete_year(given, date(2024, 4, 1)) == 2024


def test_latest_year_of_returns_all_in_the_future_is_the_last():
    assert latest_complete_year(supplied(("991", 2030)), TODAY) == 2030


def test_latest_year_without_any_date_is_refused():
    with pytest.raises(BelongError, match="no return holds a date"):
        latest_complete_year(supplied(("991", None)), TODAY)


def test_check_year_not_supplied_names_those_that_were():
    with pytest.raises(BelongError, match="2022, 2023"):
        check_year(supplied(("991", 2022), ("991", 2023)), 2019)
    assert check_year(supplied(("991", 2022)), 2022) == 2022


def test_check_area_takes_all_and_those_supplied():
    given = supplied(("991", 2022))
    check_area(given, None)
    check_area(given, "all")
    check_area(given, "991")
    with pytest.raises(BelongError, match="992"):
        check_area(given, "992")


def test_check_area_understands_an_ons_code():
    assert check_area(supplied(("883", 2022)), "E06000034") == "883"
    with pytest.raises(BelongError, match="E06000033"):
        check_area(supplied(("883", 2022)), "E06000033")


def test_names_say_that_a_council_is_made_up():
    names = names_of(["991", "883", "E09999999"])
    assert names["991"].endswith("(made up)")
    assert names["883"] == "883 Thurrock"
    assert "E09999999" not in names


@pytest.mark.parametrize(
    ("platform", "variable", "ending"),
    [
        ("win32", "LOCALAPPDATA", "Belong"),
        ("linux", "XDG_DATA_HOME", "belong"),
    ],
)
def test_data_folder_is_the_user_s_own(monkeypatch, tmp_path, platform, variable, ending):
    monkeypatch.delenv("BELONG_DATA", raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, str(tmp_path))
    assert data_folder() == tmp_path / ending
    monkeypatch.delenv(variable)
    assert data_folder().is_relative_to(Path.home())


def test_data_folder_on_a_mac_and_by_name(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.delenv("BELONG_DATA", raising=False)
    assert data_folder().parts[-2:] == ("Application Support", "Belong")
    monkeypatch.setenv("BELONG_DATA", str(tmp_path))
    assert data_folder() == tmp_path
