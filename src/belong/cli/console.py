"""Where words go: the terminal's encoding and width, messages, progress, and files."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from belong.domain.errors import BelongError

__all__ = ["Content", "deliver", "prepare_streams", "progress_bar", "say", "width_of_terminal"]

#: Width of a table that nobody looks at in a terminal.
PLAIN_WIDTH = 110
MIN_WIDTH = 60

Progress = Callable[[int, int], None]


def prepare_streams() -> None:
    """Make both streams print anything: what a code page lacks becomes '?' and never an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if callable(reconfigure):
            reconfigure(errors="replace")


def say(message: str) -> None:
    """A line for the person, on stderr, so that what a program reads stays clean."""
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


def width_of_terminal() -> int:
    """Columns to lay a table out in: COLUMNS, else the terminal's, else a plain width."""
    if not sys.stdout.isatty() and not os.environ.get("COLUMNS"):
        return PLAIN_WIDTH
    return max(MIN_WIDTH, shutil.get_terminal_size((PLAIN_WIDTH, 40)).columns)


#: What a command may hand over: text whole or in pieces, or the bytes of a workbook.
Content = str | bytes | Iterator[str]


def deliver(content: Content, out: Path | None) -> None:
    """Write to ``out``, or to stdout where there is none; bytes to a terminal are refused.

    A file is written beside its place and put there when it is whole.

    Raises BelongError where the folder is not there, or bytes would go to a screen.
    """
    if out is None:
        if isinstance(content, str):
            text = content.replace("\r\n", "\n")
            sys.stdout.write(text if text.endswith("\n") else text + "\n")
            return
        if isinstance(content, Iterator):
            sys.stdout.writelines(content)
            return
        if sys.stdout.isatty():
            raise BelongError("a workbook cannot be shown here.", mend="Add --out FILE.")
        sys.stdout.buffer.write(content)
        return
    check_room(out)
    target = out.resolve()
    draft = target.with_name(f"{target.name}.part")
    try:
        if target.exists() and not target.is_file():  # a pipe or a device: never to be replaced
            _write(content, target)
            return
        _write(content, draft)
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise BelongError(
            "the file could not be written.",
            where=str(out),
            mend="Is it open in another program, or the folder read-only?",
        ) from error
    say(f"Written: {out}")


def check_room(out: Path | None) -> None:
    """That a file can be meant by ``out``: long work must not end in vain. Raises BelongError."""
    if out is None:
        return
    if not out.parent.is_dir():
        raise BelongError(
            "the folder to write into does not exist.",
            where=str(out.parent),
            mend="Make it first, or choose another with --out.",
        )
    if out.is_dir():
        raise BelongError(
            "this is a folder.", where=str(out), mend="Give --out the name of a file in it."
        )


def _write(content: Content, path: Path) -> None:
    with path.open("wb") as file:
        for piece in (content,) if isinstance(content, str | bytes) else content:
            file.write(piece if isinstance(piece, bytes) else piece.encode("utf-8"))


@contextmanager
def progress_bar(label: str) -> Iterator[Progress | None]:
    """A bar on stderr while long work runs, where stderr is a terminal; else None.

    Gives a callable (done, total) that may be called as often as one likes.
    """
    if not sys.stderr.isatty() or os.environ.get("BELONG_NO_PROGRESS"):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total or None)

        yield show
