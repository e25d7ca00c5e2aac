"""First sentences of a public version: those that Belong wrote and cannot say any more are out."""

from __future__ import annotations

from dataclasses import replace

from belong.analytics.stored import FigureBook, NoSuchFigure
from belong.reports.bound import (
    CITED,
    BoundBlock,
    BoundReport,
    BoundSection,
    FigureChart,
    Shown,
    Words,
    citation,
)
from belong.reports.checker.reading import parts_of_text
from belong.reports.checker.titles import compared_in_title

__all__ = ["leave_out_hidden"]


def leave_out_hidden(report: BoundReport, book: FigureBook) -> BoundReport:
    """The report without those drawn sentences that cite what a public version hides.

    A sentence with a symbol in the place of a number may still tell it: "c child was adopted" is
    one child; and so may a chart's title that compares with it. Words of authors stay as they are;
    the checker asks for them. book: the published.
    """
    return replace(report, sections=tuple(_section(section, book) for section in report.sections))


def _section(section: BoundSection, book: FigureBook) -> BoundSection:
    blocks = (_block(block, book) for block in section.blocks)
    return replace(
        section, blocks=tuple(one for one in blocks if not isinstance(one, Words) or one.text)
    )


def _block(block: BoundBlock, book: FigureBook) -> BoundBlock:
    if isinstance(block, Words) and block.is_drawn:
        return replace(block, text=_kept(block.text, book))
    if isinstance(block, FigureChart):
        return replace(block, title=_title(block, book))
    return block


def _title(chart: FigureChart, book: FigureBook) -> str:
    """The chart's title; one that compares with a hidden number says only what is shown."""
    said = compared_in_title(chart)
    if said is None:
        return chart.title
    figures = [book.get(ref) for ref in said[1:]]
    if not any(one is not None and one.hidden_because for one in figures):
        return chart.title
    name = book.measures[said[1].measure].name
    return f"{name}, {chart.labels[0]} to {chart.labels[-1]}"


def _kept(text: str, book: FigureBook) -> str:
    """The text without sentences that cite a hidden figure; lists and paragraphs stay as such."""
    lines = []
    for line in text.split("\n"):
        parts = parts_of_text(line)
        kept = [one for one in parts if not _cites_hidden(one, book)]
        if kept or not parts:
            lines.append(" ".join(kept))
    return "\n".join(lines).strip()


def _cites_hidden(sentence: str, book: FigureBook) -> bool:
    for text in CITED.findall(sentence):
        try:
            ref, shown = citation(text)
        except NoSuchFigure:
            continue
        figure = book.get(ref)
        if figure is None:
            continue
        beside = shown in (Shown.NUMERATOR, Shown.DENOMINATOR, Shown.N, Shown.RANK)
        is_away = beside and getattr(figure, shown.value) is None
        if is_away or (figure.hidden_because and shown not in (Shown.ENGLAND, Shown.THRESHOLD)):
            return True
    return False
