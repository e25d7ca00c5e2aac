"""What is due as a calendar file (RFC 5545): pseudonyms, limits and days, and never a name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from belong.web.due.models import DueRow

__all__ = ["calendar_of", "folded", "token_hash"]

#: Octets of a line, its ending not counted. RFC 5545, section 3.1.
_LONGEST = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def token_hash(token: str) -> str:
    """What is kept of the secret part of an address."""
    return hashlib.sha256(token.encode()).hexdigest()


def calendar_of(rows: Iterable[tuple[DueRow, str, str]], now: datetime) -> bytes:
    """The file, ready to be sent. rows: each with its record's pseudonym and opaque key."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Belong//What is due//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:What is due",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
    ]
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for row, pseudonym, key in rows:
        lines += _event(row, pseudonym, key, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(part for line in lines for part in folded(line))


def _event(row: DueRow, pseudonym: str, key: str, stamp: str) -> list[str]:
    about = f"{key} {row.clock} {row.about} {row.started_on.isoformat()}"
    uid = hashlib.sha256(about.encode()).hexdigest()[:32]
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}@belong",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{_day(row.due_on)}",
        f"DTEND;VALUE=DATE:{_day(row.due_on + timedelta(days=1))}",
        f"SUMMARY:{_text(f'{pseudonym}: {row.label}')}",
        f"DESCRIPTION:{_text(f'Whose move: {row.whose_move}')}",
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


def _day(on: date) -> str:
    return f"{on.year:04d}{on.month:02d}{on.day:02d}"


def _text(words: str) -> str:
    return words.translate(_ESCAPED)


def folded(line: str) -> Iterator[bytes]:
    """The line in pieces of 75 octets at most, none of which breaks a character; each ends in CRLF.

    A piece that goes on from the one before begins with a space.
    """
    piece, room = b"", _LONGEST
    for character in line:
        encoded = character.encode()
        if len(piece) + len(encoded) > room:
            yield piece + b"\r\n"
            piece = b" "
        piece += encoded
    yield piece + b"\r\n"
