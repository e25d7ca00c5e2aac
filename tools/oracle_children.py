"""How the oracle's made-up children are written down: bases, and changes to their rows.

A child is its rows by table; ``last`` tables stand under a name that ends in ``_last``. Dates are
written relative to the collection year, so one child serves every year. Nobody here is real.
"""

from __future__ import annotations

import copy
from collections.abc import Callable

__all__ = [
    "Child",
    "Make",
    "Row",
    "adopted",
    "care_leaver",
    "carer_adoption",
    "decided",
    "decided_again",
    "decisions",
    "episode",
    "episodes",
    "in_care",
    "ordered",
    "placed",
    "reversed_decision",
    "with_cells",
    "with_rows",
    "without",
]

Row = dict[str, str]
Child = dict[str, list[Row]]
Make = Callable[[int], Child]


def episode(
    start: str, reason: str, status: str, place: str, end: str = "", ended: str = ""
) -> Row:
    """One Episodes row."""
    provider = "PR1" if place[:1] in "AU" else "PR4"
    return {
        **{"DECOM": start, "RNE": reason, "LS": status, "CIN": "N1", "PLACE": place},
        **{"PLACE_PROVIDER": provider, "DEC": end, "REC": ended},
        **{"REASON_PLACE_CHANGE": "", "HOME_POST": "", "PL_POST": "", "URN": ""},
    }


def header(year: int, born: str | None = None) -> Row:
    """One Header row: a boy of about three."""
    sex = "1" if year < 2025 else "M"
    return {"SEX": sex, "DOB": born or f"15/06/{year - 4}", "ETHNIC": "WBRI", "UPN": "UN1"} | {
        "MOTHER": "",
        "MC_DOB": "",
    }


def in_care(year: int) -> Child:
    """In one foster placement since before the year."""
    start = f"10/01/{year - 2}"
    return {
        "Header": [header(year)],
        "Episodes": [episode(start, "S", "C2", "U4")],
        "Episodes_last": [episode(start, "S", "C2", "U4")],
    }


def decided(year: int) -> Child:
    """In foster care, with a decision for adoption in the year."""
    child = in_care(year)
    child["PlacedAdoption"] = [decision(year, f"05/04/{year - 1}")]
    return child


def decision(year: int, on: str, over: str = "", why: str = "") -> Row:
    """One PlacedAdoption row."""
    return {"DOB": f"15/06/{year - 4}", "DATE_PLACED": on, "DATE_PLACED_CEASED": over} | {
        "REASON_PLACED_CEASED": why
    }


def ordered(year: int) -> Child:
    """Decided, and under a placement order since 20 April."""
    child = decided(year)
    first = episode(f"10/01/{year - 2}", "S", "C2", "U4", f"20/04/{year - 1}", "X1")
    child["Episodes"] = [first, episode(f"20/04/{year - 1}", "L", "E1", "U4")]
    return child


def placed(year: int) -> Child:
    """Ordered, and placed for adoption with new carers on 15 June."""
    child = ordered(year)
    child["Episodes"][1] |= {"DEC": f"15/06/{year - 1}", "REC": "X1"}
    child["Episodes"].append(episode(f"15/06/{year - 1}", "P", "E1", "A6"))
    return child


def adopted(year: int) -> Child:
    """Placed, and adopted on 10 January."""
    child = placed(year)
    child["Episodes"][2] |= {"DEC": f"10/01/{year}", "REC": "E11"}
    child["AD1"] = [
        {"DOB": f"15/06/{year - 4}", "DATE_INT": f"05/04/{year - 1}"}
        | {"DATE_MATCH": f"20/05/{year - 1}", "FOSTER_CARE": "0", "NB_ADOPTR": "2"}
        | {"SEX_ADOPTR": "MF", "LS_ADOPTR": "L11"}
    ]
    return child


def carer_adoption(year: int) -> Child:
    """Adopted by the foster carers: the placement became adoptive without a move."""
    child = adopted(year)
    child["Episodes"][2] |= {"RNE": "T", "PLACE": "A5"}
    child["AD1"][0]["FOSTER_CARE"] = "1"
    return child


def reversed_decision(year: int) -> Child:
    """Decided in the year, and the decision reversed in it."""
    child = decided(year)
    child["PlacedAdoption"][0] |= {"DATE_PLACED_CEASED": f"01/09/{year - 1}"} | {
        "REASON_PLACED_CEASED": "RD1"
    }
    return child


def decided_again(year: int) -> Child:
    """A decision reversed, and a second one that stands; adopted under the second."""
    child = adopted(year)
    child["PlacedAdoption"] = [
        decision(year, f"02/04/{year - 1}", f"04/04/{year - 1}", "RD4"),
        decision(year, f"05/04/{year - 1}"),
    ]
    return child


def care_leaver(year: int) -> Child:
    """In care from 13 to the 18th birthday in the year, then in the care leavers' table."""
    child = in_care(year)
    born = f"15/06/{year - 19}"
    start = f"10/01/{year - 2}"
    child["Header"] = [header(year, born)]
    child["Episodes"] = [episode(start, "S", "C2", "U4", f"15/06/{year - 1}", "E5")]
    child["OC3"] = [{"DOB": born, "IN_TOUCH": "YES", "ACTIV": "F2", "ACCOM": "U1"}]
    return child


def with_cells(make: Make, table: str, row: int = 0, **cells: str) -> Make:
    """The same child with other cells in one row; {y}, {p} and {pp} are the year, -1 and -2."""

    def made(year: int) -> Child:
        child = copy.deepcopy(make(year))
        child[table][row] |= {name: at(text, year) for name, text in cells.items()}
        return child

    return made


def with_rows(make: Make, table: str, rows: Callable[[int], list[Row]]) -> Make:
    """The same child with other rows in one table."""

    def made(year: int) -> Child:
        child = copy.deepcopy(make(year))
        child[table] = rows(year)
        return child

    return made


def without(make: Make, *tables: str) -> Make:
    """The same child without those tables."""

    def made(year: int) -> Child:
        return {name: rows for name, rows in make(year).items() if name not in tables}

    return made


def at(text: str, year: int) -> str:
    """The text with {y}, {p}, {pp} and {ppp} as the year and one, two and three before."""
    return text.format(y=year, p=year - 1, pp=year - 2, ppp=year - 3)


def decisions(*rows: tuple[str, str, str]) -> Callable[[int], list[Row]]:
    """PlacedAdoption rows from date, reversal and reason."""
    return lambda year: [
        decision(year, at(on, year), at(over, year), why) for on, over, why in rows
    ]


def episodes(*rows: tuple[str, ...]) -> Callable[[int], list[Row]]:
    """Episodes rows from start, RNE, LS, PLACE and perhaps end and REC."""
    return lambda year: [episode(*(at(cell, year) for cell in row)) for row in rows]
