"""What the rules on PlacedAdoption with Header and Episodes find, and what they let pass."""

from __future__ import annotations

EPISODES = "CHILD DECOM RNE LS PLACE DEC REC"
DECISIONS = "CHILD DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED"


def test_birth_dates_and_children_unknown(check):
    check(
        """
        Header
        CHILD DOB
        a 05/04/2024
        b 05/04/2024
        c 15/06/2021
        d 15/06/2021
        PlacedAdoption
        CHILD DOB DATE_PLACED
        a 05/04/2024 05/04/2024
        b 06/04/2024 05/04/2024
        c - 05/04/2024
        d 15/06/2021 -
        e 15/06/2021 05/04/2024
        expected
        184 b PlacedAdoption:2
        184 c PlacedAdoption:3
        INT12 b Header:2 PlacedAdoption:2
        INT02 e PlacedAdoption:5
        """,
        {"184", "INT02", "INT12"},
    )


def test_decisions_outside_care_or_the_year(check):
    check(
        f"""
        Episodes
        {EPISODES}
        early   06/04/2024 S C2 U4 -          -
        ontime  05/04/2024 S C2 U4 -          -
        late    10/01/2023 S C2 U4 31/08/2024 E4A
        leftok  10/01/2023 S C2 U4 01/09/2024 E4A
        future  10/01/2023 S C2 U4 -          -
        past    10/01/2023 S C2 U4 -          -
        breaks  10/01/2023 S V4 U4 02/09/2024 X1
        breaks  02/09/2024 L C2 U4 -          -
        PlacedAdoption
        {DECISIONS}
        early   05/04/2024 -          -
        ontime  05/04/2024 -          -
        late    05/04/2024 01/09/2024 RD1
        leftok  05/04/2024 01/09/2024 RD1
        future  01/04/2025 -          -
        past    03/03/2023 31/03/2024 RD1
        breaks  05/04/2024 01/09/2024 RD1
        expected
        1003 early Episodes:1 PlacedAdoption:1
        117 late Episodes:3 PlacedAdoption:3
        117 future Episodes:5 PlacedAdoption:5
        118 past Episodes:6 PlacedAdoption:6
        118 breaks Episodes:8 PlacedAdoption:7
        """,
        {"1003", "117", "118"},
    )


def test_unreadable_starts_of_one_child_stop_nothing(check):
    check(
        f"""
        Episodes
        {EPISODES}
        unread  31/02/2024 S E1 A6 -          -
        early   06/04/2024 S C2 U4 -          -
        PlacedAdoption
        {DECISIONS}
        unread  05/04/2024 -          -
        early   05/04/2024 -          -
        expected
        1003 early Episodes:2 PlacedAdoption:2
        """,
        {"1003", "118", "552", "554"},
    )


def test_placed_and_ordered_need_a_decision_in_force(check):
    check(
        f"""
        Episodes
        {EPISODES}
        placed   10/01/2023 S E1 U4 15/06/2024 X1
        placed   15/06/2024 P E1 A6 -          -
        late     10/01/2023 S C2 U4 15/06/2024 X1
        late     15/06/2024 P V2 A4 -          -
        none     15/06/2024 S E1 A6 -          -
        undated  15/06/2024 S V2 A4 -          -
        again    10/01/2023 S C2 U4 15/06/2024 X1
        again    15/06/2024 P V2 A4 -          -
        gap      10/01/2023 S C2 U4 15/06/2024 X1
        gap      15/06/2024 P V2 A4 -          -
        order    10/01/2023 S E1 U4 -          -
        over     10/01/2023 S E1 U4 -          -
        redone   20/04/2024 S E1 U4 -          -
        closed   10/01/2023 S E1 U4 01/09/2024 X1
        PlacedAdoption
        {DECISIONS}
        placed   03/01/2023 -          -
        late     16/06/2024 -          -
        undated  -          -          -
        again    05/04/2024 01/09/2024 RD1
        again    05/10/2024 -          -
        gap      05/04/2024 01/06/2024 RD1
        gap      20/06/2024 -          -
        order    11/01/2023 -          -
        over     03/01/2023 -          RD1
        redone   05/04/2024 18/04/2024 RD1
        redone   20/04/2024 -          -
        closed   03/01/2023 01/08/2024 RD2
        expected
        551 none Episodes:5
        551 undated Episodes:6 PlacedAdoption:3
        552 late Episodes:4 PlacedAdoption:2
        552 gap Episodes:10 PlacedAdoption:7
        553 none Episodes:5
        553 over Episodes:12 PlacedAdoption:9
        554 order Episodes:11 PlacedAdoption:8
        """,
        {"551", "552", "553", "554"},
    )


FREED = f"""
    Episodes
    {EPISODES}
    none    05/02/2005 S D1 U4 -          -
    late    05/02/2005 S D1 U4 -          -
    fine    05/02/2005 S D1 U4 -          -
    PlacedAdoption
    {DECISIONS}
    late    06/02/2005 -          -
    fine    05/02/2005 -          -
    expected
"""


def test_freeing_orders_until_2024(check):
    check(
        FREED
        + """
        555 none Episodes:1
        556 late Episodes:2 PlacedAdoption:1
        """,
        {"555", "556"},
        year=2024,
    )


def test_freeing_orders_from_2025(check):
    check(FREED, {"555", "556"}, year=2025)


LEFT = f"""
    Episodes
    {EPISODES}
    stands   10/01/2023 S E1 U4 01/09/2024 E4A
    half     10/01/2023 S V2 A4 01/09/2024 E4A
    none     10/01/2023 S E1 U4 01/09/2024 E45
    ended    10/01/2023 S E1 A6 01/09/2024 E4A
    adopted  10/01/2023 S E1 A6 01/09/2024 E11
    moved    10/01/2023 S E1 A6 01/09/2024 X1
    freed    10/01/2005 S D1 U4 01/09/2024 E4A
    PlacedAdoption
    {DECISIONS}
    stands   05/04/2023 -          -
    half     05/04/2023 30/08/2024 -
    ended    05/04/2023 30/08/2024 RD1
    adopted  05/04/2023 -          -
    moved    05/04/2023 -          -
    freed    05/04/2023 -          -
    expected
    557 stands Episodes:1 PlacedAdoption:1
    557 half Episodes:2 PlacedAdoption:2
    557 none Episodes:3
"""


def test_left_care_without_adoption_until_2024_freeing_orders_too(check):
    check(LEFT + "557 freed Episodes:7 PlacedAdoption:6", {"557"}, year=2024)


def test_left_care_without_adoption_from_2025(check):
    check(LEFT, {"557"}, year=2025)


def test_adopted_although_all_decisions_are_reversed(check):
    check(
        f"""
        Episodes
        {EPISODES}
        all     10/01/2023 S E1 A6 10/01/2025 E12
        newest  10/01/2023 S E1 A6 10/01/2025 E12
        single  10/01/2023 S E1 A6 10/01/2025 E12
        PlacedAdoption
        {DECISIONS}
        all     02/04/2024 04/04/2024 RD4
        all     05/04/2024 05/01/2025 RD1
        newest  02/04/2024 04/04/2024 RD4
        newest  05/04/2024 -          -
        single  05/04/2024 05/01/2025 RD1
        expected
        558 all Episodes:1 PlacedAdoption:1 PlacedAdoption:2
        """,
        {"558"},
    )
