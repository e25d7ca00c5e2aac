"""Files as they come: checked to be what they say, unpacked, and put where nobody else reads them.

They lie in the installation's data folder, closed to other people, under the key of their import,
until it is applied, cancelled or expired; then they are deleted.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from django.conf import settings

from belong.domain.errors import BelongError

__all__ = ["Received", "Upload", "folder_of", "forget", "receive"]

MEGABYTE = 1024 * 1024
#: Of all files together as they come, and unpacked. Ten years of a region are some 40 MB unpacked.
LARGEST, LARGEST_UNPACKED = 100 * MEGABYTE, 500 * MEGABYTE
MOST_FILES, MOST_ENTRIES = 100, 5000
#: A file that shrinks more than this in a zip was made to harm.
MOST_SHRUNK = 200
_PIECE = 1 << 16
_UNSAFE = re.compile(r"[^A-Za-z0-9 ._()+-]+")
_TEXT = frozenset({".csv", ".txt", ".tsv"})
_MACROS = "xl/vbaProject.bin"
_MARKS = {b"PK\x03\x04": "zip", b"%PDF": "pdf", b"\xd0\xcf\x11\xe0": "old office", b"MZ": "program"}


class Upload(Protocol):
    """A file that comes: its name, and its content in pieces."""

    name: str | None

    def chunks(self) -> Iterator[bytes]:
        """The content, piece by piece."""
        ...


@dataclass(frozen=True)
class Received:
    """A file as it came: size in bytes, and hash."""

    name: str
    size: int
    sha256: str


def folder_of(key: str) -> Path:
    """Where the files of an import lie."""
    return Path(settings.DATA_FOLDER) / "imports" / key


def forget(key: str) -> None:
    """Delete the files of an import; none being there is as well."""
    shutil.rmtree(folder_of(key), ignore_errors=True)


def receive(key: str, uploads: Sequence[Upload], *, is_workbook: bool) -> list[Received]:
    """Put the files where the import finds them. Raises BelongError, and leaves nothing, for what
    is too large, not what its name says, or made to harm.
    """
    if not uploads:
        raise BelongError("No file was selected.", mend="Select one or more files.")
    if len(uploads) > MOST_FILES:
        raise BelongError(
            f"More than {MOST_FILES} files were selected.", mend="Put them into one zip file."
        )
    folder = folder_of(key)
    folder.parent.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700)
    try:
        room = LARGEST
        received = []
        for upload in uploads:
            one = _save(folder, upload, room)
            room -= one.size
            received.append(one)
            _check(folder / "came" / one.name, one.name, is_workbook=is_workbook)
        _lay_out(folder, [one.name for one in received])
    except BaseException:
        forget(key)
        raise
    return received


def safe_name(name: str) -> str:
    """A file's or folder's name without what could lead elsewhere; its ending stays."""
    plain = _UNSAFE.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:80]}{dot}{ending[:10]}" if stem else plain[:80] or "file"


def _save(folder: Path, upload: Upload, room: int) -> Received:
    came = folder / "came"
    came.mkdir(mode=0o700, exist_ok=True)
    name = safe_name(upload.name or "")
    path = came / name
    if path.exists():
        raise BelongError(
            f"Two of the files are called {name}.", mend="Put folders of several years in a zip."
        )
    hashed, size = hashlib.sha256(), 0
    with path.open("xb") as out:
        for piece in upload.chunks():
            size += len(piece)
            if size > room:
                raise BelongError(
                    f"The files are larger than {LARGEST // MEGABYTE} MB together.",
                    mend="Bring them in one after another, or in a zip file.",
                )
            hashed.update(piece)
            out.write(piece)
    if not size:
        raise BelongError("The file is empty.", where=name, mend="Export it again.")
    return Received(name, size, hashed.hexdigest())


def _check(path: Path, name: str, *, is_workbook: bool) -> None:
    """That a file is what its name says, and is one of those that are read."""
    ending = path.suffix.lower()
    with path.open("rb") as file:
        head = file.read(4096)
    held = next((kind for mark, kind in _MARKS.items() if head.startswith(mark)), "")
    if ending == ".xlsm" or (held == "zip" and _has_macros(path)):
        raise BelongError(
            "This workbook holds macros, which are programs; it was not opened.",
            where=name,
            mend="Save it as an Excel workbook without macros (.xlsx).",
        )
    if ending == ".xls" or held == "old office":
        raise BelongError(
            "This workbook is in the old form, or locked with a password.",
            where=name,
            mend="Save it as .xlsx without a password.",
        )
    if is_workbook and ending != ".xlsx":
        raise BelongError("The template workbook is an .xlsx file.", where=name)
    if ending in (".zip", ".xlsx"):
        good = held == "zip"
        if good and ending == ".xlsx":
            good = "xl/workbook.xml" in _names(path, name)
    elif ending == ".xml":
        good = not held and head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t").startswith(b"<")
    elif ending in _TEXT:
        good = not held and (b"\0" not in head or head[:2] in (b"\xff\xfe", b"\xfe\xff"))
    else:
        raise BelongError(
            "This is no kind of file that is read here.",
            where=name,
            mend="Give CSV, XML or XLSX files, or a zip file of them.",
        )
    if not good:
        raise BelongError(
            f"The content is not that of a {ending} file.",
            where=name,
            mend="Export it again, and do not change its ending.",
        )


def _has_macros(path: Path) -> bool:
    try:
        return _MACROS in _names(path, path.name)
    except BelongError:
        return False


def _names(path: Path, name: str) -> set[str]:
    try:
        with zipfile.ZipFile(path) as packed:
            return {one.filename for one in packed.infolist()[:MOST_ENTRIES]}
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise BelongError("The file is damaged.", where=name, mend="Make it again.") from error


def _lay_out(folder: Path, names: Iterable[str]) -> None:
    """Zip files unpacked into folders of their names; loose tables together as one return."""
    returns = folder / "returns"
    returns.mkdir(mode=0o700)
    unpacked = 0
    for name in names:
        came = folder / "came" / name
        ending = came.suffix.lower()
        if ending == ".xlsx":
            _check_packed(came, name, LARGEST_UNPACKED)
        if ending == ".zip":
            unpacked += _unpack(came, name, returns / came.stem, LARGEST_UNPACKED - unpacked)
            came.unlink()
            continue
        into = returns / "files" if ending in _TEXT else returns
        into.mkdir(mode=0o700, exist_ok=True)
        came.replace(into / name)


def _check_packed(path: Path, name: str, room: int) -> list[zipfile.ZipInfo]:
    """What a zip file holds, if it says of itself nothing that is made to harm."""
    bomb = BelongError(
        "The file unpacks to far more than it says a return can hold; it was not opened.",
        where=name,
        mend="Make it again from the return's own files.",
    )
    try:
        with zipfile.ZipFile(path) as packed:
            held = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise BelongError("The file is damaged.", where=name, mend="Make it again.") from error
    if len(held) > MOST_ENTRIES or sum(one.file_size for one in held) > room:
        raise bomb
    for one in held:
        if one.file_size > MEGABYTE and one.file_size > MOST_SHRUNK * max(one.compress_size, 1):
            raise bomb
        if one.flag_bits & 0x1:
            raise BelongError(
                "The file is locked with a password.", where=name, mend="Make it without one."
            )
    return held


def _unpack(path: Path, name: str, into: Path, room: int) -> int:
    """Unpack the files that are read; bytes written. Never outside ``into``, nor more than said."""
    written = 0
    damaged = BelongError("The file is damaged.", where=name, mend="Make it again.")
    held = _check_packed(path, name, room)
    try:
        with zipfile.ZipFile(path) as packed:
            for one in held:
                target = _target(one, into)
                if target is None:
                    continue
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                left = one.file_size
                with packed.open(one) as source, target.open("wb") as out:
                    while piece := source.read(_PIECE):
                        left -= len(piece)
                        if left < 0:
                            raise damaged
                        out.write(piece)
                written += one.file_size
                _check(target, f"{name}: {one.filename}"[:200], is_workbook=False)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise damaged from error
    if not written:
        raise BelongError(
            "The zip file holds no CSV, XML or XLSX file.",
            where=name,
            mend="Put the return's files, or folders of them, into it.",
        )
    return written


def _target(one: zipfile.ZipInfo, into: Path) -> Path | None:
    """Where an entry goes, or None for folders, links and what is not read."""
    parts = [part for part in PurePosixPath(one.filename.replace("\\", "/")).parts if part != "/"]
    is_link = stat.S_ISLNK(one.external_attr >> 16)
    if one.is_dir() or is_link or not parts or parts[0] == "__MACOSX":
        return None
    if any(part.startswith((".", "~$")) for part in parts) or ".." in parts:
        return None
    ending = PurePosixPath(parts[-1]).suffix.lower()
    if ending not in _TEXT | {".xml", ".xlsx", ".xlsm", ".xls"}:
        return None
    return into.joinpath(*(safe_name(part) for part in parts))
