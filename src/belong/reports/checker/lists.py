"""Rules on tables typed into words: "Under 1: 2", one line or one item for each band."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from belong.reports.checker.bands import BAND, Band, band_of, not_side_by_side
from belong.reports.checker.claims import claim_of
from belong.reports.checker.model import Finding, Read, ReadSection, in_words
from belong.reports.checker.reading import Number, Sentence
from belong.reports.words import joined

__all__ = ["bands_in_lists", "list_does_not_add_up"]

_ENTRY = rf"(?:aged?\s+)?(?P<band>{BAND}|\d{{1,2}})(?:\s+years?)?\s*"
_LINE = re.compile(
    rf"{_ENTRY}[:=–—\s]\s*(?P<count>\d+)(?:\s+(?:child|children|girls|boys))?\.?", re.I
)
_ITEM = re.compile(rf"{_ENTRY}:\s*(?P<count>\d+)\b", re.I)
#: What a list of ages may be of: the wholes that its sum is held to.
_WHOLE = "adopted"


@dataclass(frozen=True)
class _List:
    """Bands with their counts, and the sentence in which they begin."""

    sentence: Sentence
    entries: tuple[tuple[Band, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.entries)


def list_does_not_add_up(read: Read) -> Iterator[Finding]:
    """A typed list of bands whose counts make another sum than the text or the figures say."""
    for section in read.sections:
        for typed in _lists(section):
            said = _said(read, section)
            if not said or typed.total in said:
                continue
            counts = joined(str(count) for _, count in typed.entries)
            yield in_words(
                "list-does-not-add-up",
                section,
                typed.sentence,
                f"The list makes {typed.total} ({counts}), but this section says "
                f"{joined(str(one) for one in sorted(said))}.",
                "Put the table of figures in place of the typed list.",
            )


def bands_in_lists(read: Read) -> Iterator[Finding]:
    """A typed list whose bands overlap or leave a gap."""
    for section in read.sections:
        for typed in _lists(section):
            wrong = not_side_by_side([band for band, _ in typed.entries])
            if wrong:
                mend = "Name bands that meet: under 1, 1, 2, 3 and over."
                yield in_words("bands", section, typed.sentence, wrong, mend)


def _lists(section: ReadSection) -> Iterator[_List]:
    """Runs of lines that are each a band and a count, and runs of such items in one sentence."""
    run: list[tuple[Band, int]] = []
    first: Sentence | None = None
    for sentence in section.sentences:
        match = _LINE.fullmatch(sentence.text)
        entry = _entry(match) if match else None
        if entry is not None:
            first = first or sentence
            run.append(entry)
            continue
        if first is not None and len(run) > 1:
            yield _List(first, tuple(run))
        run, first = [], None
        items = [one for one in map(_entry, _ITEM.finditer(sentence.text)) if one is not None]
        if len(items) > 1:
            yield _List(sentence, tuple(items))
    if first is not None and len(run) > 1:
        yield _List(first, tuple(run))


def _entry(match: re.Match[str]) -> tuple[Band, int] | None:
    band = band_of(match["band"])
    return None if band is None else (band, int(match["count"]))


def _said(read: Read, section: ReadSection) -> set[int]:
    """How many were adopted, as the section's words say; where they say nothing, its figures."""
    typed = {
        int(number.value)
        for sentence in section.sentences
        for number in sentence.numbers
        if _is_of_whole(sentence, number)
    }
    return typed or {
        int(figure.value)
        for figure in read.figures_of(section)
        if figure.ref.measure == _WHOLE and figure.value is not None
    }


def _is_of_whole(sentence: Sentence, number: Number) -> bool:
    claim = claim_of(sentence, number)
    return number.kind == "plain" and claim is not None and _WHOLE in claim.measures
