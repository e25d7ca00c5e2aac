"""``belong comparators``: published tables of England and other councils."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from belong.cli.options import ShortFormat

__all__ = ["app"]

app = typer.Typer(
    help="Figures that others have published, to compare with.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

EXAMPLES = """Examples:

  belong comparators import published-table.csv

  belong comparators import published-table.csv --edition 2024-05-22

They are kept in your user data folder, or in the folder that BELONG_DATA names.
"""


@app.callback()
def group() -> None:
    """Figures that others have published, to compare with."""


@app.command("import", epilog=EXAMPLES)
def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Published tables as CSV files.")
    ],
    edition: Annotated[
        str | None,
        typer.Option(
            "--edition",
            show_default=False,
            metavar="DAY",
            help="Day of the release (2024-05-22), where the table itself does not say.",
        ),
    ] = None,
    style: Annotated[
        ShortFormat, typer.Option("--format", help="How to say it.")
    ] = ShortFormat.table,
) -> None:
    """Read published tables, keeping every edition apart.

    A revised figure is kept beside the one issued before it and never replaces it silently.
    """
    from belong.cli.run_comparators import run

    run(files, edition, style)
