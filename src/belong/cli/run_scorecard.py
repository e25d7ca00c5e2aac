"""The work of ``belong scorecard``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from belong.cli.console import deliver, width_of_terminal
from belong.cli.keys import Keys
from belong.cli.options import PageFormat
from belong.cli.pipeline import Supplied, check_area, check_year, names_of, open_returns
from belong.domain.errors import BelongError

if TYPE_CHECKING:
    from belong.reports.scorecard import Scorecard

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
    if out is None and style in FILES and sys.stdout.isatty():
        raise BelongError(
            "this format needs a file to go into.", mend=f"Add --out scorecard.{style.value}."
        )
    supplied = open_returns(paths, la, with_rules=style in FILES and not public)
    check_area(supplied, area)
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
    from belong.analytics.engine import compute
    from belong.reports.scorecard import Scorecard

    figures = compute(supplied.frames, supplied.journeys, year=year, windows=windows)
    return Scorecard(
        year=year,
        figures=figures,
        names=names_of(supplied.areas),
        returns=supplied.returns.returns,
        notices=supplied.frames.notices,
        area=area,
    )


def _rendered(scorecard: Scorecard, style: PageFormat, keys: Keys) -> str | bytes:
    from belong.reports.scorecard import scorecard_report

    report = scorecard_report(scorecard, keys, is_full=style in FILES)
    if style is PageFormat.html:
        from belong.reports.html import as_html

        return as_html(report)
    if style is PageFormat.xlsx:
        from belong.reports.xlsx import as_xlsx

        return as_xlsx(report)
    from belong.reports.text import as_text

    return as_text(report, width_of_terminal())
