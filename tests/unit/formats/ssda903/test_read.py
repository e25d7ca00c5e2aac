"""Reading one return: what is kept, what is said, what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from belong.domain.errors import BelongError
from belong.formats.ssda903 import SCORECARD_COLUMNS, TABLES, read_returns, write_return

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODES = ",".join(TABLES["Episodes"].columns) + "\n"
AD1 = ",".join(TABLES["AD1"].columns) + "\n"
EPISODE = "0012,01/05/2023,S,C2,N1,U4,PR1,01/09/2023,E8,,AB1 2CD,,1234567\n"


def put(folder, **files):
    """A folder holding the given texts, one file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / f"{name}.csv").write_bytes(data)
    return folder


def codes(read):
    return [notice.code for notice in read.notices]


def said(read, code):
    (notice,) = [notice for notice in read.notices if notice.code == code]
    return notice


def test_read_a_plain_folder_gives_text_dates_and_places(tmp_path):
    put(tmp_path / "r", a=EPISODES + EPISODE, b=HEADER + "0012,1,03/02/2015,WBRI,UN1,,\n")
    read = read_returns([tmp_path / "r"])
    (info,) = read.returns
    assert (info.la_code, info.year) == ("unknown", 2024)
    assert info.tables == {"Episodes", "Header"}
    assert info.source == str(tmp_path / "r")
    (row,) = read.tables["Episodes"].to_dicts()
    assert row["CHILD"] == "0012"
    assert (row["DECOM"], row["DEC"]) == (date(2023, 5, 1), date(2023, 9, 1))
    assert (row["_return"], row["_row"], row["PL_POST"]) == (0, 1, None)
    assert "DEC__text" not in row
    assert read.notices == ()


def test_read_keeps_the_text_of_adoption_dates_always(tmp_path):
    put(tmp_path / "r", a=AD1 + "1,03/02/2015,01/05/2023,,,,,\n")
    (row,) = read_returns([tmp_path / "r"]).tables["AD1"].to_dicts()
    assert (row["DATE_INT__text"], row["DATE_MATCH__text"]) == ("01/05/2023", None)
    assert row["DATE_MATCH"] is None


def test_read_trims_raises_and_reports(tmp_path):
    text = EPISODES + " 0012 ,1/5/2023,s,C2,N1,U4,PR1,2023-09-01,e8,,AB1 2CD,\u00a0,1234567\n"
    read = read_returns([put(tmp_path / "r", a=text)])
    (row,) = read.tables["Episodes"].to_dicts()
    assert (row["CHILD"], row["RNE"], row["REC"], row["PL_POST"]) == ("0012", "S", "E8", None)
    assert (row["DECOM"], row["DECOM__text"]) == (date(2023, 5, 1), "1/5/2023")
    assert sorted(codes(read)) == [
        "codes_lower_case",
        "dates_other_form",
        "dates_other_form",
        "values_padded",
    ]
    assert "row 1" in said(read, "values_padded").message


def test_read_an_impossible_date_harms_only_its_own_cell(tmp_path):
    body = EPISODE + EPISODE.replace("01/05/2023", "31/06/2023")
    read = read_returns([put(tmp_path / "r", a=EPISODES + body)])
    assert read.tables["Episodes"]["DECOM"].to_list() == [date(2023, 5, 1), None]
    assert read.tables["Episodes"]["DECOM__text"].to_list() == ["01/05/2023", "31/06/2023"]
    assert said(read, "dates_not_real").message == "Episodes, DECOM: not a real date in row 2."


def test_read_rows_of_wrong_length_leaves_them_out_and_names_them(tmp_path):
    body = EPISODE + "0013,01/05/2023\n\n" + EPISODE.replace("\n", ",x\n") + EPISODE
    read = read_returns([put(tmp_path / "r", a=EPISODES + body)])
    assert read.tables["Episodes"]["_row"].to_list() == [1, 5]
    assert "row 2" in said(read, "rows_too_short").message
    assert "row 4" in said(read, "rows_too_long").message
    assert "row 3" in said(read, "rows_blank").message


def test_read_rows_too_long_and_too_short_that_even_out_are_still_found(tmp_path):
    body = "1,M,01/01/2020,WBRI,,\n" + "2,M,01/01/2020,WBRI,,,,9\n"
    read = read_returns([put(tmp_path / "r", a=HEADER + body)], columns={"Header": ["CHILD"]})
    assert read.tables["Header"]["CHILD"].to_list() == ["1"]
    assert {"rows_cut", "rows_too_long"} <= set(codes(read))


def test_read_a_row_that_stops_early_is_read_with_the_rest_empty(tmp_path):
    short = "0013,01/06/2023,S,C2,N1,U6\n"
    read = read_returns([put(tmp_path / "r", a=EPISODES + EPISODE + short)])
    last = read.tables["Episodes"].row(1, named=True)
    assert (last["CHILD"], last["PLACE"], last["DEC"], last["URN"]) == ("0013", "U6", None, None)
    assert "row 2" in said(read, "rows_cut").message


def test_read_an_empty_file_is_called_empty(tmp_path):
    with pytest.raises(BelongError, match=r"a\.csv \(an empty file\)"):
        read_returns([put(tmp_path / "r", a="")])


def test_read_an_unclosed_quote_harms_only_its_own_row(tmp_path):
    body = EPISODE + EPISODE.replace("S,", '"S,') + EPISODE
    read = read_returns([put(tmp_path / "r", a=EPISODES + body)])
    assert read.tables["Episodes"]["_row"].to_list() == [1, 3]
    assert "row 2" in said(read, "rows_quote_open").message


def test_read_rows_without_values_or_child_are_said(tmp_path):
    body = "," * 12 + "\n" + EPISODE.replace("0012", "")
    read = read_returns([put(tmp_path / "r", a=EPISODES + body)])
    assert read.tables["Episodes"]["_row"].to_list() == [2]
    assert {"rows_blank", "rows_without_child"} <= set(codes(read))


def test_read_missing_further_and_repeated_columns_are_said(tmp_path):
    text = "CHILD,Team,SEX,DOB,ETHNIC,SEX\n1,North,F,01/01/2020,WBRI,M\n"
    read = read_returns([put(tmp_path / "r", a=text)])
    (row,) = read.tables["Header"].to_dicts()
    assert (row["SEX"], row["UPN"], "Team" in row) == ("F", None, False)
    assert "UPN, MOTHER, MC_DOB" in said(read, "columns_missing").message
    assert "Team" in said(read, "columns_extra").message
    assert "SEX" in said(read, "columns_repeated").message


def test_read_only_the_columns_asked_for(tmp_path):
    put(tmp_path / "r", a=EPISODES + EPISODE, b="CHILD,DOB,REVIEW,REVIEW_CODE\n1,,,\n")
    read = read_returns([tmp_path / "r"], columns=SCORECARD_COLUMNS)
    assert list(read.tables) == ["Episodes"]
    assert read.tables["Episodes"].columns[2:] == list(SCORECARD_COLUMNS["Episodes"])
    assert read.returns[0].tables == {"Episodes", "Reviews"}


def test_read_a_header_line_alone_gives_an_empty_table(tmp_path):
    read = read_returns([put(tmp_path / "r", a=AD1.strip())])
    assert read.tables["AD1"].height == 0
    assert read.returns[0].year is None
    assert codes(read) == ["no_year"]


def test_read_one_table_from_two_files_is_refused_unless_they_are_equal(tmp_path):
    text = EPISODES + EPISODE
    read = read_returns([put(tmp_path / "same", a=text, b=text)])
    assert read.tables["Episodes"].height == 1
    assert codes(read) == ["same_table_twice"]
    with pytest.raises(BelongError, match=r"a\.csv and b\.csv"):
        read_returns([put(tmp_path / "two", a=text, b=text + EPISODE)])


def test_read_the_year_is_the_commonest_of_the_ends_and_the_later_of_two(tmp_path):
    ends = ["01/05/2022", "31/03/2023", "01/04/2023", "31/03/2024"]
    body = "".join(EPISODE.replace("01/09/2023", end) for end in ends)
    read = read_returns([put(tmp_path / "2023", a=EPISODES + body)])
    assert read.returns[0].year == 2024
    assert "2023" in said(read, "year_folder_differs").message
    outside = [notice for notice in read.notices if notice.code == "rows_outside_year"]
    assert [notice.year for notice in outside] == [2024]
    assert "rows 1, 2" in outside[0].message


def test_read_the_year_without_ends_is_that_of_the_latest_start(tmp_path):
    body = "1,01/05/2019,S,C2,N1,U4,PR1,,,,,,\n1,01/05/2021,S,C2,N1,U4,PR1,,,,,,\n"
    assert read_returns([put(tmp_path / "r", a=EPISODES + body)]).returns[0].year == 2022


def test_read_the_year_without_episodes_is_that_of_the_other_dates(tmp_path):
    body = "1,01/05/2010,01/05/2021,01/02/2022,,,,\n2,01/05/2010,02/05/2019,01/02/2022,,,,\n"
    assert read_returns([put(tmp_path / "r", a=AD1 + body)]).returns[0].year == 2022


def test_read_future_dates_are_said(tmp_path):
    body = EPISODE * 3 + EPISODE.replace("01/05/2023", "01/05/2031").replace("01/09/2023", "")
    read = read_returns([put(tmp_path / "r", a=EPISODES + body)])
    assert "begin after" in said(read, "rows_outside_year").message
    assert "row 4" in said(read, "rows_outside_year").message


def test_read_reports_progress(tmp_path):
    for year, end in (("2023", "01/09/2022"), ("2024", "01/09/2023")):
        put(tmp_path / "r" / year, a=EPISODES + EPISODE.replace("01/09/2023", end))
    steps = []
    read_returns([tmp_path / "r"], progress=lambda done, total: steps.append((done, total)))
    assert steps == [(1, 2), (2, 2)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_read_any_encoding_delimiter_and_line_end_gives_the_same(
    tmp_path, end, delimiter, encoding
):
    text = EPISODES + EPISODE.replace("1234567", "\u00e9") + EPISODE
    plain = read_returns([put(tmp_path / "plain", a=text)])
    changed = text.replace("\n", end).replace(",", delimiter)
    other = read_returns([put(tmp_path / "other", a=changed.encode(encoding))])
    assert other.tables["Episodes"].equals(plain.tables["Episodes"])
    assert ("delimiter" in codes(other)) == (delimiter != ",")
    assert ("encoding" in codes(other)) == (not encoding.startswith("utf-8"))


def test_read_a_file_of_one_endless_line_is_refused_without_reading_it(tmp_path):
    folder = put(tmp_path / "r", a=EPISODES + EPISODE)
    with (folder / "huge.csv").open("wb") as stream:
        stream.truncate(2**31)
    read = read_returns([folder])
    assert read.tables["Episodes"].height == 1
    assert said(read, "file_refused").source.endswith("huge.csv")
    with pytest.raises(BelongError, match="longer than a megabyte"):
        read_returns([folder / "huge.csv"])


def test_read_an_endless_line_below_a_good_header_is_refused(tmp_path):
    folder = put(tmp_path / "r", a=EPISODES + EPISODE)
    with (folder / "a.csv").open("ab") as stream:
        stream.truncate(2**31)
    with pytest.raises(BelongError, match="longer than a megabyte"):
        read_returns([folder])


def test_read_hundreds_of_returns_of_two_layouts_keeps_each_row_in_its_return(tmp_path):
    reversed_names = ",".join(reversed(TABLES["Episodes"].columns)) + "\n"
    for year in range(2010, 2020):
        rows = [["x"] * 13 for _ in range(year - 2008)]
        for number, row in enumerate(rows):
            row[0] = f"{year}-{number}"
            row[1] = row[7] = f"01/06/{year - 1}"
        turned = year % 2
        lines = [",".join(reversed(row) if turned else row) for row in rows]
        text = (reversed_names if turned else EPISODES) + "\n".join(lines)
        put(tmp_path / "991" / str(year), a=text)
    read = read_returns([tmp_path / "991"])
    assert [info.year for info in read.returns] == list(range(2010, 2020))
    got = read.tables["Episodes"].select("_return", "_row", "CHILD").rows()
    assert got == [
        (at, row + 1, f"{year}-{row}")
        for at, year in enumerate(range(2010, 2020))
        for row in range(year - 2008)
    ]


def test_write_what_was_read_again_gives_the_same_bytes(tmp_path):
    body = EPISODE + EPISODE.replace("01/05/2023", "31/06/2023")
    folder = put(tmp_path / "r", episodes=EPISODES + body, header=HEADER + "1,,,WBRI,,,\n")
    write_return(read_returns([folder]).tables, tmp_path / "again")
    for file in folder.iterdir():
        assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes()


def test_read_a_heading_longer_than_the_first_look_is_still_known(tmp_path):
    further = ",".join(f"x{number}" for number in range(15_000))
    text = EPISODES.strip() + "," + further + "\n" + EPISODE.strip() + "," * 15_000 + "\n"
    assert read_returns([put(tmp_path / "r", a=text)]).tables["Episodes"].height == 1
