"""What the rules on Episodes find, and what they let pass."""

from __future__ import annotations

import pytest

HEADER = "CHILD DECOM RNE LS PLACE DEC REC"


def test_code_lists(check):
    check(
        """
        Episodes
        CHILD DECOM RNE LS PLACE PLACE_PROVIDER DEC REC
        status   10/01/2023 S V1 U4 PR1 -          -
        freed    10/01/2023 S D1 U4 PR1 -          -
        place    10/01/2023 S C2 Q1 PR1 -          -
        reason   10/01/2023 S C2 U4 PR1 01/09/2024 E18
        blank    10/01/2023 S -  -  -   -          -
        provider 10/01/2023 S C2 U4 PR3 -          -
        hospital 10/01/2023 S C2 R2 PR3 -          -
        expected
        144 status Episodes:1
        146 place Episodes:3
        149 reason Episodes:4
        529 provider Episodes:6
        """,
        {"144", "146", "149", "529"},
    )


@pytest.mark.parametrize(
    ("year", "unknown"),
    [
        (2024, ["K3", "Z11"]),
        (2025, ["Z11"]),
        (2026, ["H5", "P2", "Z1"]),
        (2030, ["H5", "P2", "Z1"]),
    ],
)
def test_placement_codes_by_year(check, year, unknown):
    codes = ["A3", "H5", "K3", "P2", "Z1", "Z11"]
    rows = "\n".join(f"{code} 10/01/2023 S C2 {code} - -" for code in codes)
    expected = "\n".join(f"146 {code} Episodes:{codes.index(code) + 1}" for code in unknown)
    check(f"Episodes\n{HEADER}\n{rows}\nexpected\n{expected}", {"146"}, year=year)


def test_after_an_adoption(check):
    check(
        f"""
        Episodes
        {HEADER}
        after   10/01/2023 S E1 A6 10/05/2024 E11
        after   01/06/2024 S V2 U4 -          -
        again   10/01/2023 S E1 A6 10/05/2024 E11
        again   10/05/2024 P E1 A6 01/02/2025 E12
        once    10/01/2023 S E1 A6 10/05/2024 E11
        lastyear 01/06/2024 S V2 U4 -         -
        Episodes_last
        {HEADER}
        lastyear 10/01/2023 S E1 A6 10/02/2024 E12
        once    10/01/2023 S E1 A6 -          -
        expected
        199 after Episodes:2
        199 again Episodes:4
        199 lastyear Episodes:6
        """,
        {"199"},
    )


def test_placed_with_own_carers(check):
    check(
        f"""
        Episodes
        {HEADER}
        newcarer 15/06/2024 P E1 A5 -          -
        blank    15/06/2024 - E1 A3 -          -
        status   15/06/2024 T E1 A5 -          -
        before   31/03/2015 P E1 A5 -          -
        home     10/01/2024 S C2 K2 15/06/2024 X1
        home     15/06/2024 U E1 A5 -          -
        consent  10/01/2024 S C2 K2 15/06/2024 X1
        consent  15/06/2024 B V2 A4 -          -
        foster   10/01/2024 S C2 U5 15/06/2024 X1
        foster   15/06/2024 U E1 A5 -          -
        expected
        217 newcarer Episodes:1
        217 blank Episodes:2
        336 home Episodes:6
        """,
        {"217", "336"},
    )


def test_adoption_placement_and_order_go_together(check):
    check(
        f"""
        Header
        CHILD DOB
        adult    10/01/2007
        minor    11/01/2007
        leap     29/02/2008
        Episodes
        {HEADER}
        adult    10/01/2023 S E1 A6 10/01/2025 E11
        minor    10/01/2023 S E1 A6 10/01/2025 E11
        leap     10/01/2023 S E1 A6 27/02/2025 E11
        unplaced 10/01/2023 S E1 U4 10/01/2025 E12
        noplace  10/01/2023 S E1 -  10/01/2025 E12
        noorder  10/01/2023 S C2 A6 -          -
        nostatus 10/01/2023 S -  A5 -          -
        consent  10/01/2023 S V2 A4 -          -
        expected
        386 adult Header:1 Episodes:1
        390 unplaced Episodes:4
        390 noplace Episodes:5
        408 noorder Episodes:6
        408 nostatus Episodes:7
        """,
        {"386", "390", "408"},
    )


def test_return_to_care_starts_a_new_period(check):
    check(
        f"""
        Episodes
        {HEADER}
        wrong   01/09/2024 P C2 U4 -          -
        wrong   10/01/2023 S C2 U4 01/08/2024 E4A
        blank   10/01/2023 S C2 U4 01/08/2024 E11
        blank   01/09/2024 - C2 U4 -          -
        right   10/01/2023 S C2 U4 01/08/2024 E4A
        right   01/09/2024 S C2 U4 -          -
        goes_on 10/01/2023 S C2 U4 01/08/2024 X1
        goes_on 01/08/2024 P C2 U4 -          -
        expected
        432 wrong Episodes:1
        432 blank Episodes:4
        """,
        {"432"},
    )


ORDERS = f"""
    Episodes
    {HEADER}
    toolate 01/01/2006 S D1 U4 01/09/2024 X1
    intime  31/12/2005 S D1 U4 01/09/2024 X1
    open    05/02/2004 S D1 U4 -          -
    early   30/11/2005 S E1 U4 -          -
    first   01/12/2005 S E1 U4 -          -
    expected
    446 early Episodes:4
"""


def test_orders_and_their_laws_until_2024(check):
    check(
        ORDERS
        + """
        445 toolate Episodes:1
        451 open Episodes:3
        """,
        {"445", "446", "451"},
        year=2024,
    )


def test_orders_and_their_laws_from_2025(check):
    check(ORDERS, {"445", "446", "451"}, year=2025)


def test_care_leavers_with_too_little_care(check):
    check(
        f"""
        Header
        CHILD DOB
        short   15/06/2006
        enough  15/06/2006
        adopted 15/06/2006
        breaks  15/06/2006
        Episodes
        {HEADER}
        short   17/03/2024 S C2 U4 15/06/2024 E5
        enough  16/03/2024 S C2 U4 15/06/2024 E5
        adopted 16/03/2023 S E1 A6 14/06/2024 E11
        breaks  16/03/2023 S V4 U4 14/06/2024 E5
        Episodes_last
        {HEADER}
        enough  16/03/2024 S C2 U4 -          -
        OC3
        CHILD IN_TOUCH ACTIV ACCOM
        short   YES F2 U1
        enough  YES F2 U1
        adopted YES F2 U1
        breaks  YES F2 U1
        nobody  YES F2 U1
        expected
        1001 short OC3:1
        1001 adopted OC3:3
        1001 breaks OC3:4
        1001 nobody OC3:5
        """,
        {"1001"},
    )
