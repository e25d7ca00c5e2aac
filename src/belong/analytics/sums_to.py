"""Which stored figures add up to which: what somebody could work out by adding or subtracting."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from belong.analytics.stored import FigureBook, FigureRef, Measure
from belong.domain.calendar import financial_year
from belong.domain.periods import Period, PeriodError, half, quarter_period, stretch, years

__all__ = ["Relation", "apart", "base_of", "determined", "relations_of"]

#: The whole body in a reference.
_ALL = "all"
#: The end of a breakdown's code: ``adopted_by_sex`` adds up to ``adopted``.
_BROKEN_DOWN = re.compile(r"_by(_\w+)?$")
#: Measure and part of figures that count the same people, but for a few.
_ALIKE = (
    (("adopted", ""), ("plans_ended_by", "adopted")),
    (("A9", ""), ("waiting_bands", "")),
)
_COUNTED = ("children", "families", "people", "times")
#: A prime, so large that two different sums are never taken for the same.
_PRIME = (1 << 61) - 1


@dataclass(frozen=True)
class Relation:
    """``total`` is the sum of ``parts``: names of figures. rest: a part that no figure is, if any.

    rest: its name, which no figure has and which stands among the parts, and its number.
    """

    total: str
    parts: tuple[str, ...]
    rest: tuple[str, int] | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The total and its parts."""
        return (self.total, *self.parts)


def relations_of(book: FigureBook, refs: Collection[FigureRef]) -> tuple[Relation, ...]:
    """The sums that figures of the book with these references stand in, each once.

    Of breakdowns, of measures that count the same people, of quarters, halves and years, of
    stretches that begin or end together, and of a region's councils. A sum counts from two of its
    figures on, and then all its figures do: what is worked out by one sum goes into the next.
    """
    known = set(refs)
    found: dict[tuple[str, tuple[str, ...]], Relation] = {}
    while True:
        before = len(found)
        names = {str(ref) for ref in known}
        for one in (*_made_of_others(book, known), *_stretches(book, known)):
            if len(names & set(one.named)) > 1:
                found[one.total, one.parts] = one
        if len(found) == before:
            return tuple(found[key] for key in sorted(found))
        reached = {name for one in found.values() for name in one.named if name in book.figures}
        known |= {FigureRef.parse(name) for name in reached}


def _made_of_others(book: FigureBook, refs: Collection[FigureRef]) -> Iterator[Relation]:
    for ref in refs:
        measure = book.measures.get(ref.measure)
        if measure is None or measure.kind == "stated":
            continue
        sums = (*_breakdown(book, ref, measure), *_alike(ref), *_areas(book, ref), *_periods(ref))
        for total, parts in sums:
            one = _relation(book, total, parts)
            if one is not None:
                yield one


def apart(relations: Collection[Relation]) -> tuple[tuple[Relation, ...], ...]:
    """The sums in groups that share no figure, in the order in which they come."""
    group_of: dict[str, int] = {}
    groups: dict[int, list[Relation]] = {}
    for number, one in enumerate(relations):
        groups[number] = [one]
        for other in {group_of[name] for name in one.named if name in group_of}:
            for joined in groups[other]:
                group_of.update(dict.fromkeys(joined.named, number))
            groups[number] = groups.pop(other) + groups[number]
        group_of.update(dict.fromkeys(one.named, number))
    return tuple(tuple(groups[number]) for number in sorted(groups))


def base_of(code: str) -> str:
    """The measure that a breakdown breaks down: ``adopted`` of ``adopted_by_age``."""
    return _BROKEN_DOWN.sub("", code)


_Sum = tuple[FigureRef, tuple[FigureRef, ...]]


def _breakdown(book: FigureBook, ref: FigureRef, measure: Measure) -> Iterator[_Sum]:
    """The measure's own parts, and those of every measure that breaks it down.

    The parts make a measure that counts the same people, too.
    """
    whole = replace(ref, part="")
    if measure.parts and measure.parts_sum:
        own = tuple(replace(ref, part=code) for code, _ in measure.parts)
        yield whole, own
        yield from ((twin, own) for twin, _ in _alike(whole) if twin != whole)
    base = base_of(ref.measure)
    for other in book.measures.values():
        is_of_it = base_of(other.code) == base and other.code != base
        if is_of_it and other.parts and other.parts_sum and base in book.measures:
            parts = (FigureRef(other.code, ref.area, ref.period, code) for code, _ in other.parts)
            yield FigureRef(base, ref.area, ref.period), tuple(parts)


def _alike(ref: FigureRef) -> Iterator[_Sum]:
    """A figure that another measure counts, too: who was adopted is how a plan ended.

    Both ways round: which of the two is the larger, and has the rest, is for the numbers to say.
    """
    for one, other in _ALIKE:
        if (ref.measure, ref.part) in (one, other):
            pair = [replace(ref, measure=code, part=part) for code, part in (one, other)]
            yield pair[0], (pair[1],)
            yield pair[1], (pair[0],)


def _areas(book: FigureBook, ref: FigureRef) -> Iterator[_Sum]:
    councils = tuple(sorted(code for code in book.areas if code != _ALL))
    if len(councils) > 1:
        yield replace(ref, area=_ALL), tuple(replace(ref, area=code) for code in councils)


def _periods(ref: FigureRef) -> Iterator[_Sum]:
    """The ways in which its period, or one that it is in, is made of shorter ones."""
    try:
        period = Period.parse(ref.period)
    except PeriodError:
        return
    if period.first_on == period.last_on:
        return
    year = financial_year(period.first_on)
    count = financial_year(period.last_on) - year + 1
    halves = tuple(half(year, number) for number in (1, 2))
    quarters = tuple(quarter_period(year, number) for number in (1, 2, 3, 4))
    tiled: list[tuple[Period, tuple[Period, ...]]] = []
    if count > 1:
        last = year + count - 1
        tiled.append((period, tuple(years(each) for each in range(year, last + 1))))
    else:
        tiled += [(years(year), halves), (years(year), quarters)]
        tiled += [(halves[0], quarters[:2]), (halves[1], quarters[2:])]
        three = stretch(quarters[0].first_on, quarters[2].last_on)
        tiled += [(three, quarters[:3]), (years(year), (three, quarters[3]))]
    for total, parts in tiled:
        yield replace(ref, period=total.name), tuple(replace(ref, period=p.name) for p in parts)


def _relation(book: FigureBook, total: FigureRef, parts: tuple[FigureRef, ...]) -> Relation | None:
    """The sum of these figures; what no figure of the book is is left as a rest.

    None where the total is not in the book, or fewer than it are its parts together.
    """
    whole = book.get(total)
    there = [one for one in parts if one in book]
    if whole is None or not there:
        return None
    names = tuple(str(one) for one in there)
    if whole.unit not in _COUNTED:
        return Relation(str(total), names) if len(there) == len(parts) else None
    values = [book.figure(one).value for one in there]
    if whole.value is None or any(value is None for value in values):
        return None
    left = int(whole.value) - sum(int(value) for value in values if value is not None)
    if left < 0:
        return None
    return _with_rest(str(total), names, left)


def _with_rest(total: str, names: tuple[str, ...], left: int) -> Relation:
    if not left:
        return Relation(total, names)
    rest = f"{total} less {' '.join(names)}"
    return Relation(total, (*names, rest), (rest, left))


def _stretches(book: FigureBook, refs: Collection[FigureRef]) -> Iterator[Relation]:
    """Pairs of periods of one measure of which the longer begins or ends with the shorter."""
    alike: dict[tuple[str, str, str], list[Period]] = defaultdict(list)
    for ref in refs:
        measure = book.measures.get(ref.measure)
        if measure is None or measure.kind != "flow" or ref not in book:
            continue
        alike[ref.measure, ref.area, ref.part].append(Period.parse(ref.period))
    for (code, area, part), periods in alike.items():
        for longer in periods:
            for shorter in periods:
                if ".." not in longer.name + shorter.name or not _begins_or_ends(longer, shorter):
                    continue
                total = FigureRef(code, area, longer.name, part)
                one = _relation(book, total, (FigureRef(code, area, shorter.name, part),))
                if one is not None:
                    yield one


def _begins_or_ends(longer: Period, shorter: Period) -> bool:
    starts = longer.first_on == shorter.first_on and longer.last_on > shorter.last_on
    ends = longer.last_on == shorter.last_on and longer.first_on < shorter.first_on
    return starts or ends


def determined(relations: Collection[Relation], open_names: Collection[str]) -> tuple[str, ...]:
    """Names of figures that are not open and follow from the open ones by the sums together.

    By elimination: what is left of all sums, with the open numbers taken as known, names a figure
    alone exactly where it follows.
    """
    rows = []
    for one in relations:
        row = {name: 1 for name in one.parts if name not in open_names}
        if one.total not in open_names:
            row[one.total] = _PRIME - 1
        if row:
            rows.append(row)
    solved: dict[str, dict[str, int]] = {}
    for row in rows:
        left = _less(row, solved)
        if not left:
            continue
        pivot = min(left)
        scale = pow(left[pivot], -1, _PRIME)
        left = {name: value * scale % _PRIME for name, value in left.items()}
        for name, other in solved.items():
            if pivot in other:
                solved[name] = _minus(other, left, other[pivot])
        solved[pivot] = left
    return tuple(sorted(pivot for pivot, row in solved.items() if len(row) == 1))


def _less(row: dict[str, int], solved: dict[str, dict[str, int]]) -> dict[str, int]:
    """The row with every figure that is solved taken out."""
    for pivot, other in solved.items():
        if pivot in row:
            row = _minus(row, other, row[pivot])
    return row


def _minus(row: dict[str, int], other: dict[str, int], times: int) -> dict[str, int]:
    """``row`` less so many times another, without what comes to nothing."""
    left = dict(row)
    for name, value in other.items():
        left[name] = (left.get(name, 0) - times * value) % _PRIME
    return {name: value for name, value in left.items() if value}
