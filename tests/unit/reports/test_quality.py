"""What a scorecard tells of the returns behind it."""

from __future__ import annotations

from belong.domain.frames import Notice
from belong.formats.ssda903.model import ReturnInfo
from belong.reports.quality import NOTICE_TITLES, notices_table, returns_table


def test_returns_table_of_one_year_names_it_once():
    (row,) = returns_table([ReturnInfo("991", 2024, "returns/2024")]).rows
    assert row == ("991", 1, "2023-24", "none")


def test_returns_table_of_many_years_names_first_last_and_gaps():
    infos = [ReturnInfo("991", year, str(year)) for year in (2021, 2024, 2022)]
    (row,) = returns_table(infos).rows
    assert row == ("991", 3, "2020-21 to 2023-24", "2022-23")


def test_notices_table_says_the_same_message_once_with_its_places():
    notices = [Notice("encoding", "Not UTF-8.", source=str(year)) for year in (2021, 2022)]
    table = notices_table(notices, None)
    assert table is not None
    assert table.rows == (("Not UTF-8.", 2, "2021, 2022"),)


def test_notices_table_names_children_by_key_under_plain_words():
    notices = [Notice("no_episodes", "Long.", "991", 2024, child) for child in ("2", "1")]
    table = notices_table(notices, lambda _la, child: f"Child {child}")
    assert table is not None
    assert table.rows == ((NOTICE_TITLES["no_episodes"], 2, "Child 1, Child 2"),)
