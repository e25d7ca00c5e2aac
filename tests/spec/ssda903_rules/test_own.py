"""What Belong's own rules find, and what they let pass (BEL01 and BEL02 stand with AD1)."""

from __future__ import annotations

HEADER = "CHILD DECOM RNE LS PLACE DEC REC"


def test_episodes_in_time(check):
    check(
        f"""
        Episodes
        {HEADER}
        twice    10/01/2023 S E1 A6 10/05/2024 E11
        twice    10/05/2024 S E1 A6 10/01/2025 E12
        overlap  10/01/2023 S C2 U4 10/05/2024 X1
        overlap  09/05/2024 P C2 U4 -          -
        unclosed 10/01/2023 S C2 U4 -          -
        unclosed 10/05/2024 P C2 U4 -          -
        touching 10/01/2023 S C2 U4 10/05/2024 X1
        touching 10/05/2024 P C2 U4 -          -
        backward 10/05/2024 S C2 U4 09/05/2024 E4A
        oneday   10/05/2024 S C2 U4 10/05/2024 E4A
        gap      10/01/2023 S C2 U4 10/05/2024 X1
        gap      11/05/2024 P C2 U4 -          -
        back     10/01/2023 S C2 U4 10/05/2024 E4A
        back     11/05/2024 S C2 U4 -          -
        future   01/04/2025 S C2 U4 -          -
        lastday  31/03/2025 S C2 U4 -          -
        past     10/01/2023 S C2 U4 31/03/2024 E4A
        firstday 10/01/2023 S C2 U4 01/04/2024 E4A
        expected
        BEL03 twice Episodes:1 Episodes:2
        BEL04 overlap Episodes:3 Episodes:4
        BEL04 unclosed Episodes:5 Episodes:6
        BEL05 backward Episodes:9
        BEL06 future Episodes:15
        BEL07 past Episodes:17
        BEL08 gap Episodes:11 Episodes:12
        """,
        {"BEL03", "BEL04", "BEL05", "BEL06", "BEL07", "BEL08"},
    )


def test_one_number_for_two_children(check):
    check(
        """
        Header
        CHILD DOB UPN
        born    15/06/2021 UN1
        born    16/06/2021 UN1
        pupil   15/06/2021 A123456789012
        pupil   15/06/2021 B123456789012
        same    15/06/2021 UN1
        same    15/06/2021 UN1
        changed 15/06/2021 UN1
        Header_last
        CHILD DOB UPN
        changed 15/06/2020 UN1
        same    15/06/2021 UN2
        expected
        BEL09 born Header:1 Header:2
        BEL10 pupil Header:3 Header:4
        BEL11 changed Header:7
        """,
        {"BEL09", "BEL10", "BEL11"},
    )


def test_how_dates_are_written(check):
    check(
        """
        Header
        CHILD DOB
        unreal   31/02/2021
        iso      2021-06-15
        unpadded 5/6/2021
        plain    15/06/2021
        PlacedAdoption
        CHILD DOB DATE_PLACED
        unreal   15/06/2021 31/04/2024
        iso      15/06/2021 2024-04-05
        Missing
        CHILD MISSING MIS_START
        plain    M 32/01/2024
        expected
        115 unreal PlacedAdoption:1
        115 iso PlacedAdoption:2
        BEL12 unreal Header:1
        BEL12 plain Missing:1
        BEL13 iso Header:2
        """,
        {"115", "BEL12", "BEL13"},
    )
