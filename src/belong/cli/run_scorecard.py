"""The work of ``belong scorecard``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from belong.cli.console import Content, check_room, deliver, width_of_terminal
from belong.cli.keys import Keys
from belong.cli.options import PageFormat
from belong.cli.pipeline import Supplied, check_area, check_year, compared, names_of, open_returns
from belong.domain.errors import BelongError

if TYPE_CHECKING:
    from belong.analytics import FigureSet
    from belong.analytics.disclosure import PublicFigure
    from belong.reports.quality import RuleCount
    from belong.reports.scorecard import Scorecard
    from belong.reports.times import Times

__all__ = ["run"]

#: Formats that are files by nature: children are re-keyed in them wherever they go.
FILES = (PageFormat.html, PageFormat.xlsx)


def run(
    paths: Sequence[Path],
    year: int | None,
    la: str | None,
    area: str | None,
    windows: int,
    style: PageFormat,
    out: Path | None,
    public: bool,
    with_ids: bool,
    key_file: Path | None,
) -> None:
    """Read, compute, render and deliver one scorecard. Raises BelongError."""
    check_room(out)
    if out is None and style in FILES and sys.stdout.isatty():
        raise BelongError(
            "this format needs a file to go into.", mend=f"Add --out scorecard.{style.value}."
        )
    supplied = open_returns(paths, la, with_rules=style in FILES and not public)
    area = check_area(supplied, area)
    scorecard = _scorecard(supplied, check_year(supplied, year), windows, area, public, style)
    keys = Keys(supplied.returns, leaves=out is not None or style in FILES, with_ids=with_ids)
    content = _rendered(scorecard, style, keys)
    keys.write(key_file, out)
    deliver(content, out)


def _scorecard(
    supplied: Supplied,
    year: int,
    windows: int,
    area: str | None,
    public: bool,
    style: PageFormat,
) -> Scorecard:
    """Everything that the scorecard is told from, computed."""
    from belong.analytics import compute
    from belong.reports.scorecard import Scorecard
    from belong.reports.times import Times

    frames, journeys = supplied.frames, supplied.journeys
    figures = compared(compute(frames, journeys, year=year, windows=windows))
    words, published = _published(figures) if public else (None, None)
    return Scorecard(
        year=year,
        figures=figures,
        names=names_of(supplied.areas),
        returns=supplied.returns.returns,
        notices=frames.notices,
        counts=_counts(supplied, year) if style in FILES and not public else None,
        times=Times() if public else _times(supplied, figures, year, windows, style),
        journeys=journeys,
        area=area,
        public=words,
        published=published,
    )


def _published(figures: FigureSet) -> tuple[str, tuple[PublicFigure, ...]]:
    """What the profile for publication does, in words, and the figures that it lets out."""
    from belong.analytics import disclosure

    (name,) = disclosure.PROFILES
    profile = disclosure.PROFILES[name]
    words = (
        f"profile {name}. {profile.basis} {disclosure.HIDDEN} stands where a number is hidden; "
        f"numbers of children are rounded to {profile.round_children_to}. No child, no time in a "
        "stage and no data quality is shown."
    )
    return words, disclosure.apply(figures, name)


def _counts(supplied: Supplied, year: int) -> tuple[RuleCount, ...]:
    """How many children each rule found in the returns of the year."""
    from belong.formats.ssda903.rules import validate
    from belong.reports.quality import RuleCount

    found = validate(supplied.returns, year=year)
    counts = found.by_rule.to_dicts()
    return tuple(
        RuleCount(
            rule=row["rule"],
            children=row["findings"],
            message=found.rules[row["rule"]].message,
            fix=found.rules[row["rule"]].fix,
        )
        for row in counts
    )


def _times(
    supplied: Supplied, figures: FigureSet, year: int, windows: int, style: PageFormat
) -> Times:
    """Stage times (in a terminal by window only), the cohorts, and how long others wait."""
    from belong.analytics.stages import By, cohorts, stage_times, waiting_bands
    from belong.reports.times import Times

    frames, journeys = supplied.frames, supplied.journeys
    if style is PageFormat.csv:
        return Times()
    spans: tuple[By, ...] = ("window", "year", "quarter")
    if style is PageFormat.table:
        spans = ("window",)
    return Times(
        stages={by: stage_times(journeys, frames, year, windows, by).to_dicts() for by in spans},
        cohorts=cohorts(frames, journeys, year, windows).to_dicts(),
        bands=waiting_bands(figures).to_dicts(),
    )


def _rendered(scorecard: Scorecard, style: PageFormat, keys: Keys) -> Content:
    from belong.reports.data import (
        FIGURE_COLUMNS,
        as_csv,
        figure_row,
        json_lines,
        scorecard_data,
    )
    from belong.reports.scorecard import scorecard_report

    if style is PageFormat.json:
        return json_lines(scorecard_data(scorecard, keys, keys.clean))
    if style is PageFormat.csv:
        shown = (each for each in scorecard.opened() if scorecard.area in (None, each.area))
        return as_csv(FIGURE_COLUMNS, (figure_row(figure) for figure in shown))
    report = scorecard_report(scorecard, keys, is_full=style in FILES)
    if style is PageFormat.html:
        from belong.reports.html import as_html

        return as_html(report)
    if style is PageFormat.xlsx:
        from belong.reports.xlsx import as_xlsx

        return as_xlsx(report)
    from belong.reports.text import as_text

    return as_text(report, width_of_terminal())
