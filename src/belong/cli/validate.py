"""``belong validate``: what is wrong in a return, and how to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from belong.cli.options import (
    Authority,
    KeyFile,
    Out,
    Paths,
    TableFormat,
    TableStyle,
    WithIds,
    style_of,
)

__all__ = ["EXAMPLES", "validate"]

EXAMPLES = """Examples:

  belong validate returns/2024 --last returns/2023

  belong validate returns --year 2024

  belong validate returns/2024 --format xlsx --out findings.xlsx

Ends with 0 where nothing was found, 1 where something was, 2 where it could not be done.
"""


def validate(
    paths: Paths,
    last: Annotated[
        Path | None,
        typer.Option(
            "--last",
            show_default=False,
            metavar="PATH",
            help="Last year's return. Found by itself where PATH holds several years.",
        ),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            show_default=False,
            metavar="YEAR",
            help="Collection year that ends on 31 March of YEAR. Without it: the latest supplied.",
        ),
    ] = None,
    la: Authority = None,
    style: TableStyle = None,
    out: Out = None,
    with_postcodes: Annotated[
        bool, typer.Option("--with-postcodes", help="Show postcodes among the values.")
    ] = False,
    with_ids: WithIds = False,
    key_file: KeyFile = None,
) -> None:
    """Check a return and say how to mend what is found.

    Every rule of the national collection that touches adoption is tried, and some of our own.
    """
    from belong.cli.run_validate import run

    chosen = style_of(style, out, TableFormat)
    code = run(paths, last, year, la, chosen, out, with_postcodes, with_ids, key_file)
    raise typer.Exit(code)
