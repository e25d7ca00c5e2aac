"""The work of ``belong synth``."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from belong.cli.console import deliver, progress_bar
from belong.cli.options import ShortFormat
from belong.domain.errors import BelongError

__all__ = ["run"]

OWN_FILES = ("README.txt", "truth.json")
FICTIONAL = re.compile(r"99\d", re.ASCII)
YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?", re.ASCII)
EARLIEST, LATEST, MOST_YEARS = 2000, 2100, 30


def run(out: Path, seed: int, las: str, children: int, years: str, style: ShortFormat) -> None:
    """Make the region, write it and say where. Raises BelongError."""
    from belong.synthetic import make_region, write_region

    codes = _codes(las)
    first, last = _years(years)
    _make_room(out)
    region = make_region(seed, codes, children, (first, last))
    try:
        with progress_bar("Writing returns") as progress:
            write_region(region, out, progress=progress)
    except OSError as error:
        raise BelongError(
            "the folder cannot be written to.", where=str(out), mend="Choose another."
        ) from error
    if style is ShortFormat.json:
        from belong.reports.data import as_json

        made = {
            "folder": str(out),
            "truth": str(out / "truth.json"),
            "authorities": list(codes),
            "years": list(range(first, last + 1)),
            "children": len(region.histories),
            "seed": seed,
        }
        deliver(as_json(made), None)
        return
    from belong.reports.words import count_of

    councils = count_of(len(codes), "made-up council")
    deliver(
        f"Written: {out} ({councils}, {len(region.histories):,} children, "
        f"returns of {first} to {last}; the right answers are in truth.json)\n"
        f"Next: belong scorecard {out}",
        None,
    )


def _make_room(out: Path) -> None:
    """Take away an older made-up region; anything else that is there stays and is an error.

    Raises BelongError.
    """
    if not out.exists():
        return
    there = sorted(out.iterdir()) if out.is_dir() else [out]
    ours = [entry for entry in there if entry.name in OWN_FILES or FICTIONAL.fullmatch(entry.name)]
    is_region = (out / "truth.json").is_file()
    if there and (ours != there or not is_region):
        raise BelongError(
            "there is something here already that is no made-up region.",
            where=str(out),
            mend="Name a folder that is empty or not there yet.",
        )
    for entry in ours:
        if entry.is_dir():
            shutil.rmtree(entry)


def _codes(las: str) -> tuple[str, ...]:
    """The codes of made-up councils. Raises BelongError for one that a real council may bear."""
    codes = tuple(dict.fromkeys(code.strip() for code in las.split(",") if code.strip()))
    wrong = [code for code in codes if not FICTIONAL.fullmatch(code)]
    if wrong or not codes:
        raise BelongError(
            f"--las {las}: made-up councils have codes from 990 to 999.",
            mend="No real council gets made-up returns. Example: --las 991,992.",
        )
    return codes


def _years(years: str) -> tuple[int, int]:
    """First and last year. Raises BelongError where they are no years, or backward."""
    found = YEARS.fullmatch(years.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not EARLIEST <= first <= last <= LATEST or last - first >= MOST_YEARS:
        raise BelongError(
            f"--years {years}: not years that can be made up.", mend="Example: --years 2016-2024."
        )
    return first, last
