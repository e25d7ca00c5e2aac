"""The scorecard as a report: what it says, of which areas, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from belong.analytics.figures import ALL, Figure, FigureSet
from belong.analytics.windows import window_ending
from belong.reports.headline import headlines
from belong.reports.influence import (
    INFLUENCE_WORDS,
    effect_table,
    leaving_words,
    one_more_table,
    without_words,
)
from belong.reports.measures import Row, by_area_table, summary_tables
from belong.reports.model import Report, Section
from belong.reports.people import TIMES, KeyOf, children_table, definition_table, left_out_table
from belong.reports.quality import RuleCount, quality_section
from belong.reports.times import Times, times_sections
from belong.reports.windows import windows_section
from belong.reports.words import count_of, day, joined

if TYPE_CHECKING:
    import polars as pl

    from belong.analytics.disclosure import PublicFigure
    from belong.domain.frames import Notice
    from belong.formats.ssda903.model import ReturnInfo

T = TypeVar("T", "Notice", "ReturnInfo")

__all__ = ["MOST_FULL_AREAS", "Scorecard", "scorecard_report"]

CARE = (
    "Children are shown under new keys, yet their dates and days are personal data. Keep this "
    "inside the council. The option public makes a version for publication."
)

#: More areas than this, and only all together is shown in full; each area has its row and table.
MOST_FULL_AREAS = 12


@dataclass(frozen=True)
class Scorecard:
    """Everything that one scorecard is told from.

    figures: every indicator, area and window. names: of areas by code. counts: rules broken in the
    last year's return, or None where they were not run. times: of stages. journeys: from
    which the figures were computed, for influence. public: what the
    disclosure profile does, in words, or None where nothing is hidden; published: the
    figures that it lets be published, in the order of ``figures``; then no child is shown.
    """

    year: int
    figures: FigureSet
    names: Mapping[str, str]
    times: Times = field(default_factory=Times)
    journeys: pl.DataFrame | None = None
    returns: tuple[ReturnInfo, ...] = ()
    notices: tuple[Notice, ...] = ()
    counts: tuple[RuleCount, ...] | None = None
    public: str | None = None
    published: tuple[PublicFigure, ...] | None = None
    area: str | None = None

    def rows(self) -> dict[str, list[Row]]:
        """Rows of figures by area, all together first, where more than one authority is shown."""
        by_area: dict[str, list[Row]] = {}
        for row in self._all_rows():
            by_area.setdefault(row["area"], []).append(row)
        if self.area is not None:
            return {self.area: by_area.get(self.area, [])}
        together = by_area.pop(ALL, [])
        if len(by_area) == 1 or not together:
            return by_area
        return {ALL: together} | dict(sorted(by_area.items()))

    def opened(self) -> Iterable[Figure]:
        """Every figure: with its children, or as the disclosure profile lets it be published."""
        return self.figures.opened() if self.published is None else self.published

    def _all_rows(self) -> list[Row]:
        """Rows of all figures, each with the number of children that it could not compute."""
        rows: list[Row] = self.figures.figures.to_dicts()
        if self.published is not None:
            for row, figure in zip(rows, self.published, strict=True):
                row |= {
                    "value": figure.value,
                    "published": figure.published,
                    "numerator": figure.numerator,
                    "denominator": figure.denominator,
                    "symbol": figure.symbol,
                    "rank_position": figure.rank.position if figure.rank else None,
                    "notes": list(figure.notes),
                }
            return rows
        missed = self._not_computable()
        for row in rows:
            row["not_computable"] = missed.get((row["indicator"], row["window"], row["area"]), 0)
        return rows

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

    def of_area(self, things: Sequence[T]) -> list[T]:
        """Those returns or notices that concern the area shown."""
        shown = (None, "unknown", self.area)
        return [each for each in things if self.area in (None, ALL) or each.la_code in shown]

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
                scorecard.of_area(scorecard.returns),
                scorecard.of_area(scorecard.notices),
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
    tables = summary_tables(rows)
    parts = [Section(f"{key}-figures", "Figures at a glance", headlines(rows), tables)]
    if is_full:
        parts.append(windows_section(rows, f"{key}-windows"))
    parts += times_sections(scorecard.times.of(area), f"{key}-times", is_full=is_full)
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
        parts += _influence(scorecard, area, last, key_of)
    left_out = left_out_table(membership, last)
    if left_out is not None:
        parts.append(Section(f"{key}-left-out", "Left out, and why", blocks=(left_out,)))
    return parts


def _influence(
    scorecard: Scorecard, area: str, last: Mapping[str, str], key_of: KeyOf
) -> list[Section]:
    """What each child does to the means of one area's last window."""
    from belong.analytics.influence import influence

    if scorecard.journeys is None:
        return []
    words, all_found = [INFLUENCE_WORDS], []
    for code in TIMES:
        figure = scorecard.figures.figure(code, area, last[code])
        if figure.members:
            found = influence(figure, scorecard.journeys)
            words.append(f"{without_words(found, key_of)} {leaving_words(found)}")
            all_found.append(found)
    if not all_found:
        return []
    blocks = [effect_table(found, key_of) for found in all_found]
    more = one_more_table(all_found)
    if more.rows:
        blocks.append(more)
    title = "What each child does to the means"
    return [Section(f"area-{area}-influence", title, tuple(words), tuple(blocks))]


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
