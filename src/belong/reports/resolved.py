"""A written report with its figures put in, ready for any renderer.

``resolve`` is the one place where a reference becomes a printed number, so that no two formats can
print it differently. What cannot be printed is said in its place, and listed: never left empty.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial

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
from belong.reports.words import count_of, joined, listed, ordinal, value_text

__all__ = ["HIDDEN", "Missing", "ResolvedReport", "clean", "resolve", "shown", "shown_figure"]

#: What stands where a public version hides a number.
HIDDEN = "c"
NOT_COMPUTABLE = "not computable"
NOT_FOUND = "figure not found: {}"

#: Marks that turn the direction of writing round: they can make a text read as another.
_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}
_SUBJECTS = {"children": ("child", "children"), "families": ("family", "families")}
#: What of a figure is in the unit of its value; the rest are people.
_IN_UNIT = (Shown.VALUE, Shown.ENGLAND, Shown.THRESHOLD)
_COUNTS = (Shown.N, Shown.NUMERATOR, Shown.DENOMINATOR)
_NONE_BESIDE = {
    Shown.ENGLAND: "not published",
    Shown.THRESHOLD: "no threshold",
    Shown.RANK: "not ranked",
    **dict.fromkeys(_COUNTS, "not known"),
}
#: A chart of more points than this is described by its highest and lowest, not by all of them.
MOST_DESCRIBED = 24
#: How many cells a note names before it says how many more there are.
MOST_NAMED = 4


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


def clean(text: str) -> str:
    """The text without characters that no document may hold or that mislead the reader.

    Taken out: control characters but tab and line end, marks that turn the direction of writing,
    halves of characters, and code points that stand for none.
    """
    return "".join(
        sign
        for sign in text
        if sign in "\n\t"
        or (
            unicodedata.category(sign) not in ("Cc", "Cs")
            and ord(sign) not in _TURNING
            and ord(sign) & 0xFFFE != 0xFFFE
        )
    )


def shown(ref: FigureRef, book: FigureBook, what: Shown = Shown.VALUE) -> ShownFigure:
    """The figure of this reference, or what stands beside it, as it is printed.

    A reference that the book has no figure of is printed as not found.
    """
    figure = book.get(ref)
    if figure is None:
        return _not_found(_cited(ref, what))
    return shown_figure(figure, book.measures.get(ref.measure), what)


def shown_figure(
    figure: StoredFigure, measure: Measure | None, what: Shown = Shown.VALUE
) -> ShownFigure:
    """A figure, or what stands beside it, as it is printed. measure: None where it is not known."""
    cited = _cited(figure.ref, what)
    found = partial(ShownFigure, ref=cited, name=clean(figure.name))
    value = _asked_for(figure, what)
    unit = figure.unit if what in _IN_UNIT else ""
    if value is not None:
        of = _of(figure, measure) if what is Shown.VALUE else ""
        return found(text=value_text(value, unit), of=of, value=value, unit=unit)
    if what is Shown.RANK and figure.rank and not figure.hidden_because:
        text = f"{ordinal(figure.rank[0])} of {figure.rank[1]:,}"
        return found(text=text, of="", value=None, unit="")
    if figure.hidden_because and what not in (Shown.ENGLAND, Shown.THRESHOLD):
        text, why = HIDDEN, f"hidden: {figure.hidden_because}"
    elif what is Shown.VALUE:
        text, why = NOT_COMPUTABLE, figure.why_none or "no reason is stored"
    else:
        text, why = _NONE_BESIDE[what], ""
    return found(text=text, of="", value=None, unit=unit, why=clean(why))


def _cited(ref: FigureRef, what: Shown) -> str:
    return str(ref) if what is Shown.VALUE else f"{ref}#{what.value}"


def _asked_for(figure: StoredFigure, what: Shown) -> int | float | Decimal | None:
    """The number asked for; None where there is none, or it is no number."""
    if figure.hidden_because and what is Shown.VALUE:
        return None
    found: dict[Shown, int | float | Decimal | None] = {
        Shown.VALUE: figure.value,
        Shown.N: figure.n,
        Shown.NUMERATOR: figure.numerator,
        Shown.DENOMINATOR: figure.denominator,
        Shown.ENGLAND: figure.england,
        Shown.THRESHOLD: figure.threshold,
    }
    return found.get(what)


def _not_found(cited: str) -> ShownFigure:
    cited = clean(cited.strip())
    words = NOT_FOUND.format(cited).strip()
    return ShownFigure(cited, words, "", None, "", words, "")


def _of(figure: StoredFigure, measure: Measure | None) -> str:
    """What a number is of: part and whole of a share, people of a mean, and who is not counted."""
    one, many = _SUBJECTS.get(measure.subject if measure else "", ("person", "people"))
    parts = []
    count = figure.denominator if figure.denominator is not None else figure.n
    if figure.unit == "percent" and figure.numerator is not None and count is not None:
        parts.append(f"{figure.numerator:,} of {count:,}")
    elif figure.unit == "percent" and count is not None:
        parts.append(f"of {count:,}")
    elif figure.unit == "days" and count is not None:
        parts.append(count_of(count, one, many))
    if figure.not_computable:
        parts.append(f"{figure.not_computable:,} not computable")
    return "; ".join(parts)


def _period_words(name: str) -> str:
    try:
        return Period.parse(name).words
    except PeriodError:
        return clean(name)


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


def _facts(report: BoundReport, book: FigureBook) -> tuple[tuple[str, str], ...]:
    return (
        ("Body", clean(report.body_name)),
        ("Period", _period_words(report.period)),
        ("Figures as known at", f"change {book.change:,}"),
        *((clean(term), clean(words)) for term, words in report.facts),
    )


@dataclass
class _Resolver:
    """Puts figures in, and keeps what was used and what was not there.

    used: by the text of the reference. at: the title of the section at work.
    """

    book: FigureBook
    used: dict[str, StoredFigure] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)
    at: str = ""

    def section(self, section: BoundSection) -> Section:
        self.at = clean(section.title)
        blocks: list[Block] = []
        for block in section.blocks:
            blocks += self._block(block, section)
        return Section(section.key, self.at, blocks=tuple(blocks))

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
            return _not_found(text)

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
        tells_n = any(row.shows in _COUNTS for row in table.rows)
        rows = []
        for row in table.rows:
            cells = [self._figure(ref, row.shows) if ref else None for ref in row.refs]
            if tells_n:
                cells = [cell and replace(cell, of="") for cell in cells]
            rows.append((clean(row.title), *cells))
        notes = [clean(table.note)] if table.note else []
        return Table(
            caption=clean(table.caption),
            columns=(
                Column(clean(table.corner) or "What"),
                *(Column(clean(title), is_number=True) for title in table.columns),
            ),
            rows=tuple(rows),
            totals=tuple(at for at, row in enumerate(table.rows) if row.is_total),
            note=" ".join([*notes, *_notes(table, rows)]) or None,
        )

    def _chart(self, chart: FigureChart, *, has_table: bool) -> list[Block]:
        series = tuple(
            Series(clean(name), tuple(self._figure(ref) if ref else None for ref in refs))
            for name, refs in chart.series
        )
        labels = tuple(clean(label) for label in chart.labels)
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


def _refs(block: FigureTable | FigureChart) -> set[FigureRef]:
    lines: Iterable[Iterable[FigureRef | None]]
    if isinstance(block, FigureTable):
        lines = (row.refs for row in block.rows)
    else:
        lines = (refs for _, refs in block.series)
    return {ref for line in lines for ref in line if ref is not None}


def _notes(table: FigureTable, rows: Sequence[Sequence[str | ShownFigure | None]]) -> list[str]:
    """Why cells hold no number, each reason once with the cells that it is of."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for title, cell in zip(table.columns, row[1:], strict=False):
            if isinstance(cell, ShownFigure) and cell.why:
                place = f"{row[0]}, {clean(title)}"
                reasons.setdefault((cell.text, cell.why), []).append(place)
    return [
        f"{text}: {why} ({listed(places, MOST_NAMED)})." for (text, why), places in reasons.items()
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


def _meanings(
    measures: Sequence[Measure], figures: Sequence[StoredFigure], taken: set[str]
) -> Section:
    """The last section: what each measure is, and what is to be known of its figures."""
    notes: dict[str, list[str]] = {}
    for figure in figures:
        told = [*figure.notes]
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
