"""Sums as stored figures: each with its name, value, why there is none, and the notes beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from statistics import median
from typing import Literal

from belong.analytics.definitions import DEFINITIONS
from belong.analytics.figures import FigureSet
from belong.analytics.measures.catalogue import MEASURES, SCORECARD, codes_of
from belong.analytics.measures.catalogue_families import MEDIANS
from belong.analytics.measures.counts import Count, Counts
from belong.analytics.measures.gaps import Gap
from belong.analytics.measures.known import Standing
from belong.analytics.measures.people import People
from belong.analytics.measures.scorecard import scorecard_periods
from belong.analytics.measures.spans import Spans
from belong.analytics.stored import FigureRef, Measure, StoredFigure
from belong.analytics.thresholds import OFFICIAL
from belong.domain.periods import Period

__all__ = ["Drawing"]


class Drawing:
    """Draws the figures of a book. scores: the scorecard's, or None."""

    def __init__(
        self, known: Standing, counts: Counts, spans: Spans, scores: FigureSet | None
    ) -> None:
        self._known = known
        self._counts = counts
        self._spans = spans
        self._gaps: dict[tuple[str, Period], Gap] = {}
        rows = scores.figures.iter_rows(named=True) if scores else ()
        self._scores = {(row["indicator"], row["area"], row["window"]): row for row in rows}

    def all(
        self, subject: Literal["children", "families"]
    ) -> tuple[dict[str, StoredFigure], People]:
        """Figures of children or of families, and who is behind each, by the reference's text."""
        figures: dict[str, StoredFigure] = {}
        sums: dict[str, Count] = {}
        for measure, period in self._asked(subject):
            for area in self._known.areas:
                for figure, count in self._figures(measure, period, area):
                    key = str(figure.ref)
                    figures[key] = figure
                    if count is not None and count.groups:
                        sums[key] = count
        return figures, self._counts.people(sums)

    def _asked(self, subject: Literal["children", "families"]) -> Iterator[tuple[Measure, Period]]:
        if subject == "children":
            for code, measure in SCORECARD.items():
                yield from ((measure, period) for period in scorecard_periods(code, self._spans))
        for code in codes_of(subject, "flow", "time"):
            yield from ((MEASURES[code], period) for period in self._spans.flows)
        for code in codes_of(subject, "stock"):
            yield from ((MEASURES[code], period) for period in self._spans.days)

    def _figures(
        self, measure: Measure, period: Period, area: str
    ) -> Iterator[tuple[StoredFigure, Count | None]]:
        """The whole, and each part, with the sum that it is of where there is one."""
        if (area, period) not in self._gaps:
            self._gaps[area, period] = self._known.gap(area, period)
        gap = self._gaps[area, period]
        if not gap.why:
            gap = gap.and_also(self._known.not_held(measure, area, period))
        for part, words in (("", ""), *measure.parts):
            name = f"{measure.name}: {words}" if words else measure.name
            ref = FigureRef(measure.code, area, period.name, part)
            if gap.why:
                yield StoredFigure(ref, name, measure.unit, None, why_none=gap.why), None
                continue
            count = self._counts.of_area(measure.code, part, period.name, gap.councils)
            draw = self._scored if measure.code in SCORECARD else self._drawn
            yield draw(ref, name, measure, count, gap.notes), count

    def _drawn(
        self, ref: FigureRef, name: str, measure: Measure, count: Count, notes: tuple[str, ...]
    ) -> StoredFigure:
        if count.repeated and measure.kind != "stock":
            who = "family" if measure.subject == "families" else "child"
            notes = (*notes, f"times a {who} is counted again: {count.repeated}")
        is_counted = measure.kind != "time"
        numerator, denominator = count.numerator, count.denominator
        value: float | None = None
        if is_counted:
            value = numerator
        elif denominator and measure.code in MEDIANS:
            value = median(self._counts.values(count))
        elif denominator:
            value = numerator * (100 if measure.unit == "percent" else 1) / denominator
        has_parts = not is_counted and measure.code not in MEDIANS
        return StoredFigure(
            ref,
            name,
            measure.unit,
            value,
            n=count.n if is_counted else denominator,
            numerator=numerator if has_parts else None,
            denominator=denominator if has_parts else None,
            not_computable=count.not_computable,
            why_none="" if value is not None else _nobody(count, measure.subject),
            notes=notes,
        )

    def _scored(
        self, ref: FigureRef, name: str, measure: Measure, count: Count, notes: tuple[str, ...]
    ) -> StoredFigure:
        """A figure of the scorecard, with what stands beside it."""
        if DEFINITIONS[measure.code].may_repeat:
            count = replace(count, repeated=0)
        figure = self._drawn(ref, name, measure, count, notes)
        row = self._scores.get((ref.measure, ref.area, ref.period))
        if row is None:
            return figure
        notes = figure.notes
        if row["threshold"] is not None and row["threshold_basis"] != OFFICIAL:
            notes = (*notes, f"the threshold is {row['threshold_basis']}")
        if row["rank_position"]:
            notes = (*notes, f"ranked among {row['rank_among']}")
        return replace(
            figure,
            threshold=row["threshold"],
            england=row["england"],
            england_source=row["england_source"],
            rank=(row["rank_position"], row["rank_of"]) if row["rank_position"] else None,
            notes=notes,
        )


def _nobody(count: Count, who: str) -> str:
    if count.not_computable:
        return f"none could be computed; {count.not_computable} lack a date"
    if count.numerator:
        return f"no {who} to count among; {count.numerator} counted that began earlier"
    return f"no {who} to count"
