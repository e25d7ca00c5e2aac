"""The oracle's made-up children: for every rule one who breaks it and one who nearly does.

Also children for corners of single rules, and for every reasoned difference. Nobody here is real.
"""

from __future__ import annotations

from tools.oracle_children import (
    Child,
    Make,
    Row,
    adopted,
    care_leaver,
    carer_adoption,
    decided,
    decided_again,
    decisions,
    episode,
    episodes,
    in_care,
    ordered,
    placed,
    reversed_decision,
    with_cells,
    with_rows,
    without,
)

__all__ = ["catalogue", "special"]


def _ad1(**cells: str) -> Make:
    return with_cells(adopted, "AD1", 0, **cells)


def _pa(**cells: str) -> Make:
    return with_cells(reversed_decision, "PlacedAdoption", 0, **cells)


def _last_decided(make: Make, *rows: tuple[str, str, str]) -> Make:
    return with_rows(make, "PlacedAdoption_last", decisions(*rows))


OTHER_ROWS: dict[str, Row] = {
    "Missing": {"DOB": "15/06/2020", "MISSING": "M", "MIS_START": "01/05/2023", "MIS_END": ""},
    "Reviews": {"DOB": "15/06/2020", "REVIEW": "01/05/2023", "REVIEW_CODE": "PN0"},
    "PrevPerm": {"DOB": "15/06/2020", "PREV_PERM": "Z1", "LA_PERM": "", "DATE_PERM": ""},
}
E_D1 = (("10/01/2005", "S", "C2", "U4", "05/02/2006", "X1"), ("05/02/2006", "L", "D1", "U4"))

#: Rule -> the child who breaks it, and the one who nearly does.
PAIRS: dict[str, tuple[Make, Make]] = {
    "112": (_ad1(DATE_INT="31/02/{p}"), _ad1(DATE_INT="5/4/{p}")),
    "113": (_ad1(DATE_MATCH="2{p}"), _ad1(DATE_MATCH="29/05/{p}")),
    "114": (_ad1(FOSTER_CARE="2"), _ad1(FOSTER_CARE="0")),
    "151": (_ad1(NB_ADOPTR=""), adopted),
    "175": (_ad1(NB_ADOPTR="3"), _ad1(NB_ADOPTR="2")),
    "176": (_ad1(SEX_ADOPTR="FM"), _ad1(SEX_ADOPTR="mf")),
    "177": (_ad1(LS_ADOPTR="L1"), _ad1(LS_ADOPTR="L2")),
    "333": (_ad1(DATE_MATCH="04/04/{p}"), _ad1(DATE_MATCH="05/04/{p}")),
    "511": (
        _ad1(SEX_ADOPTR="M1", LS_ADOPTR="L0"),
        _ad1(NB_ADOPTR="1", SEX_ADOPTR="M1", LS_ADOPTR="L0"),
    ),
    "514": (_ad1(LS_ADOPTR="L0"), _ad1(NB_ADOPTR="1", SEX_ADOPTR="F1", LS_ADOPTR="L0")),
    "517": (_ad1(LS_ADOPTR="L3", SEX_ADOPTR="FF"), _ad1(LS_ADOPTR="L3")),
    "518": (_ad1(LS_ADOPTR="L4"), _ad1(LS_ADOPTR="L4", SEX_ADOPTR="MM")),
    "519": (_ad1(LS_ADOPTR="L2", SEX_ADOPTR=""), _ad1(LS_ADOPTR="L2", SEX_ADOPTR="FF")),
    "520": (_ad1(SEX_ADOPTR="MM"), adopted),
    "524": (_ad1(LS_ADOPTR="L12"), _ad1(LS_ADOPTR="L12", SEX_ADOPTR="MM")),
    "INT31": (
        with_rows(adopted, "AD1", lambda year: adopted(year)["AD1"] * 2),
        with_rows(adopted, "AD1", lambda year: adopted(year)["AD1"]),
    ),
    "115": (_pa(DATE_PLACED="2023-04-31"), _pa(DATE_PLACED="5/4/{p}")),
    "116": (_pa(DATE_PLACED_CEASED="00/09/{p}"), _pa(DATE_PLACED_CEASED="1/9/{p}")),
    "119": (_pa(REASON_PLACED_CEASED=""), reversed_decision),
    "120": (_pa(REASON_PLACED_CEASED="RD5"), _pa(REASON_PLACED_CEASED="rd4")),
    "522": (_pa(DATE_PLACED="02/09/{p}"), _pa(DATE_PLACED="01/09/{p}")),
    "563": (_pa(DATE_PLACED=""), with_cells(decided, "PlacedAdoption", DATE_PLACED="")),
    "579": (
        with_rows(
            decided,
            "PlacedAdoption",
            decisions(("05/04/{p}", "01/09/{p}", "RD1"), ("31/08/{p}", "", "")),
        ),
        with_rows(
            decided,
            "PlacedAdoption",
            decisions(("05/04/{p}", "01/09/{p}", "RD1"), ("01/09/{p}", "", "")),
        ),
    ),
    "583": (
        with_rows(
            decided, "PlacedAdoption", decisions(("05/04/{p}", "", ""), ("06/10/{p}", "", ""))
        ),
        with_rows(
            decided,
            "PlacedAdoption",
            decisions(("05/04/{p}", "05/10/{p}", "RD1"), ("06/10/{p}", "", "")),
        ),
    ),
    "559": (
        with_rows(decided, "PlacedAdoption", decisions(("31/03/{p}", "", ""))),
        with_rows(decided, "PlacedAdoption", decisions(("01/04/{p}", "", ""))),
    ),
    "560": (
        _last_decided(decided, ("01/03/{p}", "", "")),
        _last_decided(decided, ("05/04/{p}", "", "")),
    ),
    "561": (
        _last_decided(
            with_cells(decided, "PlacedAdoption", DATE_PLACED="03/03/{p}"),
            ("03/03/{p}", "20/03/{p}", "RD1"),
        ),
        _last_decided(decided, ("03/03/{p}", "20/03/{p}", "RD1")),
    ),
    "584": (
        _last_decided(
            with_cells(decided, "PlacedAdoption", DATE_PLACED=""), ("03/03/{p}", "20/03/{p}", "RD1")
        ),
        _last_decided(decided, ("03/03/{p}", "20/03/{p}", "RD1")),
    ),
    "184": (
        with_cells(decided, "PlacedAdoption", DOB="06/04/{p}"),
        with_cells(decided, "PlacedAdoption", DOB="05/04/{p}"),
    ),
    "1003": (
        with_rows(decided, "Episodes", episodes(("06/04/{p}", "S", "C2", "U4"))),
        with_rows(decided, "Episodes", episodes(("05/04/{p}", "S", "C2", "U4"))),
    ),
    "117": (
        with_rows(
            reversed_decision,
            "Episodes",
            episodes(("10/01/{pp}", "S", "C2", "U4", "31/08/{p}", "E4A")),
        ),
        with_rows(
            reversed_decision,
            "Episodes",
            episodes(("10/01/{pp}", "S", "C2", "U4", "01/09/{p}", "E4A")),
        ),
    ),
    "118": (
        with_rows(decided, "PlacedAdoption", decisions(("03/03/{pp}", "31/03/{p}", "RD1"))),
        with_rows(decided, "PlacedAdoption", decisions(("03/03/{pp}", "01/04/{p}", "RD1"))),
    ),
    "551": (without(placed, "PlacedAdoption"), placed),
    "552": (
        with_cells(placed, "PlacedAdoption", DATE_PLACED="16/06/{p}"),
        with_cells(placed, "PlacedAdoption", DATE_PLACED="15/06/{p}"),
    ),
    "553": (
        with_cells(
            ordered, "PlacedAdoption", DATE_PLACED_CEASED="01/09/{p}", REASON_PLACED_CEASED="RD2"
        ),
        ordered,
    ),
    "554": (
        with_cells(ordered, "PlacedAdoption", DATE_PLACED="21/04/{p}"),
        with_cells(ordered, "PlacedAdoption", DATE_PLACED="20/04/{p}"),
    ),
    "555": (
        with_rows(in_care, "Episodes", episodes(*E_D1)),
        with_rows(decided, "Episodes", episodes(*E_D1)),
    ),
    "556": (
        with_rows(decided, "Episodes", episodes(*E_D1)),
        with_rows(
            decided,
            "Episodes",
            episodes(
                ("10/01/{pp}", "S", "C2", "U4", "05/04/{p}", "X1"), ("05/04/{p}", "L", "D1", "U4")
            ),
        ),
    ),
    "557": (
        with_cells(placed, "Episodes", 2, DEC="10/01/{y}", REC="E4A"),
        with_cells(
            with_cells(placed, "Episodes", 2, DEC="10/01/{y}", REC="E4A"),
            "PlacedAdoption",
            DATE_PLACED_CEASED="09/01/{y}",
            REASON_PLACED_CEASED="RD1",
        ),
    ),
    "558": (
        with_cells(
            decided_again,
            "PlacedAdoption",
            1,
            DATE_PLACED_CEASED="05/01/{y}",
            REASON_PLACED_CEASED="RD1",
        ),
        decided_again,
    ),
    "INT02": (without(decided, "Header"), decided),
    "INT12": (
        with_cells(decided, "PlacedAdoption", DOB="16/06/{ppp}"),
        with_cells(decided, "PlacedAdoption", DOB=""),
    ),
    "331": (_ad1(DATE_MATCH="16/06/{p}"), _ad1(DATE_MATCH="15/06/{p}")),
    "334": (_ad1(DATE_INT="09/01/{pp}"), _ad1(DATE_INT="10/01/{pp}")),
    "335": (_ad1(FOSTER_CARE="1"), carer_adoption),
    "521": (_ad1(DATE_INT="16/06/{p}"), _ad1(DATE_INT="15/06/{p}")),
    "582": (_ad1(DATE_MATCH="10/01/{y}"), _ad1(DATE_MATCH="09/01/{y}")),
    "601": (_ad1(LS_ADOPTR=""), with_cells(_ad1(LS_ADOPTR=""), "Episodes", 2, DEC="01/04/{y}")),
    "602": (
        with_cells(adopted, "Episodes", 2, DEC="31/03/{p}"),
        with_cells(adopted, "Episodes", 2, DEC="01/04/{p}"),
    ),
    "523": (_ad1(DATE_INT="06/04/{p}"), adopted),
    "525": (
        with_cells(
            adopted, "PlacedAdoption", DATE_PLACED_CEASED="09/01/{y}", REASON_PLACED_CEASED="RD1"
        ),
        with_cells(adopted, "PlacedAdoption", REASON_PLACED_CEASED="RD1"),
    ),
    "134": (
        with_rows(adopted, "OC3", lambda year: care_leaver(year)["OC3"]),
        with_rows(adopted, "OC3", lambda year: [dict.fromkeys(care_leaver(year)["OC3"][0], "")]),
    ),
    "187": (
        with_cells(adopted, "Episodes", 2, DEC="31/03/{y}"),
        with_cells(adopted, "Episodes", 2, DEC="30/03/{y}"),
    ),
    "INT01": (without(adopted, "Header"), adopted),
    "INT11": (_ad1(DOB="16/06/{p}"), _ad1(DOB="")),
    "1012": (
        with_rows(without(in_care, "Episodes"), "Reviews", lambda _: [OTHER_ROWS["Reviews"]]),
        with_rows(in_care, "Reviews", lambda _: [OTHER_ROWS["Reviews"]]),
    ),
    "144": (with_cells(in_care, "Episodes", LS="V1"), with_cells(in_care, "Episodes", LS="v2")),
    "146": (with_cells(in_care, "Episodes", PLACE="Q1"), with_cells(in_care, "Episodes", PLACE="")),
    "149": (
        with_cells(in_care, "Episodes", DEC="01/09/{p}", REC="E18"),
        with_cells(in_care, "Episodes", DEC="01/09/{p}", REC="e17"),
    ),
    "199": (
        with_rows(
            adopted,
            "Episodes",
            lambda year: [*adopted(year)["Episodes"], episode(f"01/02/{year}", "S", "V2", "U4")],
        ),
        adopted,
    ),
    "217": (with_cells(carer_adoption, "Episodes", 2, RNE="P"), carer_adoption),
    "336": (
        with_cells(
            with_cells(carer_adoption, "Episodes", 1, PLACE="K2"), "Episodes", 2, PLACE="A3"
        ),
        with_cells(carer_adoption, "Episodes", 2, PLACE="A3"),
    ),
    "386": (
        with_cells(adopted, "Header", DOB="10/01/2006"),
        with_cells(adopted, "Header", DOB="11/01/2010"),
    ),
    "390": (with_cells(adopted, "Episodes", 2, PLACE="U4"), adopted),
    "408": (
        with_cells(adopted, "Episodes", 2, LS="C2"),
        with_cells(adopted, "Episodes", 2, LS="C2", PLACE="A4"),
    ),
    "432": (
        with_cells(ordered, "Episodes", 0, REC="E4A"),
        with_cells(with_cells(ordered, "Episodes", 0, REC="E4A"), "Episodes", 1, RNE="S"),
    ),
    "445": (
        with_rows(in_care, "Episodes", episodes(("01/01/2006", "S", "D1", "U4"))),
        with_rows(in_care, "Episodes", episodes(("31/12/2005", "S", "D1", "U4"))),
    ),
    "446": (
        with_rows(in_care, "Episodes", episodes(("30/11/2005", "S", "E1", "U4"))),
        with_rows(in_care, "Episodes", episodes(("01/12/2005", "S", "E1", "U4"))),
    ),
    "451": (
        with_rows(in_care, "Episodes", episodes(("01/01/2004", "S", "D1", "U4"))),
        with_rows(in_care, "Episodes", episodes(("01/01/2004", "S", "D1", "U4", "", "X1"))),
    ),
    "529": (
        with_cells(in_care, "Episodes", PLACE_PROVIDER="PR3"),
        with_cells(in_care, "Episodes", PLACE="R2", PLACE_PROVIDER="PR3"),
    ),
    "1001": (
        with_rows(
            care_leaver, "Episodes", episodes(("17/03/{p}", "S", "C2", "U4", "15/06/{p}", "E5"))
        ),
        with_rows(
            care_leaver, "Episodes", episodes(("16/03/{p}", "S", "C2", "U4", "15/06/{p}", "E5"))
        ),
    ),
}
PAIRS["1001"] = tuple(without(make, "Episodes_last") for make in PAIRS["1001"])  # type: ignore[assignment]

#: More children: corners of single rules, and where our answer differs from the validator's.
MORE: dict[str, Make] = {
    "PLAINCARE": in_care,
    "PLAINDECIDED": decided,
    "PLAINORDERED": ordered,
    "PLAINPLACED": placed,
    "PLAINADOPTED": adopted,
    "PLAINCARER": carer_adoption,
    "PLAINREVERSED": reversed_decision,
    "PLAINLEAVER": care_leaver,
    "AGAIN": decided_again,
    "AGAINLATER": with_rows(
        placed,
        "PlacedAdoption",
        decisions(("05/04/{p}", "01/09/{p}", "RD1"), ("05/10/{p}", "", "")),
    ),
    "AGAINORDERED": with_rows(
        ordered,
        "PlacedAdoption",
        decisions(("05/04/{p}", "18/04/{p}", "RD1"), ("19/04/{p}", "", "")),
    ),
    "AGAINTOOLATE": with_rows(
        ordered,
        "PlacedAdoption",
        decisions(("05/04/{p}", "18/04/{p}", "RD1"), ("22/04/{p}", "", "")),
    ),
    "AGAINLAST": _last_decided(
        with_rows(
            decided,
            "PlacedAdoption",
            decisions(("05/04/{pp}", "01/09/{p}", "RD1"), ("05/10/{p}", "", "")),
        ),
        ("05/04/{pp}", "", ""),
    ),
    "TEXTORDER": with_rows(
        decided,
        "PlacedAdoption",
        decisions(("20/04/{p}", "01/05/{p}", "RD1"), ("06/10/{p}", "", "")),
    ),
    "TEXTORDERNEW": with_rows(
        decided,
        "PlacedAdoption",
        decisions(("05/10/{p}", "", ""), ("20/04/{p}", "04/10/{p}", "RD1")),
    ),
    "TEXTORDERBAD": with_rows(
        decided,
        "PlacedAdoption",
        decisions(("05/10/{p}", "20/10/{p}", "RD1"), ("20/04/{p}", "", "")),
    ),
    "LATERTHANLAST": _last_decided(decided, ("20/03/{p}", "25/03/{p}", "RD1")),
    "NOTLATERTHANLAST": _last_decided(
        with_cells(decided, "PlacedAdoption", DATE_PLACED="19/03/{p}"),
        ("02/04/{p}", "03/04/{p}", "RD1"),
    ),
    "LASTHALFBLANK": _last_decided(
        with_cells(decided, "PlacedAdoption", DATE_PLACED="03/03/{p}"),
        ("03/03/{p}", "", ""),
        ("", "", ""),
    ),
    "UNPADDED": _last_decided(
        with_cells(decided, "PlacedAdoption", DATE_PLACED="3/3/{p}"), ("03/03/{p}", "", "")
    ),
    "UNPADDEDMATCH": _ad1(DATE_MATCH="10/1/{y}"),
    "ISODATES": _ad1(DATE_INT="{p}-04-05", DATE_MATCH="{p}-06-20"),
    "PADDEDDATE": _ad1(DATE_INT=" 05/04/{p}"),
    "PADDEDCODE": _ad1(SEX_ADOPTR="MF "),
    "ANCIENTDATE": _ad1(DATE_INT="05/04/1823"),
    "LASTUNREADABLE": _last_decided(decided, ("31/02/{p}", "", "")),
    "NOAD1": without(adopted, "AD1"),
    "CONSENTK": with_cells(
        with_cells(adopted, "Episodes", 1, PLACE="K2"), "Episodes", 2, PLACE="A4"
    ),
    "ORDERK": with_cells(
        with_cells(carer_adoption, "Episodes", 1, PLACE="K2"), "Episodes", 2, PLACE="A5"
    ),
    "K3": with_cells(in_care, "Episodes", PLACE="K3"),
    "H5": with_cells(in_care, "Episodes", PLACE="H5"),
    "P2": with_cells(in_care, "Episodes", PLACE="P2"),
    "Z1": with_cells(in_care, "Episodes", PLACE="Z1"),
    "Z11": with_cells(in_care, "Episodes", PLACE="Z11"),
    "TWICEADOPTED": with_rows(
        with_cells(
            adopted, "PlacedAdoption", DATE_PLACED_CEASED="09/01/{y}", REASON_PLACED_CEASED="RD1"
        ),
        "Episodes",
        lambda year: [
            *adopted(year)["Episodes"],
            episode(f"01/02/{year}", "S", "V2", "A4", f"01/03/{year}", "E11"),
        ],
    ),
    "REVERSEDADOPTED": with_cells(reversed_decision, "Episodes", DEC="01/12/{p}", REC="E12"),
    "D1AGAIN": with_rows(
        with_rows(in_care, "Episodes", episodes(("10/01/2005", "S", "D1", "U4"))),
        "PlacedAdoption",
        decisions(("05/04/{p}", "18/04/{p}", "RD1"), ("19/04/{p}", "", "")),
    ),
    "BADREVERSAL": _pa(DATE_PLACED_CEASED="31/09/{p}"),
    "BADREVERSALBLANK": _pa(DATE_PLACED_CEASED="31/09/{p}", REASON_PLACED_CEASED=""),
    "BADDECISION": with_cells(placed, "PlacedAdoption", DATE_PLACED="31/04/{p}"),
    "BADEND": with_cells(adopted, "Episodes", 2, DEC="31/02/{y}"),
    "BADBIRTH": with_cells(decided, "Header", DOB="31/02/{ppp}"),
    "D1LEFT": with_rows(
        decided, "Episodes", episodes(("10/01/{pp}", "S", "D1", "U4", "01/09/{p}", "E4A"))
    ),
    "OLDADOPTION": with_cells(adopted, "Episodes", 2, REC="E1"),
    "LEAVERADOPTED": with_cells(care_leaver, "Episodes", REC="E11"),
    "LEAVEROLD": with_cells(care_leaver, "Header", DOB="15/06/2000"),
    "LEAVERGONE": without(care_leaver, "Episodes", "Episodes_last"),
    "SHORTBREAKS": with_cells(reversed_decision, "Episodes", LS="V4"),
    "NORNE": with_cells(carer_adoption, "Episodes", 2, RNE=""),
    "NOPLACE": with_cells(adopted, "Episodes", 2, PLACE=""),
    "NOSTATUS": with_cells(adopted, "Episodes", 2, LS=""),
    "TWOSTAYS": with_rows(
        adopted,
        "Episodes",
        episodes(
            ("10/01/{pp}", "S", "C2", "U4", "20/04/{p}", "E4A"),
            ("22/04/{p}", "S", "E1", "U4", "15/06/{p}", "X1"),
            ("15/06/{p}", "P", "E1", "A6", "10/01/{y}", "E12"),
        ),
    ),
    "LASTADOPTED": with_rows(
        in_care, "Episodes_last", episodes(("10/01/{pp}", "S", "E1", "A6", "01/02/{p}", "E11"))
    ),
    "LATEDECISION": with_cells(decided, "PlacedAdoption", DATE_PLACED="01/04/{y}"),
    "ONLYREASON": with_cells(ordered, "PlacedAdoption", REASON_PLACED_CEASED="RD1"),
    "LOWER": _ad1(SEX_ADOPTR="mf", LS_ADOPTR="l11"),
}


def unreadable_starts(year: int) -> Child:
    """All starts unreadable: the validator's rules that look for a first episode stop."""
    child = adopted(year)
    for row in child["Episodes"]:
        row["DECOM"] = "31/02/2023"
    return child


def late_decision(year: int) -> Child:
    """A decision before care and after the placement: found only if the rules go on."""
    return with_cells(adopted, "PlacedAdoption", DATE_PLACED="01/01/{ppp}")(year)


def catalogue(year: int) -> dict[str, Child]:
    """Children by CHILD for one collection year: hits H<rule>, near misses N<rule>, and more."""
    children = {f"H{code}": hit(year) for code, (hit, _) in PAIRS.items()}
    children |= {f"N{code}": near(year) for code, (_, near) in PAIRS.items()}
    children |= {name: make(year) for name, make in MORE.items()}
    last_only = {"PLAINCARE2": in_care(year)}
    return dict(sorted((children | last_only).items()))


def special(year: int) -> dict[str, dict[str, Child]]:
    """Small returns of their own, for what would disturb the catalogue's other children."""
    return {
        "unreadable": {
            "UNREADABLE": unreadable_starts(year),
            "LATE": late_decision(year),
            "FINE": adopted(year),
        },
        "no_last": {
            name: {table: rows for table, rows in make(year).items() if not table.endswith("_last")}
            for name, make in {"ONE": adopted, "TWO": decided, "THREE": care_leaver}.items()
        },
    }
