"""Where returns lie, whose they are, and what is said of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from belong.domain.errors import BelongError
from belong.formats.ssda903 import discover, read_returns, write_return


def episode(child, year):
    """A return of the given year with one child and one episode."""
    return {
        "Episodes": [
            {
                "CHILD": child,
                "DECOM": f"01/05/{year - 1}",
                "RNE": "S",
                "LS": "C2",
                "PLACE": "U4",
                "DEC": f"01/09/{year - 1}",
                "REC": "E8",
            }
        ]
    }


def told(paths, **options):
    return [(source.la_code, source.named_year) for source in discover(paths, **options)]


def test_discover_a_region_gives_authorities_and_years_in_order(tmp_path):
    for la in ("E06000033", "991"):
        for year in ("2023-24", "2023"):
            write_return(episode("1", int(year[:4])), tmp_path / "region" / la / year)
    assert told([tmp_path / "region"]) == [
        ("991", 2023),
        ("991", 2024),
        ("882", 2023),
        ("882", 2024),
    ]


def test_discover_year_folders_hold_files_of_every_form(tmp_path):
    write_return(episode("1", 2022), tmp_path / "992" / "2022")
    write_return(episode("1", 2023), tmp_path / "992" / "2023" / "r.xml", "xml")
    write_return(episode("1", 2024), tmp_path / "992" / "2024.xlsx", "xlsx")
    (tmp_path / "992" / "truth.json").write_text("{}")
    (tmp_path / "992" / "~$2024.xlsx").write_text("lock")
    read = read_returns([tmp_path / "992"])
    assert [(info.la_code, info.year) for info in read.returns] == [
        ("992", 2022),
        ("992", 2023),
        ("992", 2024),
    ]
    assert read.notices == ()


@pytest.mark.parametrize(
    ("folder", "code"),
    [
        ("991", "991"),
        ("991/2024", "991"),
        ("991_2024", "991"),
        ("903_2024", "55"),
        ("903", "55"),
        ("300 children", "55"),
        ("SSDA903 E06000033 2024", "882"),
        ("here", "55"),
    ],
)
def test_discover_the_authority_is_told_by_the_folders_or_else_by_the_person(
    tmp_path, folder, code
):
    write_return(episode("1", 2024), tmp_path / folder)
    expected = "993" if code == "55" else code
    assert told([tmp_path / folder], la="993")[0][0] == expected
    if code == "55":
        assert told([tmp_path / folder])[0][0] == "unknown"


def test_discover_from_within_the_authority_folder_still_knows_it(tmp_path, monkeypatch):
    write_return(episode("1", 2024), tmp_path / "991" / "2024")
    monkeypatch.chdir(tmp_path / "991")
    assert told([Path()]) == [("991", 2024)]
    assert told(["2024"]) == [("991", 2024)]


def test_discover_single_tables_of_one_folder_make_one_return(tmp_path):
    folder = write_return(episode("1", 2024) | {"AD1": []}, tmp_path / "r")
    read = read_returns([folder / "ad1.csv", folder / "episodes.csv"])
    assert [info.tables for info in read.returns] == [{"AD1", "Episodes"}]


def test_discover_folders_beside_the_tables_are_not_searched(tmp_path):
    write_return(episode("1", 2024), tmp_path / "r")
    write_return(episode("2", 2024), tmp_path / "r" / "old")
    assert len(discover([tmp_path / "r"])) == 1


def test_discover_a_wrong_authority_is_refused(tmp_path):
    write_return(episode("1", 2024), tmp_path / "r")
    with pytest.raises(BelongError, match="Southend"):
        discover([tmp_path / "r"], la="Southend")


def test_discover_nothing_there_is_refused_with_the_path(tmp_path):
    with pytest.raises(BelongError, match="no such file or folder"):
        discover([tmp_path / "absent"])


def test_discover_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(BelongError, match="empty"):
        discover([tmp_path])


def test_discover_no_path_is_refused():
    with pytest.raises(BelongError, match="no path"):
        discover([])


def test_discover_a_folder_without_a_known_table_names_what_lies_there(tmp_path):
    (tmp_path / "staff.csv").write_text("name,age\nx,3\n")
    with pytest.raises(BelongError, match=r"staff\.csv"):
        discover([tmp_path])
    with pytest.raises(BelongError, match=r"staff\.csv"):
        discover([tmp_path / "staff.csv"])


def test_discover_a_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "letter.docx").write_bytes(b"x")
    with pytest.raises(BelongError, match="no CSV, XML or workbook"):
        discover([tmp_path / "letter.docx"])


def test_read_one_bad_source_among_several_is_said_and_the_others_are_read(tmp_path):
    write_return(episode("1", 2024), tmp_path / "991" / "2024")
    (tmp_path / "991" / "2025.xlsx").write_bytes(b"PK broken")
    (tmp_path / "991" / "staff.csv").write_text("name,age\nx,3\n")
    read = read_returns([tmp_path / "991"])
    assert len(read.returns) == 1
    assert sorted(notice.code for notice in read.notices) == ["file_not_known", "return_not_read"]


def test_read_an_unknown_table_beside_known_ones_is_said(tmp_path):
    write_return(episode("1", 2024), tmp_path / "r")
    (tmp_path / "r" / "staff.csv").write_text("name,age\nx,3\n")
    (notice,) = read_returns([tmp_path / "r"]).notices
    assert notice.code == "file_not_known"
    assert "staff.csv" in notice.message


def test_read_the_same_return_twice_is_read_once(tmp_path):
    for name in ("first", "copy"):
        write_return(episode("1", 2024), tmp_path / "991" / name)
    read = read_returns([tmp_path / "991"])
    assert len(read.returns) == 1
    assert [notice.code for notice in read.notices] == ["same_return_twice"]
    assert read.returns[0].source.endswith("copy")


def test_read_equal_returns_of_two_authorities_are_both_kept(tmp_path):
    for name in ("991", "992"):
        write_return(episode("1", 2024), tmp_path / name / "2024")
    assert len(read_returns([tmp_path]).returns) == 2


def test_read_two_returns_of_one_year_keeps_the_second(tmp_path):
    write_return(episode("1", 2023), tmp_path / "991" / "2023")
    write_return(episode("1", 2024) | {"AD1": [{"CHILD": "1"}]}, tmp_path / "991" / "2024a")
    write_return(episode("2", 2024), tmp_path / "991" / "2024b")
    read = read_returns([tmp_path / "991"])
    assert [info.year for info in read.returns] == [2023, 2024]
    assert read.tables["Episodes"].select("_return", "CHILD").rows() == [(0, "1"), (1, "2")]
    assert "AD1" not in read.tables
    (notice,) = [item for item in read.notices if item.code == "two_returns_one_year"]
    assert (notice.la_code, notice.year) == ("991", 2024)


def test_read_an_unknown_authority_code_is_used_and_said(tmp_path):
    write_return(episode("1", 2024), tmp_path / "777")
    read = read_returns([tmp_path / "777"])
    assert read.returns[0].la_code == "777"
    assert [notice.code for notice in read.notices] == ["authority_not_known"]


@pytest.fixture
def locked(monkeypatch):
    """Name a file or folder that the machine then refuses to open."""
    names: set[str] = set()

    def guard(method):
        original = getattr(Path, method)

        def guarded(self, *args, **kwargs):
            if self.name in names:
                raise PermissionError(13, "Permission denied")
            return original(self, *args, **kwargs)

        monkeypatch.setattr(Path, method, guarded)

    guard("open")
    guard("iterdir")
    return names.add


def test_read_a_locked_folder_and_file_are_said_and_the_others_are_read(tmp_path, locked):
    write_return(episode("1", 2023), tmp_path / "991" / "2023")
    write_return(episode("1", 2024) | {"AD1": []}, tmp_path / "991" / "2024")
    write_return(episode("1", 2025), tmp_path / "991" / "2025.xml", "xml")
    locked("2023")
    locked("ad1.csv")
    locked("2025.xml")
    read = read_returns([tmp_path / "991"])
    assert [info.year for info in read.returns] == [2024]
    assert sorted((notice.code, Path(notice.source or "").name) for notice in read.notices) == [
        ("file_refused", "ad1.csv"),
        ("folder_not_read", "2023"),
        ("return_not_read", "2025.xml"),
    ]


def test_read_a_table_that_is_locked_between_finding_and_reading_is_refused(tmp_path):
    folder = write_return(episode("1", 2024), tmp_path / "r")
    steps = []
    original = Path.open

    def second_time(self, *args, **kwargs):
        steps.append(self.name)
        if steps.count("episodes.csv") > 1:
            raise PermissionError(13, "Permission denied")
        return original(self, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", second_time)
        with pytest.raises(BelongError, match="could not be read"):
            read_returns([folder])


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2024", 2024),
        ("2023-24", 2024),
        ("903 2023_2024 final", 2024),
        ("2023/24", 2024),
        ("2024-03", 2024),
        ("march", None),
        ("882_2024_v2", 2024),
        ("20241231", None),
    ],
)
def test_discover_the_year_a_name_speaks_of(tmp_path, name, year):
    write_return(episode("1", 2024), tmp_path / name.replace("/", "_"))
    assert told([tmp_path / name.replace("/", "_")])[0][1] == year


def test_returns_below_the_tables_of_another_are_named_as_not_read(tmp_path):
    write_return(episode("1", 2024), tmp_path)
    write_return(episode("1", 2023), tmp_path / "2023")
    write_return(episode("1", 2022), tmp_path / "2022.xlsx", "xlsx")
    read = read_returns([tmp_path])
    assert [info.year for info in read.returns] == [2024]
    (notice,) = [notice for notice in read.notices if notice.code == "returns_passed_over"]
    assert "2022.xlsx" in notice.message
    assert str(Path(tmp_path.name) / "2023") in notice.message


def test_discover_a_name_in_no_encoding_is_shown_all_the_same(tmp_path):
    folder = tmp_path / "park\udce9"
    write_return(episode("1", 2024), folder)
    (source,) = discover([folder])
    assert source.label.endswith("park\ufffd")
    assert read_returns([folder]).returns[0].source.endswith("park\ufffd")
