"""``belong synth``: returns of a made-up region whose right answers are known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from belong.cli.options import ShortFormat

__all__ = ["EXAMPLES", "synth"]

EXAMPLES = """Examples:

  belong synth made-up

  belong synth made-up --las 991,992,993 --children 400 --years 2016-2024 --seed 7
"""


def synth(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="Folder to write into; made if it is not there.")
    ],
    seed: Annotated[int, typer.Option("--seed", help="Same seed, same region.")] = 1,
    las: Annotated[
        str, typer.Option("--las", metavar="CODES", help="Codes of made-up councils, 990 to 999.")
    ] = "991,992",
    children: Annotated[
        int,
        typer.Option("--children", min=1, max=100_000, help="About how many children a council."),
    ] = 400,
    years: Annotated[
        str, typer.Option("--years", metavar="FROM-TO", help="Years of the returns.")
    ] = "2016-2024",
    style: Annotated[ShortFormat, typer.Option("--format", help="How to say it.")] = (
        ShortFormat.table
    ),
) -> None:
    """Write returns of a made-up region, with its answers.

    The right answers are in truth.json, computed from the made-up lives and not from the returns.
    """
    from belong.cli.run_synth import run

    run(out, seed, las, children, years, style)
