"""Rules on the numbers that authors type: against figures, thresholds, counts and each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from belong.analytics.stored import StoredFigure
from belong.reports.checker.amounts import is_own_change
from belong.reports.checker.claims import (
    Claim,
    agreement,
    claim_of,
    claims_in,
    day_of,
    days_named,
    figures_meant,
    known_values,
)
from belong.reports.checker.directions import DOWN, UP
from belong.reports.checker.flows import is_of_start
from belong.reports.checker.model import Finding, Read, ReadSection, in_words
from belong.reports.checker.reading import (
    Number,
    Sentence,
    n_of_m,
    number_text,
    rounded,
    share_of_whole,
)
from belong.reports.words import day as day_words
from belong.reports.words import listed, period_words

__all__ = [
    "differs_from_figure",
    "girls_and_boys",
    "is_no_figure",
    "of_another_day",
    "percent_of_counts",
    "threshold_as_result",
]

_BESIDE_THRESHOLD = re.compile(
    r"threshold|target|limit|guidance|guideline|benchmark|expected|aim|standard", re.I
)
_BESIDE_ENGLAND = re.compile(r"england|national|neighbour|region|average of other", re.I)
_GIRLS = re.compile(r"^\s+(?:\w+\s+)?girls\b", re.I)
_BOYS = re.compile(r"^\s+(?:\w+\s+)?boys\b", re.I)
_FAMILIES = re.compile(r"^\s+(?:[\w’']+\s+)?(?:famil(?:y|ies)|adopters|households)\b", re.I)
_CHILDREN = re.compile(r"^\s+(?:[\w’']+\s+)?(?:children|adopted|adoptions)\b", re.I)
_TO_COME = re.compile(
    r"\b(?:aims? to|aiming (?:to|for)|our aims?|(?:plan|hope|expect|intend|want|need)s? (?:to|for)"
    r"|(?:we|it|they|service|team|agency|council) (?:will|shall)|next year"
    r"|(?:target|goal) (?:is|of|for))\b",
    re.I,
)
_WILL = re.compile(r"^(?:\s+[\w’'-]+){1,3}\s+(?:will|shall)\b", re.I)
#: Words that speak of one number less another: "an increase of 8", "5 fewer", "the other 12".
_CHANGE = re.compile(
    rf"\b(?:{UP}|{DOWN}|more|fewer|less|differ\w*|chang\w+|rest|remain\w*|others?|another"
    r"|further|additional|extra|gap)\b",
    re.I,
)
#: Beside "n of m", a percentage may be so far from it in words as this many characters.
_NEAR = 40


def differs_from_figure(read: Read) -> Iterator[Finding]:
    """A number that its words make a figure of this section, and that is another number."""
    for section, sentence, number in _typed(read):
        claim = claim_of(sentence, number)
        if claim is None or _is_threshold(read, section, sentence, number):
            continue
        meant = _meant(read, section, sentence, number, claim)
        if not meant or _is_any(sentence, number, meant) or _follows(sentence, number):
            continue
        if _is_any(sentence, number, _of_the_pair(read, section, sentence, number)):
            continue
        yield in_words(
            "number-differs",
            section,
            sentence,
            f"“{_text(sentence, number)}” is said of “{claim.words}”, but the figures of this "
            f"section are: {listed((_told(one) for one in meant), 4)}.",
            "Cite the figure in place of the typed number, or say what else the number is.",
            about=_text(sentence, number),
        )


def of_another_day(read: Read) -> Iterator[Finding]:
    """A count of those who wait that is the figure of another day than the sentence names."""
    for section, sentence, number in _typed(read):
        claim = claim_of(sentence, number)
        named = days_named(sentence.text)
        if claim is None or not named:
            continue
        agrees = agreement(sentence, number)
        said = [
            one for one in _meant(read, section, sentence, number, claim) if agrees(one.value or 0)
        ]
        days = [day for one in said if (day := day_of(one))]
        if not days or len(days) < len(said) or named & set(days):
            continue
        yield in_words(
            "number-differs",
            section,
            sentence,
            f"“{_text(sentence, number)}” is {said[0].name.lower()} on {day_words(days[0])}, "
            "which is not the day that the sentence names.",
            "Mend the day, or cite the figure of that day.",
            about=f"{_text(sentence, number)} day",
        )


def is_no_figure(read: Read) -> Iterator[Finding]:
    """A typed number that no figure of the report states and whose words name no measure."""
    known = set(known_values(read))
    for section, sentence, number in _typed(read):
        claim = claim_of(sentence, number)
        if claim and _meant(read, section, sentence, number, claim):
            continue
        if _is_threshold(read, section, sentence, number) or _follows(sentence, number):
            continue
        unit_said = _unit_said(sentence, number)
        fitting = (
            value for unit, value in known if _fits(unit, number) and unit in (unit_said or (unit,))
        )
        if any(map(agreement(sentence, number), fitting)):
            continue
        yield in_words(
            "number-unknown",
            section,
            sentence,
            f"“{_text(sentence, number)}” is none of the figures of this report.",
            "Cite a figure, enter it as a stated figure, or say where it comes from.",
            about=_text(sentence, number),
            is_question=True,
        )


def threshold_as_result(read: Read) -> Iterator[Finding]:
    """A typed number that is the threshold of a figure and not the figure."""
    for section, sentence, number in _typed(read):
        figure = _is_threshold(read, section, sentence, number)
        if figure is not None:
            yield in_words(
                "threshold-as-result",
                section,
                sentence,
                f"“{_text(sentence, number)}” is the threshold of {figure.name}, not the result: "
                f"that is {number_text(figure)}.",
                "Cite the result, or call the number a threshold.",
                about=_text(sentence, number),
            )


def percent_of_counts(read: Read) -> Iterator[Finding]:
    """A percentage beside "n of m" that is not n divided by m."""
    for section in read.sections:
        for sentence in section.sentences:
            for part, whole, near in _shares(sentence):
                if not whole.value:
                    continue
                right = 100 * part.value / whole.value
                if _is_percent(sentence, near, right):
                    continue
                shown = rounded(right, max(near.decimals, 1))
                yield in_words(
                    "percent-of-counts",
                    section,
                    sentence,
                    f"{part.value:,} of {whole.value:,} are {shown}%, not {_text(sentence, near)}.",
                    f"Write {shown}%, or mend the counts.",
                    about=_text(sentence, near),
                )


def girls_and_boys(read: Read) -> Iterator[Finding]:
    """Girls and boys that do not add up to the children of the same sentence."""
    for section in read.sections:
        for sentence in section.sentences:
            numbers = [one for one in sentence.numbers if one.kind == "plain"]
            behind = [sentence.text[one.end :] for one in numbers]
            girls = [one for one, text in zip(numbers, behind, strict=True) if _GIRLS.match(text)]
            boys = [one for one, text in zip(numbers, behind, strict=True) if _BOYS.match(text)]
            whole = [
                one for one, text in zip(numbers, behind, strict=True) if _CHILDREN.match(text)
            ]
            if len(girls) != 1 or len(boys) != 1 or len(whole) != 1:
                continue
            together = girls[0].value + boys[0].value
            if together == whole[0].value or not any(
                one.is_typed for one in (girls[0], boys[0], whole[0])
            ):
                continue
            yield in_words(
                "girls-and-boys",
                section,
                sentence,
                f"{girls[0].value} girls and {boys[0].value} boys are {together}, "
                f"not {whole[0].value}.",
                "Mend the numbers, or say of how many the sex is not known.",
            )


def _typed(read: Read) -> Iterator[tuple[ReadSection, Sentence, Number]]:
    """Every typed number outside quotations, each text once in a sentence."""
    for section in read.sections:
        for sentence in section.sentences:
            if sentence.is_quoted:
                continue
            seen = set()
            for number in sentence.typed:
                text = _text(sentence, number)
                if text not in seen:
                    seen.add(text)
                    yield section, sentence, number


def _text(sentence: Sentence, number: Number) -> str:
    return sentence.text[number.start : number.end].strip()


def _told(figure: StoredFigure) -> str:
    return f"{figure.name}, {period_words(figure.ref.period)}: {number_text(figure)}"


def _unit_said(sentence: Sentence, number: Number) -> tuple[str, ...]:
    """Units of what the number is said to count; empty where that is neither."""
    behind = sentence.text[number.end :]
    if _FAMILIES.match(behind):
        return ("families",)
    return ("children", "people") if _CHILDREN.match(behind) else ()


def _fits(unit: str, number: Number) -> bool:
    """Whether a number so written can be one of the unit."""
    if number.kind == "plain":
        return unit not in ("percent", "pounds") or (unit == "pounds" and number.value >= 1000)
    return unit == number.kind


def _meant(
    read: Read, section: ReadSection, sentence: Sentence, number: Number, claim: Claim
) -> list[StoredFigure]:
    """The figures of the section that the claim is of, in the unit that the number is said in."""
    said = _unit_said(sentence, number)
    return [
        one
        for one in figures_meant(read, section, claim, sentence)
        if one.value is not None
        and _fits(one.unit, number)
        and one.unit in (said or (one.unit,))
        and not (day_of(one) and is_of_start(sentence, number))
    ]


def _of_the_pair(
    read: Read, section: ReadSection, sentence: Sentence, number: Number
) -> list[StoredFigure]:
    """What "14 of 23" may be counts of: whatever its sentence speaks of; [] of another number."""
    if not any(number in pair for pair in n_of_m(sentence)):
        return []
    return [
        one
        for claim in claims_in(sentence.text)
        for one in _meant(read, section, sentence, number, claim)
    ]


def _follows(sentence: Sentence, number: Number) -> bool:
    """Whether another rule asks for the number, or nothing can: it is of time to come."""
    return (
        _is_share_of(sentence, number)
        or is_own_change(sentence, number)
        or _is_to_come(sentence, number)
    )


def _is_to_come(sentence: Sentence, number: Number) -> bool:
    """Whether the number is of what is aimed at or awaited, which no figure states yet."""
    ahead, behind = sentence.text[: number.start], sentence.text[number.end :]
    return bool(_TO_COME.search(ahead) or _WILL.match(behind))


def _is_any(sentence: Sentence, number: Number, figures: list[StoredFigure]) -> bool:
    """Whether the number is the value of one, or England's where the words speak of England."""
    values = [one.value for one in figures if one.value is not None]
    if _BESIDE_ENGLAND.search(sentence.text):
        values += [one.england for one in figures if one.england is not None]
    if _BESIDE_THRESHOLD.search(sentence.text):
        values += [one.threshold for one in figures if one.threshold is not None]
    values += [count for one in figures for count in (one.numerator, one.n) if count is not None]
    if _CHANGE.search(sentence.text):
        values += _differences(values)
    return any(map(agreement(sentence, number), values))


def _differences(values: list[int | float | Decimal]) -> list[int | float | Decimal]:
    """By how much the values differ: "an increase of 8"."""
    whole = [Decimal(str(value)) for value in values]
    return [abs(one - other) for i, one in enumerate(whole) for other in whole[i + 1 :]]


def _is_threshold(
    read: Read, section: ReadSection, sentence: Sentence, number: Number
) -> StoredFigure | None:
    """The figure whose threshold the number is, said as if it were a result."""
    if number.kind != "plain" or _BESIDE_THRESHOLD.search(sentence.text):
        return None
    figures = read.figures_of(section)
    days = [one for one in figures if one.unit == "days" and one.value is not None]
    for one in days:
        if rounded(one.value or 0, 0) == number.value:
            return None
    if any(one.england is not None and rounded(one.england, 0) == number.value for one in days):
        return None
    return next((one for one in days if one.threshold == number.value), None)


def _percent_beside(sentence: Sentence, part: Number, whole: Number) -> Number | None:
    """The percentage nearest to "n of m", if it is near and not cited with both counts."""
    found = []
    for one in sentence.numbers:
        if one.kind != "percent":
            continue
        gap = part.start - one.end if one.end <= part.start else one.start - whole.end
        if gap <= _NEAR and (one.is_typed or part.is_typed or whole.is_typed):
            found.append((gap, one.start, one))
    return min(found, key=lambda each: each[:2])[2] if found else None


def _is_percent(sentence: Sentence, number: Number, right: Decimal) -> bool:
    if agreement(sentence, number)(right):
        return True
    return not number.is_typed and number.value == rounded(right, 0)


def _is_share_of(sentence: Sentence, number: Number) -> bool:
    """Whether the number is a percentage that its own sentence gives the counts of."""
    return any(share is number for _, _, share in _shares(sentence))


def _shares(sentence: Sentence) -> Iterator[tuple[Number, Number, Number]]:
    """Part, whole and the percentage that is given for them."""
    for part, whole in n_of_m(sentence):
        near = _percent_beside(sentence, part, whole)
        if near is not None:
            yield part, whole, near
    for part, whole, share in share_of_whole(sentence):
        if any(one.is_typed for one in (part, whole, share)):
            yield part, whole, share
