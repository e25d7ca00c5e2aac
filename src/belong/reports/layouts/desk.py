"""What a section is laid out with: figures of one area and period, tables and sentences of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from belong.analytics.stored import FigureBook, FigureRef, StoredFigure
from belong.domain.calendar import add_months, financial_year
from belong.domain.periods import Period, a_day, half, quarter_period, stretch, years
from belong.reports.bound import (
    BoundBlock,
    BoundReport,
    FigureChart,
    FigureRow,
    FigureTable,
    ReportKind,
    Shown,
    Total,
    Words,
)
from belong.reports.words import joined

__all__ = ["Column", "Desk", "Line", "without_repeats"]

_NO_FIGURES = "There are no figures for this table: "
_NO_FIGURES_OF = "There are no figures for these tables: "
_NOT_THERE = "A dash stands where there is no figure of that period."
_TO_DATE = "Total to date"
_WINDOW = 3


@dataclass(frozen=True)
class Column:
    """A column of a table: its title and the period that its figures are of."""

    title: str
    period: Period


@dataclass(frozen=True)
class Line:
    """A row of a table: a measure, or one of its parts. area: "" for the report's own.

    if_none: what is said under a table that lacks the row; "": only that it lacks it.
    """

    title: str
    measure: str
    part: str = ""
    shows: Shown = Shown.VALUE
    is_total: bool = False
    area: str = ""
    if_none: str = ""


@dataclass(frozen=True)
class Desk:
    """The book, and the area and period that the report is of. last_year: the report before."""

    kind: ReportKind
    book: FigureBook
    area: str
    period: Period
    last_year: BoundReport | None = None

    @property
    def name(self) -> str:
        """What the area is called."""
        return self.book.areas[self.area]

    @property
    def day(self) -> Period:
        """The last day of the period, on which those who wait are counted."""
        return a_day(self.period.last_on)

    @property
    def year(self) -> int:
        """The financial year in which the period ends, by its own end."""
        return financial_year(self.period.last_on)

    @property
    def before(self) -> Period:
        """The same stretch of the year before."""
        if self.period == years(self.year):
            return years(self.year - 1)
        for number in (1, 2):
            if self.period == half(self.year, number):
                return half(self.year - 1, number)
        for number in (1, 2, 3, 4):
            if self.period == quarter_period(self.year, number):
                return quarter_period(self.year - 1, number)
        first, last = self.period.first_on, self.period.last_on
        return stretch(add_months(first, -12), add_months(last, -12))

    def windows(self, count: int = 3) -> list[Column]:
        """The last scorecard windows that are over by the end of the period, oldest first."""
        last = self.year if self.period.last_on == years(self.year).last_on else self.year - 1
        found = [years(year, _WINDOW) for year in range(last - count + 1, last + 1)]
        return [Column(one.name, one) for one in found]

    def trend(self, count: int = 5) -> list[Column]:
        """The years up to the last that is over, those of which the book has anything."""
        last = self.year if self.period.last_on == years(self.year).last_on else self.year - 1
        found = [years(year) for year in range(last - count + 1, last + 1)]
        return [Column(one.words, one) for one in found if self.figure("adopted", one) is not None]

    def quarters(self) -> list[Column]:
        """The quarters of the period's year up to its end, and the total of these."""
        found = [
            one
            for one in (quarter_period(self.year, number) for number in (1, 2, 3, 4))
            if one.last_on <= self.period.last_on
        ]
        if self.period.name.endswith("-H2"):
            found = found[-2:]
        columns = [Column(f"Q{one.name[-1]}", one) for one in found]
        if len(found) > 1:
            whole = stretch(found[0].first_on, found[-1].last_on)
            halves = {half(self.year, number): "Half year" for number in (1, 2)}
            titles = {years(self.year): "Year"} | halves
            columns.append(Column(titles.get(whole, _TO_DATE), whole))
        return columns

    def two_years(self) -> list[Column]:
        """The same stretch of the year before, and the period."""
        return [Column(one.words, one) for one in (self.before, self.period)]

    def has_total(self, columns: Sequence[Column]) -> bool:
        """Whether the last column is the total of the others."""
        return len(columns) > 1 and columns[-1].period.first_on == columns[0].period.first_on

    def ref(
        self, measure: str, period: Period | None = None, part: str = "", area: str = ""
    ) -> FigureRef:
        """The figure of a measure for a period, or on its last day for a count of who was so."""
        of = period or self.period
        known = self.book.measures.get(measure)
        if known is not None and known.kind == "stock":
            of = a_day(of.last_on)
        return FigureRef(measure, area or self.area, of.name, part)

    def figure(
        self, measure: str, period: Period | None = None, part: str = "", area: str = ""
    ) -> StoredFigure | None:
        """The figure, where the book has it."""
        return self.book.get(self.ref(measure, period, part, area))

    def number(self, measure: str, period: Period | None = None, part: str = "") -> float | None:
        """The figure's value, where there is one."""
        figure = self.figure(measure, period, part)
        return None if figure is None or figure.value is None else float(figure.value)

    def cite(
        self,
        measure: str,
        period: Period | None = None,
        part: str = "",
        shown: Shown = Shown.VALUE,
    ) -> str:
        """The citation of a figure, as it stands in words."""
        ref = self.ref(measure, period, part)
        return f"[[{ref}]]" if shown is Shown.VALUE else f"[[{ref}#{shown.value}]]"

    def parts(self, measure: str) -> list[Line]:
        """A line for each part of a breakdown; "not known" only where somebody is in it."""
        lines = []
        for code, words in self.book.measures[measure].parts:
            figure = self.figure(measure, part=code)
            if code == "not_known" and (figure is None or not figure.value):
                continue
            lines.append(Line(words[:1].upper() + words[1:], measure, code))
        return lines

    def table(
        self,
        key: str,
        caption: str,
        corner: str,
        columns: Sequence[Column],
        lines: Iterable[Line],
        *,
        note: str = "",
        rank_note: str = "",
        total_row: Total = Total.NONE,
        is_total_last: bool = False,
    ) -> list[BoundBlock]:
        """A table of the lines that the book has figures of; plain words where it has none.

        note: under the table. rank_note: the same, where a row of ranks stands in it.
        """
        rows: list[FigureRow] = []
        lacking: list[Line] = []
        has_gap = False
        for line in lines:
            refs = [
                self.ref(line.measure, column.period, line.part, line.area) for column in columns
            ]
            found = tuple(ref if self._is_shown(ref, line.shows) else None for ref in refs)
            if not any(found):
                lacking.append(line)
                continue
            has_gap = has_gap or not all(found)
            rows.append(FigureRow(line.title, found, line.is_total, line.shows))
        shown = [ref for row in rows for ref in row.refs if ref]
        if not any(self._has_value(ref) for ref in shown):
            return [self.nothing(caption, shown)]
        if rank_note and any(row.shows is Shown.RANK for row in rows):
            note = f"{note} {rank_note}"
        notes = [note] if note else []
        notes += dict.fromkeys(line.if_none for line in lacking if line.if_none)
        if untold := [line.title for line in lacking if not line.if_none]:
            notes.append(f"Not among the figures: {joined(untold)}.")
        if has_gap:
            notes.append(_NOT_THERE)
        has_total = sum(row.is_total for row in rows) == 1 and not lacking
        return [
            FigureTable(
                key,
                caption,
                corner,
                tuple(column.title for column in columns),
                tuple(rows),
                " ".join(notes),
                total_row if has_total else Total.NONE,
                Total.SUM if is_total_last and not has_gap else Total.NONE,
            )
        ]

    def chart(
        self, key: str, title: str, columns: Sequence[Column], lines: Iterable[Line], shape: str
    ) -> list[BoundBlock]:
        """A chart of lines that have two figures or more; nothing where there is none."""
        series = []
        for line in lines:
            refs = tuple(
                ref if self._has_value(ref) else None
                for ref in (self.ref(line.measure, one.period, line.part) for one in columns)
            )
            if sum(ref is not None for ref in refs) > 1:
                series.append((line.title, refs))
        labels = tuple(column.title for column in columns)
        return [FigureChart(key, title, labels, tuple(series), shape)] if series else []

    def say(self, sentences: Iterable[str | None]) -> list[BoundBlock]:
        """First sentences, those that could be written: a paragraph, or on slides a list."""
        found = [one for one in sentences if one]
        if self.kind is ReportKind.COMMITTEE_SLIDES:
            found = [f"\n- {one}" for one in found]
        return [Words(" ".join(found).strip(), is_drawn=True)] if found else []

    def nothing(self, what: str, refs: Sequence[FigureRef] = ()) -> Words:
        """That there are no figures of something, and why where the book says it."""
        reasons = {
            figure.why_none or figure.hidden_because
            for figure in map(self.book.get, refs)
            if figure is not None
        } - {""}
        why = f" ({'; '.join(sorted(reasons))})" if reasons else ""
        return Words(f"{_NO_FIGURES}{what}{why}.", is_drawn=True)

    def not_whole(self, measures: Iterable[str], periods: Sequence[Period]) -> list[BoundBlock]:
        """Of which councils these numbers lack something; nothing where they are whole.

        A note that names a council or the body says whose records are lacking, or since when.
        """
        names = self.book.areas.values()
        told: dict[str, dict[str, None]] = {}
        for measure in measures:
            for period in periods:
                figure = self.figure(measure, period)
                for note in figure.notes if figure else ():
                    if any(name in note for name in names):
                        told.setdefault(note, {})[period.words] = None
        if not told:
            return []
        entries = (f"- {note[:1].upper()}{note[1:]} ({joined(of)})." for note, of in told.items())
        return [Words("\n".join(("What to know of these numbers:", *entries)), is_drawn=True)]

    def for_area(self, area: str) -> Desk:
        """The same for another area of the book."""
        return replace(self, area=area)

    def councils(self) -> Iterator[tuple[str, str]]:
        """Code and name of each council of the body."""
        return ((code, name) for code, name in self.book.areas.items() if code != "all")

    def _is_shown(self, ref: FigureRef, shows: Shown) -> bool:
        figure = self.book.get(ref)
        if figure is None:
            return False
        return shows is Shown.VALUE or getattr(figure, shows.value) is not None

    def _has_value(self, ref: FigureRef) -> bool:
        figure = self.book.get(ref)
        return figure is not None and figure.value is not None


def without_repeats(blocks: Iterable[BoundBlock]) -> tuple[BoundBlock, ...]:
    """The blocks, with tables one after another that have no figures told of in one sentence."""
    made: list[BoundBlock] = []
    for block in blocks:
        last = made[-1] if made else None
        if isinstance(block, Words) and isinstance(last, Words) and _lacks(block) and _lacks(last):
            made[-1] = Words(f"{_NO_FIGURES_OF}{_both(last.text, block.text)}", is_drawn=True)
        else:
            made.append(block)
    return tuple(made)


def _both(last: str, further: str) -> str:
    """The tables that two sentences are about, with a reason that they share told once."""
    told = last.removeprefix(_NO_FIGURES).removeprefix(_NO_FIGURES_OF).rstrip(".")
    more = further.removeprefix(_NO_FIGURES)
    reason = more[max(more.rfind(" ("), 0) :].rstrip(".")
    return f"{told.removesuffix(reason) if reason.endswith(')') else told}; {more}"


def _lacks(words: Words) -> bool:
    """Whether the words tell that there are no figures of something."""
    return words.is_drawn and words.text.startswith((_NO_FIGURES, _NO_FIGURES_OF))
