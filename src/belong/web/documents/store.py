"""The private store: files under names that say nothing, given out by one view only."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

__all__ = ["is_there", "kept_pieces", "names_before", "path_of", "put", "put_back", "remove"]

_FOLDER = "documents"
_PIECE = 1 << 16


def put(content: bytes) -> str:
    """Keep bytes, on the disk before this returns; gives the name under which they are kept."""
    opaque = secrets.token_hex(20)
    name = default_storage.save(f"{_FOLDER}/{opaque[:2]}/{opaque}", ContentFile(content))
    _settle(name)
    return name


def put_back(name: str, pieces: Iterator[bytes]) -> None:
    """Keep bytes under the name that a backup had them by. Raises ValueError for another's name."""
    path = path_of(name)
    if not name.startswith(f"{_FOLDER}/"):
        raise ValueError(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            for piece in pieces:
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def path_of(name: str) -> Path:
    """Where a file is. Raises SuspiciousFileOperation for a name that leads out of the store."""
    return Path(default_storage.path(name))


def _settle(name: str) -> None:
    """Wait until the file is on the disk, not only on its way there."""
    descriptor = os.open(path_of(name), os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def kept_pieces(name: str) -> Iterator[bytes]:
    """The bytes of a file, a piece at a time. Raises FileNotFoundError where it is not there."""
    with default_storage.open(name, "rb") as kept:
        while piece := kept.read(_PIECE):
            yield piece


def names_before(moment: datetime) -> Iterator[str]:
    """The names of all files that were last written before a moment; half-written ones, too."""
    folder = path_of(_FOLDER)
    for path in folder.rglob("*"):
        if path.is_file() and path.stat().st_mtime < moment.timestamp():
            yield f"{_FOLDER}/{path.relative_to(folder).as_posix()}"


def is_there(name: str) -> bool:
    """Whether a file is in the store."""
    return default_storage.exists(name)


def remove(name: str) -> None:
    """Take a file out of the store; nothing where it is not there."""
    default_storage.delete(name)
