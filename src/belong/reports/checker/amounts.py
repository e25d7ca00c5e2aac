"""Rules on by how much numbers went up or down: "an increase of 8 from 48", "fell by 39%"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from belong.reports.checker.claims import agreement
from belong.reports.checker.directions import DOWN, FROM_TO, UP, marked, number_at, wrong_way
from belong.reports.checker.model import Finding, Read, in_words, own_sentences
from belong.reports.checker.reading import Number, Sentence, rounded

__all__ = ["amount_of_change", "is_own_change"]

_ABOUT = r"(?:(?:about|around|nearly|almost|over|just over|just under|some|roughly|a further)\s+)?"
_BY = rf"\b(?P<way>{UP}|{DOWN})\s+(?:of|by)\s+{_ABOUT}(?P<by>\ue010\d+\ue011)"
_BY_ALONE = re.compile(_BY, re.I)
_NOW_BY_THEN = re.compile(
    rf"(?P<now>\ue010\d+\ue011)[^.;\ue010]{{0,80}}?{_BY}[^.;\ue010]{{0,60}}?"
    r"\b(?:from|on|than|compared (?:with|to)|against|over|when)\b[^.;\ue010]{0,40}?"
    r"(?P<then>\ue010\d+\ue011)",
    re.I,
)
_AND_SO = re.compile(
    rf"^[^.;\ue010]{{0,30}}?\b(?P<way>{UP}|{DOWN})\s+of\s+{_ABOUT}(?P<by>\ue010\d+\ue011)"
    r"(?:\s*(?:,|or|\(|,\s*or)\s*(?P<or>\ue010\d+\ue011))?",
    re.I,
)
_OPPOSITE = re.compile(rf"(?:(?P<up>{UP})|(?P<down>{DOWN}))$", re.I)
_THIS = re.compile(rf"\b(?:this|that|the same)\s+(?P<way>{UP}|{DOWN})\b", re.I)
_WAYS = re.compile(rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN}))\b", re.I)


@dataclass(frozen=True)
class _Change:
    """What a sentence says of a change: which way, by how much, from which number to which."""

    way: str
    by: Number
    then: Number
    now: Number


def amount_of_change(read: Read) -> Iterator[Finding]:
    """A rise or fall by another amount, or another way, than its own two numbers make."""
    for section, sentence in own_sentences(read):
        for change in _changes(sentence):
            wrong = wrong_way(change.way.lower(), change.then, change.now) or _wrong_amount(
                sentence, change
            )
            if wrong:
                yield in_words(
                    "direction",
                    section,
                    sentence,
                    f"“{change.way}” by {_text(sentence, change.by)} is said, but from "
                    f"{_text(sentence, change.then)} to {_text(sentence, change.now)} it {wrong}.",
                    "Mend the amount or the numbers.",
                    about=f"{change.way} {_text(sentence, change.by)}",
                )
    yield from _this_other_way(read)


def is_own_change(sentence: Sentence, number: Number) -> bool:
    """Whether the number is by how much two others of its sentence differ, rightly or not."""
    return any(change.by is number for change in _changes(sentence))


def _this_other_way(read: Read) -> Iterator[Finding]:
    """ "This decrease" after a sentence that tells of nothing but an increase."""
    for section in read.sections:
        before: Sentence | None = None
        for sentence in section.sentences:
            match = _THIS.search(sentence.text)
            earlier, before = before, sentence
            if match is None or earlier is None or sentence.is_quoted:
                continue
            if _WAYS.search(sentence.text[: match.start()]):
                continue
            told = {one.lastgroup for one in _WAYS.finditer(earlier.text)}
            meant = _OPPOSITE.match(match["way"])
            if meant is None or len(told) != 1 or meant.lastgroup in told:
                continue
            yield in_words(
                "direction",
                section,
                sentence,
                f"“{match[0]}” is said, but the sentence before tells of the opposite: "
                f"“{earlier.text}”",
                "Mend the word, or say of which number it is.",
                about=match[0],
                is_question=True,
            )


def _changes(sentence: Sentence) -> Iterator[_Change]:
    text = marked(sentence)
    if not _BY_ALONE.search(text):  # most sentences
        return
    for match in _NOW_BY_THEN.finditer(text):
        by, now, then = (number_at(sentence, match[key]) for key in ("by", "now", "then"))
        if now.kind == then.kind:
            yield _Change(match["way"], by, then, now)
    for match in FROM_TO.finditer(text):
        found = _BY_ALONE.search(match[0])
        first, second = (number_at(sentence, match[key]) for key in ("first", "second"))
        if first.kind != second.kind:
            continue
        if found:
            yield _Change(found["way"], number_at(sentence, found["by"]), first, second)
        after = _AND_SO.match(text[match.end() :])
        if after is None:
            continue
        for mark in (after["by"], after["or"]):
            if mark:
                yield _Change(after["way"], number_at(sentence, mark), first, second)


def _wrong_amount(sentence: Sentence, change: _Change) -> str:
    """What the change is instead; "" where it is as said."""
    apart = abs(change.now.value - change.then.value)
    agrees = agreement(sentence, change.by)
    is_share = change.by.kind == "percent"
    if agrees(apart) and (not is_share or change.now.kind == "percent"):
        return ""
    if not is_share:
        return f"changed by {apart:,}"
    if not change.then.value:
        return ""
    share = 100 * apart / change.then.value
    return "" if agrees(share) else f"changed by {rounded(share, max(change.by.decimals, 0))}%"


def _text(sentence: Sentence, number: Number) -> str:
    return sentence.text[number.start : number.end].strip()
