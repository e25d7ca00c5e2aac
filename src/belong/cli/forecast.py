"""``belong forecast``: what each figure will be next year, and how such forecasts did before."""

from __future__ import annotations

from typing import Annotated

import typer

from belong.cli.options import (
    Area,
    Authority,
    Out,
    Paths,
    ShortFormat,
    ShortStyle,
    Year,
    style_of,
)

__all__ = ["EXAMPLES", "forecast"]

EXAMPLES = """Examples:

  belong forecast returns

  belong forecast returns --indicator A10 --area 991

  belong forecast returns --indicator adopted

  belong forecast returns --format json > forecast.json
"""


def forecast(
    paths: Paths,
    indicator: Annotated[
        str | None,
        typer.Option(
            "--indicator",
            show_default=False,
            metavar="INDICATOR",
            help="Only this one, such as A10, A4 or adopted. Without it: all of them.",
        ),
    ] = None,
    year: Year = None,
    la: Authority = None,
    area: Area = None,
    plays: Annotated[
        int,
        typer.Option("--plays", min=100, max=100_000, help="How often it is played through."),
    ] = 1000,
    tested: Annotated[
        int, typer.Option("--tested", min=0, max=10, help="On how many past years it is tried.")
    ] = 3,
    style: ShortStyle = None,
    out: Out = None,
) -> None:
    """Tell what each figure will be a year later, with an interval.

    Means, shares and counts from children who are certain, placed, and waiting, at the pace of the
    last three years, and from children to come as in these; tried on past years beside it.
    """
    from belong.cli.run_forecast import run

    chosen = style_of(style, out, ShortFormat)
    run(paths, indicator, year, la, area, plays, tested, chosen, out)
