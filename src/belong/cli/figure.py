"""``belong figure``: one figure, opened."""

from __future__ import annotations

from typing import Annotated

import typer

from belong.cli.options import (
    Area,
    Authority,
    KeyFile,
    Out,
    Paths,
    TableFormat,
    TableStyle,
    WithIds,
    Year,
    style_of,
)

__all__ = ["EXAMPLES", "figure"]

EXAMPLES = """Examples:

  belong figure A10 returns --year 2024 --area 991

  belong figure A2 returns --days 150

  belong figure A10 returns --format csv --out a10-children.csv
"""


def figure(
    indicator: Annotated[
        str, typer.Argument(metavar="INDICATOR", help="A1, A2, A3, A4, A5, A9, A10, A14 ...")
    ],
    paths: Paths,
    year: Year = None,
    la: Authority = None,
    area: Area = None,
    days: Annotated[
        int | None,
        typer.Option(
            "--days",
            min=0,
            show_default=False,
            help="Also: what one more adoption after so many days would make of it.",
        ),
    ] = None,
    style: TableStyle = None,
    out: Out = None,
    with_ids: WithIds = False,
    key_file: KeyFile = None,
) -> None:
    """Open one figure: its children and who is left out.

    Shows the definition in plain words, every child with dates and days, those left out in order
    and why, and what each child does to the figure.
    """
    from belong.cli.run_figure import run

    chosen = style_of(style, out, TableFormat)
    run(indicator, paths, year, la, area, days, chosen, out, with_ids, key_file)
