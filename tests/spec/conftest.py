"""Small text tables in, frames out: what the specification tests are written in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from belong.domain.frames import (
    CHILDREN_COLUMNS,
    COVERAGE_COLUMNS,
    EVENTS_COLUMNS,
    JOURNEYS_COLUMNS,
    SPELLS_COLUMNS,
    Frames,
)

if TYPE_CHECKING:
    import polars as pl

    from belong.analytics import Figure

LA = "991"
YEARS = range(2010, 2026)

#: Heading in a table of journeys -> column. "?" in a cell: it happened, on a day not known.
_HEADINGS = {
    "care": "entered_care_on",
    "decision": "plan_decided_on",
    "order": "placement_order_on",
    "match": "matched_on",
    "placed": "placed_for_adoption_on",
    "moved in": "moved_in_on",
    "adopted": "adopted_on",
    "left": "left_care_on",
    "why": "left_care_reason",
    "status": "left_care_legal_status",
}
_FLAGS = {"order": "has_order", "placed": "was_placed"}
_REASONS = {
    "care": "entered_care_reason",
    "order": "placement_order_reason",
    "placed": "placed_for_adoption_reason",
    "moved in": "moved_in_reason",
}


def rows_of(text: str) -> list[dict[str, str | None]]:
    """Rows of a table whose cells are parted by bars; an empty cell is None."""
    lines = [line.strip() for line in text.strip().splitlines()]
    heads = [cell.strip() for cell in lines[0].split("|")]
    return [
        {h: cell.strip() or None for h, cell in zip(heads, line.split("|"), strict=True)}
        for line in lines[1:]
    ]


def _frame(rows: list[dict[str, Any]], columns: dict[str, str]) -> pl.DataFrame:
    import polars as pl

    schema = {name: getattr(pl, kind) for name, kind in columns.items()}
    typed = [
        {
            name: date.fromisoformat(row[name])
            if columns[name] == "Date" and isinstance(row.get(name), str)
            else int(row[name])
            if columns[name] == "Int32" and row.get(name) is not None
            else row.get(name)
            for name in columns
        }
        for row in rows
    ]
    return pl.DataFrame(typed, schema=schema)


def _journeys(text: str) -> pl.DataFrame:
    rows = []
    for row in rows_of(text):
        new: dict[str, Any] = {
            "child_id": row["child"],
            "la_code": row.get("la") or LA,
            "period_of_care": row.get("period") or 1,
            "is_early_permanence": row.get("early permanence") == "yes",
            "has_order": False,
            "was_placed": False,
            "is_carer_adoption": False,
        }
        for heading, column in _HEADINGS.items():
            cell = row.get(heading)
            if heading in _FLAGS:
                new[_FLAGS[heading]] = cell is not None
            if cell == "?":
                new[_REASONS[heading]] = "began before the returns"
            elif cell is not None:
                new[column] = cell
        if row.get("moved in") is None:
            new["moved_in_on"] = new.get("placed_for_adoption_on")
        if new.get("adopted_on"):
            new.setdefault("left_care_on", new["adopted_on"])
            new.setdefault("left_care_reason", "E12")
        rows.append(new)
    return _frame(rows, JOURNEYS_COLUMNS)


def _frames(spells: str = "", events: str = "", coverage: dict[str, Any] | None = None) -> Frames:
    spell_rows = [
        {
            "child_id": row["child"],
            "la_code": row.get("la") or LA,
            "period_of_care": row.get("period") or 1,
            "axis": row["axis"],
            "value": "",
            "from_on": None if row["from"] == "?" else row["from"],
            "from_reason": "began before the returns" if row["from"] == "?" else None,
            "to_on": row["to"],
        }
        for row in (rows_of(spells) if spells else [])
    ]
    event_rows = [
        {
            "child_id": row["child"],
            "la_code": row.get("la") or LA,
            "period_of_care": row.get("period") or 1,
            "kind": row["kind"],
            "happened_on": row["on"],
        }
        for row in (rows_of(events) if events else [])
    ]
    years = {LA: YEARS} if coverage is None else coverage
    return Frames(
        events=_frame(event_rows, EVENTS_COLUMNS),
        spells=_frame(spell_rows, SPELLS_COLUMNS),
        children=_frame([], CHILDREN_COLUMNS),
        coverage=_frame(
            [{"la_code": la, "year": y, "source": "test"} for la, ys in years.items() for y in ys],
            COVERAGE_COLUMNS,
        ),
    )


@pytest.fixture
def tables() -> SimpleNamespace:
    """journeys(text) and frames(spells=, events=, coverage=) from text tables."""
    return SimpleNamespace(journeys=_journeys, frames=_frames, rows=rows_of)


@pytest.fixture
def figure_of() -> Callable[..., Figure]:
    """figure_of("A1", 2020, journeys=..., spells=..., events=...): that figure of 991."""

    def build(
        code: str,
        year: int,
        *,
        journeys: str = "child | care",
        spells: str = "",
        events: str = "",
        coverage: dict[str, Any] | None = None,
        area: str = LA,
    ) -> Figure:
        from belong.analytics import compute
        from belong.analytics.definitions import DEFINITIONS
        from belong.analytics.windows import window_ending

        frames = _frames(spells, events, coverage)
        figures = compute(frames, _journeys(journeys), year=year, windows=1, codes=[code])
        return figures.figure(code, area, window_ending(DEFINITIONS[code].window, year).label)

    return build


@pytest.fixture
def worked_example() -> str:
    """Five made-up children: the worked example, as the fold gives them."""
    return """
    child | care       | order      | match      | placed     | moved in   | adopted
    C1    | 2018-01-10 | 2018-07-02 | 2018-10-15 | 2018-11-05 | 2018-11-05 | 2019-05-20
    C2    | 2017-06-01 | 2018-01-15 | 2018-01-08 | 2018-01-22 | 2017-06-05 | 2018-08-01
    C3    | 2018-03-01 |            | 2018-05-10 | 2018-05-25 | 2018-05-25 | 2018-11-30
    C4    | 2017-05-01 | 2018-01-01 |            |            |            | 2019-02-01
    C5    | 2018-01-01 | 2018-09-01 | 2019-02-01 | 2019-03-01 | 2019-03-01 | 2020-04-02
    """
