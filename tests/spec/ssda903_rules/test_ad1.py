"""What the rules on AD1 find, and what they let pass."""

from __future__ import annotations

CODES = {"112", "113", "114", "151", "175", "176", "177", "INT31"}
PAIRS = {"333", "511", "514", "517", "518", "519", "520", "524", "BEL01"}
HEADER = "CHILD DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR"


def test_single_cells(check):
    check(
        f"""
        AD1
        {HEADER}
        ok        05/04/2024 20/05/2024 0 2 MF L11
        unpadded  5/4/2024   20/05/2024 1 1 M1 L0
        iso       2024-04-05 20/05/2024 0 2 MF L11
        notaday   31/02/2024 2024       0 2 MF L11
        carer     05/04/2024 20/05/2024 2 2 MF L11
        three     05/04/2024 20/05/2024 0 3 FM L1
        empty     -          -          - - -  -
        half      05/04/2024 -          0 2 MF L11
        twice     05/04/2024 20/05/2024 0 2 MF L11
        twice     05/04/2024 20/05/2024 0 2 MF L11
        expected
        112 iso AD1:3
        112 notaday AD1:4
        113 notaday AD1:4
        114 carer AD1:5
        151 half AD1:8
        175 three AD1:6
        176 three AD1:6
        177 three AD1:6
        INT31 twice AD1:9 AD1:10
        """,
        CODES,
    )


def test_items_that_must_fit_each_other(check):
    check(
        f"""
        AD1
        {HEADER}
        same      05/04/2024 05/04/2024 0 2 MF L11
        after     06/04/2024 05/04/2024 0 2 MF L11
        nodecision -         05/04/2024 0 2 MF L11
        two       05/04/2024 20/05/2024 0 2 F1 L0
        one       05/04/2024 20/05/2024 0 1 F1 L0
        oneascouple 05/04/2024 20/05/2024 0 1 MF L11
        single    05/04/2024 20/05/2024 0 2 MF L0
        singleblank 05/04/2024 20/05/2024 0 1 - L0
        unmarried 05/04/2024 20/05/2024 0 2 FF L3
        unmarriedok 05/04/2024 20/05/2024 0 2 MF L3
        samesex   05/04/2024 20/05/2024 0 2 MF L4
        samesexok 05/04/2024 20/05/2024 0 2 MM L4
        partners  05/04/2024 20/05/2024 0 1 M1 L2
        partnersok 05/04/2024 20/05/2024 0 2 FF L2
        married   05/04/2024 20/05/2024 0 2 MM L11
        marriedsame 05/04/2024 20/05/2024 0 2 MF L12
        marriedsameok 05/04/2024 20/05/2024 0 2 FF L12
        expected
        333 after AD1:2
        333 nodecision AD1:3
        511 two AD1:4
        514 single AD1:7
        514 singleblank AD1:8
        517 unmarried AD1:9
        518 samesex AD1:11
        519 partners AD1:13
        520 married AD1:15
        524 marriedsame AD1:16
        BEL01 oneascouple AD1:6
        """,
        PAIRS,
    )
