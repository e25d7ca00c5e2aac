"""Rules for a version that everybody may read: small numbers, and people who can be recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from belong.analytics.stored import StoredFigure
from belong.reports.bound import Shown
from belong.reports.checker.model import Finding, Read, in_table, in_words
from belong.reports.checker.reading import COUNTED, Number, Sentence, shown_value
from belong.reports.checker.sums import Sum, in_sum, sums

__all__ = ["recognisable", "small_number", "small_number_follows"]

_PEOPLE = ("children", "families", "people", "times")
_COUNTED_AFTER = re.compile(rf"^\s+(?:[\w’'-]+\s+){{0,2}}{COUNTED}\b", re.I)
_MEND = "Choose a disclosure profile that hides it, say it of a longer time, or take it out."

_AGE = re.compile(
    r"\baged?\s+\w+|\b\w+[\s-]+(?:year|month|week)s?[\s-]+olds?\b|\b(?:new-?born|unborn|teenage\w*)",
    re.I,
)
_ONE_CHILD = re.compile(
    r"\b(?:a|an|one|this|the|her|his|their|our)\s+(?:[\w-]+\s+){0,3}"
    r"(?P<who>child|girl|boy|baby|toddler|infant|daughter|son|brother|sister|twins|triplets|"
    r"sibling group|young person|mother|father|adopter|couple)\b(?!ren)",
    re.I,
)
_SEX = re.compile(
    r"\b(?:girl|boy|daughter|son|brother|sister|she|he|her|his|mother|father)\b", re.I
)
_RARE = re.compile(
    r"life[- ]limiting|cerebral palsy|down[’']?s syndrome|syndrome|disab\w+|deaf|blind|autis\w+|"
    r"epilep\w+|cystic fibrosis|(?:foetal|fetal) alcohol|heart condition|"
    r"complex (?:health|medical|needs)|"
    r"wheelchair|premature\w*|twins?\b|triplets|relinquished|in prison|murder\w*|died|death|"
    r"suicide|traveller|roma\b|gypsy|refugee|asylum|trafficked|muslim|jewish|sikh|hindu|"
    r"jehovah\w*|african|caribbean|chinese|vietnamese|polish|romanian|albanian|nigerian|"
    r"pakistani|bangladeshi|surrog\w+|appeal\w*|overseas|disrupt\w+",
    re.I,
)
_WHERE = re.compile(
    r"\b(?:born|lives?|lived|living|placed|school|hospital|court)\s+(?:\w+\s+)?(?:in|at|near)\s+"
    r"[A-Z]\w+|\b(?:on|in)\s+(?:\d{1,2}\s+)?(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December)\b"
)
#: A person may be known from so many things told at once.
_TOO_MUCH = 3


def small_number(read: Read) -> Iterator[Finding]:
    """A count of people that the profile would hide, typed, cited or in a table."""
    most = read.largest_hidden
    for section in read.sections:
        for sentence in section.sentences:
            for number in sentence.numbers:
                if _is_small(read, sentence, number):
                    text = sentence.text[number.start : number.end].strip()
                    yield in_words(
                        "small-number",
                        section,
                        sentence,
                        f"“{text}” is, or tells, a count of 1 to {most} people.",
                        _MEND,
                        about=f"{text} {number.ref or ''}",
                    )
        for table in section.tables:
            for row in table.rows:
                for column, ref in zip(table.columns, row.refs, strict=True):
                    figure = read.figures.get(ref) if ref else None
                    if figure is not None and _tells_few(figure, row.shows, most):
                        yield in_table(
                            "small-number",
                            section,
                            table,
                            f"{figure.name} is, or tells, a count of 1 to {most} people.",
                            _MEND,
                            row=row.title,
                            column=column,
                        )


def small_number_follows(read: Read) -> Iterator[Finding]:
    """A hidden number that follows from a total and what is not hidden beside it."""
    seen = set()
    for one in sums(read):
        if one.whole.unit not in _PEOPLE or one.is_less or not _follows(one, read.largest_hidden):
            continue
        names = tuple(sorted(str(part.ref) for part in one.hidden))
        if (one.section.key, names) in seen:
            continue
        seen.add((one.section.key, names))
        hidden = one.hidden[0]
        wrong = f"{hidden.name} is hidden, but follows from {one.whole.name} less the others."
        mend = "Hide one more of the parts, or the total."
        yield in_sum("small-number-follows", one, hidden, wrong, mend)


def recognisable(read: Read) -> Iterator[Finding]:
    """A sentence that tells so much of one person that somebody may know who it is."""
    for section in read.sections:
        for sentence in section.sentences:
            text = sentence.text
            if not _ONE_CHILD.search(text):
                continue
            told = [
                word
                for word, pattern in (
                    ("an age", _AGE),
                    ("a sex", _SEX),
                    ("a rare circumstance", _RARE),
                    ("a place or time", _WHERE),
                )
                if pattern.search(text)
            ]
            if len(told) >= _TOO_MUCH:
                yield in_words(
                    "recognisable",
                    section,
                    sentence,
                    f"One person is described by {', '.join(told)}: might a neighbour know who?",
                    "Tell less of one person, or tell it of several together.",
                    is_question=True,
                )


def _is_small(read: Read, sentence: Sentence, number: Number) -> bool:
    if number.ref is not None:
        figure = read.figures.get(number.ref)
        return figure is not None and _tells_few(figure, number.shown, read.largest_hidden)
    if number.kind != "plain" or not 1 <= number.value <= read.largest_hidden:
        return False
    return bool(_COUNTED_AFTER.match(sentence.text[number.end :]))


def _tells_few(figure: StoredFigure, shown: Shown, most: int) -> bool:
    """Whether what is shown is a count from 1 to ``most``, or tells one."""
    if figure.hidden_because or shown in (Shown.ENGLAND, Shown.THRESHOLD, Shown.RANK):
        return False
    if figure.unit == "percent" and shown is Shown.VALUE:
        if figure.numerator is None or figure.denominator is None:
            return False
        part, whole = figure.numerator, figure.denominator
        return any(1 <= count <= most for count in (part, whole - part))
    if figure.unit == "days" and shown is Shown.VALUE:
        shown = Shown.N
    if figure.unit not in _PEOPLE and shown is Shown.VALUE:
        return False
    value = shown_value(figure, shown)
    # Beside a mean or share, 5 may be a rounded 6 or 7, which a profile lets out.
    limit = most if shown is Shown.VALUE else most - 1
    return value is not None and 1 <= value <= limit


def _follows(one: Sum, most: int) -> bool:
    """Whether the hidden parts of a sum can be told from its whole and its other parts."""
    hidden = one.hidden
    if not hidden or one.whole.value is None:
        return False
    open_values = [part.value for part in one.parts if not part.hidden_because]
    if any(value is None for value in open_values):
        return False
    if len(hidden) == 1:
        return True
    rest = Decimal(str(one.whole.value)) - sum(Decimal(str(value)) for value in open_values)
    return 0 < rest <= max(most, len(hidden))
