"""The page in which a section is written, and what it said before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from belong.analytics.stored import FigureBook, NoSuchFigure
from belong.reports.bound import CITED, citation
from belong.reports.shown import shown
from belong.web.reports.slots import Slot
from belong.web.ui.presenters import Row, Table
from belong.web.ui.presenters.tables import Cell, Column
from belong.web.ui.words import moment

if TYPE_CHECKING:
    from belong.web.reports.queries import NamedVersion

__all__ = ["Box", "CitedHere", "boxes_shown", "versions_table"]


@dataclass(frozen=True)
class CitedHere:
    """A figure that the words of a box cite: how, and what it prints."""

    cited: str
    printed: str


@dataclass(frozen=True)
class Box:
    """A place of the section: its fields, or the table or chart that stands there.

    theirs: what the other author wrote in it, where two did at once; None else.
    """

    fields: tuple[Any, ...]
    title: str = ""
    cited: tuple[CitedHere, ...] = ()
    theirs: str | None = None


def boxes_shown(
    boxes: Sequence[tuple[Slot, list[Any]]],
    book: FigureBook,
    theirs: Mapping[str, str] | None = None,
) -> list[Box]:
    """The places of the form. theirs: what somebody else wrote meanwhile, by place."""
    return [
        Box(
            tuple(fields),
            title=slot.title,
            cited=tuple(_cited(str(fields[0].value() or ""), book)) if fields else (),
            theirs=(theirs or {}).get(slot.name),
        )
        for slot, fields in boxes
    ]


def _cited(text: str, book: FigureBook) -> list[CitedHere]:
    """Each figure that words cite, once, with what it prints."""
    told: dict[str, CitedHere] = {}
    for found in CITED.findall(text):
        try:
            ref, what = citation(found)
        except NoSuchFigure as wrong:
            told[found] = CitedHere(f"[[{found}]]", wrong.what)
            continue
        figure = shown(ref, book, what)
        told[found] = CitedHere(f"[[{found}]]", f"{figure.name}: {figure.text}")
    return list(told.values())


def versions_table(versions: Sequence[NamedVersion], hrefs: Sequence[str]) -> Table:
    """What a section said, latest first."""
    return Table(
        caption="Versions",
        columns=(Column("Version"), Column("When"), Column("By")),
        rows=tuple(
            Row.of(
                Cell(str(one.number), href=href),
                moment(one.at),
                "Laid out by Belong" if one.is_laid_out else one.by_name or "Somebody",
            )
            for one, href in zip(versions, hrefs, strict=True)
        ),
        is_caption_hidden=True,
    )
