"""Tables of figures: every number a link to its figure page, with what it is of beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from belong.analytics.definitions import DEFINITIONS
from belong.analytics.stored import FigureBook, FigureRef, Measure, StoredFigure
from belong.domain.calendar import financial_year, financial_year_bounds
from belong.domain.periods import Period, a_day, quarter_period, years
from belong.reports.shown import NO_ENGLAND, NO_RANK, shown_figure
from belong.reports.words import ordinal, value_text
from belong.web.performance.queries import ALL
from belong.web.ui.forms.fields import sentence
from belong.web.ui.presenters import Cell, Column, Row, Table
from belong.web.ui.words import day

__all__ = ["MANY_PARTS", "Tables", "periods_around", "so_far", "titled"]

Href = Callable[[FigureRef], str]

#: A scorecard's figure is of three years, of one, or of a day, as its definition says.
_WINDOWS: tuple[Callable[[int], Period], ...] = (
    lambda year: years(year, 3),
    years,
    lambda year: a_day(financial_year_bounds(year)[1]),
)
NOTHING = Cell("Not computed")
#: A note names so many figures; of more it says how many.
_FEW_NAMED = 3
#: Of a breakdown of more parts than these, only those are shown that occurred.
MANY_PARTS = 7


def periods_around(year: int) -> Callable[[str], bool]:
    """Which names of periods any table of a financial year reads: three years, and days in it."""
    named = {make(each).name for each in range(year - 2, year + 1) for make in _WINDOWS}
    named |= {quarter_period(year, number).name for number in range(1, 5)}
    first, last = (on.isoformat() for on in financial_year_bounds(year))
    return lambda name: name in named or (len(name) == len(first) and first <= name <= last)


def titled(measure: Measure) -> str:
    """The measure's name, behind its code where it is one of the scorecard's."""
    return f"{measure.code} {measure.name}" if measure.code in DEFINITIONS else measure.name


def so_far(period: Period, until: date) -> str:
    """What is said behind a period that is not over by the day that figures tell up to."""
    return ", so far" if period.first_on <= until < period.last_on else ""


class Tables:
    """Makes tables of one book.

    href: the address of a figure's page. first_year: the first financial year that is computed.
    until: the day up to which the figures tell.
    """

    def __init__(self, book: FigureBook, href: Href, first_year: int, until: date) -> None:
        self.book, self.href, self.first_year, self.until = book, href, first_year, until
        self._noted: dict[str, dict[str, None]] = defaultdict(dict)
        self._missing: dict[str, None] = {}
        self._why: dict[str, str] = {}

    @property
    def notes(self) -> list[str]:
        """What is noted beside the figures shown, each once with the figures, and what is missing.

        A note of many figures says of how many.
        """
        told = []
        for note, where in self._noted.items():
            few = len(where) <= _FEW_NAMED
            whose = "; ".join(where) if few else f"{len(where):,} of these figures"
            told.append(f"{sentence(note)} ({whose})")
        return [*told, *self._missing]

    @property
    def areas(self) -> list[str]:
        """The whole first, then the parts."""
        return [ALL, *(code for code in self.book.areas if code != ALL)]

    def cell(self, ref: FigureRef | None) -> Cell:
        """A figure's value with what it is of; words where it was not computed."""
        figure = self.book.get(ref) if ref else None
        if ref is None or figure is None:
            return (
                self._nothing(financial_year(Period.parse(ref.period).last_on)) if ref else NOTHING
            )
        for note in figure.notes:
            self._noted[note][self._named(figure)] = None
        told = shown_figure(figure, self.book.measures[ref.measure])
        return Cell(sentence(told.text), href=self.href(ref), below=told.of or told.why)

    def _named(self, figure: StoredFigure) -> str:
        """A figure in words, with its period, and its area where there are several."""
        ref = figure.ref
        name = figure.name if ref.part else titled(self.book.measures[ref.measure])
        where = f", {self.book.areas[ref.area]}" if ref.area != ALL else ""
        return f"{name}, {Period.parse(ref.period).words}{where}"

    def _window_cell(self, ref: FigureRef | None, year: int) -> Cell:
        """A cell of the window that ends in a year; with the reason where that is yet to come."""
        last_on = financial_year_bounds(year)[1]
        if ref is None and last_on > self.until:
            return Cell("Not computable", below=f"{day(last_on)} is yet to come")
        return self._nothing(year) if ref is None else self.cell(ref)

    def _nothing(self, year: int) -> Cell:
        """A cell of a year without a figure; with the reason where it is before all of them."""
        if year >= self.first_year:
            return NOTHING
        return Cell(NOTHING.text, below=f"Figures begin with {years(self.first_year).words}")

    def so_far(self, period: Period) -> str:
        """What is said behind a period that is not over."""
        return so_far(period, self.until)

    def _measures(self, codes: Iterable[str]) -> list[Measure]:
        return [self.book.measures[code] for code in codes if code in self.book.measures]

    def _rows(
        self, codes: Iterable[str], refs: Callable[[str, str], Sequence[FigureRef | None]]
    ) -> tuple[Row, ...]:
        """A row a measure, and beneath it one a part. refs: of a measure and part."""
        rows = []
        for measure in self._measures(codes):
            for part, words in (("", ""), *measure.parts):
                found = refs(measure.code, part)
                if not any(ref and ref in self.book for ref in found):
                    continue
                if part and len(measure.parts) > MANY_PARTS and not self._occurred(found):
                    continue
                title = f"of these, {words}" if part and measure.parts_sum else words
                rows.append(Row((Cell(title or measure.name), *(self.cell(ref) for ref in found))))
        return tuple(rows)

    def _made(
        self,
        caption: str,
        columns: tuple[Column, ...],
        rows: tuple[Row, ...],
        refs: Iterable[FigureRef | None],
    ) -> Table:
        """The table; or, where none of its figures has a value, all for one reason, that alone."""
        figures = [figure for ref in refs if ref and (figure := self.book.get(ref))]
        reasons = {one.why_none for one in figures if one.value is None}
        if rows and len(reasons) == 1 and all(one.value is None for one in figures):
            self._why[caption] = reasons.pop()
            return _nothing([caption], self._why[caption])
        return Table(caption, columns, rows, empty=f"{caption}: no figures are computed.")

    def told_once(self, made: Iterable[Table]) -> list[Table]:
        """The tables, with those one after another that lack every number for one reason as one."""
        told = []
        for why, group in groupby(made, lambda one: self._why.get(one.caption, "")):
            tables = list(group)
            told += [_nothing([one.caption for one in tables], why)] if why else tables
        return told

    def _occurred(self, refs: Iterable[FigureRef | None]) -> bool:
        """Whether any of the figures is other than nought."""
        return any((figure := self.book.get(ref)) and figure.value for ref in refs if ref)

    def window(self, code: str, year: int, area: str = ALL) -> FigureRef | None:
        """A scorecard's figure of the window that ends in a year; None where there is none."""
        for make in _WINDOWS:
            ref = FigureRef(code, area, make(year).name)
            if ref in self.book:
                return ref
        return None

    def scorecard(self, codes: Iterable[str], year: int, area: str = ALL) -> Table:
        """One row an indicator: three windows, the last with all that stands beside it."""
        heads = [
            f"To March {each}{self.so_far(years(each))}" for each in (year - 2, year - 1, year)
        ]
        rows = []
        for measure in self._measures(codes):
            refs = [self.window(measure.code, each, area) for each in (year - 2, year - 1, year)]
            if not any(refs):
                continue
            last = self.book.get(refs[-1]) if refs[-1] else None
            title = Cell(titled(measure), below=_series(measure.code, year))
            told = [
                self._window_cell(ref, each)
                for ref, each in zip(refs, (year - 2, year - 1, year), strict=True)
            ]
            rows.append(Row((title, *told, *_standing(last))))
            self._missing |= dict.fromkeys(_missing(last, measure))
        return Table(
            f"Scorecard to 31 March {year}{self.so_far(years(year))}",
            (
                Column("Indicator"),
                *(Column(head, is_number=True) for head in heads),
                Column("Threshold", is_number=True),
                Column("England", is_number=True),
                Column("Rank", is_number=True),
            ),
            tuple(rows),
            empty="No figures are computed for this year.",
        )

    def by_area(
        self,
        caption: str,
        codes: Iterable[str],
        ref_of: Callable[[str, str], FigureRef | None],
        year: int,
    ) -> Table:
        """A column an area. ref_of: of a measure and area. year: that they end in."""
        rows, asked = [], []
        for measure in self._measures(codes):
            refs = [ref_of(measure.code, area) for area in self.areas]
            asked += refs
            if any(ref and ref in self.book for ref in refs):
                cells = [self._window_cell(ref, year) for ref in refs]
                rows.append(Row((Cell(titled(measure)), *cells)))
        columns = (
            Column("Measure"),
            *(Column(self.book.areas[area], is_number=True) for area in self.areas),
        )
        return self._made(caption, columns, tuple(rows), asked)

    def parts_by_area(self, code: str, period: str) -> Table | None:
        """A row a part and a column an area that has any; None where nothing is computed."""
        measure = self.book.measures.get(code)
        if measure is None or FigureRef(code, ALL, period) not in self.book:
            return None
        whole = {area: self.book.get(FigureRef(code, area, period)) for area in self.areas}
        areas = [area for area, one in whole.items() if area == ALL or (one and one.why_none == "")]
        rows = [
            Row(
                (
                    Cell(words[:1].upper() + words[1:]),
                    *(self.cell(FigureRef(code, area, period, part)) for area in areas),
                )
            )
            for part, words in (*measure.parts, ("", "all together"))
            if FigureRef(code, ALL, period, part) in self.book
        ]
        columns = (
            Column(measure.subject.capitalize()),
            *(Column(self.book.areas[area], is_number=True) for area in areas),
        )
        caption = f"{measure.name}, {Period.parse(period).words}"
        return self._made(
            caption, columns, tuple(rows), [FigureRef(code, area, period) for area in areas]
        )

    def by_quarter(self, caption: str, codes: Iterable[str], year: int, area: str = ALL) -> Table:
        """Four quarters and the year to date."""
        periods = [*(quarter_period(year, number) for number in range(1, 5)), years(year)]
        heads = [*(f"{one.words}{self.so_far(one)}" for one in periods[:4]), "Year to date"]
        return self._over(caption, codes, area, list(zip(heads, periods, strict=True)))

    def by_year(self, caption: str, codes: Iterable[str], year: int, area: str = ALL) -> Table:
        """Three years, the one asked for last."""
        periods = [years(each) for each in (year - 2, year - 1, year)]
        return self._over(
            caption, codes, area, [(f"{one.words}{self.so_far(one)}", one) for one in periods]
        )

    def _over(
        self, caption: str, codes: Iterable[str], area: str, periods: Sequence[tuple[str, Period]]
    ) -> Table:
        def refs(code: str, part: str) -> list[FigureRef | None]:
            whole = FigureRef(code, area, "", part)
            return [replace(whole, period=period.name) for _, period in periods]

        columns = (Column("Measure"), *(Column(head, is_number=True) for head, _ in periods))
        rows = self._rows(codes, refs)
        asked = [ref for one in self._measures(codes) for ref in refs(one.code, "")]
        return self._made(caption, columns, rows, asked)

    def latest_day(self, code: str, year: int) -> str:
        """The last day in a financial year that a stock was counted on; "": none.

        Where it could not be counted on any, the last day on which that is said.
        """
        since, until = financial_year_bounds(year)
        days = {
            (one.value is not None, period.last_on)
            for one in self.book
            if one.ref.measure == code
            for period in [Period.parse(one.ref.period)]
            if since <= period.first_on == period.last_on <= until
        }
        return max(days)[1].isoformat() if days else ""


def _nothing(captions: Sequence[str], why: str) -> Table:
    """A table without rows, that says why none of these could be computed."""
    caption = "; ".join(captions)
    return Table(caption, (), (), empty=f"{caption}: not computable ({why}).")


def _series(code: str, year: int) -> str:
    """The years in which an official measure was published, where this year is not among them."""
    definition = DEFINITIONS.get(code)
    if definition is None or definition.last_edition is None or year <= definition.last_edition:
        return ""
    return f"Official series ended in {definition.last_edition}"


def _missing(figure: StoredFigure | None, measure: Measure) -> list[str]:
    """What a dash stands for beside a figure of the scorecard."""
    if figure is None:
        return []
    told = []
    if figure.england is None:
        told.append(NO_ENGLAND)
    if figure.rank is None and measure.polarity:
        told.append(NO_RANK)
    if figure.rank is None and not measure.polarity:
        told.append("A measure that is neither better high nor better low has no rank.")
    return told


def _standing(figure: StoredFigure | None) -> tuple[Cell, Cell, Cell]:
    """Threshold, England and rank of a figure."""
    if figure is None:
        return Cell("-"), Cell("-"), Cell("-")
    threshold = "-" if figure.threshold is None else f"{figure.threshold:,}"
    england = "-" if figure.england is None else value_text(figure.england, figure.unit)
    rank = f"{ordinal(figure.rank[0])} of {figure.rank[1]:,}" if figure.rank else "-"
    return Cell(threshold), Cell(england), Cell(rank)
