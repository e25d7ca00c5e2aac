"""Writes a made-up region: its councils' returns, the right answers, and a note on what it is."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from belong.formats.ssda903.tables import TABLES
from belong.synthetic.histories import Region
from belong.synthetic.region import council_name
from belong.synthetic.returns import Tables, return_tables
from belong.synthetic.truth import truth

__all__ = ["write_region"]

Form = Literal["csv", "xml", "xlsx"]


def write_region(
    region: Region,
    out: Path,
    *,
    form: Form = "csv",
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Write OUT/<authority>/<year>/ for every return, OUT/truth.json and OUT/README.txt.

    progress: called with (returns written, returns in all) after each. Raises OSError where the
    folder cannot be written to.
    """
    wanted = [(la, year) for la in region.la_codes for year in region.return_years(la)]
    for number, (la_code, year) in enumerate(wanted, start=1):
        folder = out / la_code / str(year)
        folder.mkdir(parents=True, exist_ok=True)
        _write_csv(return_tables(region, la_code, year), folder)
        if progress is not None:
            progress(number, len(wanted))
    with (out / "truth.json").open("w", encoding="utf-8", newline="\n") as file:
        json.dump(truth(region), file, indent=1)
        file.write("\n")
    (out / "README.txt").write_text(_about(region), encoding="utf-8", newline="\n")


def _write_csv(tables: Tables, folder: Path) -> None:
    for name, rows in tables.items():
        table = TABLES[name]
        with (folder / table.file_name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.columns)
            writer.writerows(rows)


def _about(region: Region) -> str:
    first, last = region.years
    councils = ", ".join(f"{council_name(la)} ({la})" for la in region.la_codes)
    return (
        "Everything in this folder is made up. No child, carer or council in it exists.\n\n"
        f"Councils: {councils}.\n"
        f"Returns: the years ending 31 March {first} to 31 March {last}, one folder per council and"
        " year.\n"
        "truth.json: the right answers, worked out from the made-up lives and not from the"
        " returns.\n"
        f"Made with seed {region.seed}; the same seed makes the same region again.\n"
    )
