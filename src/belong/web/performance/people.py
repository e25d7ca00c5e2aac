"""Who is behind each figure of a book, kept once: a whole that is the sum of its parts is not.

Those of the whole body are mostly those of its councils, and those of a breakdown those of its
parts. Where that is so, only the pieces are kept, and the whole is gathered from them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from belong.analytics.stored import Behind, FigureBook, FigureRef, Measure

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
        """The same figure of each council, or of a council its parts; nothing for a piece."""
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
        return _sum([self.gathered(piece, kept) for piece in self.made_of(ref)])


def kept_once(book: FigureBook) -> Iterator[tuple[str, Behind]]:
    """Reference and people of every figure that cannot be gathered from its pieces.

    One measure and period at a time: a book may fetch who is behind a figure only when asked.
    """
    pieces = Pieces.of(book.areas, book.measures)
    groups: dict[tuple[str, str], list[FigureRef]] = defaultdict(list)
    for name in dict.fromkeys([*book.figures, *book.behind]):
        ref = FigureRef.parse(name)
        groups[ref.measure, ref.period].append(ref)
    nobody = Behind()
    for refs in groups.values():
        behind = {ref: book.behind.get(str(ref), nobody) for ref in refs}
        for ref, people in behind.items():
            made_of = pieces.made_of(ref)
            if not _same(people, _sum([behind.get(piece, nobody) for piece in made_of])):
                yield str(ref), people


def _sum(all_behind: Collection[Behind]) -> Behind:
    return Behind(
        members=tuple(one for behind in all_behind for one in behind.members),
        excluded=tuple(one for behind in all_behind for one in behind.excluded),
        not_computable=tuple(one for behind in all_behind for one in behind.not_computable),
    )


def _same(one: Behind, other: Behind) -> bool:
    """Whether both hold the same people, in any order."""
    pairs = (
        (one.members, other.members),
        (one.excluded, other.excluded),
        (one.not_computable, other.not_computable),
    )
    return all(
        len(these) == len(those) and (these == those or Counter(these) == Counter(those))
        for these, those in pairs
    )
