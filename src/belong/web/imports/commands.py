"""What ``belong import`` does: files of this computer previewed, and applied where asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from belong.domain.errors import BelongError
from belong.formats.workbook import is_template
from belong.web.agencies.models import Agency, Kind
from belong.web.children.standing import Choice, Outcome
from belong.web.imports import actions
from belong.web.imports.models import Import
from belong.web.imports.presenters import kind_words
from belong.web.imports.queries import lines_on
from belong.web.imports.uploads import Received, safe_name
from belong.web.imports.work import apply_import, read_import

__all__ = ["apply_paths", "preview_paths", "preview_rows"]

_PIECE = 1 << 20
_ENDINGS = frozenset({".csv", ".txt", ".xml", ".xlsx"})
Progress = Callable[[str, int, int], None]


def preview_paths(
    paths: Sequence[Path], *, agency: str = "", progress: Progress | None = None
) -> Import:
    """The preview of returns, or of one template workbook, under the paths.

    agency: a council's code or an agency's name; "" for every council there is. Raises BelongError
    where nothing can be read.
    """
    for path in paths:
        if not path.exists():
            raise BelongError("There is no such file or folder.", where=str(path))
        if path.suffix.lower() == ".xlsm":
            raise BelongError(
                "This workbook holds macros, which are programs; it was not opened.",
                where=str(path),
                mend="Save it as an Excel workbook without macros (.xlsx).",
            )
    is_workbook = len(paths) == 1 and paths[0].suffix.lower() == ".xlsx" and is_template(paths[0])
    kind = Import.Kind.WORKBOOK if is_workbook else Import.Kind.RETURNS
    one = actions.begin(
        kind=kind,
        agencies=_agencies(agency, kind),
        files=[_received(path) for path in _files(paths)],
        process=actions.IMPORTER,
    )
    read_import(one.key, one.run, paths=paths, progress=progress)
    one.refresh_from_db()
    if one.state != Import.State.PREVIEWED:
        raise BelongError(one.problem or "The files could not be read.")
    return one


def apply_paths(
    one: Import,
    paths: Sequence[Path],
    *,
    choice: Choice | None = None,
    without_refused: bool = False,
    progress: Progress | None = None,
) -> Import:
    """Apply what was previewed. choice: for every conflict; None refuses where there are any.

    Raises BelongError, and applies nothing, where choices are missing, lines are refused and may
    not be left out, or somebody recorded in between.
    """
    try:
        if choice is not None:
            actions.choose_all(one=one, choice=choice)
        started = actions.start_applying(one=one, without_refused=without_refused)
    except BelongError:
        actions.cancel(one=one, process=actions.IMPORTER)
        raise
    apply_import(started.key, started.run, paths=paths, progress=progress)
    one.refresh_from_db()
    if one.state == Import.State.PREVIEWED:
        actions.cancel(one=one, process=actions.IMPORTER)
        raise BelongError(
            "Somebody recorded on these records meanwhile; nothing was applied.",
            mend="Look at the preview again.",
        )
    if one.state != Import.State.APPLIED:
        raise BelongError(one.problem or "Nothing was applied.")
    return one


def preview_rows(one: Import, outcome: Outcome, most: int) -> Iterator[str]:
    """The first lines of an outcome, in words."""
    for line in lines_on(one, outcome, 1)[:most]:
        told = " ".join(part for part in (line.who, kind_words(line), line.on) if part)
        yield f"{told}: {line.place}. {line.reason}".rstrip()


def _agencies(words: str, kind: Import.Kind) -> list[Agency]:
    if not words:
        if kind == Import.Kind.WORKBOOK:
            raise BelongError("A workbook is one agency's.", mend="Name it with --council.")
        return list(Agency.objects.filter(kind=Kind.COUNCIL))
    found = Agency.objects.filter(dfe_code=words).first()
    found = found or Agency.objects.filter(name__iexact=words).first()
    if found is None:
        raise BelongError(
            "There is no such agency.", where=words, mend="Add it with 'belong agency add'."
        )
    return [found]


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (one for one in inside if one.is_file() and one.suffix.lower() in _ENDINGS)


def _received(path: Path) -> Received:
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            hashed.update(piece)
    return Received(safe_name(path.name), path.stat().st_size, hashed.hexdigest())
