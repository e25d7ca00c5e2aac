"""Who is behind each figure of a book, kept once: a whole that is the sum of its parts is not.

Those of a year are mostly those of its quarters, those of the whole body those of its councils, and
those of a breakdown those of its parts. Where that is so, only the pieces are kept, and the whole
is gathered from them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from belong.analytics.definitions import DEFINITIONS
from belong.analytics.stored import Behind, FigureBook, FigureRef, Measure, Person
from belong.domain.calendar import financial_year
from belong.domain.periods import Period

if TYPE_CHECKING:
    from belong.analytics.measures.people import People

__all__ = ["ALL", "Pieces", "kept_once"]

#: The area that stands for the whole body.
ALL = "all"


@dataclass(frozen=True)
class Pieces:
    """What figures are made of. codes: of the councils. measures: the catalogue by code."""

    codes: tuple[str, ...]
    measures: Mapping[str, Measure]

    @classmethod
    def of(cls, areas: Collection[str], measures: Mapping[str, Measure]) -> Pieces:
        """Of a book with these areas and measures."""
        return cls(tuple(code for code in areas if code != ALL), measures)

    def made_of(self, ref: FigureRef) -> tuple[FigureRef, ...]:
        """The same figure of each shorter period, else of each council, or of a council its parts;
        nothing for a piece.
        """
        if shorter := _shorter(ref.period, in_years=ref.measure in DEFINITIONS):
            return tuple(replace(ref, period=name) for name in shorter)
        if ref.area == ALL:
            return tuple(replace(ref, area=code) for code in self.codes)
        measure = self.measures.get(ref.measure)
        if measure is None or ref.part or not measure.parts_sum:
            return ()
        return tuple(replace(ref, part=code) for code, _ in measure.parts)

    def sources(self, ref: FigureRef) -> Iterator[FigureRef]:
        """The figure and everything that it may have to be gathered from."""
        yield ref
        for piece in self.made_of(ref):
            yield from self.sources(piece)

    def gathered(self, ref: FigureRef, kept: Mapping[FigureRef, Behind]) -> Behind:
        """Who is behind a figure, from what is kept of it or of its pieces."""
        if ref in kept:
            return kept[ref]
        return _sum(list(self._kept_pieces(ref, kept)))

    def _kept_pieces(self, ref: FigureRef, kept: Mapping[FigureRef, Behind]) -> Iterator[Behind]:
        for piece in self.made_of(ref):
            if piece in kept:
                yield kept[piece]
            else:
                yield from self._kept_pieces(piece, kept)


@cache
def _shorter(name: str, *, in_years: bool) -> tuple[str, ...]:
    """Names of the periods that make up a period: its years, or its quarters."""
    period = Period.parse(name)
    of_years = financial_year(period.last_on) > financial_year(period.first_on)
    return tuple(one.name for one in period.made_of) if of_years or not in_years else ()


def kept_once(book: FigureBook, people: People) -> Iterator[str]:
    """The figures whose people cannot be gathered from their pieces, by their references' text.

    people: those behind the book's figures.
    """
    pieces = Pieces.of(book.areas, book.measures)
    for name in dict.fromkeys([*book.figures, *people]):
        made_of = pieces.made_of(FigureRef.parse(name))
        if not people.are_those_of(name, map(str, made_of)):
            yield name


def _sum(all_behind: Collection[Behind]) -> Behind:
    return Behind(
        members=_in_order(one for behind in all_behind for one in behind.members),
        excluded=_in_order(one for behind in all_behind for one in behind.excluded),
        not_computable=_in_order(one for behind in all_behind for one in behind.not_computable),
    )


def _in_order(people: Iterable[Person]) -> tuple[Person, ...]:
    """As a book tells them: by council and pseudonym, then by their days."""
    return tuple(sorted(people, key=_place))


def _place(one: Person) -> tuple[str, str, date, date, int, str]:
    never = date.min
    days = one.start_on or never, one.end_on or never
    return one.area, one.key, *days, -1 if one.value is None else one.value, one.reason
