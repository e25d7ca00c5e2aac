"""Encrypting a stream with a passphrase, so that nothing can be read, changed or cut off unnoticed.

The key comes from the passphrase by scrypt (N = 2**16, r = 8, p = 1: 64 MB and a part of a second
for each guess). The stream is compressed and cut into chunks, each encrypted with AES-256-GCM under
a nonce that counts them; each names the whole header, its number and whether it is the last.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from belong.domain.errors import BelongError

__all__ = ["LEAST_PASSPHRASE", "check_passphrase", "open_sealed", "seal"]

MAGIC = b"belong backup 1\n"
LEAST_PASSPHRASE = 12
_SALT, _NONCE_START, _CHUNK = 16, 4, 1 << 20
_COST, _BLOCKS, _LANES = 1 << 16, 8, 1


def check_passphrase(passphrase: str) -> None:
    """Raises BelongError for one that is too short to keep anything."""
    if len(passphrase) < LEAST_PASSPHRASE:
        raise BelongError(
            f"A passphrase has {LEAST_PASSPHRASE} characters or more.",
            mend="Four or five unusual words are easy to keep.",
        )


def _key(passphrase: str, salt: bytes) -> bytes:
    kdf = Scrypt(salt=salt, length=32, n=_COST, r=_BLOCKS, p=_LANES)
    return kdf.derive(passphrase.encode("utf-8"))


def _nonce(start: bytes, number: int) -> bytes:
    return start + struct.pack(">Q", number)


def _about(header: bytes, number: int, is_last: bool) -> bytes:
    return header + struct.pack(">Q?", number, is_last)


def seal(lines: Iterable[bytes], out: BinaryIO, passphrase: str) -> None:
    """Write lines, encrypted, to a file. Raises BelongError where the passphrase is too short."""
    check_passphrase(passphrase)
    header = MAGIC + os.urandom(_SALT + _NONCE_START)
    salt, start = header[len(MAGIC) : len(MAGIC) + _SALT], header[len(MAGIC) + _SALT :]
    cipher = AESGCM(_key(passphrase, salt))
    out.write(header)

    def put(number: int, chunk: bytes, is_last: bool) -> None:
        sealed = cipher.encrypt(_nonce(start, number), chunk, _about(header, number, is_last))
        out.write(struct.pack(">I", len(sealed)) + sealed)

    number = 0
    waiting = b""
    for chunk in _compressed(lines):
        if waiting:
            put(number, waiting, is_last=False)
            number += 1
        waiting = chunk
    put(number, waiting, is_last=True)


def _compressed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines, compressed, in chunks that are never empty."""
    packer = zlib.compressobj(6)
    held = bytearray()
    for line in lines:
        held += packer.compress(line)
        while len(held) >= _CHUNK:
            yield bytes(held[:_CHUNK])
            del held[:_CHUNK]
    held += packer.flush()
    yield bytes(held)


def open_sealed(source: BinaryIO, passphrase: str) -> Iterator[bytes]:
    """The lines of a sealed file, each with its line end.

    Raises BelongError for another kind of file, a wrong passphrase, or a file that was changed or
    cut off; before that it may have given lines, so act on none until all have come.
    """
    header = source.read(len(MAGIC) + _SALT + _NONCE_START)
    if not header.startswith(MAGIC) or len(header) < len(MAGIC) + _SALT + _NONCE_START:
        raise BelongError("This is not a backup of Belong.", mend="Name the file of a backup.")
    salt, start = header[len(MAGIC) : len(MAGIC) + _SALT], header[len(MAGIC) + _SALT :]
    cipher = AESGCM(_key(passphrase, salt))
    unpacker = zlib.decompressobj()
    left = b""
    number, is_last = 0, False
    while not is_last:
        chunk, is_last = _next_chunk(source, cipher, header, start, number)
        number += 1
        left += unpacker.decompress(chunk)
        *lines, left = left.split(b"\n")
        for line in lines:
            yield line + b"\n"
    left += unpacker.flush()
    if left:
        yield left


def _next_chunk(
    source: BinaryIO, cipher: AESGCM, header: bytes, start: bytes, number: int
) -> tuple[bytes, bool]:
    """The next chunk in clear, and whether it is the last."""
    size = source.read(4)
    sealed = source.read(struct.unpack(">I", size)[0]) if len(size) == 4 else b""
    for is_last in (False, True):
        try:
            clear = cipher.decrypt(_nonce(start, number), sealed, _about(header, number, is_last))
        except InvalidTag:
            continue
        return clear, is_last
    if number == 0:
        raise BelongError("The passphrase is not the one, or the file is damaged.")
    raise BelongError("The backup is damaged or not whole.", mend="Use another backup.")
