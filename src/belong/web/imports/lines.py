"""The lines of a preview: what each tells, where it stands, and how they are kept by the page."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from belong.web.children.standing import Outcome

__all__ = ["LINES_A_PAGE", "Line", "counts_of", "digest_of", "paged", "unpack"]

LINES_A_PAGE = 50
KEPT_FROM = "You are kept from this record by name: what stands in it is not shown."


@dataclass(frozen=True)
class Line:
    """One line. Dates are ISO texts, "" for none; nothing here names a person of a record.

    about: whose kind of record, child or family. who: the agency's own number. of: the council's
    code. subject: the key of the record, "" for a new one. kind: of the event. on: the day in the
    file. place: the cell. held_on, held_by, held_source, held_at: of what is recorded. mark: what
    the file cannot know, as a code. conflict: its key. check: the kind of a check.
    """

    outcome: str
    about: str = "child"
    who: str = ""
    of: str = ""
    subject: str = ""
    kind: str = ""
    on: str = ""
    place: str = ""
    held_on: str = ""
    held_by: str = ""
    held_source: str = ""
    held_at: str = ""
    reason: str = ""
    mark: str = ""
    conflict: str = ""
    held_key: str = ""
    check: str = ""

    def packed(self) -> str:
        """The line as text, without what is empty."""
        told = {name: value for name, value in vars(self).items() if value}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def unpack(text: str, blocked: Collection[str] = ()) -> Line:
    """The line that ``packed`` gave. blocked: records whose own side is not shown to the reader."""
    line = Line(**json.loads(text))
    if line.subject and line.subject in blocked:
        return replace(line, held_on="", held_by="", held_source="", held_at="", reason=KEPT_FROM)
    return line


def counts_of(lines: Iterable[Line]) -> dict[str, int]:
    """How many lines of each outcome there are, and how many are marked."""
    lines = list(lines)
    found = Counter(line.outcome for line in lines)
    counts = {outcome.value: found.get(outcome.value, 0) for outcome in Outcome}
    return {**counts, "marked": sum(1 for line in lines if line.mark)}


def digest_of(lines: Iterable[Line]) -> str:
    """What two previews share only when they say the same."""
    hashed = hashlib.sha256()
    for line in lines:
        hashed.update("\x1f".join(vars(line).values()).encode())
        hashed.update(b"\x1e")
    return hashed.hexdigest()


def paged(lines: Iterable[Line]) -> Iterator[tuple[str, int, str]]:
    """Outcome, number from 1, and the packed lines of every page, one line of text each."""
    by_outcome: dict[str, list[Line]] = {}
    for line in lines:
        by_outcome.setdefault(line.outcome, []).append(line)
    for outcome, found in by_outcome.items():
        rest = iter(found)
        number = 0
        while page := list(islice(rest, LINES_A_PAGE)):
            number += 1
            yield outcome, number, "\n".join(line.packed() for line in page)
