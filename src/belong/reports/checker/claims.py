"""What a typed number claims to be a figure of, and whether the figure says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from belong.analytics.stored import StoredFigure
from belong.analytics.sums_to import base_of
from belong.domain.periods import Period, PeriodError
from belong.reports.bound import Shown
from belong.reports.checker.model import Read, ReadSection
from belong.reports.checker.reading import MONTH, Number, Sentence, rounded, shown_value

__all__ = [
    "Claim",
    "agreement",
    "claim_in",
    "claim_of",
    "claims_in",
    "day_of",
    "days_named",
    "figures_claimed",
    "figures_meant",
    "known_values",
    "periods_named",
]

_FAMILIES = r"(?:famil(?:y|ies)|adopters|households)[\w ]{0,20}"
#: Those who wait; only words in a number's own clause make it a number of them.
_STOCKS = ("families_waiting", "A9", "A14")
_WAITING = (
    r"(?:waiting|not (?:yet |been )*(?:matched|linked)|without a (?:match|link)"
    r"|yet to be (?:matched|linked))"
)
#: Words by which a number is recognised as one of a measure: pattern, measures, part.
#: The first of those nearest to the number counts; longer ones stand before shorter ones.
_MEANT: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (r"net (?:total|income|gain)|net\b", ("interagency_net",), ""),
    (r"income", ("interagency_income",), ""),
    (r"expenditure|spent|costs? of placements", ("interagency_expenditure",), ""),
    (r"girls", ("adopted_by_sex",), "girls"),
    (r"boys", ("adopted_by_sex",), "boys"),
    (r"placement orders?", ("orders",), ""),
    (r"adoption orders?|were adopted|adopted|adoptions", ("adopted",), ""),
    (r"decisions?", ("decisions",), ""),
    (r"matched|matches", ("matched",), ""),
    (r"enquir(?:y|ies)", ("enquiries",), ""),
    (r"registrations?|registered", ("registrations",), ""),
    (r"deregist\w+", ("deregistrations",), ""),
    (r"withdr\w+", ("withdrawals",), ""),
    (rf"(?:{_FAMILIES}approved[\w ]{{0,12}} )?{_WAITING}", _STOCKS, ""),
    (rf"{_FAMILIES}approved|approvals", ("approvals",), ""),
    (r"disruptions?|disrupted", ("disrupted", "disruptions"), ""),
    (
        r"early permanence|foster(?:ing)? (?:to|for) adopt\w*",
        ("early_permanence_begun", "early_permanence_now", "early_permanence"),
        "",
    ),
    (r"referred|referrals?", ("referrals",), ""),
    (r"special guardianship", ("plans_ended_by",), "special_guardianship"),
    (
        r"(?:court authority|placement orders?)[\w ]{0,40}match\w*",
        ("A2", "days_order_to_match"),
        "",
    ),
    (
        r"(?:entering|entry to|coming into) care[\w ]{0,30}(?:mov(?:ing|ed) in|plac|adoptive)",
        ("A10", "A1", "days_care_to_placed"),
        "",
    ),
)
_PATTERNS = tuple((re.compile(rf"\b(?:{one})", re.I), codes, part) for one, codes, part in _MEANT)
_SEVERAL_YEARS = re.compile(r"\b(20\d{2})\s?[-–/]\s?(?:20)?(\d{2})\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_A_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{'|'.join(_MONTHS)})[a-z]*\s+"
    r"(?P<year>(?:19|20)\d{2})\b",
    re.I,
)
_SHORT_YEAR = re.compile(r"(?<![\d/])(\d{2})/(\d{2})(?![\d/])")

_THE_YEAR = re.compile(r"\b(?:(?:in|during|over) the|this) year\b", re.I)
_A_YEAR = re.compile(r"\d{4}-\d{2}")
#: Beside "in the year", words of a part of it or of another time.
_OTHER_TIME = re.compile(
    r"\b(?:quarters?|half|months?|since|last|previous|before|earlier|ago|end|compared|than"
    rf"|{MONTH})\b",
    re.I,
)

#: Words before a number that make it a bound or a rough number.
_AT_LEAST = re.compile(r"\b(?:over|more than|above|at least|just over|exceeding)\s*$", re.I)
_AT_MOST = re.compile(r"\b(?:under|less than|fewer than|nearly|almost|just under|up to)\s*$", re.I)
_ABOUT = re.compile(r"\b(?:about|around|approximately|roughly|some|circa|c\.)\s*$", re.I)
_ROOM = Decimal("0.2")
#: "… and 4 withdrew", "and 12 were matched": a number with a verb of its own.
_OWN_VERB = re.compile(r"^(?:\s+[\w’'-]+){0,2}\s+\w+(?:ed|ew|eft|ent|ame)\b", re.I)
_CLAUSE_END = re.compile(r"[,;:]|\b(?:and|but|while)\b")
_FARTHEST = 10_000


@dataclass(frozen=True)
class Claim:
    """What a number is said to be: figures of these measures, of this part where one is named."""

    measures: tuple[str, ...]
    part: str
    words: str


def claim_of(sentence: Sentence, number: Number) -> Claim | None:
    """What the words around the number say that it counts: the nearest, best in its own clause."""
    others = [
        one
        for one in sentence.numbers
        if one is not number and not _is_its_share(sentence, number, one)
    ]
    after = min((one.start for one in others if one.start >= number.end), default=None)
    before = max((one.end for one in others if one.end <= number.start), default=0)
    behind, ahead = sentence.text[number.end : after], sentence.text[before : number.start]
    found = []
    for place, (pattern, codes, part) in enumerate(_PATTERNS):
        claimed = partial(Claim, codes, part)
        for match in pattern.finditer(behind):
            far = _distance(behind[: match.start()])
            if codes != _STOCKS or far < _FARTHEST:
                found.append((far, 0, place, claimed(match[0])))
        for match in pattern.finditer(ahead):
            far = _distance(ahead[match.end() :])
            if far < _FARTHEST or not (codes == _STOCKS or _OWN_VERB.match(behind)):
                found.append((far, 1, place, claimed(match[0])))
    return min(found, key=lambda one: one[:3])[3] if found else None


def _is_its_share(sentence: Sentence, number: Number, other: Number) -> bool:
    """Whether the other number is a percentage in brackets right after: "9 (39%) boys"."""
    return other.kind == "percent" and sentence.text[number.end : other.start].strip() == "("


def _distance(between: str) -> int:
    """How far words are from a number; farther than any other where a clause ends between."""
    return len(between) + (_FARTHEST if _CLAUSE_END.search(between) else 0)


def claim_in(text: str, place: int) -> Claim | None:
    """What the words of a sentence speak of, nearest to a place in it."""
    found = []
    for order, (pattern, codes, part) in enumerate(_PATTERNS):
        for match in pattern.finditer(text):
            far = min(abs(match.start() - place), abs(match.end() - place))
            found.append((far, order, Claim(codes, part, match[0])))
    return min(found, key=lambda one: one[:2])[2] if found else None


def claims_in(text: str) -> list[Claim]:
    """Everything that the words of a sentence speak of."""
    found = ((pattern.search(text), codes, part) for pattern, codes, part in _PATTERNS)
    return [Claim(codes, part, match[0]) for match, codes, part in found if match]


def figures_claimed(read: Read, section: ReadSection, claim: Claim) -> list[StoredFigure]:
    """The figures of the section that a claim is about, of every period."""
    return list(_meant(read, read.figures_of(section), claim))


def figures_meant(
    read: Read, section: ReadSection, claim: Claim, sentence: Sentence
) -> list[StoredFigure]:
    """The figures of the section that the claim can be held against, sums of breakdowns too.

    Where the sentence names years, only those of these years and of the report's period; where it
    says "in the year" and names no other time, only those of the report's period.
    """
    found = figures_claimed(read, section, claim)
    named = periods_named(sentence.text)
    if named or _is_of_the_year(read, sentence):
        named.add(read.report.period)
    return [one for one in found if one.ref.period in named] or found


def _is_of_the_year(read: Read, sentence: Sentence) -> bool:
    """Whether the sentence speaks of the one year that the report is of."""
    is_said = _THE_YEAR.search(sentence.text) and not _OTHER_TIME.search(sentence.text)
    return bool(is_said and _A_YEAR.fullmatch(read.report.period))


def agreement(sentence: Sentence, number: Number) -> Callable[[float | int | Decimal], bool]:
    """Tells of a value whether the number, as exactly as it is written, is it."""
    before = sentence.text[: number.start]
    room = max(abs(number.value) * _ROOM, Decimal(1))
    bounds: tuple[Decimal, Decimal] | None = None
    if _AT_LEAST.search(before):
        bounds = number.value, number.value + room
    elif _AT_MOST.search(before):
        bounds = number.value - room, number.value
    elif _ABOUT.search(before):
        bounds = number.value - room / 2, number.value + room / 2

    def agrees(value: float | int | Decimal) -> bool:
        exact = Decimal(str(value))
        if bounds is not None:
            return bounds[0] <= exact <= bounds[1]
        if abs(exact - number.value) > room:
            return False
        return number.value in (rounded(exact, number.decimals), rounded(exact, 0))

    return agrees


def known_values(read: Read) -> Iterator[tuple[str, int | float | Decimal]]:
    """Every number that the report's figures state, with the unit that it is in."""
    for figure in read.figures.values():
        for shown in Shown:
            value = shown_value(figure, shown)
            if value is None:
                continue
            is_count = shown in (Shown.N, Shown.NUMERATOR, Shown.DENOMINATOR, Shown.RANK)
            yield "people" if is_count else figure.unit, value
        if figure.rank:
            yield "people", figure.rank[1]
    for section in read.sections:
        for whole in _sums(read.figures_of(section), read):
            if whole.value is not None:
                yield whole.unit, whole.value


def day_of(figure: StoredFigure) -> date | None:
    """The day that a figure is of; None where it is of a longer time."""
    try:
        period = Period.parse(figure.ref.period)
    except PeriodError:
        return None
    return period.last_on if period.first_on == period.last_on else None


def days_named(text: str) -> set[date]:
    """Days that a text names with their year; 1 April stands for the evening before too."""
    found = set()
    for match in _A_DAY.finditer(text):
        month = _MONTHS.index(match["month"][:3].lower()) + 1
        try:
            named = date(int(match["year"]), month, int(match["day"]))
        except ValueError:
            continue
        found |= {named, named - timedelta(days=1)} if named.day == 1 else {named}
    return found


def periods_named(text: str) -> set[str]:
    """Names of the financial years that a text speaks of."""
    found = set()
    for pattern in (_SEVERAL_YEARS, _SHORT_YEAR):
        for match in pattern.finditer(text):
            first = match[1] if len(match[1]) == 4 else f"20{match[1]}"
            try:
                found.add(Period.parse(f"{first}-{match[2]}").name)
            except PeriodError:
                continue
    return found


def _meant(read: Read, figures: list[StoredFigure], claim: Claim) -> Iterator[StoredFigure]:
    for figure in [*figures, *_sums(figures, read)]:
        if figure.ref.measure in claim.measures and figure.ref.part == claim.part:
            yield figure


def _sums(figures: Iterable[StoredFigure], read: Read) -> Iterator[StoredFigure]:
    """What the parts of a breakdown add up to, as a figure of the measure that is broken down."""
    for ref in dict.fromkeys(replace(one.ref, part="") for one in figures if one.ref.part):
        measure = read.book.measures.get(ref.measure)
        if measure is None or not measure.parts_sum:
            continue
        parts = read.book.parts(ref)
        values = [one.value for one in parts if one.value is not None]
        if len(values) == len(measure.parts):
            yield replace(
                parts[0],
                ref=replace(ref, measure=base_of(ref.measure)),
                name=f"{measure.name}, all parts together",
                value=sum(values),
            )
