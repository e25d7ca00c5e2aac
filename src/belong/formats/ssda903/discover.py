"""Find the returns under the paths that a person gives."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from belong.domain.errors import BelongError
from belong.domain.frames import Notice
from belong.formats.authorities import code_of, is_known
from belong.formats.ssda903.csv_folder import peek
from belong.formats.ssda903.source import SHOWN_ROWS, CsvFile, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["UNKNOWN", "Survey", "discover", "survey"]

#: The authority of a return that nothing names.
UNKNOWN = "unknown"

_TEXT = frozenset({".csv", ".txt", ".tsv"})
_WORKBOOK = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_FORMS = {".xml": "xml"} | dict.fromkeys(_WORKBOOK, "workbook")
#: Folders are searched this many levels below the path given: region, authority, year, one spare.
_DEPTH = 4
_SPAN = re.compile(r"(?<!\d)(20\d\d)\s*[-_/ ]\s*(?:20)?(\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_DIGITS = re.compile(r"(\d+)")
_MEND = (
    "Give a folder that holds the return's CSV files, an XML file or a workbook, or a folder of"
    " year folders."
)


@dataclass
class Survey:
    """The returns found, in path order, and what could not be taken for one."""

    sources: list[Source] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def discover(paths: Sequence[Path | str], *, la: str | None = None) -> list[Source]:
    """The returns under ``paths``, in the order of the paths and then of the folders' names.

    la: authority of returns whose folders do not name one. Raises BelongError when a path does
    not exist or nothing under the paths is a return.
    """
    return survey(paths, la=la).sources


def survey(paths: Sequence[Path | str], *, la: str | None = None) -> Survey:
    """The same as ``discover``, with notices of what lies there and is no return."""
    found = Survey()
    fallback = _named_authority(la) if la is not None else UNKNOWN
    texts: dict[Path, list[tuple[Path, str]]] = {}
    for given in paths:
        path = Path(given)
        label = _shown(given)
        if not path.exists():
            raise BelongError(
                "there is no such file or folder.",
                where=label,
                mend="Check the spelling and that the drive is connected.",
            )
        if path.is_dir():
            _walk(found, path, label, fallback, 0, [])
        elif path.suffix.lower() in _FORMS:
            found.sources.append(_file_source(path, label, fallback, []))
        elif path.suffix.lower() in _TEXT:
            texts.setdefault(path.absolute().parent, []).append((path, label))
        else:
            raise BelongError("this is no CSV, XML or workbook file.", where=label, mend=_MEND)
    for folder, files in texts.items():
        _text_source(found, folder, files, fallback)
    if not found.sources:
        raise _nothing(paths, found.notices)
    return found


def _named_authority(la: str) -> str:
    code = code_of(la)
    if code is None:
        raise BelongError(
            f"{la!r} is no authority code.",
            where="--la",
            mend="Give the three-digit DfE code or the nine-character ONS code.",
        )
    return code


def _nothing(paths: Sequence[Path | str], notices: Iterable[Notice]) -> BelongError:
    """Why there is no return at all: empty, unreadable, or nothing of the right columns."""
    where = ", ".join(str(path) for path in paths) or None
    said = " ".join(notice.message for notice in notices)
    folders = [Path(path) for path in paths if Path(path).is_dir()]
    if folders and not any(next(folder.iterdir(), None) for folder in folders):
        return BelongError("the folder is empty.", where=where, mend=_MEND)
    if not paths:
        return BelongError("no path was given.", mend=_MEND)
    return BelongError(
        f"no table of an SSDA903 return was found. {said}".strip(), where=where, mend=_MEND
    )


def _shown(path: Path | str) -> str:
    """The path as text that any table can hold, whatever this computer takes file names for."""
    return os.fsencode(path).decode("utf-8", "replace")


def _natural(path: Path) -> tuple[tuple[int, int, str], ...]:
    """Sort key that puts 2 before 10 and does not mind case."""
    return tuple(
        (1, int(part), "") if part.isdecimal() else (0, 0, part)
        for part in _DIGITS.split(path.name.casefold())
    )


def _walk(
    found: Survey, folder: Path, label: str, fallback: str, depth: int, above: list[str]
) -> None:
    """Add the returns of a folder and below. above: names of folders from the path given on."""
    names = [*above, folder.absolute().name]
    try:
        entries = sorted(
            (entry for entry in folder.iterdir() if not entry.name.startswith((".", "~$"))),
            key=_natural,
        )
    except OSError:
        found.notices.append(
            Notice("folder_not_read", "This folder may not be read.", source=label)
        )
        return
    texts = [entry for entry in entries if entry.suffix.lower() in _TEXT and entry.is_file()]
    known, unread = _peek_all(found, texts)
    if known:
        found.sources.append(_folder_source(folder, label, fallback, names, known, unread))
        beside = Survey()
        _walk_on(beside, entries, label, fallback, depth, names)
        if beside.sources:
            labels = [source.label for source in beside.sources]
            more = len(labels) - SHOWN_ROWS
            passed_over = ", ".join(labels[:SHOWN_ROWS]) + (f" and {more} more" if more > 0 else "")
            found.notices.append(
                Notice(
                    "returns_passed_over",
                    "The tables in this folder itself are one return, so what lies beside and"
                    f" below them was not read: {passed_over}. Put them in a folder of their own.",
                    source=label,
                )
            )
        return
    if unread:
        found.notices.append(
            Notice(
                "file_not_known",
                f"The columns are those of no table of the return: {', '.join(unread)}.",
                source=label,
            )
        )
    _walk_on(found, entries, label, fallback, depth, names)


def _walk_on(
    found: Survey,
    entries: Iterable[Path],
    label: str,
    fallback: str,
    depth: int,
    names: list[str],
) -> None:
    """Add the returns that are files among the entries of a folder, or lie in its folders."""
    for entry in entries:
        below = str(Path(label) / _shown(entry.name))
        if entry.suffix.lower() in _FORMS and entry.is_file():
            found.sources.append(_file_source(entry, below, fallback, names))
        elif depth < _DEPTH and entry.is_dir():
            _walk(found, entry, below, fallback, depth + 1, names)


def _peek_all(found: Survey, texts: Iterable[Path]) -> tuple[list[CsvFile], list[str]]:
    """The text files that are tables, and the names of the CSV files that are not."""
    known, unread = [], []
    for path in texts:
        try:
            file = peek(path)
        except BelongError as error:
            found.notices.append(Notice("file_refused", error.what, source=_shown(path)))
            continue
        except OSError:
            found.notices.append(
                Notice("file_refused", "This file may not be read.", source=_shown(path))
            )
            continue
        if file is not None:
            known.append(file)
        elif path.suffix.lower() == ".csv":
            is_empty = path.stat().st_size == 0
            name = _shown(path.name)
            unread.append(f"{name} (an empty file)" if is_empty else name)
    return known, unread


def _folder_source(
    folder: Path,
    label: str,
    fallback: str,
    names: list[str],
    known: list[CsvFile],
    unread: list[str],
) -> Source:
    return Source(
        path=folder,
        label=label,
        form="csv",
        la_code=_authority(folder, names, fallback),
        named_year=_named_year(folder.absolute().name),
        files=tuple(known),
        unread=tuple(unread),
    )


def _text_source(found: Survey, folder: Path, files: list[tuple[Path, str]], fallback: str) -> None:
    """CSV files given one by one: those of one folder make one return."""
    known, unread = _peek_all(found, [path for path, _ in files])
    if not known:
        named = ", ".join(unread)
        message = f"The columns are those of no table of the return: {named}." if named else ""
        if message:
            found.notices.append(Notice("file_not_known", message, source=_shown(folder)))
        return
    label = files[0][1] if len(files) == 1 else str(Path(files[0][1]).parent)
    found.sources.append(_folder_source(folder, label, fallback, [folder.name], known, unread))


def _file_source(path: Path, label: str, fallback: str, above: list[str]) -> Source:
    names = [*above, path.absolute().stem]
    return Source(
        path=path,
        label=label,
        form=_FORMS[path.suffix.lower()],
        la_code=_authority(path, names, fallback),
        named_year=_named_year(path.stem),
    )


def _authority(path: Path, names: list[str], fallback: str) -> str:
    """The code that the nearest name bears: the return's own, folders above, the parent of all."""
    own, *higher = reversed(names)
    parts = [part for part in re.split(r"[^0-9A-Za-z]+", own) if part]
    for part in parts:
        if len(part) == 9 and (code := code_of(part)):
            return code
    if parts and (code := code_of(parts[0])) and (len(parts) == 1 or is_known(code)):
        return code
    above_all = path.absolute().parents
    outside = above_all[len(names) - 1].name if len(above_all) >= len(names) else ""
    for name in (*higher, outside):
        if code := code_of(name):
            return code
    return fallback


def _named_year(name: str) -> int | None:
    """Financial year's end that a name speaks of: 2023-24, 2023_2024 and 2024 all give 2024."""
    if found := _SPAN.search(name):
        first, last = int(found[1]), int(found[1][:2] + found[2])
        if last == first + 1:
            return last
    found = _YEAR.search(name)
    return int(found[1]) if found else None
