"""Sums as stored figures: each with its name, value, why there is none, and the notes beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from belong.analytics.figures import FigureSet
from belong.analytics.measures.catalogue import (
    LEDGER_ONLY,
    MEASURES,
    SCORECARD,
    codes_of_kind,
)
from belong.analytics.measures.counts import Count, Counts
from belong.analytics.measures.known import Known
from belong.analytics.measures.scorecard import scorecard_periods
from belong.analytics.measures.spans import Spans
from belong.analytics.stored import Behind, FigureRef, Measure, StoredFigure
from belong.domain.periods import Period

__all__ = ["Drawing"]

_MATCHES = ("matched", "days_order_to_match", "days_match_to_placed", "stage_now")
_MATCHES_NOTE = (
    "a return tells of a match only once the child is adopted, so that recent matches are missing"
)
_NONE = Count()


class Drawing:
    """Draws every figure of children of a book."""

    def __init__(self, known: Known, counts: Counts, spans: Spans, scores: FigureSet) -> None:
        self._known = known
        self._counts = counts
        self._spans = spans
        self._scores = {
            (row["indicator"], row["area"], row["window"]): row
            for row in scores.figures.iter_rows(named=True)
        }

    def all(self) -> tuple[dict[str, StoredFigure], dict[str, Behind]]:
        """Figures, and who is behind those that have a value, by the text of the reference."""
        figures: dict[str, StoredFigure] = {}
        behind: dict[str, Behind] = {}
        for measure, period in self._asked():
            for area in self._known.areas:
                for figure in self._figures(measure, period, area):
                    key = str(figure.ref)
                    figures[key] = figure
                    ref = figure.ref
                    found = (ref.measure, ref.part, ref.period, ref.area)
                    if found in self._counts.sums and not figure.why_none.startswith("no return"):
                        behind[key] = self._counts.behind(found)
        return figures, behind

    def _asked(self) -> Iterator[tuple[Measure, Period]]:
        for code, measure in SCORECARD.items():
            yield from ((measure, period) for period in scorecard_periods(code, self._spans))
        for code in codes_of_kind("flow", "time"):
            yield from ((MEASURES[code], period) for period in self._spans.flows)
        for code in codes_of_kind("stock"):
            yield from ((MEASURES[code], period) for period in self._spans.days)

    def _figures(self, measure: Measure, period: Period, area: str) -> Iterator[StoredFigure]:
        """The whole, and each part."""
        why, notes = self._known.gap(area, period)
        if not why:
            why, more = self._not_held(measure, area)
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

    def _not_held(self, measure: Measure, area: str) -> tuple[str, tuple[str, ...]]:
        """Why the records cannot tell of this measure, or what they leave out."""
        councils = self._known.councils(area)
        returned = [code for code in councils if code not in self._known.live]
        if not returned:
            return "", ()
        if why := LEDGER_ONLY.get(measure.code):
            if len(returned) == len(councils):
                return why, ()
            return "", tuple(f"without {self._known.areas[code]}: {why}" for code in returned)
        return "", (_MATCHES_NOTE,) if measure.code in _MATCHES else ()

    def _drawn(self, empty: StoredFigure, measure: Measure, notes: tuple[str, ...]) -> StoredFigure:
        ref = empty.ref
        count = self._counts.sums.get((ref.measure, ref.part, ref.period, ref.area), _NONE)
        if count.repeated and measure.kind != "stock":
            notes = (*notes, f"times a child is counted again: {count.repeated}")
        figure = replace(empty, not_computable=count.not_computable, notes=notes)
        if measure.kind != "time":
            return replace(figure, value=count.numerator, n=count.n)
        figure = replace(
            figure, n=count.denominator, numerator=count.numerator, denominator=count.denominator
        )
        if not count.denominator:
            return replace(figure, why_none=_nobody(count))
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
            why_none="" if value is not None else _nobody(count),
            notes=(*own, *notes),
        )


def _nobody(count: Count) -> str:
    if count.not_computable:
        return f"none could be computed; {count.not_computable} lack a date"
    if count.numerator:
        return f"nobody to count among; {count.numerator} counted that began earlier"
    return "no children to count"
