"""``belong backup``, ``restore``, ``drill`` and ``rebuild``: keeping the record safe and true."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from belong.web.keeping.backup import Contents

__all__ = ["BACKUP_EXAMPLES", "RESTORE_EXAMPLES", "backup", "drill", "rebuild", "restore"]

BACKUP_EXAMPLES = """Examples:

  belong backup /safe/place/belong-2026-11-21.backup

  BELONG_BACKUP_PASSPHRASE="four unusual words here" belong backup nightly.backup --drill
"""
RESTORE_EXAMPLES = """Examples:

  belong migrate && belong restore /safe/place/belong-2026-11-21.backup
"""
#: The variable that holds the passphrase where nobody is there to type it.
PASSPHRASE = "BELONG_BACKUP_PASSPHRASE"  # noqa: S105 (the name of the variable)

File = Annotated[Path, typer.Argument(metavar="FILE", help="The file of the backup.")]
Demo = Annotated[bool, typer.Option("--demo", help="Of the demo's database.")]


def _passphrase(*, is_new: bool) -> str:
    from belong.domain.errors import BelongError

    given = os.environ.get(PASSPHRASE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise BelongError(
            "There is no passphrase, and nobody here to type one.", mend=f"Set {PASSPHRASE}."
        )
    typed: str = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=is_new, err=True)
    return typed


def _told(contents: Contents) -> str:
    return (
        f"{contents.rows:,} rows of {len(contents.tables)} tables, up to change"
        f" {contents.change:,}, with {contents.files.rows:,} files and"
        f" {contents.figures:,} figures"
    )


def backup(
    path: File,
    with_drill: Annotated[
        bool, typer.Option("--drill", help="Then restore it elsewhere and compare everything.")
    ] = False,
    demo: Demo = False,
) -> None:
    """Write everything to an encrypted file, while people go on working.

    The passphrase is asked for, or taken from BELONG_BACKUP_PASSPHRASE. Without it nobody can read
    the backup again: keep it where the backup is not.
    """
    from belong.cli.console import progress_bar, say
    from belong.cli.service import open_database
    from belong.domain.errors import BelongError

    open_database(is_demo=demo)
    from belong.web.keeping.backup import make_backup

    passphrase = _passphrase(is_new=True)
    with progress_bar("Backing up") as progress:
        contents = make_backup(path, passphrase, progress=progress)
    say(f"Written: {path} ({_told(contents)})")
    if contents.lost:
        raise BelongError(
            f"{contents.lost:,} of the documents' files are not in the store, or are no longer what"
            " was kept. Everything else is in the backup.",
            where=str(path),
            mend="Take them from an earlier backup: restore it elsewhere with 'belong restore'.",
        )
    if with_drill:
        _drill(path, passphrase)


def restore(path: File, demo: Demo = False) -> None:
    """Put a backup into an empty database that 'belong migrate' has made."""
    from belong.cli.console import progress_bar, say
    from belong.cli.service import open_database

    open_database(is_demo=demo)
    from belong.web.keeping.backup import restore_backup

    with progress_bar("Restoring") as progress:
        contents = restore_backup(path, _passphrase(is_new=False), progress=progress)
    say(f"Restored: {_told(contents)}, as of {contents.made_at:%d/%m/%Y %H:%M}.")


def drill(path: File, demo: Demo = False) -> None:
    """Restore a backup elsewhere, compare every table and every figure, and record the result.

    Nothing here is changed. The front page says when the last drill passed.
    """
    from belong.cli.service import open_database

    open_database(is_demo=demo)
    _drill(path, _passphrase(is_new=False))


def _drill(path: Path, passphrase: str) -> None:
    from belong.cli.console import say
    from belong.domain.errors import BelongError
    from belong.web.keeping.drill import run_drill

    result = run_drill(path, passphrase)
    if not result.passed:
        raise BelongError(f"The drill did not pass. {result.problem}", where=str(path))
    say(
        f"The drill passed: {result.rows:,} rows of {result.tables} tables and"
        f" {result.figures:,} figures are the same after restoring."
    )


def rebuild(demo: Demo = False) -> None:
    """Make the rows that lists read anew from the ledger; the ledger itself stays as it is."""
    from belong.cli.console import progress_bar, say
    from belong.cli.service import open_database

    open_database(is_demo=demo)
    from belong.web.ledger.projection import rebuild as rebuild_rows

    with progress_bar("Rebuilding") as progress:
        done = rebuild_rows(progress)
    say(f"Rebuilt the rows of {done:,} records from the ledger.")
