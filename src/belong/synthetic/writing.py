"""Writes a made-up region: its councils' returns, the right answers, and a note on what it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from belong.domain.errors import BelongError
from belong.formats.ssda903 import TABLES, write_return
from belong.synthetic.histories import Region
from belong.synthetic.region import council_name
from belong.synthetic.returns import Tables, return_tables
from belong.synthetic.truth import truth

__all__ = ["Form", "write_region"]

Form = Literal["csv", "xml", "xlsx"]

#: Where a return of each form goes, below OUT/<authority>/<year>.
_FILE_NAMES: dict[Form, str] = {"csv": "", "xml": "return.xml", "xlsx": "return.xlsx"}


def write_region(
    region: Region,
    out: Path,
    *,
    form: Form = "csv",
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Write OUT/<authority>/<year>/ for every return, OUT/truth.json and OUT/README.txt.

    form: csv writes a folder of CSV files, xml and xlsx one file in that folder; the XML has no
    place for social workers' episodes. progress: called with (returns written, returns in all)
    after each. Raises BelongError where the folder cannot be written to.
    """
    wanted = [(la, year) for la in region.la_codes for year in region.return_years(la)]
    try:
        for number, (la_code, year) in enumerate(wanted, start=1):
            folder = out / la_code / str(year)
            folder.mkdir(parents=True, exist_ok=True)
            _write(return_tables(region, la_code, year), folder / _FILE_NAMES[form], form)
            if progress is not None:
                progress(number, len(wanted))
        answers = json.dumps(truth(region), indent=1) + "\n"
        (out / "truth.json").write_text(answers, encoding="utf-8", newline="\n")
        (out / "README.txt").write_text(_about(region), encoding="utf-8", newline="\n")
    except OSError as error:
        raise BelongError(
            "The made-up region could not be written there.",
            where=str(out),
            mend="Choose a folder that you may write to, on a disk with room.",
        ) from error


def _write(tables: Tables, destination: Path, form: Form) -> None:
    import polars as pl

    frames = {
        name: pl.DataFrame(
            rows, schema=dict.fromkeys(TABLES[name].columns, pl.String), orient="row"
        )
        for name, rows in tables.items()
        if not (form == "xml" and name == "SWEpisodes")
    }
    write_return(frames, destination, form)


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
