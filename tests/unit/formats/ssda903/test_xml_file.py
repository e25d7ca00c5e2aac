"""The return as XML: where each table's items lie, and what is refused."""

from __future__ import annotations

import pytest

from belong.domain.errors import BelongError
from belong.formats.ssda903 import read_returns, write_return

CHILD = """<CHILD>
<HEADER><CHILDID>0012</CHILDID><SEX>1</SEX><DOB>03/02/2015</DOB><ETHNIC>WBRI</ETHNIC><UPN/>
<DUC/><IN_TOUCH/><DATE_INT>01/05/2022</DATE_INT><DATE_MATCH/>
<AREVIEW><REVIEW>01/07/2023</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
<AREVIEW><REVIEW>01/12/2023</REVIEW><REVIEW_CODE>PN0</REVIEW_CODE></AREVIEW>
<AMISSING><MISSING>M</MISSING><MIS_START>01/07/2023</MIS_START></AMISSING>
<PERMANENCE><PREV_PERM>Z1</PREV_PERM><DATE_PERM>zz/zz/2012</DATE_PERM></PERMANENCE>
<OC2><SDQ_SCORE>7</SDQ_SCORE></OC2>
<AD_PLACED><DATE_PLACED>01/05/2022</DATE_PLACED></AD_PLACED>
</HEADER>
<EPISODE><DECOM>01/05/2023</DECOM><PL>A5</PL><DEC>01/09/2023</DEC><REC>E11</REC></EPISODE>
<EPISODE><DECOM>01/05/2022</DECOM><PL>U4</PL><DEC>01/05/2023</DEC><REC>X1</REC></EPISODE>
</CHILD>
"""


def xml(tmp_path, text, name="r.xml"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def whole(*children, head=""):
    return f"{head}<EXPSSDA903>{''.join(children)}</EXPSSDA903>"


def test_read_xml_gives_every_table_its_rows(tmp_path):
    read = read_returns([xml(tmp_path, whole(CHILD))])
    rows = {name: frame.height for name, frame in read.tables.items()}
    assert rows == {
        "Header": 1,
        "Episodes": 2,
        "Reviews": 2,
        "UASC": 0,
        "OC2": 1,
        "OC3": 0,
        "AD1": 1,
        "PlacedAdoption": 1,
        "PrevPerm": 1,
        "Missing": 1,
    }
    assert read.tables["Episodes"]["CHILD"].to_list() == ["0012", "0012"]
    assert read.tables["Episodes"]["PLACE"].to_list() == ["A5", "U4"]
    assert read.tables["Episodes"]["_row"].to_list() == [1, 2]
    assert read.tables["OC2"]["DOB"].dt.year().to_list() == [2015]
    assert read.tables["PrevPerm"]["DATE_PERM"].to_list() == ["zz/zz/2012"]
    assert read.notices == ()


def test_read_xml_with_a_namespace_and_another_encoding_gives_the_same(tmp_path):
    head = '<?xml version="1.0" encoding="windows-1252"?>'
    text = whole(CHILD, head=head).replace("<EXPSSDA903>", '<EXPSSDA903 xmlns="urn:x">')
    read = read_returns([xml(tmp_path, text.replace("WBRI", "\u00e9").encode("cp1252"))])
    assert read.tables["Header"]["ETHNIC"].to_list() == ["\u00c9"]


def test_read_xml_elements_that_no_table_has_are_said(tmp_path):
    child = CHILD.replace("<OC2>", "<TEAM>North</TEAM><PET><KIND>cat</KIND></PET><OC2>")
    (notice,) = read_returns([xml(tmp_path, whole(child))]).notices
    assert notice.code == "columns_extra"
    assert "PET, TEAM" in notice.message


def test_read_xml_knows_social_worker_episodes_by_their_items(tmp_path):
    child = CHILD.replace(
        "<OC2>", "<SWE><SW_ID>SW1</SW_ID><SW_DECOM>01/05/2023</SW_DECOM></SWE><OC2>"
    )
    read = read_returns([xml(tmp_path, whole(child))])
    assert read.tables["SWEpisodes"]["SW_ID"].to_list() == ["SW1"]


@pytest.mark.parametrize("cut", ["<EPISODE><DECOM>01/0", "<EPISODE><DECOM>&&", "</EPISODE>"])
def test_read_xml_that_breaks_off_keeps_the_complete_children(tmp_path, cut):
    text = f"<EXPSSDA903>{CHILD}<CHILD><HEADER><CHILDID>13</CHILDID></HEADER>{cut}"
    read = read_returns([xml(tmp_path, text)])
    assert read.tables["Header"]["CHILD"].to_list() == ["0012"]
    assert [notice.code for notice in read.notices] == ["xml_broken_off"]


BOMB = """<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
OUTSIDE = """<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/hostname">]>"""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not complete XML"),
        ("<EXPSSDA903><CHI", "not complete XML"),
        ("this is no XML", "not complete XML"),
        ("<html><body/></html>", "no SSDA903 return"),
        (whole(CHILD.replace("0012", "&b;"), head=BOMB), "declares entities"),
        (whole(CHILD.replace("0012", "&a;"), head=OUTSIDE), "declares entities"),
        (whole("<CHILD>" * 50_000 + "</CHILD>" * 50_000), "deep in one another"),
        ("<EXPSSDA903>" + "x" * 1_200_000, "holds no XML element"),
    ],
)
def test_read_xml_that_is_no_safe_return_is_refused(tmp_path, text, reason):
    with pytest.raises(BelongError, match=reason):
        read_returns([xml(tmp_path, text)])


def test_write_xml_of_a_table_without_a_place_in_it_is_refused(tmp_path):
    with pytest.raises(BelongError, match="SWEpisodes"):
        write_return({"SWEpisodes": [{"CHILD": "1"}]}, tmp_path / "r.xml", "xml")
