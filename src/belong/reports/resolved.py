"""A written report with its figures put in, ready for any renderer.

``resolve`` is the one place where a reference becomes a printed number, so that no two formats can
print it differently. What cannot be printed is said in its place, and listed: never left empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from belong.analytics.stored import FigureBook, FigureRef, Measure, NoSuchFigure, StoredFigure
from belong.domain.periods import Period, PeriodError
from belong.reports.bound import (
    CITED,
    BoundBlock,
    BoundReport,
    BoundSection,
    FigureChart,
    FigureTable,
    Shown,
    Words,
    citation,
)
from belong.reports.model import (
    Block,
    Column,
    Paragraph,
    Prose,
    Report,
    Section,
    Series,
    SeriesChart,
    ShownFigure,
    Table,
)
from belong.reports.shown import COUNTS, HIDDEN, clean, not_found, shown, shown_figure
from belong.reports.words import count_of, joined, listed, period_words

__all__ = [
    "HIDDEN",
    "Missing",
    "ResolvedReport",
    "clean",
    "resolve",
    "shown",
    "shown_figure",
]

#: A chart of more points than this is described by its highest and lowest, not by all of them.
MOST_DESCRIBED = 24
#: Printed under the title of a section in which nothing is written.
EMPTY = "There is nothing in this section."
#: How many cells a note names before it says how many more there are.
MOST_NAMED = 4
#: Stands where a table or chart has more figures than titles.
NO_TITLE = "(no title)"


@dataclass(frozen=True)
class Missing:
    """A citation that could not be followed. section: its title. cited: what was written."""

    section: str
    cited: str


@dataclass(frozen=True)
class ResolvedReport:
    """A report with its figures in it. What is shown is ``report``; the rest tells of what it is.

    figures: each figure shown or cited, once, in the order of its reference. measures: what they
    are, likewise. missing: citations that lead to no figure, in order. change: the change number
    that the figures were computed at.
    """

    report: Report
    kind: str
    body: str
    body_name: str
    period: str
    change: int
    figures: tuple[StoredFigure, ...]
    measures: tuple[Measure, ...]
    missing: tuple[Missing, ...]


def resolve(report: BoundReport, book: FigureBook) -> ResolvedReport:
    """The report with the figures of the book. Raises nothing: what is missing is listed."""
    at_work = _Resolver(book)
    sections = [at_work.section(section) for section in report.sections]
    figures = tuple(at_work.used[ref] for ref in sorted(at_work.used))
    codes = sorted({figure.ref.measure for figure in figures} & set(book.measures))
    measures = tuple(book.measures[code] for code in codes)
    if measures:
        sections.append(_meanings(measures, figures, {one.key for one in sections}))
    return ResolvedReport(
        report=Report(
            title=clean(report.title),
            lead=_lead(at_work.missing),
            facts=_facts(report, book),
            sections=tuple(sections),
            language=report.language,
        ),
        kind=report.kind.value,
        body=book.body,
        body_name=clean(report.body_name),
        period=report.period,
        change=book.change,
        figures=figures,
        measures=measures,
        missing=tuple(at_work.missing),
    )


def _lead(missing: Sequence[Missing]) -> tuple[str, ...]:
    if not missing:
        return ()
    count = count_of(len(missing), "figure that is cited was", "figures that are cited were")
    places = joined(dict.fromkeys(f"“{one.section}”" for one in missing))
    words = (
        f"{count} not found, in {places}. Where each should stand, the text says “figure not "
        "found”. Choose another figure there before this report is used."
    )
    return (words,)


def _known_from(change: int) -> tuple[str, str]:
    """What figures are from, as a fact: the last change that they know of, or, for 0, returns."""
    if change:
        return "Figures as known at", f"change {change:,}"
    return "Figures from", "the returns that were supplied"


def _facts(report: BoundReport, book: FigureBook) -> tuple[tuple[str, str], ...]:
    return (
        ("Body", clean(report.body_name)),
        ("Period", clean(period_words(report.period))),
        _known_from(book.change),
        *((clean(term), clean(words)) for term, words in report.facts),
    )


@dataclass
class _Resolver:
    """Puts figures in, and keeps what was used and what was not there.

    used: by the text of the reference. keys: of sections so far, no two alike. at: the title of
    the section at work.
    """

    book: FigureBook
    used: dict[str, StoredFigure] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    at: str = ""

    def section(self, section: BoundSection) -> Section:
        self.at = clean(section.title)
        blocks: list[Block] = []
        for block in section.blocks:
            blocks += self._block(block, section)
        if not blocks:
            blocks.append(Prose((Paragraph((EMPTY,)),)))
        key = section.key
        while key in self.keys:
            key += "-"
        self.keys.add(key)
        return Section(key, self.at, blocks=tuple(blocks))

    def _block(self, block: BoundBlock, section: BoundSection) -> list[Block]:
        if isinstance(block, Words):
            prose = self._prose(block)
            return [prose] if prose.paragraphs else []
        if isinstance(block, FigureTable):
            return [self._table(block)]
        has_table = any(
            isinstance(other, FigureTable) and _refs(block) <= _refs(other)
            for other in section.blocks
        )
        return self._chart(block, has_table=has_table)

    def _figure(self, ref: FigureRef, what: Shown = Shown.VALUE) -> ShownFigure:
        figure = self.book.get(ref)
        if figure is None:
            self.missing.append(Missing(self.at, clean(str(ref))))
        else:
            self.used[str(ref)] = figure
        return shown(ref, self.book, what)

    def _cited(self, text: str) -> ShownFigure:
        try:
            return self._figure(*citation(text))
        except NoSuchFigure:
            self.missing.append(Missing(self.at, clean(text.strip())))
            return not_found(text)

    def _prose(self, words: Words) -> Prose:
        paragraphs: list[Paragraph] = []
        for part in clean(words.text).split("\n\n"):
            plain: list[str] = []
            for line in part.splitlines():
                if line.startswith("- "):
                    self._paragraph(paragraphs, plain)
                    plain = []
                    self._paragraph(paragraphs, [line[2:]], is_entry=True)
                else:
                    plain.append(line)
            self._paragraph(paragraphs, plain)
        return Prose(tuple(paragraphs), is_quote=bool(words.quoted_with))

    def _paragraph(
        self, paragraphs: list[Paragraph], lines: Sequence[str], *, is_entry: bool = False
    ) -> None:
        text = " ".join(" ".join(lines).split())
        if not text:
            return
        # Splitting at a pattern with one group gives words and citations in turn.
        runs = tuple(
            self._cited(piece) if index % 2 else piece
            for index, piece in enumerate(CITED.split(text))
            if piece
        )
        paragraphs.append(Paragraph(runs, is_entry))

    def _table(self, table: FigureTable) -> Table:
        tells_n = any(row.shows in COUNTS for row in table.rows)
        titles = _filled(table.columns, [row.refs for row in table.rows])
        rows = []
        for row in table.rows:
            refs = (*row.refs, *(None,) * (len(titles) - len(row.refs)))
            cells = [self._figure(ref, row.shows) if ref else None for ref in refs]
            if tells_n:
                cells = [cell and replace(cell, of=_not_counted(cell)) for cell in cells]
            rows.append((clean(row.title), *cells))
        notes = [clean(table.note)] if table.note else []
        return Table(
            caption=clean(table.caption),
            columns=(
                Column(clean(table.corner) or "What"),
                *(Column(title, is_number=True) for title in titles),
            ),
            rows=tuple(rows),
            totals=tuple(at for at, row in enumerate(table.rows) if row.is_total),
            note=" ".join([*notes, *_notes(titles, rows)]) or None,
        )

    def _chart(self, chart: FigureChart, *, has_table: bool) -> list[Block]:
        series = tuple(
            Series(clean(name), tuple(self._figure(ref) if ref else None for ref in refs))
            for name, refs in chart.series
        )
        labels = _filled(chart.labels, [refs for _, refs in chart.series])
        title = clean(chart.title)
        values = [one for line in series for one in line.figures if one and one.value is not None]
        made: list[Block] = []
        if values:
            made.append(
                SeriesChart(
                    key=chart.key,
                    title=title,
                    description=_description(labels, series),
                    unit=values[0].unit,
                    labels=labels,
                    series=series,
                    shape=chart.shape,
                    breaks=tuple(clean(one) for one in chart.breaks),
                )
            )
        else:
            words = f"No chart is drawn of “{title}”, because none of its figures has a value."
            made.append(Prose((Paragraph((words,)),)))
        if not has_table:
            made.append(_chart_table(title, labels, series))
        return made


def _not_counted(figure: ShownFigure) -> str:
    """Of what a number is of, how many could not be counted; "" where all were."""
    return figure.of.partition("; ")[2]


def _refs(block: FigureTable | FigureChart) -> set[FigureRef]:
    lines: Iterable[Iterable[FigureRef | None]]
    if isinstance(block, FigureTable):
        lines = (row.refs for row in block.rows)
    else:
        lines = (refs for _, refs in block.series)
    return {ref for line in lines for ref in line if ref is not None}


def _filled(titles: Sequence[str], lines: Sequence[Sequence[object]]) -> tuple[str, ...]:
    """A title for each figure of the longest line: where one is lacking, the figure still shows."""
    longest = max((len(line) for line in lines), default=0)
    return (*map(clean, titles), *(NO_TITLE,) * (longest - len(titles)))


def _notes(titles: Sequence[str], rows: Sequence[Sequence[str | ShownFigure | None]]) -> list[str]:
    """Why cells hold no number, each reason once; with its cells, where no sign stands in them."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        cells = [one for one in row[1:] if isinstance(one, ShownFigure)]
        for told in dict.fromkeys((one.text, one.why) for one in cells if one.why):
            without = [
                title
                for title, one in zip(titles, row[1:], strict=True)
                if isinstance(one, ShownFigure) and (one.text, one.why) == told
            ]
            is_all = len(without) == len(cells)
            place = str(row[0]) if is_all else f"{row[0]}, {joined(without)}"
            reasons.setdefault(told, []).append(place)
    return [
        f"{text}: {why}."
        if text == HIDDEN
        else f"{text}: {why} ({listed(places, MOST_NAMED, between='; ')})."
        for (text, why), places in reasons.items()
    ]


def _description(labels: Sequence[str], series: Sequence[Series]) -> str:
    """The numbers of a chart in words, for those who cannot see it."""
    every = len(labels) * len(series) <= MOST_DESCRIBED
    told = []
    for line in series:
        points = [
            (label, figure)
            for label, figure in zip(labels, line.figures, strict=False)
            if figure is not None
        ]
        if not every:
            known = [point for point in points if point[1].value is not None]
            known.sort(key=lambda point: point[1].value or 0)
            points = [known[0], known[-1]] if known else []
        words = ", ".join(f"{label}: {figure.text}" for label, figure in points)
        told.append(f"{line.name}, {'' if every else 'lowest and highest, '}{words or 'none'}.")
    return " ".join(told)


def _chart_table(title: str, labels: Sequence[str], series: Sequence[Series]) -> Table:
    """The numbers of a chart, a row for each label."""
    return Table(
        caption=f"{title}: the numbers",
        columns=(Column("Period or group"), *(Column(one.name, is_number=True) for one in series)),
        rows=tuple(
            (label, *(one.figures[at] if at < len(one.figures) else None for one in series))
            for at, label in enumerate(labels)
        ),
    )


def _of_its_time(note: str, figure: StoredFigure) -> str:
    """A note with the period that its number is of; one without a number is of all."""
    if not any(sign.isdigit() for sign in note):
        return note
    try:
        return f"{note} ({Period.parse(figure.ref.period).words})"
    except PeriodError:
        return note


def _meanings(
    measures: Sequence[Measure], figures: Sequence[StoredFigure], taken: set[str]
) -> Section:
    """The last section: what each measure is, and what is to be known of its figures."""
    notes: dict[str, list[str]] = {}
    for figure in figures:
        told = [_of_its_time(note, figure) for note in figure.notes]
        if figure.stated_by:
            told.append(f"typed in by the {figure.stated_by}")
        notes.setdefault(figure.ref.measure, []).extend(clean(one) for one in told)
    rows = tuple(
        (
            clean(measure.name),
            clean(measure.meaning),
            clean(measure.source),
            "; ".join(dict.fromkeys(notes[measure.code])) or None,
        )
        for measure in measures
    )
    columns = (Column("Measure"), Column("Meaning"), Column("Source"), Column("To be known"))
    key = "meanings"
    while key in taken:
        key += "-"
    return Section(
        key,
        "What the figures are",
        blocks=(Table("What each measure in this report means", columns, rows),),
    )
