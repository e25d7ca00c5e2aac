"""The work of ``belong figure``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from belong.cli.console import check_room, deliver, width_of_terminal
from belong.cli.keys import Keys
from belong.cli.options import TableFormat
from belong.cli.pipeline import (
    Supplied,
    check_area,
    check_year,
    compared,
    names_of,
    open_returns,
)
from belong.domain.errors import BelongError

if TYPE_CHECKING:
    from belong.analytics import Figure, Influence

__all__ = ["run"]


def run(
    indicator: str,
    paths: Sequence[Path],
    year: int | None,
    la: str | None,
    area: str | None,
    days: int | None,
    style: TableFormat,
    out: Path | None,
    with_ids: bool,
    key_file: Path | None,
) -> None:
    """Compute one figure, open it, render and deliver. Raises BelongError."""
    from belong.analytics import DEFINITIONS

    check_room(out)
    code = indicator.strip().upper()
    if code not in DEFINITIONS:
        raise BelongError(
            f"there is no indicator {indicator}.", mend=f"Choose from {', '.join(DEFINITIONS)}."
        )
    if out is None and style is TableFormat.xlsx and sys.stdout.isatty():
        raise BelongError("a workbook needs a file.", mend=f"Add --out {code}.xlsx.")
    supplied = open_returns(paths, la)
    area = check_area(supplied, area)
    chosen = area or (supplied.areas[0] if len(supplied.areas) == 1 else "all")
    figure = _figure(supplied, code, chosen, check_year(supplied, year))
    influence = _influence(supplied, figure, days)
    leaves = out is not None or style is TableFormat.xlsx
    keys = Keys(supplied.returns, leaves=leaves, with_ids=with_ids)
    content = _rendered(figure, influence, names_of(supplied.areas), style, keys)
    keys.write(key_file, out)
    deliver(content, out)


def _figure(supplied: Supplied, code: str, area: str, year: int) -> Figure:
    from belong.analytics import DEFINITIONS, compute
    from belong.analytics.windows import window_ending

    figures = compute(supplied.frames, supplied.journeys, year=year, windows=1, codes=[code])
    return compared(figures).figure(code, area, window_ending(DEFINITIONS[code].window, year).label)


def _influence(supplied: Supplied, figure: Figure, days: int | None) -> Influence | None:
    """Influence on a mean; None for another figure, unless days were asked about, which fails."""
    from belong.analytics import DEFINITIONS, influence

    if DEFINITIONS[figure.indicator].statistic != "mean" and days is None:
        return None
    return influence(figure, supplied.journeys, days=() if days is None else (days,))


def _rendered(
    figure: Figure,
    influence: Influence | None,
    names: dict[str, str],
    style: TableFormat,
    keys: Keys,
) -> str | bytes:
    from belong.reports.data import as_csv, as_json
    from belong.reports.opened import figure_rows, opened_data, opened_report

    if style is TableFormat.json:
        return as_json(opened_data(figure, influence, keys))
    if style is TableFormat.csv:
        titles = ("child", "la", "status", "value", "start", "end", "reason")
        return as_csv(titles, figure_rows(figure, keys))
    report = opened_report(figure, influence, names.get(figure.area, figure.area), keys)
    if style is TableFormat.xlsx:
        from belong.reports.xlsx import as_xlsx

        return as_xlsx(report)
    from belong.reports.text import as_text

    return as_text(report, width_of_terminal())
