"""A written report before its numbers are put in: every number is a reference to a figure.

``layouts`` lays out the sections of a kind of report, authors write words between them, the
checker reads it, and ``resolve`` (in ``resolved``) puts the figures of a book in. In words, a
figure is cited as ``[[measure:area:period:part]]``; nothing can be typed over it. A citation
prints the number alone (280, 33%, £63,150): the author writes the unit. What stands beside the
value is cited with a ``#``: ``[[A10:all:2016-19#rank]]`` prints "3rd of 149".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from belong.analytics.stored import FigureRef, NoSuchFigure

__all__ = [
    "CITED",
    "Author",
    "BoundBlock",
    "BoundReport",
    "BoundSection",
    "FigureChart",
    "FigureRow",
    "FigureTable",
    "ReportKind",
    "Shown",
    "Total",
    "Words",
    "citation",
    "citations",
]

#: How a figure is cited in words.
CITED = re.compile(r"\[\[([^\[\]]+)\]\]")


class Shown(StrEnum):
    """What of a figure is shown: its value, or what stands beside it.

    n: how many people it rests on. rank: "3rd of 149". england, threshold: in the figure's unit.
    """

    VALUE = "value"
    N = "n"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    ENGLAND = "england"
    THRESHOLD = "threshold"
    RANK = "rank"


class ReportKind(StrEnum):
    """Kinds of report that Belong lays out."""

    ANNUAL = "annual"
    SIX_MONTHLY = "six_monthly"
    QUARTERLY_BOARD = "quarterly_board"
    COMMITTEE_SLIDES = "committee_slides"
    COUNCIL_SHEET = "council_sheet"


class Author(StrEnum):
    """Who writes a section. drawn: nobody; it is tables, charts and first sentences only."""

    DRAWN = "drawn"
    COUNCIL = "council"
    AGENCY = "agency"
    PANEL_CHAIR = "panel_chair"


class Total(StrEnum):
    """What a table's last row or column is: nothing, a sum, or the first less the others."""

    NONE = "none"
    SUM = "sum"
    LESS = "less"


@dataclass(frozen=True)
class Words:
    """Paragraphs of plain text, a blank line between them, with figures cited in them.

    is_drawn: first sentences that Belong wrote from figures; authors keep, change or remove them.
    A line that begins with "- " is an entry of a list. quoted_with: how consent to a quotation was
    given, where the words are somebody's own, or "".
    """

    text: str
    is_drawn: bool = False
    quoted_with: str = ""

    def cited(self) -> tuple[FigureRef, ...]:
        """The figures cited, in order. Raises NoSuchFigure for a citation that names none."""
        return tuple(citation(found)[0] for found in CITED.findall(self.text))


@dataclass(frozen=True)
class FigureRow:
    """A row: its title, and a figure per column, None where there is none to show.

    shows: what of each figure the row shows, as a row of ranks under the row of values.
    """

    title: str
    refs: tuple[FigureRef | None, ...]
    is_total: bool = False
    shows: Shown = Shown.VALUE


@dataclass(frozen=True)
class FigureTable:
    """A table whose every number is a figure. key: unique in the report.

    columns: titles of the columns of figures; corner: the title of the column of row titles.
    total_row, total_column: what the row with is_total, or the last column, is of the others; the
    checker holds it to that.
    """

    key: str
    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    note: str = ""
    total_row: Total = Total.NONE
    total_column: Total = Total.NONE


@dataclass(frozen=True)
class FigureChart:
    """A chart of figures of one unit. title: what it shows, as a sentence.

    series: words and figures of each line or set of bars, aligned with labels. breaks: labels
    before which the series must not be joined, because what is counted changed there.
    """

    key: str
    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[FigureRef | None, ...]], ...]
    shape: str = "columns"
    breaks: tuple[str, ...] = ()


BoundBlock = Words | FigureTable | FigureChart


@dataclass(frozen=True)
class BoundSection:
    """A titled part. key: unique in the report and the same from year to year."""

    key: str
    title: str
    author: Author
    blocks: tuple[BoundBlock, ...] = ()

    def words(self) -> str:
        """All words of the section, a blank line between blocks."""
        return "\n\n".join(one.text for one in self.blocks if isinstance(one, Words))


@dataclass(frozen=True)
class BoundReport:
    """A whole report of one body and period, each by name. language: of the words, as in HTML."""

    kind: ReportKind
    title: str
    body_name: str
    period: str
    sections: tuple[BoundSection, ...]
    facts: tuple[tuple[str, str], ...] = field(default=())
    language: str = "en-GB"

    def section(self, key: str) -> BoundSection:
        """The section of this key. Raises KeyError when there is none."""
        for one in self.sections:
            if one.key == key:
                return one
        raise KeyError(key)


def citation(text: str) -> tuple[FigureRef, Shown]:
    """The figure that stands between the brackets, and what of it is shown.

    Raises NoSuchFigure where the text names none.
    """
    ref, _, shown = text.partition("#")
    try:
        return FigureRef.parse(ref), Shown(shown.strip() or Shown.VALUE)
    except ValueError:
        raise NoSuchFigure(
            f"{shown!r} stands beside no figure.", mend=f"Write one of: {', '.join(Shown)}."
        ) from None


def citations(report: BoundReport) -> Iterator[tuple[str, FigureRef]]:
    """Every figure that a report shows or cites, with the key of its section, as often as cited.

    A citation in words that names no figure is passed over: the checker tells of it.
    """
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, FigureTable):
                refs = [ref for row in block.rows for ref in row.refs]
            elif isinstance(block, FigureChart):
                refs = [ref for _, line in block.series for ref in line]
            else:
                refs = list(_readable(block))
            for ref in refs:
                if ref is not None:
                    yield section.key, ref


def _readable(words: Words) -> Iterator[FigureRef]:
    for found in CITED.findall(words.text):
        try:
            yield citation(found)[0]
        except NoSuchFigure:
            continue
