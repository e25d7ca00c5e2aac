"""Rules on which way words say that numbers went: rose, fell, doubled, stayed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from belong.analytics.stored import StoredFigure
from belong.domain.periods import Period, PeriodError
from belong.reports.checker.claims import claim_in, figures_claimed
from belong.reports.checker.model import Finding, Read, in_words, own_sentences
from belong.reports.checker.reading import Number, Sentence, number_text, rounded
from belong.reports.words import period_words

__all__ = [
    "DOWN",
    "FROM_TO",
    "UP",
    "direction",
    "direction_of_figures",
    "marked",
    "not_the_same",
    "number_at",
    "wrong_way",
]

UP = r"rose|risen|rise|increased?|increase|grew|grown|went up|gone up|up|higher|doubled|trebled"
DOWN = (
    r"fell|fallen|fall|decreased?|decrease|dropped|drop|reduced|reduction|declined|decline"
    r"|went down|gone down|down|lower|halved|shortened"
)
_AN_AVERAGE = r"(?:an?\s+|the\s+)?(?:(?:average|mean|total)\s+(?:of\s+)?)?"
FROM_TO = re.compile(
    rf"\b(?P<way>{UP}|{DOWN})\b[^.;]{{0,60}}?\bfrom\s+{_AN_AVERAGE}(?P<first>\ue010\d+\ue011)"
    rf"[^.;]{{0,60}}?\bto\s+{_AN_AVERAGE}(?P<second>\ue010\d+\ue011)",
    re.I,
)
_AGAINST = re.compile(
    rf"(?P<second>\ue010\d+\ue011)[^.;]{{0,80}}?\b(?P<way>{UP}|{DOWN}|more|fewer)\s+"
    r"(?:on|than|from|compared with)\s+(?:in [^.;\ue010]{4,40}, when there (?:was|were)\s+)?"
    r"(?:the\s+)?(?P<first>\ue010\d+\ue011)",
    re.I,
)
_THE_SAME = re.compile(
    r"(?P<second>\ue010\d+\ue011)[^.;\ue010]{0,80}?\bthe same (?:number )?(?:as|in)\b"
    r"[^.;\ue010]{0,40}?\((?P<first>\ue010\d+\ue011)\)",
    re.I,
)
_IS_DOWN = re.compile(rf"(?:{DOWN}|fewer)$", re.I)
_TWICE, _HALF = (Decimal("1.8"), Decimal("2.2")), (Decimal("0.45"), Decimal("0.55"))

_PAST = re.compile(
    r"\b(?:(?P<up>rose|has risen|have risen|increased|grew|has grown|went up|has gone up)"
    r"|(?P<down>fell|has fallen|have fallen|decreased|dropped|declined|went down|has gone down))\b",
    re.I,
)
_NOT_OF_NOW = re.compile(
    r"\b(?:if|when|where|aims?|will|would|should|may|might|nationally|england)\b", re.I
)
#: Days by which two periods of one length may differ: leap years, and quarters.
_SAME_LENGTH = 3


def direction(read: Read) -> Iterator[Finding]:
    """A rise, fall, doubling or halving that its own two numbers contradict."""
    for section, sentence in own_sentences(read):
        text = marked(sentence)
        for pattern in (FROM_TO, _AGAINST):
            for match in pattern.finditer(text):
                first, second = (number_at(sentence, match[key]) for key in ("first", "second"))
                wrong = wrong_way(match["way"].lower(), first, second)
                if wrong:
                    yield in_words(
                        "direction",
                        section,
                        sentence,
                        f"“{match['way']}” is said, but from {_of(sentence, first)} to "
                        f"{_of(sentence, second)} it {wrong}.",
                        "Mend the word or the numbers.",
                        about=match["way"],
                    )


def not_the_same(read: Read) -> Iterator[Finding]:
    """A number that is said to be the same as another, and is not."""
    for section, sentence in own_sentences(read):
        for match in _THE_SAME.finditer(marked(sentence)):
            first, second = (number_at(sentence, match[key]) for key in ("first", "second"))
            if first.kind == second.kind and first.value != second.value:
                yield in_words(
                    "direction",
                    section,
                    sentence,
                    f"The same is said, but {_of(sentence, second)} is not {_of(sentence, first)}.",
                    "Mend the word or the numbers.",
                    about="the same",
                )


def direction_of_figures(read: Read) -> Iterator[Finding]:
    """A rise or fall said without a number, which the section's figures contradict."""
    for section, sentence in own_sentences(read):
        match = _PAST.search(sentence.text)
        if match is None or sentence.numbers or _NOT_OF_NOW.search(sentence.text):
            continue
        claim = claim_in(sentence.text, match.start())
        if claim is None:
            continue
        pairs = list(_last_two(read, figures_claimed(read, section, claim)))
        if not pairs or any(_went(one, other) == match.lastgroup for one, other in pairs):
            continue
        one, other = pairs[0]
        yield in_words(
            "direction",
            section,
            sentence,
            f"“{match[0]}” is said of {claim.words.lower()}, but {other.name} was "
            f"{number_text(one)} in {period_words(one.ref.period)} and {number_text(other)} in "
            f"{period_words(other.ref.period)}.",
            "Mend the word, or say of which time it is.",
            about=match[0],
            is_question=True,
        )


def _went(before: StoredFigure, now: StoredFigure) -> str:
    old, new = (rounded(one.value or 0, 0) for one in (before, now))
    return "" if old == new else "up" if new > old else "down"


def _last_two(
    read: Read, figures: list[StoredFigure]
) -> Iterator[tuple[StoredFigure, StoredFigure]]:
    """The last two of each measure and area, of periods as long as the report's or longer."""
    least = _days(read.report.period) or 0
    series: dict[tuple[str, str, int], list[StoredFigure]] = {}
    for one in figures:
        days = _days(one.ref.period)
        if one.value is not None and days is not None and days >= least - _SAME_LENGTH:
            key = (one.ref.measure, one.ref.area, round(days / 91))
            series.setdefault(key, []).append(one)
    for line in series.values():
        if len(line) > 1:
            one, other = sorted(line, key=lambda each: Period.parse(each.ref.period))[-2:]
            yield one, other


def _days(name: str) -> int | None:
    try:
        period = Period.parse(name)
    except PeriodError:
        return None
    return (period.last_on - period.first_on).days


def marked(sentence: Sentence) -> str:
    """The sentence with each number as a mark of its place among them."""
    text, at = "", 0
    for index, number in enumerate(sentence.numbers):
        text += f"{sentence.text[at : number.start]}\ue010{index}\ue011"
        at = number.end
    return text + sentence.text[at:]


def number_at(sentence: Sentence, mark: str) -> Number:
    return sentence.numbers[int(mark[1:-1])]


def _of(sentence: Sentence, number: Number) -> str:
    return sentence.text[number.start : number.end].strip()


def wrong_way(way: str, first: Number, second: Number) -> str:
    """What the numbers did instead; "" where they did as said, or are of different kinds."""
    if first.kind != second.kind:
        return ""
    if second.value == first.value:
        return "did not change"
    is_down = bool(_IS_DOWN.fullmatch(way))
    if (second.value < first.value) is not is_down:
        return "rose" if is_down else "fell"
    times = second.value / first.value if first.value else Decimal(0)
    if way == "doubled" and not _TWICE[0] <= times <= _TWICE[1]:
        return f"became {rounded(times, 1)} times as much"
    if way == "halved" and not _HALF[0] <= times <= _HALF[1]:
        return f"became {rounded(times, 1)} times as much"
    return ""
