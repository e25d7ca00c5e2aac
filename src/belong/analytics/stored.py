"""Figures as they are stored and cited: one number, what it is of, and what is printed beside it.

A page, a report and a release read figures from a ``FigureBook`` and never compute one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from belong.domain.errors import BelongError

__all__ = [
    "STATUSES",
    "Behind",
    "FigureBook",
    "FigureRef",
    "Measure",
    "NoSuchFigure",
    "Person",
    "StoredFigure",
    "Unit",
]

Unit = Literal["days", "percent", "children", "families", "people", "times", "pounds"]


#: What somebody behind a figure is to it, in the order of ``Behind``.
STATUSES = ("member", "excluded", "not_computable")


class NoSuchFigure(BelongError):
    """A figure is cited that is not in the book."""


@dataclass(frozen=True, order=True)
class FigureRef:
    """Names one figure. Written ``measure:area:period`` or ``measure:area:period:part``.

    measure: code of a ``Measure``. area: a council's DfE code, or ``all`` for the whole body that
    the book is of. period: name of a ``Period``. part: a row of a breakdown ("girls"), "" for all.
    """

    measure: str
    area: str
    period: str
    part: str = ""

    def __str__(self) -> str:
        text = f"{self.measure}:{self.area}:{self.period}"
        return f"{text}:{self.part}" if self.part else text

    @classmethod
    def parse(cls, text: str) -> FigureRef:
        """The reference written so. Raises NoSuchFigure where it is no reference."""
        parts = text.strip().split(":", 3)
        if len(parts) < 3 or not all(parts):
            raise NoSuchFigure(
                f"{text!r} names no figure.", mend="Choose a figure from the list of figures."
            )
        return cls(*parts)


@dataclass(frozen=True)
class Measure:
    """What a figure is, apart from area and period.

    meaning: the definition in at most two sentences. kind: ``flow`` counts what happened in a
    period, ``stock`` who was so on a day, ``time`` is a mean or share of an indicator, ``stated``
    is typed in by an author. parts: rows of its breakdown in order, code and words.
    parts_sum: every member is in exactly one part, so that parts add up to the whole.
    source: where the definition is laid down, or "Belong's own".
    """

    code: str
    name: str
    meaning: str
    unit: Unit
    kind: Literal["flow", "stock", "time", "stated"]
    source: str
    subject: Literal["children", "families", "other"] = "children"
    parts: tuple[tuple[str, str], ...] = ()
    parts_sum: bool = True
    polarity: Literal["low", "high"] | None = None


@dataclass(frozen=True)
class StoredFigure:
    """One number with what is printed beside it.

    name: in words, the part included. value: exact, never rounded; percent runs 0 to 100; pounds
    are Decimal; None where nothing could be computed, and then why_none says why.
    numerator, denominator: for a mean the sum and the count, for a share the part and the whole;
    else None. n: how many people the figure rests on. not_computable: how many could not be
    counted. rank: position, of how many. stated_by: the role that typed it in, or "".
    hidden_because: why a public version hides it, or ""; then value is None.
    """

    ref: FigureRef
    name: str
    unit: Unit
    value: int | float | Decimal | None
    n: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    threshold: int | None = None
    england: float | None = None
    england_source: str | None = None
    rank: tuple[int, int] | None = None
    not_computable: int = 0
    why_none: str = ""
    stated_by: str = ""
    hidden_because: str = ""
    notes: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """As JSON holds it: ref as text, pounds as text."""
        data = {one.name: getattr(self, one.name) for one in fields(self)}
        data["ref"] = str(self.ref)
        if isinstance(self.value, Decimal):
            data["value"] = str(self.value)
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> StoredFigure:
        """What ``as_data`` wrote."""
        value = data["value"]
        rank = data["rank"]
        return cls(
            **{
                **data,
                "ref": FigureRef.parse(data["ref"]),
                "value": Decimal(value) if isinstance(value, str) else value,
                "rank": (rank[0], rank[1]) if rank else None,
                "notes": tuple(data["notes"]),
            }
        )


@dataclass(frozen=True)
class Person:
    """A child or family behind a figure. key: a pseudonym, never a name.

    value: days, or 1; None for one who is left out, and then reason says why.
    """

    key: str
    area: str
    value: int | None
    start_on: date | None = None
    end_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Behind:
    """Who is in a figure, who is left out by its definition, and who could not be computed."""

    members: tuple[Person, ...] = ()
    excluded: tuple[Person, ...] = ()
    not_computable: tuple[Person, ...] = ()


@dataclass(frozen=True)
class FigureBook:
    """Every figure of one body as known at one change.

    body: key of the agency, or "" where there is none. change: the change number that the figures
    were computed at. areas: name of each area by its code, ``all`` among them. figures, behind: by
    the text of the reference; behind may lack those of whom nothing is kept.
    """

    body: str
    body_name: str
    change: int
    areas: Mapping[str, str]
    figures: Mapping[str, StoredFigure]
    measures: Mapping[str, Measure]
    behind: Mapping[str, Behind] = field(default_factory=dict)

    def __iter__(self) -> Iterator[StoredFigure]:
        return iter(self.figures.values())

    def __contains__(self, ref: FigureRef) -> bool:
        return str(ref) in self.figures

    def get(self, ref: FigureRef) -> StoredFigure | None:
        """The figure, or None."""
        return self.figures.get(str(ref))

    def figure(self, ref: FigureRef) -> StoredFigure:
        """The figure. Raises NoSuchFigure where the book has none of that name."""
        found = self.get(ref)
        if found is None:
            raise NoSuchFigure(
                f"There is no figure {ref}.",
                where=self.body_name,
                mend="Choose another period or area, or have the figures computed for it.",
            )
        return found

    def parts(self, ref: FigureRef) -> tuple[StoredFigure, ...]:
        """The figures of a breakdown, in the order of its measure; empty where there is none."""
        measure = self.measures[ref.measure]
        found = (self.get(replace(ref, part=code)) for code, _ in measure.parts)
        return tuple(one for one in found if one is not None)

    def with_figures(self, more: Iterable[StoredFigure]) -> FigureBook:
        """The same book with these figures added, or in place of those of the same name."""
        return replace(self, figures={**self.figures, **{str(one.ref): one for one in more}})
