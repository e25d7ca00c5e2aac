"""``belong scorecard``: the whole scorecard of the returns supplied."""

from __future__ import annotations

from typing import Annotated

import typer

from belong.cli.options import (
    Area,
    Authority,
    KeyFile,
    Out,
    PageFormat,
    PageStyle,
    Paths,
    WithIds,
    Year,
    style_of,
)

__all__ = ["EXAMPLES", "scorecard"]

EXAMPLES = """Examples:

  belong scorecard returns

  belong scorecard returns --year 2024 --area 991

  belong scorecard returns --format html --out scorecard.html

  belong scorecard returns --format json > scorecard.json

  belong scorecard returns --public --format xlsx --out for-publication.xlsx
"""


def scorecard(
    paths: Paths,
    year: Year = None,
    la: Authority = None,
    area: Area = None,
    windows: Annotated[
        int, typer.Option("--windows", min=1, max=20, help="How many windows back from the year.")
    ] = 3,
    style: PageStyle = None,
    out: Out = None,
    public: Annotated[
        bool,
        typer.Option("--public", help="Hide small numbers, and every child, for publication."),
    ] = False,
    with_ids: WithIds = False,
    key_file: KeyFile = None,
) -> None:
    """Compute the scorecard from a council's own returns.

    For each authority and for all together: the last windows of every indicator beside the
    threshold, England and the rank, the time spent in each stage, and what was left out.
    """
    from belong.cli.run_scorecard import run

    chosen = style_of(style, out, PageFormat)
    run(paths, year, la, area, windows, chosen, out, public, with_ids, key_file)
