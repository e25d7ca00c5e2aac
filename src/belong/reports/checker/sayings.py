"""Rules on what words say of numbers: shares, ranks, bands, series, quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from belong.analytics.stored import StoredFigure
from belong.reports.bound import Shown, Words
from belong.reports.checker.bands import bands_in, not_side_by_side
from belong.reports.checker.directions import FROM_TO, marked, number_at
from belong.reports.checker.model import Finding, Read, ReadSection, in_words, own_sentences
from belong.reports.checker.reading import (
    Number,
    Sentence,
    n_of_m,
    number_text,
    rounded,
    shown_value,
)
from belong.reports.words import listed, period_words

__all__ = [
    "bands_in_words",
    "quote_without_consent",
    "rank_of_how_many",
    "rank_of_no_figure",
    "series_in_words",
    "vague_share",
]

_SHARES = {
    "half": Decimal(50),
    "a third": Decimal(100) / 3,
    "one third": Decimal(100) / 3,
    "two thirds": Decimal(200) / 3,
    "a quarter": Decimal(25),
    "one quarter": Decimal(25),
    "three quarters": Decimal(75),
    "a fifth": Decimal(20),
    "a tenth": Decimal(10),
}
_SHARE = re.compile(
    r"\b(?P<how>nearly|almost|just under|under|less than|fewer than|over|more than|just over|"
    r"at least|about|around|roughly|exactly)?\s*"
    rf"(?<!first )(?<!second )(?P<share>{'|'.join(_SHARES)}|majority|most)\b(?!\s*(?:year|term))"
    r"(?=[\s,]+(?:of|the|were|was|are|had|\()|$|[.,;])",
    re.I,
)
_UNDER = {"nearly", "almost", "just under", "under", "less than", "fewer than"}
_OVER = {"over", "more than", "just over", "at least"}
#: How far, in points of percent, a word may be from the number: "nearly half", "over half" (as
#: long as it is not two thirds), "a third".
_BELOW, _ABOVE, _CLOSE = Decimal(10), Decimal(15), Decimal(3)

_RANKED = re.compile(
    r"\b(?:rank(?:ed|ing|s)?|position(?:ed)?)\b[^.;]{0,40}?\b(\d+(?:st|nd|rd|th)|first|second|third|"
    r"fourth|fifth)\b",
    re.I,
)
#: "Came 8th", "was placed second nationally"; not "placed first-time adopters".
_CAME = re.compile(
    r"\b(?:placed|came)\s+(\d+(?:st|nd|rd|th)|(?:first|second|third)(?=[.,;]|$|\s+(?:nationally|overall"
    r"|among|out of|in the (?:country|region)|in england)))\b",
    re.I,
)
_RANK_FIRST = re.compile(
    r"\b(\d+(?:st|nd|rd|th)|first|second|third)\b"
    r"(?:\s+(?:best|lowest|highest|quickest|fastest))?\s+"
    r"(?:in (?:the country|england)|nationally|among\w*|in the national)",
    re.I,
)
#: What a rank is typed as, and words of which one stands in a sentence that gives one.
_RANK_OF = re.compile(r"\b(\d+)(?:st|nd|rd|th)\s+(?:out\s+)?of\s+(?:the\s+)?(\d+)\b", re.I)
_OF_RANKS = re.compile(
    r"\b(?:rank\w*|position\w*|league|nationally|england|authorit\w+|councils?|agenc\w+)\b", re.I
)
_OF = re.compile(r"\b(?:out\s+)?of\s+(?:the\s+)?\d+", re.I)

_SPOKEN = re.compile(r"[“\"‘]([^“”\"‘’]{20,}(?:’\w[^“”\"‘’]*)*)[”\"’]")
_SAID = re.compile(
    r"\b(?:said|says|told us|wrote|stated|described|commented)\b\s*[:,–-]?\s*[“\"‘]|"
    r"\b(?:said|says|told us|wrote|commented)\s*:",
    re.I,
)
#: A passage between quotation marks of so many words is somebody's own words, not a name.
_QUOTE_WORDS = 5
_SERIES = re.compile(
    r"series|definition|measure (?:changed|was)|not compar|different|replaced|A1\b.*\bA10\b", re.I
)


def vague_share(read: Read) -> Iterator[Finding]:
    """A share in words beside a percentage, a cited share or "n of m" that says another."""
    for section, sentence in own_sentences(read):
        for match in _SHARE.finditer(sentence.text):
            right = _share_beside(sentence, match.start(), read)
            if right is None or _is_said(match, right):
                continue
            said = match[0].strip()
            yield in_words(
                "vague-share",
                section,
                sentence,
                f"“{said}” stands beside {rounded(right, 1)}%.",
                "Say the share that it is, or mend the number.",
                about=said,
            )


def rank_of_how_many(read: Read) -> Iterator[Finding]:
    """A rank that does not say among how many."""
    for section, sentence in own_sentences(read):
        for pattern in (_RANKED, _CAME, _RANK_FIRST):
            match = pattern.search(sentence.text)
            if match and not _OF.search(sentence.text[match.start(1) :]):
                yield in_words(
                    "rank-of-how-many",
                    section,
                    sentence,
                    f"The rank “{match[1]}” does not say of how many.",
                    "Cite the rank (it prints as 3rd of 149), or add of how many.",
                )
                break


def rank_of_no_figure(read: Read) -> Iterator[Finding]:
    """A typed rank, with of how many, that no figure of the report has."""
    known = {one.rank: one for one in read.book if one.rank}
    for section, sentence in own_sentences(read):
        if not _OF_RANKS.search(sentence.text):
            continue
        for match in _RANK_OF.finditer(sentence.text):
            if (int(match[1]), int(match[2])) in known:
                continue
            there = [
                f"{one.name}, {period_words(one.ref.period)}: {number_text(one, Shown.RANK)}"
                for one in known.values()
            ]
            told = f": {listed(there, 4)}" if there else " none"
            yield in_words(
                "rank-unknown",
                section,
                sentence,
                f"“{match[0]}” is the rank of no figure of this report, which has{told}.",
                "Cite the rank of the figure, or say where this one comes from.",
                about=match[0],
                is_question=True,
            )


def bands_in_words(read: Read) -> Iterator[Finding]:
    """Bands of ages or times, one after another, that overlap or leave a gap."""
    for section, sentence in own_sentences(read):
        for bands in bands_in(sentence.text):
            wrong = not_side_by_side(bands)
            if wrong:
                yield in_words(
                    "bands",
                    section,
                    sentence,
                    wrong,
                    "Name bands that meet: under 1, 1, 2, 3 and over.",
                    about=bands[0].text,
                )


def series_in_words(read: Read) -> Iterator[Finding]:
    """From one number to another of which each belongs to a different measure."""
    for section, sentence in own_sentences(read):
        if _SERIES.search(sentence.text):
            continue
        figures = [one for one in read.figures_of(section) if one.unit == "days"]
        for match in FROM_TO.finditer(marked(sentence)):
            first, second = (
                _measures(number_at(sentence, match[key]), figures) for key in ("first", "second")
            )
            if first and second and not set(first) & set(second):
                yield in_words(
                    "series-switched",
                    section,
                    sentence,
                    f"The first number is of {_name(read, first[0])}, the second of "
                    f"{_name(read, second[0])}: two measures, which do not make one series.",
                    "Compare numbers of one measure, or say that the measure changed.",
                )


def quote_without_consent(read: Read) -> Iterator[Finding]:
    """Somebody's own words without a note of how they consented."""
    for section in read.sections:
        for words in section.words:
            if words.quoted_with or words.is_drawn:
                continue
            yield from _quotes(section, words)


def _quotes(section: ReadSection, words: Words) -> Iterator[Finding]:
    for sentence in section.sentences:
        if sentence.is_quoted or sentence.raw not in words.text:
            continue
        spoken = [one for one in _SPOKEN.findall(sentence.text) if len(one.split()) >= _QUOTE_WORDS]
        if spoken or _SAID.search(sentence.text):
            yield in_words(
                "quote-consent",
                section,
                sentence,
                "These look like somebody's own words, and no consent to quote them is noted.",
                "Put the words in a quotation of its own and note how consent was given.",
            )


def _share_beside(sentence: Sentence, place: int, read: Read) -> Decimal | None:
    """The share nearest to a place in the sentence, as a percentage."""
    found: list[tuple[int, Decimal]] = []
    for number in sentence.numbers:
        if number.kind == "percent":
            figure = read.figures.get(number.ref) if number.ref else None
            exact = shown_value(figure, number.shown) if figure else number.value
            found.append((abs(number.start - place), Decimal(str(exact))))
    for part, whole in n_of_m(sentence):
        if whole.value:
            found.append((abs(part.start - place), 100 * part.value / whole.value))
    return min(found)[1] if found else None


def _is_said(match: re.Match[str], right: Decimal) -> bool:
    share, how = match["share"].lower(), (match["how"] or "").lower()
    if share in ("most", "majority"):
        return right > _SHARES["half"]
    said = _SHARES[share]
    if how in _UNDER:
        return said - _BELOW <= right < said
    if how in _OVER:
        return said <= right <= said + _ABOVE
    if how == "exactly":
        return rounded(right, 0) == rounded(said, 0)
    return abs(right - said) <= _CLOSE


def _measures(number: Number, figures: list[StoredFigure]) -> list[str]:
    """Measures of which some figure is the number, or of the figure that is cited."""
    if number.ref is not None:
        return [number.ref.measure]
    return sorted({one.ref.measure for one in figures if _is_value(one, number)})


def _is_value(figure: StoredFigure, number: Number) -> bool:
    return any(
        value is not None and rounded(value, 0) == number.value
        for value in (figure.value, figure.england)
    )


def _name(read: Read, code: str) -> str:
    measure = read.book.measures.get(code)
    return f"{code} ({measure.name})" if measure else code
