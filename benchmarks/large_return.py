"""One large made-up return and the one before it, for measuring the rules.

Not a plausible region (``belong synth`` makes those): only as many children, episodes and rows in
every table as all England has, most of them without fault.
"""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

from belong.formats.ssda903 import TABLES

__all__ = ["write_large_return"]

YEAR = 2025
FIRST_DAY = date(YEAR - 1, 4, 1)
#: Of all England, because the validator reads every postcode of the letters that it meets.
POSTCODE_AREAS = (
    *("B", "BS", "CB", "DE", "E", "EX", "GL", "HU", "IP", "KT", "L", "LE", "M", "N", "NE", "OX"),
    *("PE", "RG", "S", "SE", "TN", "UB", "W", "YO"),
)
Tables = dict[str, list[list[str]]]


def write_large_return(out: Path, children: int) -> int:
    """Write OUT/this and OUT/last for the year to 31 March 2025; gives the number of episodes.

    About 2.9 episodes and two reviews a child; one child in twelve with a decision for adoption,
    one in thirty adopted, one in fifty with a slip of the pen.
    """
    rng = random.Random(903)
    this: Tables = {name: [] for name in TABLES if name not in ("DoLo", "UASC")}
    last: Tables = {name: [] for name in this}
    for number in range(children):
        _add_child(rng, f"{100000 + number}", this, last)
    for folder, tables in ((out / "this", this), (out / "last", last)):
        folder.mkdir(parents=True)
        for name, rows in tables.items():
            with (folder / TABLES[name].file_name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(TABLES[name].columns)
                writer.writerows(rows)
    return len(this["Episodes"])


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _add_child(rng: random.Random, child: str, this: Tables, last: Tables) -> None:
    """One child's rows in both years."""
    is_leaver = rng.random() < 0.1
    age = 18 if is_leaver else rng.randrange(1, 17)
    born = _day(date(YEAR - 1 - age, rng.randrange(4, 13), rng.randrange(1, 28)))
    came = FIRST_DAY - timedelta(days=rng.randrange(200, 900))
    has_plan = not is_leaver and rng.random() < 0.085
    is_adopted = has_plan and rng.random() < 0.4
    has_slip = rng.random() < 0.02
    header = [child, rng.choice("MF"), born, "WBRI", "UN1", "", ""]
    this["Header"].append(header)
    last["Header"].append(header)
    starts = [came]
    for _ in range(rng.choice((0, 1, 1, 2, 2, 3, 3, 3))):
        starts.append(max(starts[-1], FIRST_DAY) + timedelta(days=rng.randrange(1, 80)))
    status = "C2"
    decided_on = FIRST_DAY + timedelta(days=rng.randrange(1, 20))
    if has_plan:
        starts = [came, decided_on + timedelta(days=20), decided_on + timedelta(days=90)]
    post = f"{rng.choice(POSTCODE_AREAS)}{rng.randrange(1, 20)} {rng.randrange(1, 10)}AA"
    rows = []
    for at, start in enumerate(starts):
        is_last = at == len(starts) - 1
        if has_plan and at > 0:
            status = "E1"
        place = "A6" if has_plan and at == 2 else "U4"
        reason = "S" if at == 0 else "L" if has_plan and at == 1 else "P"
        end = "" if is_last else _day(starts[at + 1])
        why = "" if is_last else "X1"
        if is_last and (is_adopted or is_leaver):
            end = _day(start + timedelta(days=90))
            why = "E11" if is_adopted else "E5"
        rows.append(
            [child, _day(start), reason, status, "N1", place, "PR4", end, why, "", post, post, ""]
        )
    if has_slip:
        # Never a start: the validator's rules stop where all starts of one child are unreadable.
        rng.choice(rows)[rng.choice((2, 3, 5, 7, 8))] = rng.choice(("", "XX", "31/02/2025"))
    this["Episodes"] += rows
    for at in range(len(rows)):
        # As many episodes last year, the last of them open and the first of this year's.
        start = came - timedelta(days=40 * (len(rows) - 1 - at))
        is_last = at == len(rows) - 1
        end = "" if is_last else _day(start + timedelta(days=40))
        why = "" if is_last else "X1"
        reason = "S" if at == 0 else "P"
        last["Episodes"].append(
            [child, _day(start), reason, "C2", "N1", "U4", "PR4", end, why, "", post, post, ""]
        )
    if has_plan:
        this["PlacedAdoption"].append([child, born, _day(decided_on), "", ""])
        if rng.random() < 0.1:
            last["PlacedAdoption"].append([child, born, "03/03/2023", "01/03/2024", "RD1"])
    if is_adopted:
        match = decided_on + timedelta(days=70)
        row = [child, born, _day(decided_on), _day(match), "0", "2", "MF", "L11"]
        if has_slip:
            row[rng.randrange(2, 8)] = rng.choice(("", "M1", "L0"))
        this["AD1"].append(row)
    if is_leaver:
        this["OC3"].append([child, born, "YES", "F2", "U1"])
    else:
        this["OC2"].append([child, born, *["5", "", "0", "1", "1", "1", "1", "0", "0", "0"]])
        last["OC2"].append(this["OC2"][-1])
    for tables, year in ((this, YEAR), (last, YEAR - 1)):
        for month in (6, 12):
            tables["Reviews"].append([child, born, f"05/{month:02d}/{year - 1}", "PN1"])
        tables["PrevPerm"].append([child, born, "Z1", "", ""])
        tables["SWEpisodes"].append([child, born, "SW1", _day(came), "", ""])
    if rng.random() < 0.05:
        this["Missing"].append([child, born, "M", f"05/07/{YEAR - 1}", f"06/07/{YEAR - 1}"])
