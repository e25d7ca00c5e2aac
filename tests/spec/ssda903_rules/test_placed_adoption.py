"""What the rules on PlacedAdoption find alone and against last year's, and what they let pass."""

from __future__ import annotations

ALONE = {"115", "116", "119", "120", "522", "563", "579", "583"}
LAST = {"559", "560", "561", "584"}
HEADER = "CHILD DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED"


def test_single_rows(check):
    check(
        f"""
        PlacedAdoption
        {HEADER}
        stands    05/04/2024 -          -
        over      05/04/2024 05/04/2024 RD1
        unreal    31/04/2024 -          -
        unrealend 05/04/2024 31/09/2024 RD1
        noreason  05/04/2024 01/09/2024 -
        nodate    05/04/2024 -          RD2
        code      05/04/2024 01/09/2024 RD5
        backward  05/04/2024 04/04/2024 RD1
        undated   -          01/09/2024 RD1
        blank     -          -          -
        expected
        115 unreal PlacedAdoption:3
        116 unrealend PlacedAdoption:4
        119 noreason PlacedAdoption:5
        119 nodate PlacedAdoption:6
        120 code PlacedAdoption:7
        522 backward PlacedAdoption:8
        563 undated PlacedAdoption:9
        """,
        ALONE,
    )


def test_several_decisions_in_order_of_date_and_not_of_text(check):
    check(
        f"""
        PlacedAdoption
        {HEADER}
        fine      05/10/2024 -          -
        fine      20/04/2024 05/10/2024 RD1
        overlap   20/04/2024 06/10/2024 RD1
        overlap   05/10/2024 -          -
        open      20/04/2024 -          -
        open      05/10/2024 20/10/2024 RD1
        expected
        579 overlap PlacedAdoption:4
        579 open PlacedAdoption:6
        583 open PlacedAdoption:5
        """,
        ALONE,
    )


def test_against_last_year(check):
    check(
        f"""
        PlacedAdoption
        {HEADER}
        untold    31/03/2024 -          -
        inyear    01/04/2024 -          -
        told      03/03/2024 -          -
        redated   06/04/2024 -          -
        ended     03/03/2024 01/09/2024 RD1
        ended     05/10/2024 -          -
        again     03/03/2024 -          -
        undated   -          -          -
        newer     02/04/2024 -          -
        older     19/03/2024 -          -
        PlacedAdoption_last
        {HEADER}
        told      03/03/2024 -          -
        redated   03/03/2024 -          -
        ended     03/03/2024 -          -
        again     03/03/2024 20/03/2024 RD1
        undated   03/03/2024 20/03/2024 RD1
        newer     20/03/2024 25/03/2024 RD1
        older     20/03/2024 25/03/2024 RD1
        expected
        559 untold PlacedAdoption:1
        560 redated PlacedAdoption:4
        561 again PlacedAdoption:7
        584 again PlacedAdoption:7
        584 undated PlacedAdoption:8
        584 older PlacedAdoption:10
        """,
        LAST,
    )
