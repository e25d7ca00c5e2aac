"""From frames to a book of figures: every measure, area and period, and who is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from belong.analytics.figures import ALL, FigureSet
from belong.analytics.frames import journeys as journeys_of
from belong.analytics.measures.catalogue import MEASURES
from belong.analytics.measures.counts import Counts
from belong.analytics.measures.drawing import Drawing
from belong.analytics.measures.flows import Happenings, breakdown_rows, flow_rows, plan_rows
from belong.analytics.measures.intervals import interval_rows, share_rows
from belong.analytics.measures.kept import kept_rows
from belong.analytics.measures.known import Known
from belong.analytics.measures.rows import all_rows
from belong.analytics.measures.scorecard import scorecard
from belong.analytics.measures.spans import Spans
from belong.analytics.measures.stocks import stock_rows
from belong.analytics.stored import FigureBook
from belong.domain.periods import Period

if TYPE_CHECKING:
    import polars as pl

    from belong.domain.comparators import ComparatorSet
    from belong.domain.frames import Frames

__all__ = ["measure"]


def measure(
    frames: Frames,
    *,
    body: str,
    body_name: str,
    areas: Mapping[str, str],
    change: int,
    years: Sequence[int],
    until: date | None = None,
    joined: Mapping[str, date] | None = None,
    partners_from: Mapping[str, date] | None = None,
    recorded_from: Mapping[str, date] | None = None,
    periods: Sequence[Period] = (),
    comparators: ComparatorSet | None = None,
    journeys: pl.DataFrame | None = None,
) -> FigureBook:
    """The book of every figure of children of one body.

    areas: names of the body's councils by code; ``all`` is added where it lacks it. years: the
    financial years (by their ends) for which there are years, halves, quarters and windows; the
    last need not have ended. until: the last day known of; None: the last day of any event.
    joined: the day from which on a council's records are whole, where it came to Belong later.
    partners_from: the day each council joined the body; who joined later than the first is told of
    beside figures of all that begin before, and counts in them nonetheless, as in DfE's figures of
    regions. recorded_from: the day on which each council's first record was made that no return
    told of; it is told beside figures of before, of a council with returns beside what no return
    holds. periods: other stretches and days wanted.
    journeys: of these frames, if made already.
    A figure that cannot be computed has the value None and says why; so has a period to come.
    """
    names = {**dict(areas), ALL: areas.get(ALL, body_name)}
    last = until or _last_day(frames, years)
    frames = _only(frames, [code for code in names if code != ALL], last)
    spans = Spans.of(years, last, periods)
    known = Known.of(frames, names, joined or {}, partners_from or {}, recorded_from or {}, last)
    frames = known.frames(frames)
    folded = journeys_of(frames) if journeys is None else journeys
    scores = scorecard(frames, folded, spans, comparators)
    seen = Happenings(frames, folded)
    known = known.with_returns_to_care(seen.came_back["la_code"].unique())
    counts = Counts.of(
        all_rows(
            [
                *flow_rows(seen),
                *breakdown_rows(seen),
                *plan_rows(seen),
                *interval_rows(seen),
                *share_rows(seen),
                *kept_rows(seen),
            ]
        ),
        all_rows(stock_rows(seen, [one.last_on for one in spans.days])),
        _of_scorecard(scores),
        spans,
    )
    figures, behind = Drawing(known, counts, spans, scores).all("children")
    return FigureBook(body, body_name, change, names, figures, MEASURES, behind)


def _of_scorecard(scores: FigureSet) -> pl.DataFrame:
    """The scorecard's people as rows that name their period; the sums are the scorecard's own."""
    import polars as pl

    named = scores.membership.rename({"indicator": "measure"})
    rows = all_rows(
        [
            named.with_columns(
                on=pl.col("end_on"), weight=pl.col("value").is_not_null().cast(pl.Int64)
            )
        ]
    )
    return rows.with_columns(period=named["window"])


def _only(frames: Frames, codes: Sequence[str], last: date) -> Frames:
    """The frames of these councils, without events after the last day known of."""
    import polars as pl

    kept = pl.col("la_code").is_in(list(codes))
    return replace(
        frames,
        events=frames.events.filter(kept & (pl.col("happened_on") <= last)),
        spells=frames.spells.filter(kept),
        children=frames.children.filter(kept),
        coverage=frames.coverage.filter(kept),
    )


def _last_day(frames: Frames, years: Sequence[int]) -> date:
    """The last day of any event, or of the last year returned; else of the last year asked for."""
    found = [date(year, 3, 31) for year in frames.coverage["year"]]
    last = frames.events["happened_on"].max()
    if isinstance(last, date):
        found.append(last)
    return max(found, default=date(max(years, default=2000), 3, 31))
