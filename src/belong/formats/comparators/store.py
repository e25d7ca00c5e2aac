"""Comparators that ship with Belong, and those that somebody has brought in."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path

from belong.domain.comparators import ComparatorSet, PublishedValue
from belong.domain.errors import BelongError
from belong.formats.comparators.cells import read_cell
from belong.formats.comparators.layouts import LAYOUTS, Row

__all__ = ["import_comparators", "load", "save", "shipped"]

_FILE = "comparators.csv"
_COLUMNS = (
    "measure",
    "area",
    "period",
    "breakdown",
    "printed",
    "unit",
    "source",
    "vintage",
)
_MOST_BYTES = 200_000_000


def shipped() -> ComparatorSet:
    """England's values that come with Belong, each with source and vintage."""
    text = resources.files(__package__).joinpath("england.csv").read_text(encoding="utf-8")
    return ComparatorSet(tuple(_tidy(csv.DictReader(text.splitlines()), "england.csv")))


def load(folder: Path) -> ComparatorSet:
    """What ships, with what was saved in the folder on top; the folder need not exist.

    Raises BelongError where the saved file cannot be read.
    """
    path = folder / _FILE
    if not path.exists():
        return shipped()
    return shipped().with_values(_tidy(_rows(path), str(path)))


def save(comparators: ComparatorSet, folder: Path) -> Path:
    """Writes every value that does not ship to the folder, made if need be; gives the file's path.

    The file is replaced whole: a break-off half way leaves the old one.
    """
    ours = set(shipped().values)
    folder.mkdir(parents=True, exist_ok=True)
    path, draft = folder / _FILE, folder / f"{_FILE}.new"
    with draft.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(
            (v.measure, v.area, v.period, v.breakdown, v.as_printed, v.unit, v.source, v.vintage)
            for v in comparators.values
            if v not in ours
        )
    draft.replace(path)
    return path


def import_comparators(path: Path, *, vintage: str | None = None) -> ComparatorSet:
    """The values of a published table, whatever it is called, known by its columns.

    vintage: the day (2024-05-22) or name of the release, where the table does not name releases
    itself; the file's name without one. Empty cells say nothing and are passed over.
    Raises BelongError: no such file, no table, a layout that is not known, a cell that is neither
    number nor sign.
    """
    rows = _rows(path)
    columns = list(rows[0]) if rows else []
    for layout in LAYOUTS:
        if layout.needs <= set(columns):
            release = vintage or path.stem
            found = [
                value
                for number, cells in enumerate(rows, start=1)
                for value in layout.read(Row(number, cells, str(path)), columns, release)
                if value.status != "blank"
            ]
            return ComparatorSet().with_values(found)
    raise BelongError(
        "this is no layout of a published table that Belong knows"
        + (f": its columns are {', '.join(columns)}." if columns else ": it holds no rows."),
        where=str(path),
        mend="Known are: "
        + "; ".join(f"{lay.name} (columns {', '.join(sorted(lay.needs))})" for lay in LAYOUTS)
        + ".",
    )


def _rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file as text, cells by column. Raises BelongError where it cannot be read."""
    if not path.is_file():
        raise BelongError("there is no such file.", where=str(path), mend="Check the path.")
    if path.stat().st_size > _MOST_BYTES:
        raise BelongError(
            "the file is larger than any published table of this kind.",
            where=str(path),
            mend="Supply the table itself as CSV.",
        )
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    try:
        reader = csv.DictReader(text.splitlines(), strict=True)
        rows = list(reader)
    except csv.Error as fault:
        raise BelongError(
            f"this cannot be read as CSV ({fault}).",
            where=str(path),
            mend="Save the table as CSV (comma delimited).",
        ) from fault
    for number, row in enumerate(rows, start=1):
        if None in row or None in row.values():
            raise BelongError(
                f"row {number} has not as many cells as the header.",
                where=str(path),
                mend="Supply the table as it was published.",
            )
    return rows


def _tidy(rows: Iterable[Mapping[str, str]], path: str) -> list[PublishedValue]:
    """Values of a table in our own columns."""
    values = []
    for number, row in enumerate(rows, start=1):
        read = read_cell(row["printed"]) if set(_COLUMNS) <= set(row) else None
        if read is None:
            raise BelongError(
                f"row {number} is not as Belong wrote it.",
                where=path,
                mend="Remove the file and import the published tables again.",
            )
        values.append(
            PublishedValue(
                measure=row["measure"],
                area=row["area"],
                period=row["period"],
                value=read[0],
                status=read[1],
                unit=row["unit"],
                source=row["source"],
                vintage=row["vintage"],
                as_printed=row["printed"],
                breakdown=row["breakdown"],
            )
        )
    return values
