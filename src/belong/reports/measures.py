"""How indicators are named and ordered where people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from belong.analytics.definitions import DEFINITIONS
from belong.domain.calendar import financial_year_label
from belong.reports.model import Cell, Column, Table
from belong.reports.words import NOT_AVAILABLE, listed, ordinal, short_window, value_text

if TYPE_CHECKING:
    from belong.analytics.figures import Figure

__all__ = [
    "FEW",
    "NOT_RELIABLE",
    "ORDER",
    "SHORT_NAMES",
    "Row",
    "by_area_table",
    "england_text",
    "is_shaky",
    "notes_of",
    "rank_text",
    "summary_tables",
    "threshold_text",
    "value_cell",
    "windows_of",
]

#: One row of ``FigureSet.figures``, by column name.
Row = dict[str, Any]

#: The headline first, then what it is made of, then flows, then those who wait.
ORDER = ("A10", "A1", "A20", "A2", "A3", "A4", "A5", "A15", "A16", "A9", "A14")

SHORT_NAMES = {
    "A1": "Entering care to placed for adoption (days)",
    "A2": "Placement order to match (days)",
    "A3": "Waited less than A1's threshold (%)",
    "A4": "Left care by adoption (%)",
    "A5": "Decision changed away from adoption (%)",
    "A9": "Waiting to be placed (children)",
    "A10": "Entering care to moving in with adopters (days)",
    "A14": "Waiting to be placed, with an order (children)",
    "A15": "New decisions for adoption",
    "A16": "New placement orders",
    "A20": "Entering care to placement order (days)",
}

#: Under so many children one child decides the figure.
FEW = 6

NOT_RELIABLE = (
    f"not to be relied on: under {FEW} children, or more children could not be counted than were"
)

_KINDS = (
    ("three_year", "Three years together (number of children in brackets)"),
    ("year", "In the year"),
    ("snapshot", "On 31 March"),
)


def windows_of(rows: Sequence[Row], indicator: str) -> list[Row]:
    """The rows of one indicator, oldest window first."""
    return sorted((row for row in rows if row["indicator"] == indicator), key=lambda r: r["year"])


def value_cell(row: Row) -> str:
    """'412 (31)': value and children; '*' for part of the window, '!' for too few children."""
    if row.get("symbol"):
        return str(row["symbol"])
    text = value_text(row["value"], row["unit"])
    if text == NOT_AVAILABLE:
        return text
    if row["denominator"] is not None:
        text = f"{text} ({row['denominator']:,})"
    return f"{text}{'*' if row['years_missing'] else ''}{'!' if is_shaky(row) else ''}"


def is_shaky(row: Row) -> bool:
    """Whether a mean or share rests on under 6 children, or on fewer than could not count."""
    count = row["denominator"]
    return count is not None and count < max(FEW, 1 + row.get("not_computable", 0))


def notes_of(figure: Figure, missed: int | None = None) -> list[str]:
    """The figure's notes, and whether it is to be relied on.

    missed: how many children could not be computed, where the figure does not hold them itself.
    """
    count = len(figure.not_computable) if missed is None else missed
    row = {"denominator": figure.denominator, "not_computable": count}
    is_weak = figure.value is not None and is_shaky(row)
    return [*figure.notes, *([NOT_RELIABLE] if is_weak else [])]


def threshold_text(row: Row) -> str | None:
    """'426', or '426 (custom)' where it is not official."""
    if row["threshold"] is None:
        return None
    is_official = (row["threshold_basis"] or "").startswith("official")
    return f"{row['threshold']:,}" if is_official else f"{row['threshold']:,} (custom)"


def england_text(rows: Sequence[Row]) -> str | None:
    """England for the last window that has one, with the window named if it is an earlier one."""
    for row in reversed(rows):
        if row["england"] is not None:
            text = value_text(row["england"], row["unit"])
            return text if row is rows[-1] else f"{text} ({row['window']})"
    return None


def rank_text(row: Row) -> str | None:
    """'4th of 149'; None where nothing was ranked."""
    if row["rank_position"] is None:
        return None
    return f"{ordinal(row['rank_position'])} of {row['rank_of']:,}"


def summary_tables(rows: Sequence[Row]) -> tuple[Table, ...]:
    """One area's indicators in three tables, by the stretch of time that they speak of."""
    tables = []
    for kind, caption in _KINDS:
        codes = [code for code in ORDER if DEFINITIONS[code].window == kind]
        by_code = {code: found for code in codes if (found := windows_of(rows, code))}
        if by_code:
            tables.append(_summary(caption, by_code))
    return tuple(tables)


def _summary(caption: str, by_code: dict[str, list[Row]]) -> Table:
    labels = [row["window"] for row in next(iter(by_code.values()))]
    lines: list[list[Cell]] = []
    for code, found in by_code.items():
        last = found[-1]
        line: list[Cell] = [code, SHORT_NAMES[code], *(value_cell(row) for row in found)]
        lines.append([*line, threshold_text(last), england_text(found), rank_text(last)])
    columns = [
        Column("Code"),
        Column("Measure"),
        *(Column(short_window(label), is_number=True) for label in labels),
        *(Column(title, is_number=True) for title in ("Threshold", "England", "Rank")),
    ]
    kept = [
        index
        for index in range(len(columns))
        if index < 2 + len(labels) or any(line[index] is not None for line in lines)
    ]
    return Table(
        caption=caption,
        columns=tuple(columns[index] for index in kept),
        rows=tuple(tuple(line[index] for index in kept) for line in lines),
        note=_note([row for found in by_code.values() for row in found]),
    )


def _note(rows: Sequence[Row]) -> str | None:
    """What the signs in the table stand for, only where they are used."""
    parts = []
    missing = sorted({year for row in rows for year in row["years_missing"]})
    if missing:
        years = listed(financial_year_label(year) for year in missing)
        parts.append(f"* of part of the window only: no return was supplied for {years}.")
    if any(row["threshold_basis"] not in (None, "official") for row in rows):
        parts.append("custom: by custom shown beside this measure; DfE has set none for it.")
    if any(is_shaky(row) for row in rows if row["value"] is not None):
        parts.append(f"! {NOT_RELIABLE}.")
    if any(row.get("symbol") for row in rows):
        parts.append("c: hidden, so that no child can be recognised.")
    among = sorted({row["rank_among"] for row in rows if row["rank_among"]})
    parts += [f"Rank: among {words}; 1st is best." for words in among]
    return " ".join(parts) or None


def by_area_table(rows: Sequence[Row], names: Mapping[str, str], year: int) -> Table:
    """One row for each area: every indicator of the window that ends in ``year``."""
    by_area: dict[str, dict[str, Row]] = {}
    for row in rows:
        if row["year"] == year:
            by_area.setdefault(row["area"], {})[row["indicator"]] = row
    codes = [code for code in ORDER if any(code in found for found in by_area.values())]
    lines = [
        (
            names.get(area, area),
            *(value_cell(found[code]) if code in found else None for code in codes),
        )
        for area, found in by_area.items()
    ]
    return Table(
        caption=f"Every area, last window (to 31 March {year}); number of children in brackets",
        columns=(Column("Area"), *(Column(code, is_number=True) for code in codes)),
        rows=tuple(lines),
    )
