"""The plain list in which an author looks for a figure to put into words."""

from __future__ import annotations

from dataclasses import dataclass

from belong.analytics.stored import FigureBook, Measure, StoredFigure
from belong.reports.shown import shown
from belong.web.agencies.models import Agency
from belong.web.performance.queries import ALL, NotComputed, book_of
from belong.web.reports.words import period_words

__all__ = ["FoundFigure", "find_figures"]

#: Figures listed at once.
MOST = 15


@dataclass(frozen=True)
class FoundFigure:
    """A figure of the list. cited: how words cite it. printed: its value, and what it is of."""

    cited: str
    name: str
    area: str
    period: str
    printed: str


def find_figures(
    agency: Agency, terms: str, *, period: str, areas: frozenset[str] | None
) -> tuple[list[FoundFigure], int]:
    """Figures of a body in whose name, area or period every word of the terms stands.

    Those of the report's period first, then the latest. areas: those that the reader reads (None:
    all). Gives the first of them and how many there are; none while no figure is computed.
    """
    words = terms.casefold().split()
    if not words:
        return [], 0
    try:
        catalogue = book_of(agency, measures=())
        measures = [code for code, one in catalogue.measures.items() if _is_meant(one, words)]
        book = book_of(agency, measures=measures or None, areas=_areas(catalogue, words, areas))
    except NotComputed:
        return [], 0
    found = [one for one in book if all(word in _text(one, book) for word in words)]
    found.sort(key=lambda one: (one.ref.measure, one.ref.part, one.ref.area))
    found.sort(key=lambda one: one.ref.period, reverse=True)
    found.sort(key=lambda one: (one.ref.period != period, one.ref.area != ALL))
    told = [
        FoundFigure(
            cited=f"[[{one.ref}]]",
            name=one.name,
            area=book.areas.get(one.ref.area, one.ref.area),
            period=period_words(one.ref.period),
            printed=_printed(one, book),
        )
        for one in found[:MOST]
    ]
    return told, len(found)


def _printed(one: StoredFigure, book: FigureBook) -> str:
    printed = shown(one.ref, book)
    return f"{printed.words} ({printed.of})" if printed.of else printed.words


def _is_meant(measure: Measure, words: list[str]) -> bool:
    parts = " ".join(name for _, name in measure.parts)
    text = f"{measure.code} {measure.name} {parts}".casefold()
    return any(word in text for word in words)


def _areas(book: FigureBook, words: list[str], read: frozenset[str] | None) -> set[str]:
    """The whole body, and the councils that the words name; only those that are read."""
    named = {
        code
        for code, name in book.areas.items()
        if code == ALL or any(_begins(name, word) for word in words)
    }
    return named if read is None else named & read


def _begins(name: str, word: str) -> bool:
    """Whether a word of the name begins so: "to" names no Glimmerstoke."""
    return any(one.startswith(word) for one in name.casefold().split())


def _text(one: StoredFigure, book: FigureBook) -> str:
    area = book.areas.get(one.ref.area, "")
    told = (str(one.ref), one.name, area, period_words(one.ref.period))
    return " ".join(told).casefold()
