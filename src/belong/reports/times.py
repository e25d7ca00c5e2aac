"""The time that children spend in each stage, and the cohorts that are not the scorecard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from belong.reports.model import Chart, Column, Point, Section, Table
from belong.reports.words import NOT_AVAILABLE, half_up, joined, short_window, value_text

__all__ = ["TimeRow", "Times", "times_sections"]

#: One row of the analytics' stage times, cohorts or waiting bands, by column name.
TimeRow = dict[str, Any]

STAGE_WORDS = (
    "For the children adopted in the period: mean days in each stage, with the number of children "
    "for whom both dates are known in brackets. An interval that runs backward counts as 0 days."
)
COHORT_WORDS = (
    "This is not the scorecard, which counts only children already adopted, often placed years "
    "ago. These times show the year's own work. A return tells of a match only once the child is "
    "adopted, so the last years hold few matches yet."
)
COHORT_NAMES = {
    "placed": "Children placed in the year: entering care to moving in",
    "matched": "Children matched in the year: order to match",
}


@dataclass(frozen=True)
class Times:
    """Times of every area. stages: by ``window``, ``year`` and ``quarter``, oldest first."""

    stages: Mapping[str, Sequence[TimeRow]] = field(default_factory=dict)
    cohorts: Sequence[TimeRow] = ()
    bands: Sequence[TimeRow] = ()

    def of(self, area: str) -> Times:
        """The times of one area alone."""
        return Times(
            {by: _of(rows, area) for by, rows in self.stages.items()},
            _of(self.cohorts, area),
            _of(self.bands, area),
        )


def _of(rows: Sequence[TimeRow], area: str) -> list[TimeRow]:
    return [row for row in rows if row["area"] == area]


def times_sections(times: Times, key: str, *, is_full: bool) -> list[Section]:
    """Sections on one area's stages, cohorts and waiting children; none where nothing is known.

    is_full: with a chart, and by year and quarter too.
    """
    sections = []
    windows = times.stages.get("window", ())
    if windows:
        blocks: list[Table | Chart] = []
        if is_full:
            blocks.append(_stage_chart(windows))
        blocks.append(_grid(windows, "name", "Stage", "Time in each stage, by window"))
        if is_full:
            for by, caption in (("year", "by year"), ("quarter", "by quarter of the last year")):
                rows = _last_year(times.stages.get(by, ()), by)
                if rows:
                    blocks.append(_grid(rows, "name", "Stage", f"Time in each stage, {caption}"))
        sections.append(Section(key, "Time in each stage", (STAGE_WORDS,), tuple(blocks)))
    if times.cohorts:
        rows = [{**row, "name": COHORT_NAMES[row["cohort"]]} for row in times.cohorts]
        table = _grid(rows, "name", "Not the scorecard", "Mean days, with number of children")
        words = (COHORT_WORDS,)
        title = "Children placed and matched in the year"
        sections.append(Section(f"{key}-cohorts", title, words, (table,)))
    if times.bands:
        table = _bands(times.bands)
        sections.append(Section(f"{key}-waiting", "How long children have waited", (), (table,)))
    return sections


def _last_year(rows: Sequence[TimeRow], by: str) -> list[TimeRow]:
    """All rows of years; of quarters those of the last year only."""
    if by != "quarter" or not rows:
        return list(rows)
    last = rows[-1]["period"].split()[0]
    return [row for row in rows if row["period"].startswith(last)]


def _mean_cell(row: TimeRow) -> str:
    if row["mean_days"] is None:
        return NOT_AVAILABLE
    return f"{value_text(row['mean_days'], 'days')} ({row['n']:,})"


def _grid(rows: Sequence[TimeRow], name: str, title: str, caption: str) -> Table:
    """One row for each interval, one column for each period, and the last period's median."""
    periods = list(dict.fromkeys(row["period"] for row in rows))
    by_name: dict[str, dict[str, TimeRow]] = {}
    for row in rows:
        by_name.setdefault(row[name], {})[row["period"]] = row
    lines = []
    for label, found in by_name.items():
        last = found[periods[-1]]
        median = last["median_days"]
        lines.append(
            (
                _capital(label),
                *(_mean_cell(found[period]) for period in periods),
                NOT_AVAILABLE if median is None else value_text(median, "days"),
            )
        )
    titles = [*periods, f"Median {periods[-1]}"]
    return Table(
        caption=caption,
        columns=(Column(title), *(Column(each, is_number=True) for each in titles)),
        rows=tuple(lines),
    )


def _stage_chart(rows: Sequence[TimeRow]) -> Chart:
    last = rows[-1]["period"]
    found = [row for row in rows if row["period"] == last and row["mean_days"] is not None]
    words = joined(f"{row['name']} {half_up(row['mean_days'])} days" for row in found)
    return Chart(
        title=f"Mean days in each stage, children adopted in {last}",
        description=f"{_capital(words)}." if found else "No child's stage can be measured.",
        unit="days",
        points=tuple(Point(_capital(row["name"]), row["mean_days"]) for row in found),
        shape="lengths",
    )


def _bands(rows: Sequence[TimeRow]) -> Table:
    windows = list(dict.fromkeys(row["window"] for row in rows))
    bands = dict.fromkeys(row["band"] for row in rows)
    counts = {(row["band"], row["window"]): row["n"] for row in rows}
    return Table(
        caption="Children waiting to be placed (A9), by time since their placement order",
        columns=(
            Column("Since the order"),
            *(Column(short_window(window), is_number=True) for window in windows),
        ),
        rows=tuple(
            (_capital(band), *(counts.get((band, window)) for window in windows)) for band in bands
        ),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
