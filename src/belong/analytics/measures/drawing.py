"""Sums as stored figures: each with its name, value, why there is none, and the notes beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from statistics import median
from typing import Any, Literal

from belong.analytics.figures import FigureSet
from belong.analytics.measures.catalogue import MEASURES, SCORECARD, codes_of
from belong.analytics.measures.catalogue_families import MEDIANS
from belong.analytics.measures.counts import Count, Counts, Key, People
from belong.analytics.measures.known import Standing
from belong.analytics.measures.scorecard import scorecard_periods
from belong.analytics.measures.spans import Spans
from belong.analytics.stored import FigureRef, Measure, StoredFigure
from belong.domain.periods import Period

__all__ = ["Drawing"]

_NONE = Count()


class Drawing:
    """Draws the figures of a book. scores: the scorecard's, or None."""

    def __init__(
        self, known: Standing, counts: Counts, spans: Spans, scores: FigureSet | None
    ) -> None:
        self._known = known
        self._counts = counts
        self._spans = spans
        rows = scores.figures.iter_rows(named=True) if scores else ()
        self._scores = {(row["indicator"], row["area"], row["window"]): row for row in rows}

    def all(
        self, subject: Literal["children", "families"]
    ) -> tuple[dict[str, StoredFigure], People]:
        """Figures of children or of families, and who is behind each, by the reference's text."""
        figures: dict[str, StoredFigure] = {}
        keys: dict[str, Key] = {}
        for measure, period in self._asked(subject):
            for area in self._known.areas:
                for figure in self._figures(measure, period, area):
                    ref, key = figure.ref, str(figure.ref)
                    figures[key] = figure
                    found = (ref.measure, ref.part, ref.period, ref.area)
                    if figure.n is not None and found in self._counts.sums:
                        keys[key] = found
        return figures, People(self._counts, keys)

    def _asked(self, subject: Literal["children", "families"]) -> Iterator[tuple[Measure, Period]]:
        if subject == "children":
            for code, measure in SCORECARD.items():
                yield from ((measure, period) for period in scorecard_periods(code, self._spans))
        for code in codes_of(subject, "flow", "time"):
            yield from ((MEASURES[code], period) for period in self._spans.flows)
        for code in codes_of(subject, "stock"):
            yield from ((MEASURES[code], period) for period in self._spans.days)

    def _figures(self, measure: Measure, period: Period, area: str) -> Iterator[StoredFigure]:
        """The whole, and each part."""
        why, notes = self._known.gap(area, period)
        if not why:
            why, more = self._known.not_held(measure, area, period)
            notes += more
        for part, words in (("", ""), *measure.parts):
            name = f"{measure.name}: {words}" if words else measure.name
            ref = FigureRef(measure.code, area, period.name, part)
            empty = StoredFigure(ref, name, measure.unit, None, why_none=why)
            if why:
                yield empty
            elif measure.code in SCORECARD:
                yield self._scored(empty, notes)
            else:
                yield self._drawn(empty, measure, notes)

    def _drawn(self, empty: StoredFigure, measure: Measure, notes: tuple[str, ...]) -> StoredFigure:
        ref = empty.ref
        count = self._counts.sums.get((ref.measure, ref.part, ref.period, ref.area), _NONE)
        if count.repeated and measure.kind != "stock":
            notes = (*notes, f"times a child is counted again: {count.repeated}")
        figure = replace(empty, not_computable=count.not_computable, notes=notes)
        if measure.kind != "time":
            return replace(figure, value=count.numerator, n=count.n)
        figure = replace(figure, n=count.denominator)
        if measure.code in MEDIANS and count.denominator:
            return replace(figure, value=median(self._counts.values(count)))
        figure = replace(figure, numerator=count.numerator, denominator=count.denominator)
        if not count.denominator:
            return replace(figure, why_none=_nobody(count, measure.subject))
        scale = 100 if measure.unit == "percent" else 1
        return replace(figure, value=count.numerator * scale / count.denominator)

    def _scored(self, empty: StoredFigure, notes: tuple[str, ...]) -> StoredFigure:
        ref = empty.ref
        row: dict[str, Any] | None = self._scores.get((ref.measure, ref.area, ref.period))
        if row is None:
            return replace(empty, why_none="nothing is on record of this council")
        count = self._counts.sums.get((ref.measure, "", ref.period, ref.area), _NONE)
        value = row["value"]
        if empty.unit == "children" and value is not None:
            value = int(value)
        own = [note for note in row["notes"] if not note.startswith("no ")]
        return replace(
            empty,
            value=value,
            n=count.n if row["denominator"] is None else row["denominator"],
            numerator=row["numerator"],
            denominator=row["denominator"],
            threshold=row["threshold"],
            england=row["england"],
            england_source=row["england_source"],
            rank=(row["rank_position"], row["rank_of"]) if row["rank_position"] else None,
            not_computable=count.not_computable,
            why_none="" if value is not None else _nobody(count, "children"),
            notes=(*own, *notes),
        )


def _nobody(count: Count, who: str) -> str:
    if count.not_computable:
        return f"none could be computed; {count.not_computable} lack a date"
    if count.numerator:
        return f"no {who} to count among; {count.numerator} counted that began earlier"
    return f"no {who} to count"
