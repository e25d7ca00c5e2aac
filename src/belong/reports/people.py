"""The children behind the figures of one area: who is in, who is left out and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from belong.analytics.definitions import DEFINITIONS
from belong.reports.measures import ORDER
from belong.reports.model import Cell, Column, Table
from belong.reports.words import count_of

if TYPE_CHECKING:
    import polars as pl

__all__ = ["TIMES", "KeyOf", "children_table", "left_out_table"]

#: Gives the key under which a child of an authority may be shown.
KeyOf = Callable[[str, str], str]

#: Means of days, in the order in which a child's adoption is read.
TIMES = ("A10", "A1", "A20", "A2")

#: More rows than a page can be read with; the whole list is in `belong figure --format csv`.
MOST_CHILDREN = 300

COUNTED = {"member": "counted", "excluded": "left out", "not_computable": "not computable"}


def children_table(
    membership: pl.DataFrame, windows: Mapping[str, str], key_of: KeyOf
) -> Table | None:
    """One row for each child adopted in the last window: days in each mean; None without any.

    membership: rows of one area. windows: label of the last window of each indicator.
    """
    by_child: dict[tuple[str, str], dict[str, list[Cell]]] = {}
    for row in _rows(membership, windows, TIMES):
        cells = by_child.setdefault((row["la_code"], row["child_id"]), {})
        shown = row["value"] if row["status"] == "member" else COUNTED[row["status"]]
        cells.setdefault(row["indicator"], []).append(shown)
    if not by_child:
        return None
    lines = sorted(
        (
            (key_of(*child), *(_one(cells.get(code, [])) for code in TIMES))
            for child, cells in by_child.items()
        ),
        key=lambda line: (-line[1] if isinstance(line[1], int) else 1, line[0]),
    )
    shown = lines[:MOST_CHILDREN]
    more = len(lines) - len(shown)
    return Table(
        caption=f"Children adopted in {windows['A10']}, longest time from care to moving in first",
        columns=(
            Column("Child"),
            Column("A10: care to moving in (days)", is_number=True),
            Column("A1: care to placed for adoption (days)", is_number=True),
            Column("A20: care to order (days)", is_number=True),
            Column("A2: order to match (days)", is_number=True),
        ),
        rows=tuple(shown),
        note=f"And {count_of(more, 'more child', 'more children')}." if more else None,
    )


def _one(values: Sequence[Cell]) -> Cell:
    """One value as it is; several (a child adopted twice) side by side."""
    if len(values) == 1:
        return values[0]
    return "; ".join(str(value) for value in values) or None


def _rows(
    membership: pl.DataFrame, windows: Mapping[str, str], codes: Sequence[str]
) -> list[dict[str, Any]]:
    import polars as pl

    wanted = [
        (pl.col("indicator") == code) & (pl.col("window") == windows[code])
        for code in codes
        if code in windows
    ]
    if not wanted:
        return []
    return membership.filter(pl.any_horizontal(wanted)).to_dicts()


def left_out_table(membership: pl.DataFrame, windows: Mapping[str, str]) -> Table | None:
    """How many children each indicator of the last window leaves out, by reason, in order."""
    import polars as pl

    label = {"excluded": "left out", "not_computable": "not computable"}
    wanted = pl.DataFrame(
        {"indicator": list(windows), "window": list(windows.values())},
        schema={"indicator": pl.String, "window": pl.String},
    )
    counted = (
        membership.join(wanted, on=["indicator", "window"])
        .filter(pl.col("status").is_in(list(label)))
        .group_by("indicator", "status", "order", "reason")
        .agg(children=pl.struct("la_code", "child_id").n_unique())
        .sort("status", "order", "reason")
        .to_dicts()
    )
    if not counted:
        return None
    codes: dict[tuple[str, str, int], list[str]] = {}
    for code in ORDER:
        for row in counted:
            if row["indicator"] == code:
                found = (label[row["status"]], row["reason"], row["children"])
                codes.setdefault(found, []).append(code)
    lines = [
        (how, why, children, ", ".join(measures))
        for (how, why, children), measures in codes.items()
    ]
    lines.sort(key=lambda line: line[0], reverse=True)
    return Table(
        caption="Children not in the figures of the last window, and why",
        columns=(
            Column("How"),
            Column("Why"),
            Column("Children", is_number=True),
            Column("Measures"),
        ),
        rows=tuple(lines),
        note=(
            "Left out: the definition says so. Not computable: the returns do not hold a date "
            "that is needed, so the child is in neither part of the figure."
        ),
    )


def definition_table() -> Table:
    """What each code means, in plain words, with where it is laid down."""
    return Table(
        caption="What the figures are",
        columns=(Column("Code"), Column("What it is"), Column("Laid down in")),
        rows=tuple(
            (
                code,
                " ".join((DEFINITIONS[code].meaning, *DEFINITIONS[code].notes)),
                f"{DEFINITIONS[code].source.document} ({DEFINITIONS[code].source.edition})",
            )
            for code in ORDER
        ),
    )
