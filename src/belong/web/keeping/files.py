"""The files of documents in a backup: as lines beside the tables, and back into a store."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from itertools import chain

from belong.web.documents import store
from belong.web.documents.kept import files_kept
from belong.web.keeping.tables import Digest

__all__ = ["NO_FILES", "FilesBack", "FilesOut", "files_now"]

#: Told in place of a hash for a file that is not there.
_MISSING = "missing"


class _Told:
    """A digest of files by their names and hashes, in the order of the names."""

    def __init__(self) -> None:
        self._count, self._hashed = 0, hashlib.sha256()

    def add(self, name: str, sha256: str) -> None:
        """One more file."""
        self._count += 1
        self._hashed.update(f"{name} {sha256}\n".encode())

    def digest(self) -> Digest:
        """Of all of them."""
        return Digest(self._count, self._hashed.hexdigest())


NO_FILES = _Told().digest()


def files_now() -> Digest:
    """What the files are now that documents name: read and hashed, each of them."""
    told = _Told()
    for name, _ in files_kept():
        told.add(name, _hash_of(name))
    return told.digest()


def _hash_of(name: str) -> str:
    hashed = hashlib.sha256()
    try:
        for piece in store.kept_pieces(name):
            hashed.update(piece)
    except FileNotFoundError:
        return _MISSING
    return hashed.hexdigest()


class FilesOut:
    """The files of documents on their way into a backup.

    digest: of what documents say that their files are. lost: how many are not in the store, or are
    no longer what was kept; a backup is made all the same, and a drill of it does not pass.
    """

    def __init__(self) -> None:
        self._told = _Told()
        self.lost = 0

    @property
    def digest(self) -> Digest:
        """Of all files that have been given."""
        return self._told.digest()

    def lines(self) -> Iterator[bytes]:
        """For each file its name and then its bytes, a line for each piece."""
        for name, sha256 in files_kept():
            self._told.add(name, sha256)
            yield json.dumps({"file": name}, separators=(",", ":")).encode() + b"\n"
            hashed = hashlib.sha256()
            try:
                for piece in store.kept_pieces(name):
                    hashed.update(piece)
                    yield base64.b64encode(piece) + b"\n"
            except FileNotFoundError:
                self.lost += 1
                continue
            self.lost += hashed.hexdigest() != sha256


class FilesBack:
    """The files of documents on their way from a backup into this store."""

    def __init__(self) -> None:
        self._told = _Told()
        self._new: list[str] = []

    @property
    def digest(self) -> Digest:
        """Of all files that have been written."""
        return self._told.digest()

    def put(self, name: str, lines: Iterator[bytes]) -> None:
        """Write one file from its lines; nothing where it has none, because it was lost before."""
        hashed = hashlib.sha256()
        pieces = _hashing((base64.b64decode(line) for line in lines), hashed)
        first = next(pieces, None)
        if first is None:
            return
        if not store.is_there(name):
            self._new.append(name)
        store.put_back(name, chain([first], pieces))
        self._told.add(name, hashed.hexdigest())

    def take_out_again(self) -> None:
        """Remove what was written and was not there before: the restoring has failed."""
        for name in self._new:
            store.remove(name)


def _hashing(pieces: Iterator[bytes], hashed: hashlib._Hash) -> Iterator[bytes]:
    """The same pieces, each told to a hash as it goes by."""
    for piece in pieces:
        hashed.update(piece)
        yield piece
