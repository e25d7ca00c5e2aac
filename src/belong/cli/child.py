"""``belong child``: one child's story as the returns tell it."""

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
    WithIds,
    Year,
    style_of,
)

__all__ = ["EXAMPLES", "child"]

EXAMPLES = """Examples:

  belong child returns 100234

  belong child returns 100234 --area 991 --year 2023
"""


def child(
    paths: Paths,
    child_id: Annotated[
        str, typer.Argument(metavar="ID", help="The child's number: CHILD in the return.")
    ],
    year: Year = None,
    la: Authority = None,
    area: Area = None,
    style: ShortStyle = None,
    out: Out = None,
    with_ids: WithIds = False,
) -> None:
    """Show one child's timeline and what figures count it.

    Shows what the returns say in order of date, the times between, and for every indicator how
    many days the child counts for, or why it does not count.
    """
    from belong.cli.run_child import run

    chosen = style_of(style, out, ShortFormat)
    run(paths, child_id, year, la, area, chosen, out, with_ids)
