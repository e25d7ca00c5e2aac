"""A rule on flows told in words: who was there at the start, came, went, and is there at the end.

"On 1 April 6 families were waiting; 18 were approved, 12 matched; 12 were waiting on 31 March."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from belong.reports.checker.model import Finding, Read, in_words
from belong.reports.checker.reading import Number, Sentence

__all__ = ["does_not_balance_in_words", "is_of_start"]

_MOST_SENTENCES = 4
_OPENING = re.compile(
    r"\b(?:at the (?:start|beginning)|(?:began|started|opened)\b[\w ]{0,20}\bwith|brought forward"
    r"|opening|(?:on|at) 1(?:st)? april)\b",
    re.I,
)
_CLOSING = re.compile(
    r"\b(?:at the end|by the end|(?:ended|ending|closed|finished)\b[\w ]{0,20}\bwith|leaving"
    r"|remain(?:ed|ing)?|carried forward|closing|end of march"
    r"|(?:on|at|by) (?:the )?31(?:st)? march)\b",
    re.I,
)
_OUT = re.compile(
    r"\b(?:left|matched|withdrew|withdrawn|deregistered|resigned|moved on|stood down|no longer"
    r"|closed|ended|were placed|was placed|were adopted|was adopted)\b",
    re.I,
)
_IN = re.compile(
    r"\b(?:approved|joined|came|new|newly|added|recruited|registered|referred|accepted|received)\b",
    re.I,
)
_CLAUSE = re.compile(r"[,;:]|\band\b|\bbut\b|\bwhile\b", re.I)


def does_not_balance_in_words(read: Read) -> Iterator[Finding]:
    """Sentences that tell a start, who came, who went and an end that do not make each other.

    Asked only where every number of the sentences is one of the four, of one start and one end.
    """
    for section in read.sections:
        at = 0
        while at < len(section.sentences):
            told = _told(section.sentences[at : at + _MOST_SENTENCES])
            if told is None:
                at += 1
                continue
            length, made, end = told
            if made != end:
                yield in_words(
                    "does-not-balance",
                    section,
                    section.sentences[at],
                    f"From the start, with what came in and less what went out, there should be "
                    f"{made:,} at the end, not {end:,}.",
                    "Mend the numbers, or say who came or went besides.",
                    is_question=True,
                )
            at += length


def is_of_start(sentence: Sentence, number: Number) -> bool:
    """Whether a number is said to be of the start of a time."""
    return _side(sentence, sentence.numbers.index(number)) == "opening"


def _told(sentences: Sequence[Sentence]) -> tuple[int, Decimal, Decimal] | None:
    """How many sentences tell of a flow from the first on, what it makes, and its end as told."""
    sides: list[tuple[str, Decimal]] = []
    for count, sentence in enumerate(sentences, 1):
        if sentence.is_quoted:
            return None
        for index, number in enumerate(sentence.numbers):
            side = _side(sentence, index) if number.kind == "plain" else ""
            if not side:
                return None
            sides.append((side, number.value))
        of = {side: [value for one, value in sides if one == side] for side, _ in sides}
        if len(of.get("opening", [])) > 1 or len(of.get("closing", [])) > 1:
            return None
        if count == 1 and "opening" not in of:
            return None
        if len(of) == 4:
            made = of["opening"][0] + sum(of["in"]) - sum(of["out"])
            return count, made, of["closing"][0]
    return None


def _side(sentence: Sentence, index: int) -> str:
    """What a number is of, by the words of its own clause: opening, closing, in, out, or ""."""
    numbers = sentence.numbers
    before = numbers[index - 1].end if index else 0
    after = numbers[index + 1].start if index + 1 < len(numbers) else len(sentence.text)
    clause = _clause(sentence.text, numbers[index], before, after)
    sides = [
        side
        for side, pattern in (
            ("opening", _OPENING),
            ("closing", _CLOSING),
            ("out", _OUT),
            ("in", _IN),
        )
        if pattern.search(clause)
    ]
    return sides[0] if sides else ""


def _clause(text: str, number: Number, before: int, after: int) -> str:
    """The words around a number, no farther than its clause and the numbers beside it."""
    ahead = [one.end() for one in _CLAUSE.finditer(text, before, number.start)]
    behind = _CLAUSE.search(text, number.end, after)
    return text[(ahead[-1] if ahead else before) : (behind.start() if behind else after)]
