"""Figures that an author types in, and books put together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from belong.analytics.measures.catalogue import MEASURES
from belong.analytics.measures.people import People
from belong.analytics.stored import FigureBook, FigureRef, StoredFigure
from belong.domain.periods import Period

__all__ = ["together", "with_stated"]


def with_stated(
    book: FigureBook,
    *,
    area: str,
    period: Period,
    income: Decimal | None,
    expenditure: Decimal | None,
    stated_by: str,
) -> FigureBook:
    """The book with the interagency money that an author states, and the net of it.

    In pounds, for one area and period. None: not stated; then the net says why it is not computed.
    stated_by: the role of the author.
    """
    net = None if income is None or expenditure is None else income - expenditure
    stated = (
        ("interagency_income", income, "not stated by an author yet"),
        ("interagency_expenditure", expenditure, "not stated by an author yet"),
        ("interagency_net", net, "income or expenditure is not stated yet"),
    )
    return book.with_figures(
        StoredFigure(
            FigureRef(code, area, period.name),
            MEASURES[code].name,
            "pounds",
            value,
            why_none=why if value is None else "",
            stated_by=stated_by if value is not None else "",
        )
        for code, value, why in stated
    )


def together(book: FigureBook, *others: FigureBook) -> FigureBook:
    """One book of all figures of books of the same body and change."""
    for other in others:
        book = replace(
            book,
            areas={**book.areas, **other.areas},
            figures={**book.figures, **other.figures},
            measures={**book.measures, **other.measures},
            behind=People.of(book.behind).joined(People.of(other.behind)),
        )
    return book
