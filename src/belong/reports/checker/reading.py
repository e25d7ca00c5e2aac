"""Words of a report read into sentences, and sentences into the numbers that they state.

Dates, years, ages, bands, durations, codes and references to law are not numbers that a figure
could answer for, and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from belong.analytics.stored import FigureBook, FigureRef, NoSuchFigure, StoredFigure
from belong.reports.bound import CITED, Shown, Words, citation
from belong.reports.resolved import shown_figure
from belong.reports.words import printed as as_printed

__all__ = [
    "COUNTED",
    "MONTH",
    "Number",
    "Sentence",
    "n_of_m",
    "number_text",
    "parts_of_text",
    "rounded",
    "sentences",
    "share_of_whole",
    "shown_value",
]

#: What is counted: a number before one of these, or a word between, is a number of them.
COUNTED = (
    r"(?:child(?:ren)?|girls?|boys?|bab(?:y|ies)|infants?|siblings?|famil(?:y|ies)|adopters?"
    r"|households?|couples?|people|adults?|parents?|carers?|members?|mentors?|orders?|decisions?"
    r"|plans?|matche[sd]|match|placed|placements?|adopted|adoptions?|approvals?|approved"
    r"|enquir(?:y|ies)|registrations?|disruptions?|referrals?|applications?|assessments?|days"
    r"|reports?|reviews?|complaints?|compliments?|groups?|meetings?|cases?|letters?)"
)
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBER_WORDS = {word: value for value, word in enumerate(_UNITS)}
_NUMBER_WORDS |= {word: 10 * value for value, word in enumerate(_TENS, 2)} | {"a dozen": 12}
_NUMBER_WORDS |= {
    f"{ten}{dash}{unit}": 10 * tens + ones
    for tens, ten in enumerate(_TENS, 2)
    for ones, unit in enumerate(_UNITS[1:10], 1)
    for dash in ("-", " ")
}
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DASH = r"\s?(?:-|–|—|/|to)\s?"
_NOT_COUNTED = rf"(?!\s+(?:\w+\s+)?{COUNTED}\b)"
_REFERENCES = (
    r"standards?|regulations?|regs?|sections?|paragraphs?|parts?|lists?|schedules?|rules?"
    r"|articles?|chapters?|tables?|stages?|phases?|pages?|annex|appendix|appendices|form|SI|NMS"
    r"|quarters?|half|step|version|edition|grade|item|level|indicators?|figures?|slides?|minute"
)
_REFERENCE = r"\d+[\d.]*(?:\([a-z\d]\))*"

#: What looks like a number and is none that a figure answers for; earlier ones win.
_PASSED_OVER = re.compile(
    "|".join(
        f"(?:{one})"
        for one in (
            r"\d{4}-\d{2}-\d{2}",
            r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b",
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}\b(?:\s+(?:\d{{4}}|\d{{2}}\b{_NOT_COUNTED}))?",
            rf"\b{MONTH}\s+(?:19|20)\d{{2}}\b",
            rf"\b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b{_NOT_COUNTED}",
            rf"\b(?:19|20)\d{{2}}(?:{_DASH}\d{{2,4}})?\b(?!,\d)",
            r"\b\d{2}/\d{2}\b",
            r"\b\d+(?:st|nd|rd|th)\b(?:\s+of\s+\d+)?",
            rf"\b(?:{_REFERENCES})\.?\s+{_REFERENCE}(?:(?:,|\s+and|\s+to|\s?[-–])\s*{_REFERENCE})*",
            r"\b[A-Za-z]+[-–]?\d+\w*",
            r"\bcovid\s?[-–]?\s?\d+",
            rf"\b(?:aged?|ages)\s+(?:of\s+|between\s+|from\s+)?\d+(?:(?:{_DASH}|\s+and\s+)\d+)?",
            rf"\b\d+(?:{_DASH}\d+)?[\s-]*(?:years?|yrs?|year)[\s-]+olds?\b",
            rf"\b(?:under|over)\s+\d+s?\b{_NOT_COUNTED}",
            r"\b\d+\s?[-–]\s?\d+\b(?!\s?%)",
            r"\b\d+\+",
            rf"\b(?:child|girl|boy|brother|sister|son|daughter)\s+of\s+\d+\b{_NOT_COUNTED}",
            r"\b\d+\s+(?:and|or)\s+(?:over|under|more|above|older)\b",
            rf"\b\d+(?:{_DASH}\d+)?[\s-]*(?:years?|yrs?|months?|weeks?|hours?|minutes?|nights?)\b",
            r"\(?\b0\d{2,4}\)?[\s-]?\d{3,4}[\s-]?\d{3,4}\b|\b\d[A-Z]{2}\b",
            r"\b\d{1,2}:\d{2}\b|\b\d{1,2}\.\d{2}\s?(?:am|pm)\b|\b\d{1,2}\s?(?:am|pm)\b|\b24/7\b|\b\d:\d\b",
        )
    ),
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"(?P<pound>£\s?)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<scale>\s?(?:k|m|million|thousand)\b)?(?P<percent>\s?(?:%|per\s?cent\b))?",
    re.IGNORECASE,
)
_WORDS = re.compile(
    rf"\b(?P<word>{'|'.join(sorted(_NUMBER_WORDS, key=len, reverse=True))})\b"
    rf"(?P<percent>\s(?:%|per\s?cent\b))?(?P<counted>\s+(?:\w+\s+)?{COUNTED}\b)?",
    re.IGNORECASE,
)
_SCALES = {"k": 1000, "thousand": 1000, "m": 1_000_000, "million": 1_000_000}
_KIND_OF_BODY = re.compile(
    r"(?:\s+(?:Regional|Adoption|Agency|Partnership|Service|County|City|Borough|District"
    r"|Metropolitan|Council|\(made up\)))+$"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘'(]*[A-Z0-9\ue000\[])|\n+")
_OF = re.compile(
    r"(?:\s+\w+){0,3}?\s*(?:(?:\bof|\bout of)\s+(?:the\s+|all\s+|these\s+)?|/\s*)", re.I
)
_OF_BEFORE = re.compile(r"\bof\s+(?:the\s+|all\s+|these\s+|those\s+)?$", re.I)
#: What may stand between a count and the share that it is.
_BRACKET = re.compile(r"(?:\s+\w+){0,3}\s*,?\s*\((?:or |i\.e\. |just |nearly |over )?", re.I)
_MARK = re.compile("\ue000(\\d+)\ue001")


@dataclass(frozen=True)
class Number:
    """A number that a sentence states.

    value: as written. start, end: its place in the text. kind: what the sign says. decimals: how
    exactly it is written; negative where thousands are meant (£29K: -3). ref, shown: the figure
    and what of it, where it is cited and not typed.
    """

    value: Decimal
    start: int
    end: int
    kind: str
    decimals: int
    ref: FigureRef | None = None
    shown: Shown = Shown.VALUE

    @property
    def is_typed(self) -> bool:
        return self.ref is None


@dataclass(frozen=True)
class Sentence:
    """raw: as the author wrote it. text: with the figures put in. unknown: citations of nothing.

    is_quoted: somebody's own words, with consent noted. is_drawn: Belong wrote it.
    """

    raw: str
    text: str
    numbers: tuple[Number, ...]
    cited: tuple[tuple[FigureRef, Shown], ...]
    unknown: tuple[str, ...]
    is_quoted: bool
    is_drawn: bool

    @property
    def typed(self) -> tuple[Number, ...]:
        """Numbers that an author typed."""
        return tuple(one for one in self.numbers if one.is_typed)


def sentences(words: Words, book: FigureBook) -> Iterator[Sentence]:
    """The sentences of one block of words."""
    citations: list[str] = []

    def mark(match: re.Match[str]) -> str:
        citations.append(match[1])
        return f"\ue000{len(citations) - 1}\ue001"

    marked = CITED.sub(mark, words.text)
    for part in parts_of_text(marked):
        if part.strip():
            yield _sentence(part.strip().removeprefix("- "), citations, words, book)


def parts_of_text(text: str) -> list[str]:
    """The sentences and lines of a text as they stand in it; a citation may begin one."""
    return [one for one in _SENTENCE_END.split(text) if one]


def shown_value(figure: StoredFigure, shown: Shown) -> int | float | Decimal | None:
    """The number itself; of a rank the position. None where there is none."""
    if shown is Shown.RANK:
        return figure.rank[0] if figure.rank else None
    found: int | float | Decimal | None = getattr(figure, shown.value)
    return found


def n_of_m(sentence: Sentence) -> Iterator[tuple[Number, Number]]:
    """Pairs of numbers written as a part of a whole: "42 of 126", "14 girls out of 23"."""
    plain = [one for one in sentence.numbers if one.kind == "plain"]
    for part, whole in pairwise(plain):
        if _OF.fullmatch(sentence.text[part.end : whole.start]):
            yield part, whole


def share_of_whole(sentence: Sentence) -> Iterator[tuple[Number, Number, Number]]:
    """Part, whole and share of "of the 126 children placed, 42 (35.7%)": nothing in between."""
    for index, whole in enumerate(sentence.numbers):
        if whole.kind != "plain" or not _OF_BEFORE.search(sentence.text[: whole.start]):
            continue
        for part, share in pairwise(sentence.numbers[index + 1 :]):
            if part.kind != "plain" or share.kind != "percent":
                continue
            if _BRACKET.fullmatch(sentence.text[part.end : share.start]):
                yield part, whole, share


def rounded(value: float | int | Decimal, decimals: int) -> Decimal:
    """The value with so many decimals, a half going up; negative decimals round to tens."""
    step = Decimal(1).scaleb(-decimals)
    return (Decimal(str(value)) / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def number_text(figure: StoredFigure, shown: Shown = Shown.VALUE) -> str:
    """The number as it is printed: 280, 33%, £63,150, 3rd of 149."""
    return shown_figure(figure, None, shown).text


def _sentence(marked: str, citations: list[str], words: Words, book: FigureBook) -> Sentence:
    text, raw, numbers, cited, unknown = "", "", [], [], []
    at = 0
    for match in _MARK.finditer(marked):
        before = marked[at : match.start()]
        text, raw, at = text + before, raw + before, match.end()
        source = citations[int(match[1])]
        raw += f"[[{source}]]"
        try:
            ref, shown = citation(source)
            figure = book.figure(ref)
        except NoSuchFigure:
            unknown.append(source)
            text += f"[{source}]"
            continue
        told = number_text(figure, shown)
        value = shown_value(figure, shown)
        cited.append((ref, shown))
        if value is not None and shown is not Shown.RANK:
            place = (len(text), len(text) + len(told))
            kind = {"percent": "percent", "pounds": "pounds"}.get(figure.unit, "plain")
            if shown in (Shown.N, Shown.NUMERATOR, Shown.DENOMINATOR):
                kind = "plain"
            numbers.append(Number(as_printed(value, figure.unit), *place, kind, 0, ref, shown))
        text += told
    text, raw = text + marked[at:], raw + marked[at:]
    taken = [(one.start, one.end) for one in numbers]
    for name in _names(book):
        taken += [found.span() for found in re.finditer(rf"\b{re.escape(name)}", text)]
    numbers = sorted([*numbers, *_typed(text, taken)], key=lambda one: one.start)
    return Sentence(
        raw=raw,
        text=text,
        numbers=tuple(numbers),
        cited=tuple(cited),
        unknown=tuple(unknown),
        is_quoted=bool(words.quoted_with),
        is_drawn=words.is_drawn,
    )


def _names(book: FigureBook) -> set[str]:
    """What the body and its councils are called, in full and without "Adoption" or "Council"."""
    whole = {name for name in (book.body_name, *book.areas.values()) if name}
    short = {_KIND_OF_BODY.sub("", name) for name in whole}
    return whole | {name for name in short if " " in name}


def _typed(text: str, taken: list[tuple[int, int]]) -> Iterator[Number]:
    """Numbers typed in the text, outside the places of cited ones and of names ("Four Rivers")."""
    blank = list(text)
    for start, end in taken:
        blank[start:end] = "\ue002" * (end - start)
    has_digits = any(sign.isdigit() for sign in blank)
    for match in _PASSED_OVER.finditer("".join(blank)) if has_digits else ():
        blank[match.start() : match.end()] = "\ue002" * (match.end() - match.start())
    left = "".join(blank)
    for match in _DIGITS.finditer(left):
        digits = match["digits"].replace(",", "")
        scale = _SCALES[match["scale"].strip().lower()] if match["scale"] else 1
        decimals = len(digits.partition(".")[2]) - (len(str(scale)) - 1)
        kind = "pounds" if match["pound"] else "percent" if match["percent"] else "plain"
        yield Number(Decimal(digits) * scale, match.start(), match.end(), kind, decimals)
    for match in _WORDS.finditer(left):
        value = _NUMBER_WORDS[match["word"].lower()]
        if (value > 1 and match["counted"]) or match["percent"]:
            end = match.end("percent") if match["percent"] else match.end("word")
            kind = "percent" if match["percent"] else "plain"
            yield Number(Decimal(value), match.start(), end, kind, 0)
