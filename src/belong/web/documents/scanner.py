"""Asking a virus scanner (clamd) about a file, over a socket, where one is set up.

The protocol is INSTREAM: the file in pieces, each behind its length in four bytes, then a length of
zero; the answer is one line. Source: clamd(8), "COMMANDS".
"""

from __future__ import annotations

import socket
import struct
from contextlib import closing

from django.conf import settings

from belong.domain.errors import BelongError

__all__ = ["ScannerSilent", "VirusFound", "is_set_up", "scan"]

_PIECE = 1 << 16
#: An answer is one short line.
_LONGEST_ANSWER = 4096


class VirusFound(BelongError):
    """The scanner found something in the file."""

    def __init__(self) -> None:
        super().__init__(
            "The virus scanner found something in this file. It was not kept.",
            mend="Tell the person who looks after your computer, and do not send it to anybody.",
        )


class ScannerSilent(BelongError):
    """The scanner did not answer, or not in a way that says the file is clean."""

    def __init__(self) -> None:
        super().__init__(
            "The virus scanner did not answer, so the file was not kept.",
            mend="Try again in a few minutes. If it goes on, tell who runs this service.",
        )


def is_set_up() -> bool:
    """Whether a scanner is set up at all."""
    return bool(settings.VIRUS_SCANNER)


def scan(content: bytes) -> None:
    """Have a file looked at. Raises VirusFound, or ScannerSilent where there is no clean answer.

    Only where ``is_set_up``.
    """
    try:
        with closing(_connected()) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _PIECE):
                piece = content[start : start + _PIECE]
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            answer = _answer(line)
    except OSError as error:
        raise ScannerSilent from error
    if answer.endswith(b" FOUND"):
        raise VirusFound
    if answer != b"stream: OK":
        raise ScannerSilent


def _connected() -> socket.socket:
    """A line to the scanner. Raises OSError where there is none."""
    place, seconds = settings.VIRUS_SCANNER, settings.VIRUS_SCANNER_SECONDS
    if isinstance(place, str):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(seconds)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection(place, timeout=seconds)


def _answer(line: socket.socket) -> bytes:
    """What the scanner said, up to its end."""
    told = b""
    while b"\0" not in told and len(told) < _LONGEST_ANSWER:
        piece = line.recv(_LONGEST_ANSWER)
        if not piece:
            break
        told += piece
    return told.split(b"\0")[0].strip()
