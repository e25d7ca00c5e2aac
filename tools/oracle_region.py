"""A small noisy region for the oracle: plausible children, then random slips in their cells."""

from __future__ import annotations

import random
from datetime import date, timedelta

from tools.oracle_children import (
    Child,
    Row,
    adopted,
    care_leaver,
    carer_adoption,
    decided,
    decided_again,
    in_care,
    ordered,
    placed,
    reversed_decision,
)

__all__ = ["region"]

BASES = (in_care, decided, ordered, placed, adopted, carer_adoption, reversed_decision)
RARE = (decided_again, care_leaver)
CODES = {
    "RNE": ("S", "P", "L", "T", "U", "B", ""),
    "LS": ("C1", "C2", "E1", "D1", "V2", "V3", "V4", "XX", ""),
    "PLACE": ("U1", "U4", "A3", "A4", "A5", "A6", "K2", "H5", "Z1", "Z11", "R1", "P1", "QQ", ""),
    "PLACE_PROVIDER": ("PR1", "PR2", "PR3", "PR4", ""),
    "REC": ("X1", "E11", "E12", "E4A", "E8", "E45", "E99", ""),
    "FOSTER_CARE": ("0", "1", "2", ""),
    "NB_ADOPTR": ("1", "2", "3", ""),
    "SEX_ADOPTR": ("M1", "F1", "MM", "FF", "MF", "FM", ""),
    "LS_ADOPTR": ("L0", "L11", "L12", "L2", "L3", "L4", "L5", ""),
    "REASON_PLACED_CEASED": ("RD1", "RD4", "RD9", ""),
    "IN_TOUCH": ("YES", "NO", ""),
    "ACTIV": ("F2", ""),
    "ACCOM": ("U1", ""),
}
DATES = (*("DOB", "DECOM", "DEC", "DATE_INT", "DATE_MATCH", "DATE_PLACED", "DATE_PLACED_CEASED"),)


def region(year: int, *, seed: int, children: int = 120) -> dict[str, Child]:
    """Children by CHILD: about half as they should be, half with one to three slips."""
    rng = random.Random(f"{year}-{seed}")  # noqa: S311 (made-up data)
    made: dict[str, Child] = {}
    for number in range(children):
        make = rng.choice(RARE) if rng.random() < 0.15 else rng.choice(BASES)
        child = make(year)
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 3))):
            _slip(rng, child, year)
        made[f"{year}{seed:02d}{number:04d}"] = child
    return made


def _slip(rng: random.Random, child: Child, year: int) -> None:
    """Spoil one cell, or drop, double or add a row."""
    names = [name for name in child if child[name]]
    if not names:
        return
    name = rng.choice([each for each in names if not each.endswith("_last")] or names)
    rows = child[name]
    row = rng.choice(rows)
    dice = rng.random()
    if dice < 0.08 and name != "Episodes":
        rows.remove(row)
    elif dice < 0.13:
        rows.append(dict(row))
    else:
        column = rng.choice([each for each in row if each in CODES or each in DATES])
        row[column] = (
            rng.choice(CODES[column]) if column in CODES else _date(rng, row, column, year)
        )


def _date(rng: random.Random, row: Row, column: str, year: int) -> str:
    """Another date: blank, unreal, or near a day that matters."""
    dice = rng.random()
    if dice < 0.15 and column != "DECOM":
        return ""
    if dice < 0.22 and column != "DECOM":
        return "31/02/2023"
    marks = (date(year - 1, 4, 1), date(year, 3, 31), date(year - 1, 6, 15), date(year - 1, 4, 20))
    if dice < 0.6:
        day = rng.choice(marks) + timedelta(days=rng.randint(-1, 1))
    else:
        day = date(year - 2, 4, 1) + timedelta(days=rng.randrange(760))
    return day.strftime("%d/%m/%Y")
