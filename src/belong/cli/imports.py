"""``belong import``: bringing returns, or the template workbook, into the service's record."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from belong.web.imports.models import Import

__all__ = ["EXAMPLES", "bring_in"]

EXAMPLES = """Examples:

  belong import returns/2024

  belong import returns/2022 returns/2023 returns/2024 --council 991 --apply

  belong import our-records.xlsx --council 991 --apply --conflicts keep
"""
#: Lines of an outcome that are printed.
_SHOWN = 10


class Conflicts(StrEnum):
    """What to do where a file contradicts what a person recorded."""

    stop = "stop"
    keep = "keep"
    file = "file"


def bring_in(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...",
            show_default=False,
            help="SSDA903 returns of one or many years, or one template workbook.",
        ),
    ],
    council: Annotated[
        str,
        typer.Option(
            "--council",
            show_default=False,
            metavar="CODE",
            help="The council's code, or the agency's name. Others' returns are refused.",
        ),
    ] = "",
    preview: Annotated[
        bool, typer.Option("--preview", help="Only show what would change (the default).")
    ] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Apply it: all of it or nothing.")] = False,
    conflicts: Annotated[
        Conflicts,
        typer.Option(
            "--conflicts",
            help="Where a person recorded something else: stop, keep theirs, or take the file's.",
        ),
    ] = Conflicts.stop,
    without_refused: Annotated[
        bool, typer.Option("--without-refused", help="Go on without lines that are refused.")
    ] = False,
    demo: Annotated[bool, typer.Option("--demo", help="Into the demo's database.")] = False,
) -> None:
    """Bring what exists into the record: first a preview, then with --apply the whole of it.

    Each line is new, unchanged, changed, conflicting or refused, with the cell that it stands in.
    The same file twice changes nothing.
    """
    from belong.cli.console import progress_bar, say
    from belong.cli.service import open_database
    from belong.domain.errors import BelongError

    if apply and preview:
        raise BelongError("Give --preview or --apply, not both.")
    open_database(is_demo=demo)
    from belong.web.children.standing import Choice
    from belong.web.imports import actions, commands
    from belong.web.imports.presenters import what_it_did

    with progress_bar("Reading") as bar:
        progress = None if bar is None else lambda words, done, total: bar(done, total)
        one = commands.preview_paths(paths, agency=council, progress=progress)
        _show(one)
        if not apply:
            actions.cancel(one=one, process=actions.IMPORTER)
            say("Nothing was recorded. Add --apply to record it.")
            return
        one = commands.apply_paths(
            one,
            paths,
            choice=None if conflicts is Conflicts.stop else Choice(conflicts.value),
            without_refused=without_refused,
            progress=progress,
        )
    say(f"Applied: {what_it_did(one)}")


def _show(one: Import) -> None:
    from belong.web.children.standing import Outcome
    from belong.web.imports.commands import preview_rows
    from belong.web.imports.presenters import OUTCOMES

    for outcome, words in OUTCOMES.items():
        typer.echo(f"{one.counts.get(outcome, 0):>9,}  {words.head.lower()}: {words.means}")
    for outcome in (Outcome.CHANGED, Outcome.CONFLICTING, Outcome.REFUSED):
        rows = list(preview_rows(one, outcome, _SHOWN))
        if rows:
            typer.echo(f"\n{OUTCOMES[outcome].head}:")
            for row in rows:
                typer.echo(f"  {row}")
            if one.counts[outcome] > len(rows):
                typer.echo(f"  and {one.counts[outcome] - len(rows):,} more")
    for told in one.told[:_SHOWN]:
        typer.echo(f"\n{told}")
