"""Ten years of returns as large as all England's, made up, for the benchmarks.

A few councils are made up in full and stand in for the others under further codes, as files of
their own: what is measured is reading, merging and computing, and those do not know that two
councils are alike. Codes are none of a real authority.
"""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

from belong.formats.ssda903 import TABLES
from belong.synthetic import make_region
from belong.synthetic.returns import return_tables

FIRST_CODE = 501


@dataclass(frozen=True)
class Size:
    """councils, of which made_up are made in full; children each; years first to last."""

    councils: int
    made_up: int
    children: int
    years: tuple[int, int]


#: About 2.9 million episode rows: 150 authorities of about 1,930 a year.
ENGLAND = Size(councils=150, made_up=5, children=4500, years=(2015, 2024))
SMALL = Size(councils=15, made_up=3, children=450, years=(2015, 2024))


def write_england(out: Path, size: Size) -> int:
    """Write OUT/<authority>/<year>/ for every council; gives the number of episode rows."""
    first, last = size.years
    episodes = 0
    patterns = []
    for number in range(size.made_up):
        code = str(FIRST_CODE + number)
        region = make_region(1, (code,), size.children, size.years)
        rows = 0
        for year in range(first, last + 1):
            folder = out / code / str(year)
            folder.mkdir(parents=True)
            for name, lines in return_tables(region, code, year).items():
                table = TABLES[name]
                with (folder / table.file_name).open("w", encoding="utf-8", newline="") as file:
                    writer = csv.writer(file)
                    writer.writerow(table.columns)
                    writer.writerows(lines)
                rows += len(lines) if name == "Episodes" else 0
        patterns.append((out / code, rows))
        episodes += rows
    for number in range(size.made_up, size.councils):
        pattern, rows = patterns[number % size.made_up]
        shutil.copytree(pattern, out / str(FIRST_CODE + number))
        episodes += rows
    return episodes
