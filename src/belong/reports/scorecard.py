"""The scorecard as a report: what it says, of which areas, in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from belong.analytics.figures import ALL, FigureSet
from belong.analytics.windows import window_ending
from belong.reports.influence import INFLUENCE_WORDS, influence_tables
from belong.reports.measures import Row, by_area_table, summary_tables
from belong.reports.model import Report, Section
from belong.reports.people import KeyOf, children_table, definition_table, left_out_table
from belong.reports.quality import RuleCount, quality_section
from belong.reports.times import TimeRow, times_sections
from belong.reports.windows import windows_section
from belong.reports.words import count_of, day, joined

if TYPE_CHECKING:
    from belong.domain.frames import Notice
    from belong.formats.ssda903.model import ReturnInfo

__all__ = ["MOST_FULL_AREAS", "Scorecard", "scorecard_report"]

CARE = (
    "Children are shown under new keys, yet their dates and days are personal data. Keep this "
    "inside the council; --public makes a version for publication."
)

#: More areas than this, and only all together is shown in full; each area has its row and table.
MOST_FULL_AREAS = 12


@dataclass(frozen=True)
class Scorecard:
    """Everything that one scorecard is told from.

    figures: every indicator, area and window. names: of areas by code. counts: rules broken in the
    last year's return, or None where they were not run. times: of stages. public: what the
    disclosure profile does, in words, or None where nothing is hidden; then no child is shown.
    """

    year: int
    figures: FigureSet
    names: Mapping[str, str]
    times: tuple[TimeRow, ...] = ()
    returns: tuple[ReturnInfo, ...] = ()
    notices: tuple[Notice, ...] = ()
    counts: tuple[RuleCount, ...] | None = None
    public: str | None = None
    area: str | None = None

    def rows(self) -> dict[str, list[Row]]:
        """Rows of figures by area, all together first, where more than one authority is shown."""
        missed = self._not_computable()
        by_area: dict[str, list[Row]] = {}
        for row in self.figures.figures.to_dicts():
            key = (row["indicator"], row["window"], row["area"])
            row["not_computable"] = missed.get(key, 0)
            by_area.setdefault(row["area"], []).append(row)
        if self.area is not None:
            return {self.area: by_area.get(self.area, [])}
        together = by_area.pop(ALL, [])
        if len(by_area) == 1 or not together:
            return by_area
        return {ALL: together} | dict(sorted(by_area.items()))

    def _not_computable(self) -> dict[tuple[str, str, str], int]:
        """How many children each figure could not compute, by indicator, window and area."""
        import polars as pl

        keys = ["indicator", "window", "la_code"]
        counted = (
            self.figures.membership.filter(pl.col("status") == "not_computable")
            .group_by(keys)
            .agg(pl.len())
        )
        found: dict[tuple[str, str, str], int] = {}
        for indicator, window, area, children in counted.rows():
            found[(indicator, window, area)] = children
            together = (indicator, window, ALL)
            found[together] = found.get(together, 0) + children
        return found

    def name(self, area: str) -> str:
        """The area as people call it."""
        return self.names.get(area, area)


def scorecard_report(scorecard: Scorecard, key_of: KeyOf, *, is_full: bool) -> Report:
    """The report. key_of: key under which a child is shown.

    is_full: with charts, children, influence and definitions (a page or a workbook); else the
    tables that fit a terminal.
    """
    by_area = scorecard.rows()
    too_many = len(by_area) > MOST_FULL_AREAS
    sections = []
    if too_many:
        every = [row for rows in by_area.values() for row in rows]
        table = by_area_table(every, scorecard.names, scorecard.year)
        sections.append(Section(key="areas", title="Every area", blocks=(table,)))
    for area, rows in by_area.items():
        if not too_many or area == ALL:
            sections.append(_area(scorecard, area, rows, key_of, is_full=is_full))
        elif is_full:
            title = f"{scorecard.name(area)}"
            sections.append(Section(f"area-{area}", title, blocks=summary_tables(rows)))
    if not scorecard.public:
        sections.append(
            quality_section(
                "quality",
                scorecard.returns,
                scorecard.notices,
                scorecard.counts,
                scorecard.year,
                key_of,
            )
        )
    if is_full:
        sections.append(
            Section(key="definitions", title="What the figures are", blocks=(definition_table(),))
        )
    return Report(
        title=_title(scorecard, list(by_area)),
        lead=_lead(scorecard),
        facts=_facts(scorecard, by_area, is_full=is_full),
        sections=tuple(sections),
    )


def _area(
    scorecard: Scorecard, area: str, rows: Sequence[Row], key_of: KeyOf, *, is_full: bool
) -> Section:
    """One area: its figures, the time spent in each stage, and, unless public, the children."""
    key = f"area-{area}"
    parts = [Section(f"{key}-figures", "Figures at a glance", blocks=summary_tables(rows))]
    if is_full:
        parts.append(windows_section(rows, f"{key}-windows"))
    times = [row for row in scorecard.times if row["area"] == area]
    parts += times_sections(times, f"{key}-times", scorecard.year, is_full=is_full)
    if not scorecard.public:
        parts += _people(scorecard, area, rows, key_of, is_full=is_full)
    return Section(key=key, title=scorecard.name(area), sections=tuple(parts))


def _people(
    scorecard: Scorecard, area: str, rows: Sequence[Row], key_of: KeyOf, *, is_full: bool
) -> list[Section]:
    """Children of one area's last windows: who counts, what each does, who is left out."""
    import polars as pl

    last = {row["indicator"]: row["window"] for row in rows if row["year"] == scorecard.year}
    membership = scorecard.figures.membership
    if area != ALL:
        membership = membership.filter(pl.col("la_code") == area)
    key = f"area-{area}"
    parts = []
    if is_full and area != ALL:
        children = children_table(membership, last, key_of)
        if children is not None:
            parts.append(Section(f"{key}-children", "Children in the figures", blocks=(children,)))
        influence = influence_tables(scorecard.figures, area, last, key_of)
        if influence:
            parts.append(
                Section(
                    f"{key}-influence",
                    "What each child does to the figures",
                    INFLUENCE_WORDS,
                    influence,
                )
            )
    left_out = left_out_table(membership, last)
    if left_out is not None:
        parts.append(Section(f"{key}-left-out", "Left out, and why", blocks=(left_out,)))
    return parts


def _title(scorecard: Scorecard, areas: Sequence[str]) -> str:
    title = f"Adoption scorecard, year ending 31 March {scorecard.year}"
    if len(areas) == 1 and areas[0] != "unknown":
        return f"{title}: {scorecard.name(areas[0])}"
    return title


def _lead(scorecard: Scorecard) -> tuple[str, ...]:
    words = (
        "Computed from the council's own SSDA903 returns, the way the department's adoption "
        "scorecard is. It is no official publication."
    )
    if scorecard.public:
        return (words, f"For publication: {scorecard.public}")
    return (words,)


def _facts(
    scorecard: Scorecard, by_area: Mapping[str, Sequence[Row]], *, is_full: bool
) -> tuple[tuple[str, str], ...]:
    last = window_ending("three_year", scorecard.year)
    facts = [
        ("Last window", f"{last.label}: {day(last.first_on)} to {day(last.last_on)}"),
        ("Areas", joined(scorecard.name(area) for area in list(by_area)[:MOST_FULL_AREAS])),
    ]
    if len(by_area) > MOST_FULL_AREAS:
        facts[1] = ("Areas", count_of(len(by_area) - (ALL in by_area), "authority", "authorities"))
    if is_full and not scorecard.public:
        facts.append(("Handle with care", CARE))
    return tuple(facts)
