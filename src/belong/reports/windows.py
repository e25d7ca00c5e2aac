"""Each measure's last windows as one small chart with its table: small multiples of one area."""

from __future__ import annotations

from collections.abc import Sequence

from belong.analytics.definitions import DEFINITIONS
from belong.reports.measures import ORDER, SHORT_NAMES, Row, rank_text, windows_of
from belong.reports.model import Chart, Column, Point, Section, Table
from belong.reports.words import NOT_AVAILABLE, joined, short_window, value_text

__all__ = ["windows_section"]

LEGEND = (
    "In each chart: a column is this area's value, the open diamond is England, the dashed line "
    "is the threshold. Each measure has a chart of its own; A1 and A10 measure different times "
    "and are never one line. The windows of three years overlap, so they move slowly."
)


def windows_section(rows: Sequence[Row], key: str) -> Section:
    """Every measure of one area. key: of the section, from which the charts' keys are made."""
    parts = tuple(
        _measure(code, found, f"{key}-{code.lower()}")
        for code in ORDER
        if (found := windows_of(rows, code))
    )
    return Section(
        key=key,
        title="Each measure over the last windows",
        paragraphs=(LEGEND,),
        sections=parts,
        is_side_by_side=True,
    )


def _measure(code: str, rows: list[Row], key: str) -> Section:
    name = f"{code}: {SHORT_NAMES[code]}"
    points = tuple(
        Point(short_window(row["window"]), row["value"], row["england"], row["threshold"])
        for row in rows
    )
    return Section(
        key=key,
        title=name,
        blocks=(
            Chart(name, _in_words(rows), rows[0]["unit"], points),
            _table(code, rows),
        ),
    )


def _in_words(rows: Sequence[Row]) -> str:
    """The chart read aloud: each window's value, then England and the threshold of the last."""
    unit = rows[0]["unit"]
    words = [
        f"{row['window']}: {value_text(row['value'], unit) if row['value'] is not None else 'none'}"
        for row in rows
    ]
    last = rows[-1]
    text = joined(words) + "."
    if last["england"] is not None:
        text += f" England in {last['window']}: {value_text(last['england'], unit)}."
    if last["threshold"] is not None:
        text += f" Threshold in {last['window']}: {last['threshold']}."
    return text


def _table(code: str, rows: Sequence[Row]) -> Table:
    unit = rows[0]["unit"]
    has_n = DEFINITIONS[code].statistic != "count"
    titles = [("Window", False), ("Value", True)]
    titles += [("Children", True)] if has_n else []
    extra = [
        title for title, column in _EXTRA.items() if any(row[column] is not None for row in rows)
    ]
    titles += [(title, True) for title in extra]
    lines = []
    for row in rows:
        value = row.get("symbol") or value_text(row["value"], unit)
        line = [short_window(row["window"]), value]
        line += [_children(row)] if has_n else []
        lines.append((*line, *(_extra(title, row) for title in extra)))
    return Table(
        caption=f"{code} in figures",
        columns=tuple(Column(title, is_number) for title, is_number in titles),
        rows=tuple(lines),
        note=_note(rows),
    )


def _children(row: Row) -> str:
    return NOT_AVAILABLE if row.get("symbol") else f"{row['denominator'] or 0:,}"


_EXTRA = {"Threshold": "threshold", "England": "england", "Rank": "rank_position"}


def _extra(title: str, row: Row) -> str:
    if title == "Rank":
        return rank_text(row) or NOT_AVAILABLE
    return value_text(row[_EXTRA[title]], row["unit"])


def _note(rows: Sequence[Row]) -> str | None:
    notes = {f"{row['window']}: {'; '.join(row['notes'])}.": None for row in rows if row["notes"]}
    basis = {row["threshold_basis"] for row in rows} - {None, "official"}
    words = [*notes, *(f"Threshold: {words}." for words in sorted(basis))]
    sources = {row["england_source"] for row in rows} - {None}
    words += [f"England: {source}." for source in sorted(sources)]
    return " ".join(words) or None
