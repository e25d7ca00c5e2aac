"""What the rules on AD1 with other tables find, and what they let pass."""

from __future__ import annotations

EPISODES = "CHILD DECOM RNE LS PLACE DEC REC"
AD1 = "CHILD DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR"


def test_dates_against_episodes(check):
    check(
        f"""
        Episodes
        {EPISODES}
        fine    10/01/2023 S E1 U4 15/06/2024 X1
        fine    15/06/2024 P E1 A6 10/01/2025 E11
        match   15/06/2024 S E1 A6 10/01/2025 E11
        latest  10/01/2020 S C2 U4 01/02/2021 E4A
        latest  06/04/2023 S E1 A6 10/01/2025 E11
        placed  05/04/2023 S E1 A6 10/01/2025 E11
        sameday 10/01/2023 S E1 A6 10/01/2025 E12
        AD1
        {AD1}
        fine    15/06/2024 15/06/2024 0 2 MF L11
        match   15/06/2024 16/06/2024 0 2 MF L11
        latest  05/04/2023 05/04/2023 0 2 MF L11
        placed  06/04/2023 05/04/2023 0 2 MF L11
        sameday 10/01/2023 10/01/2025 0 2 MF L11
        expected
        331 match AD1:2 Episodes:3
        331 sameday AD1:5 Episodes:7
        334 latest AD1:3 Episodes:5
        521 placed AD1:4 Episodes:6
        582 sameday AD1:5 Episodes:7
        """,
        {"331", "334", "521", "582"},
    )


def test_carer_flag_against_last_placement(check):
    check(
        f"""
        Episodes
        {EPISODES}
        new     15/06/2023 S E1 A6 10/01/2025 E11
        carer   15/06/2023 S E1 A5 10/01/2025 E11
        newok   15/06/2023 S E1 A4 10/01/2025 E11
        carerok 15/06/2023 S E1 A3 10/01/2025 E11
        AD1
        {AD1}
        new     05/04/2023 20/05/2023 1 2 MF L11
        carer   05/04/2023 20/05/2023 0 2 MF L11
        newok   05/04/2023 20/05/2023 0 2 MF L11
        carerok 05/04/2023 20/05/2023 1 2 MF L11
        expected
        335 new AD1:1 Episodes:1
        335 carer AD1:2 Episodes:2
        """,
        {"335"},
    )


def test_items_and_adoption_go_together(check):
    check(
        f"""
        Episodes
        {EPISODES}
        blank    15/06/2023 S E1 A6 10/01/2025 E11
        norow    15/06/2023 S E1 A6 10/01/2025 E11
        full     15/06/2023 S E1 A6 31/03/2025 E11
        earlier  15/06/2023 S E1 A6 31/03/2024 E11
        still    15/06/2023 S E1 A6 -          -
        AD1
        {AD1}
        blank    05/04/2023 20/05/2023 0 2 MF -
        full     05/04/2023 20/05/2023 0 2 MF L11
        earlier  05/04/2023 20/05/2023 0 2 MF L11
        still    -          -          - - -  -
        expected
        601 blank AD1:1 Episodes:1
        601 norow Episodes:2
        602 earlier AD1:3
        BEL02 norow Episodes:2
        """,
        {"601", "602", "BEL02"},
    )


def test_decisions_in_both_tables(check):
    check(
        f"""
        AD1
        {AD1}
        differ  06/04/2024 20/05/2024 0 2 MF L11
        same    05/04/2024 20/05/2024 0 2 MF L11
        again   05/10/2024 20/11/2024 0 2 MF L11
        undone  05/04/2024 20/05/2024 0 2 MF L11
        empty   -          -          - - -  -
        PlacedAdoption
        CHILD DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED
        differ  05/04/2024 -          -
        same    05/04/2024 -          -
        again   05/04/2024 01/09/2024 RD1
        again   05/10/2024 -          -
        undone  05/04/2024 01/09/2024 RD1
        empty   05/04/2024 01/09/2024 RD1
        expected
        523 differ AD1:1 PlacedAdoption:1
        525 undone AD1:4 PlacedAdoption:5
        """,
        {"523", "525"},
    )


def test_care_leavers_and_unbroken_care(check):
    check(
        f"""
        Episodes
        {EPISODES}
        both    10/01/2023 S C2 U4 01/09/2024 E5
        unbroken 10/01/2023 S E1 A6 31/03/2025 E11
        left    10/01/2023 S E1 A6 30/03/2025 E11
        came    02/04/2024 S E1 A6 31/03/2025 E11
        breaks  10/01/2023 S V4 U4 -          -
        AD1
        {AD1}
        both    05/04/2023 20/05/2023 0 2 MF L11
        unbroken 05/04/2023 20/05/2023 0 2 MF L11
        left    05/04/2023 20/05/2023 0 2 MF L11
        came    05/04/2023 20/05/2023 0 2 MF L11
        breaks  05/04/2023 20/05/2023 0 2 MF L11
        OC3
        CHILD IN_TOUCH ACTIV ACCOM
        both    YES - -
        left    - - -
        expected
        134 both AD1:1 OC3:1
        187 unbroken AD1:2
        """,
        {"134", "187"},
    )


def test_children_who_are_nowhere_else(check):
    check(
        """
        Header
        CHILD DOB
        a 15/06/2021
        b 15/06/2021
        Episodes
        CHILD DECOM RNE LS PLACE
        a 10/01/2023 S C2 U4
        AD1
        CHILD DOB DATE_INT
        a 15/06/2021 05/04/2024
        b 16/06/2021 05/04/2024
        c -          05/04/2024
        Reviews
        CHILD REVIEW REVIEW_CODE
        a 05/06/2024 PN1
        d 05/06/2024 PN1
        d 05/12/2024 PN1
        expected
        INT01 c AD1:3
        INT11 b AD1:2 Header:2
        1012 b AD1:2
        1012 c AD1:3
        1012 d Reviews:2 Reviews:3
        """,
        {"INT01", "INT11", "1012"},
    )
